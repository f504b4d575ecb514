"""How many words of a text are expected to be wrong, before and after its restoration, and how sure that is.

Each word is wrong with a probability that a logistic regression gives from its features (``pipeline.word_features``:
the state of its line, the calibrated confidence of what the restorer did, what the word looks like, how doubtful the
text around it is). Two more give the probability that the word stands for none of the truth's, and that one of the
truth's was lost beside it. The weights in ``data/estimate.json`` were fitted on text whose truth is known
(``benchmarks/build/fit_estimate.py``). What an OCR engine doubted of its own reading adds a share of that doubt.

For restored text the stated rate is no mean but a cautious figure: somebody who relies on a text must not find it
worse than was said. Both rates have an interval, the wider the shorter the text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from extractors.layout import Line
from normalizers.records import RestoredLine, TextState
from pipeline.word_features import Features, page_features

DATA = Path(__file__).resolve().parent / "data" / "estimate.json"
# Of the engine's own doubt (one minus its confidence), the share that stands for a wrong word.
ENGINE_DOUBT = 0.05
# Errors come in clusters, so that their number varies CLUSTERING times as much as if words were wrong independently;
# and the expected number is itself uncertain, worn pages being of many kinds: by this share of it, more so of the few
# errors that restoration leaves. An interval reaches DEVIATIONS standard deviations to each side: nine in ten.
CLUSTERING, UNCERTAIN_BEFORE, UNCERTAIN_AFTER, DEVIATIONS = 3.0, 0.12, 0.3, 1.64
# Of a text with fewer wrong words than this, restoration is not said to have made it worse.
FEW_WRONG = 0.02

Weights = Mapping[str, Mapping[str, float]]  # by the kind of line, then by feature


@dataclass(frozen=True, slots=True)
class Expected:
    """Of the text as it came: counts of words, and the expected number of words of its truth. ``wrong_before`` and
    ``wrong_after`` are expected numbers of wrong, superfluous and lost words, ``variance_...`` their variances if
    words were wrong independently of each other."""

    words: int = 0
    changed: int = 0
    unsure: int = 0
    true_words: float = 0.0
    wrong_before: float = 0.0
    wrong_after: float = 0.0
    variance_before: float = 0.0
    variance_after: float = 0.0

    def __add__(self, other: Expected) -> Expected:
        return Expected(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of wrong words (0-1) and the interval in which the truth is expected to lie nine times in ten."""

    value: float
    low: float
    high: float


def expected_errors(lines: Sequence[tuple[Line, RestoredLine]]) -> Expected:
    """The expected errors of lines that stand together (a page), as read, each with its restoration. Of a text that is
    not Vietnamese nothing is expected."""
    if is_foreign([restored for _, restored in lines]):
        words = sum(len(restored.source.split()) for _, restored in lines)
        return Expected(words=words, true_words=words)
    weights = _weights()
    total = Expected()
    for (line, restored), features in zip(lines, page_features([r for _, r in lines]), strict=True):
        doubted = ENGINE_DOUBT * sum(1 - word.confidence for word in line.words)
        before, after, extra, lost = (weights[name][features.where] for name in ("before", "after", "extra", "lost"))
        wrong_before = [probability(word, before) for word in features.before]
        wrong_after = [probability(word, after) for word in features.after]
        missing = sum(probability(word, lost) for word in features.before)
        superfluous = sum(probability(word, extra) for word in features.before)
        total += Expected(
            words=len(features.before),
            changed=features.changed,
            unsure=len(restored.unsure),
            true_words=len(features.before) + missing - superfluous,
            wrong_before=sum(wrong_before) + missing + doubted,
            wrong_after=sum(wrong_after) + missing + doubted,
            variance_before=sum(p * (1 - p) for p in wrong_before) + missing + doubted,
            variance_after=sum(p * (1 - p) for p in wrong_after) + missing + doubted,
        )
    return total


FOREIGN = 2 / 3  # share of words; a page read upside down looks like no language, its document may be Vietnamese


def is_foreign(lines: Sequence[RestoredLine]) -> bool:
    """Whether more than two thirds of the words stand in lines that are not Vietnamese."""
    foreign = sum(line.word_count for line in lines if line.state is TextState.FOREIGN)
    return foreign > FOREIGN * sum(line.word_count for line in lines)


def probability(features: Features, weights: Mapping[str, float]) -> float:
    """The probability (0-1) that belongs to these features. Names without a weight count nothing."""
    score = 0.0
    for name, value in features.items():
        if (weight := weights.get(name)) is not None:
            score += weight * value
    return 1 / (1 + math.exp(-score))


def source_rate(expected: Expected) -> Rate:
    """The share of wrong words of the text as it came."""
    mean = _share(expected.wrong_before, expected.true_words)
    deviation = _deviation(expected.wrong_before, expected.variance_before, expected.true_words, UNCERTAIN_BEFORE)
    return _interval(mean, mean, deviation)


def restored_rate(expected: Expected) -> Rate:
    """The share of wrong words after restoration. ``value`` is a cautious figure that the truth seldom exceeds. Of a
    text that came with few wrong words it is no worse than that, since restoration very seldom does harm; where many
    were wrong and little was mended, caution comes first.

    The margin over the mean is the smaller the likelier it is that no word is wrong at all: a short text that looks
    clean is not suspected for being short.
    """
    wrong, words = expected.wrong_after, expected.true_words
    mean = _share(wrong, words)
    deviation = _deviation(wrong, expected.variance_after, words, UNCERTAIN_AFTER)
    cautious = min(1.0, mean + DEVIATIONS * deviation * (1 - math.exp(-wrong)))
    came = source_rate(expected).value
    return _interval(min(cautious, came) if came < FEW_WRONG else cautious, mean, deviation)


def _interval(value: float, mean: float, deviation: float) -> Rate:
    low, high = mean - DEVIATIONS * deviation, mean + DEVIATIONS * deviation
    return Rate(value, max(0.0, min(low, value)), min(1.0, max(high, value)))


def _share(wrong: float, words: float) -> float:
    return min(1.0, wrong / words) if words else 0.0


def _deviation(wrong: float, variance: float, words: float, uncertainty: float) -> float:
    """The standard deviation of a share of ``words``, where so many are expected to be wrong."""
    if not words:
        return 0.0
    return math.hypot(math.sqrt(CLUSTERING * variance), uncertainty * wrong * (1 - _share(wrong, words))) / words


@cache
def _weights() -> dict[str, Weights]:
    """``before`` and ``after``: a word as it came, or restored, is wrong; ``extra``: it stands for none of the truth's;
    ``lost``: a word of the truth is missing beside it."""
    weights: dict[str, Weights] = json.loads(DATA.read_text(encoding="utf-8"))
    return weights
