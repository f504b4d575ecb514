"""Ruled tables: a grid of cells, perhaps over several pages, becomes one ``TaskTable`` a task list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.labels import roman_readings
from extractors.layout import Cell, Table
from extractors.tasks.column_meaning import told_by_cells
from extractors.tasks.headers import NEEDED, clean_name, is_task_header, match_columns, name_scores
from extractors.tasks.model import BODIES, Column, FieldName, RowKind, TableRow, TaskTable
from extractors.tasks.ocr_labels import mended_labels
from extractors.tasks.quarters import with_mended_quarters
from extractors.tasks.rows import one_line

HEADER_WITHIN = 6  # first rows of a table among which its header is looked for
HEADER_ROWS = 3  # most rows that a header can have
_GROUP_LABEL = re.compile(r"^(?P<label>[IVXLC]{1,6}|[A-HĐ])(?:[.):]|\s*[-–]|(?=\s)|$)\s*(?P<title>.*)$", re.DOTALL)
_LETTERS = re.compile(r"[IVXLC]{1,6}|[A-HĐ]")  # a group's label
_AROUND_LABEL = " .)-–:"
_COLUMN_NUMBER = re.compile(r"[(\[{]?\d{1,2}[)\]}]?")
_COUNT = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[IVXLHl1|]{1,5}|")
_LEADING_COUNT = re.compile(r"\d{1,3}\b")  # what the first cell of a row begins with, never that of a header
_HOUR = re.compile(r"(?:từ\s+)?\d{1,2}\s*(?:(?:h|g|giờ)(?![^\W\d_])|:\s*\d\d)", re.IGNORECASE)  # no "3 giai đoạn"
_FIGURE = re.compile(r"[\d.,\s]+")
_LEADS_NAMED = 4  # one row in so many names its lead: else the column is mostly empty, not merged
_LEADS_MERGED = 0.1  # share of tasks without a lead, from which cells are merged rather than lost
_ROW_LABEL = re.compile(r"(?:\d{1,3}|[IVXLC]{1,6}|[A-HĐ])[.)]?")  # the first cell of a row or group, of no header
_COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_JOINED_ROWS = "Ô số thứ tự có nhiều số “{}”: nhiều dòng của bảng có thể đã gộp làm một"
_LEADING_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)[.)/]\s+\S")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid: the cell at each column, merged cells at each place they cover."""

    cells: tuple[Cell | None, ...]
    index: int  # row in its table
    page: int

    def text(self, column: int) -> str:
        cell = self.cells[column] if column < len(self.cells) else None
        return cell.text.strip() if cell else ""

    def own(self) -> list[Cell]:
        """The cells that begin in this row, each once."""
        return [c for i, c in enumerate(self.cells) if c is not None and c.row == self.index and c.column == i]

    @property
    def texts(self) -> tuple[str, ...]:
        """Each column's text; a cell merged over columns only once, in its first."""
        return tuple("" if c is None or c.column != i else one_line(c.text) for i, c in enumerate(self.cells))


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table that is no task list, with all its rows."""

    rows: tuple[tuple[str, ...], ...]
    page: int


def grid_rows(table: Table) -> list[GridRow]:
    """The rows of a table that hold any text."""
    grid: list[list[Cell | None]] = [[None] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                grid[row][column] = cell
    rows = [GridRow(tuple(cells), index, table.page) for index, cells in enumerate(grid)]
    return [row for row in rows if any(cell is not None and cell.text.strip() for cell in row.cells)]


def find_columns(rows: Sequence[GridRow]) -> tuple[tuple[Column, ...], int] | None:
    """The columns of a task table and how many rows its header takes (with title rows above); ``None`` without one."""
    best: tuple[float, tuple[Column, ...], int] | None = None
    for start in range(min(HEADER_WITHIN, len(rows))):
        for count in range(1, min(HEADER_ROWS, len(rows) - start) + 1):
            names = _header_names(rows[start : start + count])
            columns = _with_meanings(match_columns(names), rows[start + count :])
            labelled = any(_ROW_LABEL.fullmatch(row.text(0)) for row in rows[start : start + count])
            if labelled or not is_task_header(columns) or _LEADING_COUNT.match(names[0]):
                continue
            score = sum(name_scores(c.printed).get(c.field, 0.0) for c in columns if c.field is not FieldName.EXTRA)
            named = [name for name in names if name]
            score -= 0.1 * count + 0.05 * start + 0.5 * (len(named) - len(set(named)))  # one name over two columns
            if best is None or score > best[0]:
                best = (score, columns, start + count)
    if best is None:
        return None
    _, columns, after = best
    if after < len(rows) and _names_the_rest(rows[after], columns):
        columns = tuple(
            replace(column, printed=rows[after].texts[column.index]) if not column.printed else column
            for column in columns
        )
        after += 1
    if after < len(rows) and _numbers_columns(rows[after]):
        after += 1
    return _with_number_column(columns, rows[after:]), after


def _with_meanings(columns: Sequence[Column], rows: Sequence[GridRow]) -> tuple[Column, ...]:
    """The columns with what their cells tell of those that no name tells; a cell merged over rows counts once."""
    owned = [row.own() for row in rows]
    return told_by_cells(
        columns, [[c.text for own in owned for c in own if c.column == column.index] for column in columns]
    )


def _names_the_rest(row: GridRow, columns: Sequence[Column]) -> bool:
    """Whether the row below a header has names for columns that the header leaves without one, and is no task."""
    texts = row.texts
    task = any(texts[column.index] for column in columns if column.field in (FieldName.NUMBER, FieldName.CONTENT))
    return not task and any(texts[column.index] for column in columns if not column.printed)


def _with_number_column(columns: tuple[Column, ...], rows: Sequence[GridRow]) -> tuple[Column, ...]:
    """The columns, the first one as the number's where its name is not readable but its cells count the rows."""
    first = columns[0]
    if first.field is not FieldName.EXTRA or any(column.field is FieldName.NUMBER for column in columns):
        return columns
    texts = [text.strip(" .)-–|") for row in rows if (text := row.text(0))]
    counting = sum(bool(_COUNT.fullmatch(text)) for text in texts)
    if counting < max(2, 0.7 * len(texts)):
        return columns
    return (replace(first, field=FieldName.NUMBER), *columns[1:])


