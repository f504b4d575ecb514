"""How many words of a text are expected to be wrong, before and after its restoration.

Each word is wrong with a probability that a logistic regression gives from its features (``pipeline.word_features``:
the state of its line, the calibrated confidence of what the restorer did, what the word looks like, how doubtful the
text around it is). The weights in ``data/estimate.json`` were fitted on text whose truth is known
(``benchmarks/build/fit_estimate.py``). What an OCR engine doubted of its own reading adds a share of that doubt.

For restored text the stated rate is no mean but a cautious figure (``restored_rate``): somebody who relies on a text
must not find it worse than was said.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.layout import Line
from normalizers.records import RestoredLine, TextState
from pipeline.word_features import Features, page_features

DATA = Path(__file__).resolve().parent / "data" / "estimate.json"
# Of the engine's own doubt (one minus its confidence), the share that stands for a wrong word.
ENGINE_DOUBT = 0.1
# The cautious figure lies this many standard deviations over the mean. Errors come in clusters, so that their number
# varies CLUSTERING times as much as Poisson's; and the mean itself is uncertain, worn pages being of many kinds.
DEVIATIONS, CLUSTERING, UNCERTAINTY = 1.5, 2.0, 0.3


@dataclass(frozen=True, slots=True)
class Expected:
    """Counts of words of the text as it came; ``wrong_before`` and ``wrong_after`` are expected numbers."""

    words: int = 0
    changed: int = 0
    unsure: int = 0
    wrong_before: float = 0.0
    wrong_after: float = 0.0

    def __add__(self, other: Expected) -> Expected:
        return Expected(
            self.words + other.words,
            self.changed + other.changed,
            self.unsure + other.unsure,
            self.wrong_before + other.wrong_before,
            self.wrong_after + other.wrong_after,
        )


def expected_errors(lines: Sequence[tuple[Line, RestoredLine]]) -> Expected:
    """The expected errors of lines that stand together (a page), as read, each with its restoration. Of a text that is
    not Vietnamese nothing is expected."""
    before, after = _weights()
    if is_foreign([restored for _, restored in lines]):
        return Expected(words=sum(len(restored.source.split()) for _, restored in lines))
    total = Expected()
    for (line, restored), features in zip(lines, page_features([r for _, r in lines]), strict=True):
        doubted = ENGINE_DOUBT * sum(1 - word.confidence for word in line.words)
        total += Expected(
            words=len(features.before),
            changed=features.changed,
            unsure=len(restored.unsure),
            wrong_before=sum(probability(word, before) for word in features.before) + doubted,
            wrong_after=sum(probability(word, after) for word in features.after) + doubted,
        )
    return total


FOREIGN = 2 / 3  # share of words; a page read upside down looks like no language, its document may be Vietnamese


def is_foreign(lines: Sequence[RestoredLine]) -> bool:
    """Whether more than two thirds of the words stand in lines that are not Vietnamese."""
    foreign = sum(line.word_count for line in lines if line.state is TextState.FOREIGN)
    return foreign > FOREIGN * sum(line.word_count for line in lines)


def probability(features: Features, weights: Mapping[str, float]) -> float:
    """That a word with these features is wrong (0-1). Names without a weight count nothing."""
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-score))


def mean_rate(wrong: float, words: int) -> float:
    """The expected share of wrong words, 0-1."""
    return min(1.0, wrong / words) if words else 0.0


def cautious_rate(wrong: float, words: int) -> float:
    """A share of wrong words (0-1) that the truth seldom exceeds, where ``wrong`` of ``words`` are expected.

    The margin over the mean grows with the uncertainty, and is the smaller the likelier it is that no word is wrong
    at all: a short text that looks clean is not suspected for being short.
    """
    if not words:
        return 0.0
    rate = mean_rate(wrong, words)
    deviation = math.hypot(math.sqrt(CLUSTERING * wrong * (1 - rate)) / words, UNCERTAINTY * rate)
    return min(1.0, rate + DEVIATIONS * deviation * (1 - math.exp(-wrong)))


def restored_rate(wrong_before: float, wrong_after: float, words: int) -> float:
    """The stated share of wrong words after restoration, 0-1: a cautious figure, but no worse than the text as it
    came, since restoration very seldom does harm."""
    return min(cautious_rate(wrong_after, words), mean_rate(wrong_before, words))


@cache
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    """The weights for words as they came, and for restored ones."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return data["before"], data["after"]
