"""Words packed away: equal to those that went in, whatever they were."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import Box, Line, PackedWords, Page, Word, packed

edges = st.floats(-1e6, 1e6)
words = st.builds(
    Word,
    text=st.text(min_size=1, max_size=8),
    box=st.builds(Box, edges, edges, edges, edges),
    confidence=st.one_of(st.just(1.0), st.floats(0, 1)),
    fontname=st.sampled_from(["", "TimesNewRoman", "TimesNewRoman,Bold"]),
    size=st.sampled_from([0.0, 13.0, 14.04]),
)


@given(st.lists(words, max_size=6).map(tuple))
def test_packed_words_are_those_that_went_in(given_words: tuple[Word, ...]) -> None:
    kept = PackedWords(given_words)
    assert tuple(kept) == given_words
    assert kept == given_words
    assert len(kept) == len(given_words)
    assert kept[1:3] == given_words[1:3]
    assert pickle.loads(pickle.dumps(kept)) == kept


def test_a_word_is_found_from_either_end_and_not_beyond() -> None:
    kept = PackedWords([Word("a", Box(0, 0, 1, 1)), Word("b", Box(2, 0, 3, 1), 0.5, "Arial", 9.0)])
    assert kept[-1] == kept[1] == Word("b", Box(2, 0, 3, 1), 0.5, "Arial", 9.0)
    with pytest.raises(IndexError):
        kept[2]


def test_a_packed_page_equals_the_page() -> None:
    line = Line("a b", 1, 1, words=(Word("a", Box(0, 0, 1, 1)), Word("b", Box(2, 0, 3, 1))))
    page = Page(1, (line, Line("", 1, 2)))
    assert packed(page) == page
    assert isinstance(packed(page).lines[0].words, PackedWords)
