"""Presume a quality from a price, where nothing better is known.

A weak guess, and said so: among the hosted models whose price and public rating are both
known, the price tells about a quarter of the order (Spearman 0.51, n = 93 models,
November 2025; `bench/prior_quality.py` repeats the fit).
"""

import math

from wayfare.domain.deployment import Prior
from wayfare.domain.price import Price

# rating = RATING_AT_ONE_DOLLAR + RATING_PER_DECADE * log10(dollars per million output tokens)
RATING_AT_ONE_DOLLAR = 1_354.0
RATING_PER_DECADE = 41.0
RATING_OF_A_WEAK_MODEL = 1_000.0
AS_OF = "2025-11-06"

_CHEAPEST = 0.01  # dollars; below that a price says nothing more


def prior_from_price(price: Price) -> Prior:
    """The quality presumed from the output price, as a share of wins against a weak model.

    The share is the Bradley-Terry probability 1 / (1 + 10^((weak - rating) / 400)).
    """
    dollars = max(_CHEAPEST, price.rates.output / 1_000_000)
    rating = RATING_AT_ONE_DOLLAR + RATING_PER_DECADE * math.log10(dollars)
    share = 1 / (1 + 10 ** ((RATING_OF_A_WEAK_MODEL - rating) / 400))
    return Prior(quality={"": share}, basis="presumed from its price", as_of=AS_OF)
