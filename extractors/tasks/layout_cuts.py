"""How a line of text that keeps its layout may be cut at the gaps of its page: the ways, each with its evidence.

Words two spaces apart are two cells. Where a cell fills its column, the next one stands a single space away: there the
columns' widths in print, and where their cells begin on the page, say how likely each cut is. Which it is, its words
decide (``row_search``).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from extractors.tasks.lines import WORD
from extractors.tasks.print_width import printed_width
from extractors.tasks.word_places import Span

WAYS = 8  # of a line that are followed up
NEAR_GAP = 8  # letters from a gap within which a word may begin the next column
CLOSE = 4  # … before a gap within which a text may be that of the column behind it
OVER = 3  # letters on both sides of a gap from which a line runs over it
OVER_GAP = -1.5  # a piece that runs over a gap
TOO_WIDE, MOST_TOO_WIDE, SLACK = -0.8, -5.0, 0.5  # each letter that a piece is wider than its column
FEWEST_FOR_WIDTH, NEARLY_WIDEST = 8, 0.97
# How likely a cell begins so many letters right of where another one of its column does: pushed by a full cell.
_SHIFTED = {-2: 0.05, -1: 0.2, 0: 1.0, 1: 0.6, 2: 0.4, 3: 0.3, 4: 0.2, 5: 0.1}
ANYWHERE, WORD_STARTS = 0.02, 0.2  # … anywhere else; share of the places at which some word begins
FEWEST_STARTS = 3


class Way(NamedTuple):
    """One way to cut a line: the evidence for it, and the column of each word."""

    evidence: float
    places: tuple[int, ...]


class PlacedLine(NamedTuple):
    """A line's words and where they stand."""

    words: tuple[str, ...]
    spans: Sequence[Span]

    @classmethod
    def of(cls, text: str, spans: Sequence[Span]) -> PlacedLine:
        return cls(tuple(WORD.findall(text)), spans)


def phrases(words: Sequence[Span]) -> Iterator[list[Span]]:
    """The words of a line joined that stand a single space apart."""
    starts = [at for at, word in enumerate(words) if not at or word[0] - words[at - 1][1] > 1]
    for start, end in pairwise([*starts, len(words)]):
        yield list(words[start:end])


def column_of(word: Span, gaps: Sequence[float]) -> int:
    return sum(gap < (word[0] + word[1] - 1) / 2 for gap in gaps)


