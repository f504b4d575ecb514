"""The learned edit costs: what the packaged tables must know, and the laws every table obeys."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.confusion import NO_LIMIT, ConfusionTable, WordIndex, channel_cost, load_slips, load_table, nearest

LETTERS = st.text(alphabet="abcdeghimnorstuxđứủóệãềABĐ6¢&1", max_size=9)

SMALL = ConfusionTable(
    "toy",
    {
        "ứ": {"u": 1.0, "ir": 1.5, "tr": 2.0},
        "ủ": {"u": 0.7, "ti": 1.2},
        "ó": {"6": 0.5, "o": 1.0},
        "c": {"c": 0.05, "": 3.0},
        "n": {"n": 0.05},
        "g": {"g": 0.05},
        "ứn": {"tm": 2.5},
        "s": {"s": 0.05},
    },
)


def test_a_letter_read_as_two_costs_its_learned_shape() -> None:
    assert channel_cost("tir", "tứ", SMALL) == pytest.approx(0.1 + 1.5)
    assert channel_cost("cti", "củ", SMALL) == pytest.approx(0.05 + 1.2)


def test_letters_read_together_cost_less_than_apart() -> None:
    assert channel_cost("tmg", "ứng", SMALL) == pytest.approx(2.5 + 0.05)


def test_a_letter_may_vanish_at_its_learned_cost() -> None:
    assert channel_cost("6", "có", SMALL) == pytest.approx(3.0 + 0.5)


def test_the_unknown_has_its_price() -> None:
    assert channel_cost("z", "s", SMALL) == pytest.approx(SMALL.unseen)
    assert channel_cost("", "s", SMALL) == pytest.approx(SMALL.lost)
    assert channel_cost("s|", "s", SMALL) == pytest.approx(0.05 + SMALL.invented)
    assert channel_cost("", "", SMALL) == 0.0


def test_a_character_outside_the_training_pairs_is_read_rightly_for_little() -> None:
    assert channel_cost("ж", "ж", SMALL) < 1.0


@given(LETTERS, LETTERS, st.floats(0.5, 30))
def test_the_limit_only_cuts_off(observed: str, candidate: str, limit: float) -> None:
    full = channel_cost(observed, candidate, SMALL)
    assert 0.0 <= full <= NO_LIMIT
    assert channel_cost(observed, candidate, SMALL, limit) == pytest.approx(min(full, limit))


@given(LETTERS, LETTERS, LETTERS, LETTERS)
def test_cutting_a_pair_in_two_is_never_cheaper_than_the_whole(a: str, b: str, x: str, y: str) -> None:
    apart = channel_cost(a, x, SMALL) + channel_cost(b, y, SMALL)
    assert channel_cost(a + b, x + y, SMALL) <= apart + 1e-9


@given(st.lists(LETTERS, min_size=1, max_size=20, unique=True), LETTERS)
def test_the_tree_finds_what_trying_every_word_finds(words: list[str], observed: str) -> None:
    found = nearest(observed, WordIndex(words), SMALL, limit=12.0, within=50.0, count=50)
    expected = {word: channel_cost(observed, word, SMALL) for word in words}
    assert dict(found) == pytest.approx({word: cost for word, cost in expected.items() if cost < 12.0})
    assert [cost for _, cost in found] == sorted(cost for _, cost in found)


def test_the_nearest_keeps_the_best_when_more_are_in_reach() -> None:
    index = WordIndex(["cứ", "củ", "có", "cn", "cg", "c", "s", "n", "g"])
    assert nearest("cti", index, SMALL, limit=30.0, count=1)[0][0] == "củ"


def test_words_far_behind_the_best_are_left_out() -> None:
    index = WordIndex(["cứ", "củ", "có", "cn"])
    assert [word for word, _ in nearest("cti", index, SMALL, limit=30.0, within=2.0)] == ["củ"]


def test_an_overlong_token_has_no_neighbours() -> None:
    assert nearest("x" * 100_000, WordIndex(["cứ"]), SMALL) == []


def test_a_table_refuses_pieces_of_more_than_three_letters() -> None:
    with pytest.raises(ValueError, match="piece"):
        ConfusionTable("toy", {"nghi": {"n": 1.0}})


@pytest.mark.parametrize("kind", ["eng", "fra", "vie"])
def test_packaged_costs_are_probabilities(kind: str) -> None:
    table = load_table(kind)  # type: ignore[arg-type]
    assert table.recipe["word_pairs"]
    for true, shapes in table.pieces.items():
        assert all(cost >= 0 and math.isfinite(cost) for cost in shapes.values()), true
        if len(true) == 1:
            assert sum(math.exp(-cost) for cost in shapes.values()) <= 1.03, true  # rounding


@pytest.mark.parametrize(
    ("observed", "true", "wrong"),
    [
        ("xir", "xử", "xanh"),
        ("ciia", "của", "cua"),
        ("s6", "số", "sổ"),
        ("Pang", "Đảng", "Bằng"),
        ("hi¢n", "hiện", "hiền"),
    ],
)
def test_the_english_table_knows_the_shapes_of_wrong_language_ocr(observed: str, true: str, wrong: str) -> None:
    table = load_table("eng")
    assert channel_cost(observed, true, table) < channel_cost(observed, wrong, table)


def test_the_vietnamese_table_prefers_the_word_as_read_and_knows_its_slips() -> None:
    table = load_table("vie")
    assert (
        channel_cost("tỉnh", "tỉnh", table) < channel_cost("tỉnh", "tinh", table) < channel_cost("tỉnh", "tánh", table)
    )


@pytest.mark.parametrize(
    ("read", "printed"), [("tỉnh", "tinh"), ("chỉ", "chi"), ("phổ", "phố"), ("đối", "đổi"), ("thấm", "thẩm")]
)
def test_the_slips_name_the_word_that_was_printed(read: str, printed: str) -> None:
    assert printed in dict(load_slips()[read][:3])


def test_slips_are_other_words_with_shares_in_order() -> None:
    for observed, entries in load_slips().items():
        shares = [share for _, share in entries]
        assert observed not in dict(entries)
        assert shares == sorted(shares, reverse=True)
        assert all(0 < share <= 1 for share in shares)
