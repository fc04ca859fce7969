"""The betting process of many histories at once: the twin of `wayfare.evidence`, in numpy.

For simulation alone; a test holds the two against each other. Every array has one entry a history.
"""

import numpy as np
from numpy.typing import NDArray

from wayfare.evidence.bets import FIXED, HALF, LARGEST, SQUARE_PRESUMED, SQUARE_WORTH

Array = NDArray[np.float64]


class BatchBets:
    """`count` gamblers, each in a history of its own and at one bound; see `evidence.bets`."""

    def __init__(self, count: int, worst: float, hope: float, half: float = HALF) -> None:
        self._fixed = np.array(FIXED) / worst
        self._most, self._hope, self._half = LARGEST / worst, hope, half
        self.logs = np.zeros((count, len(FIXED)))
        self.follows = np.zeros(count)
        self._square = np.full(count, SQUARE_PRESUMED * SQUARE_WORTH)
        self._worth = np.full(count, SQUARE_WORTH)

    def learn(
        self,
        excess: Array,
        audited: NDArray[np.bool_] | None = None,
        weight: Array | float = 1.0,
    ) -> None:
        """One round that counts `weight`; histories that are not `audited` stand still.

        `excess` is weighted already.
        """
        if audited is not None:
            excess = np.where(audited, excess, 0.0)
        bet = np.minimum(self._most, self._hope * self._worth / self._square)
        self.follows += np.log1p(bet * excess)
        self.logs += np.log1p(excess[:, None] * self._fixed)
        self._square += excess * excess
        self._worth += weight if audited is None else np.where(audited, weight, 0.0)

    @property
    def log_wealth(self) -> Array:
        """The logarithm of each one's wealth."""
        most = self.logs.max(axis=1)
        fixed: Array = most + np.log(np.exp(self.logs - most[:, None]).mean(axis=1))
        if self._half == 1.0:
            return fixed
        follows = self.follows + np.log(1 - self._half)
        return np.asarray(np.logaddexp(fixed + np.log(self._half), follows))
