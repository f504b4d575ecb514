"""What is known of each word of a text, as it came and as it was restored: what an estimate of its errors rests on.

A feature is a name and a value; a word has about a dozen. What a feature says differs between good lines, damaged ones
and those in a font of before Unicode, so that each kind of line has weights of its own. They are fitted by
``benchmarks/build/fit_estimate.py`` and applied by ``pipeline.estimate``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from normalizers.language_model import BOUNDARY, DOCUMENT, NUMBER, UNKNOWN, packed_model
from normalizers.records import RestoredLine, TextState
from normalizers.slots import slots_of
from normalizers.spelling import is_impossible
from normalizers.state import word_kind
from normalizers.syllables import Kind, fold, pieces

Features = dict[str, float]
Shape = tuple[tuple[str, float], ...]
Where = Literal["good", "damaged", "legacy"]
Span = tuple[int, int, float]  # columns, and the confidence of what was done there

NEAR = 3  # lines on each side that tell how doubtful the text around a word is
WORDS_NEAR = 10.0  # what the page's own mean weighs beside them
SLIPS_AMONG = 30.0  # words added to the good ones of a page, so that one slip in a heading is no plague
RATES_AMONG = 100.0  # the same where rates are compared by their logarithms, one slip more being worth less there
MOST_SLIPS = 0.15
USUAL_RATE = -5.0  # natural log
SHORT = 2  # a line of so few words has hardly any context
FEW_WORDS = 3.0  # added to a line's words where a share of them is taken
MOST_REPEATED = 3
LEAST_DOUBT = 0.004  # confidences nearer to 0 or 1 say no more
EXPECTED_LOG, MOST_SURPRISE = -5.0, 10.0  # a word likelier than this (natural log) is no surprise; what is most counted

_WORD = regex.compile(r"\S+")
_EDGES = ".,;:!?()[]{}\"'“”‘’…-–—/+*|"
_DAMAGED = frozenset({TextState.GARBLED, TextState.STRIPPED})
# Signs of other alphabets' encodings and of misread rules, stains and quotes.
_STRANGE_SIGN = regex.compile(r"[|_{}\[\]~^*<>=\\¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×÷€`]|['’‘]$|^['’‘]|,\p{L}\S*\.")
_LEGACY_SIGN = regex.compile(r"[¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×÷\u00ad]")  # letters in TCVN3
_LONE_SIGN = regex.compile(r"[^\p{L}\p{N}+*–-]|[^\p{L}\p{N}./…]{2,}")
_LIKE_ONE = regex.compile(r"[1Il|!T]{1,4}[.,)]?")  # what is left of a roman number
_ROMAN = regex.compile(r"[IVXLC]+")
_CONTEXT = (1 << 48) - 1  # three words of 16 bits
_GLUED = regex.compile(r"\d[.,)]?\p{L}{2,}|\p{L}\d|\p{L}[.,;:)]\p{L}")


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the words of a line; ``opening`` is the first character of the next line."""

    shared: Features
    surprises: Sequence[Span]
    repeated: Mapping[str, int]
    opening: str


@dataclass(frozen=True, slots=True)
class LineFeatures:
    """``before``: of each word of the line as it came; ``after``: of each word of the restored line."""

    where: Where
    before: tuple[Features, ...]
    after: tuple[Features, ...]
    changed: int  # words of the line as it came that were changed


def page_features(lines: Sequence[RestoredLine]) -> Iterator[LineFeatures]:
    """The features of the words of lines that stand together."""
    words = [len(line.source.split()) for line in lines]
    doubts = [_doubt(line) for line in lines]
    damage = [line.damaged * count for line, count in zip(lines, words, strict=True)]
    odd = [_odd_words(line.source) for line in lines]
    mean = sum(doubts) / max(sum(words), 1)
    odd_mean = sum(odd) / max(sum(words), 1)
    signs_of_slips = _signs_of_slips(lines, words, odd)
    surprises = _surprises(lines)
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
        if signs := sum(map(bool, map(_LEGACY_SIGN.search, line.source.split()))):
            shared["legacy signs in line"] = signs / words[at]
        yield _line_features(line, _Around(shared, surprises[at], repeated, openings[at]))


def _line_features(line: RestoredLine, around: _Around) -> LineFeatures:
    changes = [(change.start, change.end, change.confidence) for change in line.changes]
    made = [(change.out_start, change.out_end, change.confidence) for change in line.changes]
    unsure = [(word.start, word.end, word.confidence) for word in line.unsure]
    before = []
    for match in _WORD.finditer(line.source):
        moved = _moved(match.span(), line)
        change = _least(match.span(), changes)
        doubt = None if change is not None else _least(moved, unsure)
        before.append(_features(match, change, doubt, line, around) | _surprise(moved, around.surprises))
    after = [
        _features(match, _least(match.span(), made), _least(match.span(), unsure), line, around)
        | _surprise(match.span(), around.surprises)
        for match in _WORD.finditer(line.text)
    ]
    where: Where = "damaged" if line.state in _DAMAGED else "legacy" if line.state is TextState.LEGACY else "good"
    return LineFeatures(where, tuple(before), tuple(after), changed=sum("changed" in word for word in before))


