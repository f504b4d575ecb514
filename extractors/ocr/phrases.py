"""Printed phrases found on ink alone, before anything is read: the words of a line that stand close together.

A phrase is a ``Word`` without text whose box is that of its line's type, not of its ink (``ma`` is as high as ``Đỗ``),
in points as in a digital page: so one geometry serves scans and digital pages alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout import Box, Word
from extractors.ocr.columns import letters
from extractors.ocr.shapes import Shapes, find_shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETTER = 0.045  # inches: lower shapes are marks, dots, dashes
_WORD_SPACE = 0.075  # inches: a wider white parts two phrases
_X_HEIGHT = 0.47  # of the type's size: the height of most letters
_SPREAD = 1.0  # pixels by which print is higher in an ink mask than it was set
_MANY = 0.4  # of the letters of the commonest height
_LINE = 0.38  # of the type's size: letters whose middles differ more stand on two lines
_ASCENT, _DESCENT = 0.88, 0.24  # of the type's size, above and under the baseline
_SIZES = (7.0, 20.0)  # points: of the type in tables and texts


def find_phrases(shapes: Shapes, dpi: float) -> list[Word]:
    """The phrases of a page; ``shapes``: of its ink without rules."""
    import cv2
    import numpy as np

    which = letters(shapes, dpi, lowest=_LETTER)
    if not which.any():
        return []
    ink = shapes.mask(which)
    reach = max(3, round(_WORD_SPACE * dpi) | 1)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    groups = find_shapes(np.asarray(closed, dtype=np.uint8)).labels
    boxes = shapes.boxes[which, :4].astype(int)
    group_of = np.zeros(len(which), np.int64)  # any pixel of each letter says to which group it belongs
    where = np.flatnonzero(ink)
    group_of[shapes.labels.ravel()[where]] = groups.ravel()[where]
    size = float(np.clip(_usual(boxes[:, 3]) / _X_HEIGHT * 72 / dpi, *_SIZES))
    by_group: dict[int, list[tuple[int, int, int, int]]] = {}
    for group, box in zip(group_of[which].tolist(), boxes.tolist(), strict=True):
        by_group.setdefault(group, []).append(tuple(box))
    points = 72 / dpi
    return [_phrase(line, size, points) for its in by_group.values() for line in _lines(its, _LINE * size / points)]


def _usual(heights: NDArray[np.int_]) -> float:
    """The height of an x: the least of those that many letters have. Capitals, marks and stems differ among
    themselves, but touching letters are as high as these."""
    import numpy as np

    counts = np.convolve(np.bincount(heights), (1, 1, 1), "same")
    often = np.flatnonzero(
        (counts >= _MANY * counts.max()) & (counts >= np.roll(counts, 1)) & (counts >= np.roll(counts, -1))
    )
    near = heights[np.abs(heights - int(often[0])) <= 1]
    return float(near.mean()) - _SPREAD


def _lines(letters: list[tuple[int, int, int, int]], apart: float) -> list[list[tuple[int, int, int, int]]]:
    """Letters (x, y, width, height) of one group, line by line: those of two lines may touch."""
    lines: list[list[tuple[int, int, int, int]]] = []
    last = 0.0
    for letter in sorted(letters, key=lambda box: 2 * box[1] + box[3]):
        middle = letter[1] + letter[3] / 2
        if not lines or middle - last > apart:
            lines.append([])
        lines[-1].append(letter)
        last = middle
    return lines


def _phrase(letters: list[tuple[int, int, int, int]], size: float, points: float) -> Word:
    from statistics import median

    baseline = median(y + height for _, y, _, height in letters) * points
    x0, x1 = min(x for x, *_ in letters), max(x + width for x, _, width, _ in letters)
    box = Box(x0 * points, baseline - _ASCENT * size, x1 * points, baseline + _DESCENT * size)
    return Word("", box, size=size)
