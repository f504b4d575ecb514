"""The language model: probabilities, back-off, and how other text pulls them."""

from __future__ import annotations

import math

import pytest

from normalizers.language_model import BOUNDARY, MASK, UNKNOWN, LanguageModel, Overlay, packed_model


def packed(model: LanguageModel, *words: str) -> int:
    context = 0
    for word in words:
        context = (context << 16) | model.ids[word]
    return context


def test_context_tells_siblings_apart() -> None:
    model = packed_model()
    context = packed(model, "cải", "cách", "hành")
    assert model.score(context, model.ids["chính"]) > model.score(context, model.ids["chinh"]) + 5


@pytest.mark.parametrize("words", [("ủy", "ban", "nhân"), ("căn", "cứ", "luật"), ("kế",), ("văn", "bản")])
def test_probabilities_after_a_context_sum_to_about_one(words: tuple[str, ...]) -> None:
    model = packed_model()
    context = (BOUNDARY << (16 * len(words))) | packed(model, *words)
    total = sum(math.exp(model.score(context, word)) for word in range(len(model.words)) if word != UNKNOWN)
    assert total == pytest.approx(1.0, abs=0.12)  # logarithms are stored in steps of 1/15


def test_an_unseen_context_backs_off_to_what_is_frequent() -> None:
    model = packed_model()
    context = packed(model, "khỏe", "khỏe", "khỏe")
    assert model.score(context, model.ids["của"]) > model.score(context, model.ids.get("khoèo", UNKNOWN))


def test_other_text_pulls_the_probabilities_toward_itself() -> None:
    model = packed_model()
    taught = model.adapted(["sóicon"], [(["<s>", "xã", "vàng", "sóicon"], 3.0)])
    new = taught.ids["sóicon"]
    context = (BOUNDARY << 32) | packed(taught, "xã", "vàng")
    assert taught.score(context, new) > math.log(0.3)
    assert "sóicon" not in model.ids, "the packed model is not touched"
    elsewhere = packed(model, "cải", "cách", "hành")
    assert taught.score(elsewhere, model.ids["chính"]) == pytest.approx(model.score(elsewhere, model.ids["chính"]))


def test_an_overlay_counts_up_to_four_words_and_not_across_unknown_ones() -> None:
    overlay = Overlay()
    overlay.add([10, 11, UNKNOWN, 12, 13], 1.0)
    assert overlay.counts[1] == {10: {11: 1.0}, 12: {13: 1.0}}
    assert overlay.counts[2] == {}


def test_a_context_packs_sixteen_bits_a_word() -> None:
    model = packed_model()
    assert len(model.words) < MASK
    assert packed(model, "xã", "hội") & MASK == model.ids["hội"]


def test_caches_can_be_dropped() -> None:
    model = packed_model()
    context = packed(model, "cải", "cách", "hành")
    before = model.score(context, model.ids["chính"])
    model.forget()
    assert model.score(context, model.ids["chính"]) == before
