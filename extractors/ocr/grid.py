"""The grid of ruled tables: lines by morphology, their crossings snapped to rows and columns, merged cells found by
the walls that are missing.

Only lines count, never text: a wall stands between two neighbouring slots when most of its length is drawn. Broken,
slightly slanted or doubled lines are the normal case on scans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extractors.ocr.shapes import Shapes, find_shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHORTEST_RULE = 0.28  # inches: longer than any stroke of a letter up to 20 pt
_STROKE = 0.2  # inches: longer than a straight stroke of a letter with its marks
_GAP = 0.06  # inches: breaks in a rule that are closed
_SNAP = 0.05  # inches: rules nearer than this are one
_WALL = 0.45  # share of a wall's length that must be drawn
_MIN_TABLE = (1.5, 0.3)  # inches wide and high
_OPEN_SIDE = 0.25  # inches by which rules must pass the outermost upright one for the side to count as open


class Slot(NamedTuple):
    """A cell of the grid in pixels, merged slots as one."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    left: int
    top: int
    right: int
    bottom: int
    row_count: int
    column_count: int
    slots: tuple[Slot, ...]  # row by row
    rows_drawn: bool = True

    def times(self, factor: int) -> Grid:
        """The same grid on an image ``factor`` times finer."""
        slots = tuple(
            s._replace(left=s.left * factor, top=s.top * factor, right=s.right * factor, bottom=s.bottom * factor)
            for s in self.slots
        )
        edges = (self.left * factor, self.top * factor, self.right * factor, self.bottom * factor)
        return Grid(*edges, self.row_count, self.column_count, slots, self.rows_drawn)


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks (255 = rule) of the page's straight lines."""

    level: NDArray[np.uint8]  # that meet an upright one
    upright: NDArray[np.uint8]  # that meet a level one
    loose: NDArray[np.uint8]  # level ones, whatever they meet


def find_rules(ink: NDArray[np.uint8], dpi: float) -> Rules:
    """Straight level and upright lines in an ink mask (255 = ink)."""
    import cv2
    import numpy as np

    def along(inches: float, *, level: bool) -> NDArray[np.uint8]:
        length = max(3, int(inches * dpi))
        size = (length, 1) if level else (1, length)
        return np.asarray(cv2.getStructuringElement(cv2.MORPH_RECT, size), dtype=np.uint8)

    found = []
    for is_level in (True, False):
        thick = cv2.dilate(ink, along(0, level=not is_level))  # a slanted line steps from row to row of pixels
        # Short strokes go before gaps are closed: serifs along a baseline must not grow into a rule.
        strokes = cv2.morphologyEx(thick, cv2.MORPH_OPEN, along(_STROKE, level=is_level))
        joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, along(_GAP, level=is_level))
        long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, along(_SHORTEST_RULE, level=is_level))
        shapes = find_shapes(np.asarray(long, dtype=np.uint8))
        found.append((shapes, shapes.mask(_are_thin(shapes, dpi, level=is_level))))
    (level_shapes, level_mask), (upright_shapes, upright) = found
    return Rules(
        _anchored(level_shapes, level_mask, upright, dpi),
        _anchored(upright_shapes, upright, level_mask, dpi),
        level_mask,
    )


def _are_thin(shapes: Shapes, dpi: float, *, level: bool) -> NDArray[np.bool_]:
    """Which shapes are neither too thick to be rules (bars, logos, dark scan borders) nor not longer than thick."""
    import numpy as np

    _, _, width, height, area = shapes.boxes.T
    length, across = (width, height) if level else (height, width)
    return np.asarray((area < 0.06 * dpi * length) & (across < 0.25 * length + 0.03 * dpi), dtype=np.bool_)


def _anchored(shapes: Shapes, mask: NDArray[np.uint8], crossing: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8]:
    """Only the rules (``mask``: those of the ``shapes`` that are) that meet a rule of the other direction: underlines
    and strokes of large letters do not."""
    import cv2
    import numpy as np

    if not (mask.any() and crossing.any()):
        return np.zeros_like(mask)
    reach = max(3, int(0.05 * dpi))
    near = cv2.dilate(crossing, np.ones((reach, reach), np.uint8))
    keep = np.zeros(len(shapes.boxes), np.bool_)
    keep[shapes.labels[cv2.bitwise_and(near, mask) > 0]] = True
    return shapes.mask(keep)


def find_grids(rules: Rules, dpi: float) -> list[Grid]:
    """The ruled tables of a page, top to bottom. A frame without inner lines is none."""
    import cv2
    import numpy as np

    if not (rules.level.any() and rules.upright.any()):
        return []
    reach = max(3, int(0.03 * dpi))
    together = cv2.dilate(cv2.bitwise_or(rules.level, rules.upright), np.ones((reach, reach), np.uint8))
    boxes = find_shapes(np.asarray(together, dtype=np.uint8)).boxes[1:]
    grids: list[Grid] = []
    for left, top, width, height, _area in sorted(boxes.tolist(), key=lambda s: (s[1], s[0])):
        if width >= _MIN_TABLE[0] * dpi and height >= _MIN_TABLE[1] * dpi:
            grid = _grid_in(rules, left, top, left + width, top + height, dpi=dpi)
            if grid is not None and not any(_inside(grid, other) for other in grids):
                grids.append(grid)
    return grids


