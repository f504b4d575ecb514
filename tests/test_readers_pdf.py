"""Digital PDF: reading order, tables, page furniture, stamps, and which page goes to OCR."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from extractors.errors import EmptyInput, EncryptedInput, NeedsOcr
from extractors.layout import Box, Line, LineRole, Page, SourceText, TextOrigin, Word
from extractors.read_options import ReadOptions
from extractors.readers.column_tables import find_column_tables
from extractors.readers.footnotes import mark_footnotes, markers, note_numbers
from extractors.readers.page_furniture import mark_page_furniture
from extractors.readers.pdf import read_pdf
from extractors.readers.pdf_picture import mostly_invisible, shows_ruled_table
from extractors.readers.reading_order import Row, group_rows, reading_order, row_text
from extractors.readers.ruled_tables import Rule, find_ruled_tables

NO_OCR = ReadOptions(ocr="never")
WIDTH = 595.0


def words(text: str, x: float, y: float, *, size: float = 12.0, bold: bool = False) -> list[Word]:
    """A printed line: each word as wide as half its size a letter."""
    made = []
    for part in text.split():
        width = len(part) * size / 2
        made.append(Word(part, Box(x, y, x + width, y + size), fontname="Bold" if bold else "Plain", size=size))
        x += width + size / 3
    return made


def page_of(*lines: list[Word]) -> list[Word]:
    return [word for line in lines for word in line]


def texts(rows: list[Row]) -> list[str]:
    return [row_text(row.words) for row in rows]


# --- reading order ---


def test_a_letterhead_is_read_column_by_column() -> None:
    rows = reading_order(
        page_of(
            words("ỦY BAN NHÂN DÂN", 80, 50),
            words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 270, 50),
            words("XÃ AN LẠC", 100, 65),
            words("Độc lập - Tự do - Hạnh phúc", 310, 65),
            words("Số: 12/KH-UBND", 90, 90),
            words("An Lạc, ngày 05 tháng 01 năm 2026", 290, 90),
            words("KẾ HOẠCH", 260, 130),
            words("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", 80, 160),
        ),
        WIDTH,
    )
    assert texts(rows) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ AN LẠC",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Lạc, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    ]
    assert [row.role for row in rows] == [LineRole.LETTERHEAD] * 6 + [LineRole.BODY] * 2


def test_the_signer_far_below_the_title_stays_in_the_right_column() -> None:
    rows = reading_order(
        page_of(
            words("Nơi nhận:", 80, 50),
            words("TM. ỦY BAN NHÂN DÂN", 330, 50),
            words("- Như trên;", 80, 64, size=10),
            words("CHỦ TỊCH", 365, 65),
            words("- Lưu: VT.", 80, 76, size=10),
            words("Đinh Văn An", 358, 160),
        ),
        WIDTH,
    )
    assert texts(rows) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn An"]


def test_wide_spaces_of_running_text_make_no_columns() -> None:
    rows = reading_order(
        page_of(
            words("Thu ngân sách", 80, 50) + words("100 tỷ đồng", 330, 50),
            words("Chi ngân sách", 80, 65) + words("90 tỷ đồng", 330, 65),
        ),
        WIDTH,
    )
    assert texts(rows) == ["Thu ngân sách 100 tỷ đồng", "Chi ngân sách 90 tỷ đồng"]
    assert {row.role for row in rows} == {LineRole.BODY}


def test_pieces_cut_by_a_change_of_font_are_joined() -> None:
    first = Word("(QISC)", Box(10, 0, 50, 12), size=12)
    second = Word(".", Box(50.2, 0, 53, 12), size=12)
    assert row_text([first, second]) == "(QISC)."


# --- ruled tables ---


def grid_rules(xs: list[float], ys: list[float], without: set[tuple[float, float]] = frozenset()) -> list[Rule]:  # type: ignore[assignment]
    """Full rules at ``xs`` and, cell by cell, at ``ys``; ``without``: (y, x of the cell's left) left out."""
    rules = [Rule(Box(x, ys[0], x, ys[-1]), vertical=True) for x in xs]
    for y in ys:
        for x, right in pairwise(xs):
            if (y, x) not in without:
                rules.append(Rule(Box(x, y, right, y), vertical=False))
    return rules


def test_merged_cells_are_spans_and_words_stand_in_their_cell() -> None:
    rules = grid_rules([50, 100, 300, 400], [100, 130, 160, 190], without={(160, 300)})
    (grid,) = find_ruled_tables(
        rules,
        page_of(words("1", 60, 110), words("Rà soát", 110, 110), words("Văn phòng", 310, 155), words("ngoài", 60, 300)),
    )
    assert (grid.row_count, grid.column_count) == (3, 3)
    merged = next(cell for cell in grid.cells if cell.column == 2 and cell.row == 1)
    assert merged.row_span == 2
    assert texts(list(merged.rows)) == ["Văn phòng"]
    assert sum(len(cell.rows) for cell in grid.cells) == 3


def test_a_frame_around_text_is_no_table() -> None:
    assert find_ruled_tables(grid_rules([50, 400], [100, 300]), words("Chữ trong khung", 60, 150)) == []


def test_a_table_without_outer_borders_gets_its_outer_columns() -> None:
    rules = [Rule(Box(50, y, 400, y), vertical=False) for y in (100, 130, 160)]
    rules += [Rule(Box(x, 100, x, 160), vertical=True) for x in (100, 300)]
    (grid,) = find_ruled_tables(
        rules, page_of(words("1", 60, 110), words("Rà soát", 110, 110), words("Quý I", 310, 140))
    )
    assert (grid.row_count, grid.column_count) == (2, 3)


@pytest.mark.parametrize(("top", "bottom"), [(100, 190), (70, 160)])
def test_a_row_that_the_page_end_leaves_open_is_closed_there(top: float, bottom: float) -> None:
    """As browsers print: the verticals go on to the page's end, or from its top, without a horizontal."""
    rules = [Rule(Box(50, y, 400, y), vertical=False) for y in (100, 130, 160)]
    rules += [Rule(Box(x, top, x, bottom), vertical=True) for x in (50, 100, 300, 400)]
    (grid,) = find_ruled_tables(rules, page_of(words("1", 60, 110), words("Rà soát", 110, top + 8)))
    assert (grid.row_count, grid.column_count) == (3, 3)
    assert (grid.box.top, grid.box.bottom) == (top, bottom)


def test_a_cell_that_no_rule_closes_at_the_page_end_is_open_there() -> None:
    rules = grid_rules([50, 100, 300, 400], [100, 130, 160], without={(100, 300), (160, 100)})
    text = page_of(words("1", 60, 110), words("Rà soát", 110, 110), words("Quý I", 310, 140))
    (grid,) = find_ruled_tables(rules, text)
    assert [(cell.row, cell.column) for cell in grid.cells if cell.open_above] == [(0, 2)]
    assert [(cell.row, cell.column) for cell in grid.cells if cell.open_below] == [(1, 1)]


def test_where_the_page_end_leaves_a_whole_row_open_no_cell_is_told_to_go_on() -> None:
    rules = [Rule(Box(50, y, 400, y), vertical=False) for y in (100, 130, 160)]
    rules += [Rule(Box(x, 100, x, 190), vertical=True) for x in (50, 100, 300, 400)]
    (grid,) = find_ruled_tables(rules, page_of(words("1", 60, 110), words("Rà soát", 110, 168)))
    assert not any(cell.open_above or cell.open_below for cell in grid.cells)


# --- tables without vertical rules ---


def column_page(*, header: bool = True) -> list[Word]:
    lines = page_of(
        words("TT", 50, 100, bold=True),
        words("Nội dung công việc", 130, 100, bold=True),
        words("Chủ trì", 330, 100, bold=True),
        words("Thời hạn", 450, 100, bold=True),
    )
    lines = lines if header else []
    for index, y in enumerate((130, 170, 210), 1):
        lines += page_of(
            words(str(index), 50, y),
            words("Rà soát các văn bản quy", 80, y),
            words("phạm pháp luật", 80, y + 14),
            words("Văn phòng", 330, y),
            words("Quý I", 450, y),
        )
    return lines


def test_columns_come_from_white_space_under_the_names_of_the_header() -> None:
    ((grid, columns),) = find_column_tables(column_page(), [])
    assert (grid.row_count, grid.column_count) == (4, 4)
    row = [" ".join(texts(list(cell.rows))) for cell in grid.cells if cell.row == 2]
    assert row == ["2", "Rà soát các văn bản quy phạm pháp luật", "Văn phòng", "Quý I"]
    ((following, _),) = find_column_tables(column_page(header=False), [], columns)
    assert (following.row_count, following.column_count) == (3, 4)


def tight_page(*, number_line: int = 0, first_text: str = "Rà soát các văn bản quy") -> list[Word]:
    """Rows of two lines without any more space between them; ``number_line``: of the row, that its number stands on."""
    lines = column_page()[:8]
    for index, y in enumerate((130, 158, 186), 1):
        lines += page_of(
            words(str(index), 50, y + 14 * number_line),
            words(first_text, 80, y),
            words("phạm pháp luật", 80, y + 14),
            words("Văn phòng", 330, y),
            words("Quý I", 450, y),
        )
    return lines


def test_rows_as_tight_as_lines_part_at_their_numbers() -> None:
    ((grid, _),) = find_column_tables(tight_page(), [])
    assert (grid.row_count, grid.column_count) == (4, 4)
    row = [" ".join(texts(list(cell.rows))) for cell in grid.cells if cell.row == 2]
    assert row == ["2", "Rà soát các văn bản quy phạm pháp luật", "Văn phòng", "Quý I"]


@pytest.mark.parametrize("unsure", [{"number_line": 1}, {"first_text": "rà soát các văn bản quy"}])
def test_where_the_numbers_do_not_tell_where_rows_begin_they_stay_one(unsure: dict[str, Any]) -> None:
    ((grid, _),) = find_column_tables(tight_page(**unsure), [])
    assert grid.row_count == 2
    assert next(texts(list(cell.rows)) for cell in grid.cells if cell.row == 1) == ["1", "2", "3"]


def test_a_name_that_goes_on_in_small_letters_stays_whole_where_rows_part() -> None:
    page = tight_page() + words("công xã", 330, 158 - 14)
    page = [word for word in page if not (word.box.x0 >= 330 and word.box.x0 < 450 and word.box.top == 158)]
    page += words("và du lịch", 330, 158)
    ((grid, _),) = find_column_tables(page, [])
    merged = next(cell for cell in grid.cells if cell.column == 2 and cell.row == 1)
    assert (merged.row_span, texts(list(merged.rows))) == (2, ["Văn phòng", "công xã", "và du lịch"])


def test_running_text_and_letterheads_are_no_column_tables() -> None:
    text = page_of(*(words("Rà soát các văn bản quy phạm pháp luật của địa phương", 80, y) for y in range(50, 300, 15)))
    assert find_column_tables(text, []) == []
    head = page_of(words("ỦY BAN NHÂN DÂN", 80, 20, bold=True), words("CỘNG HÒA XÃ HỘI", 330, 20, bold=True))
    assert find_column_tables(head + text, []) == []


def test_a_title_over_the_columns_is_one_wide_cell() -> None:
    page = column_page() + words("I", 50, 250) + words("CẢI CÁCH THỂ CHẾ VÀ NÂNG CAO CHẤT LƯỢNG THI HÀNH", 80, 250)
    page += page_of(
        words("1", 50, 280), words("Rà soát", 80, 280), words("Văn phòng", 330, 280), words("Quý I", 450, 280)
    )
    ((grid, _),) = find_column_tables(page, [])
    title = next(
        cell
        for cell in grid.cells
        if texts(list(cell.rows))[:1] == ["CẢI CÁCH THỂ CHẾ VÀ NÂNG CAO CHẤT LƯỢNG THI HÀNH"]
    )
    assert (title.column, title.column_span) == (1, 3)


# --- footnotes ---


def note_page(*, rule: bool) -> tuple[list[Row], list[Rule]]:
    rows = group_rows(
        page_of(
            *(words("Nội dung của văn bản này", 80, y, size=14) for y in range(100, 600, 20)),
            [*words("nâng cao chỉ số PAPI", 80, 610, size=14), Word("1", Box(227, 609, 231, 617), size=8)],
            [Word("1", Box(80, 699, 83, 705), size=6), *words("Chỉ số hiệu quả quản trị", 86, 700, size=10)],
        )
    )
    return rows, [Rule(Box(80, 690, 224, 690), vertical=False)] if rule else []


@pytest.mark.parametrize("rule", [True, False])
def test_notes_at_the_foot_and_their_raised_markers_are_found(rule: bool) -> None:
    rows, rules = note_page(rule=rule)
    marked = mark_footnotes(rows, rules, 842)
    assert [row_text(row.words) for row in marked if row.role is LineRole.FOOTNOTE] == ["1 Chỉ số hiệu quả quản trị"]
    pointing = marked[-2]
    assert row_text(pointing.words, markers(pointing, note_numbers(marked))) == "nâng cao chỉ số PAPI"


def test_raised_digits_without_a_note_stay_in_the_text() -> None:
    line = words("diện tích 20 m", 80, 100)
    right = line[-1].box.x1
    row = Row((*line, Word("2", Box(right, 98, right + 4, 105), size=7)))
    assert row_text(row.words, markers(row, frozenset())).endswith("m2")


# --- page furniture ---


def furniture_page(number: int, *lines: tuple[str, float]) -> Page:
    made = tuple(
        Line(text=text, page=number, number=number * 100 + at, box=Box(80, y, 300, y + 12))
        for at, (text, y) in enumerate(lines)
    )
    return Page(number, made, width=595, height=842)


def test_page_numbers_and_running_headers_are_told_by_place_and_repetition() -> None:
    pages = mark_page_furniture(
        [
            furniture_page(n, (str(n), 30), ("Kế hoạch năm 2026", 50), ("Nội dung", 200), (str(n + 3), 400))
            for n in range(1, 5)
        ]
    )
    for page in pages:
        assert [line.role for line in page.lines] == [
            LineRole.PAGE_NUMBER,
            LineRole.RUNNING_HEADER,
            LineRole.BODY,
            LineRole.BODY,
        ]


def test_labels_of_annexes_that_each_begin_a_page_are_no_running_header() -> None:
    tops = (("Phụ lục 0{}", 30), ("(Kèm theo Kế hoạch số 12/KH-UBND)", 50))
    pages = mark_page_furniture(
        [furniture_page(n, *((text.format(n), y) for text, y in tops), ("Nội dung", 200)) for n in range(1, 4)]
    )
    assert {line.role for page in pages for line in page.lines} == {LineRole.BODY}


# --- whole files ---


def lines_of(source: SourceText, role: LineRole) -> list[str]:
    return [line.text for line in source.lines if line.role is role]


def test_a_digital_plan_is_read_with_its_parts_apart(samples: Path) -> None:
    source = read_pdf(samples / "pdf" / "ke_hoach_so_nuoc_sach.pdf", NO_OCR)
    assert {page.origin for page in source.pages} == {TextOrigin.DIGITAL}
    assert lines_of(source, LineRole.PAGE_NUMBER) == ["2", "3"]
    assert [note[:2] for note in lines_of(source, LineRole.FOOTNOTE)] == ["1 ", "2 ", "3 "]
    assert lines_of(source, LineRole.LETTERHEAD)[0].isupper()
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))
    assert all(line.box is not None for line in source.lines)