def _header_names(rows: Sequence[GridRow]) -> list[str]:
    names: list[str] = []
    for column in range(len(rows[0].cells)):
        parts: list[str] = []
        for row in rows:
            cell = row.cells[column]
            if cell is not None and cell.column_span >= len(row.cells) > 2:
                return [""] * len(row.cells)  # a title over the whole table is no column name
            text = clean_name(cell.text) if cell else ""
            if text and text not in parts:
                parts.append(text)
        names.append(" ".join(parts))
    return names


def _numbers_columns(row: GridRow) -> bool:
    """Whether a row only counts the columns: (1), (2), (3) …; an OCR may lose a bracket, a number or two."""
    texts = [text for text in row.texts if text]
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(re.sub(r"\D", "", text) or 0) for text in row.texts]
    in_place = sum(number == place for place, number in enumerate(numbers, 1))
    from_first = sum(number == place for place, number in enumerate((n for n in numbers if n), numbers[0] or 1))
    return max(in_place, from_first) >= max(3, len(texts) - 2)


def read_tables(tables: Sequence[Table]) -> list[TaskTable | OtherTable]:
    """Task tables and other tables, in order; one that goes on over a page end becomes one."""
    found: list[TaskTable | OtherTable] = []
    building: _Builder | None = None
    for table in tables:
        rows = grid_rows(table)
        if not rows:
            continue
        header = find_columns(rows)
        if header is None and building is not None and building.fits(table) and not _begins_anew(rows[0]):
            building.add(rows, table)
            continue
        if header is not None and _is_programme(header[0], rows[header[1] :]):
            header = None
        if header is not None and building is not None and building.repeats(header[0], rows[header[1] :]):
            building.add(rows[header[1] :], table)
            continue
        if building is not None:
            found.append(building.table())
            building = None
        if header is None:
            found.append(OtherTable(tuple(row.texts for row in rows), table.page))
            continue
        building = _Builder(header[0], table)
        building.add(rows[header[1] :], table)
    if building is not None:
        found.append(building.table())
    return found


def _is_programme(columns: Sequence[Column], rows: Sequence[GridRow]) -> bool:
    """Whether the deadlines are mostly hours: the programme of a day ("7h30 - 8h00 Đón tiếp đại biểu") is no task
    list."""
    deadline = next((column.index for column in columns if column.field is FieldName.DEADLINE), None)
    if deadline is None:
        return False
    told = [text for row in rows if (text := row.text(deadline))]
    return 2 * sum(_HOUR.match(text) is not None for text in told) > len(told)