def _inside(grid: Grid, other: Grid) -> bool:
    return (
        other.left <= grid.left and other.right >= grid.right and other.top <= grid.top and other.bottom >= grid.bottom
    )


def _grid_in(rules: Rules, left: int, top: int, right: int, bottom: int, *, dpi: float) -> Grid | None:
    level = rules.level[top:bottom, left:right]
    upright = rules.upright[top:bottom, left:right]
    rows = _positions(level, dpi, axis=0)
    columns = _positions(upright, dpi, axis=1)
    if len(rows) < 2 or not columns:
        return None
    rows = _with_open_ends(rows, upright.nonzero()[0], dpi)
    columns = _with_open_ends(columns, level.nonzero()[1], dpi)
    if len(columns) < 2 or (len(columns) == 2 and len(rows) == 2):
        return None
    slots = _slots(level, upright, rows, columns, dpi)
    if len(slots) < 2:
        return None
    moved = tuple(
        s._replace(left=s.left + left, top=s.top + top, right=s.right + left, bottom=s.bottom + top) for s in slots
    )
    edges = (left + columns[0], top + rows[0], left + columns[-1], top + rows[-1])
    return Grid(*edges, len(rows) - 1, len(columns) - 1, moved)


def _positions(mask: NDArray[np.uint8], dpi: float, *, axis: int) -> list[int]:
    """Where rules stand (pixels along ``axis``), each with its pieces and near doubles snapped into one."""
    shapes = find_shapes(mask)
    lengths = shapes.boxes[1:, 2 + axis].tolist()
    places = shapes.middles[1:, 1 - axis].tolist()
    shortest = 0.8 * _SHORTEST_RULE * dpi
    pieces = sorted((at, length) for at, length in zip(places, lengths, strict=True) if length >= shortest)
    snap = _SNAP * dpi
    groups: list[list[tuple[float, int]]] = []
    for piece in pieces:
        if groups and piece[0] - _middle(groups[-1]) <= snap:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [round(_middle(group)) for group in groups]


def _middle(group: list[tuple[float, int]]) -> float:
    total = sum(length for _, length in group)
    return sum(at * length for at, length in group) / total


def _with_open_ends(positions: list[int], drawn: NDArray[np.intp], dpi: float) -> list[int]:
    """With an edge added on a side where the other rules run on past the outermost one (no outer frame)."""
    if len(drawn) == 0:
        return positions
    first, last = int(drawn.min()), int(drawn.max())
    before = [first] if positions[0] - first > _OPEN_SIDE * dpi else []
    after = [last] if last - positions[-1] > _OPEN_SIDE * dpi else []
    return before + positions + after


def _slots(
    level: NDArray[np.uint8], upright: NDArray[np.uint8], rows: list[int], columns: list[int], dpi: float
) -> list[Slot]:
    """Slots joined where no wall stands between them; an area that is no rectangle is completed to one."""
    near = max(4, int(0.04 * dpi))
    row_count, column_count = len(rows) - 1, len(columns) - 1
    owner = {(r, c): (r, c) for r in range(row_count) for c in range(column_count)}

    def root(slot: tuple[int, int]) -> tuple[int, int]:
        while owner[slot] != slot:
            slot = owner[slot]
        return slot

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((root(one), root(other)))
        owner[second] = first

    for r in range(row_count):
        for c in range(column_count):
            inner = slice(rows[r] + near, max(rows[r + 1] - near, rows[r] + near + 1))
            if c + 1 < column_count and not _wall(upright, inner, columns[c + 1], near, axis=1):
                join((r, c), (r, c + 1))
            inner = slice(columns[c] + near, max(columns[c + 1] - near, columns[c] + near + 1))
            if r + 1 < row_count and not _wall(level, inner, rows[r + 1], near, axis=0):
                join((r, c), (r + 1, c))
    areas = _rectangles({slot: root(slot) for slot in owner})
    return [
        Slot(r0, c0, r1 - r0 + 1, c1 - c0 + 1, columns[c0], rows[r0], columns[c1 + 1], rows[r1 + 1])
        for r0, c0, r1, c1 in sorted(areas)
    ]


def _wall(mask: NDArray[np.uint8], inner: slice, at: int, near: int, *, axis: int) -> bool:
    band = slice(max(at - near, 0), at + near + 1)
    piece = mask[inner, band] if axis == 1 else mask[band, inner]
    drawn = piece.max(axis=axis)
    return bool(drawn.size == 0 or (drawn > 0).mean() >= _WALL)


def _rectangles(roots: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int, int, int]]:
    areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot, root in roots.items():
        areas.setdefault(root, []).append(slot)
    boxes = [
        (min(r for r, _ in s), min(c for _, c in s), max(r for r, _ in s), max(c for _, c in s)) for s in areas.values()
    ]
    changed = True
    while changed:
        changed = False
        for i, one in enumerate(boxes):
            for j in range(i + 1, len(boxes)):
                other = boxes[j]
                if one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]:
                    boxes[i] = (
                        min(one[0], other[0]),
                        min(one[1], other[1]),
                        max(one[2], other[2]),
                        max(one[3], other[3]),
                    )
                    del boxes[j]
                    changed = True
                    break
            if changed:
                break
    return set(boxes)
