"""Ruled tables found by their lines: whole, broken, slanted, with merged cells; what is no table is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.ocr.grid import Grid, find_grids, find_rules
from extractors.ocr.open_tables import find_bare_tables, find_open_tables
from extractors.ocr.shapes import find_shapes
from tests.ocr_pictures import page, rule_table, write

DPI = 150.0
XS, YS = (100, 200, 600, 900, 1140), (200, 300, 420, 560, 700)


def ink(picture: Image.Image) -> np.ndarray:
    return ((np.asarray(picture) < 128) * 255).astype(np.uint8)


def grids(mask: np.ndarray) -> list[Grid]:
    return find_grids(find_rules(mask, DPI), DPI)


def table(width: int = 2) -> Image.Image:
    picture = page()
    rule_table(picture, XS, YS, width)
    return picture


@pytest.mark.parametrize("width", [1, 2, 4])
def test_a_ruled_table_gives_its_rows_and_columns(width: int) -> None:
    (grid,) = grids(ink(table(width)))
    assert (grid.row_count, grid.column_count, len(grid.slots)) == (4, 4, 16)
    assert [slot.left for slot in grid.slots[:4]] == pytest.approx(XS[:4], abs=3)


def test_a_missing_wall_makes_a_merged_cell() -> None:
    picture = table()
    ImageDraw.Draw(picture).rectangle((104, 203, 896, 297), fill=255)  # first row: three columns in one
    ImageDraw.Draw(picture).rectangle((903, 303, 1137, 555), fill=255)  # last column: two rows in one
    (grid,) = grids(ink(picture))
    spans = {(s.row, s.column): (s.row_span, s.column_span) for s in grid.slots}
    assert spans[0, 0] == (1, 3)
    assert spans[1, 3] == (2, 1)
    assert len(grid.slots) == 16 - 2 - 1


def test_broken_lines_still_make_the_grid() -> None:
    mask = ink(table())
    mask[:, 150::97] = 0  # a gap of a pixel every few letters
    for y in range(220, 700, 61):
        mask[y : y + 5, :] = 0
    (grid,) = grids(mask)
    assert (grid.row_count, grid.column_count) == (4, 4)


@pytest.mark.parametrize("angle", [-0.25, 0.25])
def test_a_slightly_slanted_table_is_one_grid(angle: float) -> None:
    mask = ink(table())
    turn = cv2.getRotationMatrix2D((620, 877), angle, 1)
    (grid,) = grids(((cv2.warpAffine(mask, turn, (1240, 1754)) > 90) * 255).astype(np.uint8))
    assert (grid.row_count, grid.column_count, len(grid.slots)) == (4, 4, 16)


def test_open_sides_count_as_edges() -> None:
    picture = page()
    rule_table(picture, XS[1:-1], YS)
    for y in YS:
        ImageDraw.Draw(picture).line((XS[0], y, XS[-1], y), fill=0, width=2)
    (grid,) = grids(ink(picture))
    assert grid.column_count == 4


def test_text_underlines_and_frames_are_no_tables() -> None:
    picture = page()
    write(picture, ["NHIỆM VỤ TRỌNG TÂM mmmmm HHHHHH EEEEE"] * 12, 150, 200)
    ImageDraw.Draw(picture).line((300, 180, 700, 180), fill=0, width=3)
    ImageDraw.Draw(picture).rectangle((150, 900, 1000, 1200), outline=0, width=3)
    assert grids(ink(picture)) == []


def test_letters_in_the_cells_make_no_lines() -> None:
    picture = table()
    for x in XS[:-1]:
        for y in YS[:-1]:
            write(picture, ["ĐHE 1", "mnT"], x + 12, y + 8, 24, step=40)
    (grid,) = grids(ink(picture))
    assert len(grid.slots) == 16


def test_a_table_with_level_rules_only_takes_its_columns_from_the_white() -> None:
    picture = page()
    for y in YS:
        ImageDraw.Draw(picture).line((100, y, 1140, y), fill=0, width=2)
    for y in YS[:-1]:
        write(picture, ["1"], 120, y + 20)
        write(picture, ["Rà soát hồ sơ"], 240, y + 20)
        write(picture, ["Tháng 3"], 800, y + 20)
    mask = ink(picture)
    rules = find_rules(mask, DPI)
    assert find_grids(rules, DPI) == []
    (grid,), rules = find_open_tables(mask, rules, [], DPI)
    assert (grid.row_count, grid.column_count) == (4, 3)
    assert rules.level.any(), "its rules are to be erased"


def test_a_table_without_rules_is_found_by_its_columns() -> None:
    picture = page()
    for at in range(6):
        write(picture, [str(at + 1)], 120, 200 + at * 70)
        write(picture, ["Kiểm tra, đôn đốc"], 240, 200 + at * 70)
        write(picture, ["Quý II"], 800, 200 + at * 70)
    (grid,) = find_bare_tables(find_shapes(ink(picture)), DPI)
    assert (grid.row_count, grid.column_count) == (6, 3)


def test_a_letterhead_is_no_table() -> None:
    picture = page()
    write(picture, ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VANG", "Số: 11/KH-UBND"], 120, 120)
    write(picture, ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "ngày 15 tháng 01"], 700, 120)
    write(picture, ["Thực hiện kế hoạch của cấp trên về việc ban hành văn bản"] * 8, 120, 400)
    assert find_bare_tables(find_shapes(ink(picture)), DPI) == []
