"""What every answer carries: who answered, why, how fast and for how much."""

import msgspec

from wayfare.domain.cost import Cost
from wayfare.domain.decision import Reason


class Fare(msgspec.Struct, frozen=True):
    """One line of the fare list. None: not known."""

    arm: str
    fare_micros: int | None


class Ticket(msgspec.Struct, frozen=True):
    """The receipt of one answer. Times are milliseconds since the request came in."""

    decision_id: str
    model: str
    arm: str
    reason: Reason
    runner_up: str | None
    fares: tuple[Fare, ...]
    first_token_ms: float | None
    total_ms: float
    cost: Cost
