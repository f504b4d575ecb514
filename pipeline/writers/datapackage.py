"""``datapackage.json``: what the CSV files hold, as a Frictionless Data Package that validates them.

Specification: https://specs.frictionlessdata.io/tabular-data-package/ (version 1). It describes the files that the
format ``csv`` writes; asking for it writes those too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.document import Document
from pipeline.writers.atomic import write_whole
from pipeline.writers.csv_writer import CSV_TABLES
from pipeline.writers.tables import Column, Link, Table

FILE_NAME = "datapackage.json"

_ALLOWED: dict[str, dict[str, Any]] = {
    "confidence": {"minimum": 0, "maximum": 1},
    "estimated_word_error_rate": {"minimum": 0, "maximum": 1},
    "recurrence": {"enum": ["yearly", "quarterly", "monthly", "ongoing"]},
    "grade": {"enum": ["excellent", "good", "fair", "poor"]},
    "status": {"enum": ["ok", "partial"]},
    "document_id": {"pattern": "[0-9a-f]{16}"},
}


@contextmanager
def datapackage_file(folder: Path, language: str = "vi") -> Iterator[Callable[[Document], None]]:
    """Write the description; the documents do not change it."""
    yield lambda document: None
    write_whole(folder / FILE_NAME, json.dumps(datapackage(), ensure_ascii=False, indent=2) + "\n")


def datapackage() -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "kehoach",
        "title": "Nhiệm vụ trong các kế hoạch đã chuyển thành dữ liệu",
        "resources": [_resource(table) for table in CSV_TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {
            "fields": [_field(column, column.name in table.key) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(link) for link in table.links],
        },
    }


def _field(column: Column, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "title": column.title}
    constraints = _ALLOWED.get(column.name, {}) | ({"required": True} if required else {})
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(link: Link) -> dict[str, Any]:
    return {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.to)}}
