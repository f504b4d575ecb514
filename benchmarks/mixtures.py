"""Documents mixed of clean and damaged lines whose truth is known, for fitting and for judging the audit's estimate.

A document is a run of lines of one source. A share of them is damaged: as an English OCR read them, stripped of their
marks, or typed in a font of before Unicode. The damaged lines stand anywhere, in blocks, or at one end, as in real
folders; or single words are damaged, as no real document has it, but somebody who tests may. Or the lines of a clean
document are mixed with those of a garbled one, as somebody does who has two such plans and no more.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers.unicode_text import strip_marks
from samples.sampling.legacy import to_tcvn3

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SHARES = (0.0, 0.0, 0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.0)
LENGTHS = (6, 15, 40, 80, 150, 300)  # lines
CROSSED_WORDS = (100, 200, 400, 800, 1500, 3000)
CROSSED_PLACES = ("lines", "blocks of 12", "blocks of 35")  # 35 lines are a page
# How often each is drawn.
PLACES = {"lines": 4.0, "blocks of 5": 1.5, "blocks of 12": 1.5, "blocks of 35": 1.0, "end": 1.0, "words": 0.2}
DAMAGES = {"read": 6.0, "stripped": 2.0, "tcvn3": 1.0}
_LEGACY_SIGN = re.compile(r"[®©µ¶¸¹×÷«¬]")  # letters in TCVN3


@dataclass(frozen=True, slots=True)
class Pair:
    """A line as it was read, and as it was printed."""

    observed: str
    truth: str


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    observed: tuple[str, ...]
    truth: tuple[str, ...]


def pairs_of(path: Path) -> list[Pair]:
    """The pairs of a file: observed line, tab, true line. A line printed in a font of before Unicode has no truth: the
    corpus holds some."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").split("\n")]
    return [Pair(*row) for row in rows if len(row) == 2 and row[1].strip() and len(_LEGACY_SIGN.findall(row[1])) < 2]


def sample_pairs() -> Iterator[tuple[str, list[Pair]]]:
    """(name, lines) of each sample: what the English OCR read of a line, and the line."""
    for truth in sorted((SAMPLES / "truth").glob("*.garbled.tsv")):
        name = truth.name.removesuffix(".garbled.tsv")
        observed = (SAMPLES / "garbled_text" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        rows = [row.partition("\t") for row in truth.read_text(encoding="utf-8").splitlines()]
        pairs = [Pair(observed[int(line) - 1].replace("\f", ""), text) for line, _, text in rows]
        yield name, [pair for pair in pairs if is_same_line(pair)]


def is_same_line(pair: Pair) -> bool:
    """Whether the engine read this line and no more: in ruled tables it reads rules as letters and loses words, which
    is no question of restoration."""
    return "|" not in pair.observed and 0.85 <= len(pair.observed) / max(len(pair.truth), 1) <= 1.15


def mixture(
    name: str, pairs: Sequence[Pair], share: float, chance: random.Random, *, place: str = "lines", damage: str = "read"
) -> Case:
    """``place``: a key of PLACES, ``damage``: a key of DAMAGES; ``share`` of the lines (or words) are damaged."""
    damaged = _DAMAGED[damage]
    if place == "words":
        observed = [_mixed_words(damaged(pair), pair.truth, share, chance) for pair in pairs]
    else:
        chosen = _chosen(len(pairs), share, place, chance)
        observed = [damaged(pair) if at in chosen else pair.truth for at, pair in enumerate(pairs)]
    title = f"{name}, {len(pairs)} lines, {share:.0%} {damage} ({place})"
    return Case(title, tuple(observed), tuple(pair.truth for pair in pairs))


def random_mixtures(pools: Mapping[str, Sequence[Pair]], count: int, seed: int) -> Iterator[Case]:
    """Mixtures of runs of lines of the pools (by name), all kinds of damage, places, shares and lengths."""
    chance = random.Random(seed)
    names = sorted(pools)
    for _ in range(count):
        name = chance.choice(names)
        pool = pools[name]
        length = min(len(pool), chance.choice(LENGTHS))
        first = chance.randrange(len(pool) - length + 1)
        damage = chance.choices(list(DAMAGES), list(DAMAGES.values()))[0]
        place = chance.choices(list(PLACES), list(PLACES.values()))[0]
        pairs = pool[first : first + length]
        yield mixture(name, pairs, chance.choice(SHARES), chance, place=place, damage=damage)


def crossed(
    name: str,
    clean: Sequence[str],
    garbled: Sequence[Pair],
    chance: random.Random,
    *,
    words: int,
    share: float,
    place: str,
) -> Case:
    """About so many ``words`` of two documents, each a run from somewhere in it: ``share`` of the lines garbled ones,
    at a ``place`` of PLACES, the others clean ones, both in their own order."""
    mean = sum(len(line.split()) for line in [*clean, *(pair.truth for pair in garbled)]) / (len(clean) + len(garbled))
    length = round(words / mean)
    chosen = _chosen(length, share, place, chance)
    at, to = chance.randrange(len(clean)), chance.randrange(len(garbled))
    pairs = []
    for line in range(length):
        if line in chosen:
            pairs.append(garbled[to % len(garbled)])
            to += 1
        else:
            pairs.append(Pair(clean[at % len(clean)], clean[at % len(clean)]))
            at += 1
    title = f"{name}, {length} lines, {share:.0%} garbled ({place})"
    return Case(title, tuple(pair.observed for pair in pairs), tuple(pair.truth for pair in pairs))


def crossed_mixtures(
    clean: Mapping[str, Sequence[str]], garbled: Mapping[str, Sequence[Pair]], count: int, seed: int
) -> Iterator[Case]:
    """Lines of one clean and one garbled document (by name), all lengths, places and shares of 0, 10, ... 100 %."""
    chance = random.Random(seed)
    for _ in range(count):
        first, second = chance.choice(sorted(clean)), chance.choice(sorted(garbled))
        words, share = chance.choice(CROSSED_WORDS), chance.randrange(11) / 10
        place = chance.choice(CROSSED_PLACES)
        yield crossed(
            f"{first} + {second}", clean[first], garbled[second], chance, words=words, share=share, place=place
        )


_DAMAGED: dict[str, Callable[[Pair], str]] = {
    "read": lambda pair: pair.observed,
    "stripped": lambda pair: strip_marks(pair.truth),
    "tcvn3": lambda pair: to_tcvn3(pair.truth),
}


def _chosen(lines: int, share: float, place: str, chance: random.Random) -> set[int]:
    if place == "end":
        wanted = round(share * lines)
        return set(range(wanted)) if chance.random() < 0.5 else set(range(lines - wanted, lines))
    size = int(place.removeprefix("blocks of ")) if place.startswith("blocks") else 1
    blocks = range(-(-lines // size))
    picked = chance.sample(blocks, round(share * len(blocks)))
    return {line for block in picked for line in range(block * size, min(lines, (block + 1) * size))}


def _mixed_words(damaged: str, truth: str, share: float, chance: random.Random) -> str:
    """Word by word where both have as many, else the whole line one way or the other."""
    words = list(zip(damaged.split(), truth.split(), strict=False))
    if len(damaged.split()) != len(truth.split()):
        return damaged if chance.random() < share else truth
    return " ".join(bad if chance.random() < share else good for bad, good in words)
