"""Pieces of text read across that stand in a neighbour's cell in row after row.

Nothing is printed between the cells of a line, so the last line of a cell ("phường" of "Đoàn Thanh niên phường") may go
into the cell beside it; and since the next rows are read as the first ones were, it does so wherever that body stands.
What gives it away is that the piece keeps company with one cell, whatever cell it was put into, that these are known
without it, and that the language model has nothing against it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.tasks.adhesion import adhesion, sense
from extractors.tasks.cell_words import head_kind
from extractors.tasks.model import BODIES, MOVED, Column, FieldName, RowKind, TableRow
from extractors.tasks.pieces import LIST_GOES_ON, piece_key
from extractors.tasks.rows import one_line
from extractors.tasks.settling import is_whole
from normalizers.dates import read_deadline

FEWEST = 3  # rows in which a piece keeps company with a cell
WITH, WITHOUT = 0.6, 0.15  # share of the rows with that cell, and at most of the others
MOST_WORDS, LONGEST = 4, 8  # of the end of a line, of whole lines
READS_WORSE = -2.0  # log-odds: what the language model may say against a move, since company speaks for it
ANOTHER_BODY = 5.0  # … and must say for it where a whole body would be made a part of another cell
HEAD = 2  # words that may be the head of a body's name
SURE = 0.95  # what a move leaves of the row's confidence
_SECOND_HALF = re.compile(r"[-–]\s*(?:tháng |quý )?(?:\d{1,2}/)?20\d\d", re.IGNORECASE)
_FIRST_HALF = re.compile(r"(?:^|(?<!năm)(?<!tháng)(?<!quý)\s)(?P<half>20\d\d(?:\s*[-–])?)$")


@dataclass(frozen=True, slots=True)
class _Stray:
    """A piece of a cell that may be another's. ``left``: the cell's lines without it; ``known``: whether other rows
    have it so, where they must."""

    column: int
    lines: tuple[str, ...]
    left: tuple[str, ...]
    known: bool = True

    @property
    def key(self) -> str:
        return piece_key(" ".join(self.lines))


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
    strays = [
        {stray.key: stray for stray in _strays(row, column, columns, known)} if row.kind is RowKind.ROW else {}
        for row in rows
    ]
    known_strays = [[key for key, stray in its.items() if stray.known] for its in strays]
    total = Counter(piece for its in known_strays for piece in its)
    beside: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.kind is RowKind.ROW and (key := piece_key(row.cells.get(column.index, ""))):
            beside[key].append(at)
    tasks = sum(row.kind is RowKind.ROW for row in rows)
    placed = list(rows)
    for its in beside.values():
        own = Counter(piece for at in its for piece in known_strays[at])
        keeps = {
            piece
            for piece, count in own.items()
            if count >= max(FEWEST, WITH * len(its)) and total[piece] - count <= WITHOUT * (tasks - len(its))
        }
        for at in its:
            if pieces := keeps & strays[at].keys():
                placed[at] = _moved(rows[at], strays[at][max(sorted(pieces), key=len)], column, columns)
    return placed


def _known_cells(rows: Sequence[TableRow]) -> Mapping[int, Counter[str]]:
    known: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for column, text in row.cells.items():
            known[column][piece_key(text)] += 1
    return known


def _strays(
    row: TableRow, column: Column, columns: Sequence[Column], known: Mapping[int, Counter[str]]
) -> Iterator[_Stray]:
    """The ends of lines in other cells of the row, and of these cells, without which these are as other rows have
    them."""
    fields = {each.index: each.field for each in columns}
    own = row.cells.get(column.index, "")
    for other, text in row.cells.items():
        if other == column.index or fields[other] is FieldName.NUMBER:
            continue
        lines = tuple(text.split("\n"))
        for at, line in enumerate(lines):
            words = line.split()
            for first in sorted({0, *range(max(0, len(words) - MOST_WORDS), len(words))}):
                kept, piece = " ".join(words[:first]), " ".join(words[first:])
                for end in {at + 1, len(lines)}:
                    left = (*lines[:at], *filter(None, [kept]), *lines[end:])
                    told = not left or fields[other] is FieldName.CONTENT
                    told = told or known[other][piece_key("\n".join(left))] > 0
                    stray = _Stray(other, (piece, *lines[at + 1 : end]), left, told)
                    if len(" ".join(stray.lines).split()) <= LONGEST and _may_be(stray, kept, fields[other], own):
                        yield stray


def _may_be(stray: _Stray, kept: str, field: FieldName, own: str) -> bool:
    """Whether ``stray`` may go from a cell of ``field`` to ``own``; ``kept``: what is left of its first line."""
    piece, left = " ".join(stray.lines), one_line("\n".join(stray.left))
    if not piece_key(piece) or left.endswith(LIST_GOES_ON):
        return False
    if field is FieldName.CONTENT:
        return bool(kept) and adhesion(kept, piece) < 0 and _sense_gained(piece, kept, own) >= READS_WORSE
    if not left and field is not FieldName.LEAD:  # an empty lead is merged with the one above
        return False
    if left and not stray.known and not (field in BODIES and is_whole(left)):
        return False
    head_alone = len(piece.split()) <= HEAD and adhesion(piece, own) > 0  # "Văn phòng" before "UBND tỉnh"
    whole_body = not left and head_kind(piece) == "agency" and not own.endswith(LIST_GOES_ON) and not head_alone
    return _sense_gained(piece, left, own) >= (ANOTHER_BODY if whole_body else READS_WORSE)


def _sense_gained(piece: str, left: str, own: str) -> float:
    """By how much (log-odds) both cells are likelier with ``piece`` in ``own`` than behind ``left``."""
    lines = own.split("\n")
    at = _where_it_reads_on(piece, lines)
    grown = " ".join((*lines[:at], piece, *lines[at:]))
    return sense(left) + sense(grown) - sense(f"{left} {piece}".strip()) - sense(one_line(own))


def _where_it_reads_on(piece: str, lines: Sequence[str]) -> int:
    """Before which line of a cell a piece stands: what begins in small letters is not its first, what the cell's end
    asks for is its last."""
    if lines[-1].endswith((*LIST_GOES_ON, "-")):
        return len(lines)

    def reads(at: int) -> float:
        before, after = " ".join(lines[:at]), " ".join(lines[at:])
        return adhesion(before, piece) + adhesion(piece, after) - adhesion(before, after)

    return max(range(0 if piece[:1].isupper() else 1, len(lines) + 1), key=lambda at: (reads(at), at))


def _moved(
    row: TableRow, stray: _Stray, column: Column, columns: Sequence[Column], where: int | None = None
) -> TableRow:
    """The row with ``stray`` in the column's cell, before its line ``where``, else where it reads on."""
    own = row.cells[column.index].split("\n")
    piece = " ".join(stray.lines)
    at = _where_it_reads_on(piece, own) if where is None else where
    source = next(each for each in columns if each.index == stray.column)
    cells = {stray.column: "\n".join(stray.left), column.index: "\n".join((*own[:at], *stray.lines, *own[at:]))}
    return row.mended(cells, MOVED.format(piece, source.printed, column.printed), sure=SURE)


def _with_first_half(row: TableRow, deadline: Column, columns: Sequence[Column]) -> TableRow:
    """The row with the year before its deadline "- 2031", which stands at the end of a line of another cell."""
    second = row.cells.get(deadline.index, "")
    if row.kind is not RowKind.ROW or not _SECOND_HALF.fullmatch(one_line(second)):
        return row
    found = [
        (
            _Stray(
                column,
                (half["half"],),
                tuple(filter(None, (*lines[:at], line[: half.start("half")].rstrip(), *lines[at + 1 :]))),
            )
        )
        for column, text in row.cells.items()
        if column != deadline.index
        for lines in [text.split("\n")]
        for at, line in enumerate(lines)
        if (half := _FIRST_HALF.search(line))
    ]
    if len(found) != 1 or not read_deadline(f"{found[0].lines[0]} {one_line(second)}").understood:
        return row
    return _moved(row, found[0], deadline, columns, where=0)
