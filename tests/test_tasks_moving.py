"""Words of a garbled row moved to the cell in which they read on; what may as well stand where it was read stays."""

from __future__ import annotations

import pytest

from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.moving import with_words_in_place

COLUMNS = (
    Column(0, "TT", FieldName.NUMBER),
    Column(1, "Nội dung", FieldName.CONTENT),
    Column(2, "Chủ trì", FieldName.LEAD),
    Column(3, "Phối hợp", FieldName.COORDINATING),
    Column(4, "Thời hạn", FieldName.DEADLINE),
    Column(5, "Sản phẩm", FieldName.PRODUCT),
)
USUAL = ("Rà soát thủ tục hành chính của xã", "Phòng Kinh tế", "Công an xã", "Quý II/2027", "Kế hoạch")


def moved(*cells: str) -> tuple[list[str], tuple[str, ...]]:
    rows = [TableRow(RowKind.ROW, dict(enumerate(own, start=1)), confidence=0.9) for own in (*[USUAL] * 4, cells)]
    found = with_words_in_place(rows, COLUMNS)
    assert [tuple(row.cells.values()) for row in found[:4]] == [USUAL] * 4
    assert bool(found[4].notes) == (found[4].confidence < 0.9)
    return [" ".join(text.split()) for text in found[4].cells.values()], found[4].notes


def test_a_names_last_line_that_stands_in_the_product_goes_back() -> None:
    got, notes = moved(
        "Kiểm tra an toàn thực phẩm", "Phòng Kinh tế", "Các đơn vị sự nghiệp", "2027", "Báo cáo\ntrực thuộc"
    )
    assert got[2] == "Các đơn vị sự nghiệp trực thuộc"
    assert got[4] == "Báo cáo"
    assert all(words in notes[0] for words in ("trực thuộc", "Sản phẩm", "Phối hợp"))


def test_words_between_two_lines_of_a_name_are_put_between_them() -> None:
    got, _ = moved(
        "Kiểm tra an toàn thực phẩm", "Phòng Kinh tế\ncác cơ quan", "Sở Nội vụ và\nliên quan", "2027", "Báo cáo"
    )
    assert got[1:3] == ["Phòng Kinh tế", "Sở Nội vụ và các cơ quan liên quan"]


def test_a_name_at_the_end_of_the_content_fills_an_empty_lead() -> None:
    got, _ = moved("Lấy ý kiến góp ý của người dân\nvề dự thảo Công an xã", "", "Công an xã", "2027", "Báo cáo")
    assert got[:2] == ["Lấy ý kiến góp ý của người dân về dự thảo", "Công an xã"]


@pytest.mark.parametrize(
    "cells",
    [
        ("Kiểm tra an toàn thực phẩm\ntrên địa bàn xã", "Phòng Kinh tế", "Công an xã", "2027", "Báo cáo"),
        ("Phối hợp với Công an xã", "Phòng Kinh tế", "Các thôn", "Xong trong\n2027", "Báo cáo tổng kết"),
        ("Cẩm nang hỏi đáp\ndành cho người dân", "Phòng Kinh tế", "Trưởng các thôn", "2027", "Sổ tay"),
        ("Đánh giá tình hình 3", "Phòng Kinh tế", "Công an xã", "Thường xuyên", "Báo cáo"),
        ("Rà soát văn bản quy phạm pháp luật\nhằng năm", "Phòng Kinh tế", "Công an xã", "", "Báo cáo"),
        ("Mua 12 máy", "Phòng Văn hóa -\nXã hội", "Hội Nông dân xã", "Tháng 3\nhằng năm", "Kế hoạch\ncủa xã"),
    ],
)
def test_what_reads_on_where_it_stands_stays(cells: tuple[str, ...]) -> None:
    got, notes = moved(*cells)
    assert got == [" ".join(text.split()) for text in cells]
    assert notes == ()
