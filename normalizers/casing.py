"""Capitals: a model of its own, since the words are found in folded form.

Evidence: how the token was printed (the channel's word for it), how often the word has a capital after this left
neighbour and before this right neighbour, the beginning of a sentence, and whether the line is a heading in capitals.
"""

from __future__ import annotations

import math
from functools import cache

from normalizers.data_files import data_path
from normalizers.language_model import LanguageModel
from normalizers.syllables import LOWER, TITLE, UPPER, apply_case

UNKNOWN_SHARE = 255
LEAST_TITLE = 0.04  # what is printed with a capital may begin a cell of a table, which the words do not tell
CASE_FLOOR = -6.0  # how unlikely the channel may call a case that it has never seen


class CaseModel:
    def __init__(self, model: LanguageModel, surfaces: dict[str, str]) -> None:
        self._model = model
        self._surfaces = surfaces
        self._title1 = model.arrays["title1"]
        self._upper1 = model.arrays["upper1"]

    def _share(self, name: str, left: int, right: int) -> float | None:
        if left >= len(self._title1) or right >= len(self._title1):
            return None
        node = self._model.pair(left, right)
        if node < 0:
            return None
        value = int(self._model.arrays[name][node])
        return None if value == UNKNOWN_SHARE else value / 250

    def title_share(self, left: int, word: int) -> float | None:
        """How often ``word`` has a capital after ``left`` in the middle of a sentence; ``None`` where unknown."""
        share = self._share("title2", left, word)
        if share is None and word < len(self._title1) and self._title1[word] != UNKNOWN_SHARE:
            share = int(self._title1[word]) / 250
        return share

    def prior(self, word: int, left: int, right: int, *, first: bool, shouting: bool) -> tuple[float, float, float]:
        """P(LOWER), P(TITLE), P(UPPER)."""
        known = word < len(self._title1)
        upper = int(self._upper1[word]) / 250 if known and self._upper1[word] != UNKNOWN_SHARE else 0.0
        if upper < 0.5:
            upper = 0.005
        if shouting:
            return 0.03, 0.04, 0.93
        if first:
            return 0.04 * (1 - upper), 0.96 * (1 - upper), upper
        shares = [
            s for s in (self._share("title2", left, word), self._share("title2_left", word, right)) if s is not None
        ]
        if not shares:
            alone = int(self._title1[word]) / 250 if known and self._title1[word] != UNKNOWN_SHARE else 0.3
            shares = [alone]
        title = min(0.98, max(LEAST_TITLE, sum(shares) / len(shares)))
        return (1 - title) * (1 - upper), title * (1 - upper), upper

    def choose(
        self, word: int, channel: tuple[float, float, float], left: int, right: int, *, first: bool, shouting: bool
    ) -> int:
        prior = self.prior(word, left, right, first=first, shouting=shouting)
        top = max(channel)
        scores = [max(channel[c], top + CASE_FLOOR) + math.log(max(prior[c], 1e-4)) for c in (LOWER, TITLE, UPPER)]
        return max((LOWER, TITLE, UPPER), key=lambda c: scores[c])

    def write(self, word: int, case: int) -> str:
        folded = self._model.words[word]
        special = self._surfaces.get(folded)
        return special if special is not None and case != LOWER else apply_case(folded, case)


@cache
def packed_surfaces() -> dict[str, str]:
    """Words that are always written with capitals in the middle: ``vneid`` → ``VNeID``."""
    lines = data_path("surfaces.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line)


def shouting(line: str) -> bool:
    """A heading in capitals: most of its letters are capitals, digits and signs left out."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) > 0.65 * len(letters)


__all__ = ["CaseModel", "packed_surfaces", "shouting"]
