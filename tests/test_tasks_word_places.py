"""Where words stood in print, by the spaces before them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.tasks.word_places import Placing, by_distances, by_distances_in_bold, on_grid, placing_of
from tests.sorted_text import sorted_line

CELLS = [
    (("1", "Rà soát văn bản", "Phòng Kinh tế", "2026")),
    (("2", "Khơi thông mương", "Công an xã", "Quý I/2027")),
    (("13", "Tổng kiểm kê", "MTTQ xã", "Hằng năm")),
]
PLACES = (0, 4, 40, 70)
SORTED = [sorted_line(*zip(PLACES, cells, strict=True)) for cells in CELLS]
GRID = ["".join(cell.ljust(width) for cell, width in zip(cells, (4, 36, 30, 0), strict=True)) for cells in CELLS]


def test_distances_in_letters_of_the_word_behind_are_added_up() -> None:
    begins = [[start for start, _ in by_distances(line)] for line in SORTED]
    for line, cells in zip(begins, CELLS, strict=True):
        firsts = [sum(len(cell.split()) for cell in cells[:at]) for at in range(1, 4)]
        assert [abs(line[first] - place) <= 2 for first, place in zip(firsts, PLACES[1:], strict=True)] == [True] * 3


def test_the_way_is_told_by_cells_below_one_another() -> None:
    assert placing_of(SORTED) is by_distances
    assert placing_of(GRID) is on_grid
    assert placing_of([]) is on_grid


@pytest.mark.parametrize("place", [on_grid, by_distances, by_distances_in_bold])
def test_words_a_single_space_apart_stay_so(place: Placing) -> None:
    spans = place("   Phòng Kinh tế,   Hạ tầng")
    assert [after[0] - before[1] > 1 for before, after in pairwise(spans)] == [
        False,
        False,
        True,
        False,
    ]


def test_bold_words_are_wider() -> None:
    assert by_distances_in_bold("Thời hạn hoàn thành")[-1][1] > by_distances("Thời hạn hoàn thành")[-1][1]
