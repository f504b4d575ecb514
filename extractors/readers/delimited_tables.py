"""Tables that a text gives row by row: a line is a row, its cells are parted by bars or tabs.

So write converters of Word files and web pages ("1 | Rà soát … | Văn phòng | | Quý I/2026"), Markdown, and sheets that
were pasted. What stands in which column is told, empty cells too. Where the lines are *printed* ones, a row takes
several, and many begin in small letters. They are joined where each has a bar for every column, as tools write it that
draw a table with letters (antiword, grid tables); otherwise that is no table of this kind.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from math import log

from extractors.layout import Cell, Line, LineRole, Page, Table
from normalizers.agencies import fold

LEAST_COLUMNS = 3  # two stand side by side in letterheads too
LEAST_ROWS = 3  # below the header; one where it names a column of numbers
WHOLE = 0.6  # share of the rows that have a cell for every column
WHOLE_WITHOUT_EMPTY = 0.9  # … where no cell is empty: the converter may leave those out, and nothing tells which
IN_SMALL_LETTERS = 0.05  # share of rows that may begin so
NEAR = 4  # lines
JUDGED_FROM = 32  # rows, and twice as many each time: what has turned out to be no table is not read to its end
LINES_OF_A_ROW = 12  # most lines over which a row goes whose cells hold line ends
LONGEST_TITLE = 200  # letters of a group's title that has a line to itself
ALIGNED = 0.8  # confidence of a row of which the columns had to be guessed
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=_-]+")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-HĐ]|[a-zđ])\)?[.)]?")
_COUNTS = re.compile(r"(?:S?TT|Số (?:TT|thứ tự))[.:]?", re.IGNORECASE)
_GROUP = re.compile(r"(?:[IVXLC]{1,6}|[A-HĐ])[.):\s]\s*\S.*")
_GLUED = re.compile(r"(?P<name>.*[^\W\d_A-Z])(?P<label>(?:[IVXL]{1,5}|[A-H]|\d{1,2})\.?)", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__)(?P<text>.+?)\1", re.DOTALL)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    lines: tuple[int, int]  # first and last line number
    ruled: bool = False  # below a rule drawn with letters

    @property
    def filled(self) -> list[int]:
        return [at for at, cell in enumerate(self.cells) if cell]


def with_delimited_tables(pages: Sequence[Page]) -> list[Page]:
    """The pages with the tables that their lines give row by row; these lines get the role TABLE. Of a table over
    several pages each has its part."""
    tables: dict[int, list[Table]] = defaultdict(list)
    inside: set[int] = set()
    for delimiter in "|\t":
        body = (line for page in pages for line in page.lines if line.role is LineRole.BODY and line.text.strip())
        lines = [line for line in body if line.number not in inside]
        at = 0
        while at < len(lines):
            found = _rows_from(lines, at, delimiter) if delimiter in lines[at].text else None
            if found is None or _is_among_others(lines, at, found[1], delimiter, inside):
                at += 1
                continue
            rows, after = found
            page_of = {line.number: line.page for line in lines[at:after]}
            for page, table in _tables(rows, page_of):
                tables[page].append(table)
            inside |= page_of.keys()
            at = after
    return [
        replace(
            page,
            lines=tuple(replace(line, role=LineRole.TABLE) if line.number in inside else line for line in page.lines),
            tables=(*page.tables, *sorted(tables[page.number], key=_first_line)),
        )
        if inside.intersection(line.number for line in page.lines)
        else page
        for page in pages
    ]


def _is_among_others(lines: Sequence[Line], first: int, after: int, delimiter: str, inside: Set[int]) -> bool:
    """Whether lines with cells that are in no table stand near those from ``first`` to ``after``: then these are the
    whole ones among the lines of a table that is printed otherwise. Another table may begin there."""
    above = [_cells(line.text, delimiter) for line in lines[max(0, first - NEAR) : first] if line.number not in inside]
    below = (_cells(line.text, delimiter) for line in lines[after : after + NEAR])
    near = [*above, *takewhile(lambda cells: not _COUNTS.fullmatch(cells[0]), below)]
    return any(len(cells) >= LEAST_COLUMNS for cells in near)


def _first_line(table: Table) -> int:
    return min(cell.lines[0] for cell in table.cells if cell.lines)


def _rows_from(lines: Sequence[Line], first: int, delimiter: str) -> tuple[list[_Row], int] | None:
    """The rows of a table whose header is line ``first``, and the index after its last line."""
    wide = len(_cells(lines[first].text, delimiter))
    for columns in (wide, (wide + 1) // 2) if wide % 2 else (wide,):  # the row below may stand on the header's line
        if columns < LEAST_COLUMNS:
            continue
        rows, after = _read(lines, first, columns, delimiter)
        if rows and (table := _as_table(rows, columns)):
            return table, after
    return None


def _read(lines: Sequence[Line], first: int, columns: int, delimiter: str) -> tuple[list[_Row], int]:
    rows: list[_Row] = []
    at = after = first
    ruled = False
    judged = JUDGED_FROM
    while at < len(lines):
        if len(rows) >= judged:
            if not _as_table(rows, columns):
                break
            judged *= 2
        if _is_rule(lines[at].text):
            at, ruled = at + 1, True
            after = at if rows else after
            continue
        cells = _cells(lines[at].text, delimiter, columns)
        number = lines[at].number
        if len(cells) == 2 * columns - 1 and (glued := _GLUED.fullmatch(cells[columns - 1])):
            rows.append(_Row((*cells[: columns - 1], glued["name"]), (number, number)))
            cells = [glued["label"], *cells[columns:]]
        while len(cells) > columns and not cells[-1]:
            cells = cells[:-1]
        if len(cells) < columns:
            cells, at = _with_line_ends(lines, at, columns, delimiter)
        if len(cells) > columns or (len(cells) == 1 and not _is_group(lines, at, columns, delimiter)):
            break
        rows.append(_Row(tuple(cells), (number, lines[at].number), ruled))
        ruled = False
        at += 1
        after = at
    return rows, after


def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None and ("-" in text or "=" in text)


def _cells(text: str, delimiter: str, columns: int | None = None) -> list[str]:
    """The cells of a line; bars around it are none, except where the table has so many ``columns`` with them."""
    if delimiter == "\t":
        return [cell.strip() for cell in text.strip("\n ").split("\t")]
    cells = [_BREAK.sub("\n", cell.replace("\\|", "|")).strip() for cell in _BAR.split(text)]
    return cells[1:-1] if len(cells) > 2 and len(cells) != columns and not cells[0] and not cells[-1] else cells


def _with_line_ends(lines: Sequence[Line], at: int, columns: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of a row that goes over several lines, since its cells hold line ends, and the index of its last line;
    those of line ``at`` alone where the lines below do not complete it."""
    own = _cells(lines[at].text, delimiter)
    cells = own
    for below in range(at + 1, min(at + LINES_OF_A_ROW, len(lines))) if len(own) > 1 else ():
        more = _cells(lines[below].text, delimiter)
        begins = more[0][:1]
        if _LABEL.fullmatch(more[0]) or begins.islower() or len(cells) + len(more) - 1 > columns:
            break
        cells = [*cells[:-1], f"{cells[-1]}\n{more[0]}".strip(), *more[1:]]
        if len(cells) == columns:
            return cells, below
    return own, at


