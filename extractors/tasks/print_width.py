"""How wide text is in print, and how wide a column must be to break its lines as it does.

Plans are set in Times New Roman (Decree 30/2020/NĐ-CP, annex I), of which the widths of all letters are known. So a
column's width can be told nearly to the letter: no line is wider, and each line that another one follows would be if
it held that one's first word too.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import normalize

MEAN = 430.0  # of a letter or space of running text, in the units below: widths are counted in letters
SPACE = 250.0 / MEAN
FEWEST = 8  # lines to tell a column's width by
SLACK = 0.4  # letters: kerning, and what else a line may be wider than the sum of its letters
# Thousandths of the letters' height (the widths of Times Roman; marks above and below letters add nothing).
_UNITS = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr‘’", 350: "•", 389: "Js", 408: '"',
    444: "?acez“”", 480: "{}", 500: "0123456789#$*_bdghknopquvxyđ–", 529: "ơ", 541: "~", 542: "ư", 556: "FPS",
    564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ", 776: "Ư", 778: "&m", 833: "%", 889: "M", 921: "@",
    944: "W", 1000: "—…",
}  # fmt: skip
_USUAL = 500.0  # of any other sign


@cache
def _letter(sign: str) -> float:
    widths = {letter: float(width) for width, letters in _UNITS.items() for letter in letters}
    if sign in widths:
        return widths[sign]
    base = normalize("NFD", sign)[0]
    if base in "oOuU" and "\u031b" in normalize("NFD", sign):
        return widths[{"o": "ơ", "O": "Ơ", "u": "ư", "U": "Ư"}[base]]
    return widths.get(base, _USUAL)


@lru_cache(maxsize=100_000)
def printed_width(text: str) -> float:
    """How wide ``text`` is on one line, in letters of mean width."""
    return sum(map(_letter, text)) / MEAN


@lru_cache(maxsize=100_000)
def with_next_word(line: str, below: str) -> float:
    """How wide ``line`` would be if it held the first word of the line ``below`` it too."""
    return printed_width(line) + SPACE + printed_width(below.split(" ", 1)[0])


@dataclass(frozen=True, slots=True)
class ColumnWidth:
    """Between what two widths a column's must be, in letters; ``most`` is infinite where nothing tells it."""

    least: float
    most: float
    agreeing: float  # 0-1: how many of the column's lines and line ends agree with that

    @property
    def widest(self) -> float:
        """The most that a line may hold; where no line end tells it, some more than what lines do hold."""
        return self.most if self.most < math.inf else 1.12 * self.least + 2.0

    def exceeded(self, line: str) -> tuple[float, float]:
        """By how much ``line`` is wider than the column may be, and wider than it must be; 0 if it is not."""
        width = printed_width(line) - SLACK
        return max(0.0, width - self.widest), max(0.0, width - self.least)

    def room(self, line: str, below: str) -> float:
        """How much wider the column is than ``line`` with the next word: room for that word, if more than 0."""
        return self.least - with_next_word(line, below)


def column_width(cells: Iterable[Sequence[str]]) -> ColumnWidth | None:
    """The width with which most of the cells' lines and line ends agree; ``None`` for too few lines."""
    lines, broken = [], []
    for cell in cells:
        lines += [printed_width(line) for line in cell]
        broken += [with_next_word(*two) for two in pairwise(cell)]
    if len(lines) < FEWEST:
        return None
    lines.sort()
    broken.sort()

    def agreeing(width: float) -> int:
        return bisect_right(lines, width) + len(broken) - bisect_right(broken, width)

    least = max(lines, key=lambda width: (agreeing(width), -width))
    most = next((width for width in broken if width > least), math.inf)
    return ColumnWidth(least, most, agreeing(least) / (len(lines) + len(broken)))
