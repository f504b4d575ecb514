"""Tables without vertical rules: columns from the white space that header and rows leave in common.

Conservative: without a header row of several separate names (bold, or led by "TT") or, on a following page, the
columns of the page before, nothing is a table. Rows come from horizontal rules where these are drawn, otherwise from
the vertical distances in the widest column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.layout import Box, Word
from extractors.readers.pdf_page import is_bold
from extractors.readers.reading_order import Row, group_rows, row_text, union, word_size
from extractors.readers.ruled_tables import Grid, GridCell, Rule

_FIRST_NAME = re.compile(r"(?:S\s*T\s*T|T\s*T|Số\s*(?:TT)?)\b", re.IGNORECASE)
_NAME_GAP = 0.6  # of the font size: a wider distance separates two column names
_LEAST_NAMES = 3
_LEAST_ROWS = 3  # printed lines under the header that keep to the columns
_CROSSED = 0.08  # share of lines that may run over a gap all the same (group titles)
_LEAST_GAP = 3.0  # points
_NEW_ROW = 1.25  # of the line distance: further apart begins a new row
_STRAY = 2  # lines over the columns in a row that a table bears (group titles)


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


def find_column_tables(
    words: Sequence[Word], rules: Sequence[Rule], carried: Columns | None = None
) -> list[tuple[Grid, Columns]]:
    """The table of a page, if one stands there. ``carried``: columns of a table that reached the last page's end."""
    rows = group_rows(words)
    for start, end in _headers(rows, [rule for rule in rules if not rule.vertical]):
        over = _over_names(rows, start, end, carried)
        if carried is not None and _fits(rows[start:end], carried, over):
            columns = carried
        else:
            over = _over_names(rows, start, end)
            found = _columns(rows, start, end, over)
            if found is None:
                continue
            columns = found
        last = _last_row(rows, end, columns)
        return [(_grid(rows[start:last], end - start, columns, rules, over), columns)]
    if carried is not None:
        start = 1 if rows and len(rows[0].words) == 1 and rows[0].words[0].text.isdigit() else 0
        last = _last_row(rows, start, carried)
        kept = [carried.filled(row) for row in rows[start:last] if not carried.crossed(row)]
        if sum(count > 1 for count in kept) >= _LEAST_ROWS or any(count >= _LEAST_NAMES for count in kept):
            return [(_grid(rows[start:last], 0, carried, rules), carried)]
    return []


def _fits(header: Sequence[Row], columns: Columns, over: Sequence[OverName]) -> bool:
    """Whether each name of the header stands in one of the columns and most columns have a name."""
    above = {id(word) for name in over for word in name.words}
    named = set()
    for name in (name for row in header for name in _names(row) if id(name[0]) not in above):
        places = {columns.of(word.box) for word in name}
        if len(places) > 1:
            return False
        named |= places
    return len(named) > len(columns.gaps) * 0.7


