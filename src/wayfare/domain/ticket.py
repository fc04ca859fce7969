"""What every answer carries: who answered, why, how fast and for how much."""

import msgspec

from wayfare.domain.cost import Cost
from wayfare.domain.decision import Reason
from wayfare.domain.deployment import Terms


class Fare(msgspec.Struct, frozen=True):
    """One line of the fare list. None: not known."""

    arm: str
    fare_micros: int | None


class Company(msgspec.Struct, frozen=True):
    """Who saw the text. `name` is the provider's where no company is known.

    `passes_on`: it passed the text on to companies that are not known.
    """

    name: str
    country: str | None
    passes_on: bool


def company_of(provider: str, terms: Terms) -> Company | None:
    """Who saw a text that was sent to a provider; None where it stayed on this machine."""
    if terms.stays_here:
        return None
    return Company(terms.company or provider, terms.country, terms.passes_on)


class Ticket(msgspec.Struct, frozen=True):
    """The receipt of one answer. Times are milliseconds since the request came in.

    `companies` are all who saw the text, in the order in which they were asked.
    `left_out` are hints in the request that the arm's wire has no words for. `warnings` say
    what the client should know, such as a budget that is nearly spent. `hedge_micros` is what
    of the cost went to arms that were asked beside this one; None: not known.
    """

    decision_id: str
    model: str
    arm: str
    reason: Reason
    runner_up: str | None
    fares: tuple[Fare, ...]
    first_token_ms: float | None
    total_ms: float
    cost: Cost
    companies: tuple[Company, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = ()
    hedge_micros: int | None = 0
