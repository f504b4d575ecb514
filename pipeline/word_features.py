"""What is known of each word of a text, as it came and as it was restored: what an estimate of its errors rests on.

A feature is a name and a value; a word has about a dozen. They are weighed by ``pipeline.estimate`` with a network that
``benchmarks/build/fit_estimate.py`` fits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from normalizers.records import Change, RestoredLine, TextState
from normalizers.spelling import is_impossible
from pipeline.word_readings import SHORT, Reading, name_odds, reading_features, readings_of
from pipeline.word_shapes import EDGES, FEW_WORDS, is_capitalised, is_junk, line_shape, odd_words, shape, unmarked_words

Features = dict[str, float]
Span = tuple[int, int, float]  # columns, and the confidence of what was done there

NEAR = 3  # lines on each side that tell how doubtful the text around a word is
WORDS_NEAR = 10.0  # what the page's own mean weighs beside them
SLIPS_AMONG = 30.0  # words added to the good ones of a page, so that one slip in a heading is no plague
RATES_AMONG = 100.0  # the same where rates are compared by their logarithms, one slip more being worth less there
MOST_SLIPS = 0.15
USUAL_RATE = -5.0  # natural log
MOST_UNMARKED = 6  # words of a line without any mark: of a good line a third of the words have none
UNLIKELY_MARKS = -0.5  # log odds of a reading
MOST_REPEATED = 3
MOST_PARTED = 3
BESIDE = 40  # characters on each side of a word in which its neighbours are looked for
STOPS = ".:;!?"
LEAST_DOUBT = 0.004  # confidences nearer to 0 or 1 say no more

_WORD = regex.compile(r"\S+")
_BULLET = regex.compile(r"[^\p{L}\d]*\s*")
_LETTER = regex.compile(r"\p{L}[,.;)]?")
_ITEM_WITH_COMMA = regex.compile(r"(\d{1,3}|\p{L}),")
_DAMAGED = frozenset({TextState.GARBLED, TextState.STRIPPED})
_LEGACY_SIGN = regex.compile(r"[¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×÷\u00ad]")  # letters in TCVN3


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the words of a line; ``opening`` is the first character of the next line."""

    shared: Features
    readings: Sequence[Reading]
    repeated: Mapping[str, int]
    opening: str


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
    odd = [odd_words(line.source) for line in lines]
    mean = sum(doubts) / max(sum(words), 1)
    odd_mean = sum(odd) / max(sum(words), 1)
    readings = readings_of(lines)
    signs_of_slips = _signs_of_slips(lines, words, odd, readings)
    repeated = _repeated(lines)
    openings = _openings(lines)
    for at, line in enumerate(lines):
        near = slice(max(0, at - NEAR), at + NEAR + 1)
        around = sum(words[near]) + WORDS_NEAR
        shared = {
            f"line {line.state}": 1.0,
            "doubt around": (sum(doubts[near]) + WORDS_NEAR * mean) / around,
            "odd around": (sum(odd[near]) + WORDS_NEAR * odd_mean) / around,
            "doubt in line": doubts[at] / (words[at] + FEW_WORDS),
            "odd in line": odd[at] / (words[at] + FEW_WORDS),
        }
        if line.state not in _DAMAGED:
            shared |= signs_of_slips | {"damage around": (sum(damage[near]) - damage[at]) / around}
        if words[at] <= SHORT:
            shared["short line"] = 1.0
        if unmarked := unmarked_words(line.source):
            shared["no mark in line"] = min(unmarked, MOST_UNMARKED) / MOST_UNMARKED
        if signs := sum(map(bool, map(_LEGACY_SIGN.search, line.source.split()))):
            shared["legacy signs in line"] = signs / words[at]
        yield _line_features(line, _Around(shared, readings[at], repeated, openings[at]))


def _line_features(line: RestoredLine, around: _Around) -> LineFeatures:
    came, restored = list(_WORD.finditer(line.source)), list(_WORD.finditer(line.text))
    changed = [span for change in line.changes for span in _changed_words(change)]
    made = [span for change in line.changes for span in _made_words(change)]
    unsure = [(word.start, word.end, word.confidence) for word in line.unsure]
    after = [
        _features(match, _least(match.span(), made), _least(match.span(), unsure), line, around)
        | reading_features(match.span(), around.readings, match.group())
        for match in restored
    ]
    _mark_neighbours(restored, after)
    if line.text == line.source and not changed:
        return LineFeatures(tuple(after), tuple(after), changed=0)
    before = []
    for match in came:
        moved = _moved(match.span(), line)
        change = _least(match.span(), changed)
        doubt = None if change is not None else _least(moved, unsure)
        read = reading_features(moved, around.readings, match.group())
        before.append(_features(match, change, doubt, line, around) | read)
    _mark_neighbours(came, before)
    _mark_parted(line.changes, zip(came, before, strict=True), zip(restored, after, strict=True))
    return LineFeatures(tuple(before), tuple(after), changed=sum("changed" in word for word in before))


def _mark_parted(changes: Sequence[Change], *sides: Iterable[tuple[regex.Match[str], Features]]) -> None:
    """Words of which a change made more words or fewer than they were. ``sides``: as they came, restored."""
    came, made = map(list, sides)
    for change in changes:
        more = len(change.target.split()) - len(change.source.split())
        if not more:
            continue
        for words, start, end in ((came, change.start, change.end), (made, change.out_start, change.out_end)):
            for match, row in words:
                if match.start() < end and start < match.end():
                    row["parted" if more > 0 else "joined"] = min(abs(more), MOST_PARTED) / MOST_PARTED


