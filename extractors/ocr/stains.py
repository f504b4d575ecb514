"""Stamps and signatures: shapes too large to be letters. They are faded where they are paler than the print, and what
the engine reads into them is kept apart from the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.ocr.columns import runs
from extractors.ocr.engine import OcrWord
from extractors.ocr.grid import Grid
from extractors.ocr.montage import Area
from extractors.ocr.shapes import Shapes
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import skeleton

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HIGH, _WIDE = 0.42, 0.3  # inches from which a shape is no letter
_RECEIPT = (3.2, 1.6)  # inches: a registry's stamp is not larger
_FIELDS = 4
_HEAD = 0.32  # inches that the head of the stamp rises above its frame
_AS_WIDE = 0.85  # share of the frame's width that the head fills
_ASIDE, _APART = 0.1, 0.05  # inches beside the frame's edge where white must part head and text, and how much
_PALER = 45  # grey levels between print and stamp that are enough to tell them apart
_INK = 200  # grey values below are ink of either kind
_SCRAP = 0.6  # confidence below which a reading inside a stain is taken for a scrap of it
_SMALL_TYPE = 0.85  # of the usual word height
_TINTED_SHARE = 0.15  # of a word's box that is coloured: letters fill about a third of theirs
_WORD_SCRAP = 0.4  # the same for what is shaped like a word


def find_stains(shapes: Shapes, dpi: float) -> list[Area]:
    """Boxes of stamps and signatures among the shapes of a page without rules and tables."""
    boxes = shapes.boxes[1:]
    large = boxes[(boxes[:, 3] > _HIGH * dpi) & (boxes[:, 2] > _WIDE * dpi)]
    return [Area(left, top, left + width, top + height) for left, top, width, height, _ in large.tolist()]


def is_receipt(grid: Grid, dpi: float) -> bool:
    """Whether a grid may be the stamp of a registry (``ĐẾN: số, ngày, chuyển``): a small frame of few fields."""
    low = grid.bottom - grid.top < _RECEIPT[1] * dpi
    return low and len(grid.slots) <= _FIELDS and grid.right - grid.left < _RECEIPT[0] * dpi


def stamp_heads(ink: NDArray[np.uint8], grids: Sequence[Grid], dpi: float) -> list[Area]:
    """The line of print that stands on the frame of a registry's stamp, as wide as the frame and apart from the text
    beside it. ``ink`` is without rules."""
    import numpy as np

    heads = []
    for grid in grids:
        top, aside = max(grid.top - int(_HEAD * dpi), 0), int(_ASIDE * dpi)
        if not is_receipt(grid, dpi) or grid.top - top < 3:
            continue
        rows = np.flatnonzero(ink[top : grid.top, grid.left : grid.right].any(axis=1))
        if len(rows) == 0:
            continue
        first = max(grid.left - aside, 0)
        across = np.asarray(ink[top + int(rows[0]) : grid.top, first : grid.right + 2 * aside].max(axis=0) > 0)
        columns = np.flatnonzero(across[: grid.right - first])
        wide = len(columns) > 0 and columns[-1] - columns[0] > _AS_WIDE * (grid.right - grid.left)
        right = across[grid.right - first - aside :]
        if wide and any(end - start >= _APART * dpi for start, end in runs(~right)):
            heads.append(Area(grid.left, top + int(rows[0]), grid.right + 1, grid.top))
    return heads


def fade_stains(grey: NDArray[np.uint8], stains: Sequence[Area]) -> NDArray[np.uint8]:
    """White instead of the stain's grey where print and stain have clearly different greys (a stamp scanned in
    grey is paler than the print under it)."""
    import cv2
    import numpy as np

    if not stains:
        return grey
    faded = grey.copy()
    for left, top, right, bottom in stains:
        part = faded[top:bottom, left:right]
        inked = part[part < _INK]
        if inked.size < 500:
            continue
        level, _ = cv2.threshold(np.ascontiguousarray(inked), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        pale, dark = inked[inked > level], inked[inked <= level]
        if 0.4 * inked.size < pale.size < inked.size and np.median(pale) - np.median(dark) >= _PALER:
            part[part > level] = 255
    return faded


def without_scraps(words: Sequence[OcrWord], stains: Sequence[Area]) -> tuple[list[OcrWord], list[OcrWord]]:
    """The text, and apart from it what was read into stamps and signatures."""
    text: list[OcrWord] = []
    scraps: list[OcrWord] = []
    for word in words:
        limit = _WORD_SCRAP if _like_a_word(word.text) else _SCRAP
        inside = any(_share_inside(word, stain) > 0.5 for stain in stains)
        (scraps if inside and word.confidence < limit else text).append(word)
    return text, scraps


def usual_height(parts: Sequence[Sequence[OcrWord]]) -> float:
    """The median height of the words, in pixels; 0 without words."""
    heights = sorted(word.bottom - word.top for part in parts for word in part)
    return float(heights[len(heights) // 2]) if heights else 0.0


def is_tinted(words: Sequence[OcrWord], tint: NDArray[np.uint8] | None, usual: float) -> bool:
    """Whether a line is coloured and in small type: an electronic signature. A coloured heading is not small."""
    if tint is None or not words:
        return False
    heights = sorted(word.bottom - word.top for word in words)
    if heights[len(heights) // 2] > _SMALL_TYPE * usual:
        return False
    shares = []
    for word in words:
        part = tint[word.top // 2 : word.bottom // 2 + 1, word.left // 2 : word.right // 2 + 1]
        shares.append(float((part > 0).mean()) if part.size else 0.0)
    return sum(shares) / len(shares) > _TINTED_SHARE


def _like_a_word(text: str) -> bool:
    letters = text.strip(".,;:()-/").lower()
    return letters.isdigit() or (len(letters) > 1 and split_syllable(skeleton(letters)) is not None)


def _share_inside(word: OcrWord, stain: Area) -> float:
    across = min(word.right, stain.right) - max(word.left, stain.left)
    down = min(word.bottom, stain.bottom) - max(word.top, stain.top)
    area = max((word.right - word.left) * (word.bottom - word.top), 1)
    return max(across, 0) * max(down, 0) / area
