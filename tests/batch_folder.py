"""What the tests of the batch share: run one, and read an output folder with its timings left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from batch_fakes import fake_convert

from pipeline.batch.records import BatchOptions
from pipeline.batch.run import run_batch
from pipeline.batch.summary import BatchSummary
from pipeline.options import ConvertOptions


def make_inputs(folder: Path, contents: dict[str, str]) -> Path:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def run(
    given: Path | Sequence[Path], output: Path, convert_options: ConvertOptions | None = None, **options: Any
) -> BatchSummary:
    paths = [given] if isinstance(given, Path) else given
    chosen = BatchOptions(**{"engine": "serial", **options})
    return run_batch(paths, output, chosen, convert_options or ConvertOptions(), convert=fake_convert)


def manifest(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / "manifest.jsonl").read_text().splitlines()]


def statuses(output: Path) -> dict[str, str]:
    """File name of the source to its status, with the error's code where there is one."""
    entries = manifest(output)
    return {
        Path(entry["source"]).name: entry["error"]["code"] if entry["error"] else entry["status"] for entry in entries
    }


def content(output: Path) -> dict[str, Any]:
    """Every file of an output folder by its path; without timings, and without the lock."""
    files: dict[str, Any] = {}
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_dir() or name == ".kehoach/lock":
            continue
        files[name] = path.read_bytes()
        if name.startswith("documents/"):
            document = json.loads(files[name])
            assert document.pop("timings")
            files[name] = document
        elif name == "manifest.jsonl":
            files[name] = [{**entry, "seconds": 0} for entry in manifest(output)]
    return files