def _begins_anew(row: GridRow) -> bool:
    """Whether the first row of a table is a header, if of no task table: it names the column of the numbers."""
    return name_scores(clean_name(row.text(0))).get(FieldName.NUMBER, 0.0) >= NEEDED


class _Builder:
    """Collects the rows of one task table over its pages."""

    def __init__(self, columns: tuple[Column, ...], table: Table) -> None:
        self.columns = columns
        self.first = table
        self.rows: list[TableRow] = []
        self.rows_drawn = True
        self.open_below: set[int] = set()  # columns whose last cell no rule closes at the page's end

    def fits(self, table: Table) -> bool:
        """Whether a table without header goes on with this one."""
        return table.column_count == len(self.columns)

    def repeats(self, columns: Sequence[Column], rows: Sequence[GridRow]) -> bool:
        """Whether a table with a header of its own goes on with this one: the same columns, no new count from 1."""
        if not _same_columns(columns, self.columns):
            return False
        first = next((_row(row, self.columns) for row in rows), None)
        if first is None or first.kind is RowKind.GROUP or not self.rows:
            return True
        return not (first.label == "1" and self.rows[-1].kind is RowKind.ROW and self.rows[-1].label not in {"", "1"})

    def add(self, rows: Sequence[GridRow], table: Table) -> None:
        self.rows_drawn = self.rows_drawn and table.rows_drawn
        above = self.rows[-1] if self.rows else None
        if above is not None and above.kind is RowKind.ROW and rows:
            rows = self._with_rest(rows)
            above = self.rows[-1]
        for position, row in enumerate(rows):
            made = _row(row, self.columns)
            if position == 0 and above is not None and self._goes_on(above, made):
                self.rows[-1] = _joined(above, made)
            elif above is not None and made.kind is RowKind.ROW:
                self.rows.append(self._inherit(made, row, rows[0].index, above))
            else:
                self.rows.append(made)
        self.open_below = {cell.column for cell in table.cells if cell.open_below}

    def _with_rest(self, rows: Sequence[GridRow]) -> list[GridRow]:
        """The rows of a new page; where a cell merged over the page end was cut within its text, all its rows on both
        pages get the whole text."""
        first, last = _row(rows[0], self.columns), self.rows[-1]
        goes_on = self._goes_on(last, first)
        content = next(c.index for c in self.columns if c.field is FieldName.CONTENT)
        if first.kind is not RowKind.ROW or not (goes_on or first.cells.get(content, "")[:1].isupper()):
            return list(rows)
        for column in (c for c in self.columns if c.field in BODIES):
            cell, above = rows[0].cells[column.index], last.cells.get(column.index, "")
            if cell is None or not above.strip() or not cell.text.strip():
                continue
            if not goes_on and not cell.text[:1].islower():
                continue
            whole = f"{above}\n{cell.text}"
            # A row that goes on is joined with its rest later, with this cell too.
            self._reword(column.index, above, whole, len(self.rows) - 1 - goes_on)
            rows = [row if goes_on and at == 0 else _with_text(row, cell, whole) for at, row in enumerate(rows)]
        return list(rows)

    def _reword(self, column: int, text: str, whole: str, last: int) -> None:
        """Give the rows up to ``last`` that share a merged cell its ``whole`` text."""
        if last < len(self.rows) - 1 and column not in self.rows[last + 1].inherited:
            return
        for at in range(last, -1, -1):
            row = self.rows[at]
            if row.cells.get(column) != text:
                return
            self.rows[at] = replace(row, cells={**row.cells, column: whole})
            if column not in row.inherited:
                return

    def _inherit(self, made: TableRow, row: GridRow, first: int, above: TableRow) -> TableRow:
        """``made`` with what a cell merged over the page end says: empty here, it begins in the page's first row. Of
        one row only, it may be an empty cell, unless no rule parts it from the one above: an empty lead is taken for
        merged."""
        merged = {
            column.index: above.cells[column.index]
            for column in self.columns
            if column.field not in (FieldName.NUMBER, FieldName.CONTENT)
            and (cell := row.cells[column.index]) is not None
            and (cell.row, cell.text.strip()) == (first, "")
            and (self._is_merged(cell) or (column.field is FieldName.LEAD and len(made.cells) > 1))
            and above.cells.get(column.index, "").strip()
        }
        for column, text in merged.items():
            cell = row.cells[column]
            if cell is not None and not self._is_merged(cell):
                made = _with_lead(made, column, text)
        return replace(made, cells={**made.cells, **merged}, inherited=made.inherited | merged.keys())

    def _is_merged(self, cell: Cell) -> bool:
        """Whether the rules tell that an empty cell in a page's first row goes on with one of the page before."""
        return cell.row_span > 1 or cell.open_above or cell.column in self.open_below

    def _goes_on(self, last: TableRow, row: TableRow) -> bool:
        """Whether the first row of a page is the rest of the last page's last row."""
        if row.kind is not RowKind.ROW or last.kind is not RowKind.ROW or row.label:
            return False
        content = next(c.index for c in self.columns if c.field is FieldName.CONTENT)
        text, above = row.cells.get(content, "").strip(), last.cells.get(content, "").strip()
        if not text:
            return any(value.strip() for value in row.cells.values())
        if text[:1].islower():
            return True
        others = [value.strip() for index, value in row.cells.items() if index != content and value.strip()]
        if last.label and any(value[0].islower() for value in others):
            return True  # "Báo cáo tự" over "kiểm tra", whatever word the content goes on with
        return not others and not above.endswith((".", ";", ":", "!")) and bool(last.cells)

    def table(self) -> TaskTable:
        content = next(column.index for column in self.columns if column.field is FieldName.CONTENT)
        filled = [row for row in self.rows if row.kind is RowKind.GROUP or row.cells]  # a form's empty lines count on
        rows = with_mended_quarters(mended_labels(filled, content), self.columns)
        if not self.rows_drawn:
            rows = with_merged_leads(rows, self.columns)
        return TaskTable(self.columns, tuple(rows), self.first.page, None)


