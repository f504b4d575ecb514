"""Rows of a table read across: what a row's cells hold together tells where its lines were cut."""

from __future__ import annotations

import pytest

from extractors.tasks.interleaved import read_interleaved
from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column
from tests.task_columns import FIELDS

COLUMNS = [Column(index, "", field) for index, field in enumerate(FIELDS)]
LINES = (
    "1 Lập kế hoạch kiểm tra năm Văn phòng HĐND Các phòng, ban, ngành, Quý I/2027 Kế hoạch",
    "và UBND xã thôn",
    "2 Mở lớp dạy nghề rèn Phòng Kinh tế Hội Nông dân xã Quý II/2027 Báo cáo",
    "3 Rà soát các thủ tục đã hết Văn phòng HĐND Các phòng, ban, ngành, Quý III/2027 Danh mục",
    "hiệu lực và UBND xã thôn",
    "4 Sửa đường vào khu dân cư Phòng Kinh tế Công an xã Quý IV/2027 Biên bản",
)


@pytest.mark.parametrize("clean", [True, False])
def test_a_list_of_bodies_does_not_end_in_a_comma_and_a_name_may_go_on_with_its_level(clean: bool) -> None:
    lines = [TextLine(text, number, 1, printed=text) for number, text in enumerate(LINES, start=1)]
    rows = read_interleaved(lines, COLUMNS, clean=clean)
    assert [row.cells[2] for row in rows] == ["Văn phòng HĐND\nvà UBND xã", "Phòng Kinh tế"] * 2
    bodies = ["Các phòng, ban, ngành,\nthôn", "Hội Nông dân xã", "Các phòng, ban, ngành,\nthôn", "Công an xã"]
    assert [row.cells[3] for row in rows] == bodies
    assert [row.cells[4] for row in rows] == ["Quý I/2027", "Quý II/2027", "Quý III/2027", "Quý IV/2027"]
