"""The one table model that every shape of a task table is brought into, before tasks are made of it.

A ruled table gives it cells with places; a text dump gives it fragments of lines. ``TaskTable.rows`` are the printed
rows in order: what stands in which column, nothing interpreted yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

UNREADABLE = "Mảnh chữ không đọc được: “{}”"  # a row's note of what went into no cell
MOVED = "“{}” đọc ở ô “{}”, đưa về ô “{}”"  # … of words that were read in another cell than they stand in now


class FieldName(StrEnum):
    """What a column means. The five middle ones are fields of ``Task``."""

    NUMBER = "number"
    CONTENT = "content"
    LEAD = "lead_agency"
    COORDINATING = "coordinating_agencies"
    DEADLINE = "deadline"
    PRODUCT = "product"
    EXTRA = "extra"  # kept under its printed name


BODIES = (FieldName.LEAD, FieldName.COORDINATING)  # the fields that name bodies of the administration


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    printed: str
    field: FieldName


class RowKind(StrEnum):
    GROUP = "group"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One printed row. ``cells`` maps a column's index to its text, parts of a cut row joined by ``\\n``."""

    kind: RowKind
    cells: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    label: str = ""  # the printed number, or the group's label
    title: str = ""  # of a group
    pages: tuple[int, ...] = ()
    lines: tuple[int, int] | None = None
    confidence: float = 1.0
    inherited: frozenset[int] = frozenset()  # columns whose cell is merged over several rows
    notes: tuple[str, ...] = ()  # what could not be told apart, for a person
    printed: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))  # cells before restoration

    @property
    def filled(self) -> int:
        """The number of cells that hold text."""
        return sum(bool(text) for text in self.cells.values())

    def mended(self, cells: Mapping[int, str], *notes: str, sure: float) -> TableRow:
        """The row with ``cells`` in place of its own of these columns, ``notes`` added; ``sure`` (0-1): what this
        leaves of its confidence."""
        return replace(
            self,
            cells={**self.cells, **cells},
            notes=(*self.notes, *notes),
            confidence=round(self.confidence * sure, 2),
        )

    def relabelled(self, label: str, note: str) -> TableRow:
        """The row with a label that was not read so, and the ``note`` that says it."""
        return replace(self, label=label, notes=(*self.notes, note))


@dataclass(frozen=True, slots=True)
class TaskTable:
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    page: int | None = None
    line: int | None = None

    def column_of(self, name: FieldName) -> int | None:
        return next((column.index for column in self.columns if column.field is name), None)
