"""Where a page is read in two columns: letterhead, recipients beside the signature. Everything else is one column.

Judged on ink alone, before recognition: a white strip that several lines on its left and right leave free. A line of
body text crosses every such strip; a gap between two words rarely stands above another one of the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.ocr.shapes import Shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["body", "left", "right"]

_GUTTER = 0.19  # inches of white between the columns
_GUTTER_PLACE = (0.22, 0.75)  # of the text's width: where a gutter may stand
_TALLEST_TEXT = 0.42  # inches: higher shapes are stamps, signatures, pictures
_SIDE_BY_SIDE = 0.2  # inches of text that must stand beside text
_WIDE_GUTTER = 0.6  # inches of white that leave no doubt: there a part of one line beside another is enough
_WIDE_SIDE_BY_SIDE = 0.04
_LINE_GAP = 0.13  # inches: lines nearer than this belong together
_STEP = 0.03  # inches between the gutters tried


class Region(NamedTuple):
    """A part of the page that is read as one column, in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    kind: Kind = "body"


@dataclass(frozen=True, slots=True)
class _Band:
    top: int
    bottom: int
    gutter: int
    beside: int  # rows of pixels with text on both sides


def reading_regions(shapes: Shapes, dpi: float) -> list[Region]:
    """The page's regions in reading order. ``shapes``: of the ink of the upright page, without rules and tables."""
    height, width = shapes.labels.shape
    text = shapes.mask(letters(shapes, dpi)) > 0
    regions: list[Region] = []
    done = 0
    for band in _bands(text, dpi):
        if band.top > done:
            regions.append(Region(0, done, width, band.top))
        regions.append(Region(0, band.top, band.gutter, band.bottom, "left"))
        regions.append(Region(band.gutter, band.top, width, band.bottom, "right"))
        done = band.bottom
    if done < height:
        regions.append(Region(0, done, width, height))
    return regions


def letters(shapes: Shapes, dpi: float, *, lowest: float = 0.0) -> NDArray[np.bool_]:
    """Which shapes are neither specks nor too high to be letters nor lower than ``lowest`` inches."""
    import numpy as np

    _, _, width, height, area = shapes.boxes.T
    keep = (height <= _TALLEST_TEXT * dpi) & (area >= 0.0002 * dpi * dpi) & (width < 2 * dpi) & (height >= lowest * dpi)
    keep[0] = False
    return np.asarray(keep, dtype=np.bool_)


def _bands(text: NDArray[np.bool_], dpi: float) -> list[_Band]:
    """The two-column bands, top to bottom, not overlapping."""
    import numpy as np

    columns = np.flatnonzero(text.any(axis=0))
    if len(columns) == 0:
        return []
    first, extent = int(columns[0]), int(columns[-1] - columns[0])
    step = max(1, int(_STEP * dpi))
    sums = np.cumsum(text, axis=1, dtype=np.int32)
    # A letterhead has nothing but a page number above it.
    wide_rows = np.flatnonzero(text.sum(axis=1) > 0.5 * dpi)
    first_line = int(wide_rows[0]) + 0.5 * dpi if len(wide_rows) else 0.0
    found: list[_Band] = []
    places = range(int(first + _GUTTER_PLACE[0] * extent), int(first + _GUTTER_PLACE[1] * extent), step)
    for gutter, (wide, beside) in product(places, ((_GUTTER, _SIDE_BY_SIDE), (_WIDE_GUTTER, _WIDE_SIDE_BY_SIDE))):
        half = max(1, int(wide * dpi / 2))
        if gutter - half < 1 or gutter + half >= text.shape[1]:
            continue
        free = (sums[:, gutter + half] - sums[:, gutter - half]) == 0
        left = sums[:, gutter] > 0
        right = (sums[:, -1] - sums[:, gutter]) > 0
        for run in runs(free):
            band = _band((left, right), run, gutter, dpi, needed=beside, below_text=bool(run[0] > first_line))
            if band is not None:
                found.append(band)
    return _best(found)


def _best(found: list[_Band]) -> list[_Band]:
    """The strongest of the bands that overlap; of equally strong ones the longest, and of these the one in the
    middle of the gutter."""
    chosen: list[_Band] = []
    while found:
        most = max(band.beside for band in found)
        strong = [band for band in found if band.beside >= 0.97 * most]
        strong = [band for band in strong if band.top < strong[0].bottom and strong[0].top < band.bottom]
        longest = max(band.bottom - band.top for band in strong)
        strong = [band for band in strong if band.bottom - band.top >= 0.97 * longest]
        band = sorted(strong, key=lambda b: b.gutter)[len(strong) // 2]
        chosen.append(band)
        found = [other for other in found if other.bottom <= band.top or other.top >= band.bottom]
    return sorted(chosen, key=lambda band: band.top)


def _band(
    sides: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    free: tuple[int, int],
    gutter: int,
    dpi: float,
    *,
    needed: float,
    below_text: bool,
) -> _Band | None:
    """The two-column part of a free strip, if it has one. ``sides``: which rows of pixels have text left and right."""
    import numpy as np

    top, bottom = free
    page_height = len(sides[0])
    if bottom - top < _SIDE_BY_SIDE * dpi:
        return None
    if np.count_nonzero(sides[0][top:bottom] & sides[1][top:bottom]) < needed * dpi:
        return None  # lines cut by the edges included: most strips end here
    left, right = (_whole_rows(side[top:bottom], top == 0, bottom == page_height) for side in sides)
    both = [row for row in left if _beside(row, right)] + [row for row in right if _beside(row, left)]
    if not both or min(len(left), len(right)) < 1 or len(left) + len(right) < 4:
        return None
    beside = int(np.count_nonzero(_filled(left, bottom - top) & _filled(right, bottom - top)))
    if beside < needed * dpi:
        return None
    start, end = min(row[0] for row in both), max(row[1] for row in both)
    for above in reversed(left):  # a left line close above the first right one: "Nơi nhận:"
        if above[1] <= start and start - above[1] < _LINE_GAP * dpi / 3:
            start = above[0]
    if right[0][0] < start < right[0][0] + 1.2 * dpi:
        start = right[0][0]
    for side in (left, right):
        last = max((row[1] for row in side if row[0] < end), default=end)
        for row in side:
            if row[0] >= last and row[0] - last < _LINE_GAP * dpi:
                last = row[1]
        end = max(end, last)
    if below_text:  # a signature: what stands further down on one side (the name) belongs to it
        end = max(end, left[-1][1], right[-1][1])
    margin = max(1, int(0.02 * dpi))
    return _Band(max(top + start - margin, 0), min(top + end + margin, page_height), gutter, beside)


def _whole_rows(side: NDArray[np.bool_], page_begins: bool, page_ends: bool) -> list[tuple[int, int]]:
    """Lines of text in a strip, without those its edges cut: they are parts of lines that cross the gutter."""
    rows = runs(side)
    if rows and rows[0][0] == 0 and not page_begins:
        rows = rows[1:]
    if rows and rows[-1][1] == len(side) and not page_ends:
        rows = rows[:-1]
    return rows


def _beside(row: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(row[0] < other[1] and other[0] < row[1] for other in others)


def _filled(rows: list[tuple[int, int]], length: int) -> NDArray[np.bool_]:
    import numpy as np

    mask = np.zeros(length, np.bool_)
    for start, end in rows:
        mask[start:end] = True
    return mask


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open runs of True."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
