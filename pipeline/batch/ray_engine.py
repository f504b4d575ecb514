"""Workers on a Ray cluster, or on a local Ray. Only references travel: a job is a path, a result an entry.

The inputs and the output folder must be at the same paths on every machine of the cluster (a network folder).
"""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.batch.executors import Lost
from pipeline.batch.process_pool import POLL_SECONDS, limit_memory, time_limit_exceeded
from pipeline.batch.records import Limits
from pipeline.errors import KehoachError

J = TypeVar("J")
R = TypeVar("R")

CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RayExecutor:
    """``address`` of a running cluster, or None for a Ray of this machine with ``workers`` workers (None: its cores).

    On a cluster ``workers`` bounds the jobs at a time (None: the cluster's cores).
    """

    address: str | None = None
    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    jobs_per_worker: int = 100

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost]]:
        """See Executor.run. Raises KehoachError if Ray is not installed or the cluster cannot be reached."""
        ray = _connected(self.address, self.workers)
        try:
            size = self.workers or int(ray.cluster_resources().get("CPU", 1))
            yield from _Cluster(ray, work, self.limits, self.jobs_per_worker).results(jobs, size)
        finally:
            ray.shutdown()


@dataclass(slots=True)
class _Running:
    job: Any
    started: float


class _Cluster:
    def __init__(self, ray: Any, work: Callable[[Any], Any], limits: Limits, jobs_per_worker: int) -> None:
        self.ray = ray
        self.limits = limits
        # A reference to the work is shared by all jobs; Ray itself never runs a job twice (it could not tell us).
        self.work = ray.put(work)
        self.remote = ray.remote(num_cpus=1, max_retries=0, max_calls=jobs_per_worker)(_work_in_cluster)

    def results(self, jobs: Sequence[J], size: int) -> Generator[tuple[J, Any]]:
        """All jobs, ``size`` at a time; those whose worker died once more, one at a time."""
        suspects: list[J] = []
        for job, result in self._wave(jobs, size):
            if isinstance(result, Lost) and result.code == "worker-died":
                suspects.append(job)
            else:
                yield job, result
        yield from self._wave(suspects, 1)

    def _wave(self, jobs: Sequence[J], size: int) -> Generator[tuple[J, Any]]:
        pending, running = deque(jobs), dict[Any, _Running]()
        try:
            while pending or running:
                while pending and len(running) < size:
                    job = pending.popleft()
                    reference = self.remote.remote(self.work, job, self.limits.memory_mb)
                    running[reference] = _Running(job, time.monotonic())
                finished, _ = self.ray.wait(list(running), timeout=POLL_SECONDS)
                for reference in finished:
                    yield running.pop(reference).job, self._result(reference)
                for reference in self._late(running):
                    self.ray.cancel(reference, force=True)
                    yield running.pop(reference).job, time_limit_exceeded(self.limits.seconds or 0.0)
        finally:
            for reference in running:
                self.ray.cancel(reference, force=True)

    def _result(self, reference: Any) -> Any:
        try:
            return self.ray.get(reference)
        except (self.ray.exceptions.WorkerCrashedError, self.ray.exceptions.NodeDiedError) as error:
            return Lost("worker-died", f"The document twice brought its worker down ({type(error).__name__}).")
        except self.ray.exceptions.OutOfMemoryError:
            return Lost("memory-limit", "The document needed more memory than the Ray worker may have.")

    def _late(self, running: dict[Any, _Running]) -> list[Any]:
        limit = self.limits.seconds
        if limit is None:
            return []
        now = time.monotonic()
        return [reference for reference, task in running.items() if now - task.started > limit]


def _work_in_cluster(work: Callable[[Any], Any], job: Any, memory_mb: int | None) -> Any:
    limit_memory(memory_mb)
    return work(job)


def _connected(address: str | None, workers: int | None) -> Any:
    try:
        import ray
    except ImportError:
        raise KehoachError("--engine ray needs Ray. Install it: pip install 'kehoach[ray]'.") from None
    if address is not None:
        _must_answer(address)
    try:
        if address is None:
            ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
        else:
            ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise KehoachError(f"The Ray cluster {address or 'of this machine'} cannot be reached: {error}") from error
    return ray


def _must_answer(address: str) -> None:
    """Ray itself tries for minutes before it says that nobody answers at an address."""
    host, _, port = address.rpartition("//")[2].partition(":")
    if not port.isdigit():
        return  # "auto", or a name that Ray resolves
    try:
        socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS).close()
    except OSError as error:
        raise KehoachError(
            f"The Ray cluster {address} cannot be reached: {error}. Check --engine-address, or run: ray start --head"
        ) from error
