"""Counts to a pruned Kneser-Ney trie of four orders, in the arrays that ``normalizers.language_model`` reads.

Interpolated Kneser-Ney with one absolute discount an order (Chen & Goodman 1998); an n-gram is pruned when leaving it
out would change little: count times the difference of the logarithms (Seymore & Rosenfeld 1996).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.build.corpus import UNSEEN_CASE
from normalizers.language_model import BACKOFF_STEP, BACKOFF_TOP, LOG_STEP, UNKNOWN

Array = NDArray[np.generic]
DISCOUNTS = {2: 0.75, 3: 0.8, 4: 0.85}


@dataclass
class Order:
    """The n-grams of one order, sorted. ``key`` packs the words, 16 bits each, the last word lowest."""

    key: NDArray[np.uint64]
    count: NDArray[np.int64]
    logp: NDArray[np.float64]
    lower_logp: NDArray[np.float64]  # what the next lower order says of the same last word


def _unique(key: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    values, counts = np.unique(key, return_counts=True)
    return values, counts.astype(np.int64)


def _continuations(key: NDArray[np.uint64], order: int, shorter: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each n-gram of ``shorter``: how many different words stand before it in ``key`` (n-grams one longer)."""
    mask = np.uint64((1 << (16 * (order - 1))) - 1)
    values, counts = _unique(key & mask)
    result = np.zeros(len(shorter), dtype=np.int64)
    result[np.searchsorted(shorter, values)] = counts
    return result


