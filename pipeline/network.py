"""A small neural network: named features of a word in, probabilities out.

One layer of a few hyperbolic tangents between the features and the sigmoids, so that features may mean different
things together than by themselves (a single letter in a good line, and in one full of signs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Features = Mapping[str, float]
DECIMALS = 4
MOST = 30.0  # a sigmoid says no more beyond


@dataclass(frozen=True, slots=True)
class Network:
    """``names``: of the features, the rows of ``inputs`` (features by hidden cells); ``outputs``: hidden cells by
    probabilities; ``thresholds`` and ``offsets`` are added before the tangents and before the sigmoids."""

    names: tuple[str, ...]
    inputs: np.ndarray
    thresholds: np.ndarray
    outputs: np.ndarray
    offsets: np.ndarray

    def probabilities(self, rows: Sequence[Features]) -> np.ndarray:
        """A row of probabilities (0-1) for each row of features. A feature that no word had in fitting counts
        nothing."""
        return self.probabilities_of(matrix_of(rows, self.names))

    def probabilities_of(self, values: np.ndarray) -> np.ndarray:
        """The same of a matrix whose columns are ``names``."""
        # Not by BLAS: its threads cost more than they bring for so few numbers, in processes that share the cores.
        hidden = np.tanh(np.einsum("wf,fh->wh", values, self.inputs) + self.thresholds)
        return sigmoid(np.einsum("wh,ho->wo", hidden, self.outputs) + self.offsets)

    def to_json(self) -> dict[str, Any]:
        return {
            "features": {name: _rounded(row) for name, row in zip(self.names, self.inputs, strict=True)},
            "thresholds": _rounded(self.thresholds),
            "outputs": [_rounded(row) for row in self.outputs],
            "offsets": _rounded(self.offsets),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Network:
        features: dict[str, list[float]] = stored["features"]
        return cls(
            tuple(features),
            np.array(list(features.values())),
            np.array(stored["thresholds"]),
            np.array(stored["outputs"]),
            np.array(stored["offsets"]),
        )


def matrix_of(rows: Sequence[Features], names: Sequence[str]) -> np.ndarray:
    """A row of values for each row of features, its columns in the order of ``names``."""
    place = {name: at for at, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for row, features in zip(values, rows, strict=True):
        for name, value in features.items():
            if (at := place.get(name)) is not None:
                row[at] = value
    return values


def sigmoid(scores: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-np.clip(scores, -MOST, MOST)))
    return result


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), DECIMALS) for value in values]
