"""From pairs (observed, true, count) to the packed shape counts of a channel.

Written as one text file: ``W`` lines are whole words; ``O``, ``R``, ``V`` and ``C`` lines are onsets, rimes, vowels and
closing consonants. Each gives a true form and the shapes it was read as, with counts.
"""

from __future__ import annotations

import gzip
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from normalizers.spelling_parts import coarse_key, split_rime, split_syllable
from normalizers.syllables import Kind, classic_tone, pieces

Pair = tuple[str, str, int]


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """Rows ``observed<TAB>true<TAB>count``."""
    rows: list[Pair] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            fields = line.split("\t")
            if len(fields) == 3:
                rows.append((fields[0], fields[1], int(fields[2])))
    return rows


def word_pairs(rows: Iterable[Pair]) -> Counter[tuple[str, str]]:
    """Single words of both sides, punctuation around them taken off."""
    counts: Counter[tuple[str, str]] = Counter()
    for observed, true, count in rows:
        left, right = pieces(observed, loose=True), pieces(true)
        if len(left) == 1 and len(right) == 1 and right[0].kind is Kind.WORD and left[0].kind is Kind.WORD:
            word = classic_tone(right[0].text)
            if not any(c.isdigit() for c in word) and _plausible(left[0].text, word):
                counts[left[0].text, word] += count
    return counts


def _plausible(observed: str, true: str) -> bool:
    """Misaligned rows would teach nonsense."""
    a, b = coarse_key(observed), coarse_key(true)
    return Levenshtein.distance(a, b) <= max(2, (max(len(a), len(b)) * 2) // 3)


def boundary(observed: str, onset: str, rime: str) -> int:
    """Where in ``observed`` the onset ends: the cut with the least edit distance on both sides."""
    key = [coarse_key(c) for c in observed]
    onset, rime = coarse_key(onset), coarse_key(rime)
    costs = [
        (
            Levenshtein.distance("".join(key[:k]), onset) + Levenshtein.distance("".join(key[k:]), rime),
            abs(k - len(onset)),
            k,
        )
        for k in range(min(len(observed), 5) + 1)
    ]
    return min(costs)[2]


def part_counts(words: Counter[tuple[str, str]]) -> dict[str, Counter[tuple[str, str]]]:
    """Shapes (observed, true) of onsets ``O``, rimes ``R``, their vowels ``V`` and closing consonants ``C``."""
    counts: dict[str, Counter[tuple[str, str]]] = {tag: Counter() for tag in "ORVC"}
    for (observed, true), count in words.items():
        parts = split_syllable(true.lower())
        if parts is None:
            continue
        cut = len(parts[0])
        k = boundary(observed, *parts)
        counts["O"][observed[:k], true[:cut]] += count
        rime, shape = true[cut:], observed[k:]
        counts["R"][shape, rime] += count
        vowels, coda = split_rime(rime)
        j = boundary(shape, vowels, coda)
        counts["V"][shape[:j], vowels] += count
        counts["C"][shape[j:], coda] += count
    return counts


def write_channel(path: Path, words: Counter[tuple[str, str]], least_word: int = 1, least_part: int = 1) -> None:
    tables = [("W", words, least_word), *((tag, counts, least_part) for tag, counts in part_counts(words).items())]
    out = io.StringIO()
    for tag, counts, least in tables:
        by_true: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (observed, true), count in counts.items():
            if count >= least:
                by_true[true].append((observed, count))
        for true in sorted(by_true):
            shapes = sorted(by_true[true], key=lambda s: (-s[1], s[0]))
            out.write("\t".join([tag, true, *(f"{shape}\x1f{count}" for shape, count in shapes)]) + "\n")
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
        packed.write(out.getvalue().encode("utf-8"))
