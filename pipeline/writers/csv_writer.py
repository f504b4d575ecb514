"""``tasks.csv`` and ``documents.csv``: UTF-8 with BOM, so that a spreadsheet opens them with their marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from pipeline.document import Document
from pipeline.writers.atomic import whole_file
from pipeline.writers.tables import DOCUMENTS, TASKS, Cell, Table

CSV_TABLES = (TASKS, DOCUMENTS)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralised(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe before whatever could start a formula.

    A bullet ("- Rà soát") is such a start too: spreadsheets read it as a formula and show an error in its place
    (source of the rule: OWASP, "CSV Injection"). The document JSON keeps the text as printed.
    """
    if not text.startswith(FORMULA_STARTS):
        return text
    return "'" + text


@contextmanager
def csv_files(folder: Path, language: str = "vi") -> Iterator[Callable[[Document], None]]:
    """Write the CSV files of a folder: a document's rows at each call, both files whole at the end.

    The header holds the names of the columns in any language: it is for programs.
    """
    with ExitStack() as stack:
        writers = [stack.enter_context(_csv_file(table, folder / f"{table.name}.csv")) for table in CSV_TABLES]

        def add(document: Document) -> None:
            for write in writers:
                write(document)

        yield add


@contextmanager
def _csv_file(table: Table, target: Path) -> Iterator[Callable[[Document], None]]:
    with whole_file(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        yield csv_stream(table, stream)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Rows as the text of a CSV file of these columns; text cells are neutralised, None is empty."""
    buffer = io.StringIO()
    writer = _begun(columns, buffer)
    writer.writerows(_printed([row[column] for column in columns]) for row in rows)
    return buffer.getvalue()


def csv_stream(table: Table, stream: TextIO) -> Callable[[Document], None]:
    """Write a BOM and the header; each call of the result then writes a document's rows."""
    writer = _begun(table.names, stream)

    def add(document: Document) -> None:
        writer.writerows(_printed(row) for row in table.rows(document))

    return add


def _begun(columns: Sequence[str], stream: TextIO) -> Any:
    """A CSV writer (RFC 4180, CRLF) after the BOM and the header."""
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(columns)
    return writer


def _printed(row: Sequence[Cell]) -> list[str]:
    return [_printed_cell(cell) for cell in row]


def _printed_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralised(value) if isinstance(value, str) else str(value)
