"""Fits the weights of ``pipeline/estimate.py`` on mixtures of clean and damaged text whose truth is known.

    python -m benchmarks.build.fit_estimate --pages PAIRS [--plans FOLDER]

``--pages``: the folder in which ``make_pairs.py --split dev`` wrote ``dev_*.tsv`` (observed line, true line): pages of
documents that went into no model, of an English engine and of the Vietnamese one. ``--plans``: more such files, of
generated plans, all their lines. The samples' garbled lines and generated plans as they are (most documents of a folder
are good) are always taken as well. Writes ``pipeline/data/estimate.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.mixtures import Case, Pair, is_same_line, pairs_of, random_mixtures, sample_pairs
from normalizers.restorer import restore
from pipeline.estimate import DATA
from pipeline.word_features import Features, Where, page_features
from samples import sampling

DECIMALS = 3
PENALTY = 1.0  # of squared weights: a prior that keeps rare features near nothing
STEPS, LONGEST_STEP, NO_STEP = 40, 2.0, 1e-4
CLEAN_PLANS = range(1000, 1100)  # seeds


Charges = tuple[list[float], list[float], list[float]]  # of each word: wrong, superfluous, lost beside it


@dataclass
class Table:
    """Rows of named features, each with what its word is charged with (0-1): wrong, superfluous, lost beside it."""

    rows: list[Features] = field(default_factory=list)
    charges: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, rows: Iterable[Features], printed: str, truth: str) -> None:
        self.rows.extend(rows)
        self.charges.extend(zip(*charged_words(printed, truth), strict=True))

    @cached_property
    def values(self) -> tuple[list[str], np.ndarray]:
        """The names of the features, and a row of their values for each word."""
        names = sorted({name for row in self.rows for name in row})
        place = {name: at for at, name in enumerate(names)}
        values = np.zeros((len(self.rows), len(names)))
        for at, row in enumerate(self.rows):
            for name, value in row.items():
                values[at, place[name]] = value
        return names, values

    def weights(self, charge: int = 0) -> dict[str, float]:
        """Logistic regression of one of the charges by Newton's method."""
        names, values = self.values
        wrong = np.array([charges[charge] for charges in self.charges])
        weights = np.zeros(len(names))
        for _ in range(STEPS):
            told = 1 / (1 + np.exp(-values @ weights))
            slope = values.T @ (wrong - told) - PENALTY * weights
            curve = (values.T * (told * (1 - told))) @ values + PENALTY * np.eye(len(names))
            step = np.clip(np.linalg.solve(curve, slope), -LONGEST_STEP, LONGEST_STEP)
            weights += step
            if np.abs(step).max() < NO_STEP:
                break
        return {name: round(float(weight), DECIMALS) for name, weight in zip(names, weights, strict=True)}


def charged_words(printed: str, truth: str) -> Charges:
    """Of each printed word whether it is wrong, and whether it stands for none of the truth's, by the Levenshtein
    alignment of the words. Each word that the truth has more of is charged to the nearest that is not yet charged
    with one."""
    words, true = printed.split(), truth.split()
    wrong, extra, lost = ([0.0] * len(words) for _ in range(3))
    for step in Levenshtein.opcodes(words, true):
        here = range(step.src_start, step.src_end)
        for at in here if step.tag in ("replace", "delete") else ():
            wrong[at] = 1.0
        for at in here if step.tag == "delete" else ():
            extra[at] = 1.0
        if step.tag == "insert":
            free = [at for at in range(len(words)) if not lost[at]]
            nearest = sorted(free, key=lambda at: abs(at + 0.5 - step.src_start))
            for at in nearest[: step.dest_end - step.dest_start]:
                lost[at] = 1.0
    return wrong, extra, lost


def tables(cases: Iterable[Case]) -> tuple[dict[Where, Table], dict[Where, Table]]:
    """The words of all cases, as they came and restored, by the kind of their lines."""
    before: dict[Where, Table] = defaultdict(Table)
    after: dict[Where, Table] = defaultdict(Table)
    for case in cases:
        lines = restore("\n".join(case.observed)).lines
        for line, features, truth in zip(lines, page_features(lines), case.truth, strict=True):
            before[features.where].add(features.before, line.source, truth)
            after[features.where].add(features.after, line.text, truth)
    return before, after


def clean_cases(folder: Path) -> Iterator[Case]:
    """Generated plans as they are."""
    for seed in CLEAN_PLANS:
        path = folder / f"{seed}.txt"
        sampling.write_text(sampling.random_plan(seed), path)
        lines = tuple(path.read_text(encoding="utf-8").replace("\f", "").split("\n"))
        yield Case(f"clean plan {seed}", lines, lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--cases", type=int, default=1100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    pools: dict[str, list[Pair]] = {path.stem: pairs_of(path) for path in sorted(options.pages.glob("dev_*.tsv"))}
    if options.plans:
        plans = {path.stem: pairs_of(path) for path in sorted(options.plans.glob("*.tsv"))}
        # Once with the lines of ruled tables, which the engine read straight across, and once without.
        pools |= plans | {f"{name}, body": list(filter(is_same_line, pairs)) for name, pairs in plans.items()}
    pools |= dict(sample_pairs())
    with tempfile.TemporaryDirectory() as folder:
        mixed = random_mixtures(pools, options.cases, options.seed)
        before, after = tables(chain(mixed, clean_cases(Path(folder))))
    weights = {
        name: {where: table.weights(charge) for where, table in found.items()}
        for name, found, charge in (
            ("before", before, 0),
            ("extra", before, 1),
            ("lost", before, 2),
            ("after", after, 0),
        )
    }
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    words = sum(len(table.rows) for table in after.values())
    print(f"{words:,} words; weights written to {options.out}")


if __name__ == "__main__":
    main()
