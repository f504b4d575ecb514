"""A plan as .docx: real paragraphs, a borderless table for the letterhead, task tables with merged cells."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from .layout import flatten, para_pieces
from .model import ABOVE, MARK_BASE, Annex, Note, Para, Piece, PlanContent
from .table_layout import cell_text

MOMENT = datetime(2026, 1, 1)
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_docx(plan: PlanContent, path: Path) -> None:
    """Write ``plan``; the same bytes on every run (dates of the package and of its members are fixed)."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.shared import Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    notes: list[Note] = []
    _letterhead(document, plan)
    for text in (plan.document_type, *plan.title):
        if text:
            _line(document, text, Align.CENTER, bold=True)
    if plan.addressee:
        _line(document, f"Kính gửi: {plan.addressee}", Align.CENTER)
    for pieces in plan.legal_bases:
        _paragraph(document, pieces, notes, italic=True)
    for item in plan.body:
        _paragraph(document, para_pieces(item), notes, bold=_is_heading(item))
    _end(document, plan)
    for annex in plan.annexes:
        _annex(document, annex)
    if notes:
        _footnotes(document, notes)
    core = document.core_properties
    core.author, core.title = "kehoach samples: a fictional document", " ".join(plan.title)
    core.created = core.modified = core.last_printed = MOMENT
    buffer = io.BytesIO()
    document.save(buffer)
    _fixed_dates(buffer, path)


def _is_heading(item: Para) -> bool:
    return bool(item.label) and not item.run_on and not item.whole


def _line(where: Any, text: str, align: Any, bold: bool = False, italic: bool = False) -> Any:
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    return paragraph


def _paragraph(
    document: Any, pieces: tuple[Piece, ...], notes: list[Note], bold: bool = False, italic: bool = False
) -> None:
    flat = flatten(pieces, len(notes) + 1)
    notes += [note for _, note in flat.notes]
    paragraph = document.add_paragraph()
    text = ""
    for letter in flat.text + "\0":
        mark = ord(letter) - MARK_BASE
        if letter != "\0" and not 0 < mark < 200:
            text += letter
            continue
        run = paragraph.add_run(text)
        run.bold, run.italic, text = bold, italic, ""
        if letter != "\0":
            _reference(paragraph.add_run(), mark)


def _reference(run: Any, mark: int) -> None:
    from docx.oxml import OxmlElement

    run.font.superscript = True
    element = OxmlElement("w:footnoteReference")
    element.set(f"{{{W}}}id", str(mark + 1))  # 0 and 1 are the separators
    run._r.append(element)


def _footnotes(document: Any, notes: list[Note]) -> None:
    """python-docx writes no footnotes: the part is made by hand."""
    from xml.sax.saxutils import escape

    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    separators = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(flatten(note.pieces).text)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 2)
    )
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    xml = f'{declaration}<w:footnotes xmlns:w="{W}">{separators}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATION)


def _letterhead(document: Any, plan: PlanContent) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align

    table = document.add_table(rows=1, cols=2)
    left = [(plan.parent_agency or "", False), *((line, True) for line in plan.agency.split("\n"))]
    left += [(plan.printed_number, False), (plan.subject or "", False)]
    right = [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True), ("Độc lập - Tự do - Hạnh phúc", True)]
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        for text, bold in lines:
            if text:
                _line(cell, text, Align.CENTER, bold=bold)
    _line(table.rows[0].cells[1], plan.printed_place, Align.CENTER, italic=True)
    for cell in table.rows[0].cells:
        _drop_first(cell)


def _drop_first(cell: Any) -> None:
    """A new cell has an empty paragraph; drop it where others follow."""
    if len(cell.paragraphs) > 1:
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)


def _end(document: Any, plan: PlanContent) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align

    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", Align.LEFT, bold=True, italic=True)
    for k, name in enumerate(plan.recipients):
        _line(left, f"- {name}{'.' if k == len(plan.recipients) - 1 else ';'}", Align.LEFT)
    sign = plan.signature
    for text in (sign.authority, sign.deputy, sign.title, "", "", "", sign.name):
        if text is not None:
            _line(right, text, Align.CENTER, bold=True)
    for cell in (left, right):
        _drop_first(cell)


def _annex(document: Any, annex: Annex) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align

    section = document.add_section(WD_SECTION.NEW_PAGE)
    wide = annex.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    short, long = sorted((section.page_width, section.page_height))
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    for text in (annex.heading, *annex.title):
        if text:
            _line(document, text, Align.CENTER, bold=True)
    _line(document, annex.attached_to, Align.CENTER, italic=True)
    _table(document, annex)


def _table(document: Any, annex: Annex) -> None:
    """Header rows (of two levels), group rows merged to the right, cells merged down as the rows say."""
    columns = annex.columns
    two = any(column.upper for column in columns)
    head = (2 if two else 1) + annex.column_numbers
    table = document.add_table(rows=head + len(annex.rows), cols=len(columns))
    if annex.rules != "none":
        table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]  # row.cells is slow: once
    for c, column in enumerate(columns):
        top = 1 if two and column.upper else 0
        if two and column.upper and (c == 0 or columns[c - 1].upper != column.upper):
            last = max(k for k in range(c, len(columns)) if columns[k].upper == column.upper)
            _fill(grid[0][c].merge(grid[0][last]), column.upper, bold=True)
        if two and not column.upper:
            _fill(grid[0][c].merge(grid[1][c]), column.title, bold=True)
        else:
            _fill(grid[top][c], column.title, bold=True)
        if annex.column_numbers:
            _fill(grid[head - 1][c], f"({c + 1})")
    anchors: dict[int, tuple[int, str]] = {}  # column: row and text of the cell that others merge with
    for number, row in enumerate(annex.rows):
        at = head + number
        if row.kind == "group":
            _fill(grid[at][0], row.printed_number, bold=True)
            title = grid[at][1].merge(grid[at][-1]) if annex.group_spans else grid[at][1]
            _fill(title, row.content, bold=True)
            anchors = {}
            continue
        for c, column in enumerate(columns):
            text = cell_text(column, row)
            if text != ABOVE:
                anchors[c] = (at, text)
                _fill(grid[at][c], text, bold=row.kind == "heading")
    for c, column in enumerate(columns):
        number = 0
        while number < len(annex.rows):
            end = number
            while end + 1 < len(annex.rows) and cell_text(column, annex.rows[end + 1]) == ABOVE:
                end += 1
            if end > number:
                text = cell_text(column, annex.rows[number])
                merged = grid[head + number][c].merge(grid[head + end][c])
                for paragraph in merged.paragraphs[1:]:
                    paragraph._p.getparent().remove(paragraph._p)
                merged.paragraphs[0].text = text
            number = end + 1


def _fill(cell: Any, text: str, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold


def _fixed_dates(buffer: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            target.writestr(member, source.read(name))
