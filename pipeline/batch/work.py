"""What a worker does with one job: convert, write the document, and say in a few figures what came of it."""

from __future__ import annotations

import errno
import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.records import Entry, Failure, Job
from pipeline.document import Document
from pipeline.errors import describe
from pipeline.options import ConvertOptions

log = logging.getLogger(__name__)

Convert = Callable[[Path, str, ConvertOptions], Document]

DISK_FULL = "disk-full"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Work:
    """The conversion as a function of a job that travels to workers, with all it needs to know.

    Never raises for what is wrong with an input: the entry says it. The document's JSON is on disk, whole, before
    the entry is given back.
    """

    convert: Convert
    options: ConvertOptions
    options_hash: str
    documents: Path  # where documents are written

    def __call__(self, job: Job) -> Entry:
        started = time.perf_counter()
        try:
            document = self.convert(job.path, job.source, self.options)
        except Exception as error:
            failure = _failure(error)
            log.log(logging.ERROR if failure.code == "internal" else logging.DEBUG, "%s", job.source, exc_info=True)
            return self._failed(job, failure, started)
        try:
            self._write(document, job.name)
        except OSError as error:
            code = DISK_FULL if error.errno in _NO_SPACE else "output"
            return self._failed(
                job, Failure(code=code, message=f"{job.name}.json cannot be written: {error}."), started
            )
        return Entry(
            source=job.source,
            sha256=document.source.sha256,
            status=document.status,
            pages=document.source.page_count,
            tasks=len(document.tasks),
            seconds=_since(started),
            options_hash=self.options_hash,
            name=job.name,
            words=document.quality.words,
            restored_words=document.quality.restored_words,
            unsure_words=document.quality.unsure_words,
            warnings=len(document.warnings),
            grade=document.quality.grade,
        )

    def lost(self, job: Job, code: str, message: str) -> Entry:
        """The entry of a job that brought its worker down or exceeded a limit."""
        return self._failed(job, Failure(code=code, message=message), time.perf_counter())

    def _write(self, document: Document, name: str) -> None:
        from pipeline.writers.json_writer import write_document

        write_document(document, self.documents / f"{name}.json")

    def _failed(self, job: Job, failure: Failure, started: float) -> Entry:
        return Entry(
            source=job.source,
            sha256=content_hash(job.path),
            status="failed",
            error=failure,
            seconds=_since(started),
            options_hash=self.options_hash,
            name=job.name,
        )


def content_hash(path: Path) -> str | None:
    """SHA-256 of a file's bytes; None if it cannot be read (any more), or is a pipe, which may never end."""
    from pipeline.stages import file_sha256

    try:
        return file_sha256(path) if path.is_file() else None
    except OSError:
        return None


def is_disk_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_SPACE


def _failure(error: Exception) -> Failure:
    if is_disk_full(error):
        return Failure(code=DISK_FULL, message=f"No space for the conversion's temporary files: {error}.")
    code, message = describe(error)
    if code == "internal":
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{message} (in {frame.name}, {Path(frame.filename).name}:{frame.lineno})"
    return Failure(code=code, message=message)


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
