"""Where things stand on a page, found on ink alone: rules, tables, columns, stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.ocr.columns import Region, reading_regions, runs
from extractors.ocr.grid import Grid, Rules, find_grids, find_rules
from extractors.ocr.montage import Area
from extractors.ocr.open_tables import find_bare_tables, find_open_tables
from extractors.ocr.preprocess import ReadyPage, ink_mask
from extractors.ocr.shapes import find_shapes
from extractors.ocr.stains import fade_stains, find_stains, stamp_heads
from extractors.ocr.tables import CellArea, cell_areas, erase_rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEAREST_WHITE = 0.12  # inches that the edge of a region may move
_PAGE_NUMBER = (0.6, 0.3, 0.1)  # inches: at most so wide and high, at least so far from the text
_IN_A_LINE = 0.07  # inches of white that may part a thin stroke, a letter and its mark
_COARSER = 2  # layout is found on an image this many times coarser than the one that is read


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on a ready page, in its pixels."""

    clean: NDArray[np.uint8]  # the page without ruled lines
    regions: tuple[Region, ...]
    grids: tuple[Grid, ...]
    cells: tuple[CellArea, ...]
    stains: tuple[Area, ...]  # stamps and signatures
    heads: tuple[Area, ...] = ()  # of a registry's stamps; each is a region too


def find_layout(ready: ReadyPage) -> Layout:
    """Tables and columns of a page, before anything is read."""
    import cv2
    import numpy as np

    full = ink_mask(ready.grey)
    size = (full.shape[1] // _COARSER, full.shape[0] // _COARSER)
    ink = np.asarray(cv2.resize(full, size, interpolation=cv2.INTER_AREA) > 100, dtype=np.uint8) * np.uint8(255)
    dpi = ready.dpi / _COARSER
    rules = find_rules(ink, dpi)
    grids = find_grids(rules, dpi)
    open_grids, rules = find_open_tables(ink, rules, grids, dpi)
    grids += open_grids
    ink[cv2.dilate(cv2.bitwise_or(rules.level, rules.upright), np.ones((3, 3), np.uint8)) > 0] = 0
    outside = ink.copy()
    for grid in grids:
        outside[grid.top : grid.bottom, grid.left : grid.right] = 0
    shapes = find_shapes(outside)
    bare = find_bare_tables(shapes, dpi)
    for grid in bare:
        grids.append(grid)
        outside[grid.top : grid.bottom, grid.left : grid.right] = 0
    shapes = find_shapes(outside) if bare else shapes
    grids.sort(key=lambda grid: grid.top)
    cells = cell_areas(ink, grids, dpi)
    regions = reading_regions(shapes, dpi)
    clean = erase_rules(ready.grey, rules, _COARSER) if _any_rule(rules) else ready.grey
    stains = tuple(Area(*(edge * _COARSER for edge in stain)) for stain in find_stains(shapes, dpi))
    heads = tuple(Area(*(edge * _COARSER for edge in head)) for head in stamp_heads(outside, grids, dpi))
    return Layout(
        fade_stains(clean, stains),
        (
            *(_scaled_region(region) for region in _around_tables(_cut(regions, outside, dpi), grids)),
            *(Region(*head) for head in heads),
        ),
        tuple(grid.times(_COARSER) for grid in grids),
        tuple(_scaled_cell(cell) for cell in cells),
        stains,
        heads,
    )


def _any_rule(rules: Rules) -> bool:
    return bool(rules.level.any() or rules.upright.any())


def _cut(regions: Sequence[Region], ink: NDArray[np.uint8], dpi: float) -> list[Region]:
    """The regions with their level edges between lines of text, page numbers in regions of their own."""
    import numpy as np

    drawn = np.count_nonzero(ink, axis=1) > 2  # a row of pixels with no more has specks
    between = _between_lines(regions, np.flatnonzero(~drawn), len(drawn), dpi)
    lines: list[tuple[int, int]] = []
    for start, end in runs(drawn):
        if lines and start - lines[-1][1] < _IN_A_LINE * dpi:
            lines[-1] = (lines[-1][0], end)
        elif end - start > 0.02 * dpi:
            lines.append((start, end))
    return _without_page_numbers(between, ink, lines, dpi)


def _between_lines(regions: Sequence[Region], white: NDArray[np.intp], height: int, dpi: float) -> list[Region]:
    """Each level edge goes to the nearest white row: an edge through a line of text spoils it twice."""
    import numpy as np

    def snapped(edge: int) -> int:
        if edge in (0, height) or len(white) == 0:
            return edge
        nearest = int(white[np.argmin(np.abs(white - edge))])
        return nearest if abs(nearest - edge) <= _NEAREST_WHITE * dpi else edge

    return [region._replace(top=snapped(region.top), bottom=snapped(region.bottom)) for region in regions]


def _without_page_numbers(
    regions: list[Region], ink: NDArray[np.uint8], rows: Sequence[tuple[int, int]], dpi: float
) -> list[Region]:
    """A little alone at the top or the bottom of the page (``rows``: its lines) as a region of its own: among body
    text the engine takes it for a speck."""
    import numpy as np

    if len(rows) < 2:
        return regions
    cuts = []
    for line, gap, cut in (
        (rows[0], rows[1][0] - rows[0][1], (rows[0][1] + rows[1][0]) // 2),
        (rows[-1], rows[-1][0] - rows[-2][1], (rows[-1][0] + rows[-2][1]) // 2),
    ):
        columns = np.flatnonzero(ink[line[0] : line[1]].any(axis=0))
        low = line[1] - line[0] < _PAGE_NUMBER[1] * dpi
        if low and columns[-1] - columns[0] < _PAGE_NUMBER[0] * dpi and gap > _PAGE_NUMBER[2] * dpi:
            cuts.append(cut)
    made = []
    for region in regions:
        edges = [region.top, *(cut for cut in cuts if region.top < cut < region.bottom), region.bottom]
        made += [region._replace(top=a, bottom=b) for a, b in pairwise(edges)]
    return made


def _around_tables(regions: Sequence[Region], grids: Sequence[Grid]) -> list[Region]:
    """Regions cut at the tables that stand in them, so that what is above a table is read before it."""
    cut = list(regions)
    for grid in grids:
        pieces = []
        for region in cut:
            if region.kind != "body" or grid.bottom <= region.top or grid.top >= region.bottom:
                pieces.append(region)
                continue
            wide = grid.right - grid.left > 0.5 * (region.right - region.left)
            if not wide:  # a small frame beside text
                pieces.append(region)
                continue
            if grid.top > region.top:
                pieces.append(region._replace(bottom=grid.top))
            if grid.bottom < region.bottom:
                pieces.append(region._replace(top=grid.bottom))
        cut = pieces
    return cut


def _scaled_region(region: Region) -> Region:
    left, top, right, bottom, kind = region
    return Region(left * _COARSER, top * _COARSER, right * _COARSER, bottom * _COARSER, kind)


def _scaled_cell(cell: CellArea) -> CellArea:
    slot = cell.slot
    edges = {name: getattr(slot, name) * _COARSER for name in ("left", "top", "right", "bottom")}
    area = Area(*(edge * _COARSER for edge in cell.area)) if cell.area else None
    return CellArea(cell.grid, slot._replace(**edges), area)
