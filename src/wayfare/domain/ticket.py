"""What every answer carries: who answered, why, how fast and for how much."""

from collections.abc import Mapping

import msgspec

from wayfare.domain.arm import DIRECT
from wayfare.domain.claim import Cover
from wayfare.domain.cost import Cost
from wayfare.domain.decision import Reason
from wayfare.domain.deployment import Terms
from wayfare.domain.offer import Offer

#: How many standard errors lie on each side of an interval that holds in 95 of 100 cases.
ERRORS_95 = 1.96


class Fare(msgspec.Struct, frozen=True):
    """One line of the fare list. None: not known."""

    arm: str
    fare_micros: int | None


class Evidence(msgspec.Struct, frozen=True):
    """What is known of an arm: its quality on the whole, in [0, 1], and where that comes from.

    With `outcomes`, it was learned from as many, and lies between `low` and `high` in 95 of
    100 cases. Without, it is presumed from public ratings or from the price, and they are None.
    `changed_at` is when the arm changed last, where it did: outcomes from before count little.
    """

    quality: float | None
    low: float | None
    high: float | None
    outcomes: int
    changed_at: float | None = None


def evidence_of(offer: Offer) -> Evidence:
    """What is known of an offer's quality.

    >>> from wayfare.domain.arm import Arm
    >>> from wayfare.domain.deployment import Deployment
    >>> arm = Arm("small", Deployment("small", "local", "small"))
    >>> evidence = evidence_of(Offer(arm, 0, 0.9, None, outcomes=40, usual=0.80, error=0.05))
    >>> evidence.low, evidence.high
    (0.702, 0.898)
    """
    if offer.usual is None or offer.error is None:
        return Evidence(_rounded(offer.quality), None, None, 0, offer.changed_at)
    low, high = offer.usual - ERRORS_95 * offer.error, offer.usual + ERRORS_95 * offer.error
    return Evidence(
        _rounded(offer.usual), _rounded(low), _rounded(high), offer.outcomes, offer.changed_at
    )


def _rounded(quality: float | None) -> float | None:
    return None if quality is None else round(min(1.0, max(0.0, quality)), 4)


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


class Covered(msgspec.Struct, frozen=True):
    """How an answer is covered by a certificate, and what that says.

    So many answers were `compared`, and `compared_by` says by what: `equal`, `check`, `judge`,
    `marks` of a judge; `lost` ones count as if the answer had been worse.
    """

    state: Cover
    reason: Reason
    compared: int = 0
    compared_by: Mapping[str, int] = {}


class Pivoted(msgspec.Struct, frozen=True):
    """How an answer went through another language: who translated, and what was said in it.

    `middle` is that language's code of ISO 639-1. `left` counts the passages of the answer that
    stayed in it.
    """

    middle: str
    translator: str
    question: str
    answer: str
    left: int = 0


class Ticket(msgspec.Struct, frozen=True):
    """The receipt of one answer. Times are milliseconds since the request came in.

    `companies` are all who saw the text, in the order in which they were asked.
    `left_out` are hints in the request that the arm's wire has no words for. `warnings` say
    what the client should know, such as a budget that is nearly spent. `hedge_micros` is what
    of the cost went to arms that were asked beside this one; None: not known.
    `embedding_micros` is what it cost to have the question looked at, which is a request of its
    own and no part of `cost`; None: not known. `evidence` is None where there was no choice.
    `baseline` is the arm that is taken by whoever always takes the same, `saved_micros` what it
    would have cost more for the same tokens; None: not known. `certificate` is None where nothing
    is compared with any baseline, `pivoted` where question and answer were not translated.
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
    embedding_micros: int | None = 0
    evidence: Evidence | None = None
    baseline: str | None = None
    saved_micros: int | None = None
    certificate: Covered | None = None
    path: str = DIRECT
    pivoted: Pivoted | None = None