def _features(
    word: regex.Match[str], change: float | None, doubt: float | None, line: RestoredLine, around: _Around
) -> Features:
    """``change``, ``doubt``: the least confidence of a change of the word and of a doubt about it, None if none."""
    text, end = word.group(), word.end()
    found = around.shared | dict(_shape(text))
    following = word.string[end + 1 : end + 2]
    if not following:
        found["last"] = 1.0
        following = around.opening
    if text.endswith(".") and following.islower() and len(text) > SHORT:
        found["stop before a small letter"] = 1.0  # a comma read as a full stop
    if (times := around.repeated.get(text.strip(_EDGES), 1)) > 1:
        found["repeated"] = min(times - 1, MOST_REPEATED) / MOST_REPEATED
    if word.start() == 0:
        found["first"] = 1.0
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
    words = (word.strip(_EDGES) for line in lines for word in line.source.split())
    return Counter(word for word in words if word.isalpha() and is_impossible(word))


def _openings(lines: Sequence[RestoredLine]) -> list[str]:
    """The first character of the line with text that follows each line."""
    openings, first = [], ""
    for line in reversed(lines):
        openings.append(first)
        first = line.source.strip()[:1] or first
    return openings[::-1]


def _surprises(lines: Sequence[RestoredLine]) -> list[list[Span]]:
    """Where words of restored lines stand and how little the words before let expect them: 0 (not at all) to 1."""
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
            beyond = EXPECTED_LOG - model.score(context, word)
            found[line].append((piece.start, piece.end, min(max(beyond, 0.0), MOST_SURPRISE) / MOST_SURPRISE))
        context = ((context << 16) | word) & _CONTEXT
    return found


def _surprise(span: tuple[int, int], surprises: Sequence[Span]) -> Features:
    """The surprise at a word (0-1) and at the one after it: a slip may fit what is before it, and not what is after."""
    own = max((value for start, end, value in surprises if span[0] < end and start < span[1]), default=0.0)
    after = next((value for start, _, value in surprises if start >= span[1]), 0.0)
    if len(surprises) <= SHORT:
        return {"surprise in a short line": own}  # what stands alone is always surprising
    return {"surprise": own, "surprise after": after, "surprise twice": own * after}


@lru_cache(maxsize=50_000)
def _shape(word: str) -> Shape:
    """What a word looks like by itself."""
    core = word.strip(_EDGES)
    found = []
    if not any(char.isalpha() for char in core):
        found.append("no letters")
        if _LONE_SIGN.fullmatch(word):
            found.append("lone sign")
        elif any(char.isdigit() for char in word):
            found.append("number")
    elif _ROMAN.fullmatch(core):
        found.append("roman")
    else:
        found.append(word_kind(core, packed_model()))
        if core.isupper():
            found.append("capitals")
        elif core.isalpha() and not core.isascii() and any(char.isupper() for char in core[1:]):
            found.append("mixed capitals")
        if len(core) == 1:
            found.append("one letter")
    if _LIKE_ONE.fullmatch(word):
        found.append("like a one")
    if _STRANGE_SIGN.search(word):
        found.append("strange sign")
    if _GLUED.search(word) and "/" not in word:
        found.append("glued")
    if is_impossible(word):
        found.append("impossible")
    return tuple((name, 1.0) for name in found)


_ODD = frozenset({"lone sign", "strange sign", "impossible", "glued", "signs inside"})


@lru_cache(maxsize=50_000)
def _is_odd(word: str) -> bool:
    return any(name in _ODD for name, _ in _shape(word))


def _odd_words(text: str) -> int:
    """The words that nobody would have printed so."""
    return sum(map(_is_odd, text.split()))


def _doubt(line: RestoredLine) -> float:
    """The expected number of wrong words among those that restoration changed or doubted."""
    made = [(change.out_start, change.out_end, change.confidence) for change in line.changes]
    left = [word for word in line.unsure if _least((word.start, word.end), made) is None]
    return sum(1 - confidence for *_, confidence in made) + sum(1 - word.confidence for word in left)


def _signs_of_slips(lines: Sequence[RestoredLine], words: Sequence[int], odd: Sequence[int]) -> Features:
    """How much the good lines of a page were misread, by the slips that were found and the words that look odd: what
    cannot be seen is the rarer, the longer the page is without any."""
    good = [at for at, line in enumerate(lines) if line.state not in _DAMAGED]
    slips = sum(len(lines[at].changes) for at in good if lines[at].state is TextState.SLIPS)
    count = sum(words[at] for at in good)
    odd_words = sum(odd[at] for at in good if lines[at].state is not TextState.LEGACY)
    return {
        "slips on page": min(slips / (count + SLIPS_AMONG), MOST_SLIPS),
        "rate of slips": math.log((slips + 1) / (count + RATES_AMONG)) - USUAL_RATE,
        "rate of odd words": math.log((odd_words + 1) / (count + RATES_AMONG)) - USUAL_RATE,
    }


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
