"""A plain rule: the mean of each arm's outcomes on the most similar questions it answered."""

import numpy as np

from bench.rivals.near import Scores, Vectors, vector_of
from wayfare.reports.replay.labelled import Asked, Floats, Places
from wayfare.reports.replay.online import Arms


class KNN:
    """The mean of each arm's outcomes on the 40 most similar questions it answered; 5 % chance."""

    EXPLORE = 0.05
    K = 40

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        self._rng = rng
        self.scores = Scores(arms)
        size = len(vector_of(""))
        self._vectors = np.zeros((64, size), dtype=np.float32)
        self._known = np.zeros(64)
        self._rows: list[list[int]] = [[] for _ in arms.names]
        self._count = 0

    def choose(self, question: Asked, offered: Places) -> int:
        """Any arm with a little chance, else the one thought to be worth most."""
        if self._rng.random() < self.EXPLORE:
            return int(self._rng.choice(offered))
        return self.scores.best(self.expect(vector_of(question.texts[0])), offered)

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Keep it beside the others."""
        self.scores.add(arm, score)
        if self._count == len(self._known):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._known = np.concatenate([self._known, np.zeros_like(self._known)])
        self._vectors[self._count] = vector_of(question.texts[0])
        self._known[self._count] = score
        self._rows[arm].append(self._count)
        self._count += 1

    def expect(self, vector: Vectors) -> Floats:
        """How good each arm is thought to be, in [0, 1], by the nearest outcomes of each arm."""
        alike = self._vectors[: self._count] @ vector
        sums, counts = np.zeros_like(self.scores.sums), np.zeros_like(self.scores.sums)
        for arm, rows in enumerate(self._rows):
            near = np.array(rows, dtype=np.intp)
            if len(near) > self.K:
                near = near[np.argpartition(-alike[near], self.K)[: self.K]]
            sums[arm], counts[arm] = self._known[near].sum(), len(near)
        return self.scores.beside(sums, counts)
