"""Mixtures of known truth, and the weights that are fitted on them."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from benchmarks.build.fit_estimate import Table, charged_words
from benchmarks.build.fit_network import fitted, joined
from benchmarks.mixtures import CROSSED_PLACES, DAMAGES, PLACES, Pair, crossed, mixture, random_mixtures
from pipeline.network import Network

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


@pytest.mark.parametrize("place", CROSSED_PLACES)
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_lines_of_two_documents_are_crossed(place: str, share: float) -> None:
    clean = [f"câu {number} của một văn bản khác" for number in range(30)]
    case = crossed("x", clean, PAIRS, random.Random(1), words=1400, share=share, place=place)
    damaged = [truth for observed, truth in zip(case.observed, case.truth, strict=True) if observed != truth]
    assert len(damaged) == pytest.approx(share * len(case.truth), abs=35 if place == "blocks of 35" else 12)
    assert set(damaged) <= {pair.truth for pair in PAIRS}
    assert sum(len(line.split()) for line in case.truth) == pytest.approx(1400, rel=0.1)


def test_words_are_wrong_by_their_alignment() -> None:
    assert charged_words("một hai ba bốn", "một hay ba bốn")[0] == [0, 1, 0, 0]
    wrong, extra, lost = charged_words("một thừa hai", "một hai")
    assert (wrong, extra, lost) == ([0, 1, 0], [0, 1, 0], [0, 0, 0])


def test_lost_words_are_charged_to_their_neighbours() -> None:
    wrong, extra, lost = charged_words("một năm", "một hai ba năm")
    assert (wrong, extra, lost) == ([0, 0], [0, 0], [1, 1])


def test_what_looks_least_like_the_truth_is_superfluous() -> None:
    wrong, extra, lost = charged_words("ae Phong - 4 Hang nam", "Phòng Hàng năm")
    assert (wrong, extra) == ([1, 1, 1, 1, 1, 1], [1, 0, 1, 1, 0, 0])
    assert not any(lost)


def test_a_glued_word_is_charged_with_the_one_lost_in_it() -> None:
    assert charged_words("các donvi", "các đơn vị") == ([0, 1], [0, 0], [0, 1])


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_the_charges_are_as_many_as_the_fewest_edits(printed: list[str], true: list[str]) -> None:
    wrong, extra, lost = charged_words(" ".join(printed), " ".join(true))
    if printed and len(true) <= 2 * len(printed):
        assert sum(wrong) + sum(lost) == Levenshtein.distance(printed, true)
    assert all(bad >= more for bad, more in zip(wrong, extra, strict=True))


def test_a_network_tells_what_features_say_together() -> None:
    table = Table()
    for _ in range(6000):
        table.add([{"a": 1.0}, {"b": 1.0}, {"a": 1.0, "b": 1.0}, {}], "sai sai đúng đúng", "x x đúng đúng")
    network = table.network(1)
    either, both = network.probabilities([{"a": 1.0}, {"b": 1.0}]), network.probabilities([{"a": 1.0, "b": 1.0}, {}])
    assert (either > 0.9).all()
    assert (both < 0.1).all()


def test_a_network_comes_back_from_its_file() -> None:
    table = Table()
    table.add([{"a": 1.0}, {"b": 1.0}], "sai đúng", "x đúng")
    network = table.network(3)
    again = Network.from_json(network.to_json())
    assert again.names == network.names
    rows = [{"a": 0.5}, {"never seen": 1.0}]
    assert (again.probabilities(rows) == network.probabilities(rows)).all()


def test_joined_networks_say_the_mean_of_their_scores() -> None:
    values, charges = np.eye(3, dtype=np.float32), np.array([[1.0], [0.0], [0.0]], np.float32)
    several = [fitted(("a", "b", "c"), values, charges, seed) for seed in (1, 2)]
    rows = [{"a": 1.0}, {"b": 1.0}, {"a": 1.0, "c": 1.0}]
    scores = [np.log(found / (1 - found)) for found in (network.probabilities(rows) for network in several)]
    together = joined(several).probabilities(rows)
    assert np.log(together / (1 - together)) == pytest.approx(sum(scores) / 2, abs=0.01)
