"""``manifest.jsonl``: the memory of an output folder, a line an input.

While a run goes on, finished inputs are appended, flushed to the disk one by one, by the one process that holds the
folder's lock; of several lines of one source the last counts. At the end the file is written anew, whole, a line an
input, sorted by source. A line torn by a power cut is forgotten: its input is converted again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from pipeline.batch.records import Entry
from pipeline.errors import OutputBusy
from pipeline.writers.atomic import write_whole

log = logging.getLogger(__name__)

FILE_NAME = "manifest.jsonl"
STATE_FOLDER = ".kehoach"  # what only the program itself needs: the lock, what the tables were made of


class Manifest:
    """The entries of an output folder by source. Use under ``output_lock`` only."""

    def __init__(self, output_dir: Path) -> None:
        self.path = output_dir / FILE_NAME
        self.entries = {entry.source: entry for entry in read_entries(self.path)}
        self._torn = _is_torn(self.path)

    def record(self, entry: Entry) -> None:
        """Append an entry; it is on the disk when this returns."""
        line = entry.model_dump_json() + "\n"
        with self.path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(f"\n{line}" if self._torn else line)
            stream.flush()
            os.fsync(stream.fileno())
        self._torn = False
        self.entries[entry.source] = entry

    def replace_problems(self, problems: Iterable[Entry]) -> None:
        """Entries of places that could not be searched (they name no document) are those of the last run only."""
        self.entries = {source: entry for source, entry in self.entries.items() if entry.name}
        self.entries |= {entry.source: entry for entry in problems}

    def forget_missing(self, written: Container[str], keep: Container[str]) -> None:
        """Forget inputs of earlier runs whose document somebody has deleted since; ``written`` are its file names."""
        for entry in list(self.entries.values()):
            if entry.converted and entry.source not in keep and f"{entry.name}.json" not in written:
                del self.entries[entry.source]

    def finish(self) -> None:
        """Write the file anew, whole: a line an input, sorted by source."""
        text = "".join(entry.model_dump_json() + "\n" for entry in self.sorted_entries())
        if not self.path.exists() or self.path.read_bytes() != text.encode():
            write_whole(self.path, text)

    def sorted_entries(self) -> list[Entry]:
        return [self.entries[source] for source in sorted(self.entries)]


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a manifest in the order written; a line that is none is passed over with a note in the log."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Entry.model_validate_json(line)
        except ValidationError:
            log.warning("%s: line %d is torn; its input will be converted again", path, number)


@contextmanager
def output_lock(output_dir: Path) -> Iterator[None]:
    """Hold the output folder, which is made if need be. Raises OutputBusy if another run holds it."""
    import filelock

    state = output_dir / STATE_FOLDER
    state.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(state / "lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise OutputBusy(
            f"Another kehoach is writing into {output_dir}. Wait for it to end, or give another folder with -o."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _is_torn(path: Path) -> bool:
    """Does the last line lack its end?"""
    if not path.exists() or path.stat().st_size == 0:
        return False
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"
