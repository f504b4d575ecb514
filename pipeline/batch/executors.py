"""Who does the work: one small protocol, with this process, local worker processes or Ray behind it.

An executor knows nothing of documents. It takes a function and jobs, and gives back each job with its result as it
finishes, or with ``Lost``: the worker died, or the job exceeded a limit. The function must be importable by workers.
Closing the iterator stops all work at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.batch.records import BatchOptions

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result, and why."""

    code: str  # "worker-died", "time-limit", "memory-limit"
    message: str


class Executor(Protocol):
    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost]]:
        """Each job with its result, in the order of finishing; jobs are started in the order given.

        A job whose worker died is tried once more, alone, after the others. An exception of ``work`` itself is the
        caller's affair: ``work`` should return its failures.
        """
        ...


class SerialExecutor:
    """In this process, one after the other: for debugging. Limits are not kept, a crash ends the run."""

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost]]:
        for job in jobs:
            yield job, work(job)


def executor_for(options: BatchOptions) -> Executor:
    """The executor that the options name. Raises pipeline.errors.KehoachError if its engine is not installed."""
    if options.engine == "serial":
        return SerialExecutor()
    if options.engine == "ray":
        from pipeline.batch.ray_engine import RayExecutor

        return RayExecutor(options.engine_address, options.jobs, options.limits, options.documents_per_worker)
    from pipeline.batch.process_pool import ProcessExecutor

    return ProcessExecutor(options.jobs, options.limits, options.documents_per_worker)
