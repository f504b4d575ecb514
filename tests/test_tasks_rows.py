"""From printed rows to tasks: what a person should look at is said with its page and line."""

from __future__ import annotations

from extractors.tasks.model import Column, FieldName, RowKind, TableRow, TaskTable
from extractors.tasks.rows import build_tasks

COLUMNS = (Column(0, "Nội dung", FieldName.CONTENT), Column(1, "Chủ trì", FieldName.LEAD))


def test_what_is_noted_of_a_group_is_a_warning_where_its_title_stands() -> None:
    group = TableRow(RowKind.GROUP, label="II", title="Giao thông", pages=(3,), lines=(41, 42), notes=("Nhãn suy ra",))
    row = TableRow(RowKind.ROW, {0: "Sửa cầu treo", 1: "Phòng Kinh tế"}, "1", pages=(3,), lines=(43, 43))
    built = build_tasks(TaskTable(COLUMNS, (group, row)), annex=1, source_sha256="0" * 64)
    assert [(warning.message, warning.page, warning.line) for warning in built.warnings] == [("Nhãn suy ra", 3, 41)]
    assert [(task.group, task.group_title, task.warnings) for task in built.tasks] == [("II", "Giao thông", ())]
