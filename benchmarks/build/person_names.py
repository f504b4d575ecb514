"""Counts names of persons: how common a syllable is in its place, and which middle and given names go together.

    python -m benchmarks.build.person_names --names FILE[:WEIGHT] ...

A file has a full name a line, with a tab and the gender (m or f) where it is known; WEIGHT says what one of its names
counts (names of officials count more than those of pupils: they are of the generation that signs). Only counts are
kept: ``normalizers/data/person_name_counts.tsv``, read by ``normalizers/person_names.py``.
"""

from __future__ import annotations

import argparse
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from normalizers.data_files import DATA, write_manifest
from normalizers.name_counts import FAMILY, FIRST, GIVEN, MIDDLE, PAIR
from normalizers.spelling import is_syllable
from normalizers.syllables import fold

LEAST, LEAST_PAIR = 3.0, 6.0  # counts below are not kept
LIFT = 1.2  # a pair is kept where it is so much more frequent than its two names by themselves tell

Name = tuple[tuple[str, ...], str, float]  # folded syllables, gender (m, f, ""), weight
Counts = dict[str, dict[str, dict[str, float]]]  # place -> gender -> syllable (a pair: two, with a space)


def read_names(path: Path, weight: float) -> Iterator[Name]:
    """Names of two to five syllables; what is no Vietnamese syllable (but one letter: Hầu A Lềnh) is left out."""
    for line in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines():
        name, _, gender = line.partition("\t")
        words = tuple(fold(word) for word in name.split())
        if 2 <= len(words) <= 5 and all(word.isalpha() and (is_syllable(word) or len(word) == 1) for word in words):
            yield words, gender if gender in ("m", "f") else "", weight


def count(names: Iterable[Name]) -> Counts:
    """Counts by place and gender. Names without a gender are shared out by what the others tell of theirs."""
    names = list(names)
    known = _counted((name, {gender: 1.0}) for name in names if (gender := name[1]))
    totals = {(place, gender): sum(known[place][gender].values()) for place in (MIDDLE, GIVEN) for gender in ("m", "f")}
    return _counted((name, {name[1]: 1.0} if name[1] else _genders(name[0], known, totals)) for name in names)


def _counted(names: Iterable[tuple[Name, dict[str, float]]]) -> Counts:
    counts: Counts = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for (words, _, weight), genders in names:
        for gender, share in genders.items():
            counts[FAMILY][gender][words[0]] += weight * share
            counts[GIVEN][gender][words[-1]] += weight * share
            if len(words) > 2:
                counts[MIDDLE][gender][words[-2]] += weight * share
                counts[PAIR][gender][" ".join(words[-2:])] += weight * share
            if len(words) > 3:
                counts[FIRST][gender][words[1]] += weight * share
    return counts


def _genders(words: tuple[str, ...], counts: Counts, totals: dict[tuple[str, str], float]) -> dict[str, float]:
    likely = {}
    for gender in ("m", "f"):
        shares = [(counts[GIVEN][gender].get(words[-1], 0.0) + 0.5) / (totals[GIVEN, gender] + 1)]
        middle = counts[MIDDLE][gender]
        shares += [(middle.get(word, 0.0) + 0.5) / (totals[MIDDLE, gender] + 1) for word in words[1:-1]]
        likely[gender] = math.prod(shares)
    total = sum(likely.values())
    return {gender: share / total for gender, share in likely.items()}


def rows(counts: Counts) -> Iterator[tuple[str, str, int, int]]:
    """(place, syllable or pair, men, women), the frequent ones first."""
    for place in (FAMILY, FIRST, MIDDLE, GIVEN, PAIR):
        men, women = counts[place]["m"], counts[place]["f"]
        both = {name: men[name] + women[name] for name in [*men, *women]}
        for name in sorted(both, key=lambda name: (-both[name], name)):
            if both[name] >= (LEAST_PAIR if place == PAIR else LEAST) and (place != PAIR or _belong(name, counts)):
                yield place, name, round(men[name]), round(women[name])


def _belong(pair: str, counts: Counts) -> bool:
    middle, given = pair.split()
    for gender in ("m", "f"):
        middles, givens = counts[MIDDLE][gender], counts[GIVEN][gender]
        if counts[PAIR][gender][pair] > LIFT * middles[middle] * givens[given] / max(sum(middles.values()), 1):
            return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--names", nargs="+", required=True, metavar="FILE[:WEIGHT]")
    names: list[Name] = []
    for argument in parser.parse_args().names:
        path, _, weight = argument.partition(":")
        names += read_names(Path(path), float(weight or 1))
    lines = ["# Names of persons counted by place; see benchmarks/build/person_names.py. Counts of men and of women."]
    lines += ["place\tname\tmen\twomen", *("\t".join(map(str, row)) for row in rows(count(names)))]
    (DATA / "person_name_counts.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_manifest()


if __name__ == "__main__":
    main()
