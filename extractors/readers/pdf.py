"""Digital PDF: pages of lines in reading order, tables with their cells, one page in memory at a time.

A page whose text layer is missing or bad goes to OCR (``extractors.ocr``); ``extractors.text_layer`` judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors.errors import DamagedInput, NeedsOcr
from extractors.layout import Cell, Line, LineRole, Notice, Page, SourceText, Table, TextOrigin, Word
from extractors.read_options import ReadOptions
from extractors.readers.column_tables import find_column_tables
from extractors.readers.footnotes import mark_footnotes, markers, note_numbers
from extractors.readers.page_furniture import mark_page_furniture
from extractors.readers.pdf_open import OpenedPdf, opened_pdf
from extractors.readers.pdf_page import PageContent, is_bold, page_content
from extractors.readers.reading_order import Row, group_rows, reading_order, row_text, word_size
from extractors.readers.ruled_tables import Grid, find_ruled_tables

MEDIA_TYPE = "application/pdf"

_SCAN_SHARE = 0.3  # part of a page under images from which a page without text counts as a scan
_STAMPED_NUMBER = re.compile(r"\d[\w./-]*")  # what a signing system fills into the gaps of the letterhead


def read_pdf(path: Path, options: ReadOptions) -> SourceText:
    """Read a PDF. Raises EncryptedInput, DamagedInput, EmptyInput, NeedsOcr or MissingProgram."""
    with opened_pdf(path, options.password) as opened:
        pages = list(digital_pages(opened))
        notices = opened.notices
    return SourceText(MEDIA_TYPE, tuple(mark_page_furniture(numbered(pages))), notices)


def digital_pages(opened: OpenedPdf) -> Iterator[Page]:
    """Each page as its text layer gives it, lines numbered from 1 a page; a page is released before the next."""
    for content, stamps in _contents(opened):
        yield build_page(content, stamps)


def build_page(content: PageContent, stamps: Sequence[Word] = ()) -> Page:
    """Rows, tables and roles of one page."""
    filled, apart = _filled_in(content.words, stamps)
    grids = find_ruled_tables(content.rules, filled)
    outside = _outside(filled, grids)
    columns = find_column_tables(outside, [rule for rule in content.rules if not _in_any(rule.box, grids)])
    grids = sorted([*grids, *columns], key=lambda grid: grid.box.top)
    rows = reading_order(_outside(filled, grids), content.width)
    rows = mark_footnotes(rows, [rule for rule in content.rules if not _in_any(rule.box, grids)], content.height)
    numbers = note_numbers(rows)
    builder = _PageBuilder(content.number, numbers)
    for row in rows:
        while grids and row.role is not LineRole.FOOTNOTE and grids[0].box.top <= row.box.top:
            builder.add_table(grids.pop(0))
        if row.role is LineRole.FOOTNOTE:
            while grids:
                builder.add_table(grids.pop(0))
        builder.add_row(row)
    for grid in grids:
        builder.add_table(grid)
    for row in group_rows(apart):
        builder.add_row(Row(row.words, LineRole.STAMP))
    return Page(
        number=content.number,
        lines=tuple(builder.lines),
        tables=tuple(builder.tables),
        width=content.width,
        height=content.height,
        origin=TextOrigin.DIGITAL,
        verdict="có lớp chữ",
    )


def numbered(pages: Sequence[Page]) -> list[Page]:
    """The pages with their lines (and the cells' line spans) numbered through the document."""
    result = []
    count = 0
    for page in pages:
        new = {line.number: count + index for index, line in enumerate(page.lines, 1)}
        count += len(page.lines)
        tables = tuple(
            replace(table, cells=tuple(replace(cell, lines=_moved(cell.lines, new)) for cell in table.cells))
            for table in page.tables
        )
        lines = tuple(replace(line, number=new[line.number], page=page.number) for line in page.lines)
        result.append(replace(page, lines=lines, tables=tables))
    return result


def _moved(span: tuple[int, int] | None, new: dict[int, int]) -> tuple[int, int] | None:
    return None if span is None else (new[span[0]], new[span[1]])


class _PageBuilder:
    """Collects the lines and tables of one page, lines numbered from 1."""

    def __init__(self, page: int, notes: frozenset[str]) -> None:
        self.page = page
        self.notes = notes
        self.lines: list[Line] = []
        self.tables: list[Table] = []

    def add_row(self, row: Row) -> Line:
        printed = row_text(row.words)
        left_out = markers(row, self.notes)
        line = Line(
            text=row_text(row.words, left_out) if left_out else printed,
            page=self.page,
            number=len(self.lines) + 1,
            printed=printed,
            box=row.box,
            words=row.words,
            role=row.role,
            bold=_bold(row),
        )
        self.lines.append(line)
        return line

    def add_table(self, grid: Grid) -> None:
        cells = []
        for cell in grid.cells:
            made = [self.add_row(Row(row.words, LineRole.TABLE)) for row in cell.rows]
            cells.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    text="\n".join(line.text for line in made),
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    box=cell.box,
                    lines=(made[0].number, made[-1].number) if made else None,
                    bold=bool(made) and all(line.bold for line in made),
                )
            )
        self.tables.append(Table(self.page, grid.row_count, grid.column_count, tuple(cells), grid.box))


def _bold(row: Row) -> bool:
    letters = sum(len(word.text) for word in row.words)
    return sum(len(word.text) for word in row.words if is_bold(word)) > 0.6 * letters


def _outside(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    taken = {id(word) for grid in grids for cell in grid.cells for row in cell.rows for word in row.words}
    return [word for word in words if id(word) not in taken]


def _in_any(box: Any, grids: Sequence[Grid]) -> bool:
    return any(
        grid.box.x0 - 3 <= box.x0 and box.x1 <= grid.box.x1 + 3 and grid.box.top - 3 <= box.top <= grid.box.bottom + 3
        for grid in grids
    )


def _filled_in(words: Sequence[Word], stamps: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The page's words with the number and day that a signing system filled into its gaps, and the other stamps."""
    if not stamps:
        return list(words), []
    rows = group_rows(words)
    filled: list[Word] = list(words)
    apart: list[Word] = []
    for stamp_row in group_rows(stamps):
        for word in stamp_row.words:
            fits = len(stamp_row.words) <= 3 and _STAMPED_NUMBER.fullmatch(word.text) and _has_gap(rows, word)
            (filled if fits else apart).append(word)
    return filled, apart


def _has_gap(rows: Sequence[Row], stamp: Word) -> bool:
    """Whether a row of like size leaves room at the stamp's place, with words close on a side."""
    for row in rows:
        overlap = min(row.box.bottom, stamp.box.bottom) - max(row.box.top, stamp.box.top)
        if overlap < 0.5 * min(word_size(stamp), row.box.bottom - row.box.top):
            continue
        free = all(word.box.x1 <= stamp.box.x0 + 2 or word.box.x0 >= stamp.box.x1 - 2 for word in row.words)
        near = any(
            min(abs(word.box.x1 - stamp.box.x0), abs(word.box.x0 - stamp.box.x1)) < 4 * row.size for word in row.words
        )
        if free and near and 0.6 <= word_size(stamp) / row.size <= 1.6:
            return True
    return False


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
