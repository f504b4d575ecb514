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

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_QUARTER = re.compile(r"(?P<roman>[IHl1|!]{1,3})(?P<rest>[/⁄]{1,2}20\d\d\W*)")
_LABEL = re.compile(r"[IHMNmnl1|!Íí\"„“”']{1,4}")
_INK = 140  # grey values below are ink
_INSIDE = (0.25, 0.75)  # share of a stroke's height between its serifs
_UPRIGHT = 0.85  # share of that height that a stroke fills
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
    import numpy as np

    ink = picture < _INK
    rows = np.flatnonzero(ink.any(axis=1))
    if len(rows) < 8:
        return None
    ink = ink[rows[0] : rows[-1] + 1]
    height = len(ink)
    filled = ink[int(_INSIDE[0] * height) : int(_INSIDE[1] * height)].mean(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled > 0, [0]))))
    widths: list[int] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if filled[start:end].max() < _UPRIGHT or end - start > 0.35 * height:
            if alone:
                return None
            break
        widths.append(int(end - start))
    if not 1 <= len(widths) <= _MOST or max(widths) > 1.8 * min(widths):
        return None
    return len(widths)
