"""Tables without rules over several pages: the columns of one page are those of all.

Each page is laid out by itself, on ink; a page with only a few lines of the table may show too few columns, one too
many or none. Such a page is laid out again here, from the words that were read and the columns of its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from rapidfuzz import fuzz

from extractors.folding import fold
from extractors.layout import Box, Cell, Line, LineRole, Page, Table, Word
from extractors.readers.column_grid import Columns, column_grid
from extractors.readers.column_tables import last_row, names_across
from extractors.readers.reading_order import Row, group_rows, union
from extractors.readers.ruled_tables import Grid

_COUNT = re.compile(r"\d{1,3}[.)]?")
_ALIKE = 80.0  # of a name read twice
_INK = 0.8  # of the type's size: how high a word's ink usually is
_ASCENT, _DESCENT = 0.88, 0.24  # of the type's size, above and under the baseline


def with_continued_tables(pages: Sequence[Page]) -> list[Page]:
    """The pages of a document in order, those of a table without rules with the same columns on each."""
    done = list(pages)
    at = 0
    while at < len(done):
        end = at
        while end < len(done) and _open_table(done[end]) is not None and (end == at or _follows(done, end)):
            end += 1
        if end == at:
            at += 1
            continue
        tables = [table for page in done[at:end] if (table := _open_table(page)) is not None]
        columns = _columns(max(tables, key=lambda table: table.row_count))
        for index in range(at, end):
            if tables[index - at].column_count != len(columns.gaps) + 1:
                done[index] = _laid_out(done[index], columns) or done[index]
        if end < len(done) and _may_go_on(done, end):
            done[end] = _laid_out(done[end], columns) or done[end]
        at = end
    for at in range(1, len(done)):
        if _may_go_on(done, at) or (_follows(done, at) and _names_again(done[at - 1], done[at])):
            done[at] = _laid_out(done[at], _columns(done[at - 1].tables[-1])) or done[at]
    return done


def _may_go_on(pages: Sequence[Page], at: int) -> bool:
    """Whether a page without tables follows one that a table reaches the end of."""
    above = pages[at - 1]
    return _follows(pages, at) and bool(above.tables) and not pages[at].tables and _reaches_the_end(above)


def _names_again(before: Page, page: Page) -> bool:
    """Whether a page's only table has the header of the one before it, but with a column too many that has no name."""
    if not before.tables or len(page.tables) != 1:
        return False
    above, table = before.tables[-1], page.tables[0]
    names, again = ([fold(cell.text) for cell in its.cells if cell.row == 0 and cell.text] for its in (above, table))
    alike = len(names) == len(again) > 2 and all(fuzz.ratio(*pair) >= _ALIKE for pair in zip(names, again, strict=True))
    return alike and table.column_count > above.column_count == len(names)


def _follows(pages: Sequence[Page], at: int) -> bool:
    return pages[at].number == pages[at - 1].number + 1


def _open_table(page: Page) -> Table | None:
    """The page's table if it is the only one and without rules."""
    return page.tables[0] if len(page.tables) == 1 and not page.tables[0].rows_drawn else None


def _reaches_the_end(page: Page) -> bool:
    table = page.tables[-1]
    below = [line for line in page.lines if line.box and table.box and line.box.top > table.box.bottom]
    return all(line.role in (LineRole.PAGE_NUMBER, LineRole.STAMP) for line in below)


def _columns(table: Table) -> Columns:
    """The columns of a table whose cells have boxes."""
    single = [cell for cell in table.cells if cell.box is not None and cell.column_span == 1]
    gaps = []
    for column in range(table.column_count - 1):
        left = [cell.box.x1 for cell in single if cell.box and cell.column == column]
        right = [cell.box.x0 for cell in single if cell.box and cell.column == column + 1]
        gaps.append((median(left or right) + median(right or left)) / 2)
    boxes = [cell.box for cell in table.cells if cell.box is not None]
    return Columns(tuple(gaps), min(box.x0 for box in boxes), max(box.x1 for box in boxes))