@pytest.mark.parametrize("name", ["ke_hoach_xa_thach_van", "ke_hoach_phuong_ngoc_kieu"])
def test_every_task_of_the_truth_stands_in_a_row_of_the_tables(samples: Path, name: str) -> None:
    source = read_pdf(samples / "pdf" / f"{name}.pdf", NO_OCR)
    cells = " ".join(" ".join(c.text.split()) for page in source.pages for t in page.tables for c in t.cells)
    tasks = json.loads((samples / "truth" / f"{name}.json").read_text(encoding="utf-8"))["tasks"]
    products = [task["product"] for task in tasks if task["product"]]
    assert products
    missing = [product for product in products if product not in cells]
    assert len(missing) <= 0.15 * len(products)  # a cell cut by the page end stands in two


def test_cells_name_the_lines_they_are_made_of(samples: Path) -> None:
    source = read_pdf(samples / "pdf" / "ke_hoach_xa_thach_van.pdf", NO_OCR)
    by_number = {line.number: line for line in source.lines}
    for page in source.pages:
        for table in page.tables:
            for cell in table.cells:
                if cell.lines is not None:
                    made = [by_number[n] for n in range(cell.lines[0], cell.lines[1] + 1)]
                    assert "\n".join(line.text for line in made) == cell.text
                    assert {line.page for line in made} == {page.number}


