"""Where in a line of a linearised table a cell can start, and the parts of the line between such places.

Cells that were printed side by side may come on one line ("Phòng Kinh tế 2026-2027 Báo cáo"). A place is only where a
cell can start; which of them are cuts the search decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.tasks.evidence import LEADING_NUMBER, Fragment
from extractors.tasks.lines import TextLine
from normalizers.agencies import starts_like_agency, starts_like_product
from normalizers.dates import looks_like_deadline

MOST_PLACES = 12
LONGEST_DEADLINE = 9  # words
HALF, NEARLY, FULL = 0.5, 0.7, 1.0  # how surely words are a deadline
_WORD = re.compile(r"[^\s|]+")


class CutLine:
    """A line with the places, as letters from its start, where its cells can start; 0 and its end are among them."""

    def __init__(self, line: TextLine, *, letters: bool = True) -> None:
        """``letters``: whether a letter before the line's other words may be its row's number."""
        self._line = line
        self.places = (0, *_places(line.text, letters=letters, anywhere=line.break_before > 0), len(line.text))
        self._known: dict[tuple[int, int], Fragment] = {}

    def fragment(self, start: int, end: int) -> Fragment:
        """The line between two places."""
        if (start, end) not in self._known:
            line = self._line
            self._known[start, end] = Fragment(
                line.text[start:end].strip(" |"),
                line.number,
                line.page,
                0 if start else line.gap,
                opens_line=start == 0,
                trailing=line.trailing if end == len(line.text) else 0,
            )
        return self._known[start, end]


def _places(text: str, *, letters: bool, anywhere: bool) -> list[int]:
    """``anywhere``: at every word, as where cells go on after a page end."""
    words = [found.span() for found in _WORD.finditer(text)]
    telling: set[int] = set()
    inside: set[int] = set()
    if found := LEADING_NUMBER.match(text):
        (telling if letters or text[0].isdigit() else inside).add(found.end())
    for first, end in _deadlines(text, words):
        telling |= {words[at][0] for at in _starts(text, words, first, end)}
        telling |= {words[end][0]} if end < len(words) else set()
        inside |= {words[at][0] for at in range(first + 1, end)}
    telling |= {after[0] for before, after in pairwise(words) if text[before[1] : after[0]].strip(" ") == "|"}
    telling |= {after[0] for before, after in pairwise(words) if after[0] - before[1] > 2}
    capitals = [start for start, _ in words if text[start].isupper() and start not in inside]
    telling |= {start for start in capitals if _begins_name(text[start:])}
    places = telling - {0}
    others = [start for start, _ in words if anywhere and start not in inside]
    for start in [place for place in [*capitals, *others] if place not in places and place]:
        if len(places) < MOST_PLACES:
            places.add(start)
    return sorted(places)[:MOST_PLACES]


def _begins_name(rest: str) -> bool:
    return starts_like_agency(rest) or starts_like_product(rest)


def _deadlines(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest runs of words that are a deadline, also half a one at the line's end; first word and end."""
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_DEADLINE), at, -1):
            needed = HALF if end == len(words) else NEARLY
            if end - at > 1 and _begins_another(text[words[at][0] : words[end - 2][1]], text[slice(*words[end - 1])]):
                continue
            if looks_like_deadline(text[words[at][0] : words[end - 1][1]]) >= needed:
                yield at, end
                at = end
                break
        else:
            at += 1


def _begins_another(before: str, last: str) -> bool:
    """Whether the last word of a run begins another text: "Thường xuyên Quy chế", "Trước 30/4/2026 10 biển báo"."""
    if last.isdigit():
        return len(last) < 4 and looks_like_deadline(before) >= FULL
    return len(last) > 1 and last.isalpha() and last.istitle()


def _starts(text: str, words: Sequence[tuple[int, int]], first: int, end: int) -> Iterator[int]:
    """The words of a run at which a deadline can start: its first, the first in capitals or digits (what stands before
    may be the end of a sentence: "theo Quý I/2026"), one behind a whole deadline ("năm 2026 Quý I/2026")."""
    yield first
    bold = [at for at in range(first, end) if not text[words[at][0]].islower()]
    yield from bold[:1]
    for at in bold[1:]:
        left, right = text[words[first][0] : words[at - 1][1]], text[words[at][0] : words[end - 1][1]]
        if text[words[at][0]].isupper() and min(looks_like_deadline(left), looks_like_deadline(right)) >= FULL:
            yield at
