"""Where the words of a line stood in print, by the spaces before them.

Two ways to keep a layout by spaces are known. Most tools put each word at its place on a grid of letters, as
``pdftotext -layout`` does. Others count each distance by itself, in letters of the word behind it (PyMuPDF's
``get_text(sort=True)``): there a line's places differ by all that its words are wider or narrower than the mean, and
their widths in print must be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from extractors.tasks.lines import WORD
from extractors.tasks.print_width import SPACE, printed_width

Span = tuple[int, int]  # of a word or phrase: its first letter and the one after its last
Placing = Callable[[str], list[Span]]
BOLD = 1.07  # how much wider words are in bold


def placing_of(lines: Sequence[str]) -> Placing:
    """The way in which ``lines`` keep their layout: that by which more cells begin one below the other."""
    return max((on_grid, by_distances), key=lambda place: _aligned(map(place, lines)))


def on_grid(line: str) -> list[Span]:
    return [word.span() for word in WORD.finditer(line)]


def by_distances(line: str) -> list[Span]:
    return _added_up(line, 1.0)


def by_distances_in_bold(line: str) -> list[Span]:
    return _added_up(line, BOLD)


def _added_up(line: str, stretch: float) -> list[Span]:
    """Places in letters of mean width. Words that stand a single space apart do so here, the others do not."""
    spans: list[Span] = []
    at, behind = 0.0, 0  # in print, and in the line
    for word in WORD.finditer(line):
        width, spaces = stretch * printed_width(word.group()), word.start() - behind
        single = bool(spans) and spaces == 1
        at += SPACE if single else spaces * width / len(word.group())
        before = spans[-1][1] if spans else -2
        start = before + 1 if single else max(round(at), before + 2)
        at, behind = at + width, word.end()
        spans.append((start, max(start + 1, round(at))))
    return spans


def _aligned(lines: Iterable[Sequence[Span]]) -> int:
    """How many pairs of phrases inside lines begin at the same place."""
    starts = Counter(after[0] for line in lines for before, after in pairwise(line) if after[0] - before[1] > 1)
    return sum(count * (count - 1) for count in starts.values())
