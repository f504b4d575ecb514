"""Tables with level rules only, or none: rows between the rules or by the white between them, columns from the white
between their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.ocr.columns import runs, text_only
from extractors.ocr.grid import Grid, Rules, Slot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST_RULES = 4
_LONGEST = 0.45  # of the page's width: what such a rule must reach
_SAME_END = 0.12  # inches by which the ends of a table's rules may differ
_TALLEST_ROW = 3.0  # inches between two rules of one table
_GUTTER = 0.07  # inches of white between two columns
_BARE_GUTTER = 0.12  # the same in a table without any rule
_FEWEST_ROWS = 4
_FILLED = 0.6  # share of its rows in which a column must hold text; at least three columns must
_LETTER = 0.05  # inches: lower shapes (dots, dust) say nothing about columns
_ROW_GAP = 0.065  # inches of white between rows of a table without rules
_CROSSED = 0.2  # share of the rows that may run over a gutter (group titles)


class _Rule(NamedTuple):
    left: int
    right: int
    at: int


def find_open_tables(
    ink: NDArray[np.uint8], rules: Rules, grids: Sequence[Grid], dpi: float
) -> tuple[list[Grid], Rules]:
    """The tables of a page that have only level rules, and the rules with theirs added (to be erased)."""
    import cv2

    found = [rule for rule in _long_rules(rules.loose, dpi) if not any(g.top <= rule.at <= g.bottom for g in grids)]
    tables: list[Grid] = []
    own = rules.level.copy()
    for group in _groups(found, dpi):
        left, right = min(rule.left for rule in group), max(rule.right for rule in group)
        band = slice(max(group[0].at - 6, 0), group[-1].at + 7)
        text = ink[band, left:right].copy()
        drawn = rules.loose[band, left:right]
        text[cv2.dilate(drawn, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 5))) > 0] = 0
        rows = [rule.at for rule in group]
        grid = _grid(text, [row - band.start for row in rows], dpi)
        if grid is not None:
            tables.append(_moved(grid, left, band.start))
            own[band, left:right] |= drawn
    return tables, replace(rules, level=own)


def _long_rules(mask: NDArray[np.uint8], dpi: float) -> list[_Rule]:
    """Level rules from top to bottom, pieces of one rule joined."""
    import cv2

    count, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    pieces = sorted(
        _Rule(int(s[0]), int(s[0] + s[2]), round(float(c[1])))
        for s, c in zip(stats[1:count], centres[1:count], strict=True)
    )
    joined: list[_Rule] = []
    for piece in pieces:
        mate = next((r for r in joined if abs(r.at - piece.at) < 0.04 * dpi and piece.left - r.right < 0.3 * dpi), None)
        if mate is None:
            joined.append(piece)
        else:
            joined[joined.index(mate)] = mate._replace(right=max(mate.right, piece.right))
    return sorted((r for r in joined if r.right - r.left > _LONGEST * mask.shape[1]), key=lambda rule: rule.at)


def _groups(rules: Sequence[_Rule], dpi: float) -> list[list[_Rule]]:
    groups: list[list[_Rule]] = []
    for rule in rules:
        last = groups[-1][-1] if groups else None
        fits = (
            last is not None
            and abs(last.left - rule.left) < _SAME_END * dpi
            and abs(last.right - rule.right) < _SAME_END * dpi
            and rule.at - last.at < _TALLEST_ROW * dpi
        )
        if fits:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= _FEWEST_RULES]


def _grid(text: NDArray[np.uint8], rows: list[int], dpi: float) -> Grid | None:
    import numpy as np

    strips = np.asarray([text[a + 2 : b - 2].max(axis=0) > 0 for a, b in pairwise(rows)])
    gutters = _gutters(strips, _GUTTER * dpi)
    return _grid_of(strips, rows, gutters, dpi) if gutters else None


def find_bare_tables(ink: NDArray[np.uint8], dpi: float) -> list[Grid]:
    """Tables without any rule: at least four rows, apart from one another, that share at least two gutters. A
    letterhead or a signature block has one."""
    import numpy as np

    text = text_only(ink, dpi, lowest=_LETTER)
    strips = _far_runs(text.max(axis=1), _ROW_GAP * dpi)
    filled = np.asarray([text[top:bottom].any(axis=0) for top, bottom in strips])
    tables: list[Grid] = []
    for start, end in _tables_in(filled, dpi):
        rows = [strips[start][0], *((a[1] + b[0]) // 2 for a, b in pairwise(strips[start:end])), strips[end - 1][1]]
        gutters = _gutters(filled[start:end], _BARE_GUTTER * dpi)
        columns = np.flatnonzero(filled[start:end].any(axis=0))
        left, right = max(int(columns[0]) - 3, 0), int(columns[-1]) + 4
        grid = _grid_of(filled[start:end, left:right], rows, [g - left for g in gutters], dpi)
        tables.append(_moved(grid, left, 0))
    return tables


def _tables_in(filled: NDArray[np.bool_], dpi: float) -> list[tuple[int, int]]:
    """Runs of rows (half-open) that make a table, those with most columns and rows first chosen."""
    found: list[tuple[int, int, int]] = []  # size, start, end
    for start in range(len(filled) - _FEWEST_ROWS + 1):
        end = start + _FEWEST_ROWS
        while end <= len(filled) and _is_table(filled[start:end], dpi):
            end += 1
        end -= 1
        if end - start >= _FEWEST_ROWS:
            columns = len(_gutters(filled[start:end], _BARE_GUTTER * dpi)) + 1
            found.append((columns * (end - start), start, end))
    chosen: list[tuple[int, int]] = []
    for _, start, end in sorted(found, reverse=True):
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end))
    return sorted(chosen)


def _is_table(strips: NDArray[np.bool_], dpi: float) -> bool:
    gutters = _gutters(strips, _BARE_GUTTER * dpi)
    columns = [strips[:, a:b].any(axis=1).mean() for a, b in pairwise([0, *gutters, strips.shape[1]])]
    return len(gutters) >= 2 and sum(share >= _FILLED for share in columns) >= 3


def _far_runs(mask: NDArray[np.bool_], gap: float) -> list[tuple[int, int]]:
    """Runs of True, those nearer than ``gap`` as one."""
    joined: list[tuple[int, int]] = []
    for start, end in runs(mask):
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _gutters(strips: NDArray[np.bool_], narrowest: float) -> list[int]:
    """The middle of each white column between the texts of the rows; the first row (header) may not cross it."""
    free = (strips.sum(axis=0) <= _CROSSED * len(strips)) & ~strips[0]
    return [
        (start + end) // 2 for start, end in runs(free) if end - start >= narrowest and start > 0 and end < len(free)
    ]


def _grid_of(strips: NDArray[np.bool_], rows: list[int], gutters: list[int], dpi: float) -> Grid:
    columns = [0, *gutters, strips.shape[1]]
    slots: list[Slot] = []
    near = max(1, int(0.02 * dpi))
    for r, strip in enumerate(strips):
        first = 0
        for c in range(len(columns) - 1):
            edge = columns[c + 1]
            runs_on = c + 2 < len(columns) and bool(strip[edge - near : edge + near + 1].any())
            if not runs_on:
                slots.append(Slot(r, first, 1, c - first + 1, columns[first], rows[r], edge, rows[r + 1]))
                first = c + 1
    return Grid(0, rows[0], strips.shape[1], rows[-1], len(strips), len(columns) - 1, tuple(slots))


def _moved(grid: Grid, right: int, down: int) -> Grid:
    slots = tuple(
        s._replace(left=s.left + right, top=s.top + down, right=s.right + right, bottom=s.bottom + down)
        for s in grid.slots
    )
    edges = (grid.left + right, grid.top + down, grid.right + right, grid.bottom + down)
    return Grid(*edges, grid.row_count, grid.column_count, slots)
