"""Tables printed one column after another, each below its name: columns by name, as many cells as rows, titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Line
from extractors.tasks.model import FieldName, RowKind, TableRow
from extractors.tasks.pieces import Piece
from extractors.tasks.scattered import read_scattered
from extractors.tasks.scattered_counts import with_even_counts
from extractors.tasks.scattered_header import ScatteredHeader, find_scattered_header, in_rows
from extractors.tasks.scattered_search import Opened, Step
from extractors.tasks.text_table import read_text_table
from tests.test_tasks_scattered import COLUMNS, joined, lines_of

CONTENTS = """Nội dung công việc

Rà soát văn bản quy phạm pháp luật do xã
ban hành trong năm

Tổ chức tuyên truyền cải cách hành chính

Kiểm tra việc giải quyết thủ tục hành chính
của các thôn
"""
LEADS = """Cơ quan chủ trì

Văn phòng HĐND và
UBND xã

Phòng Văn hóa - Xã hội

Trung tâm Phục vụ hành
chính công xã
"""
COORDINATORS = """Cơ quan phối hợp

Các cơ quan, đơn vị

Các đoàn thể

Các cơ quan, đơn vị
"""
DEADLINES = """Thời gian

Quý II/2026

Hàng quý

Tháng 9/2026
"""
PRODUCTS = """Sản phẩm

Báo cáo

Tin, bài

