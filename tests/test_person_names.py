"""Names of persons in misread print: restored as far as the print tells, and doubt where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.person_names import family_name, read_person


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ngo Ngoc Van", "Ngô Ngọc Vân"),
        ("Lé Thé Thay", "Lê Thế Thủy"),
        ("Phing Bich Quan", "Phùng Bích Quân"),
        ("Luong Hitu Bang", "Lương Hữu Bằng"),
        ("V6 Tién Kién", "Võ Tiến Kiên"),
        ("Dang Thi Ngoc Hanh", "Đặng Thị Ngọc Hạnh"),
    ],
)
def test_a_name_read_by_an_english_ocr_is_restored(printed: str, name: str) -> None:
    read = read_person(printed.split())
    assert read is not None
    assert read.text == name


def test_what_the_print_cannot_tell_is_doubt() -> None:
    read = read_person(["Doan", "Van", "Thanh"])  # Thanh or Thành: both are common and are read alike
    assert read is not None
    assert read.confidence < 0.85
    assert read.rival == "Đoàn Văn Thanh"


def test_middle_and_given_names_that_go_together_are_told_by_each_other() -> None:
    read = read_person(["Tran", "Thanh", "Tung"])  # not Thành, which is as common
    assert read is not None
    assert read.text == "Trần Thanh Tùng"
    assert read.confidence > 0.85


def test_a_given_name_goes_with_thi_or_with_van() -> None:
    woman, man = read_person(["Nguyen", "Thi", "Van"]), read_person(["Nguyen", "Van", "Van"])
    assert woman is not None
    assert man is not None
    assert woman.text == "Nguyễn Thị Vân"
    assert man.text == "Nguyễn Văn Văn"


def test_van_goes_with_men_and_thi_with_women() -> None:
    read = read_person(["Nguyen", "Thi", "Hong"])
    assert read is not None
    assert read.text.startswith("Nguyễn Thị ")


def test_a_name_that_no_list_has_keeps_its_letters() -> None:
    read = read_person(["Tran", "Van", "Lau"])
    assert read is not None
    assert read.text.startswith("Trần Văn L")
    assert read.text.endswith("u")


@pytest.mark.parametrize("printed", ["", "Nguyen", "Tran 12", "S6: 45/KH-UBND", "a b c d e f g"])
def test_what_is_no_name_is_not_made_one(printed: str) -> None:
    assert read_person(printed.split()) is None


def test_a_family_name_with_a_wrong_mark_is_mended_and_a_rare_one_kept() -> None:
    assert family_name("Trân")[0] == "Trần"
    assert family_name("Vừ") == ("Vừ", 1.0)
    assert family_name("Xyz") == ("Xyz", 0.0)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_tokens_give_a_name_of_as_many_words_or_none(tokens: list[str]) -> None:
    read = read_person(tokens)
    assert read is None or (len(read.text.split()) == len(tokens) and 0 <= read.confidence <= 1)
