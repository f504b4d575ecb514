"""Tables with level rules only, or none: columns from the white between phrases, rows between the rules or by the
white between them. The geometry is that of digital pages (``readers.white_columns``, ``readers.column_grid``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extractors.layout import Box, Word
from extractors.ocr.grid import Grid, Rules, Slot
from extractors.ocr.phrases import find_phrases
from extractors.ocr.shapes import Shapes, find_shapes
from extractors.readers.column_grid import Columns, column_grid, names_in
from extractors.readers.column_tables import is_table, last_row, names_across
from extractors.readers.reading_order import Row, group_rows
from extractors.readers.ruled_tables import Grid as TypesetGrid
from extractors.readers.ruled_tables import Rule
from extractors.readers.white_columns import white_columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST_RULES = 3
_LONGEST = 0.45  # of the page's width: what a rule right across such a table must reach
_SAME_END = 0.12  # inches by which the ends of a table's rules may differ
_TALLEST_ROW = 4.5  # inches between two rules of one table
_ALONE = 0.25  # of the length that reaches right across: shorter pieces alone at their height are no rule
_PIECE = 0.28  # inches: a shorter piece of a rule says nothing
_WINDOWS = (80, 30, 14, 6)  # lines looked at to find the columns of a table without rules
_HEADER_LINES = 4
_FLUSH = 2.5  # points by which the lines of one column may begin apart
_NUMBER = 2.2  # of the type's size: a narrower line above a table is the page's number
_CLOSE, _TIGHT = 0.65, 0.25  # of the type's size: lines of a header stand nearer, a lone name to the next line
_FAR = 2.0  # of the type's size: what stands further above a table is not part of it
_LABEL = 2.5  # of the type's size: the widest label of a group


class _Piece(NamedTuple):
    left: int
    right: int
    at: int


def find_open_tables(
    ink: NDArray[np.uint8], rules: Rules, grids: Sequence[Grid], dpi: float
) -> tuple[list[Grid], Rules]:
    """The tables of a page that have only level rules, and the rules with theirs added (to be erased)."""
    import cv2
    import numpy as np

    pieces = [p for p in _pieces(rules.loose, dpi) if not any(g.top <= p.at <= g.bottom for g in grids)]
    groups = _groups(pieces, 0.04 * dpi, _LONGEST * ink.shape[1], dpi)
    if not groups:
        return [], rules
    points = 72 / dpi
    bare = ink.copy()
    drawn_ink = _drawn([piece for group in groups for piece in group], rules.loose)
    bare[cv2.dilate(drawn_ink, np.ones((5, 3), np.uint8)) > 0] = 0
    phrases = find_phrases(find_shapes(bare), dpi)
    tables: list[Grid] = []
    own = rules.level.copy()
    for group in groups:
        left, right = min(p.left for p in group), max(p.right for p in group)
        top, bottom = min(p.at for p in group), max(p.at for p in group)
        inside = [
            word for word in phrases if _within(word, (left * points, top * points, right * points, bottom * points))
        ]
        drawn = [Rule(_box(p, points), vertical=False) for p in group]
        rows = group_rows(inside)
        columns = white_columns(rows)
        if columns is None or len(columns.gaps) < 2:
            continue
        columns = replace(columns, x0=min(columns.x0, left * points), x1=max(columns.x1, right * points))
        tables.append(_grid(rows, columns, drawn, points, ink.shape[1]))
        own |= _drawn(group, rules.loose)
    return tables, replace(rules, level=own)


def find_bare_tables(shapes: Shapes, dpi: float) -> list[Grid]:
    """Tables without any rule: lines that share at least two gaps between three columns. A letterhead or a signature
    block has one. ``shapes``: of the page without rules and other tables."""
    points = 72 / dpi
    rows = group_rows(find_phrases(shapes, dpi))
    tables: list[Grid] = []
    at = 0
    while at < len(rows):
        found = _table_at(rows, at) if len(names_in(rows[at])) > 2 else None
        if found is None:
            at += 1
            continue
        first, last, columns = found
        tables.append(_grid(rows[first:last], columns, [], points, shapes.labels.shape[1]))
        at = last
    return tables


def _pieces(mask: NDArray[np.uint8], dpi: float) -> list[_Piece]:
    if not mask.any():
        return []
    shapes = find_shapes(mask)
    found = (
        _Piece(left, left + width, round(at))
        for (left, _, width, *_), at in zip(shapes.boxes[1:].tolist(), shapes.middles[1:, 1].tolist(), strict=True)
    )
    return sorted((p for p in found if p.right - p.left >= _PIECE * dpi), key=lambda p: p.at)


def _drawn(pieces: Sequence[_Piece], loose: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink of these pieces of rules alone: level strokes of letters are among the loose ones."""
    import numpy as np

    mask = np.zeros_like(loose)
    for piece in pieces:
        band = slice(max(piece.at - 6, 0), piece.at + 7)
        mask[band, piece.left : piece.right + 1] |= loose[band, piece.left : piece.right + 1]
    return mask


