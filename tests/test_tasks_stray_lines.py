"""Lines of a content that came among the lines of another row's: put back where both contents read on."""

from __future__ import annotations

from extractors.tasks.model import RowKind, TableRow
from extractors.tasks.stray_lines import with_lines_in_place

CONTENT = 1
STRAY = "lâm nghiệp trên địa bàn"


def row(*lines: str, page: int = 1, first: int = 1) -> TableRow:
    return TableRow(
        RowKind.ROW, cells={CONTENT: "\n".join(lines)}, pages=(page,), lines=(first, first + len(lines)), confidence=0.9
    )


WHOLE = row("Tổ chức khám sức khỏe định kỳ cho người cao", STRAY, "tuổi và trẻ em dưới sáu tuổi ở các thôn", first=10)
CUT = row("Xây dựng phương án phát triển sản xuất nông nghiệp,", first=20)
ENDED = row("Kiểm tra việc thu gom rác tại các chợ.", first=30)


def contents(rows: list[TableRow]) -> list[str]:
    return [row.cells[CONTENT] for row in rows]


def test_a_line_that_reads_on_in_another_row_of_the_page_is_moved_there_and_noted_in_both() -> None:
    moved = with_lines_in_place([WHOLE, CUT, ENDED], CONTENT)
    assert contents(moved) == [
        "Tổ chức khám sức khỏe định kỳ cho người cao\ntuổi và trẻ em dưới sáu tuổi ở các thôn",
        f"Xây dựng phương án phát triển sản xuất nông nghiệp,\n{STRAY}",
        ENDED.cells[CONTENT],
    ]
    assert all(STRAY in moved[at].notes[0] and moved[at].confidence < 0.9 for at in (0, 1))
    assert "dòng 10–13" in moved[1].notes[0]
    assert moved[2] == ENDED


def test_a_line_stays_where_no_row_of_its_page_breaks_off() -> None:
    elsewhere = row(*CUT.cells[CONTENT].split("\n"), page=2)
    assert with_lines_in_place([WHOLE, ENDED, elsewhere], CONTENT) == [WHOLE, ENDED, elsewhere]


def test_a_line_stays_where_two_rows_break_off_alike() -> None:
    rows = [WHOLE, CUT, row("Hoàn thành quy hoạch vùng sản xuất nông nghiệp,", first=40)]
    assert with_lines_in_place(rows, CONTENT) == rows


def test_contents_that_read_on_are_left_alone() -> None:
    rows = [row("Tổ chức khám sức khỏe định kỳ", "cho người cao tuổi và trẻ em", "dưới sáu tuổi ở các thôn"), CUT]
    assert with_lines_in_place(rows, CONTENT) == rows
