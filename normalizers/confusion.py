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
import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from normalizers.data_files import data_path

ConfusionKind = Literal["eng", "fra", "vie"]

LONGEST_PIECE = 3
LONGEST_WORD = 40  # longer tokens are no words of a lexicon
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
        cheapest = min([self.unseen, self.lost, self.invented, *vanishing.values()])
        object.__setattr__(self, "least_guess", cheapest)

    by_observed: Mapping[str, list[tuple[str, float]]] = field(init=False, repr=False)
    vanishing: Mapping[str, float] = field(init=False, repr=False)  # single letters that may leave no trace
    least_guess: float = field(init=False, repr=False)  # the cheapest step that is no piece of the table


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


@cache
def load_slips() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Real words that are likely slips of a Vietnamese OCR: observed word → (true word, P(observed | true)).

    Lower case, classic tone place, likeliest first. The probabilities were learned on bad copies: they weigh true words
    against one another, not against the observed word being right. Raises FileNotFoundError when the data is missing.
    """
    slips: dict[str, tuple[tuple[str, float], ...]] = {}
    with gzip.open(data_path("slips.tsv.gz"), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            observed, *entries = line.rstrip("\n").split("\t")
            slips[observed] = tuple((true, float(share)) for true, share in (entry.split(" ") for entry in entries))
    return slips


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
            if len(word) > LONGEST_WORD:
                continue
            node = 0
            for letter in word:
                following = self.children[node].get(letter)
                if following is None:
                    following = self.children[node][letter] = len(self.children)
                    self.children.append({})
                    self.words.append(None)
                node = following
            self.words[node] = word

    def descend(self, node: int, letters: str) -> int | None:
        """The place below ``node`` along ``letters``, or None where no word goes there."""
        for letter in letters:
            below = self.children[node].get(letter)
            if below is None:
                return None
            node = below
        return node


def nearest(
    observed: str,
    index: WordIndex,
    table: ConfusionTable,
    *,
    limit: float = 14.0,
    within: float = 8.0,
    count: int = 12,
) -> list[tuple[str, float]]:
    """The words of the index most cheaply read as ``observed``: (word, cost), best first, at most ``count``.

    Left out are words that cost ``limit`` or more, or ``within`` or more beyond the best. A best-first search over
    (place in the tree of the lexicon, characters explained), so that words come in the order of their costs.
    """
    length = len(observed)
    if length > LONGEST_WORD:
        return []
    starting = _pieces_by_start(observed, table)
    found: list[tuple[str, float]] = []
    queue: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    settled: set[tuple[int, int]] = set()
    while queue and len(found) < count:
        cost, node, place = heapq.heappop(queue)
        if cost >= limit:
            break
        if (node, place) in settled:
            continue
        settled.add((node, place))
        word = index.words[node]
        if place == length and word is not None:
            found.append((word, cost))
            limit = min(limit, found[0][1] + within)
        for true, end, piece_cost in starting[place]:
            if cost + piece_cost >= limit:
                break  # they are sorted
            below = index.descend(node, true)
            if below is not None:
                heapq.heappush(queue, (cost + piece_cost, below, end))
        if cost + table.least_guess < limit:
            for guess_cost, below, end in _unlearned_steps(index, table, node, place, place < length):
                if cost + guess_cost < limit:
                    heapq.heappush(queue, (cost + guess_cost, below, end))
    return found


def _unlearned_steps(
    index: WordIndex, table: ConfusionTable, node: int, place: int, more: bool
) -> Iterator[tuple[float, int, int]]:
    """(cost, node, place) after a letter vanished, or a character was invented or stands for any letter.

    ``more``: whether any observed character is left.
    """
    if more:
        yield table.invented, node, place + 1
    for letter, child in index.children[node].items():
        yield table.vanishing.get(letter, table.lost), child, place
        if more:
            yield table.unseen, child, place + 1


def _pieces_by_start(observed: str, table: ConfusionTable) -> list[list[tuple[str, int, float]]]:
    """For each place of ``observed``: (true piece, end, cost) of the spans that start there, cheapest first."""
    starting: list[list[tuple[str, int, float]]] = [[] for _ in range(len(observed) + 1)]
    for true, spans in _pieces_of(observed, table).items():
        for start, end, cost in spans:
            starting[start].append((true, end, cost))
    for pieces in starting:
        pieces.sort(key=lambda piece: piece[2])
    return starting
