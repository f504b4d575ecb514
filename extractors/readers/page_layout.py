"""A page's words and rules as lines, tables and roles, lines numbered in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Box, Cell, Line, LineRole, Page, Table, TextOrigin, Word
from extractors.readers.column_grid import Columns
from extractors.readers.column_tables import find_column_tables
from extractors.readers.footnotes import mark_footnotes, markers, note_numbers, row_is_number
from extractors.readers.pdf_page import PageContent, is_bold
from extractors.readers.reading_order import Row, group_rows, reading_order, row_text, word_size
from extractors.readers.ruled_tables import Grid, find_ruled_tables

_STAMPED_NUMBER = re.compile(r"\d[\w./-]*")  # what a signing system fills into the gaps of the letterhead


def build_page(
    content: PageContent, stamps: Sequence[Word] = (), carried: Columns | None = None
) -> tuple[Page, Columns | None]:
    """Rows, tables and roles of one page. ``carried``: columns of a table without vertical rules that reached the
    end of the page before; given back are those that reach the end of this one."""
    filled, apart = _filled_in(content.words, stamps)
    grids = find_ruled_tables(content.rules, filled)
    outside = _outside(filled, grids)
    loose = [rule for rule in content.rules if not _in_any(rule.box, grids)]
    found = find_column_tables(outside, loose, carried)
    grids = sorted([*grids, *(grid for grid, _ in found)], key=lambda grid: grid.box.top)
    rows = reading_order(_outside(filled, grids), content.width)
    rows = mark_footnotes(rows, [rule for rule in content.rules if not _in_any(rule.box, grids)], content.height)
    numbers = note_numbers(rows)
    builder = _PageBuilder(content.number, numbers)
    for row in rows:
        while grids and row.role is not LineRole.FOOTNOTE and grids[0].box.top <= row.box.top:
            builder.add_table(grids.pop(0))
        if row.role is LineRole.FOOTNOTE:
            while grids:
                builder.add_table(grids.pop(0))
        builder.add_row(row)
    for grid in grids:
        builder.add_table(grid)
    for row in group_rows(apart):
        builder.add_row(Row(row.words, LineRole.STAMP))
    carried = found[-1][1] if found and not _text_below(rows, found[-1][0]) else None
    page = Page(
        number=content.number,
        lines=tuple(builder.lines),
        tables=tuple(builder.tables),
        width=content.width,
        height=content.height,
        origin=TextOrigin.DIGITAL,
        verdict="có lớp chữ",
    )
    return page, carried


def _text_below(rows: Sequence[Row], grid: Grid) -> bool:
    return any(row.box.top > grid.box.bottom and not row_is_number(row) for row in rows)


def numbered(pages: Sequence[Page]) -> list[Page]:
    """The pages with their lines (and the cells' line spans) numbered through the document."""
    result = []
    count = 0
    for page in pages:
        new = {line.number: count + index for index, line in enumerate(page.lines, 1)}
        count += len(page.lines)
        tables = tuple(
            replace(table, cells=tuple(replace(cell, lines=_moved(cell.lines, new)) for cell in table.cells))
            for table in page.tables
        )
        lines = tuple(replace(line, number=new[line.number], page=page.number) for line in page.lines)
        result.append(replace(page, lines=lines, tables=tables))
    return result


def _moved(span: tuple[int, int] | None, new: dict[int, int]) -> tuple[int, int] | None:
    return None if span is None else (new[span[0]], new[span[1]])


class _PageBuilder:
    """Collects the lines and tables of one page, lines numbered from 1."""

    def __init__(self, page: int, notes: frozenset[str]) -> None:
        self.page = page
        self.notes = notes
        self.lines: list[Line] = []
        self.tables: list[Table] = []

    def add_row(self, row: Row) -> Line:
        printed = row_text(row.words)
        left_out = markers(row, self.notes)
        line = Line(
            text=row_text(row.words, left_out) if left_out else printed,
            page=self.page,
            number=len(self.lines) + 1,
            printed=printed,
            box=row.box,
            words=row.words,
            role=row.role,
            bold=_bold(row),
        )
        self.lines.append(line)
        return line

    def add_table(self, grid: Grid) -> None:
        cells = []
        for cell in grid.cells:
            made = [self.add_row(Row(row.words, LineRole.TABLE)) for row in cell.rows]
            cells.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    text="\n".join(line.text for line in made),
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    box=cell.box,
                    lines=(made[0].number, made[-1].number) if made else None,
                    bold=bool(made) and all(line.bold for line in made),
                    open_above=cell.open_above,
                    open_below=cell.open_below,
                )
            )
        self.tables.append(Table(self.page, grid.row_count, grid.column_count, tuple(cells), grid.box, grid.rows_drawn))


def _bold(row: Row) -> bool:
    letters = sum(len(word.text) for word in row.words)
    return sum(len(word.text) for word in row.words if is_bold(word)) > 0.6 * letters


def _outside(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    taken = {id(word) for grid in grids for cell in grid.cells for row in cell.rows for word in row.words}
    return [word for word in words if id(word) not in taken]


def _in_any(box: Box, grids: Sequence[Grid]) -> bool:
    return any(
        grid.box.x0 - 3 <= box.x0 and box.x1 <= grid.box.x1 + 3 and grid.box.top - 3 <= box.top <= grid.box.bottom + 3
        for grid in grids
    )


def _filled_in(words: Sequence[Word], stamps: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The page's words with the number and day that a signing system filled into its gaps, and the other stamps."""
    if not stamps:
        return list(words), []
    rows = group_rows(words)
    filled: list[Word] = list(words)
    apart: list[Word] = []
    for stamp_row in group_rows(stamps):
        for word in stamp_row.words:
            fits = len(stamp_row.words) <= 3 and _STAMPED_NUMBER.fullmatch(word.text) and _has_gap(rows, word)
            (filled if fits else apart).append(word)
    return filled, apart


def _has_gap(rows: Sequence[Row], stamp: Word) -> bool:
    """Whether a row of like size leaves room at the stamp's place, with words close on a side."""
    for row in rows:
        overlap = min(row.box.bottom, stamp.box.bottom) - max(row.box.top, stamp.box.top)
        if overlap < 0.5 * min(word_size(stamp), row.box.bottom - row.box.top):
            continue
        free = all(word.box.x1 <= stamp.box.x0 + 2 or word.box.x0 >= stamp.box.x1 - 2 for word in row.words)
        near = any(
            min(abs(word.box.x1 - stamp.box.x0), abs(word.box.x0 - stamp.box.x1)) < 4 * row.size for word in row.words
        )
        if free and near and 0.6 <= word_size(stamp) / row.size <= 1.6:
            return True
    return False
