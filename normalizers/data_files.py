"""The packaged data: where it is, and whether it is whole.

``normalizers/data/MANIFEST.json`` maps each file's path to its ``sha256`` and ``bytes``; model-building scripts call
``write_manifest`` when they have written new files.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
MANIFEST = DATA / "MANIFEST.json"


def data_path(name: str) -> Path:
    """The path of a packaged file, e.g. ``"gazetteer/wards.tsv"``. Raises FileNotFoundError if it is not there."""
    path = DATA / name
    if not path.is_file():
        raise FileNotFoundError(f"kehoach's data file {name} is missing; install the package again.")
    return path


def verify_data() -> list[str]:
    """What is wrong with the packaged data, a sentence each; empty when every file is there and unchanged."""
    if not MANIFEST.is_file():
        return ["MANIFEST.json is missing"]
    problems: list[str] = []
    for name, facts in json.loads(MANIFEST.read_text(encoding="utf-8")).items():
        path = DATA / name
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif _sha256(path) != facts["sha256"]:
            problems.append(f"{name} was changed")
    return problems


def write_manifest() -> None:
    """Record every data file's size and checksum."""
    files = sorted(path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".md" and path != MANIFEST)
    facts = {
        path.relative_to(DATA).as_posix(): {"sha256": _sha256(path), "bytes": path.stat().st_size} for path in files
    }
    MANIFEST.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
