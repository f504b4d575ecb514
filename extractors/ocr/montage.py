"""Parts of a page laid under one another in one picture, so that one run of the engine reads them all.

Starting the engine and finding lines cost once a picture; a column or a cell that stands alone in its row is never
mixed with its neighbour.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from extractors.ocr.engine import OcrWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TALLEST = 15_000  # pixels: Tesseract refuses more than 32,767
_PAD = 0.05  # inches of white around a part
_SPACE = 0.09  # inches of white between parts


class Area(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One part in the picture: rows ``top`` to ``bottom`` show page pixels moved by (``right_by``, ``down_by``)."""

    part: int  # index of the area given
    top: int
    bottom: int
    right_by: int
    down_by: int


@dataclass(frozen=True, slots=True)
class Montage:
    image: NDArray[np.uint8]
    pieces: tuple[Piece, ...]

    def sort(self, words: Sequence[OcrWord]) -> dict[int, list[OcrWord]]:
        """The words of each part, in pixels of the page."""
        sorted_words: dict[int, list[OcrWord]] = {}
        ends = [(above.bottom + below.top) // 2 for above, below in pairwise(self.pieces)]
        for word in words:
            piece = self.pieces[bisect_left(ends, (word.top + word.bottom) // 2)]
            moved = OcrWord(
                word.text,
                word.left - piece.right_by,
                word.top - piece.down_by,
                word.right - piece.right_by,
                word.bottom - piece.down_by,
                word.confidence,
                word.line,
            )
            sorted_words.setdefault(piece.part, []).append(moved)
        return sorted_words


def stack(
    grey: NDArray[np.uint8], areas: Sequence[tuple[int, Area]], dpi: float, tallest: int = TALLEST
) -> Iterator[Montage]:
    """Pictures of the areas (index, pixels) under one another, about equally high and, unless one area is higher, at
    most ``tallest``."""
    import numpy as np

    pad, space = int(_PAD * dpi), int(_SPACE * dpi)
    waiting: list[tuple[int, Area]] = []
    height = 0
    total = sum(area.bottom - area.top + 2 * pad + space for _, area in areas)
    enough = total / max(ceil(total / tallest), 1)

    def build() -> Montage:
        width = max(a.right - a.left for _, a in waiting) + 2 * pad
        image = np.full((height + space, width), 255, np.uint8)
        pieces, top = [], space
        for part, a in waiting:
            high = a.bottom - a.top
            image[top + pad : top + pad + high, pad : pad + a.right - a.left] = grey[a.top : a.bottom, a.left : a.right]
            pieces.append(Piece(part, top, top + high + 2 * pad, pad - a.left, top + pad - a.top))
            top += high + 2 * pad + space
        return Montage(image, tuple(pieces))

    for part, area in areas:
        needed = area.bottom - area.top + 2 * pad + space
        if waiting and (height >= enough or height + needed > tallest):
            yield build()
            waiting, height = [], 0
        waiting.append((part, area))
        height += needed
    if waiting:
        yield build()
