"""Find the cheapest arms that are as good as the best, give or take, and whom to compare next.

Knows standings and costs. Knows no single question, and asks nobody.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.router import DOUBT
from wayfare.routing.standings import Standings

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mix:
    """Two arms, of which the `first` answers `share` of questions; often they are one."""

    first: int
    second: int
    share: float


def cheapest_within(standings: Standings, costs: Array, margin: float) -> Mix:
    """The cheapest mix of arms that is expected to lose at most `margin` to the best one.

    `costs` (arms,) are in any unit, infinite where not known; `margin` is in [0, 1]. The best is
    the one that is surest to be good: to pay more than it costs takes a lead that is clear. What an
    arm may be worse counts as if it were by `DOUBT` standard errors.
    """
    best = int(np.argmax(standings.means - np.sqrt(np.diag(standings.covariance))))
    quality = standings.means - DOUBT * standings.doubts(best)
    return _cheapest_mix(quality, costs, margin, best)


def whom_to_compare(
    standings: Standings, costs: Array, margin: float, rng: np.random.Generator
) -> tuple[int, ...]:
    """The arms whose outcomes on one question may settle most, the most telling first.

    Qualities are drawn from what is known of them (Thompson, 1933): whoever would be taken if
    they were so is worth knowing better, and so is the best that they are held against.
    """
    count = len(standings.means)
    root = np.linalg.cholesky(standings.covariance + 1e-9 * np.eye(count))
    drawn = standings.means + root @ rng.standard_normal(count)
    best = int(np.argmax(drawn))
    mix = _cheapest_mix(drawn, costs, margin, best)
    return tuple(dict.fromkeys((mix.first, mix.second, best)))


def _cheapest_mix(quality: Array, costs: Array, margin: float, best: int) -> Mix:
    """Of all arms and pairs whose mean loss to the best is at most the margin, the cheapest."""
    loss = quality[best] - quality
    is_within, is_priced = loss <= margin + 1e-12, np.isfinite(costs)
    within, beyond = np.flatnonzero(is_within & is_priced), np.flatnonzero(~is_within & is_priced)
    if not len(within):
        return Mix(best, best, 1.0)
    alone = int(within[np.argmin(costs[within])])
    if not len(beyond):
        return Mix(alone, alone, 1.0)
    shares = (margin - loss[within, None]) / (loss[None, beyond] - loss[within, None])
    mixed = costs[within, None] + shares * (costs[None, beyond] - costs[within, None])
    row, column = np.unravel_index(int(np.argmin(mixed)), mixed.shape)
    if mixed[row, column] >= costs[alone]:
        return Mix(alone, alone, 1.0)
    return Mix(int(within[row]), int(beyond[column]), float(1 - shares[row, column]))
