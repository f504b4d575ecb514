"""``kehoach.sqlite``: the tables of ``pipeline.writers.tables`` with keys and indexes, in one file.

Dates are ISO text and booleans 0 or 1, as SQLite's date functions and queries expect them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.document import Document
from pipeline.writers.atomic import whole_file
from pipeline.writers.tables import TABLES, Column, Kind, Link, Table

FILE_NAME = "kehoach.sqlite"

_TYPES: dict[Kind, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}


@contextmanager
def sqlite_file(folder: Path, language: str = "vi") -> Iterator[Callable[[Document], None]]:
    """Write the database: a document's rows at each call, the file whole at the end."""
    import sqlite3

    with whole_file(folder / FILE_NAME) as temporary, closing(sqlite3.connect(temporary)) as database:
        # The file is thrown away if anything fails: it needs no journal of its own.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;")
        for table in TABLES:
            database.execute(_create(table))
        statements = [(table, _insert(table)) for table in TABLES]

        def add(document: Document) -> None:
            for table, statement in statements:
                database.executemany(statement, table.rows(document))

        yield add
        for table in TABLES:
            for columns in table.indexes:
                database.execute(_index(table, columns))
        database.commit()


def _create(table: Table) -> str:
    parts = [
        *map(_column, table.columns),
        f"PRIMARY KEY ({_list(table.key)})",
        *map(_foreign_key, table.links),
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(parts) + "\n)"


def _column(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.kind]}'


def _foreign_key(link: Link) -> str:
    return f"FOREIGN KEY ({_list(link.columns)}) REFERENCES {link.table} ({_list(link.to)})"


def _index(table: Table, columns: tuple[str, ...]) -> str:
    return f"CREATE INDEX {table.name}_by_{'_'.join(columns)} ON {table.name} ({_list(columns)})"


def _insert(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
