"""What others do to tell whether one arm is as good as another, tried on the same histories.

Each rule looks after every comparison, as whoever watches a dashboard does, and is done when it
says so once. All are for answers that are compared without choice (a share of 1).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

ALPHA = 0.05
#: As few comparisons as any of them asks for before it says anything.
LEAST = 30
PROVARA_LEAST, PROVARA_GAP = 10, 0.05  # 0.2 of five stars, on a scale of 1


@dataclass(slots=True)
class Moments:
    """Sums of the differences of every history."""

    margin: float
    count: int = 0
    total: Array = field(default_factory=lambda: np.zeros(0))
    squares: Array = field(default_factory=lambda: np.zeros(0))

    def learn(self, differences: Array) -> None:
        """One comparison more."""
        if self.count == 0:
            self.total, self.squares = np.zeros_like(differences), np.zeros_like(differences)
        self.count += 1
        self.total += differences
        self.squares += differences**2

    @property
    def mean(self) -> Array:
        """The mean difference."""
        return self.total / self.count

    @property
    def error(self) -> Array:
        """Its standard error, presuming one loss that was not seen."""
        spread = (self.squares + 1) / (self.count + 1) - self.mean**2
        return np.sqrt(np.maximum(spread, 0.0) / self.count)


#: Says of each history whether its arm is as good, by what was seen so far.
Rule = Callable[[Moments], Flags]


def z_test(z: float) -> Rule:
    """The mean lies more than so many standard errors above the margin."""

    def rule(seen: Moments) -> Flags:
        enough = seen.count >= LEAST
        return np.asarray(enough & (seen.mean - z * seen.error > -seen.margin))

    return rule


def asymptotic(seen: Moments) -> Flags:
    """An asymptotic confidence sequence (Waudby-Smith and others 2021, arXiv:2103.06476, (14)).

    Tightest at 500 comparisons.
    """
    rho = math.sqrt((-2 * math.log(2 * ALPHA) + math.log(-2 * math.log(2 * ALPHA) + 1)) / 500)
    n, r2 = seen.count, rho * rho
    width = math.sqrt(
        2 * (n * r2 + 1) / (n * n * r2) * math.log(1 + math.sqrt(n * r2 + 1) / (2 * ALPHA))
    )
    spread = seen.error * math.sqrt(n)
    return np.asarray((n >= LEAST) & (seen.mean - width * spread > -seen.margin))


def provara(seen: Moments) -> Flags:
    """Parity: a gap of at most 0.2 of five stars, after ten samples."""
    return np.asarray((seen.count >= PROVARA_LEAST) & (seen.mean >= -PROVARA_GAP))


RULES: dict[str, Rule] = {
    "test at fixed n, peeked at": z_test(1.645),
    "z-guard .5": z_test(0.5),
    "z-guard 1.64": z_test(1.64),
    "asymptotic confidence sequence": asymptotic,
    "Provara's ten samples": provara,
}
