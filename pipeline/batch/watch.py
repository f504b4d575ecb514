"""``kehoach watch``: convert what arrives in a folder.

The folder is looked at from time to time: notifications of the file system do not work on network folders, where the
plans arrive. A file counts when its size and its time of change have been still for a while. Nothing is moved, and
nothing is remembered but the manifest: after a restart, what was done is known from there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch.inputs import FoundInput, FoundInputs, find_inputs
from pipeline.batch.records import BatchOptions
from pipeline.batch.run import OnProgress, run_batch
from pipeline.batch.summary import BatchSummary
from pipeline.batch.work import Convert
from pipeline.errors import OutputBusy
from pipeline.options import ConvertOptions

log = logging.getLogger(__name__)

Version = tuple[int, int]  # size and time of change


@dataclass(frozen=True, slots=True)
class WatchOptions:
    interval: float = 2.0  # seconds between two looks
    still: float = 5.0  # seconds without change before a file counts


@dataclass(slots=True)
class Arrivals:
    """Tells which files have been still long enough; each version of a file is told once."""

    still: float
    _seen: dict[str, tuple[Version, float]] = field(default_factory=dict)  # source: version, since when
    _told: dict[str, Version] = field(default_factory=dict)

    def settled(self, found: tuple[FoundInput, ...], now: float) -> list[FoundInput]:
        """The inputs that are still since ``self.still`` seconds and were not told before. ``now`` is monotonic."""
        present = {one.source: (one.size, one.mtime_ns) for one in found}
        self._seen = {
            source: self._seen[source] if source in self._seen and self._seen[source][0] == version else (version, now)
            for source, version in present.items()
        }
        return [
            one
            for one in found
            if now - self._seen[one.source][1] >= self.still and self._told.get(one.source) != present[one.source]
        ]

    def told(self, inputs: list[FoundInput]) -> None:
        self._told |= {one.source: (one.size, one.mtime_ns) for one in inputs}


def watch_folder(
    folder: Path,
    output_dir: Path,
    options: BatchOptions,
    convert_options: ConvertOptions,
    watch_options: WatchOptions | None = None,
    *,
    convert: Convert | None = None,
    on_progress: OnProgress | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[BatchSummary]:
    """Convert what is in ``folder`` and what arrives, for ever; a summary after each batch.

    While another run holds the output folder, what arrived waits; so does all while the folder is away, as one on the
    network may be. Each is said once in the log. Raises as ``run_batch`` does, but for OutputBusy; ends by
    KeyboardInterrupt, or when the iterator is closed.
    """
    watch_options = watch_options or WatchOptions()
    arrivals = Arrivals(watch_options.still)
    waiting = ""  # what for
    while True:
        away = "" if folder.is_dir() else f"{folder} cannot be reached. Waiting for it to come back."
        found = FoundInputs() if away else find_inputs([folder], output_dir)
        settled = arrivals.settled(found.inputs, time.monotonic())
        waits_for = away
        if settled:
            try:
                yield run_batch(
                    [one.path for one in settled],
                    output_dir,
                    options,
                    convert_options,
                    convert=convert,
                    on_progress=on_progress,
                )
                arrivals.told(settled)
            except OutputBusy as busy:
                waits_for = str(busy)
        if waits_for and waits_for != waiting:
            log.warning("%s", waits_for)
        waiting = waits_for
        sleep(watch_options.interval)
