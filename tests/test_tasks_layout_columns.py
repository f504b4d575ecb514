"""Tables in text that keeps the printed layout by spaces: cells by their places, whatever stands in them."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.layout import Line
from extractors.tasks.headers import match_columns
from extractors.tasks.layout_columns import read_layout
from extractors.tasks.model import FieldName
from extractors.tasks.text_table import read_text_table
from tests.sorted_text import sorted_line

HEADER = """\
                                                            Thời gian
TT               Nội dung công việc                                        Cơ quan chủ trì     Sản phẩm
                                                            hoàn thành
(1)                     (2)                                    (3)               (4)             (5)"""
FIRST = """\
     Đắp lại bờ kênh phía đông cánh đồng Nổ trước          Quý II/2027     Phòng Kinh tế xã    Biên bản
1
     mùa mưa                                                                                   nghiệm thu
2    Dạy bơi cho trẻ em trong các thôn ven sông, mỗi       Tháng 6/2027    Ban Chỉ huy Quân sự Lớp học
     thôn một lớp                                                          xã
II   VỆ SINH MÔI TRƯỜNG CHUNG CỦA CÁC THÔN VÀ KHU CHỢ TRUNG TÂM XÃ
     Dọn rác hai bên đường liên thôn vào sáng chủ nhật     Hằng tháng      Trưởng các thôn     Ảnh chụp
3
     cuối tháng
4    Trồng tre chắn sóng ngoài bãi                         Quý I/2028      Hội Nông dân xã     Hàng tre"""
SECOND = """\
TT               Nội dung công việc                                      Cơ quan chủ trì     Sản phẩm
                                                          hoàn thành
5    Sửa mái nhà kho của hợp tác xã                      Quý III/2027    Hợp tác xã          Nhà kho
6    Đặt thùng thư góp ý ở nhà văn hóa                   Hằng năm        Văn phòng xã        Sổ ghi"""


def lines(*pages: str) -> list[Line]:
    every = [(text, page) for page, body in enumerate(pages, start=1) for text in body.split("\n")]
    return [Line(text, page, number) for number, (text, page) in enumerate(every, start=1)]


def test_every_cell_is_what_stands_in_its_place() -> None:
    table, _ = read_text_table(lines(f"{HEADER}\n{FIRST}", SECOND))
    assert table is not None
    assert [(column.printed, column.field) for column in table.columns] == [
        ("TT", FieldName.NUMBER),
        ("Nội dung công việc", FieldName.CONTENT),
        ("Thời gian hoàn thành", FieldName.DEADLINE),
        ("Cơ quan chủ trì", FieldName.LEAD),
        ("Sản phẩm", FieldName.PRODUCT),
    ]
    rows = [row for row in table.rows if row.label.isdigit()]
    assert [row.label for row in rows] == ["1", "2", "3", "4", "5", "6"]
    flat = [{at: text.replace("\n", " ") for at, text in row.cells.items()} for row in rows]
    assert flat[0] == {
        1: "Đắp lại bờ kênh phía đông cánh đồng Nổ trước mùa mưa",
        2: "Quý II/2027",
        3: "Phòng Kinh tế xã",
        4: "Biên bản nghiệm thu",
    }
    assert flat[1][3] == "Ban Chỉ huy Quân sự xã"  # a full cell, a single space before the next one
    assert flat[1][4] == "Lớp học"
    assert flat[5] == {1: "Đặt thùng thư góp ý ở nhà văn hóa", 2: "Hằng năm", 3: "Văn phòng xã", 4: "Sổ ghi"}


def test_names_in_other_lines_than_most_are_found_by_their_place() -> None:
    above = """\
                                                                                Thời gian
TT               Nội dung công việc             Đơn vị chủ trì thực                         Sản phẩm
                                                        hiện                    thực hiện"""
    rows = """\
1    Đắp lại bờ kênh phía đông cánh đồng       Phòng Kinh tế xã                Quý II/2027  Biên bản
     Nổ trước mùa mưa                                                                       nghiệm thu
2    Dạy bơi cho trẻ em trong các thôn         Ban Chỉ huy Quân sự                          Lớp học
     ven sông                                  xã                              Tháng 6/2027
