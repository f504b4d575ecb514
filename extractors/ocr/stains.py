"""Stamps and signatures: shapes too large to be letters. They are faded where they are paler than the print, and what
the engine reads into them is kept apart from the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.ocr.engine import OcrWord
from extractors.ocr.montage import Area
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import skeleton

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HIGH, _WIDE = 0.42, 0.3  # inches from which a shape is no letter
_PALER = 45  # grey levels between print and stamp that are enough to tell them apart
_INK = 200  # grey values below are ink of either kind
_SCRAP = 0.6  # confidence below which a reading inside a stain is taken for a scrap of it
_SMALL_TYPE = 0.85  # of the usual word height
_TINTED_SHARE = 0.15  # of a word's box that is coloured: letters fill about a third of theirs
_WORD_SCRAP = 0.4  # the same for what is shaped like a word


def find_stains(ink: NDArray[np.uint8], dpi: float) -> list[Area]:
    """Boxes of stamps and signatures in an ink mask without rules and tables."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [
        Area(int(left), int(top), int(left + width), int(top + height))
        for left, top, width, height, _ in stats[1:count]
        if height > _HIGH * dpi and width > _WIDE * dpi
    ]


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
