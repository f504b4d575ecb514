"""What an interleaved table shows of its columns: their words, their widths, and where in a row their cells begin."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.tasks.cell_words import START, ColumnWords, Runs, head_kind, is_persons_column, runs_of
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.pieces import piece_key
from extractors.tasks.print_width import ColumnWidth, column_width
from extractors.tasks.tokens import Token

FEWEST_FOR_PLACE, TALL = 6, 3  # rows, of so many lines, to tell where in them a column's cells begin
MOST_FOR_FIRST, LEAST_FOR_FIRST = 1.5, -2.5  # log-odds
LIKELY_MISREAD = 4  # times as often as a rare word must another be, one letter from it, to be what was meant
FEWEST_FULL = 5  # rows that name bodies of two columns, for them to tell which is which
# Weight of the words inside a cell once rows were read: contents and products share their words.
SHARES = {FieldName.PRODUCT: 0.8, FieldName.EXTRA: 0.8}
CAPITALS_KNOWN = 10.0  # how many words the share of those in capitals in all columns counts in each
OFTEN, LONG_WORD = 3, 5  # times; letters


class WordKeys:
    """The keys by which a table's words are counted: a rare one that is a letter from a frequent one counts as that."""

    def __init__(self, lines: Iterable[Sequence[Token]]) -> None:
        times = Counter(piece_key(token.text) for line in lines for token in line)
        frequent = [key for key, n in times.items() if n >= OFTEN and len(key) > 1]
        self._meant: dict[str, str] = {}
        for key, n in times.items():
            if n < OFTEN and len(key) >= LONG_WORD and not key.isdigit():
                near = [other for other in frequent if abs(len(other) - len(key)) <= 1]
                best = process.extractOne(key, near, scorer=Levenshtein.distance, score_cutoff=1)
                if best is not None and times[best[0]] >= LIKELY_MISREAD * n:
                    self._meant[key] = best[0]
        self._ends: dict[str, tuple[str, str]] = {"": (START, START)}

    def __call__(self, text: str) -> str:
        key = piece_key(text)
        return self._meant.get(key, key)

    def last_two(self, tail: str) -> tuple[str, str]:
        """The keys of the last two words of a cell, of which ``tail`` is the last three."""
        if tail not in self._ends:
            words = tail.split()
            keys = [START, START] if len(words) < 3 else []
            keys += [key for key in map(self, words) if key]
            self._ends[tail] = (keys[-2], keys[-1]) if len(keys) > 1 else ("", keys[-1] if keys else "")
        return self._ends[tail]


class ReadPiece(NamedTuple):
    """A piece of a row that was read: which row, which line, which column."""

    row: int
    line: int
    column: int
    text: str


@dataclass(frozen=True)
class TableModel:
    """``shares``: what the words inside a column's cells weigh, where not 1. ``widths``: of the columns in print.
    ``runs``: by line and column the runs of words that the line was read with, from which the column's were learned.
    ``first``: evidence that a column's cell begins on its row's first line, and that it begins below it. ``capitals``:
    evidence that a word in small letters stands in a column, and that one in capitals does. ``marked``: the words'
    marks are as printed, not restored."""

    keys: WordKeys
    words: Mapping[int, ColumnWords]
    runs: Mapping[tuple[int, int], Runs] = field(default_factory=dict)
    shares: Mapping[int, float] = field(default_factory=dict)
    widths: Mapping[int, ColumnWidth] = field(default_factory=dict)
    first: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    capitals: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    marked: bool = True


