"""Multinomial logistic regression on sets of numbers, in plain Python: small, deterministic, no dependency.

Trained by AdaGrad (Duchi, Hazan and Singer, 2011) with a quadratic penalty; the documents are taken in the
same shuffled order in every run.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

_ROUNDS = 12
_STEP = 0.4
_PENALTY = 1e-3
BIAS = -1  # the number of the feature every document has


@dataclass(frozen=True, slots=True)
class Document:
    """A set of feature numbers and its class."""

    label: str
    features: tuple[int, ...]


@dataclass(slots=True)
class Regression:
    """One weight for each class and feature that was seen."""

    labels: tuple[str, ...]
    weights: dict[str, dict[int, float]] = field(default_factory=dict)

    @classmethod
    def trained(cls, documents: Sequence[Document]) -> Regression:
        """Return the regression that fits `documents`; the order they come in does not matter much."""
        model = cls(tuple(sorted({document.label for document in documents})))
        model.weights = {label: {} for label in model.labels}
        squares: dict[str, dict[int, float]] = {label: {} for label in model.labels}
        order = list(range(len(documents)))
        shuffle = random.Random(7)  # noqa: S311 - the same order each time, nothing secret
        for _ in range(_ROUNDS):
            shuffle.shuffle(order)
            for number in order:
                model._learn(documents[number], squares)
        return model

    def _learn(self, document: Document, squares: dict[str, dict[int, float]]) -> None:
        chances = self.chances(document.features)
        scale = 1 / math.sqrt(len(document.features) + 1)
        for label in self.labels:
            error = (chances[label] - (label == document.label)) * scale
            weights, square = self.weights[label], squares[label]
            for feature in (*document.features, BIAS):
                weight = weights.get(feature, 0.0)
                slope = error + _PENALTY * weight
                total = square.get(feature, 1e-2) + slope * slope
                square[feature] = total
                weights[feature] = weight - _STEP * slope / math.sqrt(total)

    def chances(self, features: Sequence[int]) -> dict[str, float]:
        """Return how likely each class is."""
        scale = 1 / math.sqrt(len(features) + 1)
        sums = {
            label: scale * sum(weights.get(feature, 0.0) for feature in (*features, BIAS))
            for label, weights in self.weights.items()
        }
        top = max(sums.values(), default=0.0)
        powers = {label: math.exp(value - top) for label, value in sums.items()}
        total = sum(powers.values())
        return {label: power / total for label, power in powers.items()}

    def weight(self, label: str, feature: int) -> float:
        """Return how much a feature speaks for a class rather than for the others."""
        own = self.weights[label].get(feature, 0.0)
        others = [self.weights[other].get(feature, 0.0) for other in self.labels if other != label]
        return own - (sum(others) / len(others) if others else 0.0)
