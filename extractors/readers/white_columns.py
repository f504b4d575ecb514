"""Columns of a table from the white between its phrases, where neither rules nor a readable header show them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.column_grid import Columns, names_in
from extractors.readers.reading_order import Row

_CROSSED = 0.07  # share of the lines that may run over a gap (titles, names over two columns)
_FEW_LINES = 4  # so few bear no line over a gap
_LEAST_GAP = 3.5  # points
_LABEL = 3.0  # of the type's size: a narrower first phrase is the label of a title
_HEADER_LINES = 1.8  # of the type's size from a table's top: what may be its header


class _Phrase(NamedTuple):
    x0: float
    x1: float
    top: float
    bottom: float


def white_columns(rows: Sequence[Row]) -> Columns | None:
    """The columns that nearly all ``rows`` (of one table) keep to; ``None`` where there is only one."""
    phrases = [
        _Phrase(name[0].box.x0, name[-1].box.x1, row.box.top, row.box.bottom) for row in rows for name in names_in(row)
    ]
    if not phrases:
        return None
    size = rows[0].size
    beside = _beside(phrases, size)
    if len(beside) < 2:
        return None
    lines = len({round(phrase.top / (0.6 * size)) for phrase in beside})
    borne = max(1 if lines > _FEW_LINES else 0, round(_CROSSED * lines))
    gaps = [_best_gap(*gap, phrases) for gap in _gaps(beside, borne, rows[0].box.top + _HEADER_LINES * size)]
    if not gaps:
        return None
    return Columns(tuple(gaps), min(phrase.x0 for phrase in phrases), max(phrase.x1 for phrase in phrases))


def _beside(phrases: Sequence[_Phrase], size: float) -> list[_Phrase]:
    """The phrases beside others of their line. A title and its label stand alone and say nothing about columns."""
    kept = []
    for phrase in phrases:
        mates = [
            other
            for other in phrases
            if min(other.bottom, phrase.bottom) - max(other.top, phrase.top) > 0.3 * size
            and (other.x0 >= phrase.x1 or other.x1 <= phrase.x0)
        ]
        right = any(mate.x0 >= phrase.x1 for mate in mates)
        if right or any(mate.x1 - mate.x0 > _LABEL * size for mate in mates):
            kept.append(phrase)
    return kept


def _gaps(phrases: Sequence[_Phrase], borne: int, header: float) -> list[tuple[float, float]]:
    """The stretches between columns, left to right. ``header``: phrases above this height may be names."""
    gaps: list[tuple[float, float]] = []
    left, right = min(p.x0 for p in phrases), max(p.x1 for p in phrases)
    sparse = _sparse(phrases, borne)
    names = [phrase for phrase in phrases if phrase.top < header]
    for at, (low, high) in enumerate(sparse):
        dense = ((sparse[at - 1][1] if at else left, low), (high, sparse[at + 1][0] if at + 1 < len(sparse) else right))
        lent = any(a < b and not any(n.x0 < b and n.x1 > a for n in names) for a, b in dense) and bool(names)
        inner = sorted((p.x0, p.x1, p.top < header) for p in phrases if p.x0 >= low - 0.5 and p.x1 <= high + 0.5)
        columns: list[list[float]] = []  # left, right, whether a name only
        for x0, x1, name in inner:
            if columns and x0 < columns[-1][1] + 1:
                columns[-1][1:] = [max(columns[-1][1], x1), columns[-1][2] and name]
            else:
                columns.append([x0, x1, name])
        # A name alone is that of the column beside it, if this one has none of its own.
        columns = [c for c in columns if not (c[2] and lent)]
        edges = [low, *(edge for column in columns for edge in column[:2]), high]
        gaps += [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= _LEAST_GAP]
    return [(a, b) for a, b in gaps if a > left + 0.5 and b < right - 0.5]


def _sparse(phrases: Sequence[_Phrase], borne: int) -> list[tuple[float, float]]:
    """Where at most ``borne`` phrases stand."""
    marks = sorted({x for phrase in phrases for x in phrase[:2]})
    found: list[tuple[float, float]] = []
    for a, b in pairwise(marks):
        middle = (a + b) / 2
        if sum(p.x0 < middle < p.x1 for p in phrases) > borne:
            continue
        if found and found[-1][1] == a:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return [(a, b) for a, b in found if b - a >= _LEAST_GAP]


def _best_gap(low: float, high: float, phrases: Sequence[_Phrase]) -> float:
    """The middle of the widest stretch between ``low`` and ``high`` that the fewest phrases cross."""
    marks = sorted({low, high, *(x for p in phrases for x in p[:2] if low < x < high)})
    best = (len(phrases) + 1, 0.0, (low + high) / 2)
    for a, b in pairwise(marks):
        middle = (a + b) / 2
        crossed = sum(p.x0 < middle < p.x1 for p in phrases)
        best = min(best, (crossed, a - b, middle))
    return best[2]
