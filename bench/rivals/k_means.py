"""A plain rule: k-means of the questions so far, and a table of scores for each cluster."""

import math

import numpy as np

from bench.rivals.near import Scores, Vectors, vector_of
from wayfare.reports.replay.labelled import Asked, Floats, Places
from wayfare.reports.replay.online import Arms


class KMeansTable:
    """k-means of the questions so far, a table of scores for each cluster, 10 % of chance."""

    EXPLORE = 0.1
    FIRST, GROWTH, MOST = 50, 1.5, 32
    A_CLUSTER = 40
    ROUNDS = 15

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        self._rng = rng
        self.scores = Scores(arms)
        self._asked: list[Vectors] = []
        self._kept: list[tuple[Vectors, int, float]] = []
        self._fit_at = self.FIRST
        self.centres: Vectors | None = None
        self._tables = np.zeros((2, 1, len(arms.names)))

    def choose(self, question: Asked, offered: Places) -> int:
        """Any arm with a little chance, else the one thought to be worth most."""
        vector = vector_of(question.texts[0])
        self._ask(vector)
        if self._rng.random() < self.EXPLORE:
            return int(self._rng.choice(offered))
        return self.scores.best(self.expect(vector), offered)

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Into its cluster's table."""
        self.scores.add(arm, score)
        vector = vector_of(question.texts[0])
        self._kept.append((vector, arm, score))
        self._tables[:, self._cluster(vector), arm] += score, 1

    def _ask(self, vector: Vectors) -> None:
        """Cluster anew each time there are half as many more."""
        self._asked.append(vector)
        if len(self._asked) >= self._fit_at:
            self._fit_at = math.ceil(len(self._asked) * self.GROWTH)
            self._fit()

    def expect(self, vector: Vectors) -> Floats:
        """How good each arm is thought to be, in [0, 1], by its cluster's table."""
        sums, counts = self._tables[:, self._cluster(vector)]
        return self.scores.beside(sums, counts)

    def _cluster(self, vector: Vectors) -> int:
        return 0 if self.centres is None else int(np.argmax(self.centres @ vector))

    def _fit(self) -> None:
        some = np.stack(self._asked)
        count = max(2, min(self.MOST, len(some) // self.A_CLUSTER))
        self.centres = k_means(some, count, self.ROUNDS, self._rng)
        self._tables = np.zeros((2, count, len(self.scores.sums)))
        for vector, arm, score in self._kept:
            self._tables[:, self._cluster(vector), arm] += score, 1


def k_means(some: Vectors, count: int, rounds: int, rng: np.random.Generator) -> Vectors:
    """Centres of length 1, for vectors of length 1; the first ones far from each other."""
    centres = some[rng.integers(len(some), size=1)]
    while len(centres) < count:
        far = np.clip(1 - (some @ centres.T).max(axis=1), 1e-9, None).astype(np.float64)
        centres = np.vstack([centres, some[rng.choice(len(some), p=far / far.sum())]])
    for _ in range(rounds):
        nearest = np.argmax(some @ centres.T, axis=1)
        for place in range(count):
            own = some[nearest == place]
            if len(own):
                mean = own.mean(axis=0)
                centres[place] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return centres
