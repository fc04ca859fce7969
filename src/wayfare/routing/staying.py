"""Stay with the arm that answered last, where changing it costs more than it brings.

What its provider has cached of the prompt is cheaper there and nowhere else. Calls of tools are
answered by whom they were made.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Reason
from wayfare.domain.offer import Offer
from wayfare.domain.usage import Usage
from wayfare.routing.reasons import reason


def with_cache(
    offers: Sequence[Offer], arm: str, cached_tokens: int, context: Context
) -> list[Offer]:
    """The offers, the fare of one of them lowered by what is cached of the prompt."""
    return [_cheaper(o, cached_tokens, context) if o.arm.name == arm else o for o in offers]


def say_cached(decision: Decision, arm: str, cached_tokens: int) -> Decision:
    """The decision; where the arm was chosen whose fare was lowered, its reason says so."""
    if decision.choice.arm.name != arm:
        return decision
    more = reason("cached", tokens=f"{cached_tokens:,}")
    why = decision.reason
    said = Reason(more.code, f"{why.ko} {more.ko}", f"{why.en} {more.en}")
    return msgspec.structs.replace(decision, reason=said)


def stay(decision: Decision, arm: str) -> Decision:
    """The decision with one arm before all others; as it is where that is not offered."""
    staying = next((offer for offer in decision.offers if offer.arm.name == arm), None)
    if staying is None:
        return decision
    others = [offer for offer in decision.offers if offer is not staying]
    return msgspec.structs.replace(
        decision, offers=(staying, *others), propensity=1.0, reason=reason("stays")
    )


def _cheaper(offer: Offer, cached_tokens: int, context: Context) -> Offer:
    price = offer.arm.deployment.price
    cached = min(cached_tokens, context.input_tokens)
    if price is None or offer.fare_micros is None or offer.arm.ahead or not cached:
        return offer
    anew = Usage(context.input_tokens, context.output_tokens)
    again = msgspec.structs.replace(anew, cached_tokens=cached)
    fare = offer.fare_micros - price.cost_micros(anew) + price.cost_micros(again)
    return msgspec.structs.replace(offer, fare_micros=max(0, fare))
