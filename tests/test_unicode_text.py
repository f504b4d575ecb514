"""Unicode hygiene: what a reader sees stays, how it is coded becomes uniform."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.unicode_text import (
    clean,
    compose,
    fold_lookalikes,
    strip_invisible,
    strip_marks,
    tone_style,
)

VIETNAMESE = "Ủy ban nhân dân thành phố hòa giải, thúy quỳ quý đường lối ĐẢNG BỘ khỏe loá uỷ"
MIXED = st.text(alphabet=st.sampled_from(VIETNAMESE + "\u0300\u0301\u0302\u0306\u031b\u0323 \n\u200b\u00adabcXYZ019-"))


def test_decomposed_text_is_composed() -> None:
    assert compose(unicodedata.normalize("NFD", VIETNAMESE)) == VIETNAMESE


@pytest.mark.parametrize("typed", ["e\u0323\u0302", "e\u0302\u0323", "\u1eb9\u0302", "\u00ea\u0323"])
def test_marks_typed_in_any_order_give_one_letter(typed: str) -> None:
    assert compose(f"vi{typed}c") == "việc"


def test_a_tone_typed_before_the_circumflex_is_put_after_it() -> None:
    assert compose("tie\u0301\u0302p") == "tiếp"


@given(MIXED)
def test_composing_is_canonical_and_settles_at_once(text: str) -> None:
    once = compose(text)
    assert once == unicodedata.normalize("NFC", once)
    assert compose(once) == once


@given(st.text())
def test_cleaning_settles_at_once_and_keeps_the_lines(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.count("\n") == text.count("\n")
    assert once.count("\f") == text.count("\f")


def test_invisible_and_control_characters_go_and_spaces_become_plain() -> None:
    assert strip_invisible("Kế\u200b hoạch\ufeff số\u00a01\x00\x08 a\u00adb") == "Kế hoạch số 1 ab"


@pytest.mark.parametrize("kept", ["\t", "\n", "\r", "\f", "\u2028", "\x85"])
def test_characters_that_carry_lines_and_pages_stay(kept: str) -> None:
    assert strip_invisible(f"a{kept}b") == f"a{kept}b"


def test_cyrillic_and_greek_letters_inside_latin_words_become_latin() -> None:
    assert fold_lookalikes("Кế hоạch сủа Ηội") == "Kế hoạch của Hội"


@pytest.mark.parametrize("foreign", ["Москва", "Вода", "Ελλάδα", "ΑΒΓ", "το"])
def test_words_of_another_script_stay(foreign: str) -> None:
    assert fold_lookalikes(foreign) == foreign


def test_eth_becomes_the_vietnamese_letter_but_not_in_icelandic() -> None:
    assert fold_lookalikes("QÐ-UBND Ðảng ðường Ɖội") == "QĐ-UBND Đảng đường Đội"
    assert fold_lookalikes("það þæði") == "það þæði"


@pytest.mark.parametrize(
    ("classic", "modern"),
    [("hòa", "hoà"), ("HÒA", "HOÀ"), ("Thủy", "Thuỷ"), ("ủy", "uỷ"), ("Ủy", "Uỷ"), ("khỏe", "khoẻ"), ("xõa", "xoã")],
)
def test_tone_place_of_open_oa_oe_uy(classic: str, modern: str) -> None:
    assert tone_style(modern, "classic") == classic
    assert tone_style(classic, "modern") == modern


@pytest.mark.parametrize("both", ["quý", "Quỳ", "QUẢ", "quá", "toán", "huỳnh", "hoàn", "khuya", "xoay", "của", "nghĩa"])
def test_words_written_alike_in_both_styles_are_not_touched(both: str) -> None:
    assert tone_style(both, "classic") == both
    assert tone_style(both, "modern") == both


@given(MIXED.map(compose))
def test_tone_styles_undo_each_other(text: str) -> None:
    classic = tone_style(text, "classic")
    assert tone_style(classic, "classic") == classic
    assert tone_style(tone_style(classic, "modern"), "classic") == classic
    assert strip_marks(classic) == strip_marks(text)


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="classic"):
        tone_style("hòa", "old")  # type: ignore[arg-type]


@given(st.text(alphabet=VIETNAMESE))
def test_marks_are_stripped_letter_for_letter(text: str) -> None:
    bare = strip_marks(text)
    assert len(bare) == len(text)
    assert bare.isascii()
    assert [char.isupper() for char in bare] == [char.isupper() for char in text]
