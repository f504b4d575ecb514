"""Tables without vertical rules: columns from the white space that header and rows leave in common.

Conservative: without a header row of several separate names (bold, or led by "TT") or, on a following page, the
columns of the page before, nothing is a table. Rows come from horizontal rules where these are drawn, otherwise from
the vertical distances in the widest column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.layout import Word
from extractors.readers.column_grid import Columns, OverName, column_grid, names_in
from extractors.readers.pdf_page import is_bold
from extractors.readers.reading_order import Row, group_rows, row_text
from extractors.readers.ruled_tables import Grid, Rule
from extractors.readers.white_columns import white_columns

_FIRST_NAME = re.compile(r"(?:S\s*T\s*T|T\s*T|Số\s*(?:TT)?)\b", re.IGNORECASE)
_HEADER_LINES = 4  # that a header of two levels can take
_LEAST_NAMES = 3
_LEAST_ROWS = 3  # printed lines under the header that keep to the columns
_CROSSED = 0.08  # share of lines that may run over a gap all the same (group titles)
_LEAST_GAP = 3.0  # points
_TEXTS_APART, _NAMES_APART = 0.95, 1.2  # of the type's size
_MOVED = 30.0  # points by which the white of one gap may move from page to page
_STRAY = 2  # lines over the columns in a row that a table bears (group titles)


def find_column_tables(
    words: Sequence[Word], rules: Sequence[Rule], carried: Columns | None = None
) -> list[tuple[Grid, Columns]]:
    """The table of a page, if one stands there. ``carried``: columns of a table that reached the last page's end."""
    rows = group_rows(words)
    for start, end in _headers(rows, [rule for rule in rules if not rule.vertical]):
        columns, over = _of_page(rows, start, end)
        known = over_names(rows, start, end, carried)
        if carried is not None and _fits(rows[start:end], carried, known) and not _alike(columns, carried):
            columns, over = carried, known
        if columns is None:
            continue
        last = last_row(rows, end, columns)
        return [(column_grid(rows[start:last], end - start, columns, rules, over), columns)]
    if carried is not None:
        start = 1 if rows and len(rows[0].words) == 1 and rows[0].words[0].text.isdigit() else 0
        columns = white_columns(rows[start : last_row(rows, start, carried)])
        if columns is None or not _alike(columns, carried):
            columns = carried
        last = last_row(rows, start, columns)
        kept = [columns.filled(row) for row in rows[start:last] if not columns.crossed(row)]
        if sum(count > 1 for count in kept) >= _LEAST_ROWS or any(count >= _LEAST_NAMES for count in kept):
            return [(column_grid(rows[start:last], 0, columns, rules), columns)]
    return []


def _of_page(rows: Sequence[Row], start: int, end: int) -> tuple[Columns | None, list[OverName]]:
    """The columns of the table under a header, and the names over two of them, by this page alone."""
    over = over_names(rows, start, end)
    columns = _columns(rows, start, end, over)
    white = white_columns(rows[start : last_row(rows, end, columns)] if columns is not None else rows[start:])
    if white is None or len(white.gaps) <= max(_LEAST_NAMES - 2, len(columns.gaps) if columns else 0):
        return columns, over
    if columns is None and not is_table(rows[start : last_row(rows, end, white)], white):
        return None, over
    return white, names_across(rows[start:], white)


