"""Image files and the pages of a PDF, one page in memory at a time (``ocr_jobs`` pages with a pool)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors.errors import DamagedInput, EncryptedInput, PageFailed
from extractors.layout import Cell, Line, Notice, Page, SourceText, Table, TextOrigin
from extractors.ocr.engine import OcrEngine, load_engine
from extractors.ocr.render import PagePixels, file_pages, page_pixels
from extractors.read_options import ReadOptions

_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def read_image_file(path: Path, options: ReadOptions) -> SourceText:
    """A picture file, every page of a multi-page TIFF. Lines are numbered through the document.

    Raises DamagedInput, TooLarge or MissingProgram; a page that fails is there without lines, with a notice.
    """
    engine = load_engine(options.ocr_engine)
    pages: list[Page] = []
    lines = 0
    for number, pixels in file_pages(path):
        page = (
            failed_page(pixels) if isinstance(pixels, PageFailed) else read_page(pixels, number, options, engine, path)
        )
        page = _shifted(page, lines)
        lines += len(page.lines)
        pages.append(page)
    return SourceText(_media_type(path), tuple(pages))


def read_pdf_pages(path: Path, page_numbers: Sequence[int], options: ReadOptions) -> list[Page]:
    """These pages (1-based) of a PDF, in the order given; lines are numbered from 1 on each page.

    A page that fails is there without lines, with a notice of code ``page-failed``. Raises MissingProgram.
    """
    engine = load_engine(options.ocr_engine)
    if options.ocr_jobs > 1 and len(page_numbers) > 1:
        return list(_in_pool(path, page_numbers, options))
    import pypdfium2

    with _opened(path, options) as document:
        assert isinstance(document, pypdfium2.PdfDocument)
        return [_pdf_page(document, path, number, options, engine) for number in page_numbers]


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


def _opened(path: Path, options: ReadOptions):  # type: ignore[no-untyped-def]
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path, password=options.password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedInput("The PDF is protected by a password.", remedy="Give it with --password.") from error
        raise DamagedInput(f"The PDF cannot be opened: {error}.", remedy="Print it to a new PDF.") from error


def _pdf_page(document, path: Path, number: int, options: ReadOptions, engine: OcrEngine) -> Page:  # type: ignore[no-untyped-def]
    import pypdfium2

    try:
        page = document[number - 1]
        try:
            pixels = page_pixels(page)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        return failed_page(PageFailed(number, f"Không dựng được ảnh của trang: {error}"))
    return read_page(pixels, number, options, engine, path)


def _in_pool(path: Path, numbers: Sequence[int], options: ReadOptions) -> Iterator[Page]:
    """``ocr_jobs`` processes, each with the PDF open; a process that dies costs its page, not the document."""
    from multiprocessing import get_context

    waiting = list(numbers)
    retried: set[int] = set()
    done: dict[int, Page] = {}
    while waiting:
        with ProcessPoolExecutor(options.ocr_jobs, mp_context=get_context("spawn")) as pool:
            futures: dict[int, Future[Page]] = {n: pool.submit(_page_in_worker, path, n, options) for n in waiting}
            broken = []
            for number, future in futures.items():
                try:
                    done[number] = future.result()
                except BrokenProcessPool:
                    broken.append(number)
        for number in [n for n in broken if n in retried]:
            done[number] = failed_page(PageFailed(number, "Tiến trình nhận dạng dừng đột ngột."))
        waiting = [number for number in broken if number not in retried]
        retried.update(waiting)
    return (done[number] for number in numbers)


def _page_in_worker(path: Path, number: int, options: ReadOptions) -> Page:
    return _pdf_page(_worker_document(path, options), path, number, options, _worker_engine(options.ocr_engine))


@cache
def _worker_document(path: Path, options: ReadOptions):  # type: ignore[no-untyped-def]
    return _opened(path, options)


@cache
def _worker_engine(name: str) -> OcrEngine:
    return load_engine(name)


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
