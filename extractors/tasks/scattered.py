"""Tables whose cells come in no row's order (``scattered_header`` tells which those are): the passes, and the rows.

The cells are searched for several times, first with what is known of such tables beforehand, then with what the cells
found so far show of this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.tasks.evidence import plain_number
from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, TableRow
from extractors.tasks.scattered_counts import with_even_counts
from extractors.tasks.scattered_rows import Cell, cells_of, rows_of
from extractors.tasks.scattered_search import ORDERS, TITLE, CellLine, Known, Moves, search
from extractors.tasks.table_model import ReadPiece, WordKeys, learned
from extractors.tasks.tokens import clean_tokens, tokens_of

PASSES = 3
LONGEST_MISREAD = 3  # letters of what is left of a number


def read_scattered(
    lines: Sequence[TextLine], columns: Sequence[Column], under: Sequence[frozenset[int]] = (), *, damaged: bool
) -> list[TableRow]:
    """The rows of a table whose cells come in no row's order; ``lines`` without headers. ``under``: for each of them
    the columns of which the names stand right above its block."""
    blocks = under or [frozenset[int]()] * len(lines)
    if damaged:
        lines = _with_misread_numbers(lines)
    tokens = [tokens_of(line) if damaged else clean_tokens(line, barred=False) for line in lines]
    keys, read = WordKeys(tokens), list(map(CellLine, lines, tokens, blocks))
    anew = learned([], columns, keys)
    found = [(*search(read, Known(columns, anew, Moves(columns, order))), order) for order in ORDERS]
    _, steps, order = max(found, key=lambda one: one[0])
    for _ in range(1, PASSES):
        model = learned(_pieces(cells_of(steps)), columns, keys)
        _, steps = search(read, Known(columns, model, Moves(columns, order, steps)))
    steps = with_even_counts(steps, {one.line.number: one.under for one in read}, columns)
    return rows_of(cells_of(steps), columns)


def _with_misread_numbers(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, the number in place of what an OCR made of it between the two beside it ("LF" between 16 and 18)."""
    counts = [0, *(plain_number(line.text) for line in lines), 0]
    return [
        replace(line, text=str(before + 1), sources=(line.text,), certain=())
        if before > 0 and after == before + 2 and not own and len(line.text) <= LONGEST_MISREAD
        else line
        for line, before, own, after in zip(lines, counts, counts[1:], counts[2:], strict=False)
    ]


def _pieces(cells: Sequence[Cell]) -> list[ReadPiece]:
    """What each column's cells hold, to learn from; rows are not told yet."""
    return [
        ReadPiece(cell.place, line.number, cell.column, text)
        for cell in cells
        for line, text in cell.lines
        if cell.column != TITLE
    ]
