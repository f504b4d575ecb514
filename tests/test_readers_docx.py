"""Word files: what a reader of the printed page sees."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from extractors.errors import EmptyInput
from extractors.layout import LineRole, SourceText
from extractors.read_options import ReadOptions
from extractors.readers.docx import read_docx
from extractors.readers.docx_numbering import format_number


def read(document: docx.document.Document, folder: Path) -> SourceText:
    path = folder / "a.docx"
    document.save(str(path))
    return read_docx(path, ReadOptions())


def texts(source: SourceText) -> list[str]:
    return [line.text for line in source.lines if line.text]


def numbered(paragraph: object, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level


def define_list(document: docx.document.Document, levels: list[tuple[str, str]]) -> int:
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for at, (kind, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(at))
        for tag, value in (("w:start", "1"), ("w:numFmt", kind), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    return int(root.add_num(77).numId)


def test_labels_that_word_counts_are_printed(tmp_path: Path) -> None:
    document = docx.Document()
    number = define_list(document, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")])
    for level, text in [
        (0, "MỤC TIÊU"),
        (1, "Chung"),
        (1, "Riêng"),
        (2, "Một"),
        (3, "gạch"),
        (0, "NHIỆM VỤ"),
        (1, "Thể chế"),
    ]:
        numbered(document.add_paragraph(text), number, level)
    assert texts(read(document, tmp_path)) == [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Riêng",
        "a) Một",
        "- gạch",
        "II. NHIỆM VỤ",
        "1. Thể chế",
    ]


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
    ],
)
def test_number_formats(number: int, kind: str, printed: str) -> None:
    assert format_number(number, kind) == printed


def test_merged_cells_become_spans(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(4, 3, style="Table Grid")
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 0).merge(table.cell(1, 2)).text = "I nhóm"
    table.cell(2, 1).merge(table.cell(3, 1)).text = "Văn phòng"
    (page,) = read(document, tmp_path).pages
    (found,) = page.tables
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells}
    assert (found.row_count, found.column_count) == (4, 3)
    assert spans["I nhóm"] == (1, 0, 1, 3)
    assert spans["Văn phòng"] == (2, 1, 2, 1)
    assert spans["32"] == (3, 2, 1, 1)
    first = next(cell for cell in found.cells if cell.text == "32").lines
    assert first is not None
    assert page.lines[first[0] - 1].text == "32"
    assert page.lines[first[0] - 1].role is LineRole.TABLE


def test_a_letterhead_table_is_read_column_by_column_and_is_no_table(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for (row, column), text in {
        (0, 0): "ỦY BAN NHÂN DÂN\nXÃ AN LẠC",
        (1, 0): "Số: 12/KH-UBND",
        (0, 1): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        (1, 1): "An Lạc, ngày 05 tháng 01 năm 2026",
    }.items():
        table.cell(row, column).text = text
    document.add_paragraph("KẾ HOẠCH")
    (page,) = read(document, tmp_path).pages
    assert page.tables == ()
    assert [(line.text, line.role is LineRole.LETTERHEAD) for line in page.lines if line.text] == [
        ("ỦY BAN NHÂN DÂN", True),
        ("XÃ AN LẠC", True),
        ("Số: 12/KH-UBND", True),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("An Lạc, ngày 05 tháng 01 năm 2026", True),
        ("KẾ HOẠCH", False),
    ]


def test_page_breaks_count_pages_once(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("trang một").add_run().add_break(WD_BREAK.PAGE)
    second = document.add_paragraph()
    second.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
    second.add_run("trang hai")
    document.add_paragraph("trang ba").paragraph_format.page_break_before = True
    assert [(line.text, line.page) for line in read(document, tmp_path).lines if line.text] == [
        ("trang một", 1),
        ("trang hai", 2),
        ("trang ba", 3),
    ]


def test_deleted_and_hidden_text_is_not_printed_and_capitals_are(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("giữ lại ")
    paragraph.add_run("ẩn").font.hidden = True
    paragraph.add_run("chữ hoa").font.all_caps = True
    deleted = OxmlElement("w:del")
    deleted.append(document.add_paragraph("").add_run("đã xóa")._r)
    paragraph._p.append(deleted)
    assert texts(read(document, tmp_path)) == ["giữ lại CHỮ HOA"]


def test_headers_are_running_headers(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kế hoạch nội bộ"
    document.add_paragraph("Nội dung")
    source = read(document, tmp_path)
    assert [(line.text, line.role) for line in source.lines if line.text] == [
        ("Kế hoạch nội bộ", LineRole.RUNNING_HEADER),
        ("Nội dung", LineRole.BODY),
    ]


def test_footnotes_stand_apart_and_their_markers_leave_the_text(samples: Path) -> None:
    source = read_docx(samples / "docx" / "ke_hoach_so_nuoc_sach.docx", ReadOptions())
    notes = [line.text for line in source.lines if line.role is LineRole.FOOTNOTE]
    assert [note.split()[0] for note in notes] == ["1", "2", "3"]
    marked = next(line for line in source.lines if line.printed.endswith("1."))
    assert marked.text == marked.printed.removesuffix("1.") + "."


def test_an_empty_document_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput):
        read(docx.Document(), tmp_path)


def set_in(paragraph: object, text: str, font: str) -> None:
    run = paragraph.add_run(text)  # type: ignore[attr-defined]
    run.font.name = font


def test_runs_in_the_fonts_of_before_unicode_become_unicode(tmp_path: Path) -> None:
    document = docx.Document()
    set_in(document.add_paragraph(), "kÕ ho¹ch n¨m 2026", ".VnTimeH")
    line = document.add_paragraph()
    set_in(line, "Thùc hiÖn ", ".VnTime")
    set_in(line, "Nghị quyết số", "Times New Roman")
    set_in(line, " 5 vµ ph\u00ad¬ng ¸n", ".VnTime")
    set_in(document.add_table(1, 1).cell(0, 0).paragraphs[0], "bé", ".VnTime")
    source = read(document, tmp_path)
    assert texts(source) == ["KẾ HOẠCH NĂM 2026", "Thực hiện Nghị quyết số 5 và phương án", "bộ"]


def test_the_font_of_a_style_counts_where_a_run_names_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = "VNI-Times"
    document.add_paragraph("Thöïc hieän keá hoaïch naêm 2026")
    assert texts(read(document, tmp_path)) == ["Thực hiện kế hoạch năm 2026"]


def test_unicode_text_in_such_a_font_stays_as_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Thực hiện kế hoạch", "có xã và thôn", "tài chính"):
        set_in(document.add_paragraph(), text, ".VnTime")
    assert texts(read(document, tmp_path)) == ["Thực hiện kế hoạch", "có xã và thôn", "tài chính"]
