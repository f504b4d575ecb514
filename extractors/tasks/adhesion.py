"""How well one fragment reads on after another: the language model asked across a line end.

In an interleaved table two columns compete for each fragment; "… bổ" asks for "sung …", not for "hoặc …".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from normalizers.casing import CaseModel, packed_surfaces
from normalizers.decoder import CONTEXT_MASK
from normalizers.language_model import BOUNDARY, MASK, NUMBER, UNKNOWN, LanguageModel, packed_model
from normalizers.spelling import is_syllable
from normalizers.syllables import fold, skeleton

_WORD = re.compile(r"[^\W\d_]+")
LIMIT = 4.0  # log-odds beyond which more agreement says nothing more


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1)
def _model() -> LanguageModel | None:
    try:
        return packed_model()
    except FileNotFoundError:  # a checkout without the packaged model still reads tables, with less evidence
        return None


_STOPPED = re.compile(r"[.:;!?…]\s*$")


def _ids(model: LanguageModel, words: list[str]) -> list[int]:
    return [model.ids.get(word, UNKNOWN) for word in words]


def _context(ids: list[int]) -> int | None:
    """The last three words as the model's context; ``None`` where they say nothing."""
    if not ids or ids[-1] in (UNKNOWN, BOUNDARY):
        return None
    context = 0
    for order, known in enumerate(reversed(ids[-3:])):
        context |= known << (16 * order)
    return context


def _follows(model: LanguageModel, ids: list[int], found: int) -> float:
    """Log-odds of a word after the words before it, against its plain frequency; 0 if unknown."""
    context = _context(ids)
    return 0.0 if context is None or found == UNKNOWN else model.score(context, found) - model.logp1[found]


@lru_cache(maxsize=20_000)
def adhesion(before: str, after: str) -> float:
    """Log-odds, within ±``LIMIT``, that ``after`` goes on with the sentence ``before`` ends in; 0 if unknown.

    P(first word | last three words) against the word's plain frequency, and the second word likewise at half weight.
    """
    model = _model()
    if model is None or _STOPPED.search(before):
        return 0.0
    left, right = _ids(model, _words(before)[-3:]), _ids(model, _words(after)[:2])
    if not left:
        return 0.0
    total = sum(
        weight * _follows(model, [*left, *right[:at]], found)
        for at, (weight, found) in enumerate(zip((1.0, 0.5), right, strict=False))
    )
    return max(-LIMIT, min(LIMIT, total))


ENDS_LEAST, ENDS_MOST = -3.0, 1.0
USUAL_END = -4.7  # log-probability of a sentence's end after a word that may well be the last one of a cell
LEAST_FREQUENCY, HIGHEST_FREQUENCY = -11.0, -4.5  # log-probabilities; words nobody knows have the least


@lru_cache(maxsize=200_000)
def reads_on(before: str, word: str) -> float:
    """Log-odds that one word follows ``before``, against its plain frequency; 0 if unknown."""
    model = _model()
    if model is None or _STOPPED.search(before):
        return 0.0
    found = _ids(model, _words(word)[:1])
    return _follows(model, _ids(model, _words(before)[-3:]), found[0]) if found else 0.0


AS_RESTORED, LEAST_READING = 0.5, 0.02  # share of the reading that restoration chose; least share of another one


@lru_cache(maxsize=50_000)
def reads_on_unmarked(before: str, word: str) -> float:
    """Like ``reads_on``, where the marks of ``word`` and of the word before it were lost: neither was restored beside
    the other. How likely any word of the one's letters follows any of the other's."""
    model, alike, words = _model(), _of_same_letters(word), _words(before)[-3:]
    if model is None or not words or _STOPPED.search(before) or not alike:
        return 0.0
    ids = _ids(model, words)
    contexts = ((share, _context([*ids[:-1], last])) for last, share in _readings(words[-1], _context(ids[:-1])))
    plain = _together(alike)
    follows = sum(
        share * (plain if context is None else sum(math.exp(model.score(context, one)) for one in alike))
        for share, context in contexts
    )
    return math.log(follows / plain) if follows else 0.0


@lru_cache(maxsize=50_000)
def _readings(word: str, context: int | None) -> tuple[tuple[int, float], ...]:
    """The words of the letters of ``word`` with the share of each behind ``context``; ``word`` itself has at least
    half."""
    model, alike = _model(), _of_same_letters(word)
    if model is None or not alike:
        return ((UNKNOWN, 1.0),)
    shares = [math.exp(model.logp1[one] if context is None else model.score(context, one)) for one in alike]
    told = model.ids.get(word)
    rest = 1.0 if told is None else 1.0 - AS_RESTORED
    read = {one: rest * share / sum(shares) for one, share in zip(alike, shares, strict=True)}
    if told is not None:
        read[told] += AS_RESTORED
    return tuple((one, share) for one, share in read.items() if share >= LEAST_READING)