def _with_text(row: GridRow, old: Cell, text: str) -> GridRow:
    return replace(row, cells=tuple(replace(old, text=text) if cell is old else cell for cell in row.cells))


def _same_columns(columns: Sequence[Column], others: Sequence[Column]) -> bool:
    """Whether two headers are of one table: as many columns, and the same meaning of all but one unreadable name."""
    if len(columns) != len(others):
        return False
    different = [pair for pair in zip(columns, others, strict=True) if pair[0].field is not pair[1].field]
    return not different or (
        len(columns) > 3 and len(different) == 1 and FieldName.EXTRA in {different[0][0].field, different[0][1].field}
    )


def with_merged_leads(rows: Sequence[TableRow], columns: Sequence[Column], *, damaged: bool = False) -> list[TableRow]:
    """Rows of a table without rules: a row without a lead has the one above it, for nothing but a rule would tell a
    merged cell from an empty one, and every task has somebody to do it. Not over groups and heading rows.

    ``damaged``: a single lead that is missing may be one that could not be read.
    """
    lead = next((column.index for column in columns if column.field is FieldName.LEAD), None)
    named = sum(1 for row in rows if row.cells.get(lead, "").strip()) if lead is not None else 0
    if lead is None or named * _LEADS_NAMED < len(rows):
        return list(rows)
    content = next(column.index for column in columns if column.field is FieldName.CONTENT)
    tasks = [
        row.kind is RowKind.ROW and any(i != content and text.strip() for i, text in row.cells.items()) for row in rows
    ]
    if damaged and sum(tasks) - named < _LEADS_MERGED * sum(tasks):
        return list(rows)
    filled: list[TableRow] = []
    above = ""
    for row, is_task in zip(rows, tasks, strict=True):
        if not is_task:
            above = ""
        elif row.cells.get(lead, "").strip():
            above = row.cells[lead]
        elif above:
            filled.append(_with_lead(row, lead, above))
            continue
        filled.append(row)
    return filled


def _with_lead(row: TableRow, column: int, lead: str) -> TableRow:
    note = "Ô cơ quan chủ trì để trống, không có nét kẻ cho biết: hiểu là gộp với dòng trên"
    cells = {**row.cells, column: lead}
    return replace(row, cells=cells, inherited=row.inherited | {column}, notes=(*row.notes, note))


def _joined(above: TableRow, below: TableRow) -> TableRow:
    cells = dict(above.cells)
    for index, text in below.cells.items():
        if text.strip():
            cells[index] = f"{cells[index]}\n{text}" if cells.get(index, "").strip() else text
    return replace(
        above,
        cells=cells,
        pages=tuple(sorted({*above.pages, *below.pages})),
        lines=_span(above.lines, below.lines),
        confidence=min(above.confidence, below.confidence),
    )


