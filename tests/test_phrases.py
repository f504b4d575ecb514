"""Terms pull whole phrases out of tokens without sense, also where spaces were lost."""

from __future__ import annotations

import pytest

from normalizers.engine import engine
from normalizers.phrases import TermIndex


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return TermIndex(engine().model, ["dịch vụ công trực tuyến", "cải cách hành chính", "một từ kzkz"])


def found(index: TermIndex, printed: str) -> list[str]:
    words = engine().model.words
    return [" ".join(words[i] for i in ids) for ids, _ in index(printed)]


def test_lost_spaces_and_marks(index: TermIndex) -> None:
    assert found(index, "dichvucongtrwctuyén") == ["dịch vụ công trực tuyến"]
    assert found(index, "caicachhanhchinh") == ["cải cách hành chính"]


def test_an_edit_costs_more_than_none(index: TermIndex) -> None:
    assert index("caicachhanhchinh")[0][1] > index("caicachhanhchlnh")[0][1]


@pytest.mark.parametrize("printed", ["", "cai", "khongcotutucnao", "x" * 200])
def test_what_spells_no_term(index: TermIndex, printed: str) -> None:
    assert found(index, printed) == []


def test_terms_with_words_outside_the_lexicon_are_left_out(index: TermIndex) -> None:
    assert found(index, "mottukzkz") == []


def test_a_term_spelled_word_for_word(index: TermIndex) -> None:
    assert len(index.spelled("caicachhanhchinh", 4)) == 1
    assert index.spelled("caicachhanhchinh", 3) == []
