"""How common names of persons are: syllables in their places, and middle and given names that go together.

Two packaged files: ``person_name_counts.tsv``, counted in lists of names (``benchmarks/build/person_names.py``), and
``person_names.tsv``, classes written by hand, which tell of rare names that no count knows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from normalizers.data_files import data_path
from normalizers.syllables import fold

FAMILY, FIRST, MIDDLE, GIVEN, PAIR = "family", "first", "middle", "given", "pair"
GENDERS = ("m", "f")
LONGEST_NAME = 5  # words
SIGNERS = {"m": 0.8, "f": 0.2}  # of those who sign for an office, about one in five is a woman
HAND_WEIGHT = 500.0  # names that the classes written by hand count as, in each place
UNSEEN = 0.3  # the count of a syllable that no list has
PAIR_WEIGHT = 300.0  # names after which a middle name is rather what goes with the given name than what is common

Shares = Mapping[str, float]


@dataclass(frozen=True)
class NameCounts:
    """``shares``: (place, gender) -> syllable -> probability there; "" is any syllable that no list has.

    ``pairs``: gender -> (middle, given) -> count; ``given``: gender -> given name -> count;
    ``listed_families``: folded family names that are written by hand, so surely names.
    """

    shares: Mapping[tuple[str, str], Shares]
    pairs: Mapping[str, Mapping[tuple[str, str], float]]
    given: Mapping[str, Shares]
    listed_families: frozenset[str]

    def names(self, place: str) -> Collection[str]:
        return self._names[place]

    def share(self, place: str, name: str, gender: str = "") -> float:
        """Probability of a syllable in its place: of one gender's names, or of those who sign."""
        if gender:
            shares = self.shares[place, gender]
            return shares.get(name, shares[""])
        return sum(weight * self.share(place, name, each) for each, weight in SIGNERS.items())

    def after_family(self, words: Sequence[str]) -> float:
        """Probability that one who signs is called so: the given name, and the middle names before it."""
        return sum(weight * self._called(words, gender) for gender, weight in SIGNERS.items())

    def _called(self, words: Sequence[str], gender: str) -> float:
        *before, given = words
        probability = self.share(GIVEN, given, gender)
        if before:
            probability *= self._before(before[-1], given, gender)
        for name in before[:-1]:
            probability *= self.share(FIRST, name, gender)
        return probability

    def _before(self, middle: str, given: str, gender: str) -> float:
        """Probability of a middle name before a given name: the pairs that were counted, and the rest by share."""
        total = self.given[gender].get(given, 0.0)
        rest = total - self._paired[gender].get(given, 0.0) + PAIR_WEIGHT
        pair = self.pairs[gender].get((middle, given), 0.0)
        return (pair + rest * self.share(MIDDLE, middle, gender)) / (total + PAIR_WEIGHT)

    @cached_property
    def _paired(self) -> Mapping[str, Shares]:
        sums: dict[str, dict[str, float]] = {gender: {} for gender in GENDERS}
        for gender, pairs in self.pairs.items():
            for (_, given), count in pairs.items():
                sums[gender][given] = sums[gender].get(given, 0.0) + count
        return sums

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return {
            place: frozenset(name for gender in GENDERS for name in self.shares[place, gender] if name)
            for place in (FAMILY, FIRST, MIDDLE, GIVEN)
        }


@cache
def name_counts() -> NameCounts:
    """Raises FileNotFoundError when its data is missing."""
    counts: dict[tuple[str, str], dict[str, float]] = {}
    for place, name, men, women in _rows("person_name_counts.tsv"):
        for gender, count in zip(GENDERS, (men, women), strict=True):
            counts.setdefault((place, gender), {})[name] = float(count)
    by_hand = _by_hand()
    shares = {}
    for place in (FAMILY, FIRST, MIDDLE, GIVEN):
        for gender in GENDERS:
            # who has two middle names has often the mother's family name for the first
            classes = by_hand.get((place, gender)) or by_hand[FAMILY, gender]
            scale = HAND_WEIGHT / sum(classes.values())
            names = dict(counts[place, gender])
            for name, weight in classes.items():
                names[name] = names.get(name, 0.0) + scale * weight
            total = sum(names.values()) + UNSEEN * (len(names) + 1)
            shares[place, gender] = {name: (n + UNSEEN) / total for name, n in names.items()} | {"": UNSEEN / total}
    pairs = {
        gender: {(middle, given): n for pair, n in counts[PAIR, gender].items() for middle, given in [pair.split()]}
        for gender in GENDERS
    }
    given = {gender: counts[GIVEN, gender] for gender in GENDERS}
    return NameCounts(shares, pairs, given, frozenset(by_hand[FAMILY, "m"]))


def _by_hand() -> dict[tuple[str, str], dict[str, float]]:
    classes: dict[tuple[str, str], dict[str, float]] = {}
    for place, weight, gender, names in _rows("person_names.tsv"):
        for name in map(fold, names.split()):
            for each in GENDERS if gender == "-" else (gender,):
                own = classes.setdefault((place, each), {})
                own[name] = max(own.get(name, 0.0), float(weight))
    return classes


def _rows(file: str) -> list[list[str]]:
    lines = data_path(file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "place\t", "role\t"))]


__all__ = ["FAMILY", "FIRST", "GENDERS", "GIVEN", "MIDDLE", "PAIR", "NameCounts", "name_counts"]
