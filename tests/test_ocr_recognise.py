"""A page from pixels to lines, words and tables, with engines that work, crash, hang or talk rubbish."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.errors import PageFailed
from extractors.layout import LineRole, TextOrigin
from extractors.ocr.engine import OcrEngine, OcrWord
from extractors.ocr.lines import group_words
from extractors.ocr.montage import Area, stack
from extractors.ocr.preprocess import coloured_parts, even_light, grey_without_stamps, rotate, skew_angle
from extractors.ocr.recognise import RecognisedPage, recognise_page
from extractors.ocr.render import PagePixels
from tests.ocr_pictures import (
    CrashingEngine,
    FakeEngine,
    HangingEngine,
    RubbishEngine,
    page,
    rule_table,
    write,
)

XS, YS = (100, 200, 700, 1140), (300, 400, 520, 640)


def recognise(picture: Image.Image, engine: OcrEngine, seconds: float = 20.0) -> RecognisedPage:
    return recognise_page(PagePixels(np.asarray(picture), 150.0), 3, engine, seconds=seconds)


def table_page() -> Image.Image:
    picture = page()
    write(picture, ["2"], 615, 100)
    write(picture, ["Nhiem vu nam 2026"], 420, 200)
    rule_table(picture, XS, YS)
    for x in XS[:-1]:
        for y in YS[:-1]:
            write(picture, ["tham muu"], x + 14, y + 14, 20)
    write(picture, ["Ghi chu cuoi bang"], 120, 800)
    return picture


def test_words_go_to_the_cells_they_stand_in() -> None:
    (table,) = recognise(table_page(), FakeEngine()).page.tables
    assert (table.row_count, table.column_count) == (3, 3)
    assert all(cell.text for cell in table.cells)
    assert all(cell.lines is not None for cell in table.cells)


def test_lines_run_down_the_page_with_the_table_in_its_place() -> None:
    found = recognise(table_page(), FakeEngine()).page
    assert found.origin is TextOrigin.OCR
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    inside = [at for at, line in enumerate(found.lines) if line.role is LineRole.TABLE]
    assert inside == list(range(inside[0], inside[-1] + 1))
    assert inside[0] > 0
    assert inside[-1] < len(found.lines) - 1


def test_boxes_are_points_of_the_page() -> None:
    found = recognise(table_page(), FakeEngine()).page
    assert found.width == pytest.approx(1240 * 72 / 150, abs=1)
    assert found.tables[0].box == pytest.approx([edge * 72 / 150 for edge in (100, 300, 1140, 640)], abs=2)


def test_a_blank_page_has_no_lines_and_needs_no_engine() -> None:
    engine = FakeEngine()
    found = recognise(page(), engine).page
    assert found.lines == ()
    assert engine.calls == 0


def test_a_crash_is_a_failed_page() -> None:
    with pytest.raises(PageFailed, match="signal 11") as caught:
        recognise(table_page(), CrashingEngine())
    assert caught.value.page == 3


def test_a_hanging_engine_costs_the_time_limit_and_no_more() -> None:
    with pytest.raises(PageFailed):
        recognise(table_page(), HangingEngine(), seconds=1.5)


def test_rubbish_does_not_break_the_page() -> None:
    found = recognise(table_page(), RubbishEngine()).page
    assert all("@@@@" not in cell.text for table in found.tables for cell in table.cells)
    assert [notice.code for notice in found.notices].count("unread-cell") == 1


def test_a_sideways_page_is_turned_and_says_so() -> None:
    picture = page()
    write(picture, ["Uy ban nhan dan xa giao nhiem vu cho cac phong ban"] * 20, 120, 150)
    done = recognise(picture.transpose(Image.Transpose.ROTATE_90), FakeEngine(turned=90))
    assert done.ready.turned == 90
    assert done.page.width is not None
    assert done.page.height is not None
    assert done.page.width < done.page.height
    assert "turned-page" in [notice.code for notice in done.page.notices]


@pytest.mark.parametrize("angle", [-1.5, -0.6, 0.9, 1.5])
def test_skew_is_measured_and_taken_out(angle: float) -> None:
    picture = page()
    write(picture, ["Uy ban nhan dan xa giao nhiem vu cho cac phong ban"] * 30, 120, 150)
    slanted = rotate(np.asarray(picture), angle)
    assert skew_angle(slanted, 150.0) == pytest.approx(-angle, abs=0.11)


def test_a_shadow_is_evened_out() -> None:
    shadow = np.tile(np.linspace(120, 250, 1240), (1754, 1)).astype(np.uint8)
    assert even_light(shadow).min() > 225


def test_a_red_stamp_goes_and_the_print_under_it_stays() -> None:
    picture = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((300, 300, 560, 560), outline=(210, 30, 40), width=5)
    draw.rectangle((200, 420, 700, 440), fill=(10, 10, 10))
    image = np.asarray(picture)[:, :, ::-1].copy()
    tint = coloured_parts(image, 150.0)
    assert tint is not None
    grey = grey_without_stamps(image, tint, 150.0)
    assert grey[300:400, 300:560].min() > 200
    assert grey[425:435, 200:700].max() < 60


def test_words_side_by_side_in_two_lines_of_the_engine_become_one_line() -> None:
    words = [
        OcrWord("a", 10, 10, 40, 40, 0.9, 0),
        OcrWord("b", 90, 12, 120, 42, 0.9, 1),
        OcrWord("c", 10, 60, 40, 90, 0.9, 2),
    ]
    assert [[word.text for word in line] for line in group_words(words)] == [["a", "b"], ["c"]]


def test_a_montage_gives_every_word_back_where_it_stood() -> None:
    grey = np.asarray(table_page())
    areas = [(7, Area(100, 190, 800, 250)), (9, Area(100, 790, 800, 850))]
    (montage,) = stack(grey, areas, 150.0)
    words = FakeEngine().recognise(montage.image, language="vie", mode=6, seconds=1)
    back = montage.sort(words)
    assert set(back) == {7, 9}
    for part, area in areas:
        assert all(area.top <= word.top and word.bottom <= area.bottom for word in back[part])
