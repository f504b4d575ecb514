"""Pages by their numbers, in a dump without form feeds."""

from __future__ import annotations

from extractors.readers.page_count import numbered_page_starts

PROSE = [f"- Câu thứ {at} của văn bản này" for at in range(20)]


def starts(*parts: list[str]) -> list[int]:
    return sorted(numbered_page_starts([line for part in parts for line in part]))


def test_numbers_that_count_on_a_page_apart_begin_pages() -> None:
    assert starts(PROSE, ["2"], PROSE, ["- 3 -"], PROSE) == [21, 42]


def test_a_number_at_the_first_page_s_end_ends_pages() -> None:
    assert starts(PROSE, ["1"], PROSE, ["2"], PROSE) == [22, 43]


def test_row_numbers_on_lines_of_their_own_are_none() -> None:
    rows = [[str(number), *PROSE[:6]] for number in range(1, 9)]
    assert starts(PROSE, *rows) == []


def test_page_numbers_among_rows() -> None:
    rows = [[str(number), *PROSE[:4]] for number in range(1, 9)]
    assert starts(PROSE, ["2"], PROSE, ["3"], *rows[:6], ["4"], *rows[6:]) == [21, 42, 73]


def test_a_gap_in_the_count_or_a_long_rest_without_one_is_none() -> None:
    assert starts(PROSE, ["2"], PROSE, ["4"], PROSE) == []
    assert starts(PROSE, ["2"], PROSE, ["3"], *[PROSE] * 6) == []
    assert starts([]) == []
