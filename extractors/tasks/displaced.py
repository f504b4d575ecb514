"""Pieces of text read across that stand in a neighbour's cell in row after row.

Nothing is printed between the cells of a line, so the last line of a cell ("phường" of "Đoàn Thanh niên phường") may go
into the cell beside it; and since the next rows are read as the first ones were, it does so wherever that body stands.
What gives it away is that the piece keeps company with one cell, whatever cell it was put into, and that these are
known without it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.tasks.adhesion import adhesion
from extractors.tasks.cell_words import head_kind
from extractors.tasks.model import BODIES, MOVED, Column, FieldName, RowKind, TableRow
from extractors.tasks.rows import one_line
from normalizers.dates import read_deadline

FEWEST = 3  # rows in which a piece keeps company with a cell
WITH, WITHOUT = 0.6, 0.15  # share of the rows with that cell, and at most of the others
MOST_WORDS = 4
SURE = 0.95  # what a move leaves of the row's confidence
_SECOND_HALF = re.compile(r"[-–]\s*(?:tháng |quý )?(?:\d{1,2}/)?20\d\d", re.IGNORECASE)
_FIRST_HALF = re.compile(r"(?:^|(?<!năm)(?<!tháng)(?<!quý)\s)(?P<half>20\d\d(?:\s*[-–])?)$")


class _Place(NamedTuple):
    """Where in a row a piece stands: the end of a line of a cell."""

    column: int
    line: int


def with_pieces_in_place(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[TableRow]:
    """The rows with pieces moved to the cell whose company they keep, and first halves of deadlines to the second."""
    placed = list(rows)
    for column in columns:
        if column.field in BODIES:
            placed = _with_company(placed, column, columns)
    deadline = next((column for column in columns if column.field is FieldName.DEADLINE), None)
    return placed if deadline is None else [_with_first_half(row, deadline, columns) for row in placed]


def _with_company(rows: Sequence[TableRow], column: Column, columns: Sequence[Column]) -> list[TableRow]:
    known = _known_cells(rows)
    strays = [dict(_strays(row, column, columns, known)) if row.kind is RowKind.ROW else {} for row in rows]
    total = Counter(piece for its in strays for piece in its)
    beside: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.kind is RowKind.ROW and (text := one_line(row.cells.get(column.index, ""))):
            beside[text].append(at)
    tasks = sum(row.kind is RowKind.ROW for row in rows)
    placed = list(rows)
    for its in beside.values():
        own = Counter(piece for at in its for piece in strays[at])
        keeps = [
            piece
            for piece, count in own.items()
            if count >= max(FEWEST, WITH * len(its)) and total[piece] - count <= WITHOUT * (tasks - len(its))
        ]
        if not keeps:
            continue
        piece = max(keeps, key=lambda piece: (own[piece], len(piece)))
        for at in its:
            if piece in strays[at]:
                where = _where_it_reads_on(piece, rows[at].cells[column.index].split("\n"))
                placed[at] = _moved(rows[at], strays[at][piece], piece, column, columns, where=where)
    return placed


def _known_cells(rows: Sequence[TableRow]) -> Mapping[int, Counter[str]]:
    known: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for column, text in row.cells.items():
            known[column][one_line(text)] += 1
    return known


def _strays(
    row: TableRow, column: Column, columns: Sequence[Column], known: Mapping[int, Counter[str]]
) -> Iterator[tuple[str, _Place]]:
    """The ends of lines in other cells of the row without which these are as other rows have them."""
    fields = {each.index: each.field for each in columns}
    for other, text in row.cells.items():
        if other == column.index or fields[other] is FieldName.NUMBER:
            continue
        lines = text.split("\n")
        for at, line in enumerate(lines):
            words = line.split()
            for first in range(max(0, len(words) - MOST_WORDS), len(words)):
                kept, piece = " ".join(words[:first]), " ".join(words[first:])
                if piece == text and _is_another_body(piece, row.cells.get(column.index, "")):
                    continue
                rest = one_line("\n".join([*lines[:at], kept, *lines[at + 1 :]]))
                if _may_do_without(rest, kept, piece, fields[other], known[other]):
                    yield piece, _Place(other, at)


def _is_another_body(piece: str, own: str) -> bool:
    """Whether a piece is a body by itself, not the beginning of the column's ``own`` one."""
    return head_kind(piece) == "agency" and adhesion(piece, own) <= 0


def _may_do_without(rest: str, kept: str, piece: str, field: FieldName, known: Counter[str]) -> bool:
    if not rest:
        return field is FieldName.LEAD  # left empty it is merged with the one above
    if field is FieldName.CONTENT:
        return bool(kept) and adhesion(kept, piece) < 0
    return known[rest] > 0


def _where_it_reads_on(piece: str, lines: Sequence[str]) -> int:
    """Before which line of a cell a piece stands: what begins in small letters is not its first, what the cell's end
    asks for is its last."""
    if lines[-1].endswith((",", ";", "-")):
        return len(lines)

    def reads(at: int) -> float:
        before, after = " ".join(lines[:at]), " ".join(lines[at:])
        return adhesion(before, piece) + adhesion(piece, after) - adhesion(before, after)

    return max(range(0 if piece[:1].isupper() else 1, len(lines) + 1), key=lambda at: (reads(at), at))


def _moved(
    row: TableRow, place: _Place, piece: str, column: Column, columns: Sequence[Column], *, where: int
) -> TableRow:
    """The row with ``piece`` in the column's cell, before its line ``where``."""
    own = row.cells[column.index].split("\n")
    own.insert(where, piece)
    lines = row.cells[place.column].split("\n")
    lines[place.line] = lines[place.line][: -len(piece)].rstrip()
    source = next(each for each in columns if each.index == place.column)
    cells = {place.column: "\n".join(filter(None, lines)), column.index: "\n".join(own)}
    return row.mended(cells, MOVED.format(piece, source.printed, column.printed), sure=SURE)


def _with_first_half(row: TableRow, deadline: Column, columns: Sequence[Column]) -> TableRow:
    """The row with the year before its deadline "- 2031", which stands at the end of a line of another cell."""
    second = row.cells.get(deadline.index, "")
    if row.kind is not RowKind.ROW or not _SECOND_HALF.fullmatch(one_line(second)):
        return row
    found = [
        (_Place(column, at), half["half"])
        for column, text in row.cells.items()
        if column != deadline.index
        for at, line in enumerate(text.split("\n"))
        if (half := _FIRST_HALF.search(line))
    ]
    if len(found) != 1 or not read_deadline(f"{found[0][1]} {one_line(second)}").understood:
        return row
    (place, first), *_ = found
    return _moved(row, place, first, deadline, columns, where=0)
