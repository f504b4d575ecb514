"""Tables whose cells come in no row's order: how they are known, their header, their cells and their rows."""

from __future__ import annotations

from itertools import count

import pytest

from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.scattered import read_scattered
from extractors.tasks.scattered_header import SCATTERED, find_scattered_header, in_rows
from extractors.tasks.scattered_rows import MISREAD
from tests.task_columns import FIELDS

COLUMNS = [Column(index, field, field) for index, field in enumerate(FIELDS)]

BY_COLUMNS = """
TT

Nội dung nhiệm vụ

1

2

3

Cơ quan chủ trì

Rà soát văn bản quy phạm pháp luật do xã
ban hành trong năm

Tổ chức tuyên truyền cải cách hành chính
trên hệ thống truyền thanh của xã

Kiểm tra việc giải quyết thủ tục hành chính
của các thôn

Văn phòng HĐND và
UBND xã

Phòng Văn hóa - Xã hội

Trung tâm Phục vụ hành
chính công xã

Cơ quan phối hợp

Thời gian

Sản phẩm

Các cơ quan, đơn vị

Các đoàn thể

Các cơ quan, đơn vị

Quý II/2026

Hàng quý

Tháng 9/2026

Báo cáo

Tin, bài

Kế hoạch; báo cáo
"""

ROW_BY_ROW = """
TT

Nội dung nhiệm vụ

Cơ quan chủ trì

Thời gian

1

Rà soát văn bản quy phạm pháp luật

Văn phòng UBND xã

Quý II/2026

2

Tổ chức tuyên truyền cải cách hành chính

Phòng Văn hóa - Xã hội

Hàng quý

3

Kiểm tra việc giải quyết thủ tục hành chính

Văn phòng UBND xã

Tháng 9/2026

4

Báo cáo kết quả thực hiện kế hoạch

Văn phòng UBND xã

Quý IV/2026

5

Sơ kết việc thực hiện kế hoạch

Văn phòng UBND xã

Quý III/2026
"""


def lines_of(text: str, first_page: int = 1) -> list[TextLine]:
    """The lines of a text, a form feed between pages."""
    found: list[TextLine] = []
    gap, numbers = 0, count(1)
    for at, page in enumerate(text.split("\f")):
        opens_page = at > 0
        for line in page.split("\n"):
            number = next(numbers)
            if line.strip():
                found.append(TextLine(line.strip(), number, first_page + at, gap, break_before=int(opens_page)))
                gap, opens_page = 0, False
            else:
                gap += 1
    return found


def rows_of(text: str, columns: list[Column] | None = None) -> list[TableRow]:
    return read_scattered(lines_of(text), columns or COLUMNS, damaged=False)


def without_header(text: str) -> str:
    lines = lines_of(text)
    header = find_scattered_header(lines)
    assert header is not None
    kept = [line for line, mark in zip(lines, header.marks, strict=True) if not mark]
    return "\n".join(("\n" if line.gap else "") + line.text for line in kept)


def joined(row: TableRow) -> list[str]:
    return [" ".join(row.cells.get(column.index, "").split()) for column in COLUMNS[1:]]


# --- the shape and the header ---


def test_cells_of_one_column_after_another_are_no_rows() -> None:
    five = BY_COLUMNS + "\n4\n\n5\n\nQuý I/2026\n\n2026\n\nHàng năm\n"
    assert in_rows(lines_of(five)) < SCATTERED
    assert in_rows(lines_of(ROW_BY_ROW)) == 1.0


def test_few_deadlines_tell_nothing() -> None:
    assert in_rows(lines_of("1\n\n2\n\n3\n\nQuý I/2026\n\nQuý II/2026\n\nQuý III/2026")) == 1.0


