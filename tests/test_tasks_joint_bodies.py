"""One cell that names both bodies gives the lead and the coordinating agencies, by its labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.layout import Cell, Line, Page, Table
from extractors.parts import AnnexPart, DocumentParts
from extractors.tasks import extract_tasks
from extractors.tasks.headers import match_columns
from extractors.tasks.joint_bodies import Bodies, bodies_apart
from extractors.tasks.model import Column, FieldName, RowKind, TableRow, TaskTable
from extractors.tasks.rows import BuiltRows, build_tasks
from samples.sampling.model import PlanContent


@pytest.mark.parametrize(
    ("cell", "lead", "coordinating"),
    [
        ("Chủ trì: Phòng Kinh tế; Phối hợp: Công an xã, các thôn", "Phòng Kinh tế", "Công an xã, các thôn"),
        ("Chủ trì: Phòng Kinh tế Phối hợp: Công an xã", "Phòng Kinh tế", "Công an xã"),
        ("- Cơ quan chủ trì: Sở Y tế. - Cơ quan phối hợp: Sở Nội vụ.", "Sở Y tế", "Sở Nội vụ"),
        ("Đơn vị thực hiện: Sở Y tế, đơn vị phối hợp: Sở Nội vụ", "Sở Y tế", "Sở Nội vụ"),
        ("Phối hợp với: Công an xã; chủ trì: Phòng Kinh tế", "Phòng Kinh tế", "Công an xã"),
        ("Phòng Kinh tế; đơn vị phối hợp: Công an xã", "Phòng Kinh tế", "Công an xã"),
        ("CT: Phòng Kinh tế; PH: Công an xã", "Phòng Kinh tế", "Công an xã"),
        ("Chủ trì: Phòng Kinh tế", "Phòng Kinh tế", ""),
        ("Chủ trì: Sở Y tế Phối hợp: + Các sở + Các xã, ...", "Sở Y tế", "+ Các sở + Các xã, ..."),
    ],
)
def test_what_stands_behind_each_label_is_that_body(cell: str, lead: str, coordinating: str) -> None:
    assert bodies_apart(cell) == Bodies(lead, coordinating)


@pytest.mark.parametrize(
    "cell",
    [
        "Phòng Kinh tế",
        "Phòng Kinh tế chủ trì, phối hợp với Công an xã",  # no label: a sentence
        "CT: Nguyễn Văn An",  # an abbreviation that may be another's
        "a) Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ b) Chủ trì: Sở Tư pháp; phối hợp: Công an",  # who goes with whom
        "Hội đồng. Chủ trì: Sở Y tế",  # what is the first one?
        "Theo các đơn vị phối hợp: Sở Y tế",  # no part begins there
        "Chủ trì: Phối hợp:",
    ],
)
def test_a_cell_that_can_be_read_in_another_way_stays_as_it_is(cell: str) -> None:
    assert bodies_apart(cell) is None


COLUMNS = tuple(
    Column(index, field, field)
    for index, field in enumerate((FieldName.CONTENT, FieldName.LEAD, FieldName.COORDINATING, FieldName.DEADLINE))
)
BOTH = "Chủ trì: Phòng Kinh\ntế;\n- Phối\nhợp: Công an xã"


def built(*rows: TableRow) -> BuiltRows:
    return build_tasks(TaskTable(COLUMNS, rows), annex=0, source_sha256="0" * 64)


def test_a_row_has_its_bodies_apart_where_its_coordinating_cell_is_empty() -> None:
    alone, beside = built(
        TableRow(RowKind.ROW, {0: "Rà soát", 1: BOTH, 3: "2026"}, "1"),
        TableRow(RowKind.ROW, {0: "Kiểm tra", 1: BOTH, 2: "Văn phòng", 3: "2026"}, "2"),
    ).tasks
    assert (alone.lead_agency, alone.coordinating_agencies) == ("Phòng Kinh tế", "Công an xã")
    assert alone.coordinating_agency_list == ("Công an xã",)
    assert beside.lead_agency == "Chủ trì: Phòng Kinh tế; - Phối hợp: Công an xã"
    assert beside.coordinating_agencies == "Văn phòng"


def test_of_a_merged_cell_both_bodies_are_inherited() -> None:
    merged = TableRow(RowKind.ROW, {0: "Kiểm tra", 1: BOTH, 3: "2026"}, "2", inherited=frozenset({1}))
    (task,) = built(merged).tasks
    assert task.inherited == ("lead_agency", "coordinating_agencies")


@pytest.mark.parametrize("name", ["Cơ quan chủ trì, phối hợp", "Chủ trì, phối hợp", "Đơn vị chủ trì/phối hợp"])
def test_a_column_named_after_both_bodies_is_the_leads_unless_another_is(name: str) -> None:
    assert [column.field for column in match_columns(("TT", "Nội dung", name, "Thời gian"))][2] is FieldName.LEAD
    assert [c.field for c in match_columns(("Nội dung", "Cơ quan chủ trì", "Phối hợp với cơ quan chủ trì"))][1:] == [
        FieldName.LEAD,
        FieldName.COORDINATING,
    ]


def test_a_table_with_both_bodies_in_one_column_loses_nothing() -> None:
    rows = [("TT", "Nội dung", "Phân công thực hiện", "Thời gian"), ("1", "Rà soát", BOTH, "2026")]
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    title = Line("PHỤ LỤC", 1, 1)
    page = Page(1, (title,), (Table(1, 2, 4, cells),))
    (task,) = extract_tasks([page], DocumentParts(annexes=(AnnexPart((title,), ()),)), "0" * 64).tasks
    assert (task.lead_agency, task.coordinating_agencies) == ("Phòng Kinh tế", "Công an xã")


def with_joint_bodies(plan: PlanContent) -> PlanContent:
    """The plan with its leads and coordinating agencies in one column, by labels."""
    (annex,) = plan.annexes
    both = ("lead_agency", "coordinating_agencies")
    rows = [
        replace(row, cells={**row.cells, both[0]: f"Chủ trì: {row.cells[both[0]]}; Phối hợp: {row.cells[both[1]]}"})
        if row.cells.get(both[0])
        else row
        for row in annex.rows
    ]
    columns = tuple(
        replace(column, title="Phân công thực hiện", upper="", width=25.0) if column.field == both[0] else column
        for column in annex.columns
        if column.field != both[1]
    )
    return replace(plan, annexes=(replace(annex, rows=tuple(rows), columns=columns),))


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_printed_column_of_both_bodies_gives_each_row_its_own(tmp_path: Path, ending: str) -> None:
    from benchmarks.tasks import read_tasks
    from samples.sampling import random_plan, truth, write_docx, write_pdf
    from samples.sampling.fonts import find_folder

    if find_folder() is None:
        pytest.skip("needs the Liberation fonts (fonts-liberation2)")
    columns = ("number", "content", "lead_agency", "coordinating_agencies", "deadline", "product")
    plan = random_plan(6001, columns=columns, merged=False, rows=8, body=0)
    path = tmp_path / f"plan.{ending}"
    (write_pdf if ending == "pdf" else write_docx)(with_joint_bodies(plan), path)
    read, _ = read_tasks(path)
    assert [(task.lead_agency, task.coordinating_agencies) for task in read.tasks] == [
        (task["lead_agency"], task["coordinating_agencies"]) for task in truth(plan)["tasks"]
    ]
