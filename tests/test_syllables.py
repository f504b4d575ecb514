"""Pieces of a line, case, tone place, and the parts of a syllable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.spelling_parts import coarse_key, split_rime, split_syllable
from normalizers.syllables import (
    LOWER,
    TITLE,
    UPPER,
    Kind,
    apply_case,
    case_of,
    classic_tone,
    fold,
    modern_tone,
    pieces,
    skeleton,
)


def test_words_numbers_and_document_numbers_are_pieces() -> None:
    found = pieces("(theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025): 100% hồ sơ")
    assert [(p.text, p.kind) for p in found if p.kind is not Kind.WORD] == [
        ("118/2025/NĐ-CP", Kind.DOCUMENT),
        ("09/6/2025", Kind.NUMBER),
        ("100%", Kind.NUMBER),
    ]


def test_signs_inside_a_word_belong_to_it_only_in_garbled_text() -> None:
    assert [p.text for p in pieces("nhi{eu hé}nh", loose=True)] == ["nhi{eu", "hé}nh"]
    assert [p.text for p in pieces("nhi{eu")] == ["nhi", "eu"]


@given(st.text(max_size=80), st.booleans())
def test_a_piece_is_what_stands_in_its_place(line: str, loose: bool) -> None:
    end = 0
    for piece in pieces(line, loose=loose):
        assert line[piece.start : piece.end] == piece.text
        assert piece.start >= end
        end = piece.end


@pytest.mark.parametrize(("word", "case"), [("xã", LOWER), ("Xã", TITLE), ("XÃ", UPPER), ("A", TITLE), ("PiCH", UPPER)])
def test_case(word: str, case: int) -> None:
    assert case_of(word) == case


def test_case_is_put_back() -> None:
    assert [apply_case("đảng", case) for case in (LOWER, TITLE, UPPER)] == ["đảng", "Đảng", "ĐẢNG"]


@pytest.mark.parametrize(("modern", "classic"), [("hoá", "hóa"), ("thuỷ", "thủy"), ("Uỷ", "Ủy"), ("KHOẺ", "KHỎE")])
def test_tone_place(modern: str, classic: str) -> None:
    assert classic_tone(modern) == classic
    assert modern_tone(classic) == modern


@pytest.mark.parametrize("word", ["quý", "toán", "quả", "hoàn", "xã"])
def test_tone_place_where_both_schools_agree(word: str) -> None:
    assert classic_tone(word) == word
    assert modern_tone(word) == word


def test_folded_and_bare_forms() -> None:
    assert fold("HOÁ") == "hóa"
    assert skeleton("Đường") == "duong"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nghiệp", ("ngh", "iệp")),
        ("ủy", ("", "ủy")),
        ("quyết", ("qu", "yết")),
        ("giải", ("gi", "ải")),
        ("gì", ("g", "ì")),
    ],
)
def test_parts_of_a_syllable(word: str, parts: tuple[str, str]) -> None:
    assert split_syllable(word) == parts


@pytest.mark.parametrize("word", ["hđnd", "xyz", "plan", "vneid"])
def test_what_is_no_syllable(word: str) -> None:
    assert split_syllable(word) is None


def test_rimes_and_coarse_keys() -> None:
    assert split_rime("iệp") == ("iệ", "p")
    assert split_rime("ủy") == ("ủy", "")
    assert coarse_key("t6 chirc") == "to chirc"


def test_a_sign_between_two_abbreviations_is_no_letter() -> None:
    assert [piece.text for piece in pieces("Van phong HDND&UBND xa", loose=True)] == [
        "Van",
        "phong",
        "HDND",
        "UBND",
        "xa",
    ]
    assert [piece.text for piece in pieces("So GD & DT chu tri", loose=True)] == ["So", "chu", "tri"]
    assert [piece.text for piece in pieces("QUY&T DINH", loose=True)] == ["QUY&T", "DINH"]
    assert [piece.text for piece in pieces("HDND&UBND", loose=True)] == ["HDND", "UBND"]


@pytest.mark.parametrize("loose", [False, True])
def test_addresses_of_pages_and_mail_have_no_pieces(loose: bool) -> None:
    line = "Xem https://dichvucong.hoamai.gov.vn/tra-cuu va thu so@hoamai.gov.vn, trang hoamai.gov.vn."
    assert [piece.text for piece in pieces(line, loose=loose)] == ["Xem", "va", "thu", "trang"]
    assert [piece.text for piece in pieces("Ban nhac.Vao viec", loose=loose)] == ["Ban", "nhac", "Vao", "viec"]


def test_a_number_that_was_printed_without_a_space_behind_its_word_is_a_piece_of_its_own() -> None:
    for loose in (False, True):
        found = [(piece.text, piece.kind) for piece in pieces("ngày 05 tháng11 năm 2010", loose=loose)]
        assert found[2:4] == [("tháng", Kind.WORD), ("11", Kind.NUMBER)]
        assert [piece.text for piece in pieces("xã1 thang11", loose=loose)] == ["xã1", "thang11"]
