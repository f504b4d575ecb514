"""The tables of a batch, made from ``documents/*.json`` when all inputs are done.

They are always made anew from all documents of the folder, in the order of the manifest, so that it does not matter in
how many runs the documents were converted. One document is in memory at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from pipeline.batch.manifest import STATE_FOLDER
from pipeline.batch.records import Entry, OutputFormat
from pipeline.document import Document
from pipeline.errors import OutputFailed
from pipeline.writers.atomic import TEMPORARY_PREFIX, write_whole

DOCUMENTS = "documents"
_STAMP = "outputs.json"

AddDocument = Callable[[Document], None]
Writer = Callable[[Path, str], AbstractContextManager[AddDocument]]  # folder, language of headers

# What each format writes into the folder (of several files, those by which it is known).
FILES: dict[OutputFormat, tuple[str, ...]] = {
    "json": (),
    "csv": ("tasks.csv", "documents.csv"),
    "jsonl": ("tasks.jsonl", "documents.jsonl"),
    "xlsx": ("tasks.xlsx",),
    "parquet": ("parquet/tasks.parquet",),
    "sqlite": ("kehoach.sqlite",),
    "datapackage": ("datapackage.json",),
}


def document_path(output_dir: Path, name: str) -> Path:
    return output_dir / DOCUMENTS / f"{name}.json"


def documents_of(output_dir: Path, entries: Sequence[Entry]) -> Iterator[Document]:
    """The documents of the converted entries, in their order, read one by one.

    Raises OutputFailed for a file that is no document of this version of the program.
    """
    from pydantic import ValidationError

    from pipeline.writers.json_writer import read_document

    for entry in entries:
        if entry.converted:
            path = document_path(output_dir, entry.name)
            try:
                yield read_document(path)
            except ValidationError as error:
                raise OutputFailed(
                    f"{path} was changed, or written by another version of kehoach. Delete it and run again."
                ) from error


def write_outputs(
    output_dir: Path, entries: Sequence[Entry], formats: Sequence[OutputFormat], language: str = "vi"
) -> None:
    """Write the tables in the given formats, each file whole; what they were made of is noted for ``are_current``.

    Files of other formats that an earlier run left in the folder are written too, so that none goes stale. A document
    left over from an earlier version of an input that can no longer be converted is removed.
    """
    for entry in entries:
        if entry.name and not entry.converted:
            document_path(output_dir, entry.name).unlink(missing_ok=True)
    with ExitStack() as stack:
        writers = [
            stack.enter_context(_writer(name)(output_dir, language)) for name in _all_formats(output_dir, formats)
        ]
        for document in documents_of(output_dir, entries):
            for write in writers:
                write(document)
    write_whole(output_dir / STATE_FOLDER / _STAMP, _stamp(output_dir, entries, formats, language))


def are_current(
    output_dir: Path, entries: Sequence[Entry], formats: Sequence[OutputFormat], language: str = "vi"
) -> bool:
    """Were the tables made of just these entries, and are they still there?"""
    stamp = output_dir / STATE_FOLDER / _STAMP
    return (
        stamp.exists()
        and stamp.read_text() == _stamp(output_dir, entries, formats, language)
        and all((output_dir / name).exists() for chosen in formats for name in FILES[chosen])
    )


def mark_outdated(output_dir: Path) -> None:
    """Documents are about to change: the tables must be made anew, whatever happens on the way."""
    (output_dir / STATE_FOLDER / _STAMP).unlink(missing_ok=True)


def remove_leftovers(output_dir: Path) -> None:
    """Remove the temporary files of a run that was killed. Only under the folder's lock."""
    for folder in (output_dir, *(path for path in output_dir.iterdir() if path.is_dir())):
        for leftover in folder.glob(f"{TEMPORARY_PREFIX}*"):
            leftover.unlink(missing_ok=True)


def _all_formats(output_dir: Path, formats: Sequence[OutputFormat]) -> list[OutputFormat]:
    """The formats asked for, those they rest on, and those the folder holds already; in a fixed order."""
    wanted = set(formats) | ({"csv"} if "datapackage" in formats else set())
    return [name for name in FILES if name in wanted or any((output_dir / file).exists() for file in FILES[name])]


def _writer(name: OutputFormat) -> Writer:
    """The writer of a format; its library is loaded only now."""
    match name:
        case "json":
            return _nothing_more
        case "csv":
            from pipeline.writers.csv_writer import csv_files

            return csv_files
        case "jsonl":
            from pipeline.writers.jsonl import jsonl_files

            return jsonl_files
        case "xlsx":
            from pipeline.writers.excel import excel_file

            return excel_file
        case "parquet":
            from pipeline.writers.parquet import parquet_files

            return parquet_files
        case "sqlite":
            from pipeline.writers.sqlite import sqlite_file

            return sqlite_file
        case "datapackage":
            from pipeline.writers.datapackage import datapackage_file

            return datapackage_file


@contextmanager
def _nothing_more(folder: Path, language: str) -> Iterator[AddDocument]:
    """``documents/*.json`` is written by the workers."""
    yield lambda document: None


def _stamp(output_dir: Path, entries: Sequence[Entry], formats: Sequence[OutputFormat], language: str) -> str:
    made_of = "".join(entry.model_dump_json(exclude={"seconds"}) + "\n" for entry in entries)
    facts = {
        "formats": _all_formats(output_dir, formats),
        "language": language,
        "entries": hashlib.sha256(made_of.encode()).hexdigest(),
    }
    return json.dumps(facts) + "\n"
