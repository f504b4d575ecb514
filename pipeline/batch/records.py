"""What travels between the batch's parts: a job goes out to a worker, a manifest entry comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

EntryStatus = Literal["ok", "partial", "failed", "skipped"]
OutputFormat = Literal["json", "jsonl", "csv", "xlsx", "parquet", "sqlite", "datapackage"]
Engine = Literal["process", "serial", "ray"]


@dataclass(frozen=True, slots=True)
class Job:
    """One input to convert. ``name`` is that of its output: ``documents/<name>.json``; ``size`` is in bytes."""

    path: Path
    source: str
    name: str
    size: int


class Failure(BaseModel):
    model_config = ConfigDict(frozen=True)

    code: str
    message: str


class Entry(BaseModel):
    """A line of ``manifest.jsonl``: what became of one input. The first eight fields are the contract's."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    source: str
    sha256: str | None = None
    status: EntryStatus
    error: Failure | None = None
    pages: int = 0
    tasks: int = 0
    seconds: float = 0.0
    options_hash: str = ""
    name: str = ""  # documents/<name>.json
    words: int = 0
    restored_words: int = 0
    unsure_words: int = 0
    warnings: int = 0
    grade: str | None = None

    @property
    def converted(self) -> bool:
        return self.status in ("ok", "partial")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. ``None`` is no limit. Memory counts the worker and the programs it started."""

    seconds: float | None = 1800.0
    memory_mb: int | None = 4096


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch is run; nothing here changes what comes out of one input."""

    jobs: int | None = None  # workers; None: the cores of the machine, or of the cluster
    engine: Engine = "process"
    engine_address: str | None = None  # of a Ray cluster; None: a local one
    limits: Limits = Limits()
    documents_per_worker: int = 100  # then the worker is replaced, so that a leak in a library stays small
    redo: bool = False
    retry_failed: bool = False
    formats: tuple[OutputFormat, ...] = ("json", "csv")
