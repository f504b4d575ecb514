"""What an OCR makes of printed letters: a learned, weighted edit distance from a true word to an observed one.

The cost of reading ``observed`` where ``candidate`` was printed is the cheapest way to cut both into the same number
of pieces of up to three characters, each piece costing -ln P(observed piece | true piece). Pieces with several letters
on either side carry the shapes of wrong-language OCR: ``ir`` and ``tr`` for ứ, ``ti`` for ủ, ``tm`` for ứn. The
tables are learned from pairs of typeset and read text by ``benchmarks/build/learn_confusion.py`` (the noisy-channel
spelling model of Brill and Moore, ACL 2000, with pieces found by Viterbi training).
"""

# ruff: noqa: PLR1730 - comparing in place takes half the time of min() in the inner loops
from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from normalizers.data_files import data_path

ConfusionKind = Literal["eng", "fra", "vie"]

LONGEST_PIECE = 3
SAME_LETTER = 0.1  # cost of reading rightly a character that never stood in the training pairs
NO_LIMIT = 60.0

_FAR = 1e9


@dataclass(frozen=True, eq=False)
class ConfusionTable:
    """Costs in nats. ``pieces``: true piece → observed piece → cost; an observed piece may be empty (letters lost).

    ``unseen``: any single character read for any other; ``lost``: a character that left no trace; ``invented``: an
    observed character that nothing printed explains. Tables compare by identity, so that they can key caches.
    """

    kind: str
    pieces: Mapping[str, Mapping[str, float]]
    unseen: float = 9.0
    lost: float = 8.0
    invented: float = 7.0
    recipe: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_observed: dict[str, list[tuple[str, float]]] = {}
        vanishing: dict[str, float] = {}
        for true, shapes in self.pieces.items():
            if not 1 <= len(true) <= LONGEST_PIECE:
                raise ValueError(f"a true piece has one to {LONGEST_PIECE} characters, not {true!r}")
            for observed, cost in shapes.items():
                if observed:
                    by_observed.setdefault(observed, []).append((true, cost))
                elif len(true) == 1:
                    vanishing[true] = cost
        object.__setattr__(self, "by_observed", by_observed)
        object.__setattr__(self, "vanishing", vanishing)

    by_observed: Mapping[str, list[tuple[str, float]]] = field(init=False, repr=False)
    vanishing: Mapping[str, float] = field(init=False, repr=False)  # single letters that may leave no trace


@cache
def load_table(kind: ConfusionKind) -> ConfusionTable:
    """The packaged table: ``eng`` and ``fra`` for text layers in the wrong language, ``vie`` for light slips.

    Raises FileNotFoundError when the data is missing.
    """
    with gzip.open(data_path(f"confusion_{kind}.json.gz"), "rt", encoding="utf-8") as packed:
        content = json.load(packed)
    return ConfusionTable(
        kind, content["pieces"], content["unseen"], content["lost"], content["invented"], content["recipe"]
    )


def channel_cost(observed: str, candidate: str, table: ConfusionTable, limit: float = NO_LIMIT) -> float:
    """-ln P(observed | candidate) under the table, or ``limit`` where it would be ``limit`` or more.

    Case matters: pass the candidate in the case that would have been printed. Time grows with the product of the two
    lengths; the table's share of the work is remembered for the last few thousand observed words.
    """
    pieces = _pieces_of(observed, table)
    width, length = len(observed) + 1, len(candidate)
    rows: list[_Row] = [[_FAR] * width for _ in range(length + 2)]
    rows[0][0] = 0.0
    for column, letter in enumerate(candidate):
        row = rows[column]
        _spend_alone(row, rows[column + 1], letter, table, limit)
        for size in range(1, min(LONGEST_PIECE, length - column) + 1):
            spans = pieces.get(candidate[column : column + size])
            if spans:
                target = rows[column + size]
                for start, end, cost in spans:
                    total = row[start] + cost
                    if total < target[end]:
                        target[end] = total
    final = rows[length]
    _spend_alone(final, rows[-1], "", table, limit)
    return min(final[-1], limit)


