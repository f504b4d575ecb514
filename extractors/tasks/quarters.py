"""Quarters and months in deadlines read by an OCR: "Quý IIH/2026" is III, and 1 is I where the table writes romans;
"Tháng 62026" is 6/2026."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.tasks.model import Column, FieldName, TableRow
from normalizers.quarters import find_quarters
from normalizers.readings import Reading

_MONTH = re.compile(r"(?P<month>\b[Tt]háng\s+(?:1[0-2]|[1-9]))(?P<year>20[2-4]\d)\b")  # its slash was not read
_SLASHES = re.compile(r"(?<=[\dIVX])\s*(?:/⁄|⁄/|//|⁄)\s*(?=\d)")


def with_mended_quarters(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[TableRow]:
    """``rows`` with the deadlines mended of those that were not read for sure."""
    column = next((column.index for column in columns if column.field is FieldName.DEADLINE), None)
    if column is None or all(row.confidence >= 1 for row in rows):
        return list(rows)
    deadlines = mended_quarters([row.cells.get(column, "") for row in rows], [row.confidence < 1 for row in rows])
    return [
        replace(row, cells={**row.cells, column: deadline}) if column in row.cells else row
        for row, deadline in zip(rows, deadlines, strict=True)
    ]


def mended_quarters(deadlines: Sequence[str], doubtful: Sequence[bool]) -> list[str]:
    """The deadlines of one table with the quarters of its ``doubtful`` ones mended; the others only bear witness."""
    quarters = find_quarters(deadlines)
    return [
        _MONTH.sub(r"\g<month>/\g<year>", _SLASHES.sub("/", _with_quarters(text, quarters.get(at, ()))))
        if doubt
        else text
        for at, (text, doubt) in enumerate(zip(deadlines, doubtful, strict=True))
    ]


def _with_quarters(text: str, quarters: Sequence[Reading]) -> str:
    for quarter in reversed(quarters):
        text = text[: quarter.start] + quarter.target + text[quarter.end :]
    return text
