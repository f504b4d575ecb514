"""Tables of which an OCR read some pages straight across and others column by column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.layout import Line
from extractors.tasks.model import Column, FieldName, RowKind, TableRow, TaskTable
from extractors.tasks.page_modes import joined, pages_across
from extractors.tasks.text_table import read_text_table
from tests.test_tasks_column_blocks import WHOLE
from tests.test_tasks_scattered import lines_of

ACROSS = """Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm
Mở lớp dạy đan gùi cho phụ nữ ở các bản Phòng Văn hóa - Xã hội Các đoàn thể Quý III/2026 Lớp học
Nạo vét suối đầu nguồn trước mùa mưa lũ Phòng Kinh tế Các thôn Tháng 4/2026 Báo cáo
Khám sức khỏe tại nhà cho người cao tuổi Trạm Y tế xã Các đoàn thể Hàng quý Sổ khám
Tuần tra rừng đầu nguồn vào mùa khô Công an xã Các thôn Hàng năm Báo cáo
"""


NAMES = {"TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"}


def page_lines(text: str) -> list[Line]:
    return [Line(line.text, line.page, line.number, printed=line.text) for line in lines_of(text)]


@pytest.mark.parametrize(("text", "pages"), [(f"{WHOLE}\f{ACROSS}", {2}), (f"{ACROSS}\f{WHOLE}", {1})])
def test_deadlines_tell_the_pages_that_were_read_across(text: str, pages: set[int]) -> None:
    assert pages_across(lines_of(text)) == pages


@pytest.mark.parametrize("text", [WHOLE, f"{WHOLE}\f{WHOLE}", ACROSS, f"{ACROSS}\f{ACROSS}"])
def test_a_table_whose_pages_are_alike_is_read_in_one_way(text: str) -> None:
    assert not pages_across(lines_of(text))


def test_a_page_that_does_not_tell_is_like_the_one_before_it() -> None:
    rest = "và các xã lân cận\n"
    assert pages_across(lines_of(f"{WHOLE}\f{ACROSS}\f{rest}")) == {2, 3}
    assert pages_across(lines_of(f"{ACROSS}\f{WHOLE}\f{rest}")) == {1}


def test_columns_side_by_side_below_names_of_their_own_are_no_page_read_across() -> None:
    nameless = ACROSS.replace("Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp ", "")
    assert not pages_across(lines_of(f"{WHOLE}\f{nameless}"))


BY_ROWS = """TT

Nội dung công việc

Cơ quan chủ trì

Cơ quan phối hợp

Thời gian

Sản phẩm

5

Lập sổ theo dõi đàn trâu bò của bản

Trạm Thú y

Các bản

Tháng 5/2026

Sổ theo dõi

6

Dựng nhà trực canh lửa ở đỉnh dốc

Ban Chỉ huy Quân sự xã

Các bản

Quý I/2026

Nhà trực

7

Mở phiên chợ đêm bên bờ suối

Phòng Kinh tế

Các đoàn thể

Hàng tháng

Phiên chợ
"""


def test_a_page_read_cell_by_cell_below_names_on_lines_of_their_own_is_none_read_across() -> None:
    assert pages_across(lines_of(f"{ACROSS}\f{BY_ROWS}\f{ACROSS}")) == {1, 3}


@pytest.mark.parametrize("cell", ["nghiệm thu", "Nghiệm thu"])
def test_a_cell_a_little_like_the_contents_name_is_none(cell: str) -> None:
    nameless = BY_ROWS.replace("Nội dung công việc", cell)
    assert not pages_across(lines_of(f"{ACROSS}\f{nameless}\f{ACROSS}"))


def contents_of(text: str) -> list[tuple[int, str]]:
    table, _ = read_text_table(page_lines(text))
    assert table is not None
    content = table.column_of(FieldName.CONTENT)
    assert content is not None
    return [(row.pages[0], row.cells[content]) for row in table.rows if row.kind is RowKind.ROW]


def test_a_page_whose_cells_come_row_by_row_between_pages_read_across_keeps_its_rows() -> None:
    found = contents_of(f"{ACROSS}\f{BY_ROWS}\f{ACROSS}")
    assert [page for page, _ in found] == [1] * 4 + [2] * 3 + [3] * 4
    assert [text for page, text in found if page == 2] == [
        "Lập sổ theo dõi đàn trâu bò của bản",
        "Dựng nhà trực canh lửa ở đỉnh dốc",
        "Mở phiên chợ đêm bên bờ suối",
    ]


def test_a_page_read_down_without_names_has_the_columns_of_the_page_read_across() -> None:
    nameless = "\n".join(line for line in WHOLE.split("\n") if line not in NAMES)
    found = contents_of(f"{ACROSS}\f{nameless}")
    assert [page for page, _ in found] == [1] * 4 + [2] * 3


def test_the_rows_of_both_kinds_of_pages_are_those_of_one_table() -> None:
    table, _ = read_text_table(page_lines(f"{WHOLE}\f{ACROSS}\f{WHOLE.replace('thôn', 'bản')}"))
    assert table is not None
    content, lead = table.column_of(FieldName.CONTENT), table.column_of(FieldName.LEAD)
    assert content is not None
    assert lead is not None
    rows = [row for row in table.rows if row.kind is RowKind.ROW]
    assert [row.pages[0] for row in rows] == [1] * 3 + [2] * 4 + [3] * 3
    assert rows[4].cells[content].split() == "Nạo vét suối đầu nguồn trước mùa mưa lũ".split()
    assert [
        row.cells[lead].split()[0] for row in rows
    ] == "Văn Phòng Trung Phòng Phòng Trạm Công Văn Phòng Trung".split()


def test_columns_that_only_one_reading_has_are_kept() -> None:
    row = TableRow(RowKind.ROW, cells={0: "Rà soát", 1: "Báo cáo"}, pages=(2,), inherited=frozenset({1}))
    across = TaskTable((Column(0, "Nội dung", FieldName.CONTENT), Column(1, "Chủ trì", FieldName.LEAD)), (), 3, 40)
    down = TaskTable((Column(0, "Việc", FieldName.CONTENT), Column(1, "Sản phẩm", FieldName.PRODUCT)), (row,), 2, 7)
    both = joined(across, down)
    assert [column.printed for column in both.columns] == ["Nội dung", "Chủ trì", "Sản phẩm"]
    assert both.rows == (replace(row, cells={0: "Rà soát", 2: "Báo cáo"}, inherited=frozenset({2})),)
    assert (both.page, both.line) == (2, 7)
