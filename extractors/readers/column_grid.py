"""The cells of a table whose columns are known: rows from rules or from vertical distances, names over columns and
titles over the table as wide cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.layout import Box, Word
from extractors.readers.merged_rows import merged_rows
from extractors.readers.numbered_rows import goes_on, number_cuts
from extractors.readers.reading_order import Row, group_rows, union, word_size
from extractors.readers.ruled_tables import Grid, GridCell, Rule

_NAME_GAP = 0.6  # of the font size: a wider distance separates two column names
_TASK_CELLS = 3  # cells with text in a row: fewer are a title or a heading, over which nothing is merged
_TIGHT = 0.35  # of the type's size: lines of one text stand nearer
_LEVEL = 2.0  # points by which pieces of one rule may differ in height
_ACROSS = 0.5  # of a column's width
_NEW_ROW = 1.25  # of the line distance: further apart begins a new row


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table part: x of the gaps between them, and its left and right end."""

    gaps: tuple[float, ...]
    x0: float
    x1: float

    def of(self, box: Box) -> int:
        middle = (box.x0 + box.x1) / 2
        return sum(gap < middle for gap in self.gaps)

    def crossed(self, row: Row) -> bool:
        return any(word.box.x0 < gap - 1 and word.box.x1 > gap + 1 for word in row.words for gap in self.gaps)

    def filled(self, row: Row) -> int:
        return len({self.of(word.box) for word in row.words})

    @property
    def widest(self) -> int:
        return max(range(len(self.gaps) + 1), key=lambda column: self.bounds(column)[1] - self.bounds(column)[0])

    def bounds(self, column: int) -> tuple[float, float]:
        edges = (self.x0, *self.gaps, self.x1)
        return edges[column], edges[column + 1]


@dataclass(frozen=True, slots=True)
class OverName:
    """A column name over the names of two columns, whose centres are ``left`` and ``right``."""

    words: tuple[Word, ...]
    left: float
    right: float
    below: float  # top of the names under it


def names_in(row: Row) -> list[list[Word]]:
    """The row's words in groups that a column gap parts."""
    groups = [[row.words[0]]]
    for word in row.words[1:]:
        if word.box.x0 - groups[-1][-1].box.x1 > _NAME_GAP * row.size:
            groups.append([])
        groups[-1].append(word)
    return groups


def column_grid(
    rows: Sequence[Row], header: int, columns: Columns, rules: Sequence[Rule], over: Sequence[OverName] = ()
) -> Grid:
    box = union(row.box for row in rows)
    lines = [
        rule
        for rule in rules
        if not rule.vertical
        and rule.length > 8
        and box.top - 15 <= rule.box.top <= box.bottom + 15
        and columns.x0 - 5 <= (rule.box.x0 + rule.box.x1) / 2 <= columns.x1 + 5
    ]
    columns = replace(
        columns,
        x0=min([columns.x0, *(line.box.x0 for line in lines)]),
        x1=max([columns.x1, *(line.box.x1 for line in lines)]),
    )
    bounds = [columns.bounds(column) for column in range(len(columns.gaps) + 1)]
    inner = sorted({round(line.box.top, 1) for line in lines if box.top < line.box.top < box.bottom})
    inner = [y for y in inner if any(_covers(lines, y, span) for span in bounds)]
    levels = _apart([line.box.top for line in lines if line.length > 0.5 * (columns.x1 - columns.x0)])
    by_rules = len(inner) >= 2 or (len(inner) == 1 and len(levels) > 2)
    cuts = inner if by_rules else _cuts(rows, header, columns)
    under = [(max(word.box.bottom for word in name.words) + name.below) / 2 for name in over]
    under = [y for y in under if not any(abs(y - cut) < 6 for cut in cuts)]
    words = [word for row in rows for word in row.words]
    numbered = [] if by_rules else _number_cuts(words, columns, cuts)
    cuts = [*cuts, *under, *numbered]
    edges = [box.top - 1, *_apart(cuts), box.bottom + 1]
    cells: list[GridCell] = []
    for column in range(len(columns.gaps) + 1):
        x0, x1 = columns.bounds(column)
        own = [word for word in words if columns.of(word.box) == column]
        top = 0
        for bottom in range(1, len(edges)):
            if bottom < len(edges) - 1:
                runs_on = edges[bottom] in under and not any(n.left < x1 and n.right > x0 for n in over)
                if by_rules:
                    runs_on = runs_on or not _covers(lines, edges[bottom], (x0, x1))
                else:
                    stays = goes_on if edges[bottom] in numbered else _runs_on
                    runs_on = runs_on or stays(own, edges[bottom])
                if runs_on:
                    continue
            cell = Box(x0, edges[top], x1, edges[bottom])
            cells.append(GridCell(top, column, bottom - top, 1, cell))
            top = bottom
    placed = _placed(cells, words, columns, edges, over)
    if not by_rules:
        placed = _merged(placed, edges, columns)
    frame = Box(columns.x0, edges[0], columns.x1, edges[-1])
    return Grid(frame, len(edges) - 1, len(columns.gaps) + 1, placed, rows_drawn=by_rules)


