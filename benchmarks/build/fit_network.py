"""Fits ``pipeline.network`` to words whose truth is known, by stochastic gradient descent.

The step is Adam's (Kingma and Ba, *Adam: a method for stochastic optimization*, 2015), its length falling like a cosine
to nothing (Loshchilov and Hutter, *SGDR*, 2017).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from pipeline.network import DECIMALS, Network, sigmoid

HIDDEN = 96
ROUNDS, BATCH, STEP = 16, 512, 3e-3
DECAY = 1e-5  # of the weights: a prior that keeps rare features near nothing
MEAN_KEPT, SQUARE_KEPT, TINY = 0.9, 0.999, 1e-8
LEAST_SPREAD = 0.02  # of a feature: one that few words have is not blown up


def fitted(names: Sequence[str], values: np.ndarray, charges: np.ndarray, seed: int = 1) -> Network:
    """The network that tells ``charges`` (words by outputs, each 0 or 1) from ``values`` (words by ``names``)."""
    chance = np.random.default_rng(seed)
    middle, spread = values.mean(0), values.std(0) + LEAST_SPREAD
    often = np.clip(charges.mean(0), DECAY, 1 - DECAY)
    weights = [
        chance.normal(0, 1 / math.sqrt(len(names)), (len(names), HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        chance.normal(0, 1 / math.sqrt(HIDDEN), (HIDDEN, charges.shape[1])).astype(np.float32),
        np.log(often / (1 - often)).astype(np.float32),
    ]
    means, squares = ([np.zeros_like(weight) for weight in weights] for _ in range(2))
    batch = min(BATCH, len(values))
    steps = ROUNDS * (len(values) // batch)
    order = np.arange(len(values))
    for step in range(steps):
        at = step * batch % (len(values) // batch * batch)
        if not at:
            chance.shuffle(order)
        chosen = order[at : at + batch]
        length = STEP * 0.5 * (1 + math.cos(math.pi * step / steps))
        slopes = _slopes(weights, (values[chosen] - middle) / spread, charges[chosen])
        for weight, mean, square, slope in zip(weights, means, squares, slopes, strict=True):
            mean[...] = MEAN_KEPT * mean + (1 - MEAN_KEPT) * slope
            square[...] = SQUARE_KEPT * square + (1 - SQUARE_KEPT) * slope * slope
            unbiased = mean / (1 - MEAN_KEPT ** (step + 1)), square / (1 - SQUARE_KEPT ** (step + 1))
            weight[...] -= length * unbiased[0] / (np.sqrt(unbiased[1]) + TINY)
    inputs, thresholds, outputs, offsets = (weight.astype(float) for weight in weights)
    inputs = inputs / spread[:, None]
    return Network(
        tuple(names), *(part.round(DECIMALS) for part in (inputs, thresholds - middle @ inputs, outputs, offsets))
    )


def joined(networks: Sequence[Network]) -> Network:
    """One network, so much wider, whose scores before the sigmoid are the mean of those of ``networks``, which have
    the same features: what one of them makes of a rare combination by chance, the others do not."""
    return Network(
        networks[0].names,
        np.hstack([network.inputs for network in networks]),
        np.hstack([network.thresholds for network in networks]),
        (np.vstack([network.outputs for network in networks]) / len(networks)).round(DECIMALS),
        np.mean([network.offsets for network in networks], 0).round(DECIMALS),
    )


def _slopes(weights: Sequence[np.ndarray], values: np.ndarray, charges: np.ndarray) -> list[np.ndarray]:
    """Of the mean logarithmic loss, in each of the weights."""
    inputs, thresholds, outputs, offsets = weights
    hidden = np.tanh(values @ inputs + thresholds)
    off = (sigmoid(hidden @ outputs + offsets) - charges) / len(values)
    back = (off @ outputs.T) * (1 - hidden * hidden)
    return [values.T @ back + DECAY * inputs, back.sum(0), hidden.T @ off + DECAY * outputs, off.sum(0)]
