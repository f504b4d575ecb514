"""The tables of a batch, made from ``documents/*.json`` when all inputs are done.

They are always made anew from all documents of the folder, in the order of the manifest, so that it does not matter in
how many runs the documents were converted. One document is in memory at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.batch.manifest import STATE_FOLDER
from pipeline.batch.records import Entry, OutputFormat
from pipeline.document import Document
from pipeline.writers.atomic import TEMPORARY_PREFIX, write_whole

DOCUMENTS = "documents"
_STAMP = "outputs.json"


def document_path(output_dir: Path, name: str) -> Path:
    return output_dir / DOCUMENTS / f"{name}.json"


def documents_of(output_dir: Path, entries: Sequence[Entry]) -> Iterator[Document]:
    """The documents of the converted entries, in their order, read one by one."""
    from pipeline.writers.json_writer import read_document

    for entry in entries:
        if entry.converted:
            yield read_document(document_path(output_dir, entry.name))


def write_outputs(output_dir: Path, entries: Sequence[Entry], formats: Sequence[OutputFormat]) -> None:
    """Write the tables in the given formats, each file whole; what they were made of is noted for ``are_current``.

    A document left over from an earlier version of an input that can no longer be converted is removed.
    """
    from pipeline.writers.csv_writer import write_documents_csv, write_tasks_csv

    for entry in entries:
        if entry.name and not entry.converted:
            document_path(output_dir, entry.name).unlink(missing_ok=True)
    if "csv" in formats:
        write_tasks_csv(documents_of(output_dir, entries), output_dir / "tasks.csv")
        write_documents_csv(documents_of(output_dir, entries), output_dir / "documents.csv")
    write_whole(output_dir / STATE_FOLDER / _STAMP, _stamp(entries, formats))


def are_current(output_dir: Path, entries: Sequence[Entry], formats: Sequence[OutputFormat]) -> bool:
    """Were the tables made of just these entries, and are they still there?"""
    stamp = output_dir / STATE_FOLDER / _STAMP
    return stamp.exists() and stamp.read_text() == _stamp(entries, formats)


def mark_outdated(output_dir: Path) -> None:
    """Documents are about to change: the tables must be made anew, whatever happens on the way."""
    (output_dir / STATE_FOLDER / _STAMP).unlink(missing_ok=True)


def remove_leftovers(output_dir: Path) -> None:
    """Remove the temporary files of a run that was killed. Only under the folder's lock."""
    for folder in (output_dir, output_dir / DOCUMENTS, output_dir / STATE_FOLDER):
        for leftover in folder.glob(f"{TEMPORARY_PREFIX}*"):
            leftover.unlink(missing_ok=True)


def _stamp(entries: Sequence[Entry], formats: Sequence[OutputFormat]) -> str:
    made_of = "".join(entry.model_dump_json(exclude={"seconds"}) + "\n" for entry in entries)
    return json.dumps({"formats": sorted(formats), "entries": hashlib.sha256(made_of.encode()).hexdigest()}) + "\n"
