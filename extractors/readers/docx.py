"""Word files: paragraphs in order with the labels Word prints, tables with merged cells, footnotes, headers.

Word stores no lines and no pages: a line here is a paragraph (or what stands between explicit line breaks), and page
numbers follow the page breaks that the file records, explicit ones and those of the last print.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.errors import DamagedInput, EmptyInput
from extractors.layout import Cell, Line, LineRole, Page, SourceText, Table, TextOrigin
from extractors.read_options import ReadOptions

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_VERDICT = "tệp Word; số trang theo các dấu ngắt trang ghi trong tệp"
_LETTERHEAD_ROWS = 6
_LETTERHEAD_COLUMNS = 3


def read_docx(path: Path, options: ReadOptions) -> SourceText:
    """Read a ``.docx``. Raises DamagedInput or EmptyInput."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped, unused-ignore]

    from extractors.readers.docx_fonts import convert_old_fonts

    try:
        document = docx.Document(str(path))
        convert_old_fonts(document)
        pages = _Reader(document).pages()
    except (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, EOFError) as error:
        raise DamagedInput(
            f"The Word file is damaged ({type(error).__name__}).", remedy="Open it in Word, repair it and save it anew."
        ) from error
    if not any(line.text for page in pages for line in page.lines):
        raise EmptyInput("The Word file holds no text.", remedy="Check that it is the right file.")
    return SourceText(MEDIA_TYPE, tuple(pages))


@dataclass(frozen=True, slots=True)
class _RawCell:
    element: Any
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class _PageDraft:
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


class _Reader:
    """Walks the document once and keeps count of pages, lines, labels and footnotes."""

    def __init__(self, document: Any) -> None:
        from extractors.readers.docx_numbering import Numbering

        self.document = document
        self.numbering = Numbering(document)
        self.notes = _footnotes(document)
        self.drafts = [_PageDraft()]
        self.count = 0
        self.note_count = 0
        self.waiting: list[tuple[int, str]] = []  # footnotes of the page: number and id
        self.break_pending = False

    def pages(self) -> list[Page]:
        for line in self._margin_lines("header"):
            self._emit(line, line, LineRole.RUNNING_HEADER, False)
        self._walk(self.document.element.body)
        self._flush_notes()
        for line in self._margin_lines("footer"):
            self._emit(line, line, LineRole.RUNNING_HEADER, False)
        return [
            Page(
                number=number,
                lines=tuple(draft.lines),
                tables=tuple(draft.tables),
                origin=TextOrigin.DIGITAL,
                verdict=_VERDICT,
            )
            for number, draft in enumerate(self.drafts, 1)
        ]

    def _walk(self, parent: Any) -> None:
        from docx.oxml.ns import qn

        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child, LineRole.BODY)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag == qn("w:sdt"):
                self._walk(child.find(qn("w:sdtContent")) if child.find(qn("w:sdtContent")) is not None else ())
            elif child.tag in (qn("w:ins"), qn("w:customXml")):
                self._walk(child)

    def _paragraph(self, element: Any, role: LineRole) -> list[Line]:
        from docx.oxml.ns import qn

        from extractors.readers.docx_text import paragraph_text

        style = self._style(element)
        text = paragraph_text(element, self.note_count + 1, bold=style[0], capitals=style[1])
        in_table = role is LineRole.TABLE
        if text.breaks_before:
            self.break_pending = True
        label = self.numbering.label(element)
        lines = []
        for index, line in enumerate(text.lines):
            prefix = f"{label} " if index == 0 and label and line else ""
            if line or not in_table:
                lines.append(self._emit(prefix + line, prefix + text.printed[index], role, text.bold))
        for identity in text.notes:
            self.note_count += 1
            self.waiting.append((self.note_count, identity))
        for box in text.text_boxes:
            for paragraph in box.iter(qn("w:p")):
                lines += self._paragraph(paragraph, role)
        section = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if text.breaks_after or (section is not None and _breaks_page(section)):
            self.break_pending = True
        return lines

    def _emit(self, text: str, printed: str, role: LineRole, bold: bool) -> Line:
        if self.break_pending and text and role is not LineRole.FOOTNOTE:
            self.break_pending = False
            if any(line.text for line in self.drafts[-1].lines):
                self._flush_notes()
                self.drafts.append(_PageDraft())
        self.count += 1
        line = Line(text=text, page=len(self.drafts), number=self.count, printed=printed, role=role, bold=bold)
        self.drafts[-1].lines.append(line)
        return line

    def _flush_notes(self) -> None:
        for number, identity in self.waiting:
            text = f"{number} {self.notes.get(identity, '')}".strip()
            self._emit(text, text, LineRole.FOOTNOTE, False)
        self.waiting = []

    def _style(self, paragraph: Any) -> tuple[bool, bool]:
        from docx.text.paragraph import Paragraph

        style = Paragraph(paragraph, self.document).style
        bold = capitals = None
        while style is not None and (bold is None or capitals is None):
            bold = style.font.bold if bold is None else bold
            capitals = style.font.all_caps if capitals is None else capitals
            style = style.base_style
        return bool(bold), bool(capitals)

    def _table(self, element: Any) -> None:
        cells, rows, columns = _grid(element)
        if _is_letterhead(element, cells, rows, columns):
            for cell in sorted(cells, key=lambda c: (c.column, c.row)):
                for paragraph in _paragraphs(cell.element):
                    self._paragraph(paragraph, LineRole.LETTERHEAD)
            return
        if columns < 2 and rows < 2:  # a frame around text
            for cell in cells:
                self._walk(cell.element)
            return
        made: list[Cell] = []
        first_page: int | None = None
        for cell in cells:
            lines = [line for p in _paragraphs(cell.element) for line in self._paragraph(p, LineRole.TABLE)]
            if lines and first_page is None:
                first_page = lines[0].page
            made.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    text="\n".join(line.text for line in lines),
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    lines=(lines[0].number, lines[-1].number) if lines else None,
                    bold=bool(lines) and all(line.bold for line in lines),
                )
            )
        if first_page is not None:
            self.drafts[first_page - 1].tables.append(Table(first_page, rows, columns, tuple(made)))

    def _margin_lines(self, kind: str) -> list[str]:
        """Different texts of all headers (or footers), each once."""
        from extractors.readers.docx_text import paragraph_text

        found: dict[str, None] = {}
        for section in self.document.sections:
            margin = getattr(section, kind)
            if margin.is_linked_to_previous:
                continue
            for paragraph in margin.paragraphs:
                for line in paragraph_text(paragraph._p, 1).lines:
                    if any(char.isalpha() for char in line):
                        found[line] = None
        return list(found)


