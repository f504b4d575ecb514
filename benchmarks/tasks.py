"""How well task tables are read: rows found, rows invented, exact cells and character error, for each shape.

    python -m benchmarks.tasks                     # truth in ../shared (if there), the samples
    python -m benchmarks.tasks --random 12         # also twelve random plans as text, PDF, .docx and converters' dumps
    python -m benchmarks.tasks --unusual           # also the plans with unusual annexes, as text
    python -m benchmarks.tasks --seed 100 --verbose

A cell's error is the edit distance over the true letters, after NFC, single spaces and the classic tone place. Rows
are aligned by content, in order; a pair counts as found from a likeness of 0.8.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks.converters import dumps
from extractors.facts import Task, TaskFacts
from extractors.read_options import ReadOptions
from normalizers.unicode_text import clean, tone_style
from pipeline import stages
from pipeline.options import ConvertOptions

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "samples"
UNUSUAL = ROOT / "benchmarks" / "unusual_plans"
FIELDS = ("content", "lead_agency", "coordinating_agencies", "deadline", "product")
FOUND = 0.8
PLAIN = str.maketrans("–—’‘“”", "--''\"\"")


@dataclass
class Tally:
    """Sums over documents of one shape."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    groups: int = 0
    numbers: int = 0
    exact: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    cells: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    errors: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    letters: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        for name in ("gold", "predicted", "found", "groups", "numbers", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("exact", "cells", "errors", "letters"):
            mine, theirs = getattr(self, name), getattr(other, name)
            for key in FIELDS:
                mine[key] += theirs[key]

    def __str__(self) -> str:
        each = " ".join(
            f"{name.split('_')[0]}={self.exact[name] / max(1, self.cells[name]):.3f}"
            f"/{100 * self.errors[name] / max(1, self.letters[name]):.2f}%"
            for name in FIELDS
        )
        total = 100 * sum(self.errors.values()) / max(1, sum(self.letters.values()))
        return (
            f"rows {self.found}/{self.gold} invented {self.predicted - self.found} "
            f"group {self.groups / max(1, self.found):.3f} number {self.numbers / max(1, self.found):.3f} "
            f"cells exact/CER: {each} all {total:.2f}%  {self.seconds:.1f} s"
        )


def norm(text: str | None) -> str:
    return tone_style(re.sub(r"\s+", " ", clean(text or "")).strip(), "classic").translate(PLAIN)


def likeness(a: str, b: str) -> float:
    a, b = norm(a).lower(), norm(b).lower()
    return 1.0 if a == b else Levenshtein.normalized_similarity(a, b)


def align(gold: Sequence[dict[str, Any]], tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """In-order pairs with the highest summed likeness of contents, each at least ``FOUND``."""
    like = [[likeness(g["content"], t.content) for t in tasks] for g in gold]
    best = [[0.0] * (len(tasks) + 1) for _ in range(len(gold) + 1)]
    for i in range(len(gold) - 1, -1, -1):
        for j in range(len(tasks) - 1, -1, -1):
            pair = best[i + 1][j + 1] + like[i][j] if like[i][j] >= FOUND else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs, i, j = [], 0, 0
    while i < len(gold) and j < len(tasks):
        if like[i][j] >= FOUND and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def measure(gold: Sequence[dict[str, Any]], facts: TaskFacts, *, verbose: bool = False) -> Tally:
    """Compare with the true rows (the groups that the truth has); a row whose group's label was not legible may be one
    of theirs."""
    groups = {g["group"] for g in gold}
    complete = any(not g.get("group") for g in gold)
    tasks = [t for t in facts.tasks if complete or t.group is None or t.group in groups]
    tally = Tally(gold=len(gold), predicted=len(tasks))
    pairs = align(gold, tasks)
    tally.found = len(pairs)
    for i, g in enumerate(gold):
        partner = next((tasks[j] for a, j in pairs if a == i), None)
        unsure = g.get("unsure", [])
        if partner is None:
            if verbose:
                print("   lost:", g["group"], g["number"], g["content"][:100])
        else:
            tally.groups += (partner.group or None) == (g["group"] or None)
            right = partner.number == g["number"] and partner.parent == g["parent"]
            tally.numbers += right or bool({"number", "parent"} & set(unsure))
            if verbose and not right:
                print(
                    f"   number {g['number']}/{g['parent']} read {partner.number}/{partner.parent}: {g['content'][:60]}"
                )
        for name in FIELDS:
            if name in unsure:
                continue
            true, got = norm(g[name]), norm(getattr(partner, name)) if partner else ""
            distance = Levenshtein.distance(true, got)
            tally.cells[name] += 1
            tally.exact[name] += distance == 0
            tally.letters[name] += len(true)
            tally.errors[name] += min(distance, max(len(true), 1)) if partner else len(true)
            if verbose and distance and partner:
                print(f"   {name}\n      true {true}\n      read {got}")
    if verbose:
        matched = {j for _, j in pairs}
        for j, task in enumerate(tasks):
            if j not in matched:
                print("   invented:", task.lines, task.group, task.number, task.content[:100])
    return tally


def read_tasks(path: Path) -> tuple[TaskFacts, float]:
    """Annexes and tasks as a conversion finds them, and the seconds of that stage alone."""
    draft = stages.Draft(path, path.name, ConvertOptions(read=ReadOptions(ocr="never")))
    for stage in (stages.read, stages.restore, stages.split):
        draft = stage(draft)
    started = time.perf_counter()
    draft = stages.tasks(draft)
    return TaskFacts(annexes=draft.annexes, tasks=draft.tasks), time.perf_counter() - started


def cases(
    random: int, seed: int, folder: Path, *, unusual: bool = False
) -> Iterator[tuple[str, Path, list[dict[str, Any]]]]:
    """Shape, file and true rows."""
    if SHARED.is_dir():
        for gold in sorted((SHARED / "gold").glob("tasks_*.json")):
            name = gold.stem.split("_")[1]
            plan = next((SHARED / "plans").glob(f"{name}_*.txt"))
            yield f"real {name}", plan, json.loads(gold.read_text(encoding="utf-8"))["tasks"]
    for truth in sorted((SAMPLES / "truth").glob("*.json")):
        tasks = json.loads(truth.read_text(encoding="utf-8"))["tasks"]
        for kind, ending in (("text", "txt"), ("pdf", "pdf"), ("docx", "docx"), ("garbled_text", "txt")):
            path = SAMPLES / kind / f"{truth.stem}.{ending}"
            if path.exists():
                yield f"sample {kind}", path, tasks
    if unusual:
        yield from unusual_cases()
    if random:
        yield from random_cases(random, seed, folder)


def unusual_cases() -> Iterator[tuple[str, Path, list[dict[str, Any]]]]:
    for truth in sorted((UNUSUAL / "truth").glob("*.json")):
        tasks = json.loads(truth.read_text(encoding="utf-8"))["tasks"]
        for shape in ("across", "cells", "layout"):
            yield f"unusual, {shape}", UNUSUAL / shape / f"{truth.stem}.txt", tasks


def random_cases(count: int, seed: int, folder: Path) -> Iterator[tuple[str, Path, list[dict[str, Any]]]]:
    from samples.sampling import random_plan, truth, write_docx, write_pdf, write_text

    for number in range(seed, seed + count):
        for shape in ("cells", "saved", "rows", "drawn", "interleaved", "bars"):
            plan = random_plan(number, tables=shape)
            path = folder / f"{number}_{shape}.txt"
            write_text(plan, path)
            yield f"random text, {shape}", path, truth(plan)["tasks"]
        plan = random_plan(number)
        tasks = truth(plan)["tasks"]
        for kind, write in (("pdf", write_pdf), ("docx", write_docx)):
            path = folder / f"{number}.{kind}"
            write(plan, path)
            yield f"random {kind}", path, tasks
        for converter, text in dumps(folder / f"{number}.pdf"):
            path = folder / f"{number} {converter}.txt"
            path.write_text(text, encoding="utf-8")
            yield f"dump by {converter}", path, tasks


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=0, help="how many random plans")
    parser.add_argument("--seed", type=int, default=1000, help="seed of the first random plan")
    parser.add_argument("--unusual", action="store_true", help="also the plans with unusual annexes")
    parser.add_argument("--only", default="", help="only shapes whose name holds this")
    parser.add_argument("--verbose", action="store_true", help="print every difference")
    options = parser.parse_args(None if arguments is None else list(arguments))
    totals: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as folder:
        for shape, path, gold in cases(options.random, options.seed, Path(folder), unusual=options.unusual):
            if options.only and options.only not in shape:
                continue
            facts, seconds = read_tasks(path)
            if options.verbose:
                print(f"{shape}: {path.name}")
            tally = measure(gold, facts, verbose=options.verbose)
            tally.seconds = seconds
            if options.verbose:
                print("  ", tally)
            totals.setdefault(shape, Tally()).add(tally)
    for shape, tally in totals.items():
        print(f"{shape:28} {tally}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
