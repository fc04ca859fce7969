"""Two groups made by lot, in many histories at once: the twin of `wayfare.evidence.two_groups`.

For simulation alone; a test holds the two against each other. Every array has one entry a history.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from wayfare.evidence.bets import FIXED, HALF, LARGEST, SQUARE_PRESUMED, SQUARE_WORTH
from wayfare.evidence.two_groups import ENOUGH, HOPE_LEAST, LEVEL_PRESUMED, LEVEL_WORTH

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Shares, who is held, who is scored, and the scores, of the next conversation of every history.
World = Callable[[int, np.random.Generator], tuple[float, Flags, Flags, Array]]


class BatchTwoGroups:
    """`count` gamblers on one bound, each in a history of its own; see `evidence.two_groups`."""

    def __init__(self, count: int, bound: float) -> None:
        self._bound, self._hope = bound, max(-bound, HOPE_LEAST)
        self._bets, self._most = np.array(FIXED) / (1 + abs(bound)), LARGEST / (1 + abs(bound))
        self._logs, self._follows = np.zeros((count, len(FIXED))), np.zeros(count)
        self._square = np.full(count, SQUARE_PRESUMED * SQUARE_WORTH)
        self._worth = np.full(count, SQUARE_WORTH)
        self._seen = np.full(count, LEVEL_WORTH)
        self._total = np.full(count, LEVEL_PRESUMED * LEVEL_WORTH)

    def learn(self, scores: Array, held: Flags, share: float, scored: Flags) -> None:
        """One round; histories that are not `scored` stand still."""
        odds, weight = share / (1 - share), min(share, 1 - share)
        level = np.clip(self._total / self._seen, 0.0, 1.0)
        mine = min(1.0, 1 / odds) * (level - scores)
        other = min(1.0, odds) * (scores - level - self._bound)
        excess = np.where(scored, np.where(held, mine, other), 0.0)
        bet = np.minimum(self._most, self._hope * self._worth / self._square)
        self._follows += np.log1p(bet * excess)
        self._logs += np.log1p(excess[:, None] * self._bets)
        self._square += excess * excess
        self._worth += weight * scored
        self._total += np.where(scored, scores - np.where(held, 0.0, self._bound), 0.0)
        self._seen += scored

    @property
    def log_wealth(self) -> Array:
        """The logarithm of each one's wealth."""
        most = self._logs.max(axis=1)
        fixed = most + np.log(np.exp(self._logs - most[:, None]).mean(axis=1) * HALF)
        return np.asarray(np.logaddexp(fixed, self._follows + np.log(1 - HALF)))


def first_shown(world: World, histories: int, rounds: int, seed: int, bound: float = 0.0) -> Array:
    """After how many conversations it is shown that the difference is above a bound."""
    rng = np.random.default_rng(seed)
    batch, ended = BatchTwoGroups(histories, bound), np.full(histories, np.inf)
    for number in range(rounds):
        share, held, scored, scores = world(number, rng)
        batch.learn(scores, held, share, scored)
        ended[(batch.log_wealth >= ENOUGH) & np.isinf(ended)] = number + 1
        if np.isfinite(ended).all():
            break
    return ended


def voted(
    histories: int,
    free: Callable[[int], float],
    held: Callable[[int], float],
    share: Callable[[int], float] = lambda _: 0.05,
    rates: tuple[float, float] = (1.0, 1.0),
) -> World:
    """Votes for or against, with the chances `free` and `held` that they are for.

    `rates` say how often there is a vote: in free conversations, and in held ones.
    """

    def draw(number: int, rng: np.random.Generator) -> tuple[float, Flags, Flags, Array]:
        its = share(number)
        is_held = rng.random(histories) < its
        scored = rng.random(histories) < np.where(is_held, rates[1], rates[0])
        liked = rng.random(histories) < np.where(is_held, held(number), free(number))
        return its, is_held, scored, liked.astype(float)

    return draw