def _groups(pieces: Sequence[_Piece], same: float, longest: float, dpi: float) -> list[list[_Piece]]:
    """The pieces of each table: at least three heights at which they reach right across it, from end to end."""
    levels: list[list[_Piece]] = []
    for piece in pieces:
        if levels and piece.at - levels[-1][0].at < same:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    # The bars of a bold "TT" are as long as a piece of a rule, but stand alone at their height.
    levels = [level for level in levels if sum(p.right - p.left for p in level) > _ALONE * longest]
    groups: list[list[list[_Piece]]] = []
    for level in levels:
        left, right = min(p.left for p in level), max(p.right for p in level)
        if groups:
            above = [p for other in groups[-1] for p in other]
            ends = min(p.left for p in above), max(p.right for p in above)
            slack = _SAME_END * dpi
            inside = left > ends[0] - slack and right < ends[1] + slack
            if inside and level[0].at - above[-1].at < _TALLEST_ROW * dpi:
                groups[-1].append(level)
                continue
        if right - left > longest:
            groups.append([level])
    return [
        [piece for level in group for piece in level]
        for group in groups
        if sum(sum(p.right - p.left for p in level) > longest for level in group) >= _FEWEST_RULES
    ]


def _box(piece: _Piece, points: float) -> Box:
    return Box(piece.left * points, piece.at * points, piece.right * points, piece.at * points)


def _within(word: Word, edges: tuple[float, float, float, float]) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    return edges[0] - 3 <= x <= edges[2] + 3 and edges[1] <= y <= edges[3]


def _table_at(rows: Sequence[Row], start: int) -> tuple[int, int, Columns] | None:
    """First row, row after the last and columns of the table that begins at row ``start``, if one does."""
    for window in _WINDOWS:
        columns = white_columns(rows[start : start + window])
        if columns is None or len(columns.gaps) < 2:
            continue
        last = last_row(rows, start, columns)
        again = white_columns(rows[start:last]) if last - start > 1 else None
        if again is None or len(again.gaps) < 2:
            continue
        last = last_row(rows, start, again)
        if is_table(rows[start:last], again):
            return _with_header(rows, start, again), last, again
    return None


def _with_header(rows: Sequence[Row], start: int, columns: Columns) -> int:
    """The first row of the header that stands close above row ``start``, or of a row that began on the page before."""
    first = start
    while first > 0 and start - first < _HEADER_LINES:
        above, below = rows[first - 1], rows[first]
        gap = (below.box.top - above.box.bottom) / above.size
        if not (_is_header_line(above, gap, columns) or (gap < _FAR and _goes_on(above, rows[start:], columns))):
            break
        first -= 1
    return first


def _is_header_line(line: Row, gap: float, columns: Columns) -> bool:
    """Whether a line ``gap`` (of the type's size) above a table's is another one of its header: names in several
    columns, at most one over two of them, or a lone name set tight."""
    if len(names_in(line)) == 1:
        return gap < _TIGHT and not columns.crossed(line)
    over = [w for w in line.words if any(w.box.x0 < at - 1 and w.box.x1 > at + 1 for at in columns.gaps)]
    return gap < _CLOSE and len(over) <= 1 and columns.filled(line) > 1


def _goes_on(line: Row, rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a line above a table's first whole row belongs to the table: the title of a group after its label, or
    the end of a row that began on the page before. Its text begins where the texts of its column begin."""
    label = line.words[0].box
    labelled = len(line.words) > 1 and columns.of(label) == 0 and label.x1 - label.x0 < _LABEL * line.size
    text = line.words[1:] if labelled else line.words
    if not labelled and (columns.crossed(line) or line.box.x1 - line.box.x0 < _NUMBER * line.size):
        return False
    column, x0 = columns.of(text[0].box), text[0].box.x0
    starts = [w.box.x0 for row in rows for name in names_in(row) for w in name[:1] if columns.of(w.box) == column]
    return sum(abs(start - x0) < _FLUSH for start in starts) >= 3


def _grid(rows: Sequence[Row], columns: Columns, drawn: Sequence[Rule], points: float, width: int) -> Grid:
    typeset = column_grid(rows, 0, columns, drawn, names_across(rows, columns))
    return _in_pixels(typeset, points, width)


def _in_pixels(grid: TypesetGrid, points: float, width: int) -> Grid:
    slots = []
    for cell in grid.cells:
        boxes = [cell.box, *(word.box for row in cell.rows for word in row.words)]
        left, right = min(b.x0 for b in boxes) / points, max(b.x1 for b in boxes) / points
        top, bottom = min(b.top for b in boxes) / points, max(b.bottom for b in boxes) / points
        edges = (max(round(left) - 5, 0), max(round(top) - 1, 0), min(round(right) + 5, width), round(bottom) + 1)
        slots.append(Slot(cell.row, cell.column, cell.row_span, cell.column_span, *edges))
    edges = (
        min(slot.left for slot in slots),
        min(slot.top for slot in slots),
        max(slot.right for slot in slots),
        max(slot.bottom for slot in slots),
    )
    return Grid(*edges, grid.row_count, grid.column_count, tuple(slots), grid.rows_drawn)
