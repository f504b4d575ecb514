"""Names of persons in misread print: ``Ngo Ngoc Van`` → ``Ngô Ngọc Vân``, with how sure that is.

A name stands alone under a signature, where no sentence helps a language model; but family names are few, and middle
and given names are drawn from some hundreds of syllables. Each printed token is weighed by the learned channel (how
often is this syllable read so?) and by how common the syllable is in its place (``data/person_names.tsv``). What the
print cannot tell (Văn or Vân, both read "Van") comes out as doubt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from normalizers.data_files import data_path
from normalizers.language_model import packed_model
from normalizers.misread import likely_syllables
from normalizers.spelling import is_syllable
from normalizers.spelling_parts import coarse_key
from normalizers.syllables import fold, skeleton

FAMILY, MIDDLE, GIVEN = "family", "middle", "given"
CHANNEL_WEIGHT = 0.8  # as in the restorer: shapes of neighbouring letters are not independent
SAME_LETTERS, OTHER_LETTERS, EACH_EDIT = -4.0, -5.0, -2.2  # log-probability of a shape that no table knows
LIKELY_SHAPE = -5.0  # a syllable of no list must be at least so likely to be read as the token
LOWEST = -12.0  # a token that explains a syllable worse is not that syllable
RARE = 0.3  # share of its weight that a given name has as a middle name
ANY_SYLLABLE = 0.15  # weight of a syllable that is in no list of its place: most have been a name somewhere
WRONG_GENDER = 0.03  # Văn before a woman's given name, Thị before a man's
SHARPNESS = 1.6  # of the probabilities: places and letters are not independent (fitted on names read by an OCR)
LONGEST = 5

_UNLISTED = ""  # the key under which a syllable of no list has its share
_SIGNS = re.compile(r"^[^\w]+|[^\w]+$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """``confidence``: probability that all words are right, 0-1. ``rival``: the next best reading, if there is one."""

    text: str
    confidence: float
    rival: str | None


@cache
def _lexicon() -> Mapping[str, Mapping[str, tuple[float, str]]]:
    """role -> folded syllable -> (share in that place, gender)."""
    weights: dict[str, dict[str, tuple[float, str]]] = {FAMILY: {}, MIDDLE: {}, GIVEN: {}}
    for row in data_path("person_names.tsv").read_text(encoding="utf-8").splitlines():
        if row.startswith(("#", "role\t")) or not row:
            continue
        role, number, gender, names = row.split("\t")
        for name in map(fold, names.split()):
            before, other = weights[role].get(name, (0.0, gender))
            weights[role][name] = max(before, float(number)), gender if other == gender else "-"
    for given, (weight, _) in weights[GIVEN].items():  # "Nguyễn Thị Phương Hoa": two given names
        weights[MIDDLE].setdefault(given, (min(weight * RARE, 1.0), "-"))
    return {role: _shares(names) for role, names in weights.items()}


def _shares(names: Mapping[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
    total = sum(weight for weight, _ in names.values())
    return {
        name: (weight / total, gender) for name, (weight, gender) in {**names, _UNLISTED: (ANY_SYLLABLE, "-")}.items()
    }


def read_person(printed: Sequence[str], channel: str = "garbled") -> PersonName | None:
    """The most likely name of two to five printed tokens, or None where a token explains no syllable of a name."""
    tokens = [_SIGNS.sub("", token) for token in printed]
    if not 2 <= len(tokens) <= LONGEST or not all(token[:1].isalpha() for token in tokens):
        return None
    roles = [FAMILY, *([MIDDLE] * (len(tokens) - 2)), GIVEN]
    columns = [_readings(token, role, channel) for token, role in zip(tokens, roles, strict=True)]
    if not all(columns):
        return None
    ranked = _whole(columns)
    best = ranked[0]
    total = sum(math.exp(SHARPNESS * (score - best[0])) for score, _ in ranked)
    rival = _written(ranked[1][1]) if len(ranked) > 1 else None
    return PersonName(_written(best[1]), round(1 / total, 4), rival)


def family_name(printed: str) -> tuple[str, float]:
    """The family name that a Vietnamese OCR read as ``printed``, of the same letters, and how sure that is (0-1).

    A name of the list is kept: ``("Đỉnh")`` → ``("Đinh", 0.9)``, ``("Vừ")`` → ``("Vừ", 1.0)``.
    """
    names = _lexicon()[FAMILY]
    own = fold(printed)
    if own in names:
        return printed, 1.0
    readings = _readings(printed, FAMILY, "slips")
    best = next((word for _, word, _ in readings if word in names and skeleton(word) == skeleton(own)), None)
    if best is None or not printed.isalpha():
        return printed, 0.0
    top = readings[0][0]
    share = sum(math.exp(score - top) for score, word, _ in readings if word == best)
    return _written([best]), round(share / sum(math.exp(score - top) for score, *_ in readings), 4)


def _written(words: Sequence[str]) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _whole(columns: Sequence[Sequence[tuple[float, str, str]]]) -> list[tuple[float, tuple[str, ...]]]:
    """All readings of a name, best first: the sum of the places, Văn and Thị agreeing with the given name."""
    partial: list[tuple[float, tuple[str, ...], str]] = [(0.0, (), "-")]
    for column in columns:
        partial = [
            (score + own + _agreement(of, gender), (*words, word), gender if len(words) and gender != "-" else of)
            for score, words, of in partial
            for own, word, gender in column
        ]
        partial.sort(key=lambda reading: -reading[0])
        partial = partial[:200]
    return [(score, words) for score, words, _ in partial]


def _agreement(one: str, other: str) -> float:
    return math.log(WRONG_GENDER) if {one, other} == {"m", "f"} else 0.0


@lru_cache(maxsize=4096)
def _readings(token: str, role: str, channel: str) -> tuple[tuple[float, str, str], ...]:
    """(log of channel and share, syllable, gender) of all that a token may be in this place, best first."""
    shapes = likely_syllables(token, channel)
    letters, key = skeleton(token), coarse_key(token)
    slack = 2 if len(key) > 3 else 1 if len(key) > 1 else 0
    found = []
    names = _lexicon()[role]
    unlisted = {word: (names[_UNLISTED][0], "-") for word in _alike(letters, shapes) if word not in names}
    for word, (share, gender) in {**names, **unlisted}.items():
        cost = shapes.get(word, -99.0)
        if letters == skeleton(word):
            cost = max(cost, SAME_LETTERS)
        elif (
            cost < OTHER_LETTERS and (edits := Levenshtein.distance(key, coarse_key(word), score_cutoff=slack)) <= slack
        ):
            cost = max(cost, OTHER_LETTERS + EACH_EDIT * edits)
        if word and cost > LOWEST:
            found.append((CHANNEL_WEIGHT * cost + math.log(share), word, gender))
    found.sort(reverse=True)
    return tuple(found[:40])


def _alike(letters: str, shapes: Mapping[str, float]) -> set[str]:
    """Syllables of the language that the token may be: of the same letters, or known to be read so."""
    alike = {word for word in shapes if shapes[word] > LIKELY_SHAPE}
    return {word for word in alike | _with_letters().get(letters, set()) if is_syllable(word)}


@cache
def _with_letters() -> Mapping[str, set[str]]:
    index: dict[str, set[str]] = {}
    for word in packed_model().words[4:]:
        index.setdefault(skeleton(word), set()).add(word)
    return index


__all__ = ["PersonName", "family_name", "read_person"]