def _merged(cells: Sequence[GridCell], edges: Sequence[float], columns: Columns) -> tuple[GridCell, ...]:
    """The cells with those joined that the middle height of their text shows to be one over several rows."""
    column_count = len(columns.gaps) + 1
    sizes = [word_size(word) for cell in cells for row in cell.rows for word in row.words]
    heights = list(pairwise(edges))
    filled = [
        len({cell.column for cell in cells if cell.rows and cell.row <= row < cell.row + cell.row_span})
        for row in range(len(heights))
    ]
    long = {cell.row: _height(cell) for cell in cells if cell.column == columns.widest and cell.rows}
    printed = [long.get(row, height) for row, height in enumerate(heights)]
    first_row = int(filled[0] == column_count)  # a header, or a row without an empty cell
    joined = list(cells)
    for column in range(1, column_count):
        its = {
            cell.row + at: cell
            for cell in cells
            if cell.column == column and cell.column_span == 1
            for at in range(cell.row_span)
        }
        texts = {_anchor(cell, heights): _height(cell) for cell in its.values() if cell.rows and cell.row >= first_row}
        free = {row for row in its if row not in texts and filled[row] >= _TASK_CELLS and row >= first_row}
        for row, (first, last) in merged_rows(heights, printed, texts, free, 1.2 * median(sizes)).items():
            whole = list(dict.fromkeys(its[at] for at in range(first, last + 1)))
            if its[row].row < first or its[row].row + its[row].row_span - 1 > last:
                continue
            joined = [cell for cell in joined if cell not in whole]
            box = union(cell.box for cell in whole)
            joined.append(GridCell(first, column, last - first + 1, 1, box, its[row].rows))
    return tuple(sorted(joined, key=lambda cell: (cell.row, cell.column)))


def _anchor(cell: GridCell, heights: Sequence[tuple[float, float]]) -> int:
    """The row in which the middle of a cell's text stands."""
    top, bottom = _height(cell)
    rows = range(cell.row, cell.row + cell.row_span)
    return next((row for row in rows if heights[row][0] <= (top + bottom) / 2 < heights[row][1]), cell.row)


def _height(cell: GridCell) -> tuple[float, float]:
    return min(row.box.top for row in cell.rows), max(row.box.bottom for row in cell.rows)


def _covers(lines: Sequence[Rule], y: float, column: tuple[float, float]) -> bool:
    """Whether rules at height ``y`` run across most of a column."""
    x0, x1 = column
    drawn = sum(
        max(min(line.box.x1, x1) - max(line.box.x0, x0), 0.0) for line in lines if abs(line.box.top - y) <= _LEVEL
    )
    return drawn > _ACROSS * (x1 - x0)


def _runs_on(words: Sequence[Word], cut: float) -> bool:
    """Whether lines of one column stand as tight above and below the cut as within a paragraph: a merged cell."""
    above = [word for word in words if (word.box.top + word.box.bottom) / 2 < cut]
    below = [word for word in words if (word.box.top + word.box.bottom) / 2 >= cut]
    if not above or not below:
        return False
    distance = min(word.box.top for word in below) - max(word.box.bottom for word in above)
    return distance < _TIGHT * median(word_size(word) for word in words)


