"""``tasks.xlsx``: what a person reads in a spreadsheet. Sheets for tasks, documents and what to look at.

Every text is written as text, so that nothing in a plan is run as a formula or followed as a link; the cells are also
marked as text (the apostrophe of a spreadsheet), so that editing one does not make it a formula either. Rows go to the
disk as they are written: memory does not grow with their number.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.document import Document
from pipeline.writers.atomic import whole_file
from pipeline.writers.tables import DOCUMENTS, TASKS, WARNINGS, Cell, Row, Table

FILE_NAME = "tasks.xlsx"
SHEETS = (TASKS, DOCUMENTS, WARNINGS)
MOST_ROWS = 1_048_576  # of a sheet, with its header; then a further sheet is begun
LONGEST_CELL = 32_767  # characters; the document's JSON holds the whole text
DOUBTFUL, VERY_DOUBTFUL = 0.8, 0.5  # confidence below which a row is coloured

Look = Literal["plain", "heading", "doubtful", "very doubtful"]
_COLOURS: dict[Look, str] = {"doubtful": "#FFF2CC", "very doubtful": "#F8CBAD"}
_NUMBER_FORMATS = {"date": "dd/mm/yyyy", "number": "0.00"}
_YES = {"vi": "Có", "en": "yes"}  # of a boolean cell; "no" is left empty, so that the eye finds the others
_LINE_HEIGHT, _HIGHEST_ROW = 15.0, 405.0  # points
_DAY_ONE = datetime.datetime(2000, 1, 1)  # of creation: the same documents give the same bytes


@contextmanager
def excel_file(folder: Path, language: str = "vi") -> Iterator[Callable[[Document], None]]:
    """Write the workbook: a document's rows at each call, the file whole at the end. Headers in ``language``."""
    import xlsxwriter

    with whole_file(folder / FILE_NAME) as temporary:
        settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with closing(xlsxwriter.Workbook(str(temporary), settings)) as workbook:
            workbook.set_properties({"created": _DAY_ONE, "title": "kehoach"})
            formats = _Formats(workbook)
            sheets = [_Sheet(workbook, table, formats, language) for table in SHEETS]

            def add(document: Document) -> None:
                for sheet in sheets:
                    for row in sheet.table.rows(document):
                        sheet.write(row)

            yield add
            for sheet in sheets:
                sheet.end()


class _Formats:
    """Cell formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Look, str], Any] = {}
        self.header = workbook.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#1F4E79",
                "font_color": "white",
                "border": 1,
            }
        )

    def get(self, look: Look, kind: str) -> Any:
        key = (look, kind)
        if key not in self._made:
            facts: dict[str, Any] = {"valign": "top", "border": 1, "border_color": "#D9D9D9"}
            if kind == "string":
                facts |= {"text_wrap": True, "quote_prefix": True, "num_format": "@"}
            else:
                facts |= {"align": "center", "num_format": _NUMBER_FORMATS.get(kind, "General")}
            if look == "heading":
                facts |= {"bold": True, "bg_color": "#DDEBF7"}
            elif look in _COLOURS:
                facts |= {"bg_color": _COLOURS[look]}
            self._made[key] = self._workbook.add_format(facts)
        return self._made[key]


@dataclass(slots=True)
class _Sheet:
    """A table in one sheet, or in several where it is longer than a sheet may be."""

    workbook: Any
    table: Table
    formats: _Formats
    language: str
    sheet: Any = None
    rows: int = 0  # in the present sheet, with the header
    sheets: int = 0
    positions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.positions = {name: position for position, name in enumerate(self.table.names)}
        self._begin()

    def write(self, row: Row) -> None:
        if self.rows == MOST_ROWS:
            self.end()
            self._begin()
        look = self._look(row)
        # Not every program fits a row to its wrapped text by itself.
        self.sheet.set_row(self.rows, min(_HIGHEST_ROW, _LINE_HEIGHT * self._lines(row)))
        for position, (column, value) in enumerate(zip(self.table.columns, row, strict=True)):
            self._write_cell(position, value, column.kind, self.formats.get(look, column.kind))
        self.rows += 1

    def end(self) -> None:
        self.sheet.autofilter(0, 0, self.rows - 1, len(self.table.columns) - 1)

    def _begin(self) -> None:
        self.sheets += 1
        title = self.table.title if self.language == "vi" else self.table.name.capitalize()
        self.sheet = self.workbook.add_worksheet(title if self.sheets == 1 else f"{title} {self.sheets}")
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for position, column in enumerate(self.table.columns):
            self.sheet.set_column(position, position, column.width, None, {"hidden": column.technical})
        self.sheet.set_row(0, 32)
        for position, column in enumerate(self.table.columns):
            self.sheet.write_string(0, position, column.header(self.language), self.formats.header)
        self.rows = 1

    def _write_cell(self, position: int, value: Cell, kind: str, cell_format: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.rows, position, None, cell_format)
        elif kind == "date":
            self.sheet.write_datetime(self.rows, position, datetime.date.fromisoformat(str(value)), cell_format)
        elif isinstance(value, bool):
            self.sheet.write_string(self.rows, position, _YES[self.language] if value else "", cell_format)
        elif isinstance(value, str):
            text = value if len(value) <= LONGEST_CELL else value[: LONGEST_CELL - 1] + "…"
            self.sheet.write_string(self.rows, position, text, cell_format)
        else:
            self.sheet.write_number(self.rows, position, value, cell_format)

    def _lines(self, row: Row) -> int:
        """How many lines the fullest visible cell of a row needs, about: words are wrapped, so a line is never full."""
        return max(
            (
                math.ceil(1.2 * len(value) / column.width)
                for column, value in zip(self.table.columns, row, strict=True)
                if isinstance(value, str) and value and not column.technical
            ),
            default=1,
        )

    def _look(self, row: Row) -> Look:
        confidence = row[self.positions["confidence"]] if "confidence" in self.positions else None
        if isinstance(confidence, float) and confidence < VERY_DOUBTFUL:
            return "very doubtful"
        if isinstance(confidence, float) and confidence < DOUBTFUL:
            return "doubtful"
        heading = "is_heading" in self.positions and row[self.positions["is_heading"]]
        return "heading" if heading else "plain"
