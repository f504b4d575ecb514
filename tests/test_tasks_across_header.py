"""The header of a table read across its columns: found with its other lines, completed by what the rows hold."""

from __future__ import annotations

from extractors.tasks.across_header import find_header_across, mark_headers_across
from extractors.tasks.adhesion import capital_starts
from extractors.tasks.model import FieldName
from tests.task_columns import FIELDS

HEADER = ["Thời gian", "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Sản phẩm"]
ROWS = [
    "1 | Tuần tra rừng đầu nguồn | Công an xã | Các thôn | Quý I/2026 | Sổ ghi",
    "2 | Mở lớp dạy làm men rượu | Phòng Kinh tế | Hội Phụ nữ | Tháng 6/2026 | Lớp học",
    "3 | Khám sức khỏe tại nhà | Trạm Y tế xã | Hội Người cao tuổi | Hàng năm | Sổ khám",
    "4 | Tặng quà dịp Tết | Phòng Văn hóa - Xã hội | Các thôn | Hàng năm | Danh sách",
    "5 | Trồng thử giống lúa mới | Phòng Kinh tế | Hội Nông dân | Năm 2027 | Báo cáo",
]


def test_a_column_of_deadlines_without_a_name_stands_where_the_rows_have_it() -> None:
    header = find_header_across([*HEADER, *ROWS], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == FIELDS
    before_the_agencies = [
        " | ".join([*(cells := row.split(" | "))[:2], cells[4], *cells[2:4], cells[5]]) for row in ROWS
    ]
    header = find_header_across([*HEADER, *before_the_agencies], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == [FIELDS[i] for i in (0, 1, 4, 2, 3, 5)]


def test_the_lower_level_of_a_header_stands_where_the_rows_have_its_columns() -> None:
    header = find_header_across(["TT | Nội dung công việc | Thời hạn | Kết quả", "Chủ trì | Phối hợp", *ROWS], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == FIELDS


def test_a_lead_that_left_only_a_trace_beside_the_header_stands_before_the_coordinating_bodies() -> None:
    damaged = ["Sx = i o Don vi chi tri eee", "TT Nội dung công việc thực hiện Đơn vị phối hợp Thời hạn Kết quả"]
    header = find_header_across([*damaged, *ROWS], stop=10)
    assert header is not None
    assert [column.field for column in header.columns if column.field is not FieldName.EXTRA] == FIELDS


def test_a_product_that_left_only_a_trace_above_the_header_stands_where_the_rows_have_it() -> None:
    damaged = ["Sản phẩm dự", "TT Nội dung công việc Cơ quan chủ trì Đơn vị phối hợp Tiến độ eee"]
    header = find_header_across([*damaged, *ROWS], stop=10)
    assert header is not None
    assert [column.field for column in header.columns if column.field is not FieldName.EXTRA] == FIELDS


def test_lines_above_and_below_that_hold_only_parts_of_names_belong_to_the_header() -> None:
    header = find_header_across([*HEADER, "hoàn thành", *ROWS], stop=10)
    assert header is not None
    assert (header.first, header.after) == (0, 3)


def test_the_first_group_is_no_column_although_it_is_like_one() -> None:
    header = find_header_across([HEADER[1], "Công tác lãnh đạo, chỉ đạo", *ROWS], stop=10)
    assert header is not None
    assert header.after == 1
    assert FieldName.EXTRA not in [column.field for column in header.columns]


def test_a_damaged_header_is_known_again_with_what_is_left_of_its_other_lines() -> None:
    again = ["at Arr sgs a Thơi gian : bx", "TT Nội dung côg việc Cơ quan chủ tri Cơ quan phối hợp Sản phâm"]
    texts = [*HEADER, *ROWS[:2], *again, *ROWS[2:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    assert mark_headers_across(texts, header) == [True, True, False, False, True, True, False, False, False]


def test_what_a_page_end_cuts_off_a_row_is_no_part_of_the_header_printed_below_it() -> None:
    texts = [HEADER[1], *ROWS[:2], "hành chính công", "kết", HEADER[1], "TT Lãnh đạo", *ROWS[2:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    assert [at for at, mark in enumerate(mark_headers_across(texts, header)) if mark] == [0, 5, 6]


def test_a_capital_begins_something_new_where_no_name_stands() -> None:
    assert capital_starts("giữa", "Các") > 1.5
    assert capital_starts("xã", "Báo") > 1.5
    assert capital_starts("của", "Bộ") < 0.5
    assert capital_starts("xong.", "Các") == 0.0


def test_a_damaged_header_gives_its_columns_in_the_order_of_its_lines() -> None:
    damaged = ["Thoi han", "SIT Noi dung thuc hien Ket qua qua Don vi chu tri Don vi phoi hop hoan thanh Ghi cha"]
    rows = [" | ".join([*(cells := row.split(" | "))[:2], cells[5], *cells[2:5], "mới"]) for row in ROWS]
    header = find_header_across([*damaged, *rows], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == [*[FIELDS[i] for i in (0, 1, 5, 2, 3, 4)], FieldName.EXTRA]


def test_a_column_beside_the_fields_is_traced_where_the_header_has_it() -> None:
    damaged = ["+ NAS Lanh dao phu Don vi chu tri thuc eee", "TT Noi dung, giai phap Don vi phoi hop Thoi han San pham"]
    rows = [" | ".join([*(cells := row.split(" | "))[:2], "Phó Chủ tịch", *cells[2:]]) for row in ROWS]
    header = find_header_across([*damaged, *rows], stop=10)
    assert header is not None
    extra = [column for column in header.columns if column.field is FieldName.EXTRA]
    assert [column.printed for column in extra] == ["Lãnh đạo phụ trách"]
    assert [column.field for column in header.columns if column not in extra] == FIELDS
    assert extra[0].index == 2


def test_a_lead_without_a_trace_is_added_where_every_row_names_two_bodies() -> None:
    header = find_header_across(["TT Nội dung công việc Cơ quan phối hợp Thời gian Sản phẩm", *ROWS, *ROWS], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == FIELDS


def test_persons_whose_column_has_lost_its_name_are_no_leads() -> None:
    rows = [" | ".join([*(cells := row.split(" | "))[:2], "Phó Chủ tịch", *cells[2:]]) for row in ROWS]
    header = find_header_across([HEADER[1].replace("Sản", "Thời gian Sản"), *rows, *rows], stop=10)
    assert header is not None
    fields = [column.field for column in header.columns]
    assert fields == [*FIELDS[:2], FieldName.EXTRA, *FIELDS[2:]]


def test_what_stands_above_a_header_on_its_page_belongs_to_it() -> None:
    texts = [HEADER[1], *ROWS[:2], "mẹ - ie bee. ee 2", HEADER[1], *ROWS[2:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    marks = mark_headers_across(texts, header, [1, 1, 1, 2, 2, 2, 2, 2])
    assert [at for at, mark in enumerate(marks) if mark] == [0, 3, 4]


def test_a_header_too_damaged_to_be_read_is_known_again_by_the_one_of_the_next_page() -> None:
    """Else the rows of the first page would be lost."""
    damaged = ["x at Noi dung cong Chi tri mee Phoi hop", "1T viec eee Thoi gian aoa San pham"]
    read = "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"
    texts = [*damaged, *ROWS[:2], read, *ROWS[2:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    assert (header.first, header.after) == (0, 2)
    assert [column.field for column in header.columns] == FIELDS
    assert mark_headers_across(texts, header) == [True, True, False, False, True, False, False, False]


def test_one_word_of_a_name_tells_its_column_where_the_rows_have_it() -> None:
    header = find_header_across(
        [
            "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm ea Ghi",
            *(f"{row} | Mới" for row in ROWS),
        ],
        stop=10,
    )
    assert header is not None
    assert [column.field for column in header.columns] == [*FIELDS, FieldName.EXTRA]


def test_what_stands_beside_every_print_of_the_header_belongs_to_it() -> None:
    """However damaged: it is no row that comes on every page."""
    name = "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"
    texts = [text for row in ROWS for text in (name, "trach qua", row)]
    header = find_header_across(texts, stop=10)
    assert header is not None
    assert mark_headers_across(texts, header) == [True, True, False] * len(ROWS)


def test_a_line_that_holds_the_ends_of_names_belongs_to_the_header() -> None:
    name = "TT Nội dung công việc Lãnh đạo phụ Cơ quan chủ trì Cơ quan phối hợp Thời hạn hoàn Sản phẩm"
    rows = [" | ".join([*(cells := row.split(" | "))[:2], "Phó Chủ tịch", *cells[2:]]) for row in ROWS]
    header = find_header_across([name, "trách thành", *rows], stop=10)
    assert header is not None
    assert (header.first, header.after) == (0, 2)
    assert [column.printed for column in header.columns if column.printed.endswith(("trách", "thành"))] == [
        "Lãnh đạo phụ trách",
        "Thời hạn hoàn thành",
    ]


def test_the_first_group_ends_a_header_although_its_label_touches_a_border() -> None:
    """Else "Công tác lãnh đạo, chỉ đạo" would be taken for the name of a column."""
    names = ["TT Nội dung công việc Cơ quan chủ trì eee", "hiện Cơ quan phối hợp Thời gian Sản phẩm"]
    header = find_header_across([*names, "I_ | CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", *ROWS], stop=10)
    assert header is not None
    assert header.after == 2


def test_the_end_of_a_cell_above_the_header_is_no_part_of_it() -> None:
    """Though it holds words of names ("tham gia", "cùng"): those begin in capitals."""
    name = "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"
    header = find_header_across(["trường cùng tham gia, có phân công cụ thể cho từng", name, *ROWS], stop=10)
    assert header is not None
    assert (header.first, header.after) == (1, 2)


def test_the_first_line_of_the_numbers_name_is_no_word_of_the_contents() -> None:
    columns = "Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"
    without_numbers = [row.partition(" | ")[2] for row in ROWS]
    header = find_header_across([f"Số {columns}", "TT", *without_numbers], stop=10)
    assert header is not None
    assert [column.printed for column in header.columns][:2] == ["Số TT", "Nội dung công việc"]
    assert [column.field for column in header.columns] == FIELDS


def test_a_misread_name_of_the_numbers_does_not_hide_the_first_header() -> None:
    columns = "Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"
    header = find_header_across([f"1T {columns}", *ROWS[:3], f"TT {columns}", *ROWS[3:]], stop=10)
    assert header is not None
    assert (header.first, len(header.again)) == (0, 0)
    assert [column.field for column in header.columns] == FIELDS


def test_full_lines_tell_the_place_of_deadlines_that_stand_beside_little_else() -> None:
    """Deadlines in the middle of their rows' height come on lines of their own, which fit every order."""
    columns = "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Sản phẩm"
    rows = [
        "1 Tuần tra rừng đầu nguồn Trước Công an xã Các thôn Báo cáo",
        "2 Mở lớp dạy làm men rượu Xong trong Phòng Kinh tế Hội Phụ nữ Kế hoạch",
        "3 Khám sức khỏe tại nhà Trước Trạm Y tế xã Hội Nông dân Báo cáo",
    ]
    apart = ["30/6/2026", "tháng 9/2026", "30/6/2026 xã", "tại các thôn 15/12/2026"]
    header = find_header_across([columns, *rows, *apart], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == [FIELDS[i] for i in (0, 1, 4, 2, 3, 5)]


NAME = "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"


def test_names_read_as_blocks_at_the_top_of_a_page_are_the_header_again() -> None:
    names = ["Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực", "hiện", "Sản phẩm"]
    texts = [NAME, *ROWS[:3], *names, *ROWS[3:]]
    pages = [1] * 4 + [2] * (len(texts) - 4)
    header = find_header_across(texts, stop=10)
    assert header is not None
    marks = mark_headers_across(texts, header, pages)
    assert [texts[at] for at, mark in enumerate(marks) if mark] == [NAME, *names]


def test_what_is_left_of_names_between_others_at_the_top_of_a_page_ends_no_header() -> None:
    names = ["SU", "Nội dung công việc", "Cơ quan chủ trì", "qua", "Thời gian", "Sản phẩm"]
    texts = [NAME, *ROWS[:3], *names, "UBND xã", *ROWS[3:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    marks = mark_headers_across(texts, header, [1] * 4 + [2] * (len(texts) - 4))
    assert [texts[at] for at, mark in enumerate(marks) if mark] == [NAME, *names]


def test_the_last_lines_of_a_row_at_the_top_of_a_page_are_none() -> None:
    ends = ["Các cơ quan, đơn vị", "thực hiện", "tham gia"]
    texts = [NAME, *ROWS[:3], *ends, *ROWS[3:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    assert mark_headers_across(texts, header, [1] * 4 + [2] * 5) == [True] + [False] * 8


def test_names_above_a_header_on_its_page_belong_to_it_beside_ends_of_cells_that_do_not() -> None:
    above = ["Thời gian", "trên địa bàn các thôn", "Sản phẩm"]
    texts = [NAME, *ROWS[:3], *above, "trực thuộc", "kiểm tra", NAME, *ROWS[3:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    marks = mark_headers_across(texts, header, [1] * 4 + [2] * 8)
    assert [texts[at] for at in range(4, 9) if not marks[at]] == ["trên địa bàn các thôn", "trực thuộc", "kiểm tra"]


def test_any_line_of_the_header_tells_it_at_the_top_of_a_page_with_what_stands_above() -> None:
    header_lines = ["Nội dung công việc Phân công thực hiện Sản phẩm", "TT Chủ trì Phối hợp Thời gian"]
    worse = ["mm xa ee Pha", "oo Nai duag cang viac ee thuc hian a", "TT Chủ tri Phối hợp Thời gian"]
    texts = [*header_lines, *ROWS[:3], *worse, *ROWS[3:]]
    header = find_header_across(texts, stop=10)
    assert header is not None
    marks = mark_headers_across(texts, header, [1] * 5 + [2] * (len(texts) - 5))
    assert [texts[at] for at, mark in enumerate(marks) if mark] == [*header_lines, *worse]


def test_a_title_in_capitals_below_names_in_small_letters_is_the_first_group_s() -> None:
    names = ["TT Nội dung công việc Phân công thực hiện Thời gian Sản phẩm", "Chủ trì Phối hợp"]
    header = find_header_across([*names, "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", *ROWS], stop=10)
    assert header is not None
    assert header.after == len(names)
    assert [column.field for column in header.columns] == FIELDS


def test_persons_before_the_only_body_of_a_line_have_a_column_of_their_own() -> None:
    """Where an OCR lost the bodies of one column, persons and those of the other would fill both of bodies as well."""
    cells = [row.split(" | ") for row in ROWS]
    rows = [" ".join([*own[:2], "Phó Chủ tịch", own[2], *own[4:]]) for own in cells]
    header = find_header_across([HEADER[1].replace("Sản", "Thời gian Sản"), *rows], stop=10)
    assert header is not None
    assert header.columns[2].field is FieldName.EXTRA


UNREADABLE = "SéTT Nhiệm vụ, giải pháp Pmvidmalnyehien oe one Sản phẩm"


def test_two_names_are_enough_where_the_rows_show_deadlines_and_bodies() -> None:
    header = find_header_across([UNREADABLE, *ROWS], stop=10)
    assert header is not None
    assert not header.certain
    assert {FieldName.CONTENT, FieldName.LEAD, FieldName.DEADLINE, FieldName.PRODUCT} <= {
        column.field for column in header.columns
    }


def test_two_names_tell_nothing_above_rows_of_another_kind() -> None:
    amounts = [f"{n} | Mua giống lúa | cân | {n}.250.000 | đồng" for n in range(1, 7)]
    without_deadlines = [" | ".join(row.split(" | ")[:4]) for row in ROWS]
    for rows in (amounts, without_deadlines, ROWS[:4]):
        assert find_header_across([UNREADABLE, *rows], stop=10) is None
