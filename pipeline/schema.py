"""The JSON Schema of a document. ``python -m pipeline.schema`` rewrites the committed copy ``docs/schema.json``."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.document import Document

COMMITTED = Path(__file__).resolve().parent.parent / "docs" / "schema.json"


def document_schema() -> str:
    """The schema (JSON Schema 2020-12, as pydantic makes it) as JSON text, ending in a newline."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Document.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(document_schema(), encoding="utf-8")
