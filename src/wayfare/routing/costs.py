"""Expect what an arm's answer will cost, from how long and of what kind a question looks.

Knows surface numbers and costs. Knows no prices and no words.

Each arm's cost, as a share of its mean, follows a ridge on the surface numbers where that has
the smaller exact leave-one-out error; else its mean is all that is known.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STRENGTH = 10.0
_LEAST_SHARE = 0.05  # of the mean: no question costs next to nothing
_ROWS_MIN = 30


@dataclass(frozen=True, slots=True)
class Costs:
    """`means` (arms,); `slopes` (surface numbers, arms), 0 for an arm that has only a mean."""

    means: Floats
    centres: Floats
    slopes: Floats

    def expect(self, surface: NDArray[Any]) -> Floats:
        """What each arm's answer will cost: surface is (n, numbers), the result (n, arms)."""
        shares = 1 + surface @ self.slopes - (self.centres * self.slopes).sum(axis=0)
        expected: Floats = self.means * np.maximum(shares, _LEAST_SHARE)
        return expected


def fit_costs(surface: NDArray[Any], costs: Floats) -> tuple[Costs, Floats]:
    """The fit, and each cost as expected without itself: surface (n, numbers), costs (n, arms).

    An arm of which no cost is known has NaN throughout.
    """
    numbers, arms = surface.shape[1], costs.shape[1]
    means, left_out = np.full(arms, np.nan), np.full(costs.shape, np.nan)
    centres, slopes = np.zeros((numbers, arms)), np.zeros((numbers, arms))
    for arm in range(arms):
        known = ~np.isnan(costs[:, arm])
        count = int(known.sum())
        if not count:
            continue
        paid, rows = costs[known, arm], surface[known].astype(np.float64)
        means[arm] = paid.mean()
        left_out[:, arm] = means[arm]
        if count < 2 or means[arm] <= 0:
            continue
        share = paid / means[arm] - 1
        plain = share * count / (count - 1)
        centre = rows.mean(axis=0)
        system = (rows - centre).T @ (rows - centre) + _STRENGTH * np.eye(numbers)
        slope = np.linalg.solve(system, (rows - centre).T @ share)
        pulls = ((rows - centre) @ np.linalg.inv(system) * (rows - centre)).sum(axis=1) + 1 / count
        residual = (share - (rows - centre) @ slope) / (1 - np.minimum(pulls, 0.99))
        if count >= _ROWS_MIN and (residual**2).mean() < (plain**2).mean():
            centres[:, arm], slopes[:, arm] = centre, slope
            left_out[:, arm] = means[arm] * np.maximum(1 + (surface - centre) @ slope, _LEAST_SHARE)
            left_out[known, arm] = means[arm] * np.maximum(1 + share - residual, _LEAST_SHARE)
        else:
            left_out[known, arm] = means[arm] * np.maximum(1 + share - plain, _LEAST_SHARE)
    return Costs(means, centres, slopes), left_out
