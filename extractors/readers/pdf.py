"""PDF: each page by its text layer or, where that is missing or bad, by OCR; one page in memory at a time.

``extractors.text_layer`` judges the layer, ``extractors.ocr`` reads pictures; here is only who reads which page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import DamagedInput, EmptyInput, NeedsOcr
from extractors.layout import Notice, Page, SourceText, TextOrigin, Word, packed
from extractors.read_options import ReadOptions
from extractors.readers.column_grid import Columns
from extractors.readers.page_furniture import mark_page_furniture
from extractors.readers.page_layout import build_page, numbered
from extractors.readers.pdf_open import OpenedPdf, opened_pdf
from extractors.readers.pdf_page import PageContent, page_content
from extractors.readers.pdf_picture import mostly_invisible, shows_ruled_table

if TYPE_CHECKING:
    from extractors.text_layer import TextLayerVerdict

MEDIA_TYPE = "application/pdf"

_FULL_IMAGE = 0.75  # share of a page under images from which the page is a picture
_SOME_IMAGE = 0.1  # the same for a page without any text


@dataclass(frozen=True, slots=True)
class JudgedPage:
    page: Page
    verdict: TextLayerVerdict
    words: int


def read_pdf(path: Path, options: ReadOptions) -> SourceText:
    """Read a PDF. Raises EncryptedInput, DamagedInput, EmptyInput, NeedsOcr or MissingProgram."""
    with opened_pdf(path, options.password) as opened:
        judged = [] if options.ocr == "always" else list(judged_pages(opened))
        if options.ocr == "always":
            wanted = list(range(1, opened.page_count + 1))
        else:
            wanted = [entry.page.number for entry in judged if entry.verdict.decision == "ocr"]
        pages = {entry.page.number: entry.page for entry in judged}
        if options.ocr == "never":
            if wanted and not any(entry.words for entry in judged):
                raise NeedsOcr(
                    "There are only pictures of pages, no text.",
                    remedy="Run again without --ocr never (needs Tesseract with its `vie` data).",
                )
            pages |= {number: _unread(pages[number]) for number in wanted}
        elif wanted:
            from extractors.ocr import read_pdf_pages

            pages |= {page.number: page for page in read_pdf_pages(opened.path, wanted, options)}
        notices = opened.notices
    if not any(page.lines or page.notices for page in pages.values()):
        raise EmptyInput("No page holds any text.", remedy="Check that the export or the scan went through.")
    ordered = numbered([pages[number] for number in sorted(pages)])
    return SourceText(MEDIA_TYPE, tuple(mark_page_furniture(ordered)), notices)


def judged_pages(opened: OpenedPdf) -> Iterator[JudgedPage]:
    """Each page as its text layer gives it, lines numbered from 1 a page, with the judgement of the layer."""
    from extractors.text_layer import judge_page

    carried: Columns | None = None
    for content, stamps in _contents(opened):
        page, carried = build_page(content, stamps, carried)
        text = "\n".join(line.text for line in page.lines)
        pictured = content.image_share >= (_FULL_IMAGE if content.words else _SOME_IMAGE)
        invisible = pictured and bool(content.words) and mostly_invisible(opened.path, content.number)
        judge = partial(
            judge_page,
            text,
            has_full_page_image=pictured,
            invisible_text=invisible,
            fontnames=frozenset(word.fontname for word in content.words),
        )
        verdict = judge()
        if invisible and verdict.decision == "restore" and shows_ruled_table(opened.path, content.number):
            verdict = judge(has_ruled_table=True)
        yield JudgedPage(packed(_as_judged(page, verdict, pictured)), verdict, len(content.words))


def _as_judged(page: Page, verdict: TextLayerVerdict, pictured: bool) -> Page:
    """The page with its origin and the reason for it; text in a legacy encoding becomes Unicode."""
    garbled = verdict.decision in ("restore", "ocr") or (pictured and verdict.decision != "use")
    page = replace(page, origin=TextOrigin.OCR_LAYER if garbled else TextOrigin.DIGITAL, verdict=verdict.reason)
    return _in_unicode(page) if verdict.decision == "convert-legacy" else page


def _in_unicode(page: Page) -> Page:
    from normalizers.legacy_fonts import convert, detect

    encoding = detect("\n".join(line.text for line in page.lines))
    if encoding is None:
        return page
    lines = tuple(replace(line, text=convert(line.text, encoding)) for line in page.lines)
    tables = tuple(
        replace(table, cells=tuple(replace(cell, text=convert(cell.text, encoding)) for cell in table.cells))
        for table in page.tables
    )
    return replace(page, lines=lines, tables=tables)


def _unread(page: Page) -> Page:
    """A page that should be read by OCR, which is off: what its layer gives, and a notice."""
    message = "Trang cần OCR (nhận dạng từ ảnh) nhưng OCR đang tắt"
    message += "; dùng lớp chữ kém sẵn có." if page.lines else "; không đọc được chữ nào."
    return replace(page, notices=(*page.notices, Notice("needs-ocr", message, page=page.number)))


def _contents(opened: OpenedPdf) -> Iterator[tuple[PageContent, list[Word]]]:
    """Content and stamped words of each page. pdfplumber's caches are emptied page by page: 185 MB become 5."""
    import pdfplumber
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfplumber.utils.exceptions import PdfminerException

    number = 0
    try:
        with pdfplumber.open(opened.path, unicode_norm="NFC") as pdf:
            for page in pdf.pages:
                number = page.page_number
                content = page_content(page)
                page.close()
                yield content, _stamps(opened, content) if number in opened.stamped_pages else []
    except (PdfminerException, PDFSyntaxError) as error:
        raise DamagedInput(
            f"The text of the PDF cannot be read ({type(error.args[0]).__name__ if error.args else error}).",
            remedy="Print the document to a new PDF.",
            page=number or None,
        ) from error


def _stamps(opened: OpenedPdf, content: PageContent) -> list[Word]:
    """Words that only the flattened copy of the page has."""
    import pdfplumber

    assert opened.stamped is not None, "stamped pages come with the flattened copy"
    with pdfplumber.open(opened.stamped, pages=[content.number], unicode_norm="NFC") as pdf:
        stamped = page_content(pdf.pages[0])
        pdf.pages[0].close()
    known = {(word.text, round(word.box.x0), round(word.box.top)) for word in content.words}
    return [word for word in stamped.words if (word.text, round(word.box.x0), round(word.box.top)) not in known]
