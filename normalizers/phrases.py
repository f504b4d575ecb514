"""Multi-word terms of the lexicon: administrative terms, agencies, names of places.

A term pulls a whole phrase out of tokens that make no sense one by one, also where spaces were lost or put in wrongly:
the letters of up to three tokens, without spaces and marks, are matched against those of the terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from normalizers.data_files import data_path
from normalizers.language_model import UNKNOWN, LanguageModel
from normalizers.spelling_parts import coarse_key
from normalizers.syllables import skeleton

EXACT_COST, EDIT_COST = -4.0, -2.5  # log-probability of a term printed with lost spaces, and of each further edit
SHORTEST, LONGEST = 5, 32  # letters of a key worth matching
MOST_EDITS = 2

TermArc = tuple[tuple[int, ...], float]


class TermIndex:
    """Terms by their letters, in the word ids of one language model."""

    def __init__(self, model: LanguageModel, terms: Iterable[str]) -> None:
        self._model = model
        self._terms = tuple(terms)
        self._found: dict[str, list[TermArc]] = {}

    @cached_property
    def _index(self) -> dict[str, list[tuple[int, ...]]]:
        model = self._model
        index: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for term in self._terms:
            words = term.split()
            ids = tuple(model.ids.get(word, UNKNOWN) for word in words)
            key = skeleton("".join(words))
            if UNKNOWN not in ids and SHORTEST <= len(key) <= LONGEST and ids not in index[key]:
                index[key].append(ids)
        return dict(index)

    @cached_property
    def _keys(self) -> dict[int, list[str]]:
        """Keys by their length: only those of nearly the same length are compared."""
        keys: dict[int, list[str]] = defaultdict(list)
        for key in self._index:
            keys[len(key)].append(key)
        return dict(keys)

    def __call__(self, printed: str) -> list[TermArc]:
        """Terms that ``printed`` (tokens put together) may stand for."""
        found = self._found.get(printed)
        if found is None:
            found = self._found[printed] = self._search(coarse_key(printed))
        return found

    def forget(self) -> None:
        self._found.clear()

    def spelled(self, printed: str, words: int) -> list[tuple[int, ...]]:
        """Terms of so many words with exactly these letters."""
        found = self._index.get(coarse_key(printed))
        return [ids for ids in found if len(ids) == words] if found else []

    def _search(self, key: str) -> list[TermArc]:
        if not SHORTEST <= len(key) <= LONGEST:
            return []
        exact = self._index.get(key)
        if exact:
            return [(ids, EXACT_COST) for ids in exact]
        allowed = min(MOST_EDITS, len(key) // 4)
        keys = [k for size in range(len(key) - allowed, len(key) + allowed + 1) for k in self._keys.get(size, ())]
        near = process.extract(key, keys, scorer=Levenshtein.distance, score_cutoff=allowed, limit=4)
        return [(ids, EXACT_COST + EDIT_COST * distance) for match, distance, _ in near for ids in self._index[match]]


@cache
def packed_terms() -> tuple[str, ...]:
    return tuple(data_path("terms.txt").read_text(encoding="utf-8").splitlines())
