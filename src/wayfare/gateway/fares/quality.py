"""How good an arm is, how surely that is known, and how it stands beside the best.

Knows nothing of where it comes from.
"""

from enum import StrEnum

import msgspec

from wayfare.routing.equality import Equality


class Basis(StrEnum):
    """Where a figure comes from."""

    MEASURED = "measured"  # from real use here
    PRESUMED = "presumed"  # from prices, ratings and usual lengths


class Quality(msgspec.Struct, frozen=True):
    """The share of good answers in [0, 1], between `low` and `high` with 95 %.

    `outcomes` of them were said to be so good; where none were, the `basis` is what is presumed.
    """

    mean: float
    low: float
    high: float
    outcomes: int
    basis: Basis
    as_of: str | None


class Standing(msgspec.Struct, frozen=True):
    """An arm's quality, None where nothing is known, and how it stands beside the best."""

    quality: Quality | None
    state: Equality
