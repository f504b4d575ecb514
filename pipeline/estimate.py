"""How many words of a text are expected to be wrong, before and after its restoration, and how sure that is.

Each word is wrong with a probability that a small neural network (``pipeline.network``) gives from its features
(``pipeline.word_features``: the state of its line, the calibrated confidence of what the restorer did, what the word
looks like, how the language model reads it, how doubtful the text around it is). It also gives the probability that the
word stands for none of the truth's, and that one of the truth's was lost beside it. The weights in
``data/estimate.json`` were fitted on text whose truth is known (``benchmarks/build/fit_estimate.py``). What an OCR
engine doubted of its own reading adds a share of that doubt.

For restored text the stated rate is no mean but a cautious figure: somebody who relies on a text must not find it
worse than was said. Both rates have an interval, the wider the shorter the text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from extractors.layout import Line
from normalizers.records import RestoredLine
from pipeline.foreign import is_foreign, is_jumbled
from pipeline.network import Network
from pipeline.word_features import page_features

DATA = Path(__file__).resolve().parent / "data" / "estimate.json"
# Of the engine's own doubt (one minus its confidence), the share that stands for a wrong word.
ENGINE_DOUBT = 0.05
# Errors come in clusters, so that their number varies CLUSTERING times as much as if words were wrong independently;
# and the expected number is itself uncertain, worn pages being of many kinds: by this share of it, more so of the few
# errors that restoration leaves. An interval reaches DEVIATIONS standard deviations to each side: 97 in a hundred.
CLUSTERING, UNCERTAIN_BEFORE, UNCERTAIN_AFTER, DEVIATIONS = 2.0, 0.06, 0.2, 2.2
# Of a text that came with so few wrong words, or so small a share, restoration is not said to have made it worse.
FEW_WORDS, FEW_WRONG = 1.0, 0.01


@dataclass(frozen=True, slots=True)
class Expected:
    """Of the text as it came: counts of words, and the expected number of words of its truth. ``wrong_before`` and
    ``wrong_after`` are expected numbers of wrong, superfluous and lost words, ``variance_...`` their variances and that
    of the number of words, if words were wrong independently of each other."""

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
    """A share of wrong words (0-1) and the interval in which the truth is expected to lie 97 times in a hundred."""

    value: float
    low: float
    high: float


def expected_errors(lines: Sequence[tuple[Line, RestoredLine]]) -> Expected:
    """The expected errors of lines that stand together (a page), as read, each with its restoration. Of a text that is
    another language nothing is expected; of one in none, such as is read on a page upside down, everything."""
    text = [restored for _, restored in lines]
    count = sum(len(line.source.split()) for line in text)
    if is_foreign(text):
        return Expected(words=count, true_words=count)
    if is_jumbled(text):
        return Expected(words=count, true_words=count, wrong_before=count, wrong_after=count)
    found = list(page_features(text))
    came = [word for line in found for word in line.before]
    made = [word for line in found for word in line.after]
    if not came:
        return Expected()
    before, after = _networks()
    wrong, superfluous, lost = before.probabilities(came).T
    (wrong_after,) = after.probabilities(made).T
    doubted = ENGINE_DOUBT * sum(1 - word.confidence for line, _ in lines for word in line.words)
    beside = float(lost.sum()) + doubted
    uncounted = beside + float(superfluous.sum())
    return Expected(
        words=len(came),
        changed=sum(line.changed for line in found),
        unsure=sum(len(restored.unsure) for _, restored in lines),
        true_words=len(came) + float(lost.sum() - superfluous.sum()),
        wrong_before=float(wrong.sum()) + beside,
        wrong_after=float(wrong_after.sum()) + beside,
        variance_before=float((wrong * (1 - wrong)).sum()) + uncounted,
        variance_after=float((wrong_after * (1 - wrong_after)).sum()) + uncounted,
    )


def source_rate(expected: Expected) -> Rate:
    """The share of wrong words of the text as it came."""
    mean = _share(expected.wrong_before, expected.true_words)
    deviation = _deviation(expected.wrong_before, expected.variance_before, expected.true_words, UNCERTAIN_BEFORE)
    return _interval(mean, mean, deviation)


def restored_rate(expected: Expected) -> Rate:
    """The share of wrong words after restoration. ``value`` is a cautious figure that the truth exceeds once in seventy
    times. Of a text that came with hardly a wrong word it is the mean, since restoration very seldom does harm.
    """
    wrong, words = expected.wrong_after, expected.true_words
    mean = _share(wrong, words)
    deviation = _deviation(wrong, expected.variance_after, words, UNCERTAIN_AFTER)
    cautious = min(1.0, _seldom_passed(mean, deviation))
    came = source_rate(expected).value
    if expected.wrong_before < max(FEW_WORDS, FEW_WRONG * words):
        cautious = min(cautious, max(came, mean))
    return _interval(cautious, mean, deviation)


def _seldom_passed(mean: float, deviation: float) -> float:
    """What a share of this mean and deviation exceeds as seldom as a normal variable exceeds DEVIATIONS: a quantile of
    the gamma distribution, by the cube of a normal variable (Wilson and Hilferty, *The distribution of chi-square*,
    1931). Where far less than a word is expected to be wrong, mostly none is: no more than the mean is stated.
    """
    if not mean:
        return 0.0
    skew = deviation / mean / 3
    return mean * max(1.0, max(0.0, 1 - skew * skew + DEVIATIONS * skew) ** 3)


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
def _networks() -> tuple[Network, Network]:
    """Of a word as it came: it is wrong, it stands for none of the truth's, a word of the truth is missing beside it;
    and of a restored word: it is wrong."""
    stored = json.loads(DATA.read_text(encoding="utf-8"))
    return Network.from_json(stored["before"]), Network.from_json(stored["after"])
