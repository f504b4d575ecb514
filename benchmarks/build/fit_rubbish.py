"""Fits the weights of ``extractors/tasks/rubbish.py`` on tables of generated plans, scanned and read in English.

    python -m benchmarks.build.fit_rubbish --first 76000 --plans 24

Needs Tesseract; a plan takes about ten seconds. Every word that was read is compared with the word printed in its
place: one as unlike it as ``RUBBISH``, both as read and as restored, is rubbish; one half like it is left out. Every
third plan is scanned at 300 dpi, the others at 200. Writes ``extractors/rules/rubbish.json``, prints what the weights
find in plans that they were not fitted on.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from extractors.tasks.lines import TextLine, printed_words, word_confidences
from extractors.tasks.rubbish import AROUND, LOOKS, around, looks
from extractors.tasks.tokens import tokens_of
from normalizers.agencies import fold
from normalizers.restorer import restore
from samples import sampling
from samples.sampling.garble import garbled_text, scan_and_read, word_truth
from samples.sampling.scan import ScanStyle

OUT = Path("extractors/rules/rubbish.json")
ROWS = (30, 36, 42, 48)
RUBBISH, WORD = 34.0, 50.0  # likeness with what is printed: below the one, from the other on
KEPT_APART = 4  # every fourth plan measures
PENALTY, STEPS = 1.0, 30  # of the squared weights; Newton's

Array = NDArray[np.float64]


class ReadLine(NamedTuple):
    texts: list[str]
    printed: list[str]
    certain: list[float]
    rubbish: list[float]  # 1, 0, or nan where that cannot be told


def read_plan(seed: int) -> list[ReadLine]:
    """The lines of the tables of one generated plan."""
    plan = sampling.random_plan(seed, rules="full", rows=ROWS[seed % len(ROWS)])
    composed, scanned, read = scan_and_read(plan, ScanStyle(dpi=200 if seed % 3 else 300))
    text, keys = garbled_text(read)
    truth = [word_truth(*page, "table") for page in zip(read, composed.pages, scanned, strict=True)]
    lines = []
    for (page, key), restored in zip(keys, restore(text).lines, strict=False):
        words = truth[page].get(key) if page >= 0 else None
        if words and restored.changes:
            sources = printed_words(restored.text, restored.changes)
            certain = word_confidences(restored.text, restored.changes)
            lines.append(_labelled(TextLine(restored.text, 0, 0, sources=sources, certain=certain), words))
    return lines


def _labelled(line: TextLine, words: list[tuple[str, str | None]]) -> ReadLine:
    """The words of ``line`` with what they are, by the place of their letters among those that were read."""
    tokens = tokens_of(line)
    letters = "".join(_solid(word) for word, _ in words)
    truth_at = [truth for word, truth in words for _ in _solid(word)]
    labels, at = [], 0
    for token in tokens:
        own = _solid(token.printed)
        place = letters.find(own, at) if own else -1
        at = place + len(own) if place >= 0 else at
        labels.append(_label(token.printed, token.text, truth_at[place]) if place >= 0 else np.nan)
    return ReadLine([t.text for t in tokens], [t.printed for t in tokens], [t.certain for t in tokens], labels)


def _solid(text: str) -> str:
    return re.sub(r"[\s|\[\]{}_¦]", "", text)


def _label(printed: str, text: str, truth: str | None) -> float:
    if truth is None:
        return 1.0
    read, meant, true = (re.sub(r"[^a-z0-9]", "", fold(word)) for word in (printed, text, truth))
    if not read:
        return 1.0 if true else np.nan
    likeness = max(fuzz.ratio(read, true), fuzz.ratio(meant, true))
    return 1.0 if likeness < RUBBISH else 0.0 if likeness >= WORD else np.nan


def regression(features: Array, labels: Array) -> Array:
    """Weights of a logistic regression by Newton's method. ``features``: a row a word."""
    weights = np.zeros(features.shape[1])
    for _ in range(STEPS):
        probable = 1.0 / (1.0 + np.exp(-features @ weights))
        slope = features.T @ (probable - labels) + PENALTY * weights
        curvature = (features * (probable * (1.0 - probable))[:, None]).T @ features + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, slope)
    return weights


def by_looks(lines: list[ReadLine]) -> Array:
    words = (word for line in lines for word in zip(line.printed, line.texts, line.certain, strict=True))
    return np.array([looks(*word) for word in words])


def in_line(lines: list[ReadLine], alone: Array, seen: Array) -> Array:
    rows, first = [], 0
    for line in lines:
        odds = [float(one) for one in alone[first : first + len(line.texts)]]
        rows += [(*beside, *seen[first + at][1:]) for at, beside in enumerate(around(odds, line.texts))]
        first += len(odds)
    return np.array(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, required=True, help="first seed")
    parser.add_argument("--plans", type=int, required=True)
    options = parser.parse_args()
    plans = [read_plan(seed) for seed in range(options.first, options.first + options.plans)]
    fitted_on = [line for at, plan in enumerate(plans) if at % KEPT_APART for line in plan]
    apart = [line for at, plan in enumerate(plans) if not at % KEPT_APART for line in plan]

    labels = np.array([label for line in fitted_on for label in line.rubbish])
    known = ~np.isnan(labels)
    seen = by_looks(fitted_on)
    first = regression(seen[known], labels[known])
    second = regression(in_line(fitted_on, seen @ first, seen)[known], labels[known])
    report = {
        "recipe": f"python -m benchmarks.build.fit_rubbish --first {options.first} --plans {options.plans}",
        "words": int(known.sum()),
        "rubbish": int(np.nansum(labels)),
        "by_looks": dict(zip(LOOKS, map(_rounded, first), strict=True)),
        "in_line": dict(zip((*AROUND, *LOOKS[1:]), map(_rounded, second), strict=True)),
    }
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    seen = by_looks(apart)
    odds = in_line(apart, seen @ first, seen) @ second
    labels = np.array([label for line in apart for label in line.rubbish])
    print(f"{'odds over':>9} {'of the rubbish':>14} {'of what is found':>16} {'of the words':>12}")
    for least in (-1.0, 0.0, 1.0, 2.0):
        found = odds > least
        hit, harmed = (found & (labels == 1)).sum(), (found & (labels == 0)).sum()
        shares = hit / (labels == 1).sum(), hit / max(1, hit + harmed), harmed / (labels == 0).sum()
        print(f"{least:9.0f} {shares[0]:14.1%} {shares[1]:16.1%} {shares[2]:12.2%}")


def _rounded(weight: float) -> float:
    return round(float(weight), 3)


if __name__ == "__main__":
    main()
