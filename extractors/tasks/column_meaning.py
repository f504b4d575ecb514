"""What a column of a ruled table means that its name does not tell: its cells do, if nearly all are deadlines or
bodies ("Đơn vị", which may also be the unit that is counted in; "Đúng hẹn")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.tasks.cell_words import head_kind
from extractors.tasks.headers import NEEDED, name_scores
from extractors.tasks.model import Column, FieldName
from extractors.tasks.rows import one_line
from normalizers.agencies import fold
from normalizers.dates import looks_like_deadline

FEWEST = 3  # cells that tell
DEADLINES, MOST_OF = 0.6, 0.8  # their share of those that are filled; deadlines also come in words of their own
_UNIT_OR_BODY = {"don vi", "co quan", "bo phan", "phong ban", "don vi, bo phan"}


def told_by_cells(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns with the fields that no name tells but their cells do. ``cells``: for each column those below its
    name. Only below a header that prints names for the number and the content, as no row of a table does, and only
    for columns that have a name."""
    told = {column.field for column in columns}
    if not {FieldName.NUMBER, FieldName.CONTENT} <= {column.field for column in columns if column.printed}:
        return tuple(columns)
    found: list[Column] = []
    for column, texts in zip(columns, cells, strict=True):
        field = next(
            (f for f in _CELLS if f not in told and _says_nothing(column) and _are(_CELLS[f], texts)), column.field
        )
        found.append(replace(column, field=field))
        told.add(field)
    return tuple(found)


def _says_nothing(column: Column) -> bool:
    if column.field is not FieldName.EXTRA or not column.printed:
        return False
    scores = name_scores(column.printed)
    return fold(column.printed) in _UNIT_OR_BODY or max(scores.values(), default=0.0) < NEEDED


def _are(kind: Callable[[str], bool], texts: Sequence[str]) -> bool:
    filled = [one_line(text) for text in texts if text.strip()]
    alike = sum(map(kind, filled))
    return alike >= max(FEWEST, (DEADLINES if kind is _is_deadline else MOST_OF) * len(filled))


def _is_deadline(text: str) -> bool:
    return looks_like_deadline(text) >= 1.0


def _is_body(text: str) -> bool:
    return head_kind(text) == "agency" and (" " in text or text.isupper())  # "Bộ" is a set of something


# The leads stand left of those who work with them.
_CELLS: dict[FieldName, Callable[[str], bool]] = {
    FieldName.DEADLINE: _is_deadline,
    FieldName.LEAD: _is_body,
    FieldName.COORDINATING: _is_body,
}
