"""Task tables: rows that break over pages, a header that comes again, cells merged over rows, rules or none."""

from __future__ import annotations

from dataclasses import dataclass

from .layout import LEADING, Broken, Flow, Placed, Setting, break_lines, place_words
from .model import ABOVE, Annex, Column, Row

PAD = 4.0


@dataclass(slots=True)
class Cell:
    column: int
    span: int
    lines: list[Broken]
    style: str
    align: str
    source: tuple[object, ...]
    rows: int = 1  # over how many rows it is merged


def printed_content(row: Row) -> str:
    """A row without number under a heading row begins with a dash, which is part of its cell."""
    return ("- " if row.kind == "sub" and not row.number else "") + row.content


def cell_text(column: Column, row: Row) -> str:
    if column.field == "number":
        return row.printed_number
    if column.field == "content":
        return printed_content(row)
    key = column.title if column.field == "extra" else column.field
    return row.cells.get(key, "")


class TableSetter:
    """Sets one annex's table on a flow. State: the open merged cells and the sequence of emission."""

    def __init__(self, flow: Flow, annex: Annex, index: int, at_hyphen: bool = True) -> None:
        self.flow, self.annex, self.index, self.at_hyphen = flow, annex, index, at_hyphen
        total = sum(column.width for column in annex.columns)
        self.widths = [flow.room * column.width / total for column in annex.columns]
        self.edges = [flow.left]
        for wide in self.widths:
            self.edges.append(self.edges[-1] + wide)
        self.lead = annex.size * LEADING

    # --- cells

    def break_cell(self, text: str, column: int, span: int, style: str) -> list[Broken]:
        room = self.edges[column + span] - self.edges[column] - 2 * PAD
        setting = Setting(self.edges[column] + PAD, room, self.annex.size, style)
        return break_lines(text, setting, at_hyphen=self.at_hyphen) if text else []

    def row_cells(self, number: int, row: Row) -> list[Cell]:
        columns = self.annex.columns
        cells = []
        if row.kind == "group":
            last = len(columns) - 1
            span = last if self.annex.group_spans else 1
            label = self.break_cell(row.printed_number, 0, 1, "bold")
            title = self.break_cell(row.content, 1, span, "bold")
            cells = [
                Cell(0, 1, label, "bold", "center", ("row", self.index, number, "label")),
                Cell(1, span, title, "bold", "left", ("row", self.index, number, "content")),
            ]
            cells += [
                Cell(c, 1, [], "bold", "left", ("row", self.index, number, "")) for c in range(1 + span, last + 1)
            ]
            return cells
        style = "bold" if row.kind == "heading" else "regular"
        for c, column in enumerate(columns):
            text = cell_text(column, row)
            if text == ABOVE:
                continue
            source = ("row", self.index, number, column.title if column.field == "extra" else column.field)
            rows = 1
            for below in self.annex.rows[number + 1 :]:
                if below.kind == "group" or cell_text(column, below) != ABOVE:
                    break
                rows += 1
            cells.append(Cell(c, 1, self.break_cell(text, c, 1, style), style, column.align, source, rows))
        return cells

    # --- drawing

    def put_cell(self, cell: Cell, lines: list[Broken], span: tuple[float, float], order: int) -> None:
        """Lines of a cell between two heights. ``order`` is the row's number, below zero in the header."""
        annex, (top, bottom) = self.annex, span
        x0, x1 = self.edges[cell.column], self.edges[cell.column + cell.span]
        setting = Setting(x0 + PAD, x1 - x0 - 2 * PAD, annex.size, cell.style, cell.align)
        free = bottom - top - len(lines) * self.lead - 2 * PAD
        y = top + PAD + (max(free, 0.0) / 2 if annex.middle and cell.align == "center" else 0.0)
        role = "header_row" if order < 0 else "table"
        for k, line in enumerate(lines):
            y += self.lead
            at, key = y - annex.size * (LEADING - 1), (order, cell.column, k)
            tokens = place_words(line, setting)
            self.flow.page.lines.append(Placed(tokens, at, annex.size, cell.style, role, cell.source, line.start, key))

    def horizontal(self, y: float, columns: list[tuple[int, int]]) -> None:
        if self.annex.rules == "none":
            return
        for first, last in columns:
            self.flow.page.rules.append((self.edges[first], y, self.edges[last], y))

    def verticals(self, top: float, bottom: float, edges: set[int]) -> None:
        if self.annex.rules == "full":
            self.flow.page.rules.extend((self.edges[e], top, self.edges[e], bottom) for e in sorted(edges))

    # --- header

    def header(self) -> None:
        """The header of one or two levels, in bold, centred; with a row of column numbers where the annex has one."""
        columns = self.annex.columns
        two = any(column.upper for column in columns)
        top = self.flow.y
        leaf = [self.break_cell(column.title, c, 1, "bold") for c, column in enumerate(columns)]
        uppers: list[tuple[int, int, str]] = []
        for c, column in enumerate(columns):
            if column.upper and (c == 0 or columns[c - 1].upper != column.upper):
                span = 1
                while c + span < len(columns) and columns[c + span].upper == column.upper:
                    span += 1
                uppers.append((c, span, column.upper))
        upper_lines = {c: self.break_cell(text, c, span, "bold") for c, span, text in uppers}
        first = max((len(lines) for lines in upper_lines.values()), default=0) * self.lead + 2 * PAD if two else 0.0
        low = max(len(leaf[c]) for c in range(len(columns)) if not two or columns[c].upper) * self.lead + 2 * PAD
        alone = max((len(leaf[c]) for c in range(len(columns)) if not columns[c].upper), default=0) * self.lead
        bottom = top + max(first + low, alone + 2 * PAD)
        count = len(columns)
        self.horizontal(top, [(0, count)])
        for c, column in enumerate(columns):
            upper = next((u for u in uppers if u[0] == c), None)
            if upper:
                cell = Cell(c, upper[1], upper_lines[c], "bold", "center", ("header", self.index, c, "upper"))
                self.put_cell(cell, cell.lines, (top, top + first), -3)
                self.horizontal(top + first, [(c, c + upper[1])])
            cell = Cell(c, 1, leaf[c], "bold", "center", ("header", self.index, c, "title"))
            under, order = (top + first, -2) if column.upper else (top, -3)  # as Word gives it: row by row
            self.put_cell(cell, cell.lines, (under, bottom), order)
        inner = {edge for c, span, _ in uppers for edge in range(c + 1, c + span)}
        self.verticals(top, bottom, set(range(count + 1)) - inner)
        self.verticals(top + first, bottom, inner)
        if self.annex.column_numbers:
            self.horizontal(bottom, [(0, count)])
            under = bottom + self.lead + 2 * PAD
            for c in range(count):
                lines = self.break_cell(f"({c + 1})", c, 1, "regular")
                cell = Cell(c, 1, lines, "regular", "center", ("header", self.index, c, "count"))
                self.put_cell(cell, lines, (bottom, under), -1)
            self.verticals(bottom, under, set(range(count + 1)))
            bottom = under
        self.horizontal(bottom, [(0, count)])
        self.flow.y = bottom

    # --- rows

    def set_table(self) -> None:
        annex, flow = self.annex, self.flow
        rows = [self.row_cells(number, row) for number, row in enumerate(annex.rows)]
        heights = [self.needed([c for c in cells if c.rows == 1]) for cells in rows]
        for number, cells in enumerate(rows):  # a merged cell may need more than its rows
            for cell in cells:
                if cell.rows > 1:
                    have = sum(heights[number : number + cell.rows])
                    want = len(cell.lines) * self.lead + 2 * PAD
                    heights[number + cell.rows - 1] += max(0.0, want - have)
        self.header()
        open_cells: list[tuple[Cell, float, int, int]] = []  # cell, top on this page, order, last row
        for number, cells in enumerate(rows):
            kind = annex.rows[number].kind
            follow = heights[number + 1] if kind == "group" and number + 1 < len(rows) else 0.0
            needed = heights[number]
            if flow.y + needed > flow.bottom or (follow and flow.y + needed + 2 * self.lead + 2 * PAD > flow.bottom):
                space = flow.bottom - flow.y
                splittable = annex.split_rows and kind != "group" and space >= self.lead + 2 * PAD
                if not splittable or needed <= self.lead + 2 * PAD:
                    open_cells = self.turn_page(open_cells, number)
            remaining = {id(cell): list(cell.lines) for cell in cells}
            left = needed
            first_part = True
            while True:
                space = flow.bottom - flow.y
                fits = left <= space + 0.01
                height = left if fits else space
                if not fits:  # a whole number of lines
                    height = int((space - 2 * PAD) / self.lead) * self.lead + 2 * PAD
                count = max(int((height - 2 * PAD + 0.01) / self.lead), 1)
                top, bottom = flow.y, flow.y + height
                for cell in cells:
                    if cell.rows > 1:
                        if first_part:
                            open_cells.append((cell, top, number, number + cell.rows - 1))
                        continue
                    lines = remaining[id(cell)]
                    taken = lines if fits else lines[:count]
                    remaining[id(cell)] = lines[len(taken) :]
                    self.put_cell(cell, taken, (top, bottom), number)
                self.verticals(top, bottom, self.edges_of(cells))
                flow.y = bottom
                first_part = False
                if fits:
                    break
                left = max(self.needed_lines(list(remaining.values())), self.lead + 2 * PAD)
                open_cells = self.turn_page(open_cells, number)
            still = []
            for cell, top, order, last in open_cells:
                if last == number:
                    self.put_cell(cell, cell.lines, (top, flow.y), order)
                else:
                    still.append((cell, top, order, last))
            open_cells = still
            merged = {cell.column for cell, *_ in open_cells}
            self.horizontal(flow.y, [(c, c + 1) for c in range(len(annex.columns)) if c not in merged])
        self.finish_page()

    def turn_page(
        self, open_cells: list[tuple[Cell, float, int, int]], number: int
    ) -> list[tuple[Cell, float, int, int]]:
        """Close the page: merged cells give what fits, the rest goes on below the header of the next page."""
        flow, again = self.flow, []
        for cell, top, order, last in open_cells:
            count = max(int((flow.y - top - 2 * PAD + 0.01) / self.lead), 0)
            self.put_cell(cell, cell.lines[:count], (top, flow.y), order)
            rest = Cell(cell.column, cell.span, cell.lines[count:], cell.style, cell.align, cell.source, cell.rows)
            again.append((rest, order, last))
        open_columns = {cell.column for cell, *_ in open_cells} if self.annex.open_merged else set()
        closed = [(c, c + 1) for c in range(len(self.annex.columns)) if c not in open_columns]
        self.horizontal(flow.y, closed)
        self.finish_page()
        flow.new_page()
        if self.annex.repeat_header:
            self.header()
        else:
            self.horizontal(flow.y, closed)
        return [(cell, flow.y, max(order, number), last) for cell, order, last in again]

    def finish_page(self) -> None:
        """Emission follows the rows, then the columns, then the lines, whatever the drawing order was."""
        lines = self.flow.page.lines
        first = next((k for k, line in enumerate(lines) if line.order), len(lines))
        lines[first:] = sorted(lines[first:], key=lambda line: line.order)

    def edges_of(self, cells: list[Cell]) -> set[int]:
        inner = {e for cell in cells for e in range(cell.column + 1, cell.column + cell.span)}
        return set(range(len(self.annex.columns) + 1)) - inner

    def needed(self, cells: list[Cell]) -> float:
        return self.needed_lines([cell.lines for cell in cells])

    def needed_lines(self, cells: list[list[Broken]]) -> float:
        return max([1, *(len(lines) for lines in cells)]) * self.lead + 2 * PAD
