"""Ruled tables: from drawn lines to a grid of cells, merged cells as spans, words in the cells they stand in.

Pure geometry over edges and words, so that it serves digital pages and pages that lie on their side alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.layout import Box, Word
from extractors.readers.reading_order import Row, group_rows, union

_SNAP = 3.0  # points: edges nearer than this are the same line
_JOIN = 4.0  # points: gap within a dashed line
_SHORTEST_EDGE = 5.0
_GRID_STEP = 3.0  # points: nearer cell borders are one grid line
_MOST_EDGES = 20_000  # a drawing, not a table
FEWEST_OPEN = 3  # verticals that reach beyond the last horizontal, to one place
OPEN_END = 8.0  # points: no row is lower


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's place in the grid, its box and the rows of words in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    rows: tuple[Row, ...] = ()
    open_above: bool = False  # at the table's top without the rule that its neighbours have there
    open_below: bool = False  # … at its end


@dataclass(frozen=True, slots=True)
class Grid:
    box: Box
    row_count: int
    column_count: int
    cells: tuple[GridCell, ...]
    rows_drawn: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line; ``vertical`` or horizontal."""

    box: Box
    vertical: bool

    @property
    def length(self) -> float:
        return self.box.bottom - self.box.top if self.vertical else self.box.x1 - self.box.x0


def find_ruled_tables(rules: Sequence[Rule], words: Sequence[Word]) -> list[Grid]:
    """Tables with two columns or more whose cells are drawn; boxes around text and charts are none."""
    if not 3 < len(rules) < _MOST_EDGES:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _JOIN, _JOIN)
    edges = [edge for edge in edges if edge["width" if edge["orientation"] == "h" else "height"] >= _SHORTEST_EDGE]
    edges += _open_sides(edges)
    drawn = [edge for edge in edges if edge["orientation"] == "h"]
    edges += _open_ends(edges)
    cells = intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    grids = [_with_open_cells(_grid([Box(*cell) for cell in table]), drawn) for table in cells_to_tables(cells)]
    filled = [with_words(grid, words) for grid in grids if _is_table(grid)]
    return [grid for grid in filled if _holds_text(grid)]