def _span(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    if a is None or b is None:
        return a or b
    return min(a[0], b[0]), max(a[1], b[1])


def _row(row: GridRow, columns: Sequence[Column]) -> TableRow:
    """One grid row as group or task row."""
    present = [cell for cell in dict.fromkeys(row.cells) if cell is not None and cell.text.strip()]
    lines: tuple[int, int] | None = None
    for part in present:
        lines = _span(lines, part.lines)
    confidence = min((part.confidence for part in present), default=1.0)
    sums = _sums(row, columns)
    if (group := _group(row, columns, sums)) is not None:
        label, title = group
        notes = tuple(f"{columns[cell.column].printed} của nhóm: {one_line(cell.text)}" for cell in sums)
        return TableRow(
            RowKind.GROUP, label=label, title=title, pages=(row.page,), lines=lines, confidence=confidence, notes=notes
        )
    cells: dict[int, str] = {}
    inherited: set[int] = set()
    for column in columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if cell is None or not cell.text.strip() or cell.column != column.index:
            continue
        cells[column.index] = cell.text
        if cell.row != row.index:
            inherited.add(column.index)
    number = next((c.index for c in columns if c.field is FieldName.NUMBER), None)
    counted = cells.pop(number, "") if number is not None else ""
    label = one_line(counted).strip(" .)-–")
    if number is None:
        content = next(c.index for c in columns if c.field is FieldName.CONTENT)
        if found := _LEADING_NUMBER.match(one_line(cells.get(content, ""))):
            label = found[1]
    return TableRow(
        RowKind.ROW,
        cells=cells,
        label=label,
        pages=(row.page,),
        lines=lines,
        confidence=confidence,
        inherited=frozenset(inherited),
        notes=(_JOINED_ROWS.format(label),) if _counts_several(counted) else (),
    )


def _counts_several(text: str) -> bool:
    """Whether a line of a cell counts on from the line above: rows that were taken for one."""
    lines = [line.strip(" .)") for line in text.splitlines()]
    counts = [tuple(map(int, line.split("."))) if _COUNTED.fullmatch(line) else () for line in lines]
    return any(above and below in ((*above[:-1], above[-1] + 1), (*above, 1)) for above, below in pairwise(counts))


def _sums(row: GridRow, columns: Sequence[Column]) -> list[Cell]:
    """The cells of a row with a roman or capital label that add up the group's rows: figures in a column beside those
    of the tasks."""
    number = next((c.index for c in columns if c.field is FieldName.NUMBER), None)
    if number is None or not _LETTERS.fullmatch(row.text(number).strip(_AROUND_LABEL)):
        return []
    beside = {c.index for c in columns if c.field is FieldName.EXTRA}
    return [cell for cell in row.own() if cell.column in beside and _FIGURE.fullmatch(cell.text.strip())]


def _group(row: GridRow, columns: Sequence[Column], sums: Sequence[Cell]) -> tuple[str, str] | None:
    """Label and title if this is the row of a group, its ``sums`` aside, else ``None``."""
    own = [cell for cell in row.own() if cell.text.strip() and cell not in sums]
    if not own or len(own) > 2:
        return None
    by_field = {c.field: row.text(c.index) for c in columns}
    text_columns = {c.index for c in columns if c.field in (FieldName.NUMBER, FieldName.CONTENT)}
    filled = [cell for cell in own if cell.column not in text_columns]
    wide = max(cell.column_span for cell in own)
    spanning = wide >= max(2, len(columns) - 2)
    if filled and not spanning:
        return None
    number = by_field.get(FieldName.NUMBER, "")
    texts = [one_line(cell.text) for cell in own]
    bold = all(cell.bold for cell in own)
    if len(own) == 2 and spanning:
        label, title = texts
    elif spanning:
        label, title = "", texts[0]
    else:
        label, title = one_line(number), one_line(by_field.get(FieldName.CONTENT, ""))
    label = label.strip(_AROUND_LABEL)
    if not label and (found := _GROUP_LABEL.match(title)) and found["title"]:
        lead = found["label"]
        if len(lead) > 1 or title[1:2] in ".):" or _caps(found["title"]):
            return lead, found["title"].strip()
    if label and _LETTERS.fullmatch(label):
        return label, title
    if label and not label.isdigit() and any(True for _ in roman_readings(label)) and (_caps(title) or len(label) > 1):
        return label, title  # "IH": a roman as an OCR reads it
    if label and not (spanning and (bold or _caps(title))):
        return None
    if label and re.fullmatch(r"\d{1,3}(\.\d+)*", label):
        return None  # a heading row: it keeps its number
    if spanning or (not label and (bold or _caps(title)) and len(own) == 1):
        return label, title
    return None


def _caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
