"""The rows of a table whose cells come in no row's order.

In each column the cells come from top to bottom, so the rows of a page are its numbers and contents, and the cells of
every other column stand in some of these rows, in order. Where a column has a cell for each row that tells all; where
cells are left empty, cells read one right after another mostly stand in one row.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.tasks.evidence import SKIPPED, Fragment, plain_number
from extractors.tasks.lines import TextLine, as_printed
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.rows import one_line
from extractors.tasks.scattered_search import TITLE, Step, is_short

BESIDE, NEARLY_BESIDE = 2.5, 1.0  # cells read one right after the other, or with one between, stand in one row
NUMBER_ABOVE_CONTENT = 4.0
COUNTS = 2.0  # a number that is the row's place in the table or in its group
LABEL_OF_GROUP, LABEL_OF_ROW = 4.0, -8.0  # a roman number or a letter beside a group's title, beside a content
PLAIN_TITLE, LONGEST_TITLE = -3.0, 8  # … beside a title in small letters; words of one
WITHOUT_NUMBER, WITHOUT_CONTENT = -3.0, -3.0  # rows
HEADING = -4.0  # a cell beside a content that heads a list
SECOND_IN_ROW = -6.0  # two cells of one column in one row
PASSES = 2
WRONG, FADES, LEAST = 0.5, 2.0, 0.3  # share of rows that are wrong where another reading is as likely; nats
SURE = 0.9  # of a row of which every column tells its place
DOUBT = 1.5  # margin below which a cell's row is noted as not sure
MISREAD = "Số thứ tự đọc được là “{}”, sửa thành {} theo số của dòng trước và dòng sau"
UNSURE = "Ô “{}” không chắc thuộc hàng này: văn bản không giữ thứ tự các hàng"


@dataclass(slots=True)
class Cell:
    """A cell of one column. ``place``: how many cells were begun before it."""

    column: int
    place: int
    page: int
    lines: list[tuple[TextLine, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)


@dataclass(slots=True)
class _Row:
    cells: dict[int, Cell]
    kind: RowKind
    heads: bool = False  # rows that are items of a list below it
    margins: dict[int, float] = field(default_factory=dict)  # by how much its cells are likelier here than elsewhere


def cells_of(steps: Sequence[Step]) -> list[Cell]:
    """The cells of all columns in the order in which they begin."""
    cells: list[Cell] = []
    last: dict[int, Cell] = {}
    for step in steps:
        for piece, opens in step.pieces:
            if opens or piece.column not in last:
                last[piece.column] = Cell(piece.column, len(cells), step.line.page)
                cells.append(last[piece.column])
            last[piece.column].lines.append((step.line, piece.text))
    return cells


def rows_of(cells: Sequence[Cell], columns: Sequence[Column]) -> list[TableRow]:
    """The rows of all pages; ``cells`` as ``cells_of`` gives them."""
    if not any(cell.column == _index(columns, FieldName.CONTENT) for cell in cells):
        return []
    pages: dict[int, list[Cell]] = defaultdict(list)
    telling = {_index(columns, FieldName.NUMBER), _index(columns, FieldName.CONTENT), TITLE}
    with_rows = sorted({cell.page for cell in cells if cell.column in telling})
    for cell in cells:  # what stands on a page without rows belongs to those above
        pages[max((page for page in with_rows if page <= cell.page), default=with_rows[0])].append(cell)
    number, rows, counted = _index(columns, FieldName.NUMBER), list[_Row](), 0
    for page in sorted(pages):
        own = _rows(pages[page], columns, counted)
        for row in own:
            if row.kind is RowKind.ROW:
                counted = _counted(row.cells.get(number)) or counted + 1
        rows += own
    return [_table_row(row, columns) for row in rows]


def _counted(number: Cell | None) -> int:
    """What a row's number counts; 0 for none, or one that is no plain number."""
    return plain_number(number.text.strip(" .)")) if number else 0


def _rows(cells: Sequence[Cell], columns: Sequence[Column], before: int) -> list[_Row]:
    """The rows of one page. ``before``: what is counted on the pages before it."""
    own: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        own[cell.column].append(cell)
    number, content = (_index(columns, name) for name in (FieldName.NUMBER, FieldName.CONTENT))
    contents = sorted([*own[content], *own[TITLE]], key=lambda cell: cell.place)
    deadlines = sum(len(own[column.index]) for column in columns if column.field is FieldName.DEADLINE)
    contents = _with_plain_titles(contents, max(len(own[number]), deadlines))
    rows = _skeleton(own[number], contents, before)
    for row, below in pairwise(rows):
        row.heads = _is_item(below, content) and not _is_item(row, content)
    others = [column for column in columns if column.index not in (number, content)]
    told = sum(row.kind is RowKind.ROW for row in rows)
    order = sorted(others, key=lambda column: abs(told - len(own[column.index])))
    for _ in range(PASSES):
        for column in order:
            _place(own[column.index], rows, column)
    return rows