@pytest.mark.parametrize("labels", ["1 2 3 4 5", "a) b) c) d) đ)", "(1) (2) (3) (4) (5)", "I.1 I.2 I.3 II.1 II.2"])
def test_rows_are_known_by_whatever_they_count_with(labels: str) -> None:
    deadlines = ("Quý I/2026", "2026", "Hằng năm", "Tháng 6/2026", "Quý II/2027")
    rows = zip(labels.split(), deadlines, strict=True)
    text = "\n\n".join(f"{label}\n\nMở {number} lớp\n\n05 trường\n\n{deadline}"
                       for number, (label, deadline) in enumerate(rows))  # fmt: skip
    assert in_rows(lines_of(text)) == 1.0


def test_deadlines_of_rows_without_numbers_stand_apart_from_each_other() -> None:
    deadlines = ("Quý I/2026", "2026", "Hằng năm", "Tháng 6/2026", "Quý II/2027")
    by_rows = "\n\n".join(f"Mở lớp dạy nghề\n\n- 200 giáo viên\n\n{deadline}" for deadline in deadlines)
    by_columns = "\n\n".join(["Mở lớp dạy nghề"] * 5) + "\n\n" + "\n\n".join(deadlines)
    assert in_rows(lines_of(by_rows)) == 1.0
    assert in_rows(lines_of(by_columns)) < SCATTERED


def test_the_names_of_columns_stand_among_the_cells() -> None:
    lines = lines_of(BY_COLUMNS)
    header = find_scattered_header(lines)
    assert header is not None
    assert [column.field for column in header.columns] == FIELDS
    marked = [line.text for line, mark in zip(lines, header.marks, strict=True) if mark]
    assert marked == ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]


def test_a_header_printed_together_tells_the_order_of_the_columns() -> None:
    together = "TT\n\nNội dung công việc\n\nSản phẩm\n\nThời hạn\n\nĐơn vị chủ trì\n\n1\n\nRà soát văn bản"
    header = find_scattered_header(lines_of(together))
    assert header is not None
    assert [column.field for column in header.columns] == ["number", "content", "product", "deadline", "lead_agency"]
    torn = "Sản phẩm\n\n1\n\nThời hạn\n\nRà soát văn bản\n\nĐơn vị chủ trì\n\nNội dung công việc"
    header = find_scattered_header(lines_of(torn))
    assert header is not None
    assert [column.field for column in header.columns] == ["number", "content", "lead_agency", "deadline", "product"]


def test_the_name_over_two_columns_and_column_numbers_are_of_the_header() -> None:
    text = (
        "TT\n\nNội dung công việc\n(2)\n\nPhân công thực hiện\n\nChủ trì\n(3)\n\nPhối hợp\n(4)\n\nThời hạn\n\n(5)\n\n1"
    )
    lines = lines_of(text)
    header = find_scattered_header(lines)
    assert header is not None
    assert [column.printed for column in header.columns] == [
        "TT",
        "Nội dung công việc",
        "Chủ trì",
        "Phối hợp",
        "Thời hạn",
    ]
    assert [line.text for line, mark in zip(lines, header.marks, strict=True) if not mark] == ["1"]


@pytest.mark.parametrize("text", ["STT\n\nChỉ tiêu\n\nĐơn vị tính\n\n1\n\nSố hộ", "Kết quả\n\nBáo cáo\n\nDanh mục"])
def test_other_tables_have_no_such_header(text: str) -> None:
    assert find_scattered_header(lines_of(text)) is None


# --- cells and rows ---


def test_each_column_gives_its_cells_from_top_to_bottom() -> None:
    rows = rows_of(without_header(BY_COLUMNS))
    assert [row.label for row in rows] == ["1", "2", "3"]
    assert joined(rows[0]) == [
        "Rà soát văn bản quy phạm pháp luật do xã ban hành trong năm",
        "Văn phòng HĐND và UBND xã",
        "Các cơ quan, đơn vị",
        "Quý II/2026",
        "Báo cáo",
    ]
    assert joined(rows[2])[1:] == [
        "Trung tâm Phục vụ hành chính công xã",
        "Các cơ quan, đơn vị",
        "Tháng 9/2026",
        "Kế hoạch; báo cáo",
    ]


