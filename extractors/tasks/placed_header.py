"""The header of text that keeps the printed layout by spaces: the parts of a name stand one below another.

Pieces of a header's lines whose letters overlap in place are one name, read from the top. Unlike a search by words it
needs no known name to begin with, and no name on one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.tasks.headers import NEEDED, is_task_header, match_columns
from extractors.tasks.line_header import FEWEST_FIELDS
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import FIRST_ROW, TextHeader, told_by_line
from normalizers.agencies import fold

MOST_LINES = 6
_PIECE = re.compile(r"\S+(?: \S+)*")
_KNOWN = 0.7  # share of the names that a list has


def find_placed_header(lines: Sequence[str], stop: int) -> TextHeader | None:
    """The first header among the first ``stop`` lines (with their spaces); ``None`` without one."""
    best: tuple[float, int, int, tuple[Column, ...]] | None = None
    for first in range(min(stop, len(lines))):
        if best is not None and first >= best[2]:
            break  # a title above may be read with the names: what begins below it is likelier
        for after in range(first + 1, min(first + MOST_LINES, len(lines)) + 1):
            if FIRST_ROW.match(lines[after - 1].strip()):
                break
            told = _read(lines[first:after])
            if told is not None and (best is None or told[0] > best[0] or (first, told[0]) == (best[1], best[0])):
                best = (told[0], first, after, told[1])
    if best is None:
        return None
    _, first, after, columns = best
    return TextHeader(first, after, columns, tuple(fold(line) for line in lines[first:after]), certain=False)


def _read(lines: Sequence[str]) -> tuple[float, tuple[Column, ...]] | None:
    """The likeness of the names in these lines and the columns, if they are those of a task list."""
    names = _names(lines)
    likeness = [told_by_line(name)[0] for name in names]
    known = sum(one >= NEEDED for one in likeness)
    columns = match_columns(names)
    fields = {column.field for column in columns} - {FieldName.EXTRA}
    if known < _KNOWN * len(names) or len(fields) < FEWEST_FIELDS or not is_task_header(columns):
        return None
    return sum(likeness) - (len(names) - known), columns


def _names(lines: Sequence[str]) -> list[str]:
    columns: list[tuple[int, int, list[str]]] = []
    for line in lines:
        for piece in _PIECE.finditer(line):
            over = [column for column in columns if column[0] < piece.end() and piece.start() < column[1]]
            columns = [column for column in columns if column not in over]
            start, end = (
                min([piece.start(), *(column[0] for column in over)]),
                max([piece.end(), *(column[1] for column in over)]),
            )
            columns.append((start, end, [*(text for column in over for text in column[2]), piece[0]]))
    return [" ".join(texts) for _, _, texts in sorted(columns, key=lambda column: column[:2])]
