"""Labels at the beginning of a line: repaired by their own grammar, never by the lexicon."""

from __future__ import annotations

import pytest

from normalizers.labels import labels_of


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("I1. MUC TIEU", "II"),
        ("I11. Té chirc", "III"),
        ("Il. MUC TIEU", "II"),
        ("IV. Kinh phi", "IV"),
        ("|I. Muc", "II"),
    ],
)
def test_roman_numbers_whose_strokes_were_misread(line: str, label: str) -> None:
    assert labels_of([line])[0].target == label


@pytest.mark.parametrize("line", ["1. Muc dich", "11. Muc", "Il a dit", "1.1. Noi dung", "IVAN. Abc"])
def test_other_beginnings_are_no_roman_numbers(line: str) -> None:
    assert 0 not in labels_of([line])


def test_the_letters_of_a_list_follow_one_another() -> None:
    lines = ["a) mot", "b) hai", "¢) ba", "d) bon", "+ chi tiet", "d) nam", "é) sau"]
    assert [label.target for label in labels_of(lines).values()] == ["a", "b", "c", "d", "đ", "e"]


def test_a_letter_without_its_list_stays() -> None:
    assert labels_of(["d) Bo phan"])[0].target == "d"
    assert labels_of(["đ) Bộ phận"])[0].target == "đ"