_Pieces = Mapping[str, list[tuple[int, int, float]]]
_Row = list[float]


@lru_cache(maxsize=4096)
def _pieces_of(observed: str, table: ConfusionTable) -> _Pieces:
    """true piece → (start, end, cost) of every span of ``observed`` that it may have been read as."""
    found: dict[str, list[tuple[int, int, float]]] = {}
    for start in range(len(observed)):
        for end in range(start + 1, min(start + LONGEST_PIECE, len(observed)) + 1):
            for true, cost in table.by_observed.get(observed[start:end], ()):
                found.setdefault(true, []).append((start, end, cost))
        letter = observed[start]
        if letter not in table.pieces:
            found.setdefault(letter, []).append((start, start + 1, SAME_LETTER))
    return found


def _spend_alone(row: _Row, target: _Row, letter: str, table: ConfusionTable, limit: float) -> None:
    """What the table does not know: characters invented within ``row``; ``letter`` lost or read as any character."""
    invented, unseen = table.invented, table.unseen
    lost = table.vanishing.get(letter, table.lost)
    last = len(row) - 1
    for i, base in enumerate(row):
        if base + invented < limit and i < last:
            if base + invented < row[i + 1]:
                row[i + 1] = base + invented
            if base + unseen < target[i + 1]:
                target[i + 1] = base + unseen
        if base + lost < target[i]:
            target[i] = base + lost


class WordIndex:
    """A lexicon as a tree of letters, for ``nearest``. Words keep their case."""

    def __init__(self, words: Iterable[str]) -> None:
        self.children: list[dict[str, int]] = [{}]
        self.words: list[str | None] = [None]
        for word in words:
            node = 0
            for letter in word:
                following = self.children[node].get(letter)
                if following is None:
                    following = self.children[node][letter] = len(self.children)
                    self.children.append({})
                    self.words.append(None)
                node = following
            self.words[node] = word


def nearest(
    observed: str, index: WordIndex, table: ConfusionTable, *, limit: float = 14.0, count: int = 12
) -> list[tuple[str, float]]:
    """The words of the index that may most cheaply be read as ``observed``: (word, cost) below ``limit``, best first.

    Walks the tree of the lexicon and leaves a branch as soon as every continuation costs ``limit`` or more; the limit
    tightens as words are found. Milliseconds for a word of usual length: for tokens that cheaper ways do not explain.
    """
    pieces = _pieces_of(observed, table)
    width = len(observed) + 1
    found: list[tuple[float, str]] = []
    bound = limit

    def visit(node: int, path: str, trail: list[_Row]) -> None:
        """``trail``: the rows of the last three prefixes, the nearest first; empty before the root."""
        nonlocal bound
        row = _row_of(path, trail, pieces, table, bound) if trail else [0.0] + [_FAR] * (width - 1)
        if min([min(row), *(min(older) for older in trail[: LONGEST_PIECE - 1])]) >= bound:
            return
        word = index.words[node]
        cost = _FAR if word is None else min(base + table.invented * (width - 1 - i) for i, base in enumerate(row))
        if word is not None and cost < bound:
            found.append((cost, word))
            if len(found) >= 4 * count:
                found.sort()
                del found[count:]
                bound = min(bound, found[-1][0] + 1e-9)
        for letter, child in index.children[node].items():
            visit(child, path + letter, [row, *trail[: LONGEST_PIECE - 1]])

    if len(observed) <= 40:  # longer tokens are no words; the tree would only be walked in vain
        visit(0, "", [])
    return [(word, cost) for cost, word in sorted(found)[:count]]


def _row_of(path: str, trail: list[_Row], pieces: _Pieces, table: ConfusionTable, bound: float) -> _Row:
    row = [_FAR] * len(trail[0])
    _spend_alone(trail[0], row, path[-1], table, bound)
    for size in range(1, min(LONGEST_PIECE, len(path)) + 1):
        source = trail[size - 1]
        for start, end, cost in pieces.get(path[-size:], ()):
            total = source[start] + cost
            if total < row[end]:
                row[end] = total
    return row