def _context_sums(key: NDArray[np.uint64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each n-gram the sum of ``weight`` over all n-grams with the same context."""
    context = key >> np.uint64(16)
    first = np.flatnonzero(np.r_[True, context[1:] != context[:-1]])
    sums = np.add.reduceat(weight, first)
    return np.repeat(sums, np.diff(np.r_[first, len(key)]))


def count_orders(ids: NDArray[np.int32], vocabulary: int) -> tuple[NDArray[np.float64], dict[int, Order]]:
    """Unigram log-probabilities and the unpruned orders 2 to 4."""
    stream = ids.astype(np.uint64)
    keys, counts = {}, {}
    key = stream
    for order in (2, 3, 4):
        key = (key[:-1] << np.uint64(16)) | stream[order - 1 :]
        keys[order], counts[order] = _unique(key)
    before = np.bincount((keys[2] & np.uint64(0xFFFF)).astype(np.int64), minlength=vocabulary).astype(float)
    raw = np.bincount(ids, minlength=vocabulary).astype(float)
    unigram = 0.7 * (before + 0.1) / (before + 0.1).sum() + 0.3 * (raw + 0.1) / (raw + 0.1).sum()
    lower = unigram
    lower_keys = np.arange(vocabulary, dtype=np.uint64)
    orders = {}
    for order in (2, 3, 4):
        c = counts[4] if order == 4 else _continuations(keys[order + 1], order + 1, keys[order])
        c = np.maximum(c, 1).astype(float)
        total = _context_sums(keys[order], c)
        kept = np.maximum(c - DISCOUNTS[order], 0.0)
        left = 1.0 - _context_sums(keys[order], kept) / total
        suffix = keys[order] & np.uint64((1 << (16 * (order - 1))) - 1)
        below = lower[np.searchsorted(lower_keys, suffix)]
        p = kept / total + left * below
        orders[order] = Order(keys[order], counts[order], np.log(p), np.log(below))
        lower, lower_keys = p, keys[order]
    return np.log(unigram), orders


def prune(orders: dict[int, Order], least: dict[int, int], loss: dict[int, float]) -> dict[int, Order]:
    """Keep what matters, and every prefix of what is kept (a trie needs them)."""
    kept: dict[int, Order] = {}
    needed = np.empty(0, dtype=np.uint64)
    for order in (4, 3, 2):
        o = orders[order]
        keep = (o.count >= least[order]) & (o.count * np.abs(o.logp - o.lower_logp) >= loss[order])
        for place in range(order):  # unknown words come in clusters, and none may call for the next
            keep &= ((o.key >> np.uint64(16 * place)) & np.uint64(0xFFFF)) != UNKNOWN
        if len(needed):
            keep[np.searchsorted(o.key, needed)] = True
        kept[order] = Order(o.key[keep], o.count[keep], o.logp[keep], o.lower_logp[keep])
        needed = np.unique(kept[order].key >> np.uint64(16))
    return kept


def _backoffs(longer: Order, context_count: int, position: NDArray[np.int64], lower: NDArray[np.float64]) -> Array:
    """Back-off weight (log) of each context, so that its probabilities sum to one."""
    seen = np.bincount(position, weights=np.exp(longer.logp), minlength=context_count)
    covered = np.bincount(position, weights=np.exp(lower), minlength=context_count)
    return np.log(np.clip(1 - seen, 1e-4, 1) / np.clip(1 - covered, 1e-4, 1))


def trie(unigram: NDArray[np.float64], kept: dict[int, Order]) -> dict[str, Array]:
    """The arrays of the packaged model. ``childN[i]``: how many n-grams of order N extend entry i of order N-1."""
    arrays: dict[str, Array] = {"logp1": _quantise(unigram)}
    parents = np.arange(len(unigram), dtype=np.uint64)
    lower_table: dict[int, tuple[Array, Array]] = {1: (parents, unigram)}
    for order in (2, 3, 4):
        o = kept[order]
        position = np.searchsorted(parents, o.key >> np.uint64(16))
        below = _backed_off(o, order, lower_table)
        weights = _backoffs(o, len(parents), position, below)
        arrays[f"backoff{order - 1}"] = _quantise_backoff(weights)
        arrays[f"child{order}"] = np.bincount(position, minlength=len(parents)).astype(np.uint16)
        arrays[f"word{order}"] = (o.key & np.uint64(0xFFFF)).astype(np.uint16)
        arrays[f"logp{order}"] = _quantise(o.logp)
        parents = o.key
        lower_table[order] = (o.key, o.logp)
    return arrays


def _backed_off(o: Order, order: int, table: dict[int, tuple[Array, Array]]) -> NDArray[np.float64]:
    """The lower order's probability of each n-gram's last word; where pruned, what it was before pruning."""
    keys, logp = table[order - 1]
    suffix = o.key & np.uint64((1 << (16 * (order - 1))) - 1)
    at = np.minimum(np.searchsorted(keys, suffix), len(keys) - 1)
    return np.where(keys[at] == suffix, logp[at], o.lower_logp)


def _quantise(logp: Array) -> NDArray[np.uint8]:
    return np.clip(np.round(-logp / LOG_STEP), 0, 255).astype(np.uint8)


def _quantise_backoff(weight: Array) -> NDArray[np.uint8]:
    return np.clip(np.round((BACKOFF_TOP - weight) / BACKOFF_STEP), 0, 255).astype(np.uint8)


def case_shares(ids: Array, cases: Array, kept2: Order, vocabulary: int) -> dict[str, Array]:
    """How often a word is capitalised inside a sentence: alone (``title1``, ``upper1``), after its left neighbour
    (``title2``) and before its right neighbour (``title2_left``). Shares in 1/250; 255 means too few cases."""
    seen = cases != UNSEEN_CASE

    def share(index: Array, hit: Array, size: int, least: int) -> NDArray[np.uint8]:
        total = np.bincount(index, minlength=size)
        hits = np.bincount(index[hit], minlength=size)
        value = np.round(250 * hits / np.maximum(total, 1))
        return np.where(total >= least, value, 255).astype(np.uint8)

    word, case = ids[seen], cases[seen]
    result = {
        "title1": share(word, case >= 1, vocabulary, 1),
        "upper1": share(word, case == 2, vocabulary, 1),
    }
    pair = (ids[:-1].astype(np.uint64) << np.uint64(16)) | ids[1:].astype(np.uint64)
    at = np.minimum(np.searchsorted(kept2.key, pair), len(kept2.key) - 1)
    known = kept2.key[at] == pair
    right = known & seen[1:]
    result["title2"] = share(at[right], (cases[1:] >= 1)[right], len(kept2.key), 3)
    left = known & seen[:-1]
    result["title2_left"] = share(at[left], (cases[:-1] >= 1)[left], len(kept2.key), 3)
    return result
