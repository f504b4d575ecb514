"""Image files and the pages of a PDF, ``ocr_jobs`` pages in memory at a time.

Threads are enough to keep the cores busy: the engine is a process of its own, and OpenCV works outside Python's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from extractors.errors import DamagedInput, EncryptedInput, PageFailed
from extractors.layout import Cell, Line, Notice, Page, SourceText, Table, TextOrigin
from extractors.ocr.continued import with_continued_tables
from extractors.ocr.engine import OcrEngine, load_engine
from extractors.ocr.render import PagePixels, file_pages, page_pixels
from extractors.read_options import ReadOptions

_PDFIUM = Lock()  # pdfium may be used by one thread at a time
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def read_image_file(path: Path, options: ReadOptions) -> SourceText:
    """A picture file, every page of a multi-page TIFF. Lines are numbered through the document.

    Raises DamagedInput, TooLarge or MissingProgram; a page that fails is there without lines, with a notice.
    """
    engine = load_engine(options.ocr_engine)
    pages: list[Page] = []
    for number, pixels in file_pages(path):
        page = (
            failed_page(pixels) if isinstance(pixels, PageFailed) else read_page(pixels, number, options, engine, path)
        )
        pages.append(page)
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
    with _opened(path, options) as document, ThreadPoolExecutor(max(options.ocr_jobs, 1)) as pool:
        waiting = [pool.submit(_pdf_page, document, path, number, options, engine) for number in page_numbers]
        try:
            return with_continued_tables([page.result() for page in waiting])
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def read_page(pixels: PagePixels, number: int, options: ReadOptions, engine: OcrEngine, path: Path) -> Page:
    """One page, with its debugging picture where the options ask for one."""
    from extractors.ocr.recognise import recognise_page

    try:
        done = recognise_page(pixels, number, engine, language=options.ocr_language, seconds=options.ocr_page_seconds)
    except PageFailed as failure:
        return failed_page(failure)
    if options.debug_images is not None:
        from extractors.ocr.overlays import write_overlay

        write_overlay(done, options.debug_images, path.stem)
    return done.page


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


def _pdf_page(document: Any, path: Path, number: int, options: ReadOptions, engine: OcrEngine) -> Page:
    import pypdfium2

    try:
        with _PDFIUM:
            page = document[number - 1]
            try:
                pixels = page_pixels(page)
            finally:
                page.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        return failed_page(PageFailed(number, f"Không dựng được ảnh của trang: {error}"))
    return read_page(pixels, number, options, engine, path)


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
