"""The document's JSON: UTF-8, NFC, two spaces of indent, keys in the contract's order."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pipeline.document import Document
from pipeline.writers.atomic import write_whole


def document_json(document: Document) -> str:
    """The document as JSON text, ending in a newline."""
    return unicodedata.normalize("NFC", document.model_dump_json(indent=2)) + "\n"


def write_document(document: Document, target: Path) -> None:
    write_whole(target, document_json(document))


def read_document(path: Path) -> Document:
    """The document written before. Raises pydantic.ValidationError if the file is not one of ours."""
    return Document.model_validate_json(path.read_bytes())
