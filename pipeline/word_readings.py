"""How the language model reads the words of a restored text: how surprising each is, whether its marks are right."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from normalizers.decoder import CONTEXT_MASK
from normalizers.engine import engine
from normalizers.language_model import BOUNDARY, UNKNOWN, LanguageModel, packed_model
from normalizers.name_counts import FAMILY, GIVEN, MIDDLE, name_counts
from normalizers.records import RestoredLine, TextState
from normalizers.slots import slots_of, word_id
from normalizers.syllables import Kind, fold, pieces, skeleton

Features = dict[str, float]

SHORT = 2  # a line of so few words has hardly any context
EXPECTED_LOG, MOST_SURPRISE = -5.0, 10.0  # a word likelier than this (natural log) is no surprise; what is most counted
MOST_ODDS = 8.0  # natural log
_NEARLY_NOTHING = 1e-30
_DAMAGED = frozenset({TextState.GARBLED, TextState.STRIPPED})


class Reading(NamedTuple):
    """Of a word or a number of a restored line, with its columns. ``surprise``: how little the words before let expect
    it, 0 (not at all) to 1. ``as_it_is``, ``as_bare``: the log odds (-1 to 1) that this word, or its letters without
    marks, stand here and no other word of the same letters; 0 for what nothing surprising is read in a good line."""

    start: int
    end: int
    surprise: float
    as_it_is: float = 0.0
    as_bare: float = 0.0
    is_number: bool = False


def readings_of(lines: Sequence[RestoredLine]) -> list[list[Reading]]:
    """The readings of each line; lines that stand together are each other's context."""
    model = packed_model()
    texts = [line.text for line in lines]
    slots = slots_of(texts, [pieces(text) for text in texts], range(len(texts)))
    words = [word_id(model, piece) for _, piece in slots]
    following = [*words, BOUNDARY][1:]
    found: list[list[Reading]] = [[] for _ in lines]
    context = BOUNDARY
    for (line, piece), word, after in zip(slots, words, following, strict=True):
        if piece is not None and piece.kind is not Kind.DOCUMENT:
            beyond = EXPECTED_LOG - model.score(context, word)
            surprise = min(max(beyond, 0.0), MOST_SURPRISE) / MOST_SURPRISE
            odds = (0.0, 0.0)
            if piece.kind is Kind.WORD and (surprise or lines[line].state in _DAMAGED):
                odds = _odds(model, skeleton(piece.text), word, context, after)
            found[line].append(Reading(piece.start, piece.end, surprise, *odds, piece.kind is Kind.NUMBER))
        context = ((context << 16) | word) & CONTEXT_MASK
    return found


def reading_features(span: tuple[int, int], readings: Sequence[Reading], printed: str) -> Features:
    """What the readings of a line say of the word in the columns ``span``, which stood there as ``printed``.

    The surprise at the word after it counts too: a slip may fit what is before it, and not what is after.
    """
    start, end = span
    here: list[Reading] = []
    surprise_after = 0.0
    for reading in readings:
        if reading.start >= end:
            surprise_after = reading.surprise
            break
        if start < reading.end:
            here.append(reading)
    surprise = max((reading.surprise for reading in here), default=0.0)
    found: Features = {}
    if here and here[0].is_number:
        found["surprise of number"] = surprise
    elif len(readings) <= SHORT:
        found["surprise in a short line"] = surprise  # what stands alone is always surprising
    else:
        found["surprise"] = surprise
        found["surprise after"] = surprise_after
    if len(here) == 1 and not here[0].is_number:
        if printed.isascii():
            found["odds without marks"] = here[0].as_bare
        else:
            found["odds with these marks"] = here[0].as_it_is
    return found


def name_odds(word: str) -> float:
    """The log odds (-1 to 1) that a word of a person's name is spelled so and no other way of the same letters; 0 for
    what is in no name."""
    alike = _names_of_letters().get(skeleton(word))
    return _log_odds(alike.get(fold(word), 0.0), sum(alike.values())) if alike else 0.0


@cache
def _names_of_letters() -> Mapping[str, Mapping[str, float]]:
    """How often each syllable stands in the names of persons, by its letters."""
    counts, found = name_counts(), defaultdict[str, dict[str, float]](dict)
    for place in (FAMILY, MIDDLE, GIVEN):
        for name in counts.names(place):
            alike = found[skeleton(name)]
            alike[name] = alike.get(name, 0.0) + counts.share(place, name)
    return found


def _odds(model: LanguageModel, letters: str, own: int, context: int, following: int) -> tuple[float, float]:
    """``as_it_is`` and ``as_bare`` of the word ``own``, of whose letters there may be other words."""
    siblings = engine().garbled.with_skeleton(letters)
    if len(siblings) < 2:
        return (0.0, 0.0) if own == UNKNOWN else (1.0, 1.0)
    shares = {}
    for word in siblings:
        after = ((context << 16) | word) & CONTEXT_MASK
        shares[word] = math.exp(model.score(context, word) + model.score(after, following))
    total = sum(shares.values())
    return _log_odds(shares.get(own, 0.0), total), _log_odds(shares.get(model.ids.get(letters, -1), 0.0), total)


def _log_odds(share: float, total: float) -> float:
    odds = math.log((share + _NEARLY_NOTHING) / (max(total - share, 0.0) + _NEARLY_NOTHING))
    return min(max(odds, -MOST_ODDS), MOST_ODDS) / MOST_ODDS