def test_a_number_beside_its_content_and_two_cells_on_one_line() -> None:
    rows = rows_of(
        "1 Rà soát văn bản quy phạm pháp luật\ndo xã ban hành\n\n2 Tổ chức tuyên truyền cải cách hành chính\n\n"
        "Văn phòng HĐND và UBND xã\n\nQuý II/2026\n\nHàng quý Phòng Văn hóa - Xã hội",
        [COLUMNS[0], COLUMNS[1], Column(2, "Thời gian", FieldName.DEADLINE), Column(3, "Chủ trì", FieldName.LEAD)],
    )
    assert [row.label for row in rows] == ["1", "2"]
    assert [row.cells[2] for row in rows] == ["Quý II/2026", "Hàng quý"]
    assert [row.cells[3] for row in rows] == ["Văn phòng HĐND và UBND xã", "Phòng Văn hóa - Xã hội"]


def test_groups_have_their_label_and_title_wherever_these_stand() -> None:
    rows = rows_of(
        "I\n\n1\n\nCẢI CÁCH THỂ CHẾ\n\nRà soát văn bản quy phạm pháp luật do xã ban hành\n\n"
        "II\n\nCẢI CÁCH TỔ CHỨC BỘ MÁY\n\n1\n\nSắp xếp các cơ quan chuyên môn của xã theo quy định"
    )
    groups = [(row.label, row.title) for row in rows if row.kind is RowKind.GROUP]
    assert groups == [("I", "CẢI CÁCH THỂ CHẾ"), ("II", "CẢI CÁCH TỔ CHỨC BỘ MÁY")]
    assert [row.label for row in rows if row.kind is RowKind.ROW] == ["1", "1"]


def test_a_group_s_title_may_be_in_small_letters_and_rows_may_count_by_letters() -> None:
    rows = rows_of(
        "I\n\n1\n\na)\n\nb)\n\nCải cách thể chế\n\nRà soát văn bản quy phạm pháp luật do xã ban hành\n\n"
        "Sắp xếp các cơ quan chuyên môn của xã theo quy định\n\nĐào tạo, bồi dưỡng cán bộ, công chức của xã hằng năm"
    )
    assert [(row.label, row.title) for row in rows if row.kind is RowKind.GROUP] == [("I", "Cải cách thể chế")]
    assert [row.label for row in rows if row.kind is RowKind.ROW] == ["1", "a", "b"]


def test_a_line_that_is_only_its_page_s_number_is_no_cell() -> None:
    text = without_header(BY_COLUMNS) + "\f2\n\n4\n\nXây dựng kế hoạch đào tạo, bồi dưỡng cán bộ\n\nTháng 10/2026"
    assert [row.label for row in rows_of(text)] == ["1", "2", "3", "4"]


def test_a_content_goes_on_behind_the_page_end_and_rows_keep_to_their_page() -> None:
    text = without_header(BY_COLUMNS) + (
        "\f(tiếp theo) tại các trường học trên địa bàn\n\n4\n\nXây dựng kế hoạch đào tạo, bồi dưỡng cán bộ\n\n"
        "5\n\nSơ kết việc thực hiện kế hoạch\n\nPhòng Văn hóa - Xã hội\n\nVăn phòng HĐND và UBND xã\n\n"
        "Các trường học\n\nCác đoàn thể\n\nTháng 10/2026\n\nHàng năm\n\nKế hoạch\n\nBáo cáo"
    )
    rows = rows_of(text)
    assert [row.label for row in rows] == ["1", "2", "3", "4", "5"]
    assert joined(rows[2])[0].endswith("của các thôn (tiếp theo) tại các trường học trên địa bàn")
    assert joined(rows[3])[1:] == ["Phòng Văn hóa - Xã hội", "Các trường học", "Tháng 10/2026", "Kế hoạch"]