def with_words(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with each word that stands in it in the cell under the word's middle."""
    inside: dict[int, list[Word]] = {}
    for word in words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        if not (grid.box.x0 <= x <= grid.box.x1 and grid.box.top <= y <= grid.box.bottom):
            continue
        for index, cell in enumerate(grid.cells):
            if cell.box.x0 <= x <= cell.box.x1 and cell.box.top <= y <= cell.box.bottom:
                inside.setdefault(index, []).append(word)
                break
    cells = tuple(replace(cell, rows=tuple(group_rows(inside.get(index, [])))) for index, cell in enumerate(grid.cells))
    return Grid(grid.box, grid.row_count, grid.column_count, cells)


def _edge(rule: Rule) -> dict[str, Any]:
    box = rule.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    box = Box(x, box.top, x, box.bottom) if rule.vertical else Box(box.x0, y, box.x1, y)
    return {
        "x0": box.x0,
        "x1": box.x1,
        "top": box.top,
        "bottom": box.bottom,
        "width": box.x1 - box.x0,
        "height": box.bottom - box.top,
        "orientation": "v" if rule.vertical else "h",
        "object_type": "line",
    }


def _open_sides(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outer borders of tables that leave them out: horizontals that end beyond the last vertical, at one place."""
    verticals = [edge for edge in edges if edge["orientation"] == "v"]
    added: list[dict[str, Any]] = []
    for side, other in (("x0", "x1"), ("x1", "x0")):
        groups: dict[int, list[dict[str, Any]]] = {}
        for edge in edges:
            if edge["orientation"] == "h":
                groups.setdefault(round(edge[side] / _SNAP), []).append(edge)
        for group in groups.values():
            place = group[0][side]
            top, bottom = min(e["top"] for e in group), max(e["top"] for e in group)
            if len(group) < 3 or any(abs(v["x0"] - place) <= _SNAP for v in verticals):
                continue
            reach = (min(group[0][side], group[0][other]), max(group[0][side], group[0][other]))
            crossing = [
                v for v in verticals if reach[0] < v["x0"] < reach[1] and v["bottom"] > top and v["top"] < bottom
            ]
            if len(crossing) >= 2 and min(abs(v["x0"] - place) for v in crossing) > 12:
                added.append(_edge(Rule(Box(place, top, place, bottom), vertical=True)))
    return added


def _open_ends(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where a page cuts a row and no rule closes it, the verticals all reach beyond the last horizontal, to one place:
    a rule there. Browsers print tables so."""
    from pdfplumber.utils.clustering import cluster_objects

    verticals = [edge for edge in edges if edge["orientation"] == "v"]
    horizontals = [edge for edge in edges if edge["orientation"] == "h"]
    added: list[dict[str, Any]] = []
    for end, way in (("top", -1.0), ("bottom", 1.0)):
        for group in cluster_objects(verticals, end, _SNAP):
            if len(group) < FEWEST_OPEN:
                continue
            x0, x1 = min(edge["x0"] for edge in group), max(edge["x0"] for edge in group)
            place = min(edge[end] for edge in group)
            whole = [h for h in horizontals if h["x0"] <= x0 + _SNAP and h["x1"] >= x1 - _SNAP]
            inner = [way * (place - h["top"]) for h in whole if any(_meet(v, h) for v in group)]
            if inner and min(inner) > OPEN_END:
                added.append(_edge(Rule(Box(x0, place, x1, place), vertical=False)))
    return added


def _with_open_cells(grid: Grid, horizontals: Sequence[dict[str, Any]]) -> Grid:
    """The grid with the cells marked that go on over the page's end: no rule closes them, but one their neighbours.
    Where no cell is closed the page cuts a row."""
    first = [cell for cell in grid.cells if cell.row == 0]
    last = [cell for cell in grid.cells if cell.row + cell.row_span == grid.row_count]
    above = {id(cell) for cell in first if not _ruled(cell.box, cell.box.top, horizontals)}
    below = {id(cell) for cell in last if not _ruled(cell.box, cell.box.bottom, horizontals)}
    above, below = above if len(above) < len(first) else set(), below if len(below) < len(last) else set()
    cells = (replace(c, open_above=id(c) in above, open_below=id(c) in below) for c in grid.cells)
    return replace(grid, cells=tuple(cells))


def _ruled(box: Box, height: float, horizontals: Sequence[dict[str, Any]]) -> bool:
    """Whether rules at ``height`` run over most of the width of ``box``."""
    level = [edge for edge in horizontals if abs(edge["top"] - height) <= _SNAP]
    covered = sum(max(0.0, min(edge["x1"], box.x1) - max(edge["x0"], box.x0)) for edge in level)
    return bool(covered > 0.5 * (box.x1 - box.x0))


def _meet(vertical: dict[str, Any], horizontal: dict[str, Any]) -> bool:
    return bool(vertical["top"] - _SNAP <= horizontal["top"] <= vertical["bottom"] + _SNAP)


def _grid(boxes: Sequence[Box]) -> Grid:
    xs = _lines([value for box in boxes for value in (box.x0, box.x1)])
    ys = _lines([value for box in boxes for value in (box.top, box.bottom)])
    cells = []
    for box in sorted(boxes, key=lambda b: (_at(ys, b.top), _at(xs, b.x0))):
        row, column = _at(ys, box.top), _at(xs, box.x0)
        row_span, column_span = _at(ys, box.bottom) - row, _at(xs, box.x1) - column
        if row_span > 0 and column_span > 0:
            cells.append(GridCell(row, column, row_span, column_span, box))
    return Grid(union(boxes), len(ys) - 1, len(xs) - 1, tuple(cells))


def _lines(values: Sequence[float]) -> list[float]:
    """Distinct grid lines: values nearer than a step are one."""
    lines: list[float] = []
    for value in sorted(values):
        if not lines or value - lines[-1] > _GRID_STEP:
            lines.append(value)
    return lines


def _at(lines: Sequence[float], value: float) -> int:
    return min(range(len(lines)), key=lambda index: abs(lines[index] - value))


def _is_table(grid: Grid) -> bool:
    if grid.column_count < 2 or len(grid.cells) < 3:
        return False
    return grid.row_count >= 2 or grid.column_count >= 3


def _holds_text(grid: Grid) -> bool:
    """Words in at least two cells, and no page frame with the whole page in one cell."""
    counts = [sum(len(row.words) for row in cell.rows) for cell in grid.cells]
    return sum(1 for count in counts if count) >= 2 and sum(counts) > 0
