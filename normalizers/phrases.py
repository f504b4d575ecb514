"""Multi-word terms of the lexicon: administrative terms, agencies, names of places.

A term pulls a whole phrase out of tokens that make no sense one by one, also where spaces were lost or put in wrongly:
the letters of up to three tokens, without spaces and marks, are matched against those of the terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

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
        index: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for term in terms:
            words = term.split()
            ids = tuple(model.ids.get(word, UNKNOWN) for word in words)
            key = skeleton("".join(words))
            if UNKNOWN not in ids and SHORTEST <= len(key) <= LONGEST and ids not in index[key]:
                index[key].append(ids)
        self._index = dict(index)
        self._keys = list(index)
        self._found: dict[str, list[TermArc]] = {}

    def __call__(self, printed: str) -> list[TermArc]:
        """Terms that ``printed`` (tokens put together) may stand for."""
        found = self._found.get(printed)
        if found is None:
            found = self._found[printed] = self._search(coarse_key(printed))
        return found

    def _search(self, key: str) -> list[TermArc]:
        if not SHORTEST <= len(key) <= LONGEST:
            return []
        exact = self._index.get(key)
        if exact:
            return [(ids, EXACT_COST) for ids in exact]
        allowed = min(MOST_EDITS, len(key) // 4)
        near = process.extract(key, self._keys, scorer=Levenshtein.distance, score_cutoff=allowed, limit=4)
        return [(ids, EXACT_COST + EDIT_COST * distance) for match, distance, _ in near for ids in self._index[match]]


@cache
def packed_terms() -> tuple[str, ...]:
    return tuple(data_path("terms.txt").read_text(encoding="utf-8").splitlines())
