"""``parquet/<table>.parquet``: the tables of ``pipeline.writers.tables`` with typed columns (dates are dates)."""

# mypy: disable-error-code="attr-defined,no-untyped-call"
# pyarrow has no type hints and re-exports a compiled module.

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pipeline.document import Document
from pipeline.writers.atomic import whole_file
from pipeline.writers.tables import TABLES, Cell, Column, Kind, Row, Table

FOLDER = "parquet"
ROWS_AT_A_TIME = 20_000  # rows of a row group: enough to compress well, little enough to stay small in memory


@contextmanager
def parquet_files(folder: Path, language: str = "vi") -> Iterator[Callable[[Document], None]]:
    """Write a file a table: a document's rows at each call, each file whole at the end."""
    with ExitStack() as stack:
        writers = [stack.enter_context(_parquet_file(t, folder / FOLDER / f"{t.name}.parquet")) for t in TABLES]

        def add(document: Document) -> None:
            for write in writers:
                write(document)

        yield add


@contextmanager
def _parquet_file(table: Table, target: Path) -> Iterator[Callable[[Document], None]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([_field(column) for column in table.columns])
    rows: list[Row] = []
    with whole_file(target) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:

        def write_rows() -> None:
            values = zip(*rows, strict=True)
            arrays = [
                pa.array(_typed(c, v), field.type) for c, v, field in zip(table.columns, values, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            rows.clear()

        def add(document: Document) -> None:
            rows.extend(table.rows(document))
            if len(rows) >= ROWS_AT_A_TIME:
                write_rows()

        yield add
        if rows:
            write_rows()


def _field(column: Column) -> Any:
    import pyarrow as pa

    types: dict[Kind, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.field(column.name, types[column.kind])


def _typed(column: Column, values: tuple[Cell, ...]) -> list[Any]:
    if column.kind == "date":
        return [datetime.date.fromisoformat(str(value)) if value else None for value in values]
    return list(values)
