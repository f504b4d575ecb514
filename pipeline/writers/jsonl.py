"""``documents.jsonl`` and ``tasks.jsonl``: JSON Lines, a document or a task a line.

A document is its JSON without ``timings``; a task carries its document's identity before its own fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.document import Document
from pipeline.writers.atomic import whole_file


@contextmanager
def jsonl_files(folder: Path, language: str = "vi") -> Iterator[Callable[[Document], None]]:
    """Write both files: a document's lines at each call, the files whole at the end."""
    with (
        whole_file(folder / "documents.jsonl") as documents_path,
        whole_file(folder / "tasks.jsonl") as tasks_path,
        documents_path.open("w", encoding="utf-8", newline="") as documents,
        tasks_path.open("w", encoding="utf-8", newline="") as tasks,
    ):

        def add(document: Document) -> None:
            documents.write(document.model_dump_json(exclude={"timings"}) + "\n")
            identity = {
                "document_id": document.document_id,
                "source": document.source.path,
                "issuing_agency": document.metadata.issuing_agency,
                "document_number": document.metadata.number,
            }
            for task in document.tasks:
                tasks.write(json.dumps(identity | task.model_dump(mode="json"), ensure_ascii=False) + "\n")

        yield add
