"""Fits the weights of ``pipeline/estimate.py`` on mixtures of clean and damaged text whose truth is known.

    python -m benchmarks.build.fit_estimate --pages PAIRS [--plans FOLDER]

``--pages``: the folder in which ``make_pairs.py --split dev`` wrote ``dev_*.tsv`` (observed line, true line): pages of
documents that went into no model. ``--plans``: more such files, of generated plans. The samples' garbled lines and
generated plans as they are (most documents of a folder are good) are always taken as well. Writes
``pipeline/data/estimate.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.mixtures import Case, Pair, pairs_of, random_mixtures, sample_pairs
from normalizers.restorer import restore
from pipeline.estimate import DATA
from pipeline.word_features import Features, page_features
from samples import sampling

DECIMALS = 3
PENALTY = 1.0  # of squared weights: a prior that keeps rare features near nothing
STEPS, LONGEST_STEP = 40, 2.0
CLEAN_PLANS = range(1000, 1070)  # seeds


@dataclass
class Table:
    """Rows of named features, each with the share of its word that is wrong (0-1)."""

    rows: list[Features] = field(default_factory=list)
    wrong: list[float] = field(default_factory=list)

    def add(self, rows: Iterable[Features], printed: str, truth: str) -> None:
        self.rows.extend(rows)
        self.wrong.extend(wrong_words(printed, truth))

    def weights(self) -> dict[str, float]:
        """Logistic regression by Newton's method."""
        names = sorted({name for row in self.rows for name in row})
        place = {name: at for at, name in enumerate(names)}
        values = np.zeros((len(self.rows), len(names)))
        for at, row in enumerate(self.rows):
            for name, value in row.items():
                values[at, place[name]] = value
        wrong = np.array(self.wrong)
        weights = np.zeros(len(names))
        for _ in range(STEPS):
            told = 1 / (1 + np.exp(-values @ weights))
            slope = values.T @ (wrong - told) - PENALTY * weights
            curve = (values * (told * (1 - told))[:, None]).T @ values + PENALTY * np.eye(len(names))
            weights += np.clip(np.linalg.solve(curve, slope), -LONGEST_STEP, LONGEST_STEP)
        return {name: round(float(weight), DECIMALS) for name, weight in zip(names, weights, strict=True)}


def wrong_words(printed: str, truth: str) -> list[float]:
    """For each printed word: whether it is wrong, by the Levenshtein alignment of the words. Words that the truth has
    more of are charged to those that stand for them, up to one each."""
    words, true = printed.split(), truth.split()
    wrong = [0.0] * len(words)
    for step in Levenshtein.opcodes(words, true):
        if step.tag in ("replace", "delete"):
            wrong[step.src_start : step.src_end] = [1.0] * (step.src_end - step.src_start)
    return wrong


def tables(cases: Iterable[Case]) -> tuple[Table, Table]:
    """The words of all cases, as they came and restored."""
    before, after = Table(), Table()
    for case in cases:
        lines = restore("\n".join(case.observed)).lines
        for line, features, truth in zip(lines, page_features(lines), case.truth, strict=True):
            before.add(features.before, line.source, truth)
            after.add(features.after, line.text, truth)
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
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    pools: dict[str, list[Pair]] = {path.stem: pairs_of(path) for path in sorted(options.pages.glob("dev_*.tsv"))}
    if options.plans:
        pools |= {path.stem: pairs_of(path) for path in sorted(options.plans.glob("*.tsv"))}
    pools |= dict(sample_pairs())
    with tempfile.TemporaryDirectory() as folder:
        mixed = random_mixtures(pools, options.cases, options.seed)
        before, after = tables(chain(mixed, clean_cases(Path(folder))))
    weights = {"before": before.weights(), "after": after.weights()}
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(after.rows):,} words; {len(weights['after'])} weights written to {options.out}")


if __name__ == "__main__":
    main()