def _is_group(lines: Sequence[Line], at: int, columns: int, delimiter: str) -> bool:
    """Whether a line without delimiters is a group's title: a row of the table follows."""
    text = lines[at].text.strip()
    following = next((line for line in lines[at + 1 : at + NEAR] if not _is_rule(line.text)), None)
    if following is None or len(text) > LONGEST_TITLE or not (text.isupper() or _GROUP.fullmatch(text)):
        return False
    cells = _cells(following.text, delimiter)
    return len(cells) == columns and bool(_LABEL.fullmatch(cells[0]) or not cells[0])


def _as_table(rows: Sequence[_Row], columns: int) -> list[_Row] | None:
    """The rows, or the rows of which they are the printed lines; ``None`` where they are neither."""
    if _is_table(rows, columns):
        return list(rows)
    if not all(len(row.cells) == columns for row in rows):
        return None
    joined = _joined(rows)
    return joined if _is_table(joined, columns) else None


def _joined(lines: Sequence[_Row]) -> list[_Row]:
    """The rows of printed lines that have a cell for every column each: rules part them, or where they begin shows."""
    rules = sum(line.ruled for line in lines[1:])
    rows: list[_Row] = []
    for line in lines:
        if not rows or (line.ruled if rules > 1 else _begins_row(line)):
            rows.append(line)
            continue
        above = rows[-1]
        cells = tuple(f"{a}\n{b}".strip() for a, b in zip(above.cells, line.cells, strict=True))
        rows[-1] = _Row(cells, (above.lines[0], line.lines[1]), above.ruled)
    return rows


def _begins_row(line: _Row) -> bool:
    """Whether a printed line begins a row: with a number, a bullet, or capitals in most of its cells."""
    texts = [text for text in line.cells if text]
    if line.cells[0] or not texts or not line.cells[1]:
        return bool(line.cells[0])
    return line.cells[1].startswith(("-", "+", "•")) or (len(texts) > 2 and not any(t[0].islower() for t in texts))


