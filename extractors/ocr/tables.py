"""The cells of a page's tables: where they lie, what to read of each, and the tables made of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout import Box, Cell, Line, Table
from extractors.ocr.grid import Grid, Rules, Slot
from extractors.ocr.montage import Area
from extractors.ocr.shapes import find_shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SPECK = 0.00012  # square inches: smaller shapes are dust
_HIGH = 0.03  # inches: a cell's ink must hold one shape at least this high to be text


@dataclass(frozen=True, slots=True)
class CellArea:
    """A cell of the page: grid and slot, and the part of the page to read (None: an empty cell)."""

    grid: int
    slot: Slot
    area: Area | None


def erase_rules(grey: NDArray[np.uint8], rules: Rules, scale: int) -> NDArray[np.uint8]:
    """The page without its ruled lines; ``rules`` were found on an image ``scale`` times coarser."""
    import cv2
    import numpy as np

    size = (grey.shape[1], grey.shape[0])
    mask = cv2.resize(cv2.bitwise_or(rules.level, rules.upright), size, interpolation=cv2.INTER_NEAREST)
    mask = cv2.dilate(mask, np.ones((2 * scale + 1, 2 * scale + 1), np.uint8))
    erased = grey.copy()
    erased[mask > 0] = 255
    return erased


def cell_areas(ink: NDArray[np.uint8], grids: Sequence[Grid], dpi: float) -> list[CellArea]:
    """Every slot of the grids with the box of its ink. ``ink`` is without rules, of the same scale as the grids."""
    return [CellArea(at, slot, _ink_box(ink, slot, dpi)) for at, grid in enumerate(grids) for slot in grid.slots]


def _ink_box(ink: NDArray[np.uint8], slot: Slot, dpi: float) -> Area | None:
    import numpy as np

    inset = max(1, int(0.008 * dpi))
    left, top = slot.left + inset, slot.top + inset
    part = np.ascontiguousarray(ink[top : slot.bottom - inset, left : slot.right - inset])
    if part.size == 0:
        return None
    shapes = find_shapes(part).boxes[1:]
    shapes = shapes[shapes[:, 4] >= max(_SPECK * dpi * dpi, 3)]
    if len(shapes) == 0 or shapes[:, 3].max() < _HIGH * dpi:
        return None
    x0, y0 = int(shapes[:, 0].min()), int(shapes[:, 1].min())
    x1, y1 = int((shapes[:, 0] + shapes[:, 2]).max()), int((shapes[:, 1] + shapes[:, 3]).max())
    return Area(left + x0, top + y0, left + x1, top + y1)


def build_table(page: int, grid: Grid, cells: Sequence[tuple[Slot, Sequence[Line]]], points: float) -> Table:
    """``cells``: each slot with the lines read in it; ``points``: points a pixel."""
    made = []
    for slot, lines in cells:
        words = [word for line in lines for word in line.words]
        made.append(
            Cell(
                slot.row,
                slot.column,
                "\n".join(line.text for line in lines),
                slot.row_span,
                slot.column_span,
                Box(slot.left * points, slot.top * points, slot.right * points, slot.bottom * points),
                (lines[0].number, lines[-1].number) if lines else None,
                round(sum(word.confidence for word in words) / len(words), 4) if words else 1.0,
            )
        )
    box = Box(grid.left * points, grid.top * points, grid.right * points, grid.bottom * points)
    return Table(page, grid.row_count, grid.column_count, tuple(made), box, grid.rows_drawn)
