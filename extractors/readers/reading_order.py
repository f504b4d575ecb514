"""From words with boxes to printed lines in reading order.

Words that stand side by side make a row; rows that leave a common white gap in the page's middle, with capitals on
top of one side, are a two-column block (letterhead, recipients beside signature) and are read column after column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.layout import Box, LineRole, Word

_SAME_ROW = 0.5  # share of the lower height by which boxes of one row overlap
_GLUE = 0.1  # of the font size: below this distance two words are one (a change of font cut them)
_COLUMN_GAP = 14.0  # points, least white gap between the columns of a block
_NARROWED_GAP = 6.0  # points that must remain of the gap over the whole block
_ALIGNED = 24.0  # points by which centres of one column differ
_FAR = 150.0  # points between a signer's title and name, at most
_NEAR = 2.6  # line heights between the rows of one column


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    role: LineRole = LineRole.BODY

    @property
    def box(self) -> Box:
        return union(word.box for word in self.words)

    @property
    def size(self) -> float:
        return median(word_size(word) for word in self.words)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes``, which are not empty."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def word_size(word: Word) -> float:
    return word.size or (word.box.bottom - word.box.top)


def reading_order(words: Sequence[Word], page_width: float) -> list[Row]:
    """The rows of a page in the order a person reads them; rows of two-column blocks get the role LETTERHEAD."""
    rows = group_rows(words)
    ordered: list[Row] = []
    index = 0
    while index < len(rows):
        block = _two_columns(rows, index, page_width)
        if block is None:
            ordered.append(rows[index])
            index += 1
            continue
        end, left, right = block
        ordered += [Row(row.words, LineRole.LETTERHEAD) for side in (left, right) for row in group_rows(side)]
        index = end
    return ordered


def group_rows(words: Sequence[Word]) -> list[Row]:
    """Words grouped by vertical overlap, rows from top to bottom."""
    groups: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: ((w.box.top + w.box.bottom) / 2, w.box.x0)):
        top, bottom = word.box.top, word.box.bottom
        for at in range(len(groups) - 1, max(-1, len(groups) - 4), -1):
            low, high = spans[at]
            overlap = min(bottom, high) - max(top, low)
            if overlap > _SAME_ROW * min(bottom - top, high - low):
                groups[at].append(word)
                if word_size(word) > 0.8 * (high - low):  # a raised digit must not stretch the row
                    spans[at] = ((low + top) / 2, (high + bottom) / 2)
                break
        else:
            groups.append([word])
            spans.append((top, bottom))
    rows = [Row(tuple(sorted(group, key=lambda w: w.box.x0))) for group in groups]
    return sorted(rows, key=lambda row: (row.box.bottom, row.box.x0))


def row_text(words: Sequence[Word], left_out: frozenset[int] = frozenset()) -> str:
    """The words' text with a space where there is a distance; words cut by a change of font are joined again.

    ``left_out`` are places in ``words`` (footnote markers) that are passed over without a trace.
    """
    text = ""
    spaced = False
    for index, word in enumerate(words):
        if index:
            previous = words[index - 1]
            distance = word.box.x0 - previous.box.x1
            spaced = spaced or distance >= _GLUE * max(word_size(word), word_size(previous))
        if index in left_out:
            continue
        text += f" {word.text}" if spaced and text else word.text
        spaced = False
    return text


def row_gaps(row: Row) -> list[tuple[float, float]]:
    """White gaps within a row that are wider than any between the words of a justified line usually are."""
    least = max(_COLUMN_GAP, 1.2 * row.size)
    gaps = []
    right = row.words[0].box.x1
    for word in row.words[1:]:
        if word.box.x0 - right >= least:
            gaps.append((right, word.box.x0))
        right = max(right, word.box.x1)
    return gaps


def _two_columns(rows: Sequence[Row], start: int, width: float) -> tuple[int, list[Word], list[Word]] | None:
    """Where the block that begins at ``start`` ends and its words, left and right; ``None`` if there is none."""
    best: tuple[int, list[Word], list[Word]] | None = None
    for gap in row_gaps(rows[start]):
        if not 0.2 * width < (gap[0] + gap[1]) / 2 < 0.78 * width:
            continue
        block = _grown(rows, start, gap)
        if block is not None and (best is None or block[0] > best[0]):
            best = block
    return best


def _grown(rows: Sequence[Row], start: int, gap: tuple[float, float]) -> tuple[int, list[Word], list[Word]] | None:
    left: list[Row] = []
    right: list[Row] = []
    end = start
    for index in range(start, len(rows)):
        row = rows[index]
        narrowed = _narrowed(row, gap)
        if narrowed is None:
            break
        middle = (narrowed[0] + narrowed[1]) / 2
        halves = [
            Row(half) if half else None
            for half in (
                tuple(w for w in row.words if w.box.x1 <= middle + 1),
                tuple(w for w in row.words if w.box.x1 > middle + 1),
            )
        ]
        one_sided = halves[0] is None or halves[1] is None
        if one_sided and not _belongs(left if halves[0] else right, halves[0] or halves[1], bool(halves[1])):
            break
        gap = narrowed
        for half, column in zip(halves, (left, right), strict=True):
            if half is not None:
                column.append(half)
        end = index + 1
    if len(left) < 2 or len(right) < 2 or not (_has_capitals(left) or _has_capitals(right)):
        return None
    return end, [w for row in left for w in row.words], [w for row in right for w in row.words]


def _narrowed(row: Row, gap: tuple[float, float]) -> tuple[float, float] | None:
    """What the row's words leave of the gap; ``None`` when they cross it."""
    low, high = gap
    middle = (low + high) / 2
    for word in row.words:
        if word.box.x0 >= high or word.box.x1 <= low:
            continue
        if word.box.x0 >= middle:
            high = min(high, word.box.x0)
        elif word.box.x1 <= middle:
            low = max(low, word.box.x1)
        else:
            return None
    if high - low < _NARROWED_GAP:
        return None
    # A line of running text has a word space here by chance, not a gap.
    left = [word.box.x1 for word in row.words if word.box.x1 <= high]
    right = [word.box.x0 for word in row.words if word.box.x0 >= low]
    if left and right and min(right) - max(left) < max(_NARROWED_GAP, 0.6 * row.size):
        return None
    return low, high


def _belongs(column: Sequence[Row], row: Row | None, is_right: bool) -> bool:
    """Whether a row with words on one side only goes on with that side's column."""
    if row is None or not column:
        return False
    last, box = column[-1].box, row.box
    widest = union(other.box for other in column)
    centred = abs((box.x0 + box.x1) - (widest.x0 + widest.x1)) / 2 <= _ALIGNED
    flush = abs(box.x0 - last.x0) <= _ALIGNED / 2
    distance = box.top - last.bottom
    if distance <= _NEAR * max(row.size, 8.0):
        return centred or flush
    return is_right and centred and distance <= _FAR


def _has_capitals(column: Sequence[Row]) -> bool:
    """One of the first two rows of the column is printed in capitals."""
    for row in column[:2]:
        letters = [char for word in row.words for char in word.text if char.isalpha()]
        if len(letters) >= 4 and sum(char.isupper() for char in letters) > 0.8 * len(letters):
            return True
    return False
