"""The document's JSON: UTF-8, NFC, two spaces of indent, keys in the contract's order."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pipeline.document import Document
from pipeline.writers.atomic import whole_file


def document_json(document: Document) -> str:
    """The document as JSON text, ending in a newline."""
    return _composed(document) + "\n"


def write_document(document: Document, target: Path) -> None:
    with whole_file(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        stream.write(_composed(document))  # of 2,000 pages 66 MB, which a newline behind it would copy
        stream.write("\n")


def _composed(document: Document) -> str:
    return unicodedata.normalize("NFC", document.model_dump_json(indent=2))


def read_document(path: Path) -> Document:
    """The document written before. Raises pydantic.ValidationError if the file is not one of ours."""
    return Document.model_validate_json(path.read_bytes())
