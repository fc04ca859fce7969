"""Say what half of many, and all but one in twenty, took at most.

Knows numbers. Knows nothing of what took so long.
"""

import math
from collections.abc import Sequence
from statistics import median

import msgspec


class Percentiles(msgspec.Struct, frozen=True):
    """What half of `n` answers, and what all but one in twenty, took at most; milliseconds."""

    p50: float | None
    p95: float | None
    n: int


NO_PERCENTILES = Percentiles(None, None, 0)


def percentiles(values: Sequence[float]) -> Percentiles:
    """The median and the 95th, of which nothing is known where there is no value.

    >>> percentiles([float(each) for each in range(1, 101)])
    Percentiles(p50=50.5, p95=95.0, n=100)
    """
    if not values:
        return NO_PERCENTILES
    last = sorted(values)[math.ceil(0.95 * len(values)) - 1]
    return Percentiles(round(median(values), 1), round(last, 1), len(values))
