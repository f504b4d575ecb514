"""How wide lines are in print, and the width of the column that breaks them so."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from extractors.tasks.print_width import column_width, printed_width, with_next_word

WORDS = ("Trạm", "khuyến", "nông", "rẻo", "cao", "tập", "trung", "Ươm", "WWF", "lúa", "ngô", "ít", "Mường")


def broken(words: list[str], width: float) -> list[str]:
    """The words in lines as a column of that width breaks them."""
    lines = [words[0]]
    for word in words[1:]:
        if with_next_word(lines[-1], word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def test_wide_letters_are_wider_than_narrow_ones_and_marks_add_nothing() -> None:
    assert printed_width("mmm") > printed_width("iii") > 0
    assert printed_width("ề") == printed_width("e")
    assert printed_width("ứ") == printed_width("ư") > printed_width("u")


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), min_size=8, max_size=20))
def test_the_width_of_a_column_lies_between_what_fits_and_what_does_not(cells: list[list[str]]) -> None:
    told = column_width([broken(words, 14.0) for words in cells])
    assert told is not None
    assert told.agreeing == 1.0
    assert told.least <= 14.0 < told.most


def test_a_few_lines_of_another_column_do_not_widen_it() -> None:
    cells = [broken("Trạm khuyến nông rẻo cao Mường".split(), 14.0)] * 8
    told = column_width([*cells, ["Mường cao tập trung lúa ngô"]])
    assert told is not None
    assert told.most < 20.0
    surely, maybe = told.exceeded("Mường cao tập trung lúa ngô")
    assert 0 < surely <= maybe
    assert told.agreeing < 1.0


def test_a_line_with_room_for_the_next_word_did_not_end_for_want_of_it() -> None:
    told = column_width([broken("Trạm khuyến nông rẻo cao Mường".split(), 14.0)] * 8)
    assert told is not None
    assert told.room("Trạm", "cao") > 0 > told.room("Trạm khuyến", "nông rẻo")


def test_few_lines_tell_no_width_and_unbroken_ones_no_upper_bound() -> None:
    assert column_width([["Quý I"]] * 3) is None
    told = column_width([["Quý I"]] * 8)
    assert told is not None
    assert told.most == math.inf
