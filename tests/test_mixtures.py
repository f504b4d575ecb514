"""Mixtures of known truth, and the weights that are fitted on them."""

from __future__ import annotations

import random

import pytest

from benchmarks.build.fit_estimate import Table, charged_words
from benchmarks.mixtures import DAMAGES, PLACES, Pair, mixture, random_mixtures

PAIRS = [Pair(f"dong so {number} cua van ban", f"dòng số {number} của văn bản") for number in range(40)]


@pytest.mark.parametrize("place", [place for place in PLACES if place != "words"])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_wanted_share_of_lines_is_damaged(place: str, share: float) -> None:
    case = mixture("x", PAIRS, share, random.Random(1), place=place)
    damaged = sum(observed != truth for observed, truth in zip(case.observed, case.truth, strict=True))
    assert damaged == pytest.approx(share * len(PAIRS), abs=20 if place == "blocks of 35" else 6)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_wholly_damaged_document_keeps_its_truth(damage: str) -> None:
    case = mixture("x", PAIRS, 1.0, random.Random(1), damage=damage)
    assert case.truth == tuple(pair.truth for pair in PAIRS)
    assert all(observed != truth for observed, truth in zip(case.observed, case.truth, strict=True))


def test_the_same_seed_gives_the_same_documents() -> None:
    first, again = (list(random_mixtures({"x": PAIRS}, 5, 3)) for _ in range(2))
    assert first == again


def test_words_are_wrong_by_their_alignment() -> None:
    assert charged_words("một hai ba bốn", "một hay ba bốn")[0] == [0, 1, 0, 0]
    wrong, extra, lost = charged_words("một thừa hai", "một hai")
    assert (wrong, extra, lost) == ([0, 1, 0], [0, 1, 0], [0, 0, 0])


def test_lost_words_are_charged_to_their_neighbours() -> None:
    wrong, extra, lost = charged_words("một năm", "một hai ba năm")
    assert (wrong, extra, lost) == ([0, 0], [0, 0], [1, 1])


def test_weights_follow_what_features_say() -> None:
    table = Table()
    for _ in range(50):
        table.add([{"good": 1.0}, {"bad": 1.0}], "đúng sai", "đúng đúng")
    weights = table.weights()
    assert weights["good"] < -2
    assert weights["bad"] > 2
