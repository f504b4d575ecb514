"""Cells merged over rows without rules: by the height at which their text stands."""

from __future__ import annotations

from extractors.readers.merged_rows import merged_rows

LINE = 14.0
ROWS = [(0.0, 40.0), (40.0, 80.0), (80.0, 120.0), (120.0, 160.0)]
PRINTED = [(4.0, 32.0), (44.0, 72.0), (84.0, 112.0), (124.0, 152.0)]  # two lines a row


def middle(y: float) -> tuple[float, float]:
    return y - 6, y + 6


def test_a_text_between_two_rows_is_that_of_both() -> None:
    assert merged_rows(ROWS, PRINTED, {0: middle(20), 1: middle(80), 3: middle(140)}, {2}, LINE) == {1: (1, 2)}


def test_a_text_in_the_middle_of_three_rows_is_theirs_when_no_row_stays_without() -> None:
    assert merged_rows(ROWS, PRINTED, {1: middle(60), 3: middle(140)}, {0, 2}, LINE) == {1: (0, 2)}


def test_texts_at_the_top_of_their_rows_say_nothing() -> None:
    tops = {0: (4.0, 16.0), 1: (44.0, 56.0), 3: (124.0, 136.0)}
    assert merged_rows(ROWS, PRINTED, tops, {2}, LINE) == {}


def test_an_empty_cell_beside_texts_in_the_middle_of_their_own_rows_stays_empty() -> None:
    assert merged_rows(ROWS, PRINTED, {0: middle(20), 1: middle(60), 3: middle(140)}, {2}, LINE) == {}
