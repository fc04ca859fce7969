"""Find the arm that a choice is compared with: the best for one who always takes the same.

It goes by the average question, so that it is another one only when something was learned or a
price changed, never because of a question. What a choice saved is counted against it. It is not the
anchor of a decision, over which leads have their doubt: that is the favourite by what was presumed
(`router.py`), so that what is learned does not move what it is measured by.
"""

import math
from collections.abc import Sequence

from wayfare.domain.arm import Arm
from wayfare.domain.offer import Offer
from wayfare.domain.usage import Usage
from wayfare.routing.features import OUTPUT_TOKENS_EXPECTED

#: As long an answer as fares are quoted for, so that where nothing was learned, and a question is
#: neither short nor long, `auto` takes the baseline.
USUAL = Usage(input_tokens=1_000, output_tokens=OUTPUT_TOKENS_EXPECTED)

#: The usual fares of so many arms are remembered. Those of hundreds of models fit in.
FARES_MAX = 4_096

#: By identity: an arm never changes, and while it stands here no other one has its id.
_fares: dict[int, tuple[Arm, int | None]] = {}


def find_baseline(offers: Sequence[Offer], point_worth_micros: int, named: str = "") -> str | None:
    """The name of the best single arm among offers, or of the one that the owner names.

    None: it cannot take this request, or nothing is known of any.
    """
    if named:
        return next((o.arm.name for o in offers if named in _names(o.arm)), None)
    best, most = "", -math.inf
    for offer in offers:
        if offer.arm.ahead:
            continue  # it is no single model
        worth = _usual_worth(offer, point_worth_micros)
        if worth is None or worth < most:
            continue
        if worth > most or offer.arm.name > best:
            best, most = offer.arm.name, worth
    return best or None


def usual_fare(arm: Arm) -> int | None:
    """What a usual question costs. None: not known."""
    known = _fares.get(id(arm))
    if known is not None and known[0] is arm:
        return known[1]
    fare = _usual_fare(arm)
    if len(_fares) >= FARES_MAX:
        _fares.clear()
    _fares[id(arm)] = arm, fare
    return fare


def _usual_fare(arm: Arm) -> int | None:
    if arm.deployment.is_local:
        return 0
    price, most = arm.deployment.price, arm.setup.output_tokens_max
    if price is None:
        return None
    if most is None or most >= USUAL.output_tokens:
        return price.cost_micros(USUAL)
    return price.cost_micros(Usage(USUAL.input_tokens, most))


def _names(arm: Arm) -> tuple[str, str]:
    return arm.name, arm.deployment.name


def _usual_worth(offer: Offer, point_worth_micros: int) -> float | None:
    quality = offer.quality if offer.usual is None else offer.usual
    fare = usual_fare(offer.arm)
    if quality is None or fare is None:
        return None
    return quality * 100 * point_worth_micros - fare