def _with_plain_titles(contents: Sequence[Cell], rows: int) -> list[Cell]:
    """The contents, the shortest of them as titles of groups where there are more than a page has ``rows``."""
    spare = sum(cell.column != TITLE for cell in contents) - rows
    short = [
        at
        for at, (cell, below) in enumerate(pairwise(contents))
        if cell.column != TITLE and is_short(one_line(cell.text)) and below.text[:1].isupper()
    ]
    titles = sorted(short, key=lambda at: contents[at].text.count(" "))[: max(0, spare)]
    return [replace(cell, column=TITLE) if at in titles else cell for at, cell in enumerate(contents)]


def _is_item(row: _Row, content: int) -> bool:
    """Whether the row's content is an item of a list."""
    return content in row.cells and Fragment(row.cells[content].text, 0, 0).bullet


def _index(columns: Sequence[Column], name: FieldName) -> int:
    return next((column.index for column in columns if column.field is name), -2)


def _expected_numbers(contents: Sequence[Cell], before: int) -> list[set[int]]:
    """For each content the numbers that it has if all rows are counted on, or those of its group."""
    expected: list[set[int]] = []
    in_table, in_group = before, before
    for content in contents:
        titled = content.column == TITLE
        in_table, in_group = in_table + (not titled), 0 if titled else in_group + 1
        expected.append(set() if titled else {in_table, in_group})
    return expected


def _skeleton(numbers: Sequence[Cell], contents: Sequence[Cell], before: int) -> list[_Row]:
    """The rows that a page's numbers and contents make: each of both in order, a few without the other."""
    expected = _expected_numbers(contents, before)

    def together(at: int, below: int) -> float:
        number, content = numbers[at], contents[below]
        of_group = number.text[:1].isupper()
        gain = NUMBER_ABOVE_CONTENT if content.place == number.place + 1 else 0.0
        if content.column == TITLE:
            return gain + (LABEL_OF_GROUP if of_group else LABEL_OF_ROW)
        if of_group:
            return gain + (PLAIN_TITLE if len(content.text.split()) <= LONGEST_TITLE else LABEL_OF_ROW)
        return gain + (COUNTS if _counted(number) in expected[below] else 0.0)

    best = [[0.0] * (len(contents) + 1) for _ in range(len(numbers) + 1)]
    for at in range(len(numbers), -1, -1):
        for below in range(len(contents), -1, -1):
            ways = []
            if at < len(numbers) and below < len(contents):
                ways.append(together(at, below) + best[at + 1][below + 1])
            if at < len(numbers):
                ways.append(WITHOUT_CONTENT + best[at + 1][below])
            if below < len(contents):
                ways.append(_unnumbered(contents[below]) + best[at][below + 1])
            best[at][below] = max(ways, default=0.0)
    rows: list[_Row] = []
    at = below = 0
    while at < len(numbers) or below < len(contents):
        number = numbers[at] if at < len(numbers) else None
        content = contents[below] if below < len(contents) else None
        if number and content and best[at][below] == together(at, below) + best[at + 1][below + 1]:
            rows.append(_row(number, content))
            at, below = at + 1, below + 1
        elif content and best[at][below] == _unnumbered(content) + best[at][below + 1]:
            rows.append(_row(content))
            below += 1
        else:
            assert number is not None
            rows.append(_row(number))
            at += 1
    return rows


def _unnumbered(content: Cell) -> float:
    return 0.0 if content.column == TITLE else WITHOUT_NUMBER


def _row(*cells: Cell) -> _Row:
    labelled = len(cells) > 1 and cells[0].text[:1].isupper()  # "I" beside a title in small letters
    titled = labelled or any(cell.column == TITLE for cell in cells)
    return _Row({cell.column: cell for cell in cells}, RowKind.GROUP if titled else RowKind.ROW)


