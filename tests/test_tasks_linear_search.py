"""How sure the search over cells one after another is of its rows."""

from __future__ import annotations

from dataclasses import replace

from extractors.tasks.evidence import Fragment, Profile
from extractors.tasks.headers import match_columns
from extractors.tasks.linear import DOUBT, _doubtful, read_linear
from extractors.tasks.linear_search import RIVAL, Step, margins
from extractors.tasks.lines import TextLine
from extractors.tasks.model import TableRow

COLUMNS = match_columns(["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"])
FULL = ("Khơi mương Rộc", "Phòng Kinh tế", "Hội Nông dân xã", "Quý I/2026")
ONE_BODY = ("Đắp bờ đê Bối", "Hội Nông dân xã", "Quý II/2026")


def rows(*cells: tuple[str, ...], page_end: int | None = None) -> list[TableRow]:
    """``cells``: of each row; ``page_end``: before which line a page begins."""
    texts = [text for at, row in enumerate(cells, start=1) for text in (str(at), *row)]
    lines = [TextLine(text, at, 1) for at, text in enumerate(texts, start=1)]
    if page_end is not None:
        lines = [
            replace(line, page=1 + (line.number >= page_end), break_before=int(line.number == page_end))
            for line in lines
        ]
    return read_linear(lines, COLUMNS)


def test_a_body_that_may_stand_in_either_column_makes_its_row_less_sure() -> None:
    *full, doubtful = rows(*[FULL] * 6, ONE_BODY)
    assert all(row.confidence >= 0.95 for row in full)
    assert doubtful.confidence < min(row.confidence for row in full)


def test_a_row_that_a_page_end_cuts_is_less_sure() -> None:
    (*_, whole), (*_, cut) = rows(*[FULL] * 6), rows(*[FULL] * 6, page_end=29)
    assert cut.pages == (1, 2)
    assert cut.confidence <= whole.confidence


def test_words_that_restoration_doubts_lower_the_confidence() -> None:
    lines = [TextLine(text, at, 1) for at, text in enumerate([part for n in "123" for part in (n, *FULL)], start=1)]
    lines[1] = replace(lines[1], certain=(0.5, 0.5, 0.5))
    first, second, _ = read_linear(lines, COLUMNS)
    assert first.confidence < second.confidence


def test_what_is_learned_from_a_row_in_doubt_would_make_it_look_right() -> None:
    steps = [Step(None, Fragment("Tổ", at, 1), 1, True, at) for at in range(1, 8)]
    for step in steps[:3]:
        step.rival, step.margin = Step(None, step.fragment, 2, True, step.row), DOUBT / 2
    assert _doubtful(steps) == {1, 2, 3}
    assert _doubtful(steps[:5]) == set()  # hardly anything else to learn from


def test_the_margin_of_a_row_is_that_over_the_nearest_reading_that_cuts_it_otherwise() -> None:
    def step(before: Step | None, line: int, column: int, row: int) -> Step:
        return Step(before, Fragment("Tổ", line, 1), column, True, row)

    first = step(None, 1, 1, 1)
    second = step(first, 2, 2, 1)
    third = step(second, 3, 1, 2)
    third.rival, third.margin = step(step(first, 2, 3, 1), 3, 1, 2), 2.5  # the second line in another column
    assert margins([first, second, third]) == {1: 2.5}
    assert third.margin < RIVAL


def test_lines_of_two_cells_are_rarer_in_a_table_that_has_none() -> None:
    unknown, none, many = Profile(), Profile(rows=20, splits=0.0), Profile(rows=20, splits=0.5)
    assert none.split_at_name < unknown.split_at_name < many.split_at_name
    assert many.split_at_name == Profile(rows=20, splits=1.0).split_at_name


def test_a_name_inside_a_content_begins_no_cell_where_no_line_holds_two() -> None:
    named = ("Bàn giao sổ sách của Ban Quản lý chợ Rộc cho", "người mới", "Phòng Kinh tế", "Các thôn", "Quý II/2026")
    *_, last = rows(*[FULL] * 8, named)
    assert last.cells[1].split() == " ".join(named[:2]).split()
