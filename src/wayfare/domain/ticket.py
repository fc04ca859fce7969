"""What every answer carries: who answered, why, how fast and for how much."""

from dataclasses import dataclass

from wayfare.domain.cost import Cost
from wayfare.domain.decision import Reason


@dataclass(frozen=True, slots=True)
class Fare:
    """One line of the fare list. None: not known."""

    arm: str
    fare_micros: int | None


@dataclass(slots=True)  # not frozen: that triples what making one costs
class Ticket:
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
