"""The Roman numbers of quarters and groups, counted in the picture: of ``III/2026`` the engine reads ``II/2026`` or
``IH/2026``. A count only adds strokes to what was read, for strokes that touch in the picture count as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.folding import fold
from extractors.ocr.engine import OcrWord
from extractors.ocr.strokes import shapes_between_serifs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_QUARTER = re.compile(r"(?P<roman>[IHl1|!]{1,3})(?P<rest>[/⁄]{1,2}20\d\d\W*)")
_LABEL = re.compile(r"[IHMNmnl1|!Íí\"„“”']{1,4}")
_UPRIGHT = 0.85  # share of the height between the serifs that a stroke fills
_THICK = 0.35  # of the height: no stroke is thicker
_MOST = 3  # strokes of a Roman number


def with_quarters(words: Sequence[OcrWord], grey: NDArray[np.uint8]) -> tuple[OcrWord, ...]:
    """The words, with the strokes of "Quý III/2026" as many as the picture shows."""
    made = list(words)
    for at, (before, word) in enumerate(pairwise(words), 1):
        found = _QUARTER.fullmatch(word.text)
        if found is None or fold(before.text) != "quy":
            continue
        count = leading_strokes(grey[word.top : word.bottom, word.left : word.right])
        read = sum(2 if letter == "H" else 1 for letter in found["roman"])
        if count is not None and count >= read and (count > read or found["roman"] != "I" * read):
            made[at] = replace(word, text="I" * count + found["rest"])
    return tuple(made)


def with_label(words: Sequence[OcrWord], grey: NDArray[np.uint8]) -> tuple[OcrWord, ...]:
    """The only word of a cell of labels, as the Roman number whose strokes the picture shows. A lone stroke read as one
    letter may be a 1."""
    if len(words) != 1 or not _LABEL.fullmatch(words[0].text.strip(".")):
        return tuple(words)
    word = words[0]
    picture = grey[word.top : word.bottom, word.left : word.right]
    count = leading_strokes(picture, alone=True)
    if count is None or (count == 1 and len(word.text.strip(".")) == 1) or word.text.strip(".").isdigit():
        return tuple(words)
    return (replace(word, text="I" * count + ("." if word.text.endswith(".") else "")),)


def leading_strokes(picture: NDArray[np.uint8], *, alone: bool = False) -> int | None:
    """How many upright strokes of one width a word begins with (1-3); None where it begins otherwise, with ``alone``
    also where anything stands after them."""
    height, shapes = shapes_between_serifs(picture)
    widths: list[int] = []
    for shape in shapes:
        if shape.filled < _UPRIGHT or shape.width > _THICK * height:
            if alone:
                return None
            break
        widths.append(shape.width)
    if not 1 <= len(widths) <= _MOST or max(widths) > 1.8 * min(widths):
        return None
    return len(widths)