def learned(
    pieces: Sequence[ReadPiece], columns: Sequence[Column], keys: WordKeys, *, marked: bool = True
) -> TableModel:
    """The model that the rows read so far show; without any, what is known beforehand."""
    persons_apart = any(is_persons_column(column) for column in columns)
    pieces = told_apart(pieces, columns)
    texts: dict[int, dict[int, list[ReadPiece]]] = {column.index: defaultdict(list) for column in columns}
    lines: dict[int, list[int]] = defaultdict(list)
    begins: dict[int, dict[int, int]] = {column.index: {} for column in columns}
    for piece in pieces:
        texts[piece.column][piece.row].append(piece)
        begins[piece.column].setdefault(piece.row, piece.line)
        if piece.line not in lines[piece.row][-1:]:
            lines[piece.row].append(piece.line)
    words, widths, first = {}, {}, {}
    runs: dict[tuple[int, int], set[tuple[str, ...]]] = defaultdict(set)
    for column in columns:
        cells = list(texts[column.index].values())
        own: list[list[str]] = []
        for cell in cells:
            if _is_of(column, [piece.text for piece in cell], persons_apart=persons_apart):
                read = [(key, piece.line) for piece in cell for word in piece.text.split() if (key := keys(word))]
                own.append([key for key, _ in read])
                for run, (_, line) in zip(runs_of(own[-1]), read, strict=True):
                    runs[line, column.index] |= {run, run[1:]}
        words[column.index] = ColumnWords(column, [cell for cell in own if cell], persons_apart=persons_apart)
        width = column_width([[piece.text for piece in cell] for cell in cells])
        if width is not None:
            widths[column.index] = width
        on_first = [line == lines[row][0] for row, line in begins[column.index].items() if len(lines[row]) >= TALL]
        if len(on_first) >= FEWEST_FOR_PLACE and column.field is not FieldName.NUMBER:
            share = (sum(on_first) + 1.5) / (len(on_first) + 3.0)
            told = math.log(share / 0.5), math.log((1.0 - share) / 0.5)
            first[column.index] = min(MOST_FOR_FIRST, max(-MOST_FOR_FIRST, told[0])), max(LEAST_FOR_FIRST, told[1])
    shares = {c.index: SHARES[c.field] for c in columns if c.field in SHARES and not is_persons_column(c)}
    known = {place: frozenset(found) for place, found in runs.items()}
    return TableModel(keys, words, known, shares if pieces else {}, widths, first, _capitals(pieces, columns), marked)


def in_capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _capitals(pieces: Sequence[ReadPiece], columns: Sequence[Column]) -> dict[int, tuple[float, float]]:
    """By column the log-odds that a word in small letters stands there, and one in capitals, where a column of bodies
    is printed in capitals; nothing elsewhere, since capitals are abbreviations and slices of letters there."""
    told: dict[int, Counter[bool]] = defaultdict(Counter)
    for piece in pieces:
        told[piece.column].update(in_capitals(word) for word in piece.text.split() if word.isalpha())
    in_bodies = [told[column.index] for column in columns if column.field in BODIES]
    if not any(own[True] > own[False] for own in in_bodies):
        return {}
    total = sum(told.values(), Counter[bool]())
    overall = total[True] / (total.total() + 1)
    out: dict[int, tuple[float, float]] = {}
    for column in columns:
        own = told[column.index]
        share = (own[True] + CAPITALS_KNOWN * overall) / (own.total() + CAPITALS_KNOWN)
        out[column.index] = math.log((1.0 - share) / (1.0 - overall)), math.log(share / overall)
    return out


def told_apart(pieces: Sequence[ReadPiece], columns: Sequence[Column]) -> list[ReadPiece]:
    """``pieces`` without the bodies of rows that name one body only, where enough rows name two: which of the columns
    of bodies it stands in is a guess there, and the rows that name two must tell it."""
    told = full_rows(((piece.row, piece.column) for piece in pieces), columns)
    if len(told) < FEWEST_FULL:
        return list(pieces)
    return [piece for piece in pieces if columns[piece.column].field not in BODIES or piece.row in told]


def full_rows(cells: Iterable[tuple[int, int]], columns: Sequence[Column]) -> set[int]:
    """The rows that fill every column of bodies. ``cells``: row and column of what is filled."""
    named: dict[int, set[int]] = defaultdict(set)
    for row, column in cells:
        if columns[column].field in BODIES:
            named[row].add(column)
    every = {column.index for column in columns if column.field in BODIES}
    return {row for row, own in named.items() if own == every}


def _is_of(column: Column, cell: Sequence[str], *, persons_apart: bool) -> bool:
    """Whether a cell begins as those of its column do: wrongly cut ones must teach nothing."""
    head = head_kind(" ".join(" ".join(cell).split()[:3]))
    if column.field in BODIES:
        return head == "agency" or (head == "person" and not persons_apart)
    if is_persons_column(column):
        return head == "person"
    if column.field in (FieldName.PRODUCT, FieldName.EXTRA):
        return head not in ("agency", "person") and (column.field is FieldName.EXTRA or cell[0][:1].isupper())
    return True
