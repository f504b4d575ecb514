"""What is known of each word of a text, as it came and as it was restored: what an estimate of its errors rests on.

A feature is a name and a value; a word has about ten. Their weights are fitted by ``benchmarks/build/fit_estimate.py``
and applied by ``pipeline.estimate``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from normalizers.language_model import packed_model
from normalizers.records import RestoredLine, TextState
from normalizers.spelling import is_impossible
from normalizers.state import word_kind

Features = dict[str, float]
Span = tuple[int, int, float]  # columns, and the confidence of what was done there

NEAR = 3  # lines on each side that tell how doubtful the text around a word is
WORDS_NEAR = 10.0  # what the page's own mean weighs beside them
SLIPS_AMONG = 30.0  # words added to the good ones of a page, so that one slip in a heading is no plague
MOST_SLIPS = 0.15
SHORT = 2  # a line of so few words has hardly any context
LEAST_DOUBT = 0.004  # confidences nearer to 0 or 1 say no more

_WORD = regex.compile(r"\S+")
_EDGES = ".,;:!?()[]{}\"'“”‘’…-–—/+*|"
_DAMAGED = frozenset({TextState.GARBLED, TextState.STRIPPED})
_STRANGE_SIGN = regex.compile(r"[|_{}\[\]~^*<>=\\¢€£§©®»«¬¥`]|['’‘]$|^['’‘]|,\S*\.")
_GLUED = regex.compile(r"\d[.,)]?\p{L}{2,}|\p{L}\d|\p{L}[.,;:)]\p{L}")


@dataclass(frozen=True, slots=True)
class LineFeatures:
    """``before``: of each word of the line as it came; ``after``: of each word of the restored line."""

    before: tuple[Features, ...]
    after: tuple[Features, ...]
    changed: int  # words of the line as it came that were changed


def page_features(lines: Sequence[RestoredLine]) -> Iterator[LineFeatures]:
    """The features of the words of lines that stand together."""
    words = [len(line.source.split()) for line in lines]
    doubts = [_doubt(line) for line in lines]
    mean = sum(doubts) / max(sum(words), 1)
    slips = _slip_share(lines, words)
    for at, line in enumerate(lines):
        near = slice(max(0, at - NEAR), at + NEAR + 1)
        around = (sum(doubts[near]) + WORDS_NEAR * mean) / (sum(words[near]) + WORDS_NEAR)
        yield _line_features(line, _shared(line, words[at], around, slips))


def _shared(line: RestoredLine, words: int, around: float, slips: float) -> Features:
    """What holds for every word of a line."""
    shared = {f"line {line.state}": 1.0, "doubt around": around}
    if line.state not in _DAMAGED:
        shared["slips on page"] = slips
    if words <= SHORT:
        shared["short line"] = 1.0
    return shared


def _line_features(line: RestoredLine, shared: Features) -> LineFeatures:
    changes = [(change.start, change.end, change.confidence) for change in line.changes]
    made = [(change.out_start, change.out_end, change.confidence) for change in line.changes]
    unsure = [(word.start, word.end, word.confidence) for word in line.unsure]
    came = [
        (start - _growth(line, start), end - _growth(line, start), confidence)
        for start, end, confidence in unsure
        if _least((start, end), made) is None
    ]
    before = [
        _features(match.group(), _least(match.span(), changes), _least(match.span(), came), line) | shared
        for match in _WORD.finditer(line.source)
    ]
    after = [
        _features(match.group(), _least(match.span(), made), _least(match.span(), unsure), line) | shared
        for match in _WORD.finditer(line.text)
    ]
    return LineFeatures(tuple(before), tuple(after), changed=sum("changed" in word for word in before))


def _features(word: str, change: float | None, doubt: float | None, line: RestoredLine) -> Features:
    """``change``, ``doubt``: the least confidence of a change of the word and of a doubt about it, None if there is none."""
    where = "damaged" if line.state in _DAMAGED else "good"
    found = dict(_shape(word, where))
    if change is not None:
        found["changed"] = found[f"changed in {where}"] = 1.0
        found[f"confidence in {where}"] = _logit(min(change, doubt if doubt is not None else 1.0))
    elif doubt is not None:
        found["unsure"] = 1.0
        found["confidence of unsure"] = _logit(doubt)
    else:
        found[f"kept in {where}"] = 1.0
        if any(char.isalpha() for char in word):
            found[f"kept, doubt of {where}"] = 1 - line.damaged if where == "damaged" else line.damaged
    return found


@lru_cache(maxsize=50_000)
def _shape(word: str, where: str) -> tuple[tuple[str, float], ...]:
    """What a word looks like by itself."""
    core = word.strip(_EDGES)
    found = []
    if not any(char.isalpha() for char in core):
        found.append("no letters")
    else:
        found.append(f"{word_kind(core, packed_model())} in {where}")
        if core.isupper():
            found.append("capitals")
        elif core.isalpha() and any(char.isupper() for char in core[1:]):
            found.append("mixed capitals")
        if len(core) == 1:
            found.append("one letter")
    if _STRANGE_SIGN.search(word):
        found.append("strange sign")
    if _GLUED.search(word) and "/" not in word:
        found.append("glued")
    if is_impossible(word):
        found.append("impossible")
    return tuple((name, 1.0) for name in found)


def _doubt(line: RestoredLine) -> float:
    """The expected number of wrong words among those that restoration changed or doubted."""
    made = [(change.out_start, change.out_end, change.confidence) for change in line.changes]
    left = [word for word in line.unsure if _least((word.start, word.end), made) is None]
    return sum(1 - confidence for *_, confidence in made) + sum(1 - word.confidence for word in left)


def _slip_share(lines: Sequence[RestoredLine], words: Sequence[int]) -> float:
    good = [(line, count) for line, count in zip(lines, words, strict=True) if line.state not in _DAMAGED]
    slips = sum(len(line.changes) for line, _ in good if line.state is TextState.SLIPS)
    return min(slips / (sum(count for _, count in good) + SLIPS_AMONG), MOST_SLIPS)


def _growth(line: RestoredLine, column: int) -> int:
    """By how much the changes before a column of the restored line made it longer."""
    return sum(
        (change.out_end - change.out_start) - (change.end - change.start)
        for change in line.changes
        if change.out_end <= column
    )


def _least(span: tuple[int, int], others: Sequence[Span]) -> float | None:
    """The least confidence of the spans that this one meets."""
    return min((confidence for start, end, confidence in others if span[0] < end and start < span[1]), default=None)


def _logit(confidence: float) -> float:
    bounded = min(max(confidence, LEAST_DOUBT), 1 - LEAST_DOUBT)
    return math.log(bounded / (1 - bounded))
