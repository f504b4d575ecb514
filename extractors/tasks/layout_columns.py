"""Columns of a table in a text file that keeps the printed layout by spaces, as ``pdftotext -layout`` writes it.

Columns part where most lines have two spaces or more and hardly any has a letter; where a column is full, the next one
is a single space away. Each page is laid out anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, pairwise, takewhile
from operator import or_

from extractors.layout import Line
from extractors.tasks.headers import is_task_header, match_columns
from extractors.tasks.layout_cuts import PageCuts, PlacedLine, Way, column_of, column_widths, phrases
from extractors.tasks.lines import WORD
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import numbers_columns
from extractors.tasks.word_places import Placing, Span, by_distances, by_distances_in_bold, on_grid

KEPT_LAYOUT = 0.3  # share of the lines with two phrases or more from which the text keeps its layout
FEWEST_LINES = 4  # rows' lines of several phrases, to tell the columns of a page by
MOST_GAPS = 12
FILLED = 0.08  # share of the lines that must have words in a column
WIDE, SINGLE, COVERED = 1.0, -0.25, -1.0  # what a line says for a gap: two spaces or more, one, a letter
GAP = 0.04  # for each line: what a gap must be worth
OVER_NAME = 0.3  # share of a name on both sides of a gap from which it is that of several columns
NEAR_PLACE = 7.0  # letters from where another page lets expect it within which a gap is looked for

_NUMBERS = ("TT", "STT")
_WHITE = re.compile(r"[^\s|]\s{2,}[^\s|]")  # no layout is in the bars of a border read as text
_Gaps = tuple[float, tuple[int, ...]]  # places chosen together, and their evidence
_Window = tuple[float, float]  # in which a gap must lie
_PageLine = tuple[Line, bool, list[Span]]  # with whether it is a header's, and its words


@dataclass(frozen=True, slots=True)
class Layout:
    """The ``columns`` of a table and, for each line of its rows, how it may be cut (``ways``);
    ``widths``: those of the columns in print, in letters."""

    columns: tuple[Column, ...]
    ways: Sequence[Sequence[Way]]
    widths: Mapping[int, float]


def read_layout(
    lines: Sequence[Line], headers: Sequence[bool], known: Sequence[Column], place: Placing = on_grid
) -> Layout | None:
    """The layout of a table, its header first; ``headers`` marks the lines of headers.

    The page with the header tells how many columns there are; where their names mean less than the ``known`` ones of
    the header, there are as many as these. ``None`` where the page does not keep its layout.
    """
    if not keeps_layout(lines):
        return None
    pages: dict[int, list[_PageLine]] = {}
    place_header = _header_placing(lines, headers, place)
    for line, is_header in zip(lines, headers, strict=True):
        spans = _word_spans(line, place_header if is_header else place)
        if spans:
            pages.setdefault(line.page, []).append((line, is_header, spans))
    top = next(iter(pages.values()), [])
    printed = takewhile(lambda one: one[1], top)  # a row that is like a header, further down, names nothing
    header = [(line, spans) for line, _, spans in printed if not numbers_columns(line.text)]
    gaps = _page_gaps([spans for *_, spans in top])
    if gaps is None:
        return None
    names = _names(header, gaps)
    shown = _header_stacks([spans for _, spans in header])
    more = _page_gaps([spans for *_, spans in top], _between(shown)) if len(shown) >= len(gaps) + 1 else None
    if more is not None and all(_names(header, more)):
        gaps, names = more, _names(header, more)
    columns = match_columns(names)
    fields = {column.field for column in columns} - {FieldName.EXTRA}
    named = {column.field for column in known if column.printed} - {FieldName.EXTRA}
    if not is_task_header(columns) or not fields >= named:
        columns, gaps = tuple(known), _page_gaps([spans for *_, spans in top], _anywhere(len(known) - 1))
    if gaps is None:
        return None
    found = [(its, gaps if its is top else _own_gaps(its, top, gaps)) for its in pages.values()]
    placed = [
        ([(line, PlacedLine.of(line.text, spans)) for line, is_header, spans in its if not is_header], own)
        for its, own in found
        if own is not None
    ]
    widths = column_widths([(line, own) for its, own in placed for _, line in its])
    ways: dict[Line, Sequence[Way]] = {}
    for lines_of_page, own in placed:
        page = PageCuts.of([line for _, line in lines_of_page], own, widths)
        ways.update((line, page.ways(one)) for line, one in lines_of_page)
    of_rows = [ways.get(line, ()) for line, is_header in zip(lines, headers, strict=True) if not is_header]
    return Layout(columns, of_rows, widths)


def _header_placing(lines: Sequence[Line], headers: Sequence[bool], place: Placing) -> Placing:
    """How the names of columns are placed: in bold, if they stand between the gaps of the rows rather so."""
    if place is not by_distances:
        return place
    first = [(line, marked) for line, marked in zip(lines, headers, strict=True) if line.page == lines[0].page]
    gaps = _page_gaps([spans for line, marked in first if not marked and (spans := _word_spans(line, place))])

    def crossed(tried: Placing) -> float:
        names = (phrase for line, marked in first if marked for phrase in phrases(_word_spans(line, tried) or []))
        ends = [(phrase[0][0], phrase[-1][1]) for phrase in names]
        return sum(max(0.0, min(gap - start, end - gap)) for start, end in ends for gap in gaps or ())

    return min(place, by_distances_in_bold, key=crossed)


def _own_gaps(page: Sequence[_PageLine], top: Sequence[_PageLine], gaps: Sequence[float]) -> tuple[float, ...] | None:
    """The gaps of a page: between the names of its own header, if it has one, else about where the ``top`` page has its
    ``gaps``."""
    every = [spans for *_, spans in page]
    header = [spans for line, is_header, spans in page if is_header and not numbers_columns(line.text)]
    shown = _header_stacks(header)
    if len(shown) == len(gaps) + 1:
        return _page_gaps(every, _between(shown))
    (left, right), (first, last) = _edges(every), _edges([spans for *_, spans in top])
    scale = (right - left) / max(1, last - first)
    places = [left + (gap - first) * scale for gap in gaps]
    return _page_gaps(every, [(place - NEAR_PLACE, place + NEAR_PLACE) for place in places])


def _edges(lines: Sequence[Sequence[Span]]) -> tuple[int, int]:
    """Where the lines of a page begin, and where nearly all of them end."""
    ends = sorted(spans[-1][1] for spans in lines)
    return min(spans[0][0] for spans in lines), ends[int(0.95 * (len(ends) - 1))]


def _between(stacks: Sequence[Span]) -> list[_Window]:
    return [(before[1] - 1, after[0]) for before, after in pairwise(stacks)]


def _anywhere(count: int) -> list[_Window]:
    return [(-math.inf, math.inf)] * count


def keeps_layout(lines: Sequence[Line]) -> bool:
    """Whether the text keeps the printed layout by spaces."""
    return sum(bool(_WHITE.search(line.printed or line.text)) for line in lines) >= KEPT_LAYOUT * len(lines)


def header_goes_on(lines: Sequence[Line], headers: Sequence[bool], place: Placing = on_grid) -> list[bool]:
    """``headers`` with the last lines of its names: below the first header those of which all phrases begin in small
    letters, for no row does so there (or are the name of the numbers' column); below the others the same. What stands
    above a header on the page before is a row's."""
    marks, last_lines = list(headers), set[str]()
    for at in range(len(lines) - 2, -1, -1):
        marks[at] = marks[at] and (not headers[at + 1] or lines[at].page == lines[at + 1].page)
    first = next((at for at, marked in enumerate(marks) if not marked), len(marks))
    for at in range(max(1, first), len(lines)):
        read = (lines[at].printed or lines[at].text).strip()
        spans = _word_spans(lines[at], place) if marks[at - 1] and not marks[at] else None
        if not spans:
            continue
        words = WORD.findall(read)
        begin = list(accumulate((len(phrase) for phrase in phrases(spans)), initial=0))[:-1]
        if at == first and all(words[place][0].islower() or words[place] in _NUMBERS for place in begin):
            last_lines.add(" ".join(words))
            first += 1
        marks[at] = " ".join(words) in last_lines
    return marks


def header_begins(lines: Sequence[Line], first: int, place: Placing = on_grid) -> int:
    """The first line of a header that was found from line ``first`` on: the lines above it hold parts of several names,
    each above one name at the most."""
    below = _word_spans(lines[first], place) or []
    names = [(phrase[0][0], phrase[-1][1]) for phrase in phrases(below)]
    while first and lines[first - 1].page == lines[first].page:
        parts = list(phrases(_word_spans(lines[first - 1], place) or []))
        over = [sum(start < part[-1][1] and part[0][0] < end for start, end in names) for part in parts]
        if len(parts) < 2 or max(over) > 1:
            break
        first -= 1
    return first


def _names(header: Sequence[tuple[Line, list[Span]]], gaps: Sequence[float]) -> list[str]:
    """The name of each column; a name that runs over several columns only where these have no other."""
    names, over = ([""] * (len(gaps) + 1) for _ in range(2))
    for line, spans in header:
        words = iter(WORD.findall(line.text))
        for phrase in phrases(spans):
            start, end = phrase[0][0], phrase[-1][1]
            wide = any(min(gap - start, end - gap) > OVER_NAME * (end - start) for gap in gaps)
            for span, word in zip(phrase, words, strict=False):
                into = over if wide else names
                column = column_of(span if wide else (start, end), gaps)
                into[column] = f"{into[column]} {word}".strip()
    return [name or above for name, above in zip(names, over, strict=True)]


def _header_stacks(header: Sequence[Sequence[Span]]) -> list[Span]:
    """The columns that a header shows, left to right: its phrases that stand above one another are one name; one above
    several names is that of several columns."""
    found = sorted(((p[0][0], p[-1][1]) for spans in header for p in phrases(spans)), key=lambda p: p[1] - p[0])
    stacks: list[Span] = []
    for start, end in found:
        under = [stack for stack in stacks if stack[0] < end and start < stack[1]]
        if len(under) < 2:
            stacks = [stack for stack in stacks if stack not in under]
            stacks.append((min([start, *(s for s, _ in under)]), max([end, *(e for _, e in under)])))
    return sorted(stacks)


def _is_apart(words: Sequence[Span]) -> bool:
    """Whether a line holds two phrases at least."""
    return any(after[0] - before[1] > 1 for before, after in pairwise(words))


def _word_spans(line: Line, place: Placing) -> list[Span] | None:
    """Where the words of the line stood as it was read; ``None`` where restoration made more or fewer of them."""
    printed = place(line.printed or line.text)
    return printed if len(printed) == len(WORD.findall(line.text)) else None


def _page_gaps(lines: Sequence[Sequence[Span]], windows: Sequence[_Window] | None = None) -> tuple[float, ...] | None:
    """Where the columns of a page part, in letters; ``None`` where that cannot be told.

    The places are chosen together: one in each of the ``windows``, else as many as have evidence. White that goes from
    a word over several places speaks only for the first of them, and in every column some phrases begin.
    """
    apart = [line for line in lines if _is_apart(line)]
    if len(apart) < (FEWEST_LINES if windows is None else 1):
        return None
    page = _Page.of(apart)
    needed, least = (max(2, round(FILLED * len(apart))), 0.0) if windows is None else (1, -math.inf)
    numbers = range(2, MOST_GAPS + 1) if windows is None else range(len(windows), len(windows) + 1)
    best: dict[int, _Gaps] = {0: (0.0, ())}  # the best gaps so far, by the last of them
    ends: list[_Gaps] = []
    for number in range(1, numbers[-1] + 1):
        best = _one_more(page, best, needed, least, windows[number - 1] if windows else (-math.inf, math.inf))
        if number in numbers:
            ends += [gaps for last, gaps in best.items() if page.begun_behind(last) >= needed]
    return tuple(page.middle(gap) for gap in max(ends)[1]) if ends else None


def _one_more(page: _Page, best: Mapping[int, _Gaps], needed: int, least: float, window: _Window) -> dict[int, _Gaps]:
    """The best gaps with one more each, in the ``window``, whose evidence is more than ``least``."""
    grown: dict[int, _Gaps] = {}
    for last, (score, gaps) in best.items():
        words = begun = 0
        for gap in range(last, page.width):
            words, begun = words | page.words[gap], begun | page.begun[gap]
            if not window[0] <= page.left + gap <= window[1]:
                continue
            gain = WIDE * (page.wide[gap] & words).bit_count() + page.against[gap]
            if gain > least and begun.bit_count() >= needed:
                own = (score + gain, (*gaps, gap))
                grown[gap] = max(grown.get(gap, own), own)
    return grown


@dataclass(frozen=True, slots=True)
class _Page:
    """For each place of the lines, from ``left`` on, what stands there; lines as bits."""

    left: int
    words: Sequence[int]  # lines of which a word's middle stands there
    begun: Sequence[int]  # … of which a phrase begins there
    wide: Sequence[int]  # … that are white there, two spaces or more between words
    against: Sequence[float]  # what speaks against a gap

    @property
    def width(self) -> int:
        return len(self.words)

    @classmethod
    def of(cls, lines: Sequence[Sequence[Span]]) -> _Page:
        left, right = min(line[0][0] for line in lines), max(line[-1][1] for line in lines)
        words, begun, wide = ([0] * (right - left) for _ in range(3))
        against = [-GAP * len(lines)] * (right - left)
        for at, line in enumerate(lines):
            bit = 1 << at
            begun[line[0][0] - left] |= bit
            for start, end in line:
                words[(start + end) // 2 - left] |= bit
                for place in range(start, end):
                    against[place - left] += COVERED
            for before, after in pairwise(line):
                apart = after[0] - before[1] > 1
                if apart:
                    begun[after[0] - left] |= bit
                for place in range(before[1], after[0]):
                    wide[place - left] |= bit if apart else 0
                    against[place - left] += 0.0 if apart else SINGLE
        return cls(left, words, begun, wide, against)

    def begun_behind(self, gap: int) -> int:
        """How many lines have a phrase that begins behind a gap."""
        return reduce(or_, self.begun[gap:], 0).bit_count()

    def middle(self, gap: int) -> float:
        """The middle of the stretch around ``gap`` that is as white, as a place in the line."""
        low = high = gap
        while low > 0 and self._alike(low - 1, gap):
            low -= 1
        while high + 1 < self.width and self._alike(high + 1, gap):
            high += 1
        return self.left + (low + high) / 2

    def _alike(self, place: int, gap: int) -> bool:
        return self.against[place] == self.against[gap] and self.wide[place] == self.wide[gap]


__all__ = ["Layout", "header_begins", "header_goes_on", "keeps_layout", "read_layout"]