Kế hoạch; báo cáo
"""


def page_of(*blocks: str) -> str:
    return "\n".join(blocks)


WHOLE = page_of(CONTENTS, LEADS, COORDINATORS, DEADLINES, PRODUCTS)


def header_of(text: str) -> ScatteredHeader:
    header = find_scattered_header(lines_of(text))
    assert header is not None
    return header


def rows_of(text: str) -> list[TableRow]:
    lines, header = lines_of(text), header_of(text)
    below = [at for at in range(len(lines)) if not header.marks[at]]
    return read_scattered(
        [lines[at] for at in below], header.columns, [header.under[at] for at in below], damaged=False
    )


def contents(rows: Sequence[TableRow]) -> list[str]:
    return [joined(row)[0] for row in rows if row.kind is RowKind.ROW]


def under(text: str, line: str) -> list[str]:
    """The names above a line of the text."""
    header = header_of(text)
    at = next(at for at, one in enumerate(lines_of(text)) if one.text == line)
    return [column.printed for column in header.columns if column.index in header.under[at]]


# --- the names above the cells ---


def test_a_line_belongs_to_the_column_whose_name_stands_above_it() -> None:
    assert under(WHOLE, "Phòng Văn hóa - Xã hội") == ["Cơ quan chủ trì"]
    assert under(WHOLE, "Các đoàn thể") == ["Cơ quan phối hợp"]
    assert under(WHOLE, "Tin, bài") == ["Sản phẩm"]


def test_a_name_right_above_its_first_cell_is_known_by_another_page() -> None:
    second = WHOLE.replace("Cơ quan chủ trì\n\n", "Co quan chủ trì\n")  # glued to its cell, and damaged
    text = f"{WHOLE}\f{second}"
    marked = [line.text for line, mark in zip(lines_of(text), header_of(text).marks, strict=True) if mark]
    assert marked.count("Co quan chủ trì") == 1
    assert marked.count("Văn phòng HĐND và") == 0


def test_names_side_by_side_stand_above_both_columns() -> None:
    side = "Cơ quan chủ trì Cơ quan phối hợp\n\nPhòng Kinh tế Các đoàn thể\n\nCông an xã Các thôn\n"
    text = page_of(CONTENTS, side, DEADLINES, PRODUCTS)
    assert under(text, "Công an xã Các thôn") == ["Cơ quan chủ trì", "Cơ quan phối hợp"]


def test_columns_stand_in_the_order_in_which_a_page_prints_them() -> None:
    text = page_of(CONTENTS, PRODUCTS, DEADLINES, LEADS, COORDINATORS)
    fields = [column.field for column in header_of(text).columns]
    assert fields == ["number", "content", "product", "deadline", "lead_agency", "coordinating_agencies"]


def test_columns_stand_in_the_order_of_the_page_that_has_most_of_their_names() -> None:
    others = page_of(CONTENTS, PRODUCTS, LEADS, COORDINATORS, DEADLINES)
    first = page_of(CONTENTS, PRODUCTS, LEADS.split("\n", 1)[1], COORDINATORS, DEADLINES)  # the leads' name is lost
    printed = [column.printed for column in header_of(f"{first}\f{others}").columns]
    assert printed == ["TT", "Nội dung công việc", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]


def test_contents_above_the_first_name_are_the_tables_where_their_own_name_is_lost() -> None:
    nameless = page_of(CONTENTS.split("\n", 1)[1], LEADS, COORDINATORS, DEADLINES, PRODUCTS)
    text = f"{nameless}\f{WHOLE}"
    assert header_of(text).first == 0
    assert header_of(f"Biểu này dùng cho năm 2026\n\n{WHOLE}").first == 1


def test_names_side_by_side_that_lost_a_word_each_are_known_by_other_pages() -> None:
    long = page_of(CONTENTS, LEADS, COORDINATORS, DEADLINES, PRODUCTS).replace("Sản phẩm", "Sản phẩm dự kiến")
    long = long.replace("Thời gian", "Thời gian hoàn thành")
    side = "Sản phẩm dự Thời gian hoàn\n\nBáo cáo Quý II/2026\n\nTin, bài Hàng quý\n\nKế hoạch Tháng 9/2026\n"
    text = f"{long}\f{page_of(CONTENTS, LEADS, COORDINATORS, side)}"
    assert under(text, "Tin, bài Hàng quý") == ["Thời gian hoàn thành", "Sản phẩm dự kiến"]


def test_names_with_a_comma_are_known_in_pieces_too() -> None:
    first = WHOLE.replace("Nội dung công việc", "Nhiệm vụ, giải pháp")
    side = "Nhiệm vụ, giải Cơ quan chủ\npháp trì\n\nMở phiên chợ vùng cao Phòng Kinh tế\n\nSửa cầu treo Công an xã\n"
    text = f"{first}\f{page_of(side, COORDINATORS, DEADLINES, PRODUCTS)}"
    assert under(text, "Sửa cầu treo Công an xã") == ["Nhiệm vụ, giải pháp", "Cơ quan chủ trì"]


def test_a_block_of_bodies_may_begin_with_the_rest_of_a_cell_of_the_page_before() -> None:
    torn = LEADS.replace("Văn phòng HĐND và\nUBND xã", "chính công xã\n\nVăn phòng HĐND và\nUBND xã")
    text = page_of(CONTENTS, torn, DEADLINES, PRODUCTS)
    assert under(text, "Phòng Văn hóa - Xã hội") == ["Cơ quan chủ trì"]


def test_names_torn_from_their_cells_tell_nothing() -> None:
    text = "Sản phẩm\n\n1\n\nThời gian\n\nRà soát văn bản\n\nCơ quan chủ trì\n\nNội dung công việc\n\nQuý I/2026\n\n2"
    assert not any(header_of(text).under)


def test_a_name_above_cells_of_all_columns_tells_nothing() -> None:
    row = (
        "{}\n\nKiểm tra việc giải quyết thủ tục hành chính\ncủa các thôn trên địa bàn xã\n\nBáo cáo\n\nQuý II/2026\n\n"
    )
    rest = "Thời gian\n\n" + "".join(map(row.format, range(4, 9)))
    text = page_of(CONTENTS, LEADS, COORDINATORS, PRODUCTS, rest)
    assert not any(header_of(text).under)


def test_items_of_a_list_count_like_numbers_where_cells_come_row_by_row() -> None:
    row = "{} Kiểm tra việc giải quyết thủ tục hành chính\n\nPhòng Kinh tế\n\nQuý II/2026\n\n"
    text = "".join(row.format(mark) for mark in ("1", "-", "-", "-", "2", "-"))
    assert in_rows(lines_of(text)) == 1.0


# --- cells and rows ---


def test_every_column_is_read_from_top_to_bottom() -> None:
    rows = rows_of(WHOLE)
    assert [joined(row)[1:] for row in rows] == [
        ["Văn phòng HĐND và UBND xã", "Các cơ quan, đơn vị", "Quý II/2026", "Báo cáo"],
        ["Phòng Văn hóa - Xã hội", "Các đoàn thể", "Hàng quý", "Tin, bài"],
        ["Trung tâm Phục vụ hành chính công xã", "Các cơ quan, đơn vị", "Tháng 9/2026", "Kế hoạch; báo cáo"],
    ]


def test_deadlines_beside_another_column_tell_how_many_rows_there_are() -> None:
    side = "Thời gian Sản phẩm\n\nQuý II/2026 Báo cáo\n\nHàng quý Tin, bài\n\nTháng 9/2026 Kế hoạch; báo cáo\n"
    glued = CONTENTS.replace("cải cách hành chính\n\n", "cải cách hành chính\n")
    assert contents(rows_of(page_of(glued, LEADS, side))) == contents(rows_of(WHOLE))


def test_cells_with_no_blank_line_between_are_told_by_what_the_columns_agree_on() -> None:
    glued = CONTENTS.replace("cải cách hành chính\n\n", "cải cách hành chính\n")
    rows = rows_of(page_of(glued, LEADS, COORDINATORS, DEADLINES, PRODUCTS))
    assert contents(rows) == contents(rows_of(WHOLE))
    assert [joined(row) for row in rows] == [joined(row) for row in rows_of(WHOLE)]


def test_a_short_content_more_than_rows_is_the_title_of_a_group() -> None:
    titled = CONTENTS.replace("Tổ chức tuyên", "Tuyên truyền, vận động\n\nTổ chức tuyên")
    rows = rows_of(page_of(titled, LEADS, COORDINATORS, DEADLINES, PRODUCTS))
    assert [row.title for row in rows if row.kind is RowKind.GROUP] == ["Tuyên truyền, vận động"]
    assert contents(rows) == contents(rows_of(WHOLE))


def test_a_content_that_heads_a_list_has_no_other_cells() -> None:
    items = """Nội dung công việc

