"""Headers of text read across whose names stand over several lines, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.tasks.across_header import find_header_across
from extractors.tasks.headers import match_columns
from extractors.tasks.stacked_header import stacked_headers
from extractors.tasks.stacked_names import with_stacked_names
from extractors.tasks.text_header import TextHeader
from normalizers.agencies import fold

ROWS = ("1 Rà soát văn bản Văn phòng Các phòng 2026", "của xã HĐND chuyên môn")


def named(*lines: str) -> list[str]:
    headers = stacked_headers([*lines, *ROWS], stop=10)
    return [column.printed for column in headers[0].columns] if headers else []


def test_names_in_the_middle_of_the_header_s_height() -> None:
    lines = (
        "Cơ quan Thời",
        "TT Nhiệm vụ cụ thể chịu trách Cơ quan Kết quả điểm",
        "nhiệm chính tham gia đầu ra hoàn",
        "thành",
    )
    header = find_header_across(["BẢNG TIẾN ĐỘ", *lines, *ROWS], stop=10, guess=False)
    assert header is not None
    assert (header.first, header.after) == (1, 5)
    assert [(column.field, column.printed) for column in header.columns] == [
        ("number", "TT"),
        ("content", "Nhiệm vụ cụ thể"),
        ("lead_agency", "Cơ quan chịu trách nhiệm chính"),
        ("coordinating_agencies", "Cơ quan tham gia"),
        ("product", "Kết quả đầu ra"),
        ("deadline", "Thời điểm hoàn thành"),
    ]


def test_names_in_capitals() -> None:
    assert named("CƠ QUAN CƠ QUAN THỜI", "TT NỘI DUNG CHỦ TRÌ PHỐI HỢP GIAN") == [
        "TT",
        "NỘI DUNG",
        "CƠ QUAN CHỦ TRÌ",
        "CƠ QUAN PHỐI HỢP",
        "THỜI GIAN",
    ]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            (
                "TT Nội dung nhiệm vụ Sản phẩm dự Thời gian phải Cơ quan thực hiện Phòng/đơn vị phối Nguồn kinh phí",
                "kiến hoàn thành hợp",
            ),
            [
                "TT",
                "Nội dung nhiệm vụ",
                "Sản phẩm dự kiến",
                "Thời gian phải hoàn thành",
                "Cơ quan thực hiện",
                "Phòng/đơn vị phối hợp",
                "Nguồn kinh phí",
            ],
        ),
        (
            ("Phân công thực hiện Kết quả/", "STT Nội dung chi tiết Tiến độ Sản phẩm", "Chủ trì Phối hợp"),
            ["STT", "Nội dung chi tiết", "Chủ trì", "Phối hợp", "Tiến độ", "Kết quả/ Sản phẩm"],
        ),
    ],
)
def test_names_that_no_list_has(lines: tuple[str, ...], names: list[str]) -> None:
    header, *_ = stacked_headers([*lines, *ROWS], stop=10)
    assert sorted(column.printed for column in header.columns) == sorted(names)
    assert (header.first, header.after, header.certain) == (0, len(lines), False)


def test_a_header_with_a_name_that_no_list_has_is_believed_above_tasks_only() -> None:
    lines = ("Đơn vị, bộ phận", "TT Nội dung chi tiết Cơ quan phối hợp Thời hạn trình", "chủ trì")
    header = find_header_across([*lines, *ROWS], stop=10, guess=False)
    assert header is not None
    assert not header.certain


@pytest.mark.parametrize(
    "lines",
    [
        ("Cơ quan Thời", "TT Nhiệm vụ"),  # names that are not finished
        ("Cơ quan Thời", "Nhiệm vụ cụ thể chủ trì gian"),  # nothing counts the rows
        ("TT Họ và tên Năm sinh", "Quê quán"),
        ("Số Đơn vị Đơn giá Thành tiền", "TT Nội dung tính lượng (đồng) (đồng)"),  # a budget
        ("Thời gian thực hiện", "Cơ quan chủ trì"),
    ],
)
def test_what_is_no_header(lines: tuple[str, ...]) -> None:
    assert not named(*lines)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ("Lãnh đạo phụ Thời hạn hoàn", "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp", "trách thành"),
            [
                "TT",
                "Nội dung công việc",
                "Lãnh đạo phụ trách",
                "Cơ quan chủ trì",
                "Cơ quan phối hợp",
                "Thời hạn hoàn thành",
            ],
        ),
        (
            ("Phân công thực hiện", "STT Nội dung nhiệm vụ Tiến độ Ghi chú", "Chủ trì Phối hợp"),
            ["STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Tiến độ", "Ghi chú"],
        ),
    ],
)
def test_columns_that_are_known_get_their_whole_names(lines: tuple[str, ...], names: list[str]) -> None:
    columns = tuple(replace(column, printed="") for column in match_columns(names))
    main = TextHeader(1, 2, columns, (fold(lines[1]),))
    header = with_stacked_names(main, [*lines, *ROWS])
    assert [column.printed for column in header.columns] == names
    assert [column.field for column in header.columns] == [column.field for column in columns]
    assert (header.first, header.after) == (0, 3)


def test_names_stay_where_a_line_holds_anything_else() -> None:
    columns = match_columns(["TT", "Nội dung", "Chủ trì", "Thời hạn"])
    header = TextHeader(0, 1, columns, ("tt noi dung chu tri thoi han xxx",))
    assert with_stacked_names(header, ["TT Nội dung Chủ trì Thời hạn xxx", *ROWS]) == header