def test_a_landscape_page_drawn_on_its_side_is_turned(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    with pikepdf.open(samples / "pdf" / "cong_van_so_xay_dung.pdf") as pdf:
        page = pdf.pages[0]
        box = [float(value) for value in page.mediabox]
        pdf.pages[0].mediabox = [0, 0, box[3], box[2]]
        page.contents_add(f"q 0 1 -1 0 {box[3]} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
        pdf.save(path)
    upright = read_pdf(samples / "pdf" / "cong_van_so_xay_dung.pdf", NO_OCR)
    assert [line.text for line in read_pdf(path, NO_OCR).lines] == [line.text for line in upright.lines]


def test_a_locked_file_asks_for_its_password_and_opens_with_it(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(samples / "pdf" / "cong_van_so_xay_dung.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="mở", owner="chủ"))
    with pytest.raises(EncryptedInput):
        read_pdf(path, NO_OCR)
    assert read_pdf(path, ReadOptions(ocr="never", password="mở")).lines


def test_a_file_without_its_table_of_objects_is_repaired_with_a_notice(samples: Path, tmp_path: Path) -> None:
    data = (samples / "pdf" / "cong_van_so_xay_dung.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: data.rindex(b"startxref")])
    source = read_pdf(path, NO_OCR)
    assert [notice.code for notice in source.notices] == ["repaired"]
    assert source.lines


def blank_pdf(path: Path, pages: int) -> Path:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path)
    return path


@pytest.mark.parametrize("pages", [0, 2])
def test_a_file_without_pages_or_text_is_empty(tmp_path: Path, pages: int) -> None:
    with pytest.raises(EmptyInput):
        read_pdf(blank_pdf(tmp_path / "a.pdf", pages), NO_OCR)


def picture_pdf(path: Path) -> Path:
    buffer = BytesIO()
    Image.new("L", (600, 800), 200).save(buffer, "PDF", resolution=72)
    path.write_bytes(buffer.getvalue())
    return path


def test_pictures_without_text_need_ocr(tmp_path: Path) -> None:
    with pytest.raises(NeedsOcr):
        read_pdf(picture_pdf(tmp_path / "a.pdf"), NO_OCR)


def test_only_the_pages_that_need_it_go_to_ocr(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mixed.pdf"
    with (
        pikepdf.open(samples / "pdf" / "ke_hoach_so_nuoc_sach.pdf") as pdf,
        pikepdf.open(picture_pdf(tmp_path / "picture.pdf")) as picture,
    ):
        pdf.pages.insert(1, picture.pages[0])
        pdf.save(path)
    asked: list[int] = []

    def fake(path: Path, numbers: list[int], options: ReadOptions) -> list[Page]:
        asked.extend(numbers)
        line = Line(text="chữ đọc từ ảnh", page=2, number=1, box=Box(80, 300, 200, 312))
        return [Page(n, (line,), width=600, height=800, origin=TextOrigin.OCR) for n in numbers]

    import extractors.ocr.files

    monkeypatch.setattr(extractors.ocr.files, "read_pdf_pages", fake)
    source = read_pdf(path, ReadOptions())
    assert asked == [2]
    assert [page.origin for page in source.pages] == [
        TextOrigin.DIGITAL,
        TextOrigin.OCR,
        TextOrigin.DIGITAL,
        TextOrigin.DIGITAL,
    ]
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))


def test_a_garbled_layer_is_kept_with_a_notice_when_ocr_is_off(samples: Path) -> None:
    source = read_pdf(samples / "scan_english_ocr" / "cong_van_so_xay_dung.pdf", NO_OCR)
    assert source.lines
    assert {page.origin for page in source.pages} == {TextOrigin.OCR_LAYER}
    assert [notice.code for page in source.pages for notice in page.notices] == ["needs-ocr"]


def test_the_picture_under_a_layer_tells_of_invisible_text_and_ruled_tables(samples: Path) -> None:
    scan = samples / "scan_english_ocr" / "ke_hoach_xa_thach_van.pdf"
    assert mostly_invisible(scan, 1)
    assert not mostly_invisible(samples / "pdf" / "ke_hoach_xa_thach_van.pdf", 1)
    assert not shows_ruled_table(scan, 1)
    assert shows_ruled_table(scan, 4)


def stamped(path: Path, source: Path, at: Any, text: str) -> Path:
    """``source`` with a text annotation over its first page, as a document system fills in a number."""
    with pikepdf.open(source) as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        appearance = pdf.make_stream(f"BT /F1 13 Tf 0 3 Td ({text}) Tj ET".encode())
        appearance.Type, appearance.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        appearance.BBox = [0, 0, at[2] - at[0], at[3] - at[1]]
        appearance.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=list(at), F=4, AP=pikepdf.Dictionary(N=appearance)
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(annotation)]))
        pdf.save(path)
    return path