def _apart(cuts: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for cut in sorted(cuts):
        if not kept or cut - kept[-1] > 3:
            kept.append(cut)
    return kept


def _cuts(rows: Sequence[Row], header: int, columns: Columns) -> list[float]:
    """Where rows part when no rule says so: between lines of the widest column that stand further apart than lines."""
    cuts = []
    if header:
        cuts.append((rows[header - 1].box.bottom + rows[header].box.top) / 2)
    widest = columns.widest
    words = [word for row in rows[header:] for word in row.words]
    lines = group_rows([word for word in words if columns.of(word.box) == widest])
    steps = [later.box.top - row.box.top for row, later in pairwise(lines)]
    if not steps:
        return cuts
    close = [step for step in steps if step < 1.6 * median(row.size for row in lines)]
    pitch = median(close) if close else 1.2 * median(row.size for row in lines)
    blocks = [
        block
        for column in range(len(columns.gaps) + 1)
        for block in _blocks([w for w in words if columns.of(w.box) == column])
    ]
    for (row, later), step in zip(pairwise(lines), steps, strict=True):
        if step > _NEW_ROW * pitch:
            cuts.append(_least_crossed(row.box.bottom, later.box.top, blocks))
    leading = pitch - median(row.box.bottom - row.box.top for row in lines)
    return cuts + _white_bands(words, leading, pitch)


def _number_cuts(words: Sequence[Word], columns: Columns, cuts: Sequence[float]) -> list[float]:
    first, widest = ([word for word in words if columns.of(word.box) == column] for column in (0, columns.widest))
    return number_cuts(words, first, widest, cuts)


def _white_bands(words: Sequence[Word], leading: float, pitch: float) -> list[float]:
    """Heights where no column has a word for clearly more than the space between lines: rows that miss the widest
    column part there."""
    cuts = []
    bottom = min(word.box.top for word in words)
    for word in sorted(words, key=lambda w: w.box.top):
        if word.box.top - bottom > max(leading, 0.0) + (_NEW_ROW - 1) * pitch:
            cuts.append((bottom + word.box.top) / 2)
        bottom = max(bottom, word.box.bottom)
    return cuts


def _blocks(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Top and bottom of each text of one column: lines that stand as tight as within a paragraph."""
    blocks: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: w.box.top):
        if blocks and word.box.top - blocks[-1][1] < _TIGHT * word_size(word):
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], word.box.bottom))
        else:
            blocks.append((word.box.top, word.box.bottom))
    return blocks


def _least_crossed(low: float, high: float, blocks: Sequence[tuple[float, float]]) -> float:
    """The height between ``low`` and ``high`` that cuts the fewest texts, in the middle of the widest such stretch."""
    near = [block for block in blocks if block[1] > low and block[0] < high]
    marks = sorted({low, high, *(min(max(y, low), high) for block in near for y in block)})
    best = (len(near) + 1, 0.0, (low + high) / 2)
    for top, bottom in pairwise(marks):
        middle = (top + bottom) / 2
        crossed = sum(block[0] < middle < block[1] for block in near)
        best = min(best, (crossed, top - bottom, middle))
    return best[2]


def _placed(
    cells: Sequence[GridCell],
    words: Sequence[Word],
    columns: Columns,
    edges: Sequence[float],
    over: Sequence[OverName],
) -> tuple[GridCell, ...]:
    """Words into cells. A row whose words run over the gaps is a title: one cell from its first own column on."""
    inside: dict[tuple[int, int], list[Word]] = {}
    owner = {(cell.row + r, cell.column): cell for cell in cells for r in range(cell.row_span)}
    spanning: dict[int, int] = {}
    wide: dict[tuple[int, int], int] = {}  # first cell of a name over columns: how many
    first_of: dict[int, int] = {}  # word of such a name: the name's first column
    for name in over:
        first, last = (sum(gap < x for gap in columns.gaps) for x in (name.left, name.right))
        middle = (name.words[0].box.top + name.words[0].box.bottom) / 2
        wide[sum(edge < middle for edge in edges) - 1, first] = last - first + 1
        first_of |= {id(word): first for word in name.words}
    for row in range(len(edges) - 1):
        here = [word for word in words if edges[row] <= (word.box.top + word.box.bottom) / 2 < edges[row + 1]]
        lines = group_rows(here)
        crossing = [] if any(id(word) in first_of for word in here) else [r for r in lines if columns.crossed(r)]
        if crossing and len(crossing) == len(lines):
            first = columns.of(lines[0].words[0].box)
            label = first == 0 and len(names_in(lines[0])[0]) == 1 and columns.of(lines[0].words[1].box) > 0
            spanning[row] = 1 if label else first
        for word in here:
            column = first_of.get(id(word), columns.of(word.box))
            if row in spanning and column >= spanning[row]:
                column = spanning[row]
            cell = owner[row, column]
            inside.setdefault((cell.row, cell.column), []).append(word)
    result = []
    for cell in cells:
        span = 1
        if cell.row in spanning and cell.row_span == 1:
            if cell.column > spanning[cell.row]:
                continue
            if cell.column == spanning[cell.row]:
                span = len(columns.gaps) + 1 - cell.column
        if (cell.row, cell.column) in wide and cell.row_span == 1:
            span = wide[cell.row, cell.column]
        if any(row == cell.row and first < cell.column < first + count for (row, first), count in wide.items()):
            continue
        rows = tuple(group_rows(inside.get((cell.row, cell.column), [])))
        box = Box(cell.box.x0, cell.box.top, columns.bounds(cell.column + span - 1)[1], cell.box.bottom)
        result.append(GridCell(cell.row, cell.column, cell.row_span, span, box, rows))
    return tuple(sorted(result, key=lambda cell: (cell.row, cell.column)))
