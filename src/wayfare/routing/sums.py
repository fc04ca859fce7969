"""Add up what an arm's outcomes say, so that nothing else of them need be kept.

Knows features, scores and weights. Knows nothing of where they come from. Sums can be added
to one another and taken away again: a shard, a correction and a whole log are the same.
"""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_WAITING_MAX = 256


class Sums:
    """Of one arm: the weighted sums of 1, f, f f^T, y, f y and y^2 over its outcomes.

    `f` are an outcome's features, shape (size,), `y` is its score. Outcomes wait in a small
    heap until they are added in one go, which takes a tenth of the time.
    """

    __slots__ = (
        "_features",
        "_gram",
        "_scores",
        "_weights",
        "cross",
        "features",
        "score",
        "size",
        "square",
        "weight",
    )

    def __init__(self, size: int) -> None:
        self.size = size
        self.weight = 0.0
        self.score = 0.0
        self.square = 0.0
        self.features: Array = np.zeros(size)
        self.cross: Array = np.zeros(size)
        self._gram: Array = np.zeros((size, size))
        self._features: list[NDArray[Any]] = []
        self._scores: list[float] = []
        self._weights: list[float] = []

    @property
    def gram(self) -> Array:
        """The weighted sum of f f^T, shape (size, size)."""
        self.settle()
        return self._gram

    def add(self, features: NDArray[Any], score: float, weight: float = 1.0) -> None:
        """Add one outcome; a negative weight takes it away again."""
        self._features.append(features)
        self._scores.append(score)
        self._weights.append(weight)
        if len(self._scores) >= _WAITING_MAX:
            self.settle()

    def add_many(self, features: NDArray[Any], scores: Array, weights: Array) -> None:
        """Add many outcomes: features (n, size), scores and weights (n,)."""
        rows = features.astype(np.float64)
        weighted = rows * weights[:, None]
        self.weight += float(weights.sum())
        self.score += float(weights @ scores)
        self.square += float(weights @ scores**2)
        self.features += weighted.sum(axis=0)
        self.cross += scores @ weighted
        self._gram += rows.T @ weighted

    def settle(self) -> None:
        """Add what waits. Reading any sum but `gram` needs this first."""
        if not self._scores:
            return
        features = np.stack(self._features)
        scores, weights = np.array(self._scores), np.array(self._weights)
        self._features, self._scores, self._weights = [], [], []
        self.add_many(features, scores, weights)

    def scaled(self, factor: float) -> Self:
        """The same outcomes, each at `factor` of its weight."""
        self.settle()
        result = type(self)(self.size)
        result.weight, result.score = self.weight * factor, self.score * factor
        result.square = self.square * factor
        result.features, result.cross = self.features * factor, self.cross * factor
        result._gram = self._gram * factor  # noqa: SLF001 - its own kind
        return result

    def plus(self, other: Self) -> Self:
        """These outcomes and others."""
        result = self.scaled(1.0)
        other.settle()
        result.weight += other.weight
        result.score += other.score
        result.square += other.square
        result.features += other.features
        result.cross += other.cross
        result._gram += other.gram  # noqa: SLF001
        return result

    def moved(self, sources: NDArray[np.intp], places: NDArray[np.intp]) -> Self:
        """The same sums where feature `sources[i]` stands at `places[i]`; others are left out."""
        self.settle()
        result = type(self)(self.size)
        result.weight, result.score, result.square = self.weight, self.score, self.square
        result.features[places] = self.features[sources]
        result.cross[places] = self.cross[sources]
        gram = self._gram[np.ix_(sources, sources)]
        result._gram[np.ix_(places, places)] = gram  # noqa: SLF001
        return result

    def to_bytes(self) -> bytes:
        """All of it, as little-endian doubles; the half of the gram that says it all."""
        upper = self.gram[np.triu_indices(self.size)]
        head = [self.weight, self.score, self.square]
        return np.concatenate([head, self.features, self.cross, upper]).astype("<f8").tobytes()

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Self:
        """What `to_bytes` wrote.

        Raises:
            ValueError: it is of another size.
        """
        numbers = np.frombuffer(data, dtype="<f8").astype(np.float64)
        if len(numbers) != 3 + 2 * size + size * (size + 1) // 2:
            raise ValueError(f"These sums are not over {size} features.")
        result = cls(size)
        result.weight, result.score, result.square = map(float, numbers[:3])
        result.features = numbers[3 : 3 + size].copy()
        result.cross = numbers[3 + size : 3 + 2 * size].copy()
        upper = np.triu_indices(size)
        result._gram[upper] = numbers[3 + 2 * size :]
        result._gram.T[upper] = numbers[3 + 2 * size :]
        return result