def _headers(rows: Sequence[Row], rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Candidates: first row and row after the last of what may be a table's header."""
    found: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        names = _names(row)
        bold = all(is_bold(word) for word in row.words)
        led = _FIRST_NAME.match(row_text(names[0])) is not None
        if len(names) < _LEAST_NAMES or not (led or (bold and len(names) > _LEAST_NAMES)):
            continue
        start, end = index, index + 1
        while start > 0 and bold and _continues(rows[start - 1], rows[start], rules):
            start -= 1
        while end < len(rows) and bold and _continues(rows[end], rows[end - 1], rules):
            end += 1
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _continues(row: Row, neighbour: Row, rules: Sequence[Rule]) -> bool:
    """Whether ``row`` is another line of the bold header at ``neighbour``: as bold, set tight, in pieces."""
    a, b = sorted((row.box, neighbour.box), key=lambda box: box.top)
    middle = ((a.top + a.bottom) / 2, (b.top + b.bottom) / 2)
    across = 0.7 * max(a.x1 - a.x0, b.x1 - b.x0)
    parted = any(middle[0] < rule.box.top < middle[1] and rule.length > across for rule in rules)
    tight = b.top - a.bottom < 0.5 * row.size and not parted
    widest = max(len(row_text(name)) for name in _names(row))
    return tight and all(is_bold(word) for word in row.words) and widest < 40


def _names(row: Row) -> list[list[Word]]:
    """The row's words in groups that a column gap parts."""
    groups = [[row.words[0]]]
    for word in row.words[1:]:
        if word.box.x0 - groups[-1][-1].box.x1 > _NAME_GAP * row.size:
            groups.append([])
        groups[-1].append(word)
    return groups


def _columns(rows: Sequence[Row], start: int, end: int, over_names: Sequence[OverName]) -> Columns | None:
    """Columns by the gaps that the header's names and nearly all lines below leave free."""
    over = {id(word) for name in over_names for word in name.words}
    header = [name for row in rows[start:end] for name in _names(row) if id(name[0]) not in over]
    # Names over one another belong to one column.
    spans: list[tuple[float, float]] = []
    for low, high in sorted((name[0].box.x0, name[-1].box.x1) for name in header):
        if spans and low < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], high))
        else:
            spans.append((low, high))
    below = rows[end:]
    if len(spans) < _LEAST_NAMES or len(below) < _LEAST_ROWS:
        return None
    pieces = [(name[0].box.x0, name[-1].box.x1) for row in below for name in _names(row)]
    gaps = []
    for (_, low), (high, _) in pairwise(spans):
        gap = _free(low, high, pieces, len(below))
        if gap is None:
            return None
        gaps.append(gap)
    all_words = [word.box for row in rows[start:] for word in row.words]
    return Columns(tuple(gaps), min(box.x0 for box in all_words), max(box.x1 for box in all_words))


def _over_names(rows: Sequence[Row], start: int, end: int, columns: Columns | None = None) -> list[OverName]:
    """Names that stand over two columns with names of their own: between two names of a lower line of the header
    that only one gap (of ``columns`` where these are known) parts below."""
    pieces = [(name[0].box.x0, name[-1].box.x1) for row in rows[end:] for name in _names(row)]
    found = []
    for index in range(start, end):
        for name in _names(rows[index]):
            centre = (name[0].box.x0 + name[-1].box.x1) / 2
            for lower in rows[index + 1 : end]:
                pairs = pairwise((n[0].box.x0 + n[-1].box.x1) / 2 for n in _names(lower))
                pair = next(((a, b) for a, b in pairs if a + (b - a) / 4 < centre < b - (b - a) / 4), None)
                if pair is None:
                    continue
                gaps = (
                    _free_zones(*pair, pieces, len(rows) - end)
                    if columns is None
                    else sum(pair[0] < gap < pair[1] for gap in columns.gaps)
                )
                if gaps == 1:
                    found.append(OverName(tuple(name), pair[0], pair[1], lower.box.top))
                    break
    return found


def _borne(lines: int) -> float:
    """How many of ``lines`` may run over a gap."""
    return _CROSSED * lines + (1 if lines > 5 else 0)


def _free_zones(low: float, high: float, pieces: Sequence[tuple[float, float]], lines: int) -> int:
    """How many separate stretches between ``low`` and ``high`` few lines run over."""
    cuts = sorted({low, high, *(min(max(x, low), high) for piece in pieces for x in piece)})
    widths = [0.0]
    for left, right in pairwise(cuts):
        middle = (left + right) / 2
        if sum(a < middle < b for a, b in pieces) <= _borne(lines):
            widths[-1] += right - left
        elif widths[-1]:
            widths.append(0.0)
    return sum(width >= _LEAST_GAP for width in widths)


def _free(low: float, high: float, pieces: Sequence[tuple[float, float]], lines: int) -> float | None:
    """The middle of the widest stretch between ``low`` and ``high`` over which few lines run."""
    cuts = sorted({low, high, *(min(max(x, low), high) for piece in pieces for x in piece)})
    best: tuple[int, float, float] | None = None  # crossings, minus width, middle
    for left, right in pairwise(cuts):
        if right - left < _LEAST_GAP:
            continue
        middle = (left + right) / 2
        crossings = sum(a < middle < b for a, b in pieces)
        if crossings <= _borne(lines) and (best is None or (crossings, left - right) < best[:2]):
            best = (crossings, left - right, middle)
    return None if best is None else best[2]


