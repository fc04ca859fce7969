"""Keep the questions of a log that is small, and a fair sample of one that is large.

Knows ids, vectors and outcomes. Kept are the questions whose hashed ids are smallest: the same
ones in whatever order they come, and in whatever shards.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

QUESTIONS_MAX = 20_000


class Sample:
    """Questions by id, each with its vector, its topic and the outcomes of its arms.

    `size` is that of a vector; vectors are kept as halves of a float.
    """

    def __init__(self, size: int, questions_max: int = QUESTIONS_MAX) -> None:
        self.size = size
        self.questions_max = questions_max
        self._ranks: dict[str, int] = {}
        self._last: int | None = None  # the largest rank, where the sample is full
        self.vectors: dict[str, NDArray[np.float16]] = {}
        self.topics: dict[str, str | None] = {}
        self.outcomes: dict[str, dict[str, tuple[float, float | None, float]]] = {}

    def __len__(self) -> int:
        return min(len(self._ranks), self.questions_max)

    def __iter__(self) -> Iterator[str]:
        """The ids, in an order that does not depend on how they came."""
        ranked = sorted(self._ranks, key=self._ranks.__getitem__)
        return iter(ranked[: self.questions_max])

    def add(
        self,
        question: str,
        vector: NDArray[Any],
        topic: str | None,
        arm: str,
        outcome: tuple[float, float | None, float],
    ) -> None:
        """Add an outcome (score, cost in micro-dollars, weight); a later one replaces it."""
        if question not in self._ranks:
            rank = _rank(question)
            if self._last is not None and rank >= self._last:
                return
            self._ranks[question] = rank
            self.vectors[question] = vector.astype(np.float16)
            self.topics[question] = topic
            self.outcomes[question] = {}
            self._shrink()
            if question not in self._ranks:
                return
        self.outcomes[question][arm] = outcome

    def restore(
        self,
        question: str,
        vector: NDArray[Any],
        topic: str | None,
        outcomes: dict[str, tuple[float, float | None, float]],
    ) -> None:
        """Take a question as another sample kept it, even where no outcome is left of it."""
        self._ranks[question] = _rank(question)
        self.vectors[question] = vector.astype(np.float16)
        self.topics[question] = topic
        self.outcomes[question] = dict(outcomes)

    def drop(self, question: str, arm: str, outcome: tuple[float, float | None, float]) -> None:
        """Drop an outcome, unless another has taken its place."""
        kept = self.outcomes.get(question, {})
        if kept.get(arm) == outcome:
            del kept[arm]

    def merge(self, other: "Sample") -> None:
        """Add another sample's questions."""
        for question in other:
            for arm, outcome in other.outcomes[question].items():
                self.add(question, other.vectors[question], other.topics[question], arm, outcome)

    def _shrink(self) -> None:
        """Let go of the furthest, a tenth at a time: to look for each alone would take long."""
        if len(self._ranks) <= self.questions_max * 1.1:
            return
        ranked = sorted(self._ranks, key=self._ranks.__getitem__)
        self._last = self._ranks[ranked[self.questions_max]]
        for question in ranked[self.questions_max :]:
            for kept in (self._ranks, self.vectors, self.topics, self.outcomes):
                del kept[question]


def _rank(question: str) -> int:
    return int.from_bytes(blake2b(question.encode(), digest_size=8).digest(), "big")
