"""One page from pixels to lines, words and tables; the order of its steps reads top to bottom in ``page_steps``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.errors import PageFailed
from extractors.layout import Line, LineRole, Notice, Page, Table, TextOrigin
from extractors.ocr.columns import Region
from extractors.ocr.engine import EngineFailed, OcrEngine, OcrWord
from extractors.ocr.grid import Grid
from extractors.ocr.handwriting import doubtful_numbers, doubting_handwriting
from extractors.ocr.lines import build_line, group_words, is_page_number
from extractors.ocr.page_layout import Layout, find_layout
from extractors.ocr.preprocess import ORIENTATION_BELIEVED, ReadyPage, ask_orientation, prepare, turn_over
from extractors.ocr.reading import Reading, mean_confidence, read_layout
from extractors.ocr.render import PagePixels
from extractors.ocr.stains import is_receipt, is_tinted, usual_height, without_scraps
from extractors.ocr.tables import build_table
from extractors.ocr.together import Allowance, Steps, read_together

_POOR_READING = 0.55  # mean confidence under which a page may be upside down
_ENOUGH_WORDS = 12
_SURE_TABLE = 0.8  # mean confidence from which a small frame is a table, not a stamp with fields filled in by hand


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
    ``seconds``: at most so long the engine works at it.

    Raises PageFailed (engine crashed, gave nothing usable or ran out of time) or MissingProgram.
    """
    allowance = Allowance(seconds)
    (done,) = read_together([(page_steps(pixels, number, engine, allowance), allowance)], engine, language)
    if isinstance(done, PageFailed):
        raise done
    return done


def page_steps(pixels: PagePixels, number: int, engine: OcrEngine, allowance: Allowance) -> Steps[RecognisedPage]:
    """The steps of reading one page, for ``read_together``. Raises PageFailed."""
    try:
        with allowance.spending() as seconds:
            ready = prepare(pixels, engine, seconds=seconds)
        shrunk = pixels.shrunk
        del pixels  # of the pages read together only what is still needed stays in memory
        layout = find_layout(ready)
        done = _Attempt(ready, layout, (yield from read_layout(layout, ready.dpi)))
        if done.reading.word_count >= _ENOUGH_WORDS and done.reading.confidence < _POOR_READING:
            done = yield from _better_way_up(done, engine, allowance)
    except EngineFailed as error:
        raise PageFailed(number, f"Không nhận dạng được trang: {error}") from error
    page = build_page(done.ready, done.layout, done.reading, number)
    notices = _notices(done, number, shrunk=shrunk) + doubtful_numbers(page.lines, number)
    return RecognisedPage(replace(page, notices=notices), done.ready, done.layout)


def _better_way_up(tried: _Attempt, engine: OcrEngine, allowance: Allowance) -> Steps[_Attempt]:
    """The page as it is or upside down, whichever reads better."""
    with allowance.spending() as seconds:
        found = ask_orientation(tried.ready.grey, tried.ready.dpi, engine, seconds)
    if found is None or found.degrees != 180:
        return tried
    ready = turn_over(tried.ready, found.confidence)
    layout = find_layout(ready)
    turned = _Attempt(ready, layout, (yield from read_layout(layout, ready.dpi)))
    return turned if turned.reading.confidence > tried.reading.confidence else tried


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
            seen = doubting_handwriting(group) if role is LineRole.LETTERHEAD else group
            made.append(build_line(seen, number, len(lines) + 1, points, its))
            lines.append(made[-1])
        return made

    for _, _, block, at in sorted(blocks, key=lambda entry: entry[:2]):
        if isinstance(block, Grid):
            its = [(cell, words) for cell, words in zip(layout.cells, reading.cells, strict=True) if cell.grid == at]
            stamp = is_receipt(block, ready.dpi) and mean_confidence(words for _, words in its) < _SURE_TABLE
            cells = [(cell.slot, add(words, LineRole.STAMP if stamp else LineRole.TABLE)) for cell, words in its]
            tables.append(build_table(number, block, cells, points))
        elif block[:4] in layout.heads:
            add(reading.regions[at], LineRole.STAMP)
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


def _notices(done: _Attempt, number: int, *, shrunk: bool) -> tuple[Notice, ...]:
    ready = done.ready
    notices: list[Notice] = []
    if shrunk:
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
