"""Columns of a table in a text file that keeps the printed layout by spaces, as ``pdftotext -layout`` writes it.

Columns part where most lines have two spaces or more and hardly any has a letter; where a column is full, the next one
is a single space away. Each page is laid out anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, pairwise, takewhile
from operator import or_
from statistics import median

from extractors.layout import Line
from extractors.tasks.adhesion import adhesion
from extractors.tasks.headers import is_task_header, match_columns
from extractors.tasks.lines import WORD
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import numbers_columns

KEPT_LAYOUT = 0.3  # share of the lines with two phrases or more from which the text keeps its layout
FEWEST_LINES = 4  # rows' lines of several phrases, to tell the columns of a page by
MOST_GAPS = 12
FILLED = 0.08  # share of the lines that must have words in a column
WIDE, SINGLE, COVERED = 1.0, -0.25, -1.0  # what a line says for a gap: two spaces or more, one, a letter
GAP = 0.04  # for each line: what a gap must be worth
NEAR_GAP = 6  # letters from a gap within which a word may begin the next column
CAPITAL = 3.0  # evidence of its capital for that
FAR = 0.5  # evidence against it of each letter from where the column's phrases usually begin
OVER_NAME = 0.3  # share of a name on both sides of a gap from which it is that of several columns
OVER = 3  # letters on both sides of a gap from which a line runs over it

_WHITE = re.compile(r"[^\s|]\s{2,}[^\s|]")  # no layout is in the bars of a border read as text
_Gaps = tuple[float, tuple[int, ...]]  # places chosen together, and their evidence
Span = tuple[int, int]  # of a word or phrase: its first letter and the one after its last, in the line as read


@dataclass(frozen=True, slots=True)
class Layout:
    """The ``columns`` of a table and, by the line's number, the column of each word of its rows' lines (``places``)."""

    columns: tuple[Column, ...]
    places: Mapping[int, tuple[int, ...]]


def read_layout(lines: Sequence[Line], headers: Sequence[bool], known: Sequence[Column]) -> Layout | None:
    """The layout of a table, its header first; ``headers`` marks the lines of headers.

    The page with the header tells how many columns there are; where their names mean less than the ``known`` ones of
    the header, there are as many as these. ``None`` where the page does not keep its layout.
    """
    if not keeps_layout(lines):
        return None
    pages: dict[int, list[tuple[Line, bool, list[Span]]]] = {}
    for line, is_header in zip(lines, headers, strict=True):
        spans = _word_spans(line)
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
    more = _page_gaps([spans for *_, spans in top], shown - 1) if shown > len(gaps) + 1 else None
    if more is not None and all(_names(header, more)):
        gaps, names = more, _names(header, more)
    columns = match_columns(names)
    fields = {column.field for column in columns} - {FieldName.EXTRA}
    named = {column.field for column in known if column.printed} - {FieldName.EXTRA}
    if not is_task_header(columns) or not fields >= named:
        columns, gaps = tuple(known), _page_gaps([spans for *_, spans in top], len(known) - 1)
    if gaps is None:
        return None
    places: dict[int, tuple[int, ...]] = {}
    for its in pages.values():
        own = gaps if its is top else _page_gaps([spans for *_, spans in its], len(gaps))
        if own is None:
            continue
        starts = _usual_starts([spans for _, is_header, spans in its if not is_header], own)
        for line, is_header, spans in its:
            told = None if is_header else _places(line, spans, own, starts)
            if told is not None:
                places[line.number] = told
    return Layout(columns, places)


def keeps_layout(lines: Sequence[Line]) -> bool:
    """Whether the text keeps the printed layout by spaces."""
    return sum(bool(_WHITE.search(line.printed or line.text)) for line in lines) >= KEPT_LAYOUT * len(lines)


def header_goes_on(lines: Sequence[Line], headers: Sequence[bool]) -> list[bool]:
    """``headers`` with the last lines of its names: below the first header those of which all phrases begin in small
    letters, for no row does so there; below the others the same."""
    marks, last_lines = list(headers), set[str]()
    first = next((at for at, marked in enumerate(marks) if not marked), len(marks))
    for at in range(max(1, first), len(lines)):
        read = (lines[at].printed or lines[at].text).strip()
        spans = _word_spans(lines[at]) if marks[at - 1] and not marks[at] else None
        if not spans:
            continue
        words = WORD.findall(read)
        begin = list(accumulate((len(phrase) for phrase in _phrases(spans)), initial=0))[:-1]
        if at == first and all(words[place][0].islower() for place in begin):
            last_lines.add(" ".join(words))
            first += 1
        marks[at] = " ".join(words) in last_lines
    return marks


def header_begins(lines: Sequence[Line], first: int) -> int:
    """The first line of a header that was found from line ``first`` on: the lines above it hold parts of several names,
    each above one name at the most."""
    below = _word_spans(lines[first]) or []
    names = [(phrase[0][0], phrase[-1][1]) for phrase in _phrases(below)]
    while first and lines[first - 1].page == lines[first].page:
        parts = list(_phrases(_word_spans(lines[first - 1]) or []))
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
        for phrase in _phrases(spans):
            start, end = phrase[0][0], phrase[-1][1]
            wide = any(min(gap - start, end - gap) > OVER_NAME * (end - start) for gap in gaps)
            for span, word in zip(phrase, words, strict=False):
                into = over if wide else names
                column = _column(span if wide else (start, end), gaps)
                into[column] = f"{into[column]} {word}".strip()
    return [name or above for name, above in zip(names, over, strict=True)]


def _header_stacks(header: Sequence[Sequence[Span]]) -> int:
    """How many columns a header shows: its phrases that stand above one another are one name; one above several names
    is that of several columns."""
    phrases = sorted(((p[0][0], p[-1][1]) for spans in header for p in _phrases(spans)), key=lambda p: p[1] - p[0])
    stacks: list[Span] = []
    for start, end in phrases:
        under = [stack for stack in stacks if stack[0] < end and start < stack[1]]
        if len(under) < 2:
            stacks = [stack for stack in stacks if stack not in under]
            stacks.append((min([start, *(s for s, _ in under)]), max([end, *(e for _, e in under)])))
    return len(stacks)


def _phrases(words: Sequence[Span]) -> Iterator[list[Span]]:
    """The words of a line joined that stand a single space apart."""
    starts = [at for at, word in enumerate(words) if not at or word[0] - words[at - 1][1] > 1]
    for start, end in pairwise([*starts, len(words)]):
        yield list(words[start:end])


def _is_apart(words: Sequence[Span]) -> bool:
    """Whether a line holds two phrases at least."""
    return any(after[0] - before[1] > 1 for before, after in pairwise(words))


def _word_spans(line: Line) -> list[Span] | None:
    """Where the words of the line stood as it was read; ``None`` where restoration made more or fewer of them."""
    printed = [found.span() for found in WORD.finditer(line.printed or line.text)]
    return printed if len(printed) == len(WORD.findall(line.text)) else None


def _page_gaps(lines: Sequence[Sequence[Span]], count: int | None = None) -> tuple[float, ...] | None:
    """Where the columns of a page part, in letters; ``None`` where that cannot be told.

    The places are chosen together: ``count`` of them, else as many as have evidence. White that goes from a word over
    several places speaks only for the first of them, and in every column some phrases begin.
    """
    apart = [line for line in lines if _is_apart(line)]
    if len(apart) < (FEWEST_LINES if count is None else 1):
        return None
    page = _Page.of(apart)
    needed, least = (max(2, round(FILLED * len(apart))), 0.0) if count is None else (1, -math.inf)
    numbers = range(2, MOST_GAPS + 1) if count is None else range(count, count + 1)
    best: dict[int, _Gaps] = {0: (0.0, ())}  # the best gaps so far, by the last of them
    ends: list[_Gaps] = []
    for number in range(1, numbers[-1] + 1):
        best = _one_more(page, best, needed, least)
        if number in numbers:
            ends += [gaps for last, gaps in best.items() if page.begun_behind(last) >= needed]
    return tuple(page.middle(gap) for gap in max(ends)[1]) if ends else None


def _one_more(page: _Page, best: Mapping[int, _Gaps], needed: int, least: float) -> dict[int, _Gaps]:
    """The best gaps with one more each, whose evidence is more than ``least``."""
    grown: dict[int, _Gaps] = {}
    for last, (score, gaps) in best.items():
        words = begun = 0
        for gap in range(last, page.width):
            words, begun = words | page.words[gap], begun | page.begun[gap]
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


def _places(
    line: Line, words: Sequence[Span], gaps: Sequence[float], starts: Sequence[float | None]
) -> tuple[int, ...] | None:
    """The column of each word; ``None`` for a line that runs on over the gaps (a group's title).

    A phrase stands in the column of its middle; it is cut where it runs over a gap and a word near that rather begins a
    text of the next column, whose phrases usually begin at ``starts``.
    """
    phrases = list(_phrases(words))
    if len(phrases) == 1 and any(words[0][0] + OVER <= gap <= words[-1][1] - OVER for gap in gaps[1:]):
        return None
    texts = WORD.findall(line.text)
    places: list[int] = []
    for phrase in phrases:
        done = len(places)
        cuts = [0]
        for column, gap in enumerate(gaps, start=1):
            start = starts[column]
            near = [at for at in range(cuts[-1] + 1, len(phrase)) if abs(phrase[at][0] - gap) <= NEAR_GAP]
            if start is None or not near or not phrase[0][0] < gap < phrase[-1][1] - 1:
                continue
            begins = {
                at: _begins(texts[done + cuts[-1] : done + at], texts[done + at]) - FAR * abs(phrase[at][0] - start)
                for at in near
            }
            best = max(near, key=lambda at: begins[at])
            if begins[best] > 0:
                cuts.append(best)
        for first, end in pairwise([*cuts, len(phrase)]):
            places += [_column((phrase[first][0], phrase[end - 1][1]), gaps)] * (end - first)
    return tuple(places)


def _begins(before: Sequence[str], word: str) -> float:
    """How much rather ``word`` begins another text than goes on with ``before``."""
    return (CAPITAL if word[:1].isupper() or word[:1].isdigit() else 0.0) - adhesion(" ".join(before[-3:]), word)


def _usual_starts(lines: Sequence[Sequence[Span]], gaps: Sequence[float]) -> list[float | None]:
    """For each column where its phrases mostly begin."""
    starts: list[list[int]] = [[] for _ in range(len(gaps) + 1)]
    for line in lines:
        for phrase in _phrases(line):
            starts[_column((phrase[0][0], phrase[-1][1]), gaps)].append(phrase[0][0])
    return [median(its) if its else None for its in starts]


def _column(word: Span, gaps: Sequence[float]) -> int:
    return sum(gap < (word[0] + word[1] - 1) / 2 for gap in gaps)


__all__ = ["Layout", "header_begins", "header_goes_on", "keeps_layout", "read_layout"]