def is_table(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether lines that nothing but white parts into columns make a table: enough of them have text in three columns
    or more, or the first in five, most keep to the columns, and these stand further apart than the words of a
    justified text."""
    filled = [0 if columns.crossed(row) else columns.filled(row) for row in rows]
    wide, wider = sum(_beside(rows, at, columns) >= 3 for at in range(len(rows))), sum(n >= 4 for n in filled)
    named = len(rows) > 1 and filled[0] == len(columns.gaps) + 1 > 4 and _apart(rows[:1], columns) > _NAMES_APART
    if not (wide >= 5 or wider >= 3 or named) or wide < 0.2 * len(rows):
        return False
    return sum(count > 0 for count in filled) >= 0.6 * len(rows) and _apart(rows, columns) > _TEXTS_APART


def _beside(rows: Sequence[Row], at: int, columns: Columns) -> int:
    """In how many columns text stands beside a line: texts in the middle of their row stand between lines of others."""
    box = rows[at].box
    near = [row for row in rows[max(at - 2, 0) : at + 3] if row.box.top < box.bottom and row.box.bottom > box.top]
    return len({columns.of(word.box) for row in near if not columns.crossed(row) for word in row.words})


def _apart(rows: Sequence[Row], columns: Columns) -> float:
    """The usual distance between texts beside a gap, at the gap where it is least; in sizes of the type."""
    found: list[list[float]] = [[] for _ in columns.gaps]
    for row in rows:
        for a, b in pairwise(row.words):
            gaps = [at for at, gap in enumerate(columns.gaps) if a.box.x1 <= gap + 1 and b.box.x0 >= gap - 1]
            for at in gaps:
                found[at].append((b.box.x0 - a.box.x1) / row.size)
    return min((median(distances) for distances in found if distances), default=0.0)


def _alike(columns: Columns | None, others: Columns) -> bool:
    """Whether a page's columns are those of the page before: as many, and nearly at the same places."""
    if columns is None or len(columns.gaps) != len(others.gaps):
        return False
    return all(abs(a - b) < _MOVED for a, b in zip(columns.gaps, others.gaps, strict=True))


def _fits(header: Sequence[Row], columns: Columns, over: Sequence[OverName]) -> bool:
    """Whether each name of the header stands in one of the columns and most columns have a name."""
    above = {id(word) for name in over for word in name.words}
    named = set()
    for name in (name for row in header for name in names_in(row) if id(name[0]) not in above):
        places = {columns.of(word.box) for word in name}
        if len(places) > 1:
            return False
        named |= places
    return len(named) > len(columns.gaps) * 0.7


def _headers(rows: Sequence[Row], rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Candidates: first row and row after the last of what may be a table's header."""
    found: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        names = names_in(row)
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
    widest = max(len(row_text(name)) for name in names_in(row))
    return tight and all(is_bold(word) for word in row.words) and widest < 40


def _columns(rows: Sequence[Row], start: int, end: int, over_names: Sequence[OverName]) -> Columns | None:
    """Columns by the gaps that the header's names and nearly all lines below leave free."""
    over = {id(word) for name in over_names for word in name.words}
    header = [name for row in rows[start:end] for name in names_in(row) if id(name[0]) not in over]
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
    pieces = [(name[0].box.x0, name[-1].box.x1) for row in below for name in names_in(row)]
    gaps = []
    for (_, low), (high, _) in pairwise(spans):
        gap = _free(low, high, pieces, len(below))
        if gap is None:
            return None
        gaps.append(gap)
    all_words = [word.box for row in rows[start:] for word in row.words]
    return Columns(tuple(gaps), min(box.x0 for box in all_words), max(box.x1 for box in all_words))


def over_names(rows: Sequence[Row], start: int, end: int, columns: Columns | None = None) -> list[OverName]:
    """Names that stand over two columns with names of their own: between two names of a lower line of the header
    that only one gap (of ``columns`` where these are known) parts below."""
    pieces = [(name[0].box.x0, name[-1].box.x1) for row in rows[end:] for name in names_in(row)]
    found = []
    for index in range(start, end):
        for name in names_in(rows[index]):
            centre = (name[0].box.x0 + name[-1].box.x1) / 2
            for lower in rows[index + 1 : end]:
                pairs = pairwise((n[0].box.x0 + n[-1].box.x1) / 2 for n in names_in(lower))
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


def names_across(rows: Sequence[Row], columns: Columns) -> list[OverName]:
    """The names over two columns in the first lines of a table: they run over one gap and have two other names beside
    them (over a group's title stands nothing)."""
    return [
        name
        for name in over_names(rows, 0, min(_HEADER_LINES, len(rows)), columns)
        if any(name.words[0].box.x0 < gap < name.words[-1].box.x1 for gap in columns.gaps)
        and any(_beside_others(name, row) for row in rows[:_HEADER_LINES])
    ]


def _beside_others(name: OverName, row: Row) -> bool:
    return any(word is name.words[0] for word in row.words) and len(names_in(row)) > 2


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


def last_row(rows: Sequence[Row], start: int, columns: Columns) -> int:
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