def test_text_of_a_signing_stamp_stands_apart(samples: Path, tmp_path: Path) -> None:
    plain = samples / "pdf" / "cong_van_so_xay_dung.pdf"
    source = read_pdf(stamped(tmp_path / "a.pdf", plain, (400, 810, 560, 830), "Ky boi: Van phong"), NO_OCR)
    assert lines_of(source, LineRole.STAMP) == ["Ky boi: Van phong"]
    body = [line.text for line in source.lines if line.role is not LineRole.STAMP]
    assert body == [line.text for line in read_pdf(plain, NO_OCR).lines]


@pytest.mark.needs_shared
def test_a_real_letter_reads_with_its_number_filled_in(shared: Path) -> None:
    source = read_pdf(shared / "real" / "qn_21_TB_digital.pdf", NO_OCR)
    letterhead = [line.text.replace(" ", "") for line in source.lines if line.role is LineRole.LETTERHEAD]
    assert "Số:11/TB-UBND" in letterhead
    assert not any(page.tables for page in source.pages)


def test_a_plan_in_the_fonts_of_before_unicode_is_read_as_unicode(tmp_path: Path) -> None:
    from samples.sampling.fonts import find_folder
    from samples.sampling.legacy import write_legacy_pdf
    from samples.sampling.random_plan import random_plan

    if find_folder() is None:
        pytest.skip("needs the Liberation fonts (fonts-liberation2)")
    plan = random_plan(12, rows=0, body=1)
    write_legacy_pdf(plan, tmp_path / "old.pdf")
    lines = [line.text for line in read_pdf(tmp_path / "old.pdf", ReadOptions(ocr="never")).lines]
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in line for line in lines), "capitals by the capital font"
    assert any("Độc lập - Tự do - Hạnh phúc" in line for line in lines)
    assert any(line.startswith("Lưu:") or "- Lưu:" in line for line in lines), "ư is the code of the soft hyphen"
