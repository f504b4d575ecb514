"""What a run came to: the figures a person wants at its end, and those a progress bar wants on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.batch.records import Entry
from pipeline.errors import ExitCode

LOOK_FIRST = 10  # documents named in the summary
_GRADE_RANK = {"poor": 3, "fair": 2, "good": 1, "excellent": 0, None: 0}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands after one more input. Sizes are in bytes, for large inputs are worked on first."""

    total: int
    done: int
    resumed: int  # of ``done``: finished by an earlier run
    ok: int
    partial: int
    failed: int
    pages: int
    seconds: float
    size_total: int  # of the inputs that this run has to convert
    size_done: int
    entry: Entry | None = None  # the input just finished

    @property
    def rate(self) -> float:
        """Documents a second, of those converted by this run."""
        return (self.done - self.resumed) / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the share of bytes done; None before the first document."""
        if not self.size_done:
            return None
        return self.seconds * (self.size_total - self.size_done) / self.size_done


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """Counts are of the inputs of this run, whether converted now or by an earlier one (``resumed``)."""

    ok: int
    partial: int
    failed: int
    skipped: int
    resumed: int
    failed_by_cause: tuple[tuple[str, int], ...]  # error code, count; most frequent first
    pages: int
    tasks: int
    words: int
    restored_words: int
    unsure_words: int
    look_first: tuple[Entry, ...]  # what a person should look at, most urgent first
    failures: tuple[Entry, ...]
    seconds: float
    other_files: int = 0  # in the searched folders, of kinds that are not read

    @property
    def converted(self) -> int:
        return self.ok + self.partial

    @property
    def exit_code(self) -> ExitCode:
        if self.converted:
            return ExitCode.SOME_FAILED if self.failed else ExitCode.OK
        causes = {code for code, _ in self.failed_by_cause}
        return ExitCode.MISSING_PROGRAM if "missing-program" in causes else ExitCode.NOTHING_CONVERTED


def summarise(entries: Sequence[Entry], resumed: int, seconds: float, other_files: int = 0) -> BatchSummary:
    """The summary of the entries of one run's inputs."""
    status = Counter(entry.status for entry in entries)
    causes = Counter(entry.error.code for entry in entries if entry.status == "failed" and entry.error)
    return BatchSummary(
        ok=status["ok"],
        partial=status["partial"],
        failed=status["failed"],
        skipped=status["skipped"],
        resumed=resumed,
        failed_by_cause=tuple(sorted(causes.items(), key=lambda cause: (-cause[1], cause[0]))),
        pages=sum(entry.pages for entry in entries),
        tasks=sum(entry.tasks for entry in entries),
        words=sum(entry.words for entry in entries),
        restored_words=sum(entry.restored_words for entry in entries),
        unsure_words=sum(entry.unsure_words for entry in entries),
        look_first=tuple(sorted(filter(_needs_a_look, entries), key=_urgency)[:LOOK_FIRST]),
        failures=tuple(entry for entry in entries if entry.status == "failed"),
        seconds=round(seconds, 2),
        other_files=other_files,
    )


def _needs_a_look(entry: Entry) -> bool:
    return entry.status == "partial" or (
        entry.status == "ok" and (entry.grade in ("poor", "fair") or entry.unsure_words > 0 or entry.warnings > 0)
    )


def _urgency(entry: Entry) -> tuple[bool, int, float, int, str]:
    """Smaller is more urgent: what lacks a part, then the worse grade, then the share of unsure words."""
    unsure = entry.unsure_words / entry.words if entry.words else 0.0
    return entry.status != "partial", -_GRADE_RANK[entry.grade], -unsure, -entry.warnings, entry.source
