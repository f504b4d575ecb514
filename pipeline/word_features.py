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

from normalizers.language_model import BOUNDARY, DOCUMENT, NUMBER, UNKNOWN, packed_model
from normalizers.records import RestoredLine, TextState
from normalizers.slots import slots_of
from normalizers.spelling import is_impossible
from normalizers.state import word_kind
from normalizers.syllables import Kind, fold, pieces

Features = dict[str, float]
Span = tuple[int, int, float]  # columns, and the confidence of what was done there

NEAR = 3  # lines on each side that tell how doubtful the text around a word is
WORDS_NEAR = 10.0  # what the page's own mean weighs beside them
SLIPS_AMONG = 30.0  # words added to the good ones of a page, so that one slip in a heading is no plague
MOST_SLIPS = 0.15
SHORT = 2  # a line of so few words has hardly any context
LEAST_DOUBT = 0.004  # confidences nearer to 0 or 1 say no more
EXPECTED_LOG, MOST_SURPRISE = -5.0, 10.0  # a word likelier than this (natural log) is no surprise; what is most counted

_WORD = regex.compile(r"\S+")
_EDGES = ".,;:!?()[]{}\"'“”‘’…-–—/+*|"
_DAMAGED = frozenset({TextState.GARBLED, TextState.STRIPPED})
_STRANGE_SIGN = regex.compile(r"[|_{}\[\]~^*<>=\\¢€£§©®»«¬¥`]|['’‘]$|^['’‘]|,\S*\.")
_ROMAN = regex.compile(r"[IVXLC]+")
_CONTEXT = (1 << 48) - 1  # three words of 16 bits
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
    damage = [line.damaged * count for line, count in zip(lines, words, strict=True)]
    mean = sum(doubts) / max(sum(words), 1)
    slips = _slip_share(lines, words)
    surprises = _surprises(lines)
    for at, line in enumerate(lines):
        near = slice(max(0, at - NEAR), at + NEAR + 1)
        around = sum(words[near]) + WORDS_NEAR
        shared = {f"line {line.state}": 1.0, "doubt around": (sum(doubts[near]) + WORDS_NEAR * mean) / around}
        if line.state not in _DAMAGED:
            shared |= {"slips on page": slips, "damage around": (sum(damage[near]) - damage[at]) / around}
        if words[at] <= SHORT:
            shared["short line"] = 1.0
        yield _line_features(line, shared, surprises[at])


def _line_features(line: RestoredLine, shared: Features, surprises: Sequence[Span]) -> LineFeatures:
    changes = [(change.start, change.end, change.confidence) for change in line.changes]
    made = [(change.out_start, change.out_end, change.confidence) for change in line.changes]
    unsure = [(word.start, word.end, word.confidence) for word in line.unsure]
    before = []
    for match in _WORD.finditer(line.source):
        moved = _moved(match.span(), line)
        change = _least(match.span(), changes)
        doubt = None if change is not None else _least(moved, unsure)
        before.append(_features(match.group(), change, doubt, line) | _surprise(moved, surprises) | shared)
    after = [
        _features(match.group(), _least(match.span(), made), _least(match.span(), unsure), line)
        | _surprise(match.span(), surprises)
        | shared
        for match in _WORD.finditer(line.text)
    ]
    return LineFeatures(tuple(before), tuple(after), changed=sum("changed" in word for word in before))


def _features(word: str, change: float | None, doubt: float | None, line: RestoredLine) -> Features:
    """``change``, ``doubt``: the least confidence of a change of the word and of a doubt about it, None if none."""
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


def _surprises(lines: Sequence[RestoredLine]) -> list[list[Span]]:
    """Where words of good lines stand and how little the words before let expect them: 0 (not at all) to 1."""
    model = packed_model()
    texts = [line.text for line in lines]
    found: list[list[Span]] = [[] for _ in lines]
    context = BOUNDARY
    for line, piece in slots_of(texts, [pieces(text) for text in texts], range(len(texts))):
        word = BOUNDARY
        if piece is not None and piece.kind is not Kind.WORD:
            word = NUMBER if piece.kind is Kind.NUMBER else DOCUMENT
        elif piece is not None:
            word = model.ids.get(fold(piece.text), UNKNOWN)
            if lines[line].state not in _DAMAGED:
                beyond = EXPECTED_LOG - model.score(context, word)
                found[line].append((piece.start, piece.end, min(max(beyond, 0.0), MOST_SURPRISE) / MOST_SURPRISE))
        context = ((context << 16) | word) & _CONTEXT
    return found


def _surprise(span: tuple[int, int], surprises: Sequence[Span]) -> Features:
    """The surprise at a word (0-1) and at the one after it: a slip may fit what is before it, and not what is after."""
    own = max((value for start, end, value in surprises if span[0] < end and start < span[1]), default=0.0)
    after = next((value for start, _, value in surprises if start >= span[1]), 0.0)
    return {"surprise": own, "surprise after": after, "surprise twice": own * after}


@lru_cache(maxsize=50_000)
def _shape(word: str, where: str) -> tuple[tuple[str, float], ...]:
    """What a word looks like by itself."""
    core = word.strip(_EDGES)
    found = []
    if not any(char.isalpha() for char in core):
        found.append("no letters")
    elif _ROMAN.fullmatch(core):
        found.append(f"roman in {where}")
    else:
        found.append(f"{word_kind(core, packed_model())} in {where}")
        if core.isupper():
            found.append("capitals")
        elif core.isalpha() and not core.isascii() and any(char.isupper() for char in core[1:]):
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


def _moved(span: tuple[int, int], line: RestoredLine) -> tuple[int, int]:
    """Where the columns of a word that was not changed are in the restored line."""
    growth = sum(
        (change.out_end - change.out_start) - (change.end - change.start)
        for change in line.changes
        if change.end <= span[0]
    )
    return span[0] + growth, span[1] + growth


def _least(span: tuple[int, int], others: Sequence[Span]) -> float | None:
    """The least confidence of the spans that this one meets."""
    return min((confidence for start, end, confidence in others if span[0] < end and start < span[1]), default=None)


def _logit(confidence: float) -> float:
    bounded = min(max(confidence, LEAST_DOUBT), 1 - LEAST_DOUBT)
    return math.log(bounded / (1 - bounded))