def _laid_out(page: Page, columns: Columns) -> Page | None:
    """The page with the table that its words make in these columns; ``None`` if they make none."""
    has_table = bool(page.tables)
    roles = (LineRole.TABLE,) if has_table else (LineRole.BODY, LineRole.LETTERHEAD)
    its = [replace(line, words=tuple(line.words)) for line in page.lines if line.role in roles and line.words]
    if not its:  # a blank page, or one that could not be read
        return None
    even = _even(its)
    rows = group_rows([word for word, _ in even])
    last = len(rows) if has_table else last_row(rows, 0, columns)
    if last == 0 or not (has_table or _goes_on(rows[:last], len(rows), columns)):
        return None
    grid = column_grid(rows[:last], 0, columns, [], names_across(rows[:last], columns))
    return _with_table(page, grid, its, {id(word): read for word, read in even})


def _goes_on(rows: Sequence[Row], count: int, columns: Columns) -> bool:
    """Whether the first lines of a page (of ``count``) go on with a table: nothing else stands there, and a line has
    text in most columns, or all lines together where the first column counts."""
    kept = [row for row in rows if not columns.crossed(row)]
    filled = max((columns.filled(row) for row in kept), default=0)
    first = [word for row in kept for word in row.words if columns.of(word.box) == 0]
    if first and all(_COUNT.fullmatch(word.text) for word in first):
        filled = max(filled, len({columns.of(word.box) for row in kept for word in row.words}))
    most = filled > max(2, (len(columns.gaps) + 1) / 2)
    return most and len(rows) >= 0.7 * count and len(kept) >= 0.7 * len(rows)


def _even(lines: Sequence[Line]) -> list[tuple[Word, Word]]:
    """The words with boxes as high as their type, not as their ink, and as they were read."""
    heights = [word.box.bottom - word.box.top for line in lines for word in line.words]
    size = median(heights) / _INK
    even = []
    for line in lines:
        baseline = median(word.box.bottom for word in line.words)
        for word in line.words:
            box = Box(word.box.x0, baseline - _ASCENT * size, word.box.x1, baseline + _DESCENT * size)
            even.append((replace(word, box=box, size=size), word))
    return even


def _with_table(page: Page, grid: Grid, replaced: Sequence[Line], read: Mapping[int, Word]) -> Page:
    """The page with ``grid`` in the place of the lines whose words it holds; ``read``: these as they were read."""
    inside = {id(read[id(word)]) for cell in grid.cells for row in cell.rows for word in row.words}
    first = min(line.number for line in replaced)
    before = [line for line in page.lines if line.number < first]
    after = [line for line in page.lines if line.number >= first and line not in replaced]
    lines = list(before)
    cells = []
    for cell in grid.cells:
        made = []
        for row in cell.rows:
            made.append(_line([read[id(word)] for word in row.words], page.number, len(lines) + 1))
            lines.append(made[-1])
        words = [word for line in made for word in line.words]
        cells.append(
            Cell(
                cell.row,
                cell.column,
                "\n".join(line.text for line in made),
                cell.row_span,
                cell.column_span,
                cell.box,
                (made[0].number, made[-1].number) if made else None,
                round(sum(word.confidence for word in words) / len(words), 4) if words else 1.0,
            )
        )
    for line in replaced:
        rest = tuple(word for word in line.words if id(word) not in inside)
        if rest:
            after.append(_line(rest, page.number, 0, line.role))
    lines += [replace(line, number=len(lines) + at) for at, line in enumerate(after, 1)]
    table = Table(page.number, grid.row_count, grid.column_count, tuple(cells), grid.box, grid.rows_drawn)
    return replace(page, lines=tuple(lines), tables=(table,))


def _line(words: Sequence[Word], page: int, number: int, role: LineRole = LineRole.TABLE) -> Line:
    text = " ".join(word.text for word in words)
    confidence = sum(word.confidence for word in words) / len(words)
    return Line(text, page, number, text, union(word.box for word in words), tuple(words), role, round(confidence, 4))
