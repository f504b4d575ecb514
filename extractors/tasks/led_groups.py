"""Groups whose row names who is in charge of them: "II | Hoàn thiện thể chế | Đảng ủy UBND tỉnh" above rows 1, 2, 3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.tasks.model import Column, FieldName, RowKind, TableRow

_OF_GROUP = re.compile(r"[IVX]{1,5}|[A-H]")
_OF_ROW = re.compile(r"\d[\d.]*")
_OF_TASKS = (FieldName.DEADLINE, FieldName.PRODUCT)


def with_led_groups(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[TableRow]:
    """The rows; of those that count by numbers, one with a roman numeral or a capital and neither a deadline nor a
    product is their group's. What else it says stays in its notes."""
    counted = sum(_OF_ROW.fullmatch(row.label) is not None for row in rows)
    lettered = [at for at, row in enumerate(rows) if _is_led(row, columns)]
    if counted < len(lettered):
        return list(rows)
    result = list(rows)
    for at in lettered:
        below = next(iter(rows[at + 1 : at + 2]), None)
        if below is not None and below.kind is RowKind.ROW and _OF_GROUP.fullmatch(below.label) is None:
            result[at] = _as_group(rows[at], columns)
    return result


def _is_led(row: TableRow, columns: Sequence[Column]) -> bool:
    if row.kind is not RowKind.ROW or _OF_GROUP.fullmatch(row.label) is None:
        return False
    own = {columns[at].field for at, text in row.cells.items() if text.strip() and at not in row.inherited}
    return FieldName.CONTENT in own and not own & set(_OF_TASKS)


def _as_group(row: TableRow, columns: Sequence[Column]) -> TableRow:
    told = {columns[at].field: at for at, text in row.cells.items() if text.strip()}
    title = " ".join(row.cells[told[FieldName.CONTENT]].split())
    others = [at for at, text in row.cells.items() if text.strip() and columns[at].field is not FieldName.CONTENT]
    notes = tuple(f"{columns[at].printed} của nhóm: {' '.join(row.cells[at].split())}" for at in others)
    return replace(row, kind=RowKind.GROUP, cells={}, title=title, notes=(*row.notes, *notes), inherited=frozenset())
