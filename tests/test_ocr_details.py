"""What the recognition of a page gets right by looking at the picture once more: labels, page numbers, handwriting,
stamps; and the engine inside the process."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.layout import Box, Cell, LineRole, Page, Table
from extractors.ocr.columns import Region
from extractors.ocr.continued import with_continued_tables
from extractors.ocr.engine import OcrWord, load_engine
from extractors.ocr.grid import Grid, Slot
from extractors.ocr.handwriting import doubtful_numbers, doubting_handwriting
from extractors.ocr.lines import build_line
from extractors.ocr.page_layout import Layout, find_layout
from extractors.ocr.preprocess import ReadyPage, straightened
from extractors.ocr.reading import with_group_labels
from extractors.ocr.recognise import recognise_page
from extractors.ocr.render import PagePixels
from extractors.ocr.strokes import strokes, with_strokes
from extractors.ocr.tables import CellArea
from tests.ocr_pictures import FakeEngine, font, page, rule_table, write


def drawn(text: str, size: int = 60) -> Any:
    picture = Image.new("L", (60 + 40 * len(text), 90), 255)
    ImageDraw.Draw(picture).text((10, 5), text, fill=0, font=font(size))
    return np.asarray(picture)


@pytest.mark.parametrize(("label", "count"), [("I", 1), ("II", 2), ("III", 3)])
def test_strokes_of_a_label_are_counted(label: str, count: int) -> None:
    assert strokes(drawn(label)) == count


@pytest.mark.parametrize("other", ["H", "V", "IV", "M", "IIII"])
def test_what_is_not_one_to_three_strokes_is_not_counted(other: str) -> None:
    assert strokes(drawn(other)) is None


def test_a_label_misread_is_mended_by_the_picture_and_others_are_left() -> None:
    picture = drawn("III.")
    height, width = picture.shape
    label = OcrWord("HI.", 0, 0, width, height, 0.6, 0)
    inside = OcrWord("HI.", 0, 0, width, height, 0.6, 1)
    words = [label, OcrWord("a", 0, 0, 9, 9, 0.9, 1), inside]
    assert [word.text for word in with_strokes(words, picture)] == ["III.", "a", "HI."]


def test_a_page_is_straightened_and_sized_at_once() -> None:
    grey = np.asarray(page(620, 877))
    turned, dpi = straightened(grey, 75.0, 1.0, wanted=150.0)
    assert (turned.shape, dpi) == ((1754, 1240), 150.0)
    same, dpi = straightened(grey, 75.0, 0.0, wanted=80.0)
    assert same is grey
    assert dpi == 75.0


def layout_of(picture: Image.Image) -> Layout:
    return find_layout(ReadyPage(np.asarray(picture), 150.0))


def test_a_page_number_above_the_text_is_a_region_of_its_own() -> None:
    picture = page()
    write(picture, ["2"], 615, 90)
    write(picture, ["Uy ban nhan dan xa giao nhiem vu cho cac phong ban"] * 6, 120, 200)
    first, second = layout_of(picture).regions[:2]
    assert 110 < first.bottom < 200
    assert second.top == first.bottom


def test_no_region_ends_inside_a_line() -> None:
    picture = page()
    write(picture, ["Uy ban nhan dan xa giao nhiem vu cho cac phong ban,"] * 3, 120, 200)
    write(picture, ["gay ngay qua."], 120, 326)
    write(picture, ["Noi nhan:", "- Nhu tren;", "- Luu: VT."], 120, 440, 24)
    write(picture, ["CHU TICH"], 750, 440)
    ink = np.asarray(picture) < 128
    edges = {region.top for region in layout_of(picture).regions} - {0}
    assert edges
    assert not any(ink[edge].any() for edge in edges)


def word(text: str, height: int, confidence: float = 0.9) -> OcrWord:
    return OcrWord(text, 0, 40 - height, 20, 40, confidence, 0)


def test_a_number_higher_than_those_beside_it_is_doubted() -> None:
    line = [word("ngày", 40), word("23", 36), word("tháng", 40), word("4", 28), word("năm", 28), word("2018", 29)]
    assert [w.confidence for w in doubting_handwriting(line)] == [0.9, 0.5, 0.9, 0.9, 0.9, 0.9]
    assert doubting_handwriting([word("Số:", 40), word("12", 40)])[1].confidence == 0.9


def test_a_doubtful_number_of_the_letterhead_is_told() -> None:
    words = [word("Số:", 30), word("280", 30, 0.24), word("/BC-UBND", 30)]
    line = build_line(words, 1, 1, 1.0, LineRole.LETTERHEAD)
    (notice,) = doubtful_numbers([line], 1)
    assert notice.code == "unsure-number"
    assert "280" in notice.message
    assert doubtful_numbers([build_line(words, 1, 1, 1.0, LineRole.BODY)], 1) == ()


class UnsureInFrames(FakeEngine):
    """Shapes as words; those at the left of the picture hardly read."""

    def recognise(self, image: Any, **options: Any) -> list[OcrWord]:
        words = super().recognise(image, **options)
        return [OcrWord(w.text, w.left, w.top, w.right, w.bottom, 0.4, w.line) for w in words]


def test_the_stamp_of_a_registry_is_no_table() -> None:
    picture = page()
    write(picture, ["Uy ban nhan dan xa giao nhiem vu cho cac phong"] * 2, 520, 200)
    rule_table(picture, (60, 160, 420), (230, 300, 360))
    write(picture, ["So 23"], 180, 240, 24)
    write(picture, ["Ngay 4"], 180, 310, 24)
    write(picture, ["TRUNG TAM CONG BAO TINH AN"], 62, 200, 22)
    found = recognise_page(PagePixels(np.asarray(picture), 150.0), 1, UnsureInFrames()).page
    stamps = [line for line in found.lines if line.role is LineRole.STAMP]
    assert len(stamps) >= 3
    assert not any(line.role is LineRole.TABLE for line in found.lines)


def test_regions_are_in_pixels_of_the_page() -> None:
    picture = page()
    write(picture, ["Uy ban nhan dan xa giao nhiem vu"] * 3, 120, 300)
    assert layout_of(picture).regions[-1][2:4] == Region(0, 0, 1240, 1754)[2:4]


@pytest.mark.needs_tesseract
def test_the_engine_inside_the_process_reads_as_the_program_does() -> None:
    pytest.importorskip("tesserocr", reason="the optional engine is not installed")
    picture = page(1240, 300)
    write(picture, ["Uy ban nhan dan xa"], 120, 120, 40)
    inside = load_engine("tesserocr").recognise(np.asarray(picture), language="vie", mode=6, seconds=20, dpi=150)
    program = load_engine("pytesseract").recognise(np.asarray(picture), language="vie", mode=6, seconds=20, dpi=150)
    assert [w.text for w in inside] == [w.text for w in program]


def test_a_page_without_lines_after_a_table_without_rules_is_left_as_it_is() -> None:
    cells = tuple(
        Cell(row, column, "chu", box=Box(100.0 * column, 20.0 * row, 100.0 * column + 80, 20.0 * row + 15))
        for row in range(3)
        for column in range(3)
    )
    table = Table(1, 3, 3, cells, Box(0, 0, 300, 60), rows_drawn=False)
    pages = [Page(1, (), (table,), 600, 800), Page(2, (), (), 600, 800)]
    assert with_continued_tables(pages) == pages


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["TT", "|", "1", "2", "II", "1"], ["TT", "I", "1", "2", "II", "1"]),
        (["TT", "l", "1", "2", "3"], ["TT", "I", "1", "2", "3"]),
        (["1", "1", "2", "H", "1"], ["I", "1", "2", "II", "1"]),
        (["Ầ", "1", "2", "B", "1"], ["A", "1", "2", "B", "1"]),
        (["A", "1", "H", "1"], ["A", "1", "H", "1"]),
        (["1", "2", "|", "4"], ["1", "2", "|", "4"]),
        (["1", "1", "2"], ["1", "1", "2"]),
        (["IH.", "1", "Đ", "1"], ["III.", "1", "Đ", "1"]),
    ],
)
def test_labels_of_groups_are_told_by_what_follows_them(read: list[str], meant: list[str]) -> None:
    grid = Grid(0, 0, 100, 40 * len(read), len(read), 1, ())
    cells = tuple(CellArea(0, Slot(at, 0, 1, 1, 0, 40 * at, 100, 40 * at + 40), None) for at in range(len(read)))
    layout = Layout(np.full((4, 4), 255, np.uint8), (), (grid,), cells, ())
    words = with_group_labels(layout, {at: [word(text, 30)] for at, text in enumerate(read)})
    assert [its[0].text for its in words.values()] == meant
