"""The header of text whose cells follow one another, by whole lines: whatever name comes first."""

from __future__ import annotations

import pytest

from extractors.tasks.line_header import find_line_header

ROW = ["1", "Rà soát hồ sơ", "Phòng Kinh tế"]


def header(*lines: str) -> list[tuple[str, str]]:
    found = find_line_header([*lines, *ROW], stop=40)
    return [] if found is None else [(column.printed, column.field.value) for column in found.columns]


def test_names_are_runs_of_whole_lines() -> None:
    assert header(
        "PHỤ LỤC", "TT", "Tên nhiệm vụ", "Chủ trì", "Phối hợp", "Giai đoạn", "thực hiện", "Dự kiến", "sản phẩm"
    ) == [
        ("TT", "number"),
        ("Tên nhiệm vụ", "content"),
        ("Chủ trì", "lead_agency"),
        ("Phối hợp", "coordinating_agencies"),
        ("Giai đoạn thực hiện", "deadline"),
        ("Dự kiến sản phẩm", "product"),
    ]


def test_the_deadline_may_come_first_and_a_line_that_goes_on_is_the_last_names() -> None:
    found = header(
        "Thời gian", "Nội dung công việc", "Người chủ trì", "Phối hợp thực", "hiện", "Kết quả, minh", "chứng"
    )
    assert [field for _, field in found] == ["deadline", "content", "lead_agency", "coordinating_agencies", "product"]
    assert found[-1][0] == "Kết quả, minh chứng"


def test_a_name_that_no_list_has_is_kept_beside_known_ones() -> None:
    found = header(
        "STT", "Vướng mắc đã nêu tại", "biên bản", "Biện pháp khắc phục", "Chủ trì", "Thời hạn", "Hồ sơ chứng minh"
    )
    assert found[1] == ("Vướng mắc đã nêu tại biên bản", "extra")
    assert [field for _, field in found] == ["number", "extra", "content", "lead_agency", "deadline", "product"]


@pytest.mark.parametrize(
    "lines",
    [
        ("TT", "Nhiệm vụ", "Kết quả", "Tổ chức thực hiện", "Chủ trì", "Phối hợp", "Thời gian"),
        ("TT", "Nhiệm vụ", "Kết quả", "Tổ chức thực hiện", "Thời gian", "Chủ trì", "Phối hợp"),
    ],
)
def test_the_name_over_two_others_is_no_column(lines: tuple[str, ...]) -> None:
    fields = [field for _, field in header(*lines)]
    assert fields == ["number", "content", "product", "lead_agency", "coordinating_agencies", "deadline"]


def test_prose_and_tables_of_figures_have_no_such_header() -> None:
    assert header("Kế hoạch này được triển khai", "Thời gian thực hiện: năm 2026", "Các đơn vị phối hợp") == []
    assert header("STT", "Nội dung", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền") == []
