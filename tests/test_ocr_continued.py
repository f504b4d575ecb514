"""Tables without rules over the pages of a scan: every page has the columns of the longest."""

from __future__ import annotations

from extractors.layout import Box, Cell, Line, LineRole, Page, Table, TextOrigin, Word
from extractors.ocr.continued import with_continued_tables

EDGES = (50.0, 90.0, 300.0, 420.0, 560.0)


def read_line(number: int, page: int, y: float, *words: tuple[str, float], role: LineRole = LineRole.TABLE) -> Line:
    placed = tuple(Word(text, Box(x, y, x + 6 * len(text), y + 10), 0.9) for text, x in words)
    text = " ".join(word.text for word in placed)
    box = Box(placed[0].box.x0, y, placed[-1].box.x1, y + 10)
    return Line(text, page, number, text, box, placed, role, 0.9)


def table_page(number: int, rows: int) -> Page:
    lines, cells = [], []
    for row in range(rows):
        for column, text in enumerate((str(row + 1), "Rà soát", "Văn phòng", "Tháng 6")):
            y = 100 + 30.0 * row
            lines.append(read_line(len(lines) + 1, number, y, (text, EDGES[column] + 5)))
            box = Box(EDGES[column], y - 5, EDGES[column + 1], y + 25)
            cells.append(Cell(row, column, text, box=box, lines=(len(lines), len(lines))))
    frame = Box(EDGES[0], 95, EDGES[-1], 100 + 30.0 * rows)
    table = Table(number, rows, 4, tuple(cells), frame, rows_drawn=False)
    return Page(number, tuple(lines), (table,), 600, 842, TextOrigin.OCR)


def lone_page(number: int, *words: tuple[str, float]) -> Page:
    return Page(number, (read_line(1, number, 100, *words, role=LineRole.BODY),), (), 600, 842, TextOrigin.OCR)


def test_a_page_with_the_last_row_alone_goes_on_with_the_table() -> None:
    last = lone_page(2, ("9", 55), ("Kiểm tra", 95), ("Công an", 305), ("Hằng năm", 425))
    (table,) = with_continued_tables([table_page(1, 6), last])[1].tables
    assert [cell.text for cell in table.cells] == ["9", "Kiểm tra", "Công an", "Hằng năm"]


def test_a_page_of_text_stays_text() -> None:
    text = lone_page(2, ("Trên đây là Kế hoạch của Ủy ban nhân dân xã, yêu cầu các đơn vị thực hiện.", 60))
    assert with_continued_tables([table_page(1, 6), text])[1] == text
    far = lone_page(3, ("9", 55), ("Kiểm tra", 95), ("Công an", 305), ("Hằng năm", 425))
    assert with_continued_tables([table_page(1, 6), far])[1] == far, "page 2 is between them"


def named_page(
    number: int, edges: tuple[float, ...], names: tuple[str, ...], row: tuple[tuple[str, float], ...]
) -> Page:
    """A table of level rules: a header and one row, each word a line of its own."""
    placed = [(name, edges[at] + 5, at, 0) for at, name in enumerate(names)]
    placed += [(text, x, max(at for at, edge in enumerate(edges) if edge < x), 1) for text, x in row]
    lines, cells = [], []
    for text, x, column, level in placed:
        y = 100 + 30.0 * level
        if text:
            lines.append(read_line(len(lines) + 1, number, y, (text, x)))
        box = Box(edges[column], y - 5, edges[column + 1], y + 25)
        cells.append(Cell(level, column, text, box=box, lines=(len(lines), len(lines)) if text else None))
    table = Table(number, 2, len(edges) - 1, tuple(cells), Box(edges[0], 95, edges[-1], 155), rows_drawn=True)
    return Page(number, tuple(lines), (table,), 600, 842, TextOrigin.OCR)


NAMES = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
FIRST = named_page(1, EDGES, NAMES, (("1", 55), ("Rà soát", 95), ("Công an", 305), ("Hằng năm", 425)))


def test_a_page_with_the_same_names_and_a_column_without_one_has_the_columns_before_it() -> None:
    edges = (50.0, 90.0, 160.0, 300.0, 420.0, 560.0)
    again = named_page(2, edges, ("TT", "", "Nhiệm vụ", "Chủ trì", "Thời hạn"), (("trực tiếp", 95), ("xã", 305)))
    (table,) = with_continued_tables([FIRST, again])[1].tables
    assert table.column_count == 4
    assert {(cell.column, cell.text) for cell in table.cells if cell.text not in NAMES and cell.text} == {
        (1, "trực tiếp"),
        (2, "xã"),
    }
    other = named_page(2, edges, ("TT", "", "Họ và tên", "Chức vụ", "Điện thoại"), (("An", 95), ("xã", 305)))
    assert with_continued_tables([FIRST, other])[1] == other


def test_a_counted_row_alone_on_a_page_goes_on_with_a_table_of_level_rules() -> None:
    lines = (
        read_line(1, 2, 100, ("Kiểm tra bến đò", 95), ("Công an", 305), role=LineRole.BODY),
        read_line(2, 2, 114, ("2", 55), ("Hằng quý", 425), role=LineRole.BODY),
    )
    last = Page(2, lines, (), 600, 842, TextOrigin.OCR)
    (table,) = with_continued_tables([FIRST, last])[1].tables
    assert {(cell.column, cell.text) for cell in table.cells if cell.text} == {
        (0, "2"),
        (1, "Kiểm tra bến đò"),
        (2, "Công an"),
        (3, "Hằng quý"),
    }


def test_a_signature_under_a_table_stays_text() -> None:
    lines = (
        read_line(1, 2, 100, ("Nơi nhận:", 55), ("CHỦ TỊCH", 425), role=LineRole.LETTERHEAD),
        read_line(2, 2, 114, ("- Các thôn;", 55), ("Trần Văn Bảy", 425), role=LineRole.LETTERHEAD),
    )
    end = Page(2, lines, (), 600, 842, TextOrigin.OCR)
    assert with_continued_tables([FIRST, end])[1] == end