@dataclass(frozen=True)
class PageCuts:
    """What a page shows of its columns beside its ``gaps``: where cells begin (``starts``), and how wide a column is in
    the whole table (``widths``, letters)."""

    gaps: Sequence[float]
    starts: Sequence[Sequence[int]]
    widths: Mapping[int, float]

    @classmethod
    def of(cls, lines: Sequence[PlacedLine], gaps: Sequence[float], widths: Mapping[int, float]) -> PageCuts:
        starts: list[list[int]] = [[] for _ in range(len(gaps) + 1)]
        for line in lines:
            for phrase, column in _in_one_column(line, gaps):
                starts[column].append(line.spans[phrase.start][0])
        return cls(gaps, starts, widths)

    def ways(self, line: PlacedLine) -> list[Way]:
        """The likeliest ways to cut the line; none for one that runs on over the gaps (a group's title)."""
        spans, parts = line.spans, _phrase_ranges(line)
        if len(parts) == 1 and any(spans[0][0] + OVER <= gap <= spans[-1][1] - OVER for gap in self.gaps[1:]):
            return []
        chosen = [self._ways_of(line, part) for part in parts]
        whole = [
            Way(sum(way.evidence for way in one), tuple(place for way in one for place in way.places))
            for one in product(*chosen)
        ]
        in_order = [way for way in whole if all(a <= b for a, b in pairwise(way.places))]
        return sorted(in_order or whole, key=lambda way: -way.evidence)[:WAYS]

    def _ways_of(self, line: PlacedLine, part: range) -> list[Way]:
        """The ways to cut words that stand a single space apart."""
        start, end = line.spans[part.start][0], line.spans[part[-1]][1]
        crossed = [at for at, gap in enumerate(self.gaps) if start < gap < end - 1]
        cuts = [[None, *(word for word in part[1:] if self._near(line, word, gap))] for gap in crossed]
        ways: list[Way] = []
        for chosen in product(*cuts):
            at = [word for word in chosen if word is not None]
            if all(a < b for a, b in pairwise(at)):
                ways += self._way(line, [part.start, *at, part.stop])
        return sorted(ways, key=lambda way: -way.evidence)[:WAYS]

    def _near(self, line: PlacedLine, word: int, gap: int) -> bool:
        return abs(line.spans[word][0] - self.gaps[gap]) <= NEAR_GAP

    def _way(self, line: PlacedLine, bounds: Sequence[int]) -> list[Way]:
        """The words cut at ``bounds``, the first piece also in the column right of the gap before which it begins."""
        pieces = [(first, end, (line.spans[first][0], line.spans[end - 1][1])) for first, end in pairwise(bounds)]
        evidence = sum(
            OVER_GAP * sum(start < gap - OVER and gap + OVER < end for gap in self.gaps) for *_, (start, end) in pieces
        )
        columns = [column_of(span, self.gaps) for *_, span in pieces]
        evidence += sum(
            self._begins(column, span[0]) for column, (*_, span) in zip(columns[1:], pieces[1:], strict=True)
        )
        ways = []
        for column in self._columns_of(pieces[0][2], columns[0]):
            placed = [column, *columns[1:]]
            told = evidence + sum(
                self._width(at, line.words[first:end]) for at, (first, end, _) in zip(placed, pieces, strict=True)
            )
            told += self._begins(column, pieces[0][2][0]) - self._begins(columns[0], pieces[0][2][0])
            places = [at for at, (first, end, _) in zip(placed, pieces, strict=True) for _ in range(first, end)]
            ways.append(Way(told, tuple(places)))
        return ways

    def _columns_of(self, span: Span, column: int) -> list[int]:
        """``column``, and the one right of it where ``span`` begins close to the gap between the two; not beside the
        first column, whose numbers and letters are narrow."""
        beside = 0 < column < len(self.gaps) and -CLOSE <= span[0] - self.gaps[column] <= 0
        return [column, column + 1] if beside else [column]

    def _width(self, column: int, words: Sequence[str]) -> float:
        """Evidence against a piece that is wider than its column."""
        width = self.widths.get(column)
        over = printed_width(" ".join(words)) - width - SLACK if width is not None else 0.0
        return max(MOST_TOO_WIDE, TOO_WIDE * max(0.0, over))

    def _begins(self, column: int, place: int) -> float:
        """Evidence that a cell of the column begins at ``place``, where a word does."""
        starts = self.starts[column]
        if len(starts) < FEWEST_STARTS:
            return 0.0
        like = sum(_SHIFTED.get(place - start, 0.0) for start in starts) / len(starts)
        return math.log((like + ANYWHERE) / WORD_STARTS)


def column_widths(lines: Sequence[tuple[PlacedLine, Sequence[float]]]) -> dict[int, float]:
    """How wide each column is in print, by the phrases that stand in one column alone. ``lines``: each with the gaps of
    its page."""
    found: dict[int, list[float]] = {}
    for line, gaps in lines:
        for phrase, column in _in_one_column(line, gaps):
            found.setdefault(column, []).append(printed_width(" ".join(line.words[phrase.start : phrase.stop])))
    return {
        column: sorted(its)[int(NEARLY_WIDEST * (len(its) - 1))]
        for column, its in found.items()
        if len(its) >= FEWEST_FOR_WIDTH
    }


def _phrase_ranges(line: PlacedLine) -> list[range]:
    ends = [0]
    for phrase in phrases(line.spans):
        ends.append(ends[-1] + len(phrase))
    return [range(first, end) for first, end in pairwise(ends)]


def _in_one_column(line: PlacedLine, gaps: Sequence[float]) -> Iterator[tuple[range, int]]:
    """The phrases that run over no gap, each with its column."""
    for part in _phrase_ranges(line):
        start, end = line.spans[part.start][0], line.spans[part[-1]][1]
        if bisect_right(gaps, start) == bisect_right(gaps, end - 2):
            yield part, column_of((start, end), gaps)
