"""Words of a garbled row that stand in the wrong cell: the last line of a cell often has a visual line to itself, where
nothing tells its column, and where two cells meet without a border their words run into each other.

A run of words is moved to another cell of its row if the language model finds both cells likelier so, and if what the
other rows have says nothing against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.tasks.adhesion import adhesion, is_common_word, sense
from extractors.tasks.model import BODIES, MOVED, Column, FieldName, RowKind, TableRow
from extractors.tasks.pieces import agency_words, piece_key
from extractors.tasks.repetition import OFTEN
from extractors.tasks.rows import one_line
from extractors.tasks.settling import ALIKE, NEARLY_ALWAYS, is_whole, settled
from normalizers.agencies import fold, starts_like_agency, starts_like_product
from normalizers.dates import looks_like_deadline

MOST_WORDS = 4  # that are moved together
MOST_MOVES = 3  # in a row
LEAST_LOSS = 4.0  # what a cell must gain without the words, to look for another one for them
GAIN = 7.0  # log-odds from which they are moved
FILLED = 10.0  # gain of a first word in a cell of a column in which nearly all rows have one
KNOWN = 4.0  # gain of a cell that other rows have, or that is nothing but bodies' full names
# What it costs to change a cell that other rows have into one that they do not; less where it is no full name of a
# body, because these are cut in many rows alike.
LOST, LOST_CUT = 12.0, 4.0
READS_ON = 1.0  # log-odds from which words go on with a content and stay in it
STRANGE = 3.0  # what it costs to put words into a short cell that none of its column has
SURE = 0.92  # what a move leaves of the row's confidence
_TIME = re.compile(r"\d|\b(?:xong|trong|truoc|sau|tu|den|ngay|thang|quy|nam|hang|thuong|xuyen)\b")
Lines = tuple[str, ...]


class _Move(NamedTuple):
    gain: float
    words: str
    source: int
    target: int
    left: Lines  # the lines of the source without the words
    grown: Lines  # those of the target with them


@dataclass(frozen=True, slots=True)
class _Known:
    """``cells``: what a column repeats, as ``piece_key``; ``told``: by the row whose cell is one of these, damaged or
    not, what it costs to make it another one."""

    cells: frozenset[str]
    told: Mapping[int, float]
    always: bool  # nearly all rows have a cell in the column
    words: frozenset[str]  # what cells of the column are made of


def with_words_in_place(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[TableRow]:
    """``rows`` with words moved to the cell in which they read on; each move is noted."""
    ordered = [column for column in columns if column.field is not FieldName.NUMBER]
    known = {column.index: _known(rows, column) for column in ordered}
    return [_settled(row, at, ordered, known) if row.kind is RowKind.ROW else row for at, row in enumerate(rows)]


def _known(rows: Sequence[TableRow], column: Column) -> _Known:
    if column.field not in ALIKE:
        return _Known(frozenset(), {}, always=True, words=frozenset())
    texts = [one_line(row.cells.get(column.index, "")) for row in settled(rows, column)]
    keys = [piece_key(text) for text in texts]
    cells = frozenset(key for key, times in Counter(keys).items() if key and times >= OFTEN)
    cost = [LOST_CUT if column.field in BODIES and not is_whole(text) else LOST for text in texts]
    always = sum(map(bool, keys)) >= NEARLY_ALWAYS * sum(row.kind is RowKind.ROW for row in rows)
    often = Counter(word for key in keys for word in set(key.split()))
    words = {word for word, times in often.items() if times >= OFTEN}
    words |= agency_words() if column.field in BODIES else set()
    return _Known(cells, {at: cost[at] for at, key in enumerate(keys) if key in cells}, always, frozenset(words))


def _settled(row: TableRow, at: int, columns: Sequence[Column], known: Mapping[int, _Known]) -> TableRow:
    for _ in range(MOST_MOVES):
        move = max(_moves(row, at, columns, known), default=None)
        if move is None or move.gain < GAIN:
            break
        cells = {move.source: "\n".join(move.left), move.target: "\n".join(move.grown)}
        names = {column.index: column.printed for column in columns}
        note = MOVED.format(move.words, names[move.source], names[move.target])
        row = row.mended(cells, note, sure=SURE)
    return row


def _moves(row: TableRow, at: int, columns: Sequence[Column], known: Mapping[int, _Known]) -> Iterator[_Move]:
    cells = {c.index: tuple(row.cells.get(c.index, "").split("\n")) for c in columns}

    def gain_of(lines: Lines, column: Column) -> float:
        """What a cell gains by having ``lines``."""
        own = cells[column.index]
        is_known, was_known = _is_known(lines, column, known), _is_known(own, column, known)
        gain = sense(one_line("\n".join(lines))) - sense(one_line("\n".join(own))) + KNOWN * (is_known - was_known)
        gain += FILLED * known[column.index].always * (any(lines) - any(own))
        return gain if is_known else gain - known[column.index].told.get(at, 0.0)

    for place, column in enumerate(columns):
        for words, left, side, reads_on in _runs(cells[column.index]):
            if column.field is FieldName.DEADLINE and _TIME.search(fold(words)):
                continue
            named = starts_like_agency(words) or starts_like_product(words)
            if column.field is FieldName.CONTENT and reads_on > READS_ON and not named:
                continue
            loss = gain_of(left, column)
            if loss < LEAST_LOSS or not all(map(is_common_word, re.findall(r"[^\W\d_]+", words))):
                continue
            for other, target in enumerate(columns):
                own = cells[target.index]
                strange = target.field in ALIKE and not known[target.index].words.issuperset(piece_key(words).split())
                if other == place or (side and (other > place) != (side > 0)):
                    continue
                for n in range(len(own) + 1):
                    if not _may_hold(words, own, n, target):
                        continue
                    grown = tuple(line for line in (*own[:n], words, *own[n:]) if line)
                    gain = loss + gain_of(grown, target) - STRANGE * strange
                    yield _Move(gain, words, column.index, target.index, left, grown)


def _runs(lines: Lines) -> Iterator[tuple[str, Lines, int, float]]:
    """Runs of words that may be misplaced; what is left without them; on which side of the cell they belong: the end of
    a line on its right (1), its beginning on its left (-1), a whole line anywhere (0); how well they go on with the
    words above."""
    for at, line in enumerate(lines):
        words = line.split()
        above = " ".join(lines[:at])
        if len(words) <= MOST_WORDS and len(lines) > 1:
            yield line, (*lines[:at], *lines[at + 1 :]), 0, adhesion(above, line)
        for size in range(1, min(MOST_WORDS, len(words) - 1) + 1):
            kept, end = " ".join(words[:-size]), " ".join(words[-size:])
            yield end, (*lines[:at], kept, *lines[at + 1 :]), 1, adhesion(f"{above} {kept}", end)
            start, kept = " ".join(words[:size]), " ".join(words[size:])
            yield start, (*lines[:at], kept, *lines[at + 1 :]), -1, adhesion(above, start)


def _may_hold(words: str, own: Lines, at: int, column: Column) -> bool:
    """Whether a cell of ``column`` with the lines ``own`` can take ``words`` before line ``at``."""
    grown = one_line("\n".join((*own[:at], words, *own[at:])))
    if column.field is FieldName.DEADLINE:
        return any(own) and looks_like_deadline(grown) >= 1.0 > looks_like_deadline(one_line("\n".join(own)))
    if column.field is FieldName.EXTRA or re.search(r"\d|[.;:]$", words) or not re.search(r"[^\W\d_]{2}", words):
        return False
    body, product = starts_like_agency(words), starts_like_product(words)
    if column.field in BODIES:
        return not product and (body or not words.isupper()) and starts_like_agency(grown)
    if column.field is FieldName.PRODUCT:
        return not body and (product or words.islower()) and starts_like_product(grown)
    return at > 0 and words[:1].islower() and not body and not product


def _is_known(lines: Lines, column: Column, known: Mapping[int, _Known]) -> bool:
    """Whether other rows have the cell as well, or it is nothing but bodies' full names."""
    text = one_line("\n".join(lines))
    return piece_key(text) in known[column.index].cells or (column.field in BODIES and is_whole(text))
