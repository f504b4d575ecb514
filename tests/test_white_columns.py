"""Columns by the white between phrases."""

from __future__ import annotations

from extractors.layout import Box, Word
from extractors.readers.reading_order import Row, group_rows
from extractors.readers.white_columns import white_columns

SIZE = 12.0


def line(y: float, *spans: tuple[float, float]) -> list[Word]:
    return [Word("", Box(x0, y, x1, y + 13), size=SIZE) for x0, x1 in spans]


def rows(*lines: list[Word]) -> list[Row]:
    return group_rows([word for words in lines for word in words])


BODY = [line(100 + 30 * at, (60, 66), (90, 300 - 20 * (at % 3)), (316, 390), (410, 470)) for at in range(8)]


def gaps(found: list[Row]) -> list[float]:
    columns = white_columns(found)
    return [] if columns is None else list(columns.gaps)


def test_each_white_strip_parts_two_columns() -> None:
    a, b, c = gaps(rows(*BODY))
    assert 66 < a < 90
    assert 300 < b < 316
    assert 390 < c < 410


def test_a_title_over_the_table_and_a_name_over_two_columns_are_borne() -> None:
    name_over = line(70, (55, 72), (150, 220), (340, 450))
    title = line(100 + 30 * 8, (60, 68), (90, 420))
    assert len(gaps(rows(name_over, *BODY, title))) == 3


def test_a_column_with_little_in_it_is_one_all_the_same() -> None:
    note = line(100 + 30 * 8, (60, 66), (90, 290), (316, 380), (410, 460), (500, 560))
    assert len(gaps(rows(line(70, (55, 72), (150, 220), (330, 370), (420, 460), (510, 550)), *BODY, note))) == 4


def test_a_name_beside_the_short_texts_under_it_is_theirs() -> None:
    body = [line(100 + 30 * at, (60, 66), (90, 300), (316, 350)) for at in range(8)]
    assert len(gaps(rows(line(70, (55, 72), (150, 220), (356, 420)), *body))) == 2


def test_lines_of_a_text_have_no_columns() -> None:
    assert white_columns(rows(*(line(100 + 15 * at, (60, 480)) for at in range(8)))) is None
