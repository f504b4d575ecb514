"""Local worker processes, each at the other end of its own pipe, so that one that dies costs its own job only.

``concurrent.futures.ProcessPoolExecutor`` shares one queue among its workers and is broken as a whole by a worker's
death; therefore this small pool. Workers are started fresh (``spawn``): forking a process that has threads is unsafe.
"""

from __future__ import annotations

import logging
import multiprocessing as mp
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.batch.executors import Lost
from pipeline.batch.records import Limits
from pipeline.errors import KehoachError

J = TypeVar("J")
R = TypeVar("R")

POLL_SECONDS = 0.25  # how often limits are looked at
MEGABYTE = 2**20


@dataclass(slots=True)
class _Worker(Generic[J]):
    process: SpawnProcess
    pipe: Connection
    scratch: Path  # of its temporary files; it is ended without ceremony, and could not remove them itself
    ready: bool = False  # it has started and waits for a job, or has one
    job: J | None = None
    started: float = 0.0
    jobs_done: int = 0


@dataclass(slots=True)
class _Pool(Generic[J, R]):
    work: Callable[[J], R]
    limits: Limits
    size: int
    jobs_per_worker: int
    pending: deque[J]
    suspects: deque[J] = field(default_factory=deque)  # their worker died once: tried again, alone, at the end
    workers: list[_Worker[J]] = field(default_factory=list)
    retried: set[int] = field(default_factory=set)  # ids of jobs that are tried for the second time
    looked: float = 0.0

    def results(self) -> Iterator[tuple[J, R | Lost]]:
        try:
            while self._hand_out():
                yield from self._collect()
                yield from self._enforce_limits()
        finally:
            for worker in list(self.workers):
                self._end(worker)

    def _hand_out(self) -> bool:
        """Give every idle worker a job; False when all is done."""
        alone = not self.pending and not any(worker.job is not None for worker in self.workers)
        if alone and self.suspects:
            job = self.suspects.popleft()
            self.retried.add(id(job))
            self.pending.append(job)
            for worker in list(self.workers):
                self._end(worker)
        for worker in self.workers:
            if self.pending and worker.ready and worker.job is None:
                self._give(worker, self.pending.popleft())
        busy = sum(worker.job is not None for worker in self.workers)
        while len(self.workers) < min(self.size, busy + len(self.pending)):
            self.workers.append(self._start())
        return bool(busy or self.pending or self.suspects)

    def _give(self, worker: _Worker[J], job: J) -> None:
        worker.job, worker.started = job, time.monotonic()
        with suppress(BrokenPipeError):  # it died while idle: the collection that follows sees its end
            worker.pipe.send(job)

    def _collect(self) -> Iterator[tuple[J, R | Lost]]:
        by_pipe = {worker.pipe: worker for worker in self.workers}
        for pipe in wait(list(by_pipe), timeout=POLL_SECONDS):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                message = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                yield from self._died(worker)
                continue
            if not worker.ready:
                worker.ready = True
                continue
            job, worker.job = worker.job, None
            assert job is not None
            worker.jobs_done += 1
            if worker.jobs_done >= self.jobs_per_worker:
                self._end(worker)
            if isinstance(message, _Raised):
                raise RuntimeError(f"A worker's function raised instead of returning its failure:\n{message.text}")
            yield job, message

    def _died(self, worker: _Worker[J]) -> Iterator[tuple[J, Lost]]:
        worker.process.join(timeout=5)
        code, job = worker.process.exitcode, worker.job
        self._end(worker)
        if job is None:
            if not worker.ready:
                raise KehoachError(f"Worker processes cannot start (exit code {code}). Try --engine serial to see why.")
        elif id(job) in self.retried:
            yield job, Lost("worker-died", f"The document twice brought its worker process down ({_cause(code)}).")
        else:
            self.suspects.append(job)

    def _enforce_limits(self) -> Iterator[tuple[J, Lost]]:
        now = time.monotonic()
        if now - self.looked < POLL_SECONDS:
            return
        self.looked = now
        for worker in list(self.workers):
            job = worker.job
            lost = self._exceeded(worker, now) if job is not None else None
            if job is not None and lost is not None:
                self._end(worker)
                yield job, lost

    def _exceeded(self, worker: _Worker[J], now: float) -> Lost | None:
        seconds, megabytes = self.limits.seconds, self.limits.memory_mb
        if seconds is not None and now - worker.started > seconds:
            return time_limit_exceeded(seconds)
        if megabytes is not None and _memory(worker.process.pid) > megabytes * MEGABYTE:
            return memory_limit_exceeded(megabytes)
        return None

    def _start(self) -> _Worker[J]:
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        scratch = Path(tempfile.mkdtemp(prefix="kehoach-"))
        arguments = (theirs, self.work, self.limits.memory_mb, scratch)
        process = context.Process(target=_serve, args=arguments, daemon=False)
        process.start()
        theirs.close()
        return _Worker(process, ours, scratch)

    def _end(self, worker: _Worker[J]) -> None:
        """Stop a worker and the programs it started, without ceremony: whatever it finished is on disk."""
        self.workers.remove(worker)
        try:
            worker.pipe.close()
            _kill_group(worker.process)
            worker.process.join()
            worker.process.close()
        finally:  # Ctrl-C may come just now
            shutil.rmtree(worker.scratch, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class ProcessExecutor:
    """``workers`` processes (None: the cores); each is replaced after ``jobs_per_worker`` jobs."""

    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    jobs_per_worker: int = 100

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost]]:
        size = self.workers or available_cores()
        pool: _Pool[J, R] = _Pool(work, self.limits, size, self.jobs_per_worker, deque(jobs))
        yield from pool.results()


