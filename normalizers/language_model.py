"""An n-gram model over syllables: how likely is a word after the three before it.

Words are folded (lower case, classic tone place). The packed model is a trie of four orders in numpy arrays, with
quantised logarithms; the successors of a context become a dict the first time they are asked for, so loading costs
nothing but reading the file. ``Overlay`` holds weighted counts of other text (the office's own plans, terms, the
document itself), which pull the packed probabilities toward themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from normalizers.data_files import data_path

UNKNOWN, BOUNDARY, NUMBER, DOCUMENT = range(4)
SPECIAL_WORDS = ("<unk>", "<s>", "<n>", "<d>")
LOG_STEP = 1 / 15  # a quantised log-probability q stands for -q * LOG_STEP
BACKOFF_STEP, BACKOFF_TOP = 1 / 30, 1.0  # a quantised back-off weight q stands for BACKOFF_TOP - q * BACKOFF_STEP
MASK = 0xFFFF
UNKNOWN_LOGP = -13.0
MOST_STATES = 150_000  # remembered at a time: some 100 MB with all that hangs on them
# How many observations of a context in an overlay weigh as much as the packed model, for contexts of 0 to 3 words.
PRIOR_WEIGHT = (60_000.0, 80.0, 20.0, 10.0)

Successors = dict[int, float]
# (context of the last three words as one number, successors of 3, 2, 1 words, summed back-off weights to 2, 1, 0 words)
State = tuple[int, Successors, Successors, Successors, float, float, float]


@dataclass
class Overlay:
    """Weighted counts of n-grams: ``counts[k]`` maps a packed context of k words to its successors' weights."""

    counts: tuple[dict[int, Successors], ...] = field(default_factory=lambda: ({}, {}, {}, {}))

    def add(self, ids: Sequence[int], weight: float) -> None:
        """Count every n-gram of 1 to 4 words of one stream of word ids."""
        for at, word in enumerate(ids):
            if word == UNKNOWN:
                continue
            context = 0
            for order in range(4):
                if order > at:
                    break
                if order:
                    previous = ids[at - order]
                    if previous == UNKNOWN:
                        break
                    context |= previous << (16 * (order - 1))
                successors = self.counts[order].setdefault(context, {})
                successors[word] = successors.get(word, 0.0) + weight


_NOTHING: tuple[Successors, float] = ({}, 0.0)