3    Dọn rác hai bên đường liên thôn vào       Trưởng các thôn                 Hằng tháng   Ảnh chụp
     sáng chủ nhật"""
    table, _ = read_text_table(lines(f"{above}\n{rows}"))
    assert table is not None
    assert [column.field for column in table.columns] == [
        FieldName.NUMBER,
        FieldName.CONTENT,
        FieldName.LEAD,
        FieldName.DEADLINE,
        FieldName.PRODUCT,
    ]
    assert [row.cells[3] for row in table.rows] == ["Quý II/2027", "Tháng 6/2027", "Hằng tháng"]


def test_a_title_over_all_columns_is_a_group() -> None:
    table, _ = read_text_table(lines(f"{HEADER}\n{FIRST}"))
    assert table is not None
    titles = [row.title for row in table.rows if row.title]
    assert titles == ["VỆ SINH MÔI TRƯỜNG CHUNG CỦA CÁC THÔN VÀ KHU CHỢ TRUNG TÂM XÃ"]


def test_text_that_lost_its_layout_has_none() -> None:
    flat = [Line(" ".join(line.text.split()), line.page, line.number) for line in lines(f"{HEADER}\n{FIRST}")]
    marks = [at < 4 for at in range(len(flat))]
    assert read_layout(flat, marks, match_columns(["TT", "Nội dung", "Chủ trì"])) is None
    assert read_layout([], [], ()) is None


def test_where_the_names_are_lost_the_columns_of_the_header_are_found_by_their_number() -> None:
    table = lines(f"{HEADER}\n{FIRST}")
    damaged = [replace(line, text=line.text.replace("Cơ quan chủ trì", "Cxq uzn cbz xxc")) for line in table]
    known = match_columns(["TT", "Nội dung", "Thời hạn", "Chủ trì", "Sản phẩm"])
    layout = read_layout(damaged, [at < 4 for at in range(len(table))], known)
    assert layout is not None
    assert layout.columns == known
    best, *_ = layout.ways[-1]
    assert best.places == (0, *[1] * 6, 2, 2, 3, 3, 3, 3, 4, 4)


def test_bars_and_a_few_wide_spaces_are_no_layout() -> None:
    every = lines(f"{HEADER}\n{FIRST}", FIRST, FIRST)
    barred = [Line(" | ".join(re.split(r"\s{2,}", line.text.strip())), line.page, line.number) for line in every]
    barred[:6] = every[:6]
    known = match_columns(["TT", "Nội dung", "Thời hạn", "Chủ trì", "Sản phẩm"])
    assert read_layout(barred, [at < 4 for at in range(len(barred))], known) is None


LOW_NAMES = """\
                                                      Sản phẩm       Người chỉ
TT              Nhiệm vụ          Cơ quan chủ trì                                     Thời hạn
                                                      dự kiến        đạo
1    Vá lại lưới chắn rác ở        Phòng Kinh tế      Biên bản
                                                                     Chủ tịch        Quý I/2027
     cống đầu làng                                    nghiệm thu
2    Sơn lại biển chỉ đường        Công an xã         Biển mới
                                                                     Chủ tịch        Quý II/2027
     vào chùa
3    Đo lại ranh giới nghĩa        Phòng Kinh tế      Sơ đồ
                                                                     Phó Chủ tịch    Hằng năm
     trang
4    Trồng hoa trước nhà văn hóa                      Luống hoa      Phó Chủ tịch    Hằng năm"""


def test_names_that_go_on_below_the_others_and_columns_told_by_the_header() -> None:
    table, _ = read_text_table(lines(LOW_NAMES))
    assert table is not None
    assert [column.printed for column in table.columns] == [
        "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm dự kiến", "Người chỉ đạo", "Thời hạn",
    ]  # fmt: skip
    first, *_, last = table.rows
    assert (first.cells[4], first.cells[5]) == ("Chủ tịch", "Quý I/2027")
    assert (last.cells[2], last.inherited) == ("Phòng Kinh tế", {2})


def test_gaps_lie_between_the_names_of_the_header_of_their_page() -> None:
    page = """\
TT        Nội dung             Sản phẩm         Thời hạn
1   Trồng cây keo lai ở Đèo    Rừng keo         Tháng 3 hằng
    Mây                                         năm