def _mark_neighbours(words: Sequence[regex.Match[str]], rows: Sequence[Features]) -> None:
    """How odd the words before and after each are (0-1): what is no word seldom comes alone."""
    odd = [0.0, *(1.0 if is_junk(word.group()) else _doubted(row) for word, row in zip(words, rows, strict=True)), 0.0]
    for at, row in enumerate(rows):
        row["odd before"], row["odd after"] = odd[at], odd[at + 2]


def _doubted(row: Features) -> float:
    confidence = row.get("confidence of changed", row.get("confidence of unsure"))
    return 0.0 if confidence is None else 1 / (1 + math.exp(confidence))


def _features(
    word: regex.Match[str], change: float | None, doubt: float | None, line: RestoredLine, around: _Around
) -> Features:
    """``change``, ``doubt``: the least confidence of a change of the word and of a doubt about it, None if none."""
    text, end = word.group(), word.end()
    found = around.shared | dict(line_shape(word.string)) | dict(shape(text))
    following = word.string[end + 1 : end + 2]
    if not following:
        found["last"] = 1.0
        following = around.opening
    if text.endswith(".") and following.islower() and len(text) > SHORT:
        found["stop before a small letter"] = 1.0  # a comma read as a full stop
    if (times := around.repeated.get(text.strip(EDGES), 1)) > 1:
        found["repeated"] = min(times - 1, MOST_REPEATED) / MOST_REPEATED
    if word.start() == 0:
        found["first"] = 1.0
    if _ITEM_WITH_COMMA.fullmatch(text) and _BULLET.fullmatch(word.string, 0, word.start()):
        found["item with a comma"] = 1.0  # what stands behind an item's number or letter is a full stop
    before = word.string[max(word.start() - BESIDE, 0) : word.start()].split()[-1:]
    after = word.string[end : end + BESIDE].split()[:1]
    if _LETTER.fullmatch(text) and any(
        first.endswith(",") and _LETTER.fullmatch(first) and _LETTER.fullmatch(second)
        for first, second in pairwise([*before, text, *after])
    ):
        found["letter of a list"] = 1.0  # "the points a, b and c"
    if is_capitalised(text):
        if before and before[0][-1] not in STOPS:
            found["capital inside"] = 1.0
        if any(map(is_capitalised, before + after)):
            found["capital beside"] = 1.0  # a name: what the language model does not know may still be right
            if odds := name_odds(text.strip(EDGES)):
                found["odds as a name"] = odds
    if (legacy := found.get("legacy signs in line")) and not _LEGACY_SIGN.search(text):
        found["other word among legacy signs"] = legacy
    if change is not None:
        found["changed"] = 1.0
        found["confidence of changed"] = _logit(min(change, doubt if doubt is not None else 1.0))
    elif doubt is not None:
        found["unsure"] = 1.0
        found["confidence of unsure"] = _logit(doubt)
    else:
        found["kept"] = 1.0
        if "no letters" not in found:
            found["kept, doubt of line"] = 1 - line.damaged if line.state in _DAMAGED else line.damaged
    return found


def _repeated(lines: Sequence[RestoredLine]) -> Mapping[str, int]:
    """How often the words that are no Vietnamese stand on the page: what was misread seldom looks twice the same."""
    words = (word.strip(EDGES) for line in lines for word in line.source.split())
    return Counter(word for word in words if word.isalpha() and is_impossible(word))


def _openings(lines: Sequence[RestoredLine]) -> list[str]:
    """The first character of the line with text that follows each line."""
    openings, first = [], ""
    for line in reversed(lines):
        openings.append(first)
        first = line.source.strip()[:1] or first
    return openings[::-1]


def _doubt(line: RestoredLine) -> float:
    """The expected number of wrong words among those that restoration changed or doubted."""
    made = [(change.out_start, change.out_end, change.confidence) for change in line.changes]
    left = [word for word in line.unsure if _least((word.start, word.end), made) is None]
    return sum(1 - confidence for *_, confidence in made) + sum(1 - word.confidence for word in left)


def _signs_of_slips(
    lines: Sequence[RestoredLine], words: Sequence[int], odd: Sequence[int], readings: Sequence[Sequence[Reading]]
) -> Features:
    """How much the good lines of a page were misread, by the slips that were found, the words that look odd and those
    whose marks are unlikely there: what cannot be seen is the rarer, the longer the page is without any."""
    good = [at for at, line in enumerate(lines) if line.state not in _DAMAGED]
    slips = sum(len(lines[at].changes) for at in good if lines[at].state is TextState.SLIPS)
    count = sum(words[at] for at in good)
    strange = sum(odd[at] for at in good if lines[at].state is not TextState.LEGACY)
    unlikely = sum(reading.as_it_is < UNLIKELY_MARKS for at in good for reading in readings[at])
    return {
        "slips on page": min(slips / (count + SLIPS_AMONG), MOST_SLIPS),
        "rate of slips": math.log((slips + 1) / (count + RATES_AMONG)) - USUAL_RATE,
        "rate of odd words": math.log((strange + 1) / (count + RATES_AMONG)) - USUAL_RATE,
        "rate of unlikely marks": math.log((unlikely + 1) / (count + RATES_AMONG)) - USUAL_RATE,
    }


def _changed_words(change: Change) -> Iterator[Span]:
    """The words of the source that a change replaced. Of as many words as before, some may be the same."""
    return _differing(change.source, change.target, change.start, change.confidence)


def _made_words(change: Change) -> Iterator[Span]:
    """The same of the result."""
    return _differing(change.target, change.source, change.out_start, change.confidence)


def _differing(text: str, other: str, start: int, confidence: float) -> Iterator[Span]:
    words, others = list(_WORD.finditer(text)), other.split()
    for at, word in enumerate(words):
        if len(words) != len(others) or word.group() != others[at]:
            yield start + word.start(), start + word.end(), confidence


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
