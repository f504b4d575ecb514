"""Cells below the names of their columns, made as many as the page has rows.

Where columns are printed one after another, the row of a cell is its place among those of its column: one cell that was
read as two, or two as one, moves all that follow. What the columns of a page agree on shows how many rows it has, and
the likeliest line begins the missing cell, or goes on with the one above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.tasks.adhesion import adhesion
from extractors.tasks.cell_words import head_kind
from extractors.tasks.evidence import opening_letters
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.rows import one_line
from extractors.tasks.scattered_rows import cells_of
from extractors.tasks.scattered_search import BLANK_BEFORE, LEFT_OPEN, NO_BLANK_BEFORE, Opened, Step, is_short
from normalizers.dates import looks_like_deadline

BESIDE_NUMBER = 10.0
UPPER, LOWER, OPEN_BEFORE = 1.0, -5.0, -5.0
LIKE_A_CELL = 1.5  # begins like a body where bodies stand, like a product in its column
READS_ON = 0.7  # weight of the language model
TWO_DEADLINES, ONE_DEADLINE = 4.0, -6.0
# Evidence needed to begin a cell where one is missing, by what may be empty; to go on where one is spare. Of lines of
# contents those that begin one mostly have -3.3 and more, others -4 and less.
LEAST_MISSING = {FieldName.CONTENT: -3.5, FieldName.DEADLINE: -1.0, FieldName.LEAD: -1.0}
LEAST_EMPTY = 0.5
MOST_SPARE, MOST_SPARE_CONTENT = 0.5, -4.0  # heading rows have contents, and nothing else


def with_even_counts(
    steps: Sequence[Step], under: Mapping[int, frozenset[int]], columns: Sequence[Column]
) -> list[Step]:
    """The decisions for all lines with cells that begin elsewhere in pages that tell how many rows they have.

    ``under``: by the number of a line, the columns of which the names stand right above its block.
    """
    out: list[Step] = []
    for _, group in groupby(steps, key=lambda step: step.line.page):
        page = list(group)
        blocks = dict(_blocks(page, under, columns))
        rows = _rows_told(page, blocks, [*_deadlines(page, under, columns)])
        for column, places in blocks.items():
            if rows:
                page = _evened(page, places, columns[column], rows)
        out += page
    return out


def _blocks(
    page: Sequence[Step], under: Mapping[int, frozenset[int]], columns: Sequence[Column]
) -> Iterator[tuple[int, list[int]]]:
    """The columns that stand alone on lines below their names and nowhere else on the page, and which lines those
    are."""
    numbers = {column.index for column in columns if column.field is FieldName.NUMBER}
    for column in columns:
        own = [at for at, step in enumerate(page) if any(piece.column == column.index for piece, _ in step.pieces)]
        alone = all(
            column.index in under.get(page[at].line.number, frozenset())
            and {piece.column for piece, _ in page[at].pieces} <= {column.index, *numbers}
            for at in own
        )
        if own and alone and column.index not in numbers:
            yield column.index, own


def _deadlines(page: Sequence[Step], under: Mapping[int, frozenset[int]], columns: Sequence[Column]) -> Iterator[int]:
    """How many deadlines each column of such has that stands below its name, perhaps beside others; what is only a part
    of one counts with the others of its cell."""
    cells = cells_of(page)
    for column in (column for column in columns if column.field is FieldName.DEADLINE):
        own = [cell for cell in cells if cell.column == column.index]
        lines = (line.number for cell in own for line, _ in cell.lines)
        if own and all(column.index in under.get(line, frozenset()) for line in lines):
            yield sum(looks_like_deadline(one_line(cell.text)) >= 1.0 for cell in own)


def _rows_told(page: Sequence[Step], blocks: Mapping[int, Sequence[int]], deadlines: Sequence[int]) -> int:
    """How many rows a page has: as many as deadlines, or as most columns have cells if that is more; 0 if not told."""
    votes = Counter(sum(_opens(page[at]) for at in places) for places in blocks.values())
    return max([*deadlines, *(n for n, times in votes.items() if times > 1)], default=0)


def _evened(page: list[Step], places: Sequence[int], column: Column, rows: int) -> list[Step]:
    """The page with as many cells of the column as rows, as far as its lines allow."""
    above = dict(zip(places[1:], places, strict=False))
    evidence = {at: _begins(page, above[at], at, column) for at in places[1:]}
    least = LEAST_MISSING.get(column.field, LEAST_EMPTY)
    closed = (at for at, gain in evidence.items() if gain > least and not _opens(page[at]))
    for at in sorted(closed, key=lambda at: -evidence[at]):
        begun = _turned(page, at)
        page = begun if _cells(begun, places, column) <= rows else page
    most = MOST_SPARE_CONTENT if column.field is FieldName.CONTENT else MOST_SPARE
    opened = [at for at, gain in evidence.items() if gain < most and _opens(page[at])]
    for at in sorted(opened, key=lambda at: evidence[at]):
        page = _turned(page, at) if _cells(page, places, column) > rows else page
    return page


def _cells(page: Sequence[Step], places: Sequence[int], column: Column) -> int:
    """How many rows at the least the cells that begin in a column's lines make: a short content may be a title."""
    cells: list[list[str]] = []
    for at in places:
        if _opens(page[at]) or not cells:
            cells.append([])
        cells[-1].append(page[at].pieces[-1].piece.text)
    if column.field is FieldName.CONTENT:
        return sum(not is_short(" ".join(cell)) for cell in cells)
    return len(cells)


def _opens(step: Step) -> bool:
    """Whether a cell begins with the line, of which the last piece is the column's; a number may stand before it."""
    return step.pieces[-1].opens


def _turned(page: Sequence[Step], at: int) -> list[Step]:
    *number, (piece, opens) = page[at].pieces
    return [*page[:at], replace(page[at], pieces=(*number, Opened(piece, not opens))), *page[at + 1 :]]


def _begins(page: Sequence[Step], above: int, at: int, column: Column) -> float:
    """Evidence that a cell begins with line ``at``, below line ``above`` of the same column."""
    before, after = page[above].pieces[-1].piece.text, page[at].pieces[-1].piece.text
    if len(page[at].pieces) > 1:
        return BESIDE_NUMBER
    score = BLANK_BEFORE if page[at].line.gap else NO_BLANK_BEFORE
    score += UPPER if opening_letters(after)[:1].isupper() or after[:1].isdigit() else LOWER
    score += OPEN_BEFORE if LEFT_OPEN.search(before) else 0.0
    if column.field is FieldName.DEADLINE:
        whole = looks_like_deadline(before) >= 1.0, looks_like_deadline(after) >= 1.0
        if all(whole):
            return score + TWO_DEADLINES
        return score + (ONE_DEADLINE if looks_like_deadline(f"{before} {after}") >= 1.0 else 0.0)
    kind = head_kind(after)
    score += LIKE_A_CELL if kind in ("agency", "person") and column.field in BODIES else 0.0
    score += LIKE_A_CELL if kind == "product" and column.field is FieldName.PRODUCT else 0.0
    return score - READS_ON * adhesion(before, after)
