"""A batch from its inputs to its summary: find, compare with what is done, convert the rest, write the tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from extractors.errors import EncryptedInput
from pipeline.batch.executors import Lost, executor_for
from pipeline.batch.inputs import FoundInputs, InputProblem, find_inputs, output_names
from pipeline.batch.manifest import Manifest, output_lock
from pipeline.batch.outputs import (
    DOCUMENTS,
    are_current,
    document_path,
    mark_outdated,
    remove_leftovers,
    write_outputs,
)
from pipeline.batch.process_pool import available_cores
from pipeline.batch.records import BatchOptions, Entry, Failure, Job
from pipeline.batch.summary import BatchSummary, Progress, summarise
from pipeline.batch.work import DISK_FULL, Convert, Work, content_hash, is_disk_full
from pipeline.errors import NoInputs, OutputFailed, OutputUnusable
from pipeline.options import ConvertOptions

# Failures that lie in the machine, not in the input: tried again by every run.
MACHINE_FAILURES = frozenset({"missing-program", "output"})

OnProgress = Callable[[Progress], None]


def run_batch(
    given: Sequence[Path],
    output_dir: Path,
    options: BatchOptions,
    convert_options: ConvertOptions,
    *,
    convert: Convert | None = None,
    on_progress: OnProgress | None = None,
) -> BatchSummary:
    """Convert all inputs under ``given`` into ``output_dir``, but for what is done with the same bytes and options.

    May be killed at any moment and run again. Raises NoInputs, OutputBusy (another run writes into the folder),
    OutputFailed (disk full, no permission) or KeyboardInterrupt; what was finished until then is kept and recorded.
    """
    found = find_inputs(given, output_dir)
    if not found.inputs and not found.problems:
        raise NoInputs(f"No input in {', '.join(map(str, given))}. Give .pdf, .txt, .docx, .png, .jpg or .tif files.")
    batch: _Batch | None = None
    try:
        with output_lock(output_dir):
            batch = _Batch(output_dir, options, convert_options, convert=convert or _convert_document(), found=found)
            batch.convert(on_progress or _ignore)
            return batch.finish()
    except OSError as error:
        cause = "The disk is full" if is_disk_full(error) else f"{error}"
        message = f"{output_dir} cannot be written: {cause}."
        if batch is None:
            raise OutputUnusable(
                f"{message} This run converted nothing. Give another folder with -o, or mend this one."
            ) from error
        raise OutputFailed(f"{message} {_GO_ON}") from error


class _Batch:
    """One run over one output folder, under its lock."""

    def __init__(
        self,
        output_dir: Path,
        options: BatchOptions,
        convert_options: ConvertOptions,
        *,
        convert: Convert,
        found: FoundInputs,
    ) -> None:
        self.started = time.perf_counter()
        self.output_dir = output_dir
        self.options = options
        self.found = found
        (output_dir / DOCUMENTS).mkdir(exist_ok=True)
        remove_leftovers(output_dir)
        self.manifest = Manifest(output_dir)
        self.options_hash = convert_options.options_hash
        self.language = convert_options.language
        self.unlocking = convert_options.read.password is not None
        self.jobs = self._jobs_to_do()
        shared = _share_of_cores(convert_options, options, len(self.jobs))
        self.work = Work(convert, shared, self.options_hash, output_dir.absolute() / DOCUMENTS)

    def convert(self, on_progress: OnProgress) -> None:
        """Do the jobs, recording each as it finishes."""
        progress = self._progress_at_start()
        on_progress(progress)
        if not self.jobs:
            return
        mark_outdated(self.output_dir)
        with closing(executor_for(self.options).run(self.work, self.jobs)) as results:
            for job, result in results:
                entry = self.work.lost(job, result.code, result.message) if isinstance(result, Lost) else result
                if entry.error is not None and entry.error.code == DISK_FULL:
                    raise OutputFailed(f"The disk is full: {entry.error.message} {_GO_ON}")
                self.manifest.record(entry)
                progress = _advanced(progress, job, entry, time.perf_counter() - self.started)
                on_progress(progress)

    def finish(self) -> BatchSummary:
        """Write the tables and the manifest, unless nothing changed since they were written."""
        problems = [_problem_entry(problem) for problem in self.found.problems]
        self.manifest.replace_problems(problems)
        entries = self.manifest.sorted_entries()
        wanted = (self.output_dir, entries, self.options.formats, self.language)
        if not are_current(*wanted):
            write_outputs(*wanted)
        self.manifest.finish()
        of_this_run = [self.manifest.entries[found.source] for found in self.found.inputs]
        seconds = time.perf_counter() - self.started
        resumed = len(self.found.inputs) - len(self.jobs)
        return summarise([*of_this_run, *problems], resumed, seconds, self.found.other_files)

    def _jobs_to_do(self) -> list[Job]:
        """What is not done yet, largest first: the last to be handed out should be small, lest all wait for it."""
        known = [entry.source for entry in self.manifest.entries.values() if entry.name]
        names = output_names([*known, *(found.source for found in self.found.inputs)])
        self._rename(names)
        written = {path.name for path in (self.output_dir / DOCUMENTS).iterdir()}
        self.manifest.forget_missing(written, keep={found.source for found in self.found.inputs})
        jobs = [
            Job(found.path.absolute(), found.source, names[found.source], found.size) for found in self.found.inputs
        ]
        to_do = [job for job in jobs if not self._is_done(job, written)]
        return sorted(to_do, key=lambda job: (-job.size, job.source))

    def _is_done(self, job: Job, written: set[str]) -> bool:
        entry = self.manifest.entries.get(job.source)
        if self.options.redo or entry is None or entry.options_hash != self.options_hash:
            return False
        if self.options.retry_failed and entry.status != "ok":
            return False
        if entry.converted and f"{job.name}.json" not in written:
            return False
        if entry.error is not None and entry.error.code in MACHINE_FAILURES:
            return False
        if entry.error is not None and entry.error.code == EncryptedInput.code and self.unlocking:
            return False
        return entry.sha256 is not None and entry.sha256 == content_hash(job.path)

    def _rename(self, names: dict[str, str]) -> None:
        """Give documents of earlier runs their new names, where new inputs share the old ones."""
        for entry in list(self.manifest.entries.values()):
            if not entry.name or entry.name == names[entry.source]:
                continue
            old, new = (document_path(self.output_dir, name) for name in (entry.name, names[entry.source]))
            mark_outdated(self.output_dir)
            if old.exists():
                old.rename(new)
            self.manifest.record(entry.model_copy(update={"name": names[entry.source]}))

    def _progress_at_start(self) -> Progress:
        to_do = {job.source for job in self.jobs}
        done = [self.manifest.entries[found.source] for found in self.found.inputs if found.source not in to_do]
        return Progress(
            total=len(self.found.inputs),
            done=len(done),
            resumed=len(done),
            ok=sum(entry.status == "ok" for entry in done),
            partial=sum(entry.status == "partial" for entry in done),
            failed=sum(entry.status == "failed" for entry in done),
            pages=sum(entry.pages for entry in done),
            seconds=0.0,
            size_total=sum(job.size for job in self.jobs),
            size_done=0,
        )


_GO_ON = "What was finished is kept; make room or mend the folder and run the same command again."


def _convert_document() -> Convert:
    from pipeline.convert import convert_document

    return convert_document


def _share_of_cores(convert_options: ConvertOptions, options: BatchOptions, job_count: int) -> ConvertOptions:
    """Where there are fewer documents than cores, several pages of a document are read at a time."""
    workers = max(1, min(options.jobs or available_cores(), job_count))
    pages_at_a_time = max(1, available_cores() // workers)
    return replace(convert_options, read=replace(convert_options.read, ocr_jobs=pages_at_a_time))


def _advanced(progress: Progress, job: Job, entry: Entry, seconds: float) -> Progress:
    return replace(
        progress,
        done=progress.done + 1,
        ok=progress.ok + (entry.status == "ok"),
        partial=progress.partial + (entry.status == "partial"),
        failed=progress.failed + (entry.status == "failed"),
        pages=progress.pages + entry.pages,
        seconds=seconds,
        size_done=progress.size_done + job.size,
        entry=entry,
    )


def _problem_entry(problem: InputProblem) -> Entry:
    status = "skipped" if problem.skipped else "failed"
    return Entry(source=problem.source, status=status, error=Failure(code=problem.code, message=problem.message))


def _ignore(progress: Progress) -> None:
    """No one watches."""
