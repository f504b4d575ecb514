"""What the engine makes of a layout: regions in one run, cells in another, doubtful cells once more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from extractors.ocr.columns import Region
from extractors.ocr.engine import OcrWord
from extractors.ocr.montage import TALLEST, Area, stack
from extractors.ocr.page_layout import Layout
from extractors.ocr.quarter_strokes import with_label, with_quarters
from extractors.ocr.strokes import with_strokes
from extractors.ocr.together import Steps, Wanted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Tesseract's page segmentation modes. Over body text BLOCK cuts the marks of tightly set lines off (số → sô);
# COLUMN does not. In single cells neither is better, so the one mends the other's doubtful readings.
BLOCK, COLUMN = 6, 4
# Pixels: the height of a picture. Some of Tesseract's steps over a block take the square of its words; small pictures
# of the same cells cost 7% less. A column of body text is not cut.
_PICTURE = {BLOCK: 1600, COLUMN: TALLEST}
_DOUBTFUL = 0.7  # a cell with a word of less confidence is read again
_SURE_NUMBER = 0.85  # the same for a number
_SHORT = (0.55, 0.3)  # inches wide and high: room for a number
# What stands in a column of numbers: 1 1.2 (3) IV, and its heads TT and STT.
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,2}){0,2}[.)]?|[IVX]{1,5}\.?|S?TT")
_STROKES = frozenset("IlH|1!T")  # what the strokes of a Roman number are taken for
_NUMBER_LETTERS = "0123456789.()IVXST"


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of each region and of each cell of a layout, in pixels of the page."""

    regions: tuple[tuple[OcrWord, ...], ...]
    cells: tuple[tuple[OcrWord, ...], ...]

    @property
    def confidence(self) -> float:
        return mean_confidence((*self.regions, *self.cells))

    @property
    def word_count(self) -> int:
        return sum(len(part) for part in (*self.regions, *self.cells))


def words_of(
    grey: NDArray[np.uint8], areas: Sequence[tuple[int, Area]], dpi: float, mode: int, letters: str = ""
) -> Steps[dict[int, list[OcrWord]]]:
    """The words of each area (index, pixels), read under one another."""
    montages = list(stack(grey, areas, dpi, _PICTURE[mode]))
    if not montages:
        return {}
    found = yield Wanted([montage.image for montage in montages], mode, round(dpi), letters)
    words: dict[int, list[OcrWord]] = {}
    for montage, its in zip(montages, found, strict=True):
        for part, sorted_words in montage.sort(its).items():
            words.setdefault(part, []).extend(sorted_words)
    return words


def read_layout(layout: Layout, dpi: float) -> Steps[Reading]:
    """All regions and cells."""
    grey = _without_tables(layout)
    kept = [
        (at, area)
        for at, region in enumerate(layout.regions)
        if (area := _trimmed(layout.clean if region[:4] in layout.heads else grey, region)) is not None
    ]
    small = {at for at, area in kept if _is_small(area, dpi) or layout.regions[at][:4] in layout.heads}
    wide = [(at, area) for at, area in kept if at not in small]
    in_regions = yield from words_of(grey, wide, dpi, COLUMN)
    cells = [(at, cell.area) for at, cell in enumerate(layout.cells) if cell.area is not None]
    first_lone = len(layout.cells)
    lone = [(first_lone + at, area) for at, area in kept if at in small]
    words = yield from _read_small(layout.clean, cells + lone, dpi)
    in_regions |= {at - first_lone: its for at, its in words.items() if at >= first_lone}
    in_cells = with_group_labels(layout, _with_column_numbers(layout, words))
    return Reading(
        tuple(with_strokes(in_regions.get(at, ()), grey) for at in range(len(layout.regions))),
        tuple(_counted(layout, at, in_cells.get(at, ())) for at in range(len(layout.cells))),
    )


