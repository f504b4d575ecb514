"""Image files and the pages of a PDF, ``ocr_jobs`` threads at a time, each with a few pages that are read together.

Threads are enough to keep the cores busy: the engine is a process of its own, and OpenCV works outside Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Any

from extractors.errors import DamagedInput, EmptyInput, EncryptedInput, PageFailed
from extractors.layout import Cell, Line, Notice, Page, SourceText, Table, TextOrigin, packed
from extractors.ocr.continued import with_continued_tables
from extractors.ocr.engine import OcrEngine, load_engine
from extractors.ocr.render import PagePixels, file_pages, page_pixels
from extractors.ocr.together import Allowance, Steps, read_together
from extractors.read_options import ReadOptions

_TOGETHER = 5  # pages at most whose pictures a thread holds in memory
_PDFIUM = Lock()  # pdfium may be used by one thread at a time
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def read_image_file(path: Path, options: ReadOptions) -> SourceText:
    """A picture file, every page of a multi-page TIFF. Lines are numbered through the document.

    Raises DamagedInput, EmptyInput, TooLarge or MissingProgram; a page that fails is there without lines, with a
    notice.
    """
    engine = load_engine(options.ocr_engine)
    pages: list[Page] = []
    for number, pixels in file_pages(path):
        page = (
            failed_page(pixels) if isinstance(pixels, PageFailed) else read_page(pixels, number, options, engine, path)
        )
        pages.append(page)
    if not any(page.lines or page.notices for page in pages):
        raise EmptyInput("No text can be seen in the picture.", remedy="Check that the right side was scanned.")
    numbered: list[Page] = []
    lines = 0
    for page in with_continued_tables(pages):
        numbered.append(_shifted(page, lines))
        lines += len(page.lines)
    return SourceText(_media_type(path), tuple(numbered))


def read_pdf_pages(path: Path, page_numbers: Sequence[int], options: ReadOptions) -> list[Page]:
    """These pages (1-based) of a PDF, in the order given; lines are numbered from 1 on each page.

    A page that fails is there without lines, with a notice of code ``page-failed``. Raises MissingProgram.
    """
    engine = load_engine(options.ocr_engine)
    jobs = max(options.ocr_jobs, 1)
    with _opened(path, options) as document, ThreadPoolExecutor(jobs) as pool:
        waiting = [
            pool.submit(_read, [(at, partial(_pdf_pixels, document, at)) for at in share], options, engine, path)
            for share in shares(page_numbers, jobs)
        ]
        try:
            return with_continued_tables([page for share in waiting for page in share.result()])
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def shares(page_numbers: Sequence[int], jobs: int) -> list[Sequence[int]]:
    """The pages that are read together: many at first, few at the end, so that all ``jobs`` end at about the same
    time."""
    made: list[Sequence[int]] = []
    done = 0
    while done < len(page_numbers):
        left = len(page_numbers) - done
        size = min(_TOGETHER, ceil(left / (1.5 * jobs)) if jobs > 1 else left)
        made.append(page_numbers[done : done + size])
        done += size
    return made


def read_page(pixels: PagePixels, number: int, options: ReadOptions, engine: OcrEngine, path: Path) -> Page:
    """One page, with its debugging picture where the options ask for one."""
    return _read([(number, lambda: pixels)], options, engine, path)[0]


def _read(
    pages: Sequence[tuple[int, Callable[[], PagePixels]]], options: ReadOptions, engine: OcrEngine, path: Path
) -> list[Page]:
    """Pages read together, each with its number and where its pixels come from (PageFailed where there are none)."""
    allowances = [Allowance(options.ocr_page_seconds) for _ in pages]

    def steps(number: int, pixels: Callable[[], PagePixels], allowance: Allowance) -> Steps[Page]:
        from extractors.ocr.recognise import page_steps

        done = yield from page_steps(pixels(), number, engine, allowance)
        if options.debug_images is not None:
            from extractors.ocr.overlays import write_overlay

            write_overlay(done, options.debug_images, path.stem)
        return packed(done.page)

    reading = [(steps(*page, allowance), allowance) for page, allowance in zip(pages, allowances, strict=True)]
    done = read_together(reading, engine, options.ocr_language)
    return [failed_page(page) if isinstance(page, PageFailed) else page for page in done]


def failed_page(failure: PageFailed) -> Page:
    notice = Notice("page-failed", f"Trang {failure.page}: {failure.message}", failure.page)
    return Page(failure.page, (), origin=TextOrigin.OCR, verdict="Không đọc được trang.", notices=(notice,))


def _opened(path: Path, options: ReadOptions) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path, password=options.password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedInput("The PDF is protected by a password.", remedy="Give it with --password.") from error
        raise DamagedInput(f"The PDF cannot be opened: {error}.", remedy="Print it to a new PDF.") from error


def _pdf_pixels(document: Any, number: int) -> PagePixels:
    import pypdfium2

    try:
        with _PDFIUM:
            page = document[number - 1]
            try:
                return page_pixels(page)
            finally:
                page.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise PageFailed(number, f"Không dựng được ảnh của trang: {error}") from error


def _shifted(page: Page, by: int) -> Page:
    def cell(old: Cell) -> Cell:
        return replace(old, lines=(old.lines[0] + by, old.lines[1] + by)) if old.lines else old

    def table(old: Table) -> Table:
        return replace(old, cells=tuple(cell(each) for each in old.cells))

    def line(old: Line) -> Line:
        return replace(old, number=old.number + by)

    return replace(page, lines=tuple(map(line, page.lines)), tables=tuple(map(table, page.tables)))


def _media_type(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4)
    return next((kind for magic, kind in _KINDS.items() if head.startswith(magic)), "image/tiff")