Rà soát, đơn giản hóa thủ tục hành chính của xã

- Rà soát các thủ tục về đất đai trên địa bàn

- Công khai các thủ tục tại bộ phận một cửa

Kiểm tra việc giải quyết thủ tục hành chính
của các thôn
"""
    rows = rows_of(page_of(items, LEADS, COORDINATORS, DEADLINES, PRODUCTS))
    assert joined(rows[0])[1:] == ["", "", "", ""]
    assert [joined(row)[3] for row in rows[1:]] == ["Quý II/2026", "Hàng quý", "Tháng 9/2026"]


def test_every_word_of_the_cells_stands_in_some_row() -> None:
    header = header_of(WHOLE)
    printed = [line.text for line, mark in zip(lines_of(WHOLE), header.marks, strict=True) if not mark]
    words = " ".join(text for row in rows_of(WHOLE) for text in [row.label, row.title, *row.cells.values()]).split()
    assert sorted(words) == sorted(" ".join(printed).split())


# --- as many cells as rows ---


def evened(opened: Sequence[str], blocks: dict[FieldName, str]) -> list[str]:
    """The first lines of all cells, made as many as rows; before, cells begin with the lines ``opened``."""
    steps: list[Step] = []
    under: dict[int, frozenset[int]] = {}
    number = 0
    for field, block in blocks.items():
        column = next(column.index for column in COLUMNS if column.field is field)
        for line in lines_of(block):
            number += 1
            under[number] = frozenset({column})
            piece = Piece(column, line.text, line.text, 0, 0)
            steps.append(Step(None, replace(line, number=number), (Opened(piece, line.text in opened),)))
    found = with_even_counts(steps, under, COLUMNS)
    return [step.pieces[0].piece.text for step in found if step.pieces[0].opens]


THREE_DEADLINES = "Quý I/2026\n\nHàng quý\n\nTháng 9/2026"


def test_a_lead_read_as_two_is_one_where_the_deadlines_say_so() -> None:
    leads = "Văn phòng HĐND và\nUBND xã\n\nPhòng Kinh tế\n\nCông an xã"
    blocks = {FieldName.LEAD: leads, FieldName.DEADLINE: THREE_DEADLINES}
    every = [*leads.split("\n"), *THREE_DEADLINES.split("\n")]
    assert evened(every, blocks)[:3] == ["Văn phòng HĐND và", "Phòng Kinh tế", "Công an xã"]


def test_two_leads_read_as_one_are_two_where_the_deadlines_say_so() -> None:
    leads = "Văn phòng HĐND và\nUBND xã\nPhòng Kinh tế\n\nCông an xã"
    blocks = {FieldName.LEAD: leads, FieldName.DEADLINE: THREE_DEADLINES}
    opened = ["Văn phòng HĐND và", "Công an xã", *THREE_DEADLINES.split("\n")]
    assert evened(opened, blocks)[:3] == ["Văn phòng HĐND và", "Phòng Kinh tế", "Công an xã"]


def test_products_may_be_fewer_than_rows() -> None:
    products = "Cơ sở dữ liệu\nđược cập nhật\n\nBáo cáo"
    blocks = {FieldName.PRODUCT: products, FieldName.DEADLINE: THREE_DEADLINES}
    opened = ["Cơ sở dữ liệu", "Báo cáo", *THREE_DEADLINES.split("\n")]
    assert evened(opened, blocks)[:2] == ["Cơ sở dữ liệu", "Báo cáo"]


def test_parts_of_a_deadline_are_one_of_the_rows_that_deadlines_tell() -> None:
    leads = "Văn phòng HĐND và\nUBND xã\n\nPhòng Kinh tế\n\nCông an xã"
    deadlines = "Quý I/2026\n\nXong trong\n\ntháng 9/2026\n\nHàng quý"
    opened = ["Văn phòng HĐND và", "Phòng Kinh tế", "Công an xã", *deadlines.split("\n")]
    found = evened(opened, {FieldName.LEAD: leads, FieldName.DEADLINE: deadlines})
    assert found == ["Văn phòng HĐND và", "Phòng Kinh tế", "Công an xã", "Quý I/2026", "Xong trong", "Hàng quý"]


def test_a_column_that_stands_elsewhere_too_is_left_alone() -> None:
    leads = "Văn phòng HĐND và\nUBND xã\nPhòng Kinh tế\n\nCông an xã"
    opened = ["Văn phòng HĐND và", "Công an xã"]
    assert evened(opened, {FieldName.LEAD: leads}) == opened


def test_a_small_table_is_known_by_its_names_alone() -> None:
    texts = [Line(text, 1, number) for number, text in enumerate(WHOLE.split("\n"), start=1)]
    table, _ = read_text_table(texts)
    assert table is not None
    assert [row.cells[table.column_of(FieldName.LEAD) or 0].split("\n")[0] for row in table.rows] == [
        "Văn phòng HĐND và",
        "Phòng Văn hóa - Xã hội",
        "Trung tâm Phục vụ hành",
    ]