def available_cores() -> int:
    """The cores this process may use (a container may have fewer than the machine)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def time_limit_exceeded(seconds: float) -> Lost:
    message = f"The document took longer than {seconds:g} s and was given up. Raise --time-limit, or split the file."
    return Lost("time-limit", message)


def memory_limit_exceeded(megabytes: int) -> Lost:
    message = f"The document needed more than {megabytes} MB and was given up. Raise --memory-limit, or split the file."
    return Lost("memory-limit", message)


@dataclass(frozen=True, slots=True)
class _Raised:
    text: str


def _serve(pipe: Connection, work: Callable[[Any], Any], memory_mb: int | None, scratch: Path) -> None:
    """A worker's life: say that it is ready, then a result for each job, until the pipe is closed."""
    import traceback

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends its workers
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # a group of its own, so that the programs it starts end with it
    logging.basicConfig(level=logging.ERROR)  # warnings of libraries stand in the document, not between progress bars
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
    threading.Thread(target=_die_with_parent, args=(scratch,), daemon=True).start()
    limit_memory(memory_mb)
    pipe.send(None)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = work(job)
        except Exception:
            result = _Raised(traceback.format_exc())
        pipe.send(result)


def _die_with_parent(scratch: Path) -> None:
    """However the parent ended, its workers end too, with the programs they started."""
    parent = mp.parent_process()
    if parent is not None:
        parent.join()
    shutil.rmtree(scratch, ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def limit_memory(memory_mb: int | None) -> None:
    """A second line behind the parent's measuring, for what grows faster than it looks: twice the limit, as data.

    Twice, because data that is reserved but never touched (arenas of threads) counts here and costs nothing.
    """
    if memory_mb is None or sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = 2 * memory_mb * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _memory(pid: int | None) -> int:
    """Resident bytes of a process and all its descendants; 0 if it is gone."""
    import psutil

    total = 0
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    for member in family:
        with suppress(psutil.Error):
            total += member.memory_info().rss
    return total


def _kill_group(process: SpawnProcess) -> None:
    pid = process.pid
    if pid is not None and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    process.kill()


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        hint = ": most likely the machine ran out of memory" if name == "SIGKILL" else ""
        return f"ended by {name}{hint}"
    return f"exit code {exit_code}"
