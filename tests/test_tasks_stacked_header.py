"""Headers of text read across whose names stand over several lines, side by side."""

from __future__ import annotations

import pytest

from extractors.tasks.across_header import find_header_across
from extractors.tasks.stacked_header import find_stacked_header

ROWS = ("1 Rà soát văn bản Văn phòng Các phòng 2026", "của xã HĐND chuyên môn")


def named(*lines: str) -> list[str]:
    header = find_stacked_header([*lines, *ROWS], stop=10)
    return [] if header is None else [column.printed for column in header.columns]


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
        "Nội dung",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Cơ quan Thời", "TT Nhiệm vụ cụ thể chịu trách"),  # names that are not finished
        ("Cơ quan Thời", "Nhiệm vụ cụ thể chủ trì gian"),  # nothing counts the rows
        ("TT Họ và tên Năm sinh", "Quê quán"),
        ("Thời gian thực hiện", "Cơ quan chủ trì"),
    ],
)
def test_what_is_no_header(lines: tuple[str, ...]) -> None:
    assert not named(*lines)