def _last_row(rows: Sequence[Row], start: int, columns: Columns) -> int:
    """Row after the last that keeps to the columns; a few lines over them (group titles) are borne between."""
    last = start
    stray = 0
    for index in range(start, len(rows)):
        row = rows[index]
        outside = row.box.x0 < columns.x0 - 20 or row.box.x1 > columns.x1 + 20
        if outside or columns.crossed(row):
            stray += 1
            if stray > _STRAY:
                break
        else:
            stray = 0
            last = index + 1
    return last


def _grid(
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
    inner = sorted({round(line.box.top, 1) for line in lines if box.top < line.box.top < box.bottom})
    by_rules = len(inner) >= 2
    cuts = inner if by_rules else _cuts(rows, header, columns)
    under = [(max(word.box.bottom for word in name.words) + name.below) / 2 for name in over]
    under = [y for y in under if not any(abs(y - cut) < 6 for cut in cuts)]
    cuts = [*cuts, *under]
    edges = [box.top - 1, *_apart(cuts), box.bottom + 1]
    cells: list[GridCell] = []
    words = [word for row in rows for word in row.words]
    for column in range(len(columns.gaps) + 1):
        x0, x1 = columns.bounds(column)
        top = 0
        for bottom in range(1, len(edges)):
            if bottom < len(edges) - 1:
                runs_on = edges[bottom] in under and not any(n.left < x1 and n.right > x0 for n in over)
                runs_on = runs_on or (
                    not _covers(lines, edges[bottom], (x0 + x1) / 2)
                    if by_rules
                    else _runs_on([word for word in words if columns.of(word.box) == column], edges[bottom])
                )
                if runs_on:
                    continue
            cell = Box(x0, edges[top], x1, edges[bottom])
            cells.append(GridCell(top, column, bottom - top, 1, cell))
            top = bottom
    placed = _placed(cells, words, columns, edges, over)
    return Grid(Box(columns.x0, edges[0], columns.x1, edges[-1]), len(edges) - 1, len(columns.gaps) + 1, placed)


def _covers(lines: Sequence[Rule], y: float, x: float) -> bool:
    return any(abs(line.box.top - y) <= 2 and line.box.x0 <= x <= line.box.x1 for line in lines)


def _runs_on(words: Sequence[Word], cut: float) -> bool:
    """Whether lines of one column stand as tight above and below the cut as within a paragraph: a merged cell."""
    above = [word for word in words if (word.box.top + word.box.bottom) / 2 < cut]
    below = [word for word in words if (word.box.top + word.box.bottom) / 2 >= cut]
    if not above or not below:
        return False
    distance = min(word.box.top for word in below) - max(word.box.bottom for word in above)
    return distance < 0.35 * median(word_size(word) for word in words)


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
    width = {c: columns.bounds(c)[1] - columns.bounds(c)[0] for c in range(len(columns.gaps) + 1)}
    widest = max(width, key=lambda column: width[column])
    words = [word for row in rows[header:] for word in row.words]
    lines = group_rows([word for word in words if columns.of(word.box) == widest])
    steps = [later.box.top - row.box.top for row, later in pairwise(lines)]
    if not steps:
        return cuts
    close = [step for step in steps if step < 1.6 * median(row.size for row in lines)]
    pitch = median(close) if close else 1.2 * median(row.size for row in lines)
    for (row, later), step in zip(pairwise(lines), steps, strict=True):
        if step > _NEW_ROW * pitch:
            cuts.append(_least_crossed(row.box.bottom, later.box.top, words))
    leading = pitch - median(row.box.bottom - row.box.top for row in lines)
    return cuts + _white_bands(words, leading, pitch)


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


def _least_crossed(low: float, high: float, words: Sequence[Word]) -> float:
    """The height between ``low`` and ``high`` that cuts the fewest words, in the middle of the widest such stretch."""
    near = [word.box for word in words if word.box.bottom > low and word.box.top < high]
    marks = sorted({low, high, *(min(max(y, low), high) for box in near for y in (box.top, box.bottom))})
    best = (len(near) + 1, 0.0, (low + high) / 2)
    for top, bottom in pairwise(marks):
        middle = (top + bottom) / 2
        crossed = sum(box.top < middle < box.bottom for box in near)
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
            label = first == 0 and len(_names(lines[0])[0]) == 1 and columns.of(lines[0].words[1].box) > 0
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
