"""Names of persons in misread print: ``Ngo Ngoc Van`` → ``Ngô Ngọc Vân``, with how sure that is.

A name stands alone under a signature, where no sentence helps a language model; but family names are few, and middle
and given names are drawn from some hundreds of syllables. Each printed token is weighed by the learned channel (how
often is this syllable read so?) and the whole by how common such a name is: the syllables in their places, for a man
and for a woman, and middle and given names that go together (``name_counts.py``). What the print cannot tell (Văn or
Vân, both read "Van") comes out as doubt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from rapidfuzz.distance import Levenshtein

from normalizers.language_model import packed_model
from normalizers.misread import likely_syllables
from normalizers.name_counts import FAMILY, FIRST, GIVEN, LONGEST_NAME, MIDDLE, name_counts
from normalizers.spelling import is_syllable
from normalizers.spelling_parts import coarse_key
from normalizers.syllables import fold, skeleton

CHANNEL_WEIGHT = 0.8  # as in the restorer: shapes of neighbouring letters are not independent
SAME_LETTERS, OTHER_LETTERS, EACH_EDIT = -4.0, -5.0, -2.2  # log-probability of a shape that no table knows
LIKELY_SHAPE = -5.0  # a syllable of no list must be at least so likely to be read as the token
UNEXPLAINED = -5.0  # a token that no syllable explains so well may be misread in other letters
LOWEST = -12.0  # a token that explains a syllable worse is not that syllable
WIDTH, FEW = 25, 8  # readings followed of each place; of the first of two middle names

_SIGNS = re.compile(r"^[^\w]+|[^\w]+$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """``confidence``: probability that all words are right, 0-1. ``rival``: the next best reading, if there is one."""

    text: str
    confidence: float
    rival: str | None


Reading = tuple[float, str]  # logarithm of the channel's probability, syllable


def read_person(printed: Sequence[str], channel: str = "garbled") -> PersonName | None:
    """The most likely name of two to five printed tokens, or None where a token explains no syllable of a name."""
    tokens = [_SIGNS.sub("", token) for token in printed]
    if not 2 <= len(tokens) <= LONGEST_NAME or not all(token[:1].isalpha() for token in tokens):
        return None
    columns = [_readings(token, place, channel) for token, place in zip(tokens, _places(len(tokens)), strict=True)]
    if not all(columns):
        return None
    (family, *families), (rest, *others) = _families(columns[0]), _after_family(columns[1:])
    confidence = family[0] * rest[0]
    rivals = [(family[0] * weight, (*family[1], *words)) for weight, words in others[:1]]
    rivals += [(weight * rest[0], (*words, *rest[1])) for weight, words in families[:1]]
    rival = _written(max(rivals)[1]) if rivals else None
    return PersonName(_written((*family[1], *rest[1])), round(confidence, 4), rival)


def family_name(printed: str) -> tuple[str, float]:
    """The family name that a Vietnamese OCR read as ``printed``, of the same letters, and how sure that is (0-1).

    A name of the list is kept: ``("Đỉnh")`` → ``("Đinh", 0.99)``, ``("Vừ")`` → ``("Vừ", 1.0)``.
    """
    counts = name_counts()
    own = fold(printed)
    if own in counts.listed_families:
        return printed, 1.0
    weighed = [
        (CHANNEL_WEIGHT * cost + math.log(counts.share(FAMILY, word)), word)
        for cost, word in _readings(printed, FAMILY, "slips")
    ]
    known = (word for _, word in weighed if word in counts.listed_families and skeleton(word) == skeleton(own))
    best = next(known, None)
    if best is None or not printed.isalpha():
        return printed, 0.0
    top = weighed[0][0]
    share = sum(math.exp(score - top) for score, word in weighed if word == best)
    return _written([best]), round(share / sum(math.exp(score - top) for score, _ in weighed), 4)


def _places(size: int) -> list[str]:
    return [FAMILY, *[FIRST] * (size - 3), *[MIDDLE] * (size > 2), GIVEN]


def _written(words: Sequence[str]) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words)


Weighed = tuple[float, tuple[str, ...]]  # probability, words


def _families(column: Sequence[Reading]) -> list[Weighed]:
    return _ranked(
        (math.exp(CHANNEL_WEIGHT * cost) * name_counts().share(FAMILY, word), (word,)) for cost, word in column
    )


def _after_family(columns: Sequence[Sequence[Reading]]) -> list[Weighed]:
    """The readings of middle and given names, best first: as a man's and as a woman's name together."""
    counts = name_counts()
    narrow = [column[:FEW] for column in columns[:-2]]
    return _ranked(
        (math.exp(CHANNEL_WEIGHT * sum(cost for cost, _ in readings)) * counts.after_family(words), words)
        for readings in product(*narrow, *columns[-2:])
        for words in [tuple(word for _, word in readings)]
    )


def _ranked(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Best first, with probabilities that sum to 1."""
    ranked = sorted(weighed, reverse=True)
    total = sum(weight for weight, _ in ranked)
    return [(weight / total, words) for weight, words in ranked]


@lru_cache(maxsize=4096)
def _readings(token: str, place: str, channel: str) -> tuple[Reading, ...]:
    """What a token may be in this place, the best first by channel and share."""
    shapes = likely_syllables(token, channel)
    counts = name_counts()
    letters, key = skeleton(token), coarse_key(token)
    found = {word: max(shapes.get(word, LOWEST), SAME_LETTERS) for word in _with_letters().get(letters, ())}
    found |= {word: cost for word, cost in shapes.items() if cost > LIKELY_SHAPE and is_syllable(word)}
    listed = counts.names(place)
    found |= {word: max(found.get(word, LOWEST), shapes[word]) for word in listed if shapes.get(word, LOWEST) > LOWEST}
    if max(found.values(), default=LOWEST) < UNEXPLAINED:
        slack = 2 if len(key) > 3 else 1 if len(key) > 1 else 0
        for word in listed:
            edits = Levenshtein.distance(key, coarse_key(word), score_cutoff=slack)
            if edits <= slack:
                found[word] = max(found.get(word, LOWEST), OTHER_LETTERS + EACH_EDIT * edits)
    ranked = sorted(found.items(), key=lambda item: -CHANNEL_WEIGHT * item[1] - math.log(counts.share(place, item[0])))
    return tuple((cost, word) for word, cost in ranked[:WIDTH])


@cache
def _with_letters() -> Mapping[str, set[str]]:
    """Syllables of the language and of names by their letters."""
    counts = name_counts()
    names = (word for place in (FAMILY, FIRST, MIDDLE, GIVEN) for word in counts.names(place))
    index: dict[str, set[str]] = {}
    for word in (*filter(is_syllable, packed_model().words[4:]), *names):
        index.setdefault(skeleton(word), set()).add(word)
    return index


__all__ = ["PersonName", "family_name", "read_person"]
