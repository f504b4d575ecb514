"""Lines that overlap in height, as those of cells printed at half their row's height do, written on one line.

PyMuPDF's ``get_text(sort=True)`` leaves out the line end between them. The second one begins anew from the left margin,
so that together they run over the page's right edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from extractors.layout import Line
from extractors.tasks.lines import WORD
from extractors.tasks.word_places import Placing, Span

MOST_JOINED = 4  # lines
SLACK = 2  # letters that a line may run over the edge
NEAR_EDGE, FEWEST_AT_EDGE, SHARE_AT_EDGE = 3, 3, 0.03  # letters; lines that end so near to the right edge


def lines_apart(lines: Sequence[Line], place: Placing) -> list[Line]:
    """``lines``, of those that were joined each by itself; both keep the number that they have in the file."""
    placed = [place(line.printed or line.text) for line in lines]
    # By their text: a header that comes again, joined each time, would tell a wrong edge.
    ends = {line.text: spans[-1][1] for line, spans in zip(lines, placed, strict=True) if spans}
    edge = _right_edge(ends.values())
    usual = Counter(start for spans in placed if spans and spans[-1][1] <= edge for start in _starts(spans))
    out: list[Line] = []
    for line, spans in zip(lines, placed, strict=True):
        out += _parts(line, place, edge, usual) if spans and spans[-1][1] > edge else [line]
    return out


def _right_edge(ends: Iterable[int]) -> float:
    """Where the page ends on the right, and what a line may run over it: joined lines end anywhere, the others of the
    last column near to one another."""
    ends = sorted(ends, reverse=True)
    needed = max(FEWEST_AT_EDGE, round(SHARE_AT_EDGE * len(ends)))
    near = (end for end, other in zip(ends, ends[needed - 1 :], strict=False) if end - other <= NEAR_EDGE)
    return next(near, max(ends, default=0)) + SLACK


def _starts(spans: Sequence[Span]) -> list[int]:
    """Where the phrases of a line begin."""
    return [spans[0][0], *(after[0] for before, after in pairwise(spans) if after[0] - before[1] > 1)]


def _parts(line: Line, place: Placing, edge: float, usual: Counter[int]) -> list[Line]:
    """The lines that were joined in ``line``: as few as end before the ``edge`` and do not print over one another, of
    these such whose phrases begin where others do."""
    printed = line.printed or line.text
    words, restored = list(WORD.finditer(printed)), list(WORD.finditer(line.text))
    if len(words) != len(restored):
        return [line]
    begins = [
        at for at in range(1, len(words)) if words[at].start() - words[at - 1].end() > 1 or words[at][0].isdigit()
    ]
    ends = [0, *(word.end() for word in words)]
    for joins in range(1, MOST_JOINED):
        ways = [(0, *chosen, len(words)) for chosen in combinations(begins, joins)]
        tried: list[tuple[int, list[Line]]] = []
        for bounds in ways:
            parts = [printed[ends[first] : ends[end]] for first, end in pairwise(bounds)]
            own = [place(part) for part in parts]
            if any(spans[-1][1] > edge for spans in own) or any(_overlap(*two) for two in pairwise(own)):
                continue
            texts = [line.text[restored[first].start() : restored[end - 1].end()] for first, end in pairwise(bounds)]
            aligned = sum(
                usual[near] for spans in own for start in _starts(spans) for near in range(start - 1, start + 2)
            )
            made = [replace(line, text=text, printed=part, changes=()) for text, part in zip(texts, parts, strict=True)]
            tried.append((aligned, made))
        if tried:
            return max(tried, key=lambda one: one[0])[1]
    return [line]


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether words of two lines would be printed over one another; places are told within a letter."""
    return any(min(a[1], b[1]) - max(a[0], b[0]) > 1 for a in one for b in other)
