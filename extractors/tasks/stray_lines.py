"""A line of one row's content that an OCR gave among the lines of another row's: it reads each page in blocks, and the
last line of a cell may come with a block that it does not belong to.

Such a line is moved to the row of the same page whose content breaks off where it begins, if the language model finds
both contents likelier so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.tasks.adhesion import adhesion, sense
from extractors.tasks.model import RowKind, TableRow
from extractors.tasks.rows import one_line

GAIN = 7.0  # log-odds from which a line is moved
CLEARLY = 3.0  # how much better its new row must be than the next best
READS_ON = 0.5  # log-odds from which a line goes on with the one above it and stays
MOVED = 0.92  # what a move takes from the confidence of both rows
_ENDS = (".", ";", ":", "!", "?")


class _Move(NamedTuple):
    gain: float
    source: int  # rows
    target: int
    line: int  # of the source's content


def with_lines_in_place(rows: Sequence[TableRow], content: int) -> list[TableRow]:
    """``rows`` with the stray lines of the column ``content`` in their rows; each move is noted in both."""
    out = list(rows)
    on_page: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for page in row.pages if row.kind is RowKind.ROW and row.cells.get(content) else ():
            on_page[page].append(at)
    for move in list(_moves(rows, on_page, content)):
        source, target = out[move.source], out[move.target]
        lines = source.cells[content].split("\n")
        stray = lines.pop(move.line)
        note = f"“{stray}” đưa về ô của nhiệm vụ khác"
        out[move.source] = source.mended({content: "\n".join(lines)}, note, sure=MOVED)
        grown = f"{target.cells[content]}\n{stray}"
        span = " (dòng {}–{})".format(*source.lines) if source.lines else ""
        note = f"“{stray}” đọc giữa các dòng của nhiệm vụ khác{span}"
        out[move.target] = target.mended({content: grown}, note, sure=MOVED)
    return out


def _moves(rows: Sequence[TableRow], on_page: dict[int, list[int]], content: int) -> Iterator[_Move]:
    """The best move of each row, at most one into each other row."""
    taken: set[int] = set()
    for source, row in enumerate(rows):
        if row.kind is not RowKind.ROW:
            continue
        others = sorted({at for page in row.pages for at in on_page[page]} - {source} - taken)
        found = sorted(_moves_from(rows, source, others, content), reverse=True)
        if found and found[0].gain >= GAIN and (len(found) == 1 or found[0].gain - found[1].gain >= CLEARLY):
            taken |= {source, found[0].target}
            yield found[0]


def _moves_from(rows: Sequence[TableRow], source: int, others: Sequence[int], content: int) -> Iterator[_Move]:
    lines = rows[source].cells.get(content, "").split("\n")
    whole = sense(one_line("\n".join(lines)))
    for at in range(1, len(lines) - 1):
        above, line = " ".join(lines[:at]), lines[at]
        if not line[:1].islower() or adhesion(above, line) >= READS_ON:
            continue
        loss = sense(one_line("\n".join([*lines[:at], *lines[at + 1 :]]))) - whole
        for target in others:
            own = one_line(rows[target].cells[content])
            if not own.endswith(_ENDS) and adhesion(own, line) > READS_ON:
                yield _Move(loss + sense(f"{own} {line}") - sense(own), source, target, at)