def _place(cells: Sequence[Cell], rows: Sequence[_Row], column: Column) -> None:
    """Give every cell of a column its row, in order, beside what the other columns have there."""
    rows = [row for row in rows if row.kind is RowKind.ROW] or rows  # nothing stands beside a group's title
    for row in rows:
        row.cells.pop(column.index, None)
        row.margins.pop(column.index, None)
    fits = [[_fits(cell, row) + HEADING * row.heads for row in rows] for cell in cells]
    ways = _Ways(fits, SKIPPED[column.field])
    for at, (cell, place) in enumerate(zip(cells, ways.places(), strict=True)):
        row = rows[place]
        margin = ways.score(at, place) - max((ways.score(at, other) for other in range(len(rows)) if other != place),
                                             default=-math.inf)  # fmt: skip
        row.margins[column.index] = min(margin, row.margins.get(column.index, math.inf))
        before = row.cells.get(column.index)
        row.cells[column.index] = replace(cell, lines=[*before.lines, *cell.lines]) if before else cell


def _fits(cell: Cell, row: _Row) -> float:
    near = min((abs(cell.place - other.place) for other in row.cells.values()), default=math.inf)
    return BESIDE if near == 1 else NEARLY_BESIDE if near == 2 else 0.0


_Scores = list[list[float]]  # by the cells placed, and by the rows


class _Ways:
    """The ways to give cells to rows in order. ``fits``: evidence for each cell in each row; ``empty``: for a row left
    without one."""

    def __init__(self, fits: _Scores, empty: float) -> None:
        self._fits, self._empty = fits, empty
        self._rows = len(fits[0]) if fits else 0
        self._most = max(2, math.ceil(len(fits) / max(1, self._rows)))  # cells in one row
        self._above = self._best(fits)
        self._below = self._best([one[::-1] for one in fits[::-1]])

    def _best(self, fits: _Scores) -> _Scores:
        """The best score of placing the first cells in the first rows."""
        best = [[-math.inf] * (self._rows + 1) for _ in range(len(fits) + 1)]
        best[0][0] = 0.0
        for row in range(self._rows):
            for at in range(len(fits) + 1):
                best[at][row + 1] = max(self._taken(best, fits, at, row))
        return best

    def _taken(self, best: _Scores, fits: _Scores, at: int, row: int) -> list[float]:
        """The scores of the first ``at`` cells where ``row`` takes none, the last one, the last two … of them."""
        scores, taken = [best[at][row] + self._empty], 0.0
        for count in range(1, min(at, self._most) + 1):
            taken += fits[at - count][row] + (SECOND_IN_ROW if count > 1 else 0.0)
            scores.append(best[at - count][row] + taken)
        return scores

    def places(self) -> list[int]:
        """The row of each cell."""
        places: list[int] = []
        at = len(self._fits)
        for row in range(self._rows - 1, -1, -1):
            scores = self._taken(self._above, self._fits, at, row)
            count = scores.index(max(scores))
            places += [row] * count
            at -= count
        return places[::-1]

    def score(self, cell: int, row: int) -> float:
        """The best score where ``row`` takes this cell alone."""
        below = self._below[len(self._fits) - cell - 1][self._rows - row - 1]
        return self._above[cell][row] + self._fits[cell][row] + below


# --- from cells to rows ---


def _misread(number: Cell | None) -> list[TextLine]:
    """The lines of a number's cell that are read otherwise than printed."""
    lines = [line for line, text in number.lines if text == line.text] if number else []
    return [line for line in lines if line.sources and as_printed(line.sources) != line.text]


def _table_row(row: _Row, columns: Sequence[Column]) -> TableRow:
    lines = [line for cell in row.cells.values() for line, _ in cell.lines]
    pages = tuple(sorted({line.page for line in lines}))
    span = (min(line.number for line in lines), max(line.number for line in lines))
    number = row.cells.get(_index(columns, FieldName.NUMBER))
    label = number.text.strip(" .)") if number else ""
    if row.kind is RowKind.GROUP:
        title = one_line("\n".join(cell.text for cell in row.cells.values() if cell is not number))
        return TableRow(RowKind.GROUP, label=label, title=title, pages=pages, lines=span)
    cells = {at: cell.text for at, cell in row.cells.items() if cell is not number}
    notes = [MISREAD.format(as_printed(line.sources), label) for line in _misread(number)]
    notes += [UNSURE.format(one_line(cells[at])) for at, margin in row.margins.items() if margin < DOUBT]
    sure = min(row.margins.values(), default=math.inf)
    confidence = max(LEAST, SURE * (1.0 - WRONG * math.exp(-max(0.0, sure) / FADES)))
    return TableRow(
        RowKind.ROW,
        cells=cells,
        label=label,
        pages=pages,
        lines=span,
        confidence=round(confidence, 2),
        notes=tuple(notes),
    )
