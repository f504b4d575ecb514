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
        print_grey, stain_grey = np.median(inked[inked <= level]), np.median(inked[inked > level])
        paler = int((inked > level).sum())
        if stain_grey - print_grey >= _PALER and paler > 0.4 * inked.size:
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


def _like_a_word(text: str) -> bool:
    letters = text.strip(".,;:()-/").lower()
    return letters.isdigit() or (len(letters) > 1 and split_syllable(skeleton(letters)) is not None)


def _share_inside(word: OcrWord, stain: Area) -> float:
    across = min(word.right, stain.right) - max(word.left, stain.left)
    down = min(word.bottom, stain.bottom) - max(word.top, stain.top)
    area = max((word.right - word.left) * (word.bottom - word.top), 1)
    return max(across, 0) * max(down, 0) / area