def _counted(layout: Layout, at: int, words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The words of a cell with the strokes of Roman numbers as the picture shows them."""
    words = with_quarters(with_strokes(words, layout.clean), layout.clean)
    return with_label(words, layout.clean) if layout.cells[at].slot.column == 0 else words


def _read_small(
    grey: NDArray[np.uint8], areas: Sequence[tuple[int, Area]], dpi: float
) -> Steps[dict[int, list[OcrWord]]]:
    """Cells, and regions with little in them."""
    words = yield from words_of(grey, areas, dpi, BLOCK)
    doubtful = [(at, area) for at, area in areas if certainty(words.get(at, ())) < _DOUBTFUL]
    for at, again in (yield from words_of(grey, doubtful, dpi, COLUMN)).items():
        if certainty(again) > certainty(words.get(at, ())):
            words[at] = again
    numbers = [(at, area) for at, area in areas if _may_be_number(area, words.get(at, ()), dpi)]
    for at, again in (yield from words_of(grey, numbers, dpi, BLOCK, _NUMBER_LETTERS)).items():
        if len(again) == 1 and _NUMBER.fullmatch(again[0].text) and certainty(again) > _needed(words.get(at, ())):
            words[at] = again
    return words


def with_group_labels(layout: Layout, words: dict[int, list[OcrWord]]) -> dict[int, list[OcrWord]]:
    """``H`` alone in the first column is ``II`` run together (``IH``: ``III``), unless letters number the groups; a
    stroke before a group's 1 is the I of that group, an ``Ầ`` there the A."""
    first = [at for at, cell in enumerate(layout.cells) if cell.slot.column == 0 and len(words.get(at, ())) == 1]
    labels = [words[at][0].text.strip(".") for at in first]
    before_one = [after == "1" for after in (*labels[1:], "")][: len(labels)]
    mended = [_letter(label) if begins else label for label, begins in zip(labels, before_one, strict=True)]
    if not any(label in {*"ABCDEFG"} for label in mended):
        mended = [label.replace("H", "II") if set(label) <= {*"IHVX"} else label for label in mended]
        strokes = {"1", "l", "|"} if "II" in mended else {"l", "|"}
        mended = ["I" if one and label in strokes else label for label, one in zip(mended, before_one, strict=True)]
    for at, label, new in zip(first, labels, mended, strict=True):
        if new != label:
            words[at] = [replace(words[at][0], text=words[at][0].text.replace(label, new))]
    return words


def _letter(label: str) -> str:
    """The letter of a group without the marks that specks over it seem to be."""
    plain = normalize("NFD", label)[:1]
    return plain if len(label) == 1 and plain in {*"ABCDEFG"} else label


def _needed(before: Sequence[OcrWord]) -> float:
    """How sure a number must be to take the place of what was read before: surer than a word or a letter, which a
    label may be; signs and strokes (``IH``, ``q)``) are no text at all."""
    text = "".join(word.text for word in before)
    if any(c.isdigit() for c in text):
        return certainty(before)
    return certainty(before) + 0.15 if text.isalpha() and not set(text) <= _STROKES else 0.3


def _with_column_numbers(layout: Layout, words: dict[int, list[OcrWord]]) -> dict[int, list[OcrWord]]:
    """In a row that numbers the columns, (1) (2) (3) …, a badly read one is what its column says."""
    rows: dict[tuple[int, int], list[int]] = {}
    for at, cell in enumerate(layout.cells):
        rows.setdefault((cell.grid, cell.slot.row), []).append(at)
    for row in rows.values():
        text = {at: "".join(word.text for word in words.get(at, ())) for at in row}
        right = [at for at in row if text[at] == f"({layout.cells[at].slot.column + 1})"]
        if len(row) < 4 or len(right) < max(2, len(row) / 3) or any(len(text[at]) > 4 for at in row):
            continue
        for at in row:
            if at not in right and len(words.get(at, ())) == 1:
                words[at] = [replace(words[at][0], text=f"({layout.cells[at].slot.column + 1})")]
    return words


def mean_confidence(parts: Iterable[Sequence[OcrWord]]) -> float:
    """Of the words of more than one letter; 0 where there is none."""
    sure = [word.confidence for part in parts for word in part if len(word.text) > 1]
    return sum(sure) / len(sure) if sure else 0.0


def certainty(words: Sequence[OcrWord]) -> float:
    """Confidence of the least sure word; 0 where there is none."""
    return min((word.confidence for word in words), default=0.0)


def _may_be_number(area: Area, words: Sequence[OcrWord], dpi: float) -> bool:
    """A short cell that is no sure number: such cells give the engine too little to go by."""
    if area.right - area.left > _SHORT[0] * dpi or area.bottom - area.top > _SHORT[1] * dpi:
        return False
    text = " ".join(word.text for word in words)
    return len(text) <= 6 and not (_NUMBER.fullmatch(text) and certainty(words) >= _SURE_NUMBER)


def _is_small(area: Area, dpi: float) -> bool:
    """A line or two with little on it, such as a page number above a table: COLUMN takes it for a speck."""
    return area.bottom - area.top < 0.5 * dpi and area.right - area.left < 1.5 * dpi


def _without_tables(layout: Layout) -> NDArray[np.uint8]:
    if not layout.grids:
        return layout.clean
    grey = layout.clean.copy()
    for grid in layout.grids:
        grey[grid.top : grid.bottom, grid.left : grid.right] = 255
    for left, top, right, bottom in layout.heads:
        grey[top:bottom, left:right] = 255
    return grey


def _trimmed(grey: NDArray[np.uint8], region: Region) -> Area | None:
    """The part of a region that has ink."""
    import numpy as np

    dark = grey[region.top : region.bottom : 2, region.left : region.right : 2] < 160
    rows, columns = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if len(rows) < 3 or len(columns) < 2:
        return None
    return Area(
        max(region.left + 2 * int(columns[0]) - 6, region.left),
        max(region.top + 2 * int(rows[0]) - 6, region.top),
        min(region.left + 2 * int(columns[-1]) + 8, region.right),
        min(region.top + 2 * int(rows[-1]) + 8, region.bottom),
    )
