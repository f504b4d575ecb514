"""One page from pixels to lines, words and tables; the order of its steps reads top to bottom in ``recognise_page``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from extractors.errors import PageFailed
from extractors.layout import Line, LineRole, Notice, Page, Table, TextOrigin
from extractors.ocr.columns import Region, reading_regions
from extractors.ocr.engine import EngineFailed, OcrEngine, OcrWord
from extractors.ocr.grid import Grid, Rules, find_grids, find_rules
from extractors.ocr.lines import build_line, group_words, is_page_number
from extractors.ocr.montage import Area, stack
from extractors.ocr.open_tables import find_bare_tables, find_open_tables
from extractors.ocr.preprocess import ORIENTATION_BELIEVED, ReadyPage, ask_orientation, ink_mask, prepare, turn_over
from extractors.ocr.render import PagePixels
from extractors.ocr.stains import fade_stains, find_stains, is_tinted, usual_height, without_scraps
from extractors.ocr.tables import CellArea, build_table, cell_areas, erase_rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COARSER = 2  # layout is found on an image this many times coarser than the one that is read
# Tesseract's page segmentation modes. Over body text BLOCK cuts the marks of tightly set lines off (số → sô);
# COLUMN does not. In single cells neither is better, so the one mends the other's doubtful readings.
BLOCK, COLUMN = 6, 4
_POOR_READING = 0.55  # mean confidence under which a page may be upside down
_ENOUGH_WORDS = 12
_DOUBTFUL = 0.7  # a cell with a word of less confidence is read again


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on a ready page, in its pixels."""

    clean: NDArray[np.uint8]  # the page without ruled lines
    regions: tuple[Region, ...]
    grids: tuple[Grid, ...]
    cells: tuple[CellArea, ...]
    stains: tuple[Area, ...]  # stamps and signatures


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of each region and of each cell of a layout, in pixels of the page."""

    regions: tuple[tuple[OcrWord, ...], ...]
    cells: tuple[tuple[OcrWord, ...], ...]

    @property
    def confidence(self) -> float:
        words = [word for part in (*self.regions, *self.cells) for word in part if len(word.text) > 1]
        return sum(word.confidence for word in words) / len(words) if words else 0.0

    @property
    def word_count(self) -> int:
        return sum(len(part) for part in (*self.regions, *self.cells))


@dataclass(slots=True)
class Clock:
    """The time left for one page."""

    end: float

    @classmethod
    def of(cls, seconds: float) -> Clock:
        return cls(monotonic() + seconds)

    def left(self) -> float:
        left = self.end - monotonic()
        if left <= 0:
            raise EngineFailed("time is up")
        return left


@dataclass(frozen=True, slots=True)
class _Attempt:
    ready: ReadyPage
    layout: Layout
    reading: Reading


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """The page and what debugging pictures are drawn from."""

    page: Page
    ready: ReadyPage
    layout: Layout


def recognise_page(
    pixels: PagePixels, number: int, engine: OcrEngine, *, language: str = "vie", seconds: float = 120.0
) -> RecognisedPage:
    """Read one page. Line numbers run from 1 on the page; boxes are in points of the upright, straightened page.

    Raises PageFailed (engine crashed, gave nothing usable or ran out of time) or MissingProgram.
    """
    clock = Clock.of(seconds)
    try:
        ready = prepare(pixels, engine, seconds=clock.left())
        layout = find_layout(ready)
        done = _Attempt(ready, layout, read(layout, ready.dpi, engine, language, clock))
        if done.reading.word_count >= _ENOUGH_WORDS and done.reading.confidence < _POOR_READING:
            done = _better_way_up(done, engine, language, clock)
    except EngineFailed as error:
        raise PageFailed(number, f"Không nhận dạng được trang: {error}") from error
    page = build_page(done.ready, done.layout, done.reading, number)
    return RecognisedPage(replace(page, notices=_notices(pixels, done, number)), done.ready, done.layout)


def _better_way_up(tried: _Attempt, engine: OcrEngine, language: str, clock: Clock) -> _Attempt:
    """The page as it is or upside down, whichever reads better."""
    found = ask_orientation(tried.ready.grey, tried.ready.dpi, engine, clock.left())
    if found is None or found.degrees != 180:
        return tried
    ready = turn_over(tried.ready, found.confidence)
    layout = find_layout(ready)
    turned = _Attempt(ready, layout, read(layout, ready.dpi, engine, language, clock))
    return turned if turned.reading.confidence > tried.reading.confidence else tried


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
    for grid in find_bare_tables(outside, dpi):
        grids.append(grid)
        outside[grid.top : grid.bottom, grid.left : grid.right] = 0
    grids.sort(key=lambda grid: grid.top)
    cells = cell_areas(ink, grids, dpi)
    regions = reading_regions(outside, dpi)
    clean = erase_rules(ready.grey, rules, _COARSER) if _any_rule(rules) else ready.grey
    stains = tuple(Area(*(edge * _COARSER for edge in stain)) for stain in find_stains(outside, dpi))
    return Layout(
        fade_stains(clean, stains),
        tuple(_scaled_region(region) for region in _around_tables(regions, grids)),
        tuple(grid.times(_COARSER) for grid in grids),
        tuple(_scaled_cell(cell) for cell in cells),
        stains,
    )


def _any_rule(rules: Rules) -> bool:
    return bool(rules.level.any() or rules.upright.any())


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


def read(layout: Layout, dpi: float, engine: OcrEngine, language: str, clock: Clock) -> Reading:
    """Regions in one run of the engine, cells in another; then once more the cells that gave no word or a doubtful
    one, with the other way of finding lines."""

    def run(grey: NDArray[np.uint8], areas: Sequence[tuple[int, Area]], mode: int) -> dict[int, list[OcrWord]]:
        words: dict[int, list[OcrWord]] = {}
        for montage in stack(grey, areas, dpi):
            found = engine.recognise(montage.image, language=language, mode=mode, seconds=clock.left(), dpi=round(dpi))
            for part, its in montage.sort(found).items():
                words.setdefault(part, []).extend(its)
        return words

    grey = _without_tables(layout)
    kept = [(at, area) for at, region in enumerate(layout.regions) if (area := _trimmed(grey, region)) is not None]
    lone = [(at, area) for at, area in kept if _is_small(area, dpi)]
    wide = [(at, area) for at, area in kept if not _is_small(area, dpi)]
    in_regions = (run(grey, wide, COLUMN) if wide else {}) | (run(grey, lone, BLOCK) if lone else {})
    cells = [(at, cell.area) for at, cell in enumerate(layout.cells) if cell.area is not None]
    in_cells = run(layout.clean, cells, BLOCK) if cells else {}
    doubtful = [(at, area) for at, area in cells if _certainty(in_cells.get(at, ())) < _DOUBTFUL]
    if doubtful:
        for at, again in run(layout.clean, doubtful, COLUMN).items():
            if _certainty(again) > _certainty(in_cells.get(at, ())):
                in_cells[at] = again
    return Reading(
        tuple(tuple(in_regions.get(at, ())) for at in range(len(layout.regions))),
        tuple(tuple(in_cells.get(at, ())) for at in range(len(layout.cells))),
    )


def _is_small(area: Area, dpi: float) -> bool:
    """A line or two with little on it, such as a page number above a table: COLUMN takes it for a speck."""
    return area.bottom - area.top < 0.5 * dpi and area.right - area.left < 1.5 * dpi


def _certainty(words: Sequence[OcrWord]) -> float:
    """Confidence of the least sure word; 0 where there is none."""
    return min((word.confidence for word in words), default=0.0)


def _without_tables(layout: Layout) -> NDArray[np.uint8]:
    if not layout.grids:
        return layout.clean
    grey = layout.clean.copy()
    for grid in layout.grids:
        grey[grid.top : grid.bottom, grid.left : grid.right] = 255
    return grey


def _trimmed(grey: NDArray[np.uint8], region: Region) -> Area | None:
    """The part of a region that has ink."""
    import numpy as np

    dark = grey[region.top : region.bottom : 2, region.left : region.right : 2] < 160
    rows, columns = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if len(rows) < 3 or len(columns) < 2:
        return None
    return Area(
        max(region.left + 2 * int(columns[0]) - 6, region.left),
        max(region.top + 2 * int(rows[0]) - 6, region.top),
        min(region.left + 2 * int(columns[-1]) + 8, region.right),
        min(region.top + 2 * int(rows[-1]) + 8, region.bottom),
    )


def build_page(ready: ReadyPage, layout: Layout, reading: Reading, number: int) -> Page:
    """Lines and tables in reading order, numbered from 1."""
    points = 72 / ready.dpi
    height, width = ready.grey.shape
    blocks: list[tuple[int, int, Region | Grid, int]] = [
        (region.top, region.left, region, at) for at, region in enumerate(layout.regions)
    ]
    blocks += [(grid.top, grid.left, grid, at) for at, grid in enumerate(layout.grids)]
    lines: list[Line] = []
    tables: list[Table] = []
    usual = usual_height(reading.regions)

    def add(words: Sequence[OcrWord], role: LineRole) -> list[Line]:
        made = []
        for group in group_words(words):
            its = LineRole.STAMP if is_tinted(group, ready.tint, usual) else role
            made.append(build_line(group, number, len(lines) + 1, points, its))
            lines.append(made[-1])
        return made

    for _, _, block, at in sorted(blocks, key=lambda entry: entry[:2]):
        if isinstance(block, Grid):
            its = [(cell, words) for cell, words in zip(layout.cells, reading.cells, strict=True) if cell.grid == at]
            cells = [(cell.slot, add(words, LineRole.TABLE)) for cell, words in its]
            tables.append(build_table(number, block, cells, points))
        else:
            text, scraps = without_scraps(reading.regions[at], layout.stains)
            add(text, LineRole.BODY if block.kind == "body" else LineRole.LETTERHEAD)
            add(scraps, LineRole.STAMP)
    page_width, page_height = width * points, height * points
    marked = tuple(
        replace(line, role=LineRole.PAGE_NUMBER) if is_page_number(line, page_width, page_height) else line
        for line in lines
    )
    return Page(
        number, marked, tuple(tables), page_width, page_height, TextOrigin.OCR, "Nhận dạng từ ảnh của trang (OCR)."
    )


def _notices(pixels: PagePixels, done: _Attempt, number: int) -> tuple[Notice, ...]:
    ready = done.ready
    notices: list[Notice] = []
    if pixels.shrunk:
        notices.append(Notice("huge-picture", "Ảnh trang quá lớn, đã thu nhỏ trước khi đọc.", number))
    if ready.turned:
        sure = "" if ready.turn_confidence is None else f" (độ tin cậy {ready.turn_confidence:.1f})"
        notices.append(Notice("turned-page", f"Trang nằm sai chiều, đã xoay {ready.turned}°{sure}.", number))
        if ready.turn_confidence is None or ready.turn_confidence < ORIENTATION_BELIEVED:
            notices.append(Notice("unsure-orientation", "Chưa chắc chiều của trang, cần xem lại.", number))
    empty = [
        cell
        for cell, words in zip(done.layout.cells, done.reading.cells, strict=True)
        if cell.area is not None and not words
    ]
    if empty:
        places = ", ".join(f"hàng {cell.slot.row + 1} cột {cell.slot.column + 1}" for cell in empty[:5])
        notices.append(Notice("unread-cell", f"{len(empty)} ô có mực nhưng không đọc được chữ ({places}).", number))
    return tuple(notices)