2   Be bờ ruộng trũng          Bờ ruộng         Tháng 4 hằng
                                                năm"""
    assert read_layout(lines(page), [True, *[False] * 4], ()) is not None
    table, _ = read_text_table(lines(page))
    assert table is not None
    assert [row.cells[3].replace("\n", " ") for row in table.rows] == ["Tháng 3 hằng năm", "Tháng 4 hằng năm"]


def test_the_last_line_of_a_page_is_no_header_although_it_stands_above_one() -> None:
    table, _ = read_text_table(lines(f"{HEADER}\n{FIRST}\n     đầu làng", SECOND))
    assert table is not None
    last = next(row for row in table.rows if row.label == "4")
    assert last.cells[1].replace("\n", " ") == "Trồng tre chắn sóng ngoài bãi đầu làng"


def test_a_line_that_had_room_for_the_next_word_ends_its_cell() -> None:
    rows = """\
5    Mua sắm
     - Mua hai chiếc thuyền nan cho đội cứu hộ ven        Quý I/2028      Hội Nông dân xã     Thuyền nan
     sông
     - Mua áo phao                                        Quý I/2028      Hội Nông dân xã     Áo phao"""
    table, _ = read_text_table(lines(f"{HEADER}\n{FIRST}\n{rows}"))
    assert table is not None
    contents = [row.cells[1].replace("\n", " ") for row in table.rows if 1 in row.cells]
    assert contents[-3:] == ["Mua sắm", "- Mua hai chiếc thuyền nan cho đội cứu hộ ven sông", "- Mua áo phao"]


def test_the_last_line_of_a_header_may_hold_the_rest_of_the_number_s_name() -> None:
    page = """\
Số       Nội dung              Cơ quan chủ trì    Sản phẩm dự
TT                                                kiến
1    Vá lưới chắn rác          Phòng Kinh tế      Lưới mới
2    Sơn biển chỉ đường        Công an xã         Biển mới
3    Đo ranh giới nghĩa trang  Phòng Kinh tế      Sơ đồ"""
    table, _ = read_text_table(lines(page))
    assert table is not None
    assert [row.label for row in table.rows] == ["1", "2", "3"]
    assert table.rows[0].cells[3] == "Lưới mới"


def test_a_row_of_which_a_line_might_be_cut_otherwise_is_less_sure() -> None:
    full = "6    Trồng tre chắn sóng ở ngoài bãi Đình phía đông Đội        Quý I/2028      Hội Nông dân xã     Hàng tre"
    table, _ = read_text_table(lines(f"{HEADER}\n{FIRST}\n{full.replace('Đội        Quý', 'Đội Quý')}"))
    assert table is not None
    *clear, crowded = [row for row in table.rows if row.label.isdigit()]
    assert crowded.confidence < max(row.confidence for row in clear)


def test_distances_may_be_counted_by_the_word_behind_them_and_names_be_bold() -> None:
    bold = 1.07

    def printed(*cells: str, stretch: float = 1.0) -> str:
        places = (0, 4, 38, 62, 80)
        return sorted_line(*((place / stretch, text) for place, text in zip(places, cells, strict=True) if text))

    text = [
        printed("TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm", stretch=bold),
        printed("1", "Đắp lại bờ kênh phía đông", "Phòng Kinh tế", "Quý II/2027", "Biên bản"),
        printed("", "cánh đồng Nổ", "xã", "", "nghiệm thu"),
        printed("2", "Dạy bơi cho trẻ em mỗi thôn", "Công an xã", "Hằng năm", "Lớp học"),
        printed("", "một lớp", "", "", ""),
        printed("3", "Trồng tre chắn sóng", "Hội Nông dân xã", "Quý I/2028", "Hàng tre"),
        printed("4", "Sửa mái nhà kho", "Hợp tác xã", "Hằng tháng", "Nhà kho"),
    ]
    table, _ = read_text_table(lines("\n".join(text)))
    assert table is not None
    assert [[cell.replace("\n", " ") for cell in row.cells.values()] for row in table.rows] == [
        ["Đắp lại bờ kênh phía đông cánh đồng Nổ", "Phòng Kinh tế xã", "Quý II/2027", "Biên bản nghiệm thu"],
        ["Dạy bơi cho trẻ em mỗi thôn một lớp", "Công an xã", "Hằng năm", "Lớp học"],
        ["Trồng tre chắn sóng", "Hội Nông dân xã", "Quý I/2028", "Hàng tre"],
        ["Sửa mái nhà kho", "Hợp tác xã", "Hằng tháng", "Nhà kho"],
    ]
