"""Presume a quality before anything was learned: from public ratings, else from the price.

The price is a weak guess, and said so: among the hosted models whose price and public rating
are both known, the price tells about a quarter of the order (Spearman 0.51, n = 93 models,
November 2025; `bench/prior_quality.py` repeats the fit).
"""

import math
from dataclasses import replace

from wayfare.domain.deployment import Deployment, Prior
from wayfare.domain.price import Price
from wayfare.routing.ratings import prior_from_rating, share_of_wins

# rating = RATING_AT_ONE_DOLLAR + RATING_PER_DECADE * log10(dollars per million output tokens)
RATING_AT_ONE_DOLLAR = 1_354.0
RATING_PER_DECADE = 41.0
AS_OF = "2025-11-06"
#: The prices above are of models that people rated. One that nobody rated is less good than its
#: price says: by so much, in the mean of eight sets of outcomes that have both kinds, lying
#: between -.04 and .20 (`python -m bench.prior_quality --sets FOLDER`).
UNRATED = 0.12

_CHEAPEST = 0.01  # dollars; below that a price says nothing more


def presume(deployment: Deployment) -> Prior:
    """What is presumed of a deployment that says nothing of its quality itself."""
    if deployment.prior.quality:
        return deployment.prior
    rated = prior_from_rating(deployment.model)
    if rated is not None:
        return replace(
            rated,
            tokens_per_s=deployment.prior.tokens_per_s,
            first_token_ms=deployment.prior.first_token_ms,
        )
    return deployment.prior if deployment.price is None else prior_from_price(deployment.price)


def prior_from_price(price: Price) -> Prior:
    """The quality presumed of a model that nobody rated, from its output price.

    It is a share of wins against a weak model.
    """
    dollars = max(_CHEAPEST, price.rates.output / 1_000_000)
    rating = RATING_AT_ONE_DOLLAR + RATING_PER_DECADE * math.log10(dollars)
    quality = max(0.0, share_of_wins(rating) - UNRATED)
    return Prior(quality={"": quality}, basis="presumed from its price", as_of=AS_OF)