def test_where_a_cell_is_empty_those_read_one_after_another_share_a_row_and_doubt_is_said() -> None:
    text = (
        "1\n\nRà soát văn bản quy phạm pháp luật do xã ban hành\n\nVăn phòng HĐND và UBND xã\n\nCác đoàn thể\n\n"
        "Quý I/2026\n\n"
        "2\n\nTổ chức tuyên truyền cải cách hành chính trên địa bàn\n\n3\n\n"
        "Kiểm tra việc giải quyết thủ tục hành chính\n\nCông an xã\n\nCác thôn\n\nQuý III/2026"
    )
    rows = rows_of(text)
    assert joined(rows[0])[1:4] == ["Văn phòng HĐND và UBND xã", "Các đoàn thể", "Quý I/2026"]
    assert joined(rows[2])[1:3] == ["Công an xã", "Các thôn"]
    assert joined(rows[1])[1:3] == ["", ""]
    doubted = [row for row in rows if row.notes]
    assert doubted
    assert all("không chắc" in note for row in doubted for note in row.notes)
    assert min(row.confidence for row in rows) < 0.9


def test_every_word_stands_in_some_cell() -> None:
    rows = rows_of(without_header(BY_COLUMNS))
    words = " ".join(text for row in rows for text in [row.label, row.title, *row.cells.values()]).split()
    assert sorted(words) == sorted(without_header(BY_COLUMNS).split())


def test_numbers_fewer_than_the_rows_stand_where_the_count_has_them() -> None:
    """A page of column after column that has lost some numbers, one of them read as letters."""
    tasks = [
        "Mở lớp dạy nghề rèn cho thanh niên",
        "Trồng cây dọc bờ kênh mới đào",
        "Khám sức khỏe cho người cao tuổi",
        "Sửa chữa cầu treo bắc qua suối",
        "Lập hồ sơ quản lý rừng cộng đồng",
        "Tổ chức hội thi tiếng hát hằng năm",
    ]
    times = ["Quý I/2026", "Quý II/2026", "Quý III/2026", "Quý IV/2026", "Tháng 6/2026", "Tháng 9/2026"]
    text = "\n\n".join(["3", "4", "LF", "6", *tasks, *times])
    rows = read_scattered(lines_of(text), COLUMNS, damaged=True)
    assert [(row.label, row.cells[1]) for row in rows] == list(zip(["", "", "3", "4", "5", "6"], tasks, strict=True))
    assert not any("LF" in text for row in rows for text in row.cells.values())
    assert [note for row in rows for note in row.notes if "LF" in note] == [MISREAD.format("LF", 5)]
    assert MISREAD.format("LF", 5) in rows[4].notes


PAGE_OF_BLOCKS = """TT

Nội dung nhiệm vụ

Mở lớp dạy nghề rèn cho thanh niên trong xã

Trồng cây dọc bờ kênh mới đào năm ngoái

Cơ quan chủ trì

Phòng Kinh tế

Công an xã

Thời gian hoàn thành

Quý I/2026

Quý II/2026

Sản phẩm

Lớp học

Hàng cây"""


def under(text: str) -> list[tuple[str, set[str]]]:
    """The lines of cells, each with the names of columns that stand above its block."""
    lines = lines_of(text)
    header = find_scattered_header(lines)
    assert header is not None
    told = zip(lines, header.marks, header.under, strict=True)
    return [(line.text, {header.columns[at].printed for at in above}) for line, mark, above in told if not mark]


def test_names_of_columns_side_by_side_are_known_in_pieces_by_those_of_another_page() -> None:
    pieces = "Thời gian hoàn\n\nCơ quan chủ trì thành\n\nPhòng Văn hóa Tháng 6/2027\n\nTrạm Y tế xã Tháng 9/2027"
    second = PAGE_OF_BLOCKS[: PAGE_OF_BLOCKS.index("Cơ quan")] + pieces + "\n\nSản phẩm\n\nBáo cáo\n\nSổ ghi"
    found = dict(under(f"{PAGE_OF_BLOCKS}\f{second}"))
    assert found["Phòng Văn hóa Tháng 6/2027"] == {"Cơ quan chủ trì", "Thời gian hoàn thành"}
    assert found["Báo cáo"] == {"Sản phẩm"}
    assert not {"Thời gian hoàn", "Cơ quan chủ trì thành"} & found.keys()