class LanguageModel:
    """``arrays`` as written by ``benchmarks/build``; ``words[i]`` is the folded word of id i."""

    def __init__(
        self,
        words: list[str],
        arrays: dict[str, np.ndarray],
        parent: LanguageModel | None = None,
        overlay: Overlay | None = None,
    ) -> None:
        """``parent``: the model that ``overlay`` pulls; without one the arrays speak alone."""
        self.parent = parent
        self.words = words
        self.ids = {word: i for i, word in enumerate(words)}
        self.arrays = arrays
        self.overlay = overlay or Overlay()
        self._starts: dict[int, np.ndarray] = parent._starts if parent else _starts(arrays)
        self._children = {order: arrays[f"word{order}"] for order in (2, 3, 4)}
        self.packed_words = len(arrays["logp1"])
        self._nodes: dict[int, dict[int, int]] = {2: {}, 3: {}}
        self._contexts: tuple[dict[int, tuple[Successors, float]], ...] = ({}, {}, {}, {})
        self._states: dict[int, State] = {}
        self.logp1 = self._unigrams()

    def _unigrams(self) -> list[float]:
        packed = np.array(self.parent.logp1) if self.parent else -LOG_STEP * self.arrays["logp1"].astype(float)
        extra = len(self.words) - len(packed)
        if extra:  # words that only an overlay knows
            packed = np.concatenate((packed, np.full(extra, -17.0)))
        counts = self.overlay.counts[0].get(0)
        if counts:
            weight = np.zeros(len(packed))
            weight[list(counts)] = list(counts.values())
            prior = PRIOR_WEIGHT[0]
            packed = np.log((weight + prior * np.exp(packed)) / (weight.sum() + prior))
        packed[UNKNOWN] = UNKNOWN_LOGP
        return [float(p) for p in packed]

    def adapted(self, words: Iterable[str], fill: Iterable[tuple[Sequence[str], float]]) -> LanguageModel:
        """A model that also knows ``words`` and is pulled toward the weighted token streams of ``fill``."""
        vocabulary, known = self.words, self.ids
        new = [word for word in words if word not in known][: MASK - len(vocabulary)]
        if new:
            known = known | {word: len(vocabulary) + i for i, word in enumerate(new)}
            vocabulary = vocabulary + new
        overlay = Overlay()
        for stream, weight in fill:
            overlay.add([known.get(token, UNKNOWN) for token in stream], weight)
        return LanguageModel(vocabulary, self.arrays, self, overlay)

    def pulled_by(self, streams: Iterable[Sequence[int]], weight: float) -> LanguageModel:
        """A model pulled toward streams of its own word ids."""
        overlay = Overlay()
        for stream in streams:
            overlay.add(stream, weight)
        return LanguageModel(self.words, self.arrays, self, overlay)

    def _node(self, order: int, context: int) -> int:
        """Index of a packed context of ``order`` words among the n-grams of that order; -1 if it is not there."""
        if order == 1:
            return context if context < self.packed_words else -1
        nodes = self._nodes[order]
        node = nodes.get(context)
        if node is None:
            node = -1
            parent = self._node(order - 1, context >> 16)
            if parent < 0:
                return -1
            starts = self._starts[order]
            start, end = starts[parent], starts[parent + 1]
            children = self._children[order][start:end]
            word = context & MASK
            at = int(children.searchsorted(word))
            if at < len(children) and children[at] == word:
                node = int(start) + at
            nodes[context] = node
        return node

    def pair(self, left: int, right: int) -> int:
        """Index of a bigram in the arrays of order 2, or -1."""
        return self._node(2, left << 16 | right)

    def successors(self, order: int, context: int) -> tuple[Successors, float]:
        """After a packed context of ``order`` words: what follows (log-probabilities) and the back-off weight."""
        cached = self._contexts[order].get(context)
        if cached is not None:
            return cached
        extra = self.overlay.counts[order].get(context)
        if self.parent is not None:
            found = self.parent.successors(order, context)
            if extra:
                found = self._contexts[order][context] = self._pulled(order, context, *found, extra)
            return found
        node = self._node(order, context)
        table: Successors = {}
        backoff = 0.0
        if node >= 0:
            starts = self._starts[order + 1]
            start, end = starts[node], starts[node + 1]
            if end > start:
                logs = self.arrays[f"logp{order + 1}"][start:end] * -LOG_STEP
                table = dict(zip(self._children[order + 1][start:end].tolist(), logs.tolist(), strict=True))
            backoff = BACKOFF_TOP - BACKOFF_STEP * float(self.arrays[f"backoff{order}"][node])
        if node < 0:
            return _NOTHING  # most contexts of three words: not worth remembering
        found = self._contexts[order][context] = table, backoff
        return found

    def _pulled(
        self, order: int, context: int, table: Successors, backoff: float, extra: Successors
    ) -> tuple[Successors, float]:
        prior = PRIOR_WEIGHT[order]
        total = sum(extra.values()) + prior
        shift = math.log(prior / total)
        pulled = {word: logp + shift for word, logp in table.items()}
        for word, weight in extra.items():
            before = table.get(word)
            if before is None:
                before = backoff + self._lower(order - 1, context & ((1 << (16 * (order - 1))) - 1), word)
            pulled[word] = math.log((weight + prior * math.exp(before)) / total)
        return pulled, backoff + shift

    def _lower(self, order: int, context: int, word: int) -> float:
        weight = 0.0
        while order:
            table, backoff = self.successors(order, context)
            found = table.get(word)
            if found is not None:
                return weight + found
            weight += backoff
            order -= 1
            context &= (1 << (16 * order)) - 1
        return weight + self.logp1[word]

    def state(self, context: int) -> State:
        """What the search needs to score words after the last three words, packed 16 bits each."""
        found = self._states.get(context)
        if found is None:
            if len(self._states) >= MOST_STATES:
                self.forget()
            three, back3 = self.successors(3, context)
            two, back2 = self.successors(2, context & 0xFFFFFFFF)
            one, back1 = self.successors(1, context & MASK)
            if not three:  # a shorter context says as much; hypotheses that share it are one
                context_left = context & 0xFFFFFFFF if two else context & MASK
                shared = self._states.get(context_left) if context_left != context else None
                found = shared or (context_left, three, two, one, back3, back3 + back2, back3 + back2 + back1)
            else:
                found = (context, three, two, one, back3, back3 + back2, back3 + back2 + back1)
            self._states[context] = found
        return found

    def score(self, context: int, word: int) -> float:
        """log P(word | the three words packed in ``context``)."""
        _, three, two, one, back3, back2, back1 = self.state(context)
        logp = three.get(word)
        if logp is None:
            logp = two.get(word)
            if logp is not None:
                return logp + back3
            logp = one.get(word)
            return logp + back2 if logp is not None else self.logp1[word] + back1
        return logp

    def forget(self) -> None:
        """Drop the caches (they grow with the variety of text read)."""
        for level in self._contexts:
            level.clear()
        for nodes in self._nodes.values():
            nodes.clear()
        self._states.clear()


def _starts(arrays: dict[str, np.ndarray]) -> dict[int, np.ndarray]:
    """For each order: where in its arrays the successors of each shorter n-gram begin."""
    return {order: np.concatenate(([0], np.cumsum(arrays[f"child{order}"], dtype=np.int64))) for order in (2, 3, 4)}


@cache
def packed_model() -> LanguageModel:
    """The packaged model. Raises FileNotFoundError when its data is missing."""
    with np.load(data_path("language_model.npz")) as stored:
        arrays = {name: stored[name] for name in stored.files}
    words = data_path("words.txt").read_text(encoding="utf-8").split("\n")
    return LanguageModel(words, arrays)
