"""Quarters of deadlines that an OCR read: mended only where the engine doubted, and one way for the whole table."""

from __future__ import annotations

import pytest

from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.quarters import mended_quarters, with_mended_quarters


@pytest.mark.parametrize(
    ("read", "right"),
    [("Quý IIH/2026", "Quý III/2026"), ("Quý Il/2026", "Quý II/2026"), ("Quý 11/2026", "Quý II/2026")],
)
def test_a_damaged_roman_is_mended(read: str, right: str) -> None:
    assert mended_quarters([read], [True]) == [right]


def test_what_can_be_read_in_two_ways_stays() -> None:
    assert mended_quarters(["Quý H/2026"], [True]) == ["Quý H/2026"]


def test_a_one_is_a_roman_where_the_table_writes_romans() -> None:
    assert mended_quarters(["Quý 1⁄2026", "Quý IV/2026"], [True, True]) == ["Quý I/2026", "Quý IV/2026"]


def test_a_one_stays_where_the_table_writes_digits() -> None:
    assert mended_quarters(["Quý 1/2026", "Quý 3/2026"], [True, True]) == ["Quý 1/2026", "Quý 3/2026"]
    assert mended_quarters(["Quý 1/2026"], [True]) == ["Quý 1/2026"]


def test_a_sure_cell_is_never_touched() -> None:
    assert mended_quarters(["Quý H/2026", "Tháng 6/2026"], [False, False]) == ["Quý H/2026", "Tháng 6/2026"]


def test_a_slash_that_was_not_read_is_put_in_where_only_one_place_is_left() -> None:
    assert mended_quarters(["Tháng 62026", "Tháng 112026"], [True, True]) == ["Tháng 6/2026", "Tháng 11/2026"]
    assert mended_quarters(["Tháng 62026"], [False]) == ["Tháng 62026"]
    assert mended_quarters(["Quý III/⁄2026"], [True]) == ["Quý III/2026"]


def test_a_numeral_on_the_next_line_of_its_cell() -> None:
    columns = [Column(0, "Nội dung", FieldName.CONTENT), Column(1, "Thời gian", FieldName.DEADLINE)]
    row = TableRow(RowKind.ROW, {0: "Trồng tre", 1: "Quý\n111/2026"}, confidence=0.9)
    sure = TableRow(RowKind.ROW, {0: "Dọn rác", 1: "Quý\n111/2026"})
    assert [its.cells[1] for its in with_mended_quarters([row, sure], columns)] == ["Quý III/2026", "Quý\n111/2026"]