def test_names_before_one_another_keep_the_order_of_their_lines() -> None:
    names = "TT\n\nNội dung nhiệm vụ\n\nThời gian thực\nhiện\n\nCơ quan chủ trì\n\nSản phẩm"
    header = find_scattered_header(
        lines_of(f"{names}\n\n1\n\nMở lớp dạy nghề\n\nQuý I/2026\n\nPhòng Kinh tế\n\nLớp học")
    )
    assert header is not None
    fields = [column.field for column in header.columns]
    assert fields[2:] == [FieldName.DEADLINE, FieldName.LEAD, FieldName.PRODUCT]


def test_what_is_mostly_no_body_does_not_stand_under_the_name_of_one() -> None:
    """A block of contents and leads, read across below the leads' name alone."""
    mixed = "Khám sức khỏe cho người cao tuổi Trạm Y tế\n\nSửa cầu treo bắc qua suối Công an xã\n\nHội thi Hội Phụ nữ"
    first = PAGE_OF_BLOCKS.replace("Thời gian", "Cơ quan phối hợp\n\nHội Phụ nữ\n\nCác thôn\n\nThời gian")
    second = first.replace("Phòng Kinh tế\n\nCông an xã", mixed)
    found = dict(under(f"{first}\f{second}"))
    assert found["Khám sức khỏe cho người cao tuổi Trạm Y tế"] == set()
    assert found["Phòng Kinh tế"] == {"Cơ quan chủ trì"}
    assert found["Các thôn"] == {"Cơ quan phối hợp"}


def test_names_of_three_columns_side_by_side_stand_above_a_block_but_not_above_most_of_the_page() -> None:
    first = PAGE_OF_BLOCKS.replace("Thời gian", "Cơ quan phối hợp\n\nHội Phụ nữ\n\nCác thôn\n\nThời gian")
    names = "Cơ quan chủ trì Cơ quan phối hợp\nThời gian hoàn thành"
    row = "Trạm Y tế xã Hội Phụ nữ Quý IV/2026"
    top, foot = first[: first.index("Cơ quan chủ trì")], first[first.index("Sản phẩm") :]
    few, many = (dict(under(f"{first}\f{top}{names}\n\n{(row + chr(10)) * rows}\n{foot}")) for rows in (2, 12))
    assert few[row] == {"Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"}
    assert many[row] == set()


NAMES_IN_BLOCKS = """Số
TT

Nhiệm vụ, giải pháp

Sản phẩm, kết
quả

Thời hạn
hoàn thành

Cơ quan chủ trì Phối hợp thực hiện

Nguồn kinh
phí"""


def test_whole_names_go_before_more_lines_of_names_that_would_have_lost_a_word() -> None:
    """ "Nguồn kinh" is no name that lost a word: the word stands on the next line."""
    cells = "1\n\nMở lớp dạy nghề\n\nLớp học\n\nQuý I/2026\n\nPhòng Kinh tế\n\nCác thôn\n\nNgân sách"
    found = dict(under(f"{NAMES_IN_BLOCKS}\n\n{cells}"))
    assert list(found) == cells.split("\n\n")


def test_a_comma_in_a_name_does_not_change_the_order_of_those_beside_it() -> None:
    header = find_scattered_header(lines_of(f"{NAMES_IN_BLOCKS}\n\n1\n\nMở lớp dạy nghề\n\nLớp học"))
    assert header is not None
    assert [column.field for column in header.columns][2:4] == [FieldName.PRODUCT, FieldName.DEADLINE]
