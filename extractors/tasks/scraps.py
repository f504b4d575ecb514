"""Scraps at the ends of a garbled cell's lines: what is left of a neighbouring cell that was read as rubbish, or of
specks. A scrap is no word of any language model, and without it the line reads on in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.tasks.adhesion import adhesion, is_known_word
from extractors.tasks.model import UNREADABLE, RowKind, TableRow
from extractors.tasks.pieces import LIST_GOES_ON

READS_ON = 0.5  # log-odds from which two lines go together
NOTED = 0.97  # what a scrap takes from the row's confidence
_LETTERS = re.compile(r"[^\W\d_]+")


def without_scraps(rows: Sequence[TableRow]) -> list[TableRow]:
    """``rows`` without the scraps in their cells, each in a note."""
    return [_without(row) if row.kind is RowKind.ROW else row for row in rows]


def _without(row: TableRow) -> TableRow:
    cells = dict(row.cells)
    scraps: list[str] = []
    for column, text in row.cells.items():
        lines = text.split("\n")
        read = row.printed.get(column, "").split("\n")
        for at, line in enumerate(lines):
            above, below = " ".join(lines[:at]), " ".join(lines[at + 1 : at + 2])
            if len(read) == len(lines) and _is_specks(read[at]) and above and adhesion(above, line) < READS_ON:
                scraps.append(line)
                lines[at] = ""
                continue
            kept, end = _parted(line)
            if end and below and _goes_together(f"{above} {kept}".strip(), below):
                scraps.append(end)
                lines[at] = kept
        cells[column] = "\n".join(line for line in lines if line)
    if not scraps:
        return row
    return row.mended(cells, *map(UNREADABLE.format, scraps), sure=NOTED ** len(scraps))


def _parted(line: str) -> tuple[str, str]:
    """A line and the scraps at its end."""
    words = line.split()
    size = len(words)
    while size and _is_scrap(words[size - 1]):
        size -= 1
    return " ".join(words[:size]), " ".join(words[size:])


def _is_scrap(word: str) -> bool:
    """Whether a word holds letters that are no word; abbreviations in capitals and numbers are not held against it."""
    parts = _LETTERS.findall(word)
    letters = "".join(parts)
    if len(letters) < 3 or letters.isupper() or word[:1] in '(“"':
        return False
    return not any(is_known_word(part) for part in parts if len(part) > 2)


def _is_specks(read: str) -> bool:
    """Whether what was read of a whole line is only signs and one or two letters at a time, with a sign among them."""
    words = read.split()
    cores = [re.sub(r"[\W_]", "", word) for word in words]
    signs = re.search(r"[^\w\s.,;:()/&%@$€¢§-]", read)
    return len(words) > 1 and bool(signs) and all(len(core) <= 2 and not core.isdigit() for core in cores)


def _goes_together(before: str, after: str) -> bool:
    """Whether a line goes on in the next one, ``before`` being all above that."""
    if before.endswith(LIST_GOES_ON):
        return after[:1].islower()
    return adhesion(before, after) >= READS_ON
