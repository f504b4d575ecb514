"""Slices of letters that an OCR took for words: told from words that were only damaged."""

from __future__ import annotations

import json
import math
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tasks.lines import TextLine, word_confidences
from extractors.tasks.rubbish import AROUND, LOOKS, rubbish_odds
from extractors.tasks.tokens import tokens_of, with_rubbish_odds
from normalizers.records import Change

# What was read, and what restoration made of it with which confidence.
DAMAGED = [("ngwoi", "người", 0.98), ("dttng", "đứng", 0.95), ("dau;", "đầu;", 0.98), ("bao", "báo", 0.97)]
SLICES = [("xh", "xh", 1.0), ("aes", "AIS", 0.4), ("tar", "tất", 0.5), ("hie", "hiện", 0.5), ("eee", "EC", 0.3)]


def odds(words: list[tuple[str, str, float]]) -> list[float]:
    printed, texts, certain = zip(*words, strict=True)
    return rubbish_odds(texts, printed, certain)


def test_slices_between_two_lines_are_likely_rubbish_and_damaged_words_are_not() -> None:
    assert min(odds(SLICES)) > 0 > max(odds(DAMAGED))


def test_a_word_among_slices_is_more_suspect_than_among_words() -> None:
    among_slices = odds([*SLICES[:2], ("ne", "nê", 0.6), *SLICES[2:]])[2]
    among_words = odds([*DAMAGED[:2], ("ne", "nê", 0.6), *DAMAGED[2:]])[2]
    assert among_slices > among_words


def test_likely_rubbish_is_cheap_to_leave_out_and_numbers_stay() -> None:
    words = [("9", "9", 1.0), *SLICES, ("2026", "2026", 1.0), ("-", "-", 1.0), ("2027", "2027", 1.0)]
    printed, texts, certain = zip(*words, strict=True)
    plain = tokens_of(TextLine(" ".join(texts), 1, 1, sources=printed, certain=certain))
    told = with_rubbish_odds(plain)
    for before, after in zip(plain, told, strict=True):
        if before.printed in {word for word, _, _ in SLICES}:
            assert after.dropped > before.dropped
            assert after.rubbish > 0
        else:
            assert after == before


def test_an_abbreviation_as_it_was_printed_is_no_rubbish() -> None:
    words = [*SLICES[:2], ("(PAR", "(PAR", 1.0), ("CCHC;", "CCHC;", 1.0), *SLICES[2:]]
    printed, texts, certain = zip(*words, strict=True)
    told = with_rubbish_odds(tokens_of(TextLine(" ".join(texts), 1, 1, sources=printed, certain=certain)))
    assert [token.rubbish for token in told if token.text in ("(PAR", "CCHC;")] == [0.0, 0.0]


def test_a_changed_word_has_the_confidence_of_its_change() -> None:
    change = Change(1, 0, 5, "ngwoi", "người", 0.9, "channel", 0, 5)
    assert word_confidences("người | dân", (change,)) == (0.9, 1.0)


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8), st.floats(0, 1)), max_size=12)
)
def test_every_word_gets_finite_odds(words: list[tuple[str, str, float]]) -> None:
    found = odds(words) if words else []
    assert len(found) == len(words)
    assert all(map(math.isfinite, found))


@pytest.mark.parametrize(("part", "names"), [("by_looks", LOOKS), ("in_line", (*AROUND, *LOOKS[1:]))])
def test_the_fitted_weights_are_those_of_the_features(part: str, names: tuple[str, ...]) -> None:
    fitted = json.loads((files("extractors") / "rules" / "rubbish.json").read_text(encoding="utf-8"))
    assert tuple(fitted[part]) == names
    assert fitted["recipe"].startswith("python -m benchmarks.build.fit_rubbish")


def test_an_abbreviation_in_brackets_is_as_dear_to_leave_out_as_a_word() -> None:
    word, abbreviation, scrap = tokens_of(TextLine("cạnh (PCI); (qX}", 1, 1))
    assert abbreviation.dropped == word.dropped < scrap.dropped


def test_abbreviations_by_their_letters_are_as_dear_to_leave_out_as_a_word() -> None:
    word, *abbreviations, scrap = tokens_of(TextLine("cạnh QLCN KH-TC TTUDKHCN, qX}", 1, 1))
    assert {token.dropped for token in abbreviations} == {word.dropped}
    assert scrap.dropped > word.dropped