@lru_cache(maxsize=50_000)
def unmarked_frequency(word: str) -> float:
    """The plain probability of any word of the same letters, as ``word_frequency`` has it."""
    together = _together(_by_letters().get(skeleton(word), ()))
    return max(math.exp(LEAST_FREQUENCY), min(math.exp(HIGHEST_FREQUENCY), together))


def _together(alike: Sequence[int]) -> float:
    """The plain probability of any of these words of the model."""
    model = _model()
    return 0.0 if model is None else sum(math.exp(model.logp1[one]) for one in alike)


def _of_same_letters(word: str) -> tuple[int, ...]:
    """The words of the model that are the first word of ``word`` but for their marks."""
    letters = _words(word)[:1]
    return _by_letters().get(skeleton(letters[0]), ()) if letters else ()


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, tuple[int, ...]]:
    model = _model()
    found: dict[str, list[int]] = {}
    for word, one in model.ids.items() if model else ():
        found.setdefault(skeleton(word), []).append(one)
    return {letters: tuple(alike) for letters, alike in found.items()}


@lru_cache(maxsize=50_000)
def ends_here(text: str) -> float:
    """Log-odds that a cell may end with ``text``: low where something must follow ("Trung tâm Phục", "các")."""
    if text.endswith((",", "-", "–", "&", "/", "(")):
        return ENDS_LEAST
    model = _model()
    context = None if model is None else _context(_ids(model, _words(text)[-3:]))
    if model is None or context is None:
        return 0.0
    return max(ENDS_LEAST, min(ENDS_MOST, model.score(context, BOUNDARY) - USUAL_END))


@lru_cache(maxsize=50_000)
def word_frequency(word: str) -> float:
    """The plain probability of a word."""
    model = _model()
    found = UNKNOWN if model is None else model.ids.get(fold(word), UNKNOWN)
    told = LEAST_FREQUENCY if model is None or found == UNKNOWN else model.logp1[found]
    return math.exp(max(LEAST_FREQUENCY, min(HIGHEST_FREQUENCY, told)))


_UNIT = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d[\d/.,-]*)|(?P<stop>[.:;!?…])")


@lru_cache(maxsize=100_000)
def sense(text: str) -> float:
    """Log-probability of a whole cell, its beginning and its end included; 0 where there is no model or no word."""
    model = _model()
    if model is None or not text:
        return 0.0
    context, total = BOUNDARY, 0.0
    for unit in _UNIT.finditer(f"{text} ."):
        word = unit["word"]
        found = model.ids.get(fold(word), UNKNOWN) if word else NUMBER if unit["number"] else BOUNDARY
        if found != BOUNDARY or context & MASK != BOUNDARY:
            total += model.score(context, found)
            context = ((context << 16) | found) & CONTEXT_MASK
    return total


@lru_cache(maxsize=1)
def _case() -> CaseModel | None:
    model = _model()
    return None if model is None else CaseModel(model, packed_surfaces())


CAPITAL_STARTS, RAREST_CAPITAL = 0.55, 0.03  # share of cells' lines that begin with a capital; least share believed


@lru_cache(maxsize=20_000)
def capital_starts(before: str, word: str) -> float:
    """Log-odds that ``word``, printed with a capital, begins something new after the words ``before``.

    A capital is no news in a name ("của Bộ"), but hardly stands in the middle of a sentence ("giữa Các").
    """
    case, model = _case(), _model()
    left, right = _words(before)[-1:], _words(word)[:1]
    if case is None or model is None or not right or _STOPPED.search(before):
        return 0.0
    share = case.title_share(model.ids.get(left[0], UNKNOWN) if left else UNKNOWN, model.ids.get(right[0], UNKNOWN))
    return 0.0 if share is None else math.log(CAPITAL_STARTS / max(RAREST_CAPITAL, share))


RARE = -12.5  # log-probability of a word under which it is hardly one


@lru_cache(maxsize=50_000)
def is_known_word(word: str) -> bool:
    """Whether the language model has met ``word`` at all; any syllable where there is no model."""
    model = _model()
    return is_syllable(word) if model is None else fold(word) in model.ids


@lru_cache(maxsize=50_000)
def is_common_word(word: str) -> bool:
    """Whether the language model knows ``word`` as one in use; any syllable where there is no model."""
    model = _model()
    if model is None:
        return is_syllable(word)
    found = model.ids.get(fold(word))
    return found is not None and found != UNKNOWN and model.logp1[found] > RARE
