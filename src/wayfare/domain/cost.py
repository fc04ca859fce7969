"""What one attempt cost, and how sure that is."""

from enum import StrEnum

import msgspec

from wayfare.domain.deployment import Deployment
from wayfare.domain.usage import Usage


class CostState(StrEnum):
    """How a cost came about."""

    SETTLED = "settled"  # from the provider's own count
    ESTIMATED = "estimated"  # from our count, because the provider gave none
    UNKNOWN = "unknown"  # there is no price: never 0
    LOCAL = "local"  # on this machine: time, not money


class Cost(msgspec.Struct, frozen=True):
    """`micros` is micro-dollars; None exactly when the state is `unknown`."""

    micros: int | None
    state: CostState


def cost_of(deployment: Deployment, usage: Usage, *, counted_by_provider: bool) -> Cost:
    """Settle what a usage costs at a deployment."""
    if deployment.is_local:
        return Cost(0, CostState.LOCAL)
    if deployment.price is None:
        return Cost(None, CostState.UNKNOWN)
    state = CostState.SETTLED if counted_by_provider else CostState.ESTIMATED
    # a refused request costs no fee either
    return Cost(0 if usage.is_nothing else deployment.price.cost_micros(usage), state)
