"""Rows that stand as tight as the lines of one text, without rules: they part where the first column has a number.

Only where each number stands at the height at which a row begins: beside a line of the widest column that does not go
on in small letters, the first one beside its first line. Numbers in the middle of their rows tell nothing; neither
does a cut through a word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.layout import Box, Word
from extractors.readers.reading_order import Row, group_rows, row_text

_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5})[.)]?|[a-zđ]\)")
_LEVEL = 0.3  # of the type's size: lines that stand at one height


def number_cuts(
    words: Sequence[Word], first: Sequence[Word], widest: Sequence[Word], cuts: Sequence[float]
) -> list[float]:
    """Further heights at which rows part that ``cuts`` leave joined. ``first`` and ``widest`` are those of the
    ``words`` that stand in the first and in the widest column."""
    found: list[float] = []
    for top, bottom in pairwise([-math.inf, *sorted(cuts), math.inf]):
        row, numbers, texts = (_between(of, top, bottom) for of in (words, first, widest))
        found += _cuts_within(row, group_rows(numbers), group_rows(texts))
    return found


def goes_on(words: Sequence[Word], cut: float) -> bool:
    """Whether a column's text goes on below a cut, in small letters."""
    below = group_rows(_between(words, cut, math.inf))
    return bool(below) and bool(_between(words, -math.inf, cut)) and row_text(below[0].words)[:1].islower()


def _cuts_within(words: Sequence[Word], numbers: Sequence[Row], texts: Sequence[Row]) -> list[float]:
    """The cuts between the rows that were taken for one, none where not all of them are safe."""
    if len(numbers) < 2 or not all(_NUMBER.fullmatch(row_text(number.words)) for number in numbers):
        return []
    begins = [next((text for text in texts if _level(text, number)), None) for number in numbers]
    rows = [text for text in begins if text is not None and not row_text(text.words)[:1].islower()]
    if len(rows) < len(numbers) or rows[0] is not texts[0]:
        return []
    cuts = [_above(row, words) for row in rows[1:]]
    if any(
        _crosses(word.box, cut, _LEVEL * row.size) for row, cut in zip(rows[1:], cuts, strict=True) for word in words
    ):
        return []
    return cuts


def _above(row: Row, words: Sequence[Word]) -> float:
    """The height between a line and what stands above it in any column."""
    bottom = max(word.box.bottom for word in words if _middle(word.box) < row.box.top)
    return (bottom + row.box.top) / 2


def _crosses(box: Box, cut: float, borne: float) -> bool:
    return box.top < cut - borne and box.bottom > cut + borne


def _level(text: Row, number: Row) -> bool:
    return abs(text.box.bottom - number.box.bottom) < _LEVEL * text.size


def _between(words: Sequence[Word], top: float, bottom: float) -> list[Word]:
    return [word for word in words if top <= _middle(word.box) < bottom]


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
