"""Abbreviations of bodies in misread text: kept, with the Đ of those that are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.abbreviations import find_abbreviations, is_abbreviation, with_crossed_d
from normalizers.restorer import restore


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ("Phong KH-TC chu tri", ["KH-TC"]),
        ("P.VHXH, VP.UBND xa", ["P.VHXH", "VP.UBND"]),
        ("Phong GD-DT", ["GD-ĐT"]),
        ("P.LD-TB&XH", ["P.LĐ-TB&XH"]),
        ("VP HDND-UBND", ["HĐND-UBND"]),
        ("DTN phudng, HPN phudng", ["ĐTN", "phường", "phường"]),
        ("MTTQ phuong thuc hién, CA phuong", ["phường", "CA", "phường"]),
        ("MTTQ phuong thtic m6i, CNTT phuong 4n", []),
        ("Khoan 2 Nghi quyét 31/NQ-HDND", []),  # the number of a document
        ("THE THAO-DU LICH", []),  # words
        ("UBND xa", []),  # no compound
    ],
)
def test_compounds_of_capitals(line: str, targets: list[str]) -> None:
    assert [found.target for found in find_abbreviations(line)] == targets


@pytest.mark.parametrize("word", ["QLTT", "CNTT", "TĐC"])
def test_capitals_without_a_vowel_are_an_abbreviation(word: str) -> None:
    assert is_abbreviation(word)


@pytest.mark.parametrize("word", ["NINH", "KH", "Qltt", "Q1TT", ""])
def test_others_are_none(word: str) -> None:
    assert not is_abbreviation(word)


def test_misread_lines_keep_them() -> None:
    text = (
        "Phéi hgp v6i Phong KH-TC, Phong VHXH va Chi cuc QLTT thuc hién nhiém vu dugc giao\n"
        "P.GD-DT trién khai ké hoach, bao cdo Van phong HDND-UBND xa truéc ngay 15/12/2026"
    )
    lines = [line.text for line in restore(text).lines]
    assert [word in lines[0] for word in ("Phòng KH-TC", "VHXH", "Chi cục QLTT")] == [True] * 3
    assert "P.GD-ĐT" in lines[1]
    assert "HĐND-UBND" in lines[1]


def test_two_letters_before_a_level_are_an_abbreviation() -> None:
    assert (
        restore("Phéi hgp v6i CA xa va cac don vi lién quan trién khai nhiém vu dugc giao")
        .lines[0]
        .text.startswith("Phối hợp với CA xã và các đơn vị")
    )
    assert [found.target for found in find_abbreviations("CA xd, CA XA, CÁ xa, ca xa")] == ["CA"]


@given(st.text(alphabet="ABCDĐGHKLMNPQSTUVX-.& ", max_size=30))
def test_nothing_but_the_bar_of_a_crossed_d_changes(line: str) -> None:
    for found in find_abbreviations(line):
        printed = line[found.start : found.end]
        assert found.target.replace("Đ", "D") == printed.replace("Đ", "D")
        assert with_crossed_d(found.target) == found.target
