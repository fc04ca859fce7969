"""Say why a choice leaves an arm alone that failed lately."""

from collections.abc import Callable, Mapping
from typing import Final

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Reason
from wayfare.gateway.breaker import BreakerState
from wayfare.gateway.parts import Parts
from wayfare.routing.reasons import reason, seconds

#: Why an arm is left alone just now; None where it is not.
Resting = Callable[[Arm], Reason | None]

_CODES: Final[Mapping[BreakerState, str]] = {
    BreakerState.OPEN: "resting",
    BreakerState.HELD: "held",
    BreakerState.TRIAL: "on_trial",
}


def resting_arms(parts: Parts) -> Resting | None:
    """What tells of an arm whether it is left alone. None where none is, as is usual."""
    breakers = parts.breakers
    if not breakers.troubled:
        return None
    tick = parts.clock.tick()

    def resting(arm: Arm) -> Reason | None:
        rests = (breakers.rest(each.name, tick) for each in (arm.deployment, *arm.ahead))
        rest = next((each for each in rests if each is not None), None)
        if rest is None:
            return None
        return reason(_CODES[rest.state], time=seconds(rest.seconds * 1_000))

    return resting
