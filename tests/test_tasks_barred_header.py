"""The header of a table with bars between the cells: parts of names in several lines, two levels, how many columns."""

from __future__ import annotations

from extractors.tasks.barred_header import find_barred_header, has_bars, mark_barred_headers, parts_between_bars
from tests.test_tasks_text import facts

ROWS = [
    "1 | Trồng lại hàng dương | Phòng Kinh tế | Hội Phụ nữ | Quý II/2027 | Báo cáo",
    "chắn cát | Hạ tầng | phường",
    "2 | Mở lớp dạy đan lưới | Công an phường | Hội Nông dân | Hằng năm | Lớp học",
]


def names(*header: str) -> list[str]:
    found = find_barred_header([*header, *ROWS], 60)
    return [column.printed for column in found.columns] if found else []


def test_a_wide_space_is_a_border_and_bars_at_the_ends_are_none() -> None:
    assert parts_between_bars("| 1 | Mở lớp   Quý I |") == ["1", "Mở lớp", "Quý I"]


def test_parts_of_names_below_and_above_go_to_the_names_that_they_complete() -> None:
    whole = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành", "Sản phẩm dự kiến"]
    below = ("TT | Nhiệm vụ | Đơn vị chủ trì | Cơ quan phối hợp | Thời hạn hoàn | Sản phẩm dự", "thành | kiến")
    above = ("Thời hạn hoàn | Sản phẩm dự", "TT | Nhiệm vụ | Đơn vị chủ trì | Cơ quan phối hợp | thành | kiến")
    assert names(*below) == whole
    assert names(*above) == whole


def test_a_name_over_two_columns_stands_for_their_place() -> None:
    beside = names("TT | Nhiệm vụ | Phân công thực hiện | Thời hạn | Sản phẩm", "Chủ trì | Phối hợp")
    assert beside == ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"]


def test_where_a_name_over_two_columns_has_a_line_of_its_own_the_rows_tell_its_place() -> None:
    alone = names("Phân công thực hiện", "TT | Nhiệm vụ | Thời hạn | Sản phẩm", "Chủ trì | Phối hợp")
    assert alone == ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"]


def test_a_list_without_names_of_columns_has_no_header() -> None:
    assert find_barred_header(["1 | Gạo | 20 kg", "2 | Muối | 3 kg"], 60) is None


def test_a_header_is_known_again_however_its_names_are_broken() -> None:
    first = ["TT | Nhiệm vụ | Đơn vị chủ trì | Phối hợp | Thời hạn hoàn | Sản phẩm", "thành"]
    again = ["Thời hạn hoàn", "TT | Nhiệm vụ | Đơn vị chủ trì | Phối hợp | thành | Sản phẩm"]
    texts = [*first, *ROWS, *again, *ROWS]
    header = find_barred_header(texts, 60)
    assert header is not None
    assert mark_barred_headers(texts, header) == [True, True, False, False, False, True, True, False, False, False]


def test_bars_here_and_there_do_not_part_cells() -> None:
    assert has_bars(ROWS)
    assert not has_bars([*ROWS[:1], *["Một dòng văn xuôi"] * 9])


def test_bars_keep_words_in_their_cells_and_letters_count_rows() -> None:
    table = [
        "PHỤ LỤC",
        "TT | Nhiệm vụ | Đơn vị chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm",
        "1 | Nhóm nhiệm vụ về nghề cá",
        "a) | Mở lớp dạy đan lưới cho | Phòng Văn hóa - | Hội Nông dân | Hằng năm | Lớp học",
        "người dân | Xã hội",
        "b) | Dựng kho đá ở bến | Công an phường | Hội Phụ nữ | Quý II/2027 | Kho đá khối A",
    ]
    tasks = facts(table).tasks
    rows = [(task.number, task.parent, task.content, task.lead_agency, task.product) for task in tasks]
    assert rows[-2:] == [
        ("a", "1", "Mở lớp dạy đan lưới cho người dân", "Phòng Văn hóa - Xã hội", "Lớp học"),
        ("b", "1", "Dựng kho đá ở bến", "Công an phường", "Kho đá khối A"),
    ]


def test_a_group_between_bars_stays_a_group() -> None:
    table = [
        "PHỤ LỤC",
        "TT | Nhiệm vụ | Đơn vị chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm",
        "I | NGHỀ CÁ",
        "1 | Mở lớp dạy đan lưới | Công an phường | Hội Nông dân | Hằng năm | Lớp học",
        "II | BẾN BÃI",
        "1 | Dựng kho đá ở bến | Công an phường | Hội Phụ nữ | Quý II/2027 | Kho đá",
    ]
    assert [task.group for task in facts(table).tasks] == ["I", "II"]
