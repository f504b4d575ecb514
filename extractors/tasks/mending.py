"""Damaged rows mended by the table's own repetition and counting; used only where text came garbled.

* A short cell that is nearly one that stands in many other rows is that cell: OCR slips differ from row to row, what
  was printed does not. Digits are never changed.
* Numbers of rows and labels of groups that were lost are those of their places where the printed ones agree.

What was read stays in the row's notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.tasks.counting import with_numbers, with_sub_numbers
from extractors.tasks.group_labels import with_group_labels
from extractors.tasks.model import Column, FieldName, TableRow
from extractors.tasks.moving import with_words_in_place
from extractors.tasks.pieces import piece_key
from extractors.tasks.quarters import with_mended_quarters
from extractors.tasks.rows import one_line
from extractors.tasks.scraps import without_scraps
from extractors.tasks.settling import ALIKE, settled
from extractors.tasks.stray_lines import with_lines_in_place
from normalizers.agencies import starts_like_product

STRAY_WORDS = 2


def mend(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[TableRow]:
    """``rows`` with damaged short cells, lost numbers and lost labels of groups mended."""
    mended = with_mended_quarters(with_words_in_place(without_scraps(rows), columns), columns)
    for column in columns:
        if column.field is FieldName.CONTENT:
            mended = with_lines_in_place(mended, column.index)
    for column in columns:
        if column.field is FieldName.PRODUCT:
            mended = _without_strays(mended, column)
        if column.field in ALIKE:
            mended = settled(mended, column)
    return with_group_labels(with_numbers(with_sub_numbers(mended)))


def _without_strays(rows: list[TableRow], column: Column) -> list[TableRow]:
    """Cells without a stray last line (a word or two after a closed bracket, where another row has the same cell
    without them) and without a stray first word before a product that other rows have alone."""
    keys = Counter(piece_key(row.cells.get(column.index, "")) for row in rows)
    parts = [row.cells.get(column.index, "").split("\n") for row in rows]
    rests = [piece_key("\n".join(lines[:-1])) for lines in parts if len(lines) > 1]
    out: list[TableRow] = []
    for row, lines in zip(rows, parts, strict=True):
        kept, stray = lines, ""
        if len(lines) > 1:
            head, tail = one_line("\n".join(lines[:-1])), one_line("\n".join(lines[1:]))
            closed = head.endswith(")") and head.count("(") == head.count(")")
            alike = (
                fuzz.ratio(piece_key(head), other) >= ALIKE[FieldName.PRODUCT] for other in [*keys.elements(), *rests]
            )
            elsewhere = closed and sum(alike) > 1  # itself and another
            if elsewhere and len(lines[-1].split()) <= STRAY_WORDS:
                kept, stray = lines[:-1], lines[-1]
            elif keys[piece_key(tail)] > 1 and starts_like_product(tail) and re.fullmatch(r"\w{1,4}", lines[0]):
                kept, stray = lines[1:], lines[0]
        if stray:
            note = f"Ô “{column.printed}”: bỏ mảnh chữ lạc “{stray}”"
            out.append(replace(row, cells={**row.cells, column.index: "\n".join(kept)}, notes=(*row.notes, note)))
        else:
            out.append(row)
    return out
