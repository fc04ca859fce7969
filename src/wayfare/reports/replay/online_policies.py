"""The rules that can be replayed as if in use without a file: plain ones, and Wayfare's own."""

from collections.abc import Mapping

import numpy as np

from wayfare.reports.replay.in_use import InUse, PriorBest, told_by_votes
from wayfare.reports.replay.labelled import Asked, Places
from wayfare.reports.replay.online import Arms, MakeOnline


class Cheapest:
    """Always the arm with the lowest fare; where none is known, the first."""

    def __init__(self, arms: Arms, _: np.random.Generator) -> None:
        self._fares = np.where(np.isnan(arms.dollars), np.inf, arms.dollars)

    def choose(self, question: Asked, offered: Places) -> int:
        """Take it; where it cannot answer, the next one."""
        return int(offered[np.argmin(self._fares[offered])])

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Nothing is learned."""


class Random:
    """Any arm, each as likely as another."""

    def __init__(self, _: Arms, rng: np.random.Generator) -> None:
        self._rng = rng

    def choose(self, question: Asked, offered: Places) -> int:
        """Draw."""
        return int(self._rng.choice(offered))

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Nothing is learned."""


#: By the names that `--policy` takes with `--online`. None: worked out from the outcomes.
ONLINE: Mapping[str, MakeOnline | None] = {
    "wayfare": InUse,
    "prior_best": PriorBest,
    "best_single": None,
    "cheapest": Cheapest,
    "random": Random,
}
#: The same, where people vote.
ONLINE_BY_VOTES: Mapping[str, MakeOnline | None] = {**ONLINE, "wayfare": told_by_votes}
