"""Show what an arm charges for a million tokens, in and out, however many models it asks."""

from collections.abc import Sequence

from wayfare.cli.state import State
from wayfare.domain.arm import CASCADE, Arm
from wayfare.domain.deployment import Deployment


def price_of(state: State, arm: Arm) -> str:
    """What an arm charges; where it asks several models, all of those that it asks."""
    everybody = (*arm.ahead, arm.deployment)
    if all(each.is_local for each in everybody):
        return state.texts("local_price")
    most = _price(everybody)
    if most is None:
        return state.texts("unknown")
    if arm.path != CASCADE:
        return most
    return state.texts("up_to", least=_price(arm.ahead), most=most)


def _price(asked: Sequence[Deployment]) -> str | None:
    """The sum of what some charge, in and out; None where that of one is not known."""
    prices = [each.price for each in asked if not each.is_local]
    known = [price.rates for price in prices if price is not None]
    if len(known) < len(prices):
        return None
    sums = (sum(rates.input for rates in known), sum(rates.output for rates in known))
    return " / ".join(f"{each / 1e6:g}" for each in sums)
