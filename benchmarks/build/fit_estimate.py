"""Fits the weights of ``pipeline/estimate.py`` on mixtures of clean and damaged text whose truth is known.

    python -m benchmarks.build.fit_estimate --pages POOLS/pages [--plans POOLS/plans]

Both folders are those that ``audit_pools.py --split dev`` makes, of ``dev_*.tsv`` and ``*.tsv`` (observed line, tab,
true line): pages of documents that went into no model, and generated plans. The samples' garbled lines and generated
plans as they are (most documents of a folder are good) are always taken as well.
Writes ``pipeline/data/estimate.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.build.fit_network import fitted, joined
from benchmarks.mixtures import Case, Pair, crossed_mixtures, is_same_line, pairs_of, random_mixtures, sample_pairs
from normalizers.restorer import restore
from normalizers.unicode_text import strip_marks
from pipeline.estimate import DATA
from pipeline.network import Network
from pipeline.word_features import Features, page_features
from samples import sampling

# What makes a replaced word dearer that looks unlike the true one: so little that the fewest edits stay the fewest.
UNLIKE = 1e-4
CLEAN_PLANS = range(1000, 1100)  # seeds
FITS = 3  # of the same words, from other beginnings


Charges = tuple[list[float], list[float], list[float]]  # of each word: wrong, superfluous, lost beside it


class Table:
    """Rows of named features, each with what its word is charged with (0-1): wrong, superfluous, lost beside it."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._rows: array[int] = array("I")
        self._places: array[int] = array("H")
        self._values: array[float] = array("f")
        self._charges: list[tuple[float, ...]] = []

    def __len__(self) -> int:
        return len(self._charges)

    def add(self, rows: Iterable[Features], printed: str, truth: str) -> None:
        for at, row in enumerate(rows, len(self)):
            for name, value in row.items():
                self._rows.append(at)
                self._places.append(self._columns.setdefault(name, len(self._columns)))
                self._values.append(value)
        self._charges.extend(zip(*charged_words(printed, truth), strict=True))

    def network(self, charges: int) -> Network:
        """Tells the first so many of the charges."""
        values = np.zeros((len(self), len(self._columns)), np.float32)
        values[np.array(self._rows), np.array(self._places)] = np.array(self._values)
        charged = np.array(self._charges, np.float32)[:, :charges]
        return joined([fitted(tuple(self._columns), values, charged, seed) for seed in range(1, FITS + 1)])


@lru_cache(maxsize=200_000)
def charged_words(printed: str, truth: str) -> Charges:
    """Of each printed word whether it is wrong, and whether it stands for none of the truth's: by the alignment with
    the fewest edits (Levenshtein), of several the one whose replaced words look most alike. Each word that the truth
    has more of is charged to the nearest that is not yet charged with one."""
    words, true = printed.split(), truth.split()
    wrong, extra, lost = ([0.0] * len(words) for _ in range(3))
    for at, to in _aligned(words, true):
        if at is not None:
            wrong[at] = float(to is None or words[at] != true[to])
            extra[at] = float(to is None)
    for place in _lost(_aligned(words, true)):
        free = [at for at in range(len(words)) if not lost[at]]
        if free:
            lost[min(free, key=lambda at: (abs(at + 0.5 - place), -len(words[at])))] = 1.0
    return wrong, extra, lost


def _lost(steps: Sequence[tuple[int | None, int | None]]) -> Iterator[int]:
    """How many printed words stand before each that was lost."""
    before = 0
    for at, _ in steps:
        if at is None:
            yield before
        else:
            before += 1


def _aligned(words: Sequence[str], true: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pairs of places (printed, true) from left to right; None stands for no word."""
    costs = [[float(to) for to in range(len(true) + 1)]]
    for at, word in enumerate(words):
        row = [at + 1.0]
        for to, other in enumerate(true):
            row.append(min(costs[at][to] + _cost(word, other), costs[at][to + 1] + 1, row[to] + 1))
        costs.append(row)
    steps: list[tuple[int | None, int | None]] = []
    at, to = len(words), len(true)
    while at or to:
        here = costs[at][to]
        if at and to and here == costs[at - 1][to - 1] + _cost(words[at - 1], true[to - 1]):
            at, to = at - 1, to - 1
            steps.append((at, to))
        elif at and here == costs[at - 1][to] + 1:
            at -= 1
            steps.append((at, None))
        else:
            to -= 1
            steps.append((None, to))
    return steps[::-1]


@lru_cache(maxsize=500_000)
def _cost(word: str, other: str) -> float:
    """Of one word in the place of another: 1, and so much more as does not change how many edits are fewest."""
    return 1 + UNLIKE * Levenshtein.normalized_distance(strip_marks(word), strip_marks(other)) if word != other else 0.0


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
    parser.add_argument("--cases", type=int, default=2400)
    parser.add_argument("--crossed", type=int, default=300)
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
        truths = {name: [pair.truth for pair in pairs] for name, pairs in pools.items()}
        crossed = crossed_mixtures(truths, pools, options.crossed, options.seed)
        before, after = tables(chain(mixed, crossed, clean_cases(Path(folder))))
    networks = {"before": before.network(3), "after": after.network(1)}
    stored = {name: network.to_json() for name, network in networks.items()}
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(json.dumps(stored, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(before):,} words; weights written to {options.out}")


if __name__ == "__main__":
    main()
