"""The header of text that keeps its layout: parts of names one below another, none with a number's name first."""

from __future__ import annotations

from extractors.tasks.placed_header import find_placed_header

HEADER = [
    "                                                                      Kinh phí",
    "                        Đơn vị đảm     Đơn vị hỗ trợ,    Thời gian",
    "Nội dung, phần việc                                                   (triệu",
    "                          nhiệm          phối hợp          xong",
    "                                                                       đồng)",
]
ROW = "1. Thiết kế biểu trưng   Sở Văn hóa     Hội Văn học       10/02/2026    120"


def test_parts_of_a_name_overlap_in_place() -> None:
    found = find_placed_header(["PHỤ LỤC", *HEADER, ROW], stop=20)
    assert found is not None
    assert (found.first, found.after) == (1, 6)
    assert [(column.printed, column.field.value) for column in found.columns] == [
        ("Nội dung, phần việc", "content"),
        ("Đơn vị đảm nhiệm", "lead_agency"),
        ("Đơn vị hỗ trợ, phối hợp", "coordinating_agencies"),
        ("Thời gian xong", "deadline"),
        ("Kinh phí (triệu đồng)", "extra"),
    ]


def test_rows_and_tables_of_figures_are_no_header() -> None:
    assert find_placed_header([ROW, ROW], stop=20) is None
    assert find_placed_header(["STT   Nội dung   Đơn vị tính   Số lượng   Đơn giá   Thành tiền", ROW], stop=20) is None
    assert find_placed_header([], stop=20) is None
