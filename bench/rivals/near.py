"""What the two plain rules share: vectors of questions, means of arms, an answer's worth.

Knows hashed words and scores. Knows nothing of how a rule finds what is near.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.embedding.surface import SIZE as SURFACE
from wayfare.reports.replay.labelled import Floats, Places
from wayfare.reports.replay.online import Arms

Vectors = NDArray[np.float32]

POINTS = 100.0


class Scores:
    """How good each arm was, and what its answers are worth."""

    #: How many outcomes the mean of all arms counts for, and an arm's own where it is looked at.
    POOLED, OWN = 2.0, 5.0

    def __init__(self, arms: Arms) -> None:
        self._prices = arms.prices
        self.sums = np.zeros(len(arms.names))
        self.counts = np.zeros(len(arms.names))

    def add(self, arm: int, score: float) -> None:
        """An answer's score became known."""
        self.sums[arm] += score
        self.counts[arm] += 1

    def means(self) -> Floats:
        """How good each arm was, those that answered little drawn to the mean of all."""
        pooled = (self.sums.sum() + 1) / (self.counts.sum() + 2)
        means: Floats = (self.sums + self.POOLED * pooled) / (self.counts + self.POOLED)
        return means

    def beside(self, sums: Floats, counts: Floats) -> Floats:
        """How good each arm was nearby, drawn to its own mean."""
        near: Floats = (sums + self.OWN * self.means()) / (counts + self.OWN)
        return near

    def best(self, expected: Floats, offered: Places) -> int:
        """The arm that is thought to be worth most: its score, in [0, 1], less its price."""
        worth = POINTS * expected - self._prices
        return int(offered[np.argmax(worth[offered])])


@cache
def vector_of(text: str) -> Vectors:
    """The hashed words of a text, 256 numbers of length 1: what Wayfare sees, less its surface."""
    vector: Vectors = _embedder().vector(text)[:-SURFACE]
    return vector


@cache
def _embedder() -> HashingEmbedder:
    return HashingEmbedder(shipped())
