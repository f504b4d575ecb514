"""Which written syllables can be Vietnamese."""

from __future__ import annotations

import pytest

from normalizers.spelling import is_impossible, is_syllable


@pytest.mark.parametrize(
    "word",
    "nghiệp quyết gì giếng Ủy uỷ hoà hòa khuya nguyên ngoằn xoong đường sửa tổ ở y yếu quốc giữa chuyển rượu".split(),
)
def test_real_syllables_are_well_formed(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "tmg phrflm hién- Chwong clia1 xtr luc bz đâph tồt hièc".replace("-", "").split())
def test_garbled_shapes_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_a_stopped_rhyme_needs_a_sharp_or_heavy_tone() -> None:
    assert is_syllable("lực")
    assert not is_syllable("lưc")
    assert not is_syllable("lừc")


@pytest.mark.parametrize("token", ["2026-2030", "76/NQ-CP", "(UBND)", "HĐND", "kinh", "tế;", "-", "100%", "“một", "A4"])
def test_numbers_and_abbreviations_are_not_held_against_a_text(token: str) -> None:
    assert not is_impossible(token)


@pytest.mark.parametrize("token", ["s6", "ch&", "dﬁy", "tmg,"])
def test_letters_mixed_with_signs_are(token: str) -> None:
    assert is_impossible(token)
