"""Roman numbers made of strokes, counted in the picture: the engine takes bold ``III.`` for ``II.`` or ``HI.``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from extractors.ocr.columns import runs
from extractors.ocr.engine import OcrWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What a label of strokes is read as, at the start of a line, and the end mark it keeps.
_LABEL = re.compile(r"(?=[^.]*[IH])[IHl1|]{1,4}(\.)")
_INK = 140  # grey values below are ink: the thin serifs that join the strokes are paler
_SMALLEST = 8  # rows of ink
_INSIDE = (0.25, 0.75)  # share of the height between the serifs
_THICK = 0.4  # of the height: no stroke is thicker, an H joined by its bar is
_UPRIGHT = 0.9  # share of it that a stroke fills


def with_strokes(words: Sequence[OcrWord], grey: NDArray[np.uint8]) -> tuple[OcrWord, ...]:
    """The words, with each label of strokes that begins a line as long as the picture shows."""
    made: list[OcrWord] = []
    for _, line in groupby(words, key=lambda word: word.line):
        its = list(line)
        if _LABEL.fullmatch(its[0].text):
            count = strokes(grey[its[0].top : its[0].bottom, its[0].left : its[0].right])
            if count is not None:
                its[0] = replace(its[0], text="I" * count + ".")
        made += its
    return tuple(made)


def strokes(picture: NDArray[np.uint8]) -> int | None:
    """How many upright strokes stand side by side in it (1-3), a full stop after them aside; None where there is
    anything else, such as the bar of an H."""
    height, shapes = shapes_between_serifs(picture)
    widths = [shape.width for shape in shapes]
    if not 1 <= len(shapes) <= 3 or max(widths) > min(1.6 * min(widths), _THICK * height):
        return None
    return len(shapes) if all(shape.filled >= _UPRIGHT for shape in shapes) else None


class Shape(NamedTuple):
    """Columns of ink without a gap. ``width`` in pixels; ``filled``: the largest share of the height that one fills."""

    width: int
    filled: float


def shapes_between_serifs(picture: NDArray[np.uint8]) -> tuple[int, list[Shape]]:
    """The height of the ink in pixels, and its shapes left to right between the serifs; none in a tiny picture."""
    import numpy as np

    ink = picture < _INK
    rows = np.flatnonzero(ink.any(axis=1))
    if len(rows) < _SMALLEST:
        return 0, []
    ink = ink[rows[0] : rows[-1] + 1]
    height = len(ink)
    filled = ink[int(_INSIDE[0] * height) : int(_INSIDE[1] * height)].mean(axis=0)
    return height, [Shape(end - start, float(filled[start:end].max())) for start, end in runs(filled > 0)]