def _paragraphs(cell: Any) -> Iterator[Any]:
    """All paragraphs of a cell, those of tables in it too; those of text boxes come with their paragraph."""
    from docx.oxml.ns import qn

    for child in cell:
        if child.tag == qn("w:p"):
            yield child
        elif child.tag in (qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _paragraphs(child)


def _grid(table: Any) -> tuple[list[_RawCell], int, int]:
    """Cells with their spans, number of rows and of columns."""
    from docx.oxml.ns import qn

    rows = [tr for tr in _rows(table) if tr.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
    open_merges: dict[int, int] = {}  # column -> index in cells
    cells: list[_RawCell] = []
    width = 0
    for row, tr in enumerate(rows):
        column = _number(tr, "w:trPr/w:gridBefore")
        for tc in _cells_of(tr):
            span = max(1, _number(tc, "w:tcPr/w:gridSpan", 1))
            merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
            if goes_on and column in open_merges:
                above = cells[open_merges[column]]
                cells[open_merges[column]] = _RawCell(
                    above.element, above.row, above.column, row - above.row + 1, above.column_span
                )
            else:
                cells.append(_RawCell(tc, row, column, 1, span))
                if merge is not None:
                    open_merges[column] = len(cells) - 1
                else:
                    open_merges.pop(column, None)
            column += span
        width = max(width, column)
    return cells, len(rows), width


def _rows(table: Any) -> Iterator[Any]:
    from docx.oxml.ns import qn

    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _rows(child)


def _cells_of(row: Any) -> Iterator[Any]:
    from docx.oxml.ns import qn

    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _cells_of(child)


def _number(element: Any, path: str, default: int = 0) -> int:
    from docx.oxml.ns import qn

    found = element.find("/".join(qn(part) for part in path.split("/")))
    return default if found is None else int(found.get(qn("w:val")) or default)


def _is_letterhead(table: Any, cells: list[_RawCell], rows: int, columns: int) -> bool:
    """Two columns of a letterhead or of recipients beside a signature: no ruled cells, capitals on top of one."""
    if not 2 <= columns <= _LETTERHEAD_COLUMNS or rows > _LETTERHEAD_ROWS or _is_ruled(table):
        return False
    from extractors.readers.docx_text import paragraph_text

    for cell in cells:
        texts = (line for p in _paragraphs(cell.element) for line in paragraph_text(p, 1).lines)
        first = next((text for text in texts if text), "")
        letters = [char for char in first if char.isalpha()]
        if len(letters) >= 4 and sum(char.isupper() for char in letters) > 0.8 * len(letters):
            return True
    return False


def _is_ruled(table: Any) -> bool:
    """Whether lines stand between the columns: by the table's own borders, its cells' or its style's."""
    from docx.oxml.ns import qn

    sides = {qn(f"w:{side}") for side in ("left", "right", "start", "end", "insideV")}
    own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    drawn = [b for borders in table.iter(qn("w:tblBorders"), qn("w:tcBorders")) for b in borders if b.tag in sides]
    if any(border.get(qn("w:val")) not in ("nil", "none", None) for border in drawn):
        return True
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    name = "" if style is None else (style.get(qn("w:val")) or "")
    return own is None and "grid" in name.lower()


def _breaks_page(section: Any) -> bool:
    from docx.oxml.ns import qn

    kind = section.find(qn("w:type"))
    return kind is None or kind.get(qn("w:val")) != "continuous"


def _footnotes(document: Any) -> dict[str, str]:
    """Text of each footnote by its id."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    from extractors.readers.docx_text import paragraph_text

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/footnotes"):
            root = parse_xml(relation.target_part.blob)
            return {
                note.get(qn("w:id")): " ".join(
                    line for p in note.iter(qn("w:p")) for line in paragraph_text(p, 1).lines if line
                )
                for note in root.findall(qn("w:footnote"))
            }
    return {}