def _is_table(rows: Sequence[_Row], columns: int) -> bool:
    body = [row for row in rows[2 if _below_header(rows, columns) else 1 :] if len(row.cells) > 1]
    whole = [row for row in body if len(row.cells) == columns]
    opening = (next(filter(None, row.cells), "") for row in body)
    small = sum(text[:1].islower() and not _LABEL.fullmatch(text) for text in opening)
    share = WHOLE if any(not cell for row in whole for cell in row.cells) else WHOLE_WITHOUT_EMPTY
    least = 1 if _COUNTS.fullmatch(rows[0].cells[0]) else LEAST_ROWS
    return len(whole) >= max(least, share * len(body)) and small <= IN_SMALL_LETTERS * len(body)


def _tables(rows: Sequence[_Row], page_of: Mapping[int, int]) -> Iterator[tuple[int, Table]]:
    """The table of these rows, a part for each page, with that page's number."""
    columns = len(rows[0].cells)
    names = _words_of_columns([row for row in rows[1:] if len(row.cells) == columns], columns)
    below = _below_header(rows, columns)
    places = [_places(row, columns, names) for row in rows]
    guessed = [2 < len(row.cells) < columns for row in rows]
    if below:
        places[1], guessed[1] = below, False
    for page, numbers in groupby(range(len(rows)), key=lambda at: page_of[rows[at].lines[0]]):
        own = list(numbers)
        part = slice(own[0], own[-1] + 1)
        yield page, _table(rows[part], places[part], guessed[part], columns, page)


def _table(
    rows: Sequence[_Row], places: Sequence[Sequence[int]], guessed: Sequence[bool], columns: int, page: int
) -> Table:
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        alone = row.filled == [0] and not _LABEL.fullmatch(row.cells[0])
        for column, text in zip(places[at], row.cells, strict=False):
            cells.append(
                Cell(
                    row=at,
                    column=column,
                    text=_STRONG.sub(r"\g<text>", text),
                    row_span=1 + _merged_below(rows, places, at, column),
                    column_span=columns if alone else 1,
                    lines=row.lines,
                    confidence=ALIGNED if guessed[at] else 1.0,
                    bold=_STRONG.fullmatch(text) is not None,
                )
            )
            if alone:
                break
    return Table(page, len(rows), columns, tuple(cells), rows_drawn=False)


def _below_header(rows: Sequence[_Row], columns: int) -> list[int]:
    """Where the names of a header's second line stand, if it has only those below names over several columns; none
    where there is no such line. "Thực hiện | | Tiến độ" over "Chủ trì | Phối hợp": an empty cell after a name is part
    of it."""
    if len(rows) < 2 or len(rows[1].cells) >= columns or _LABEL.fullmatch(rows[1].cells[0]):
        return []
    header = rows[0].cells
    under = [at for at in range(columns) if (at and not header[at]) or (at + 1 < columns and not header[at + 1])]
    return under if len(under) == len(rows[1].filled) else []


def _merged_below(rows: Sequence[_Row], places: Sequence[Sequence[int]], at: int, column: int) -> int:
    """Over how many rows below a cell is merged: they have cells on both sides of its column, but none there."""
    below = at + 1
    while (
        below < len(rows) and len(rows[below].cells) > 2 and column not in places[below] and places[below][-1] > column
    ):
        below += 1
    return below - at - 1


def _places(row: _Row, columns: int, names: Sequence[Counter[str]]) -> list[int]:
    """The columns of a row's cells. Where cells are missing, of the ways to place the others in order the one by which
    each is most like what whole rows have there."""
    if not 2 < len(row.cells) < columns:
        return list(range(len(row.cells)))
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for cell in row.cells:
        best = {
            column: max(
                (
                    (score + _likeness(cell, names[column]), [*before, column])
                    for last, (score, before) in best.items()
                    if last < column
                ),
                key=lambda way: way[0],
            )
            for column in range(min(best) + 1, columns)
        }
    return max(best.values(), key=lambda way: way[0])[1]


def _words_of_columns(rows: Sequence[_Row], columns: int) -> list[Counter[str]]:
    return [Counter(word for row in rows for word in _shapes(row.cells[column])) for column in range(columns)]


def _likeness(cell: str, words: Counter[str]) -> float:
    """Log likelihood of a cell's words in a column, each word of the text seen half a time more than it was."""
    total = words.total() + 1.0
    return sum(log((words[word] + 0.5) / total) for word in _shapes(cell))


def _shapes(cell: str) -> list[str]:
    return [_DIGITS.sub("0", word) for word in fold(cell).split()] or [""]
