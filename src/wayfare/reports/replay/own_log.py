"""Value other rules on one's own log: what they would have scored and paid.

Knows logged decisions, outcomes and rules over offers. What was thought of each offer when the
decision was made serves as the guess, so no decision's own outcome is in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wayfare.domain.errors import BadRequestError
from wayfare.domain.outcome import TIE, Outcome
from wayfare.evidence.value import Logged, doubly_robust, self_normalised
from wayfare.gateway.knowledge import WEIGHTS
from wayfare.routing.router import QUALITY_UNKNOWN
from wayfare.store.logged import LoggedDecision
from wayfare.store.outcomes import Learnable
from wayfare.store.rows import StoredOffer

POINTS = 100.0

#: The name of the arm that a rule takes of some offers, which are as they were then.
OfferRule = Callable[[Sequence[StoredOffer]], str]
#: What `--policy` names, apart from one arm for all.
NAMES = ("wayfare", "cheapest", "best_guess")
ALWAYS = "arm:"


@dataclass(frozen=True, slots=True)
class LogRow:
    """What a rule would have come to. Scores are points of 100, costs dollars per 1,000 answers.

    `decisions` are those with a known score; `effective` is how many are behind the value,
    `followed` the share of them in which the log's own choice was the rule's. The interval is
    None where too few are; `cost_per_1k` is None where a fare was not known.
    """

    policy: str
    decisions: int
    followed: float
    effective: float
    score: float | None
    score_low: float | None
    score_high: float | None
    score_plain: float | None
    cost_per_1k: float | None


def scores_of(learnables: Iterable[Learnable]) -> Mapping[str, float]:
    """The score of each decision's own choice: the newest of each id, weighed by their kinds."""
    newest: dict[tuple[str, str], Learnable] = {}
    for each in learnables:
        if each.decided.may_learn:
            newest[each.outcome.decision_id, each.outcome.id] = each
    sums: dict[str, list[float]] = {}
    for (decision, _), each in newest.items():
        score, weight = _score(each.outcome), WEIGHTS[each.outcome.kind]
        if score is not None:
            total = sums.setdefault(decision, [0.0, 0.0])
            total[0] += weight * score
            total[1] += weight
    return {decision: total / weight for decision, (total, weight) in sums.items()}


def value_rules(
    decisions: Sequence[LoggedDecision], scores: Mapping[str, float], policies: Sequence[str]
) -> list[LogRow]:
    """Value each rule on the decisions that have a score, as it was logged first of all.

    Raises:
        BadRequestError: there is no rule of that name.
    """
    for name in policies:
        if name not in NAMES and not name.startswith(ALWAYS):
            raise BadRequestError(
                f"There is no policy {name!r} for a log.",
                cure=f"Name one of {', '.join(NAMES)}, or {ALWAYS}NAME for always the same.",
            )
    known = [decision for decision in decisions if decision.id in scores]
    return [_row(name, known, scores) for name in policies]


def _row(name: str, known: Sequence[LoggedDecision], scores: Mapping[str, float]) -> LogRow:
    wished = [_choice(name, decision) for decision in known]
    logged = Logged(
        np.array([scores[decision.id] for decision in known]),
        np.array([decision.propensity for decision in known]),
        np.array([float(w.arm == d.offers[0].arm) for w, d in zip(wished, known, strict=True)]),
        np.array([_guess(decision.offers[0]) for decision in known]),
        np.array([_guess(offer) for offer in wished]),
    )
    value, plain = doubly_robust(logged), self_normalised(logged)
    fares = [offer.fare_micros for offer in wished]
    paid = [fare for fare in fares if fare is not None]
    return LogRow(
        policy=name,
        decisions=len(known),
        followed=float(logged.wished.mean()) if known else 0.0,
        effective=value.effective,
        score=_points(value.mean),
        score_low=_points(value.low),
        score_high=_points(value.high),
        score_plain=_points(plain.mean),
        cost_per_1k=sum(paid) / len(paid) / 1_000 if paid and len(paid) == len(fares) else None,
    )


def _choice(name: str, decision: LoggedDecision) -> StoredOffer:
    offers = decision.offers
    if name == "wayfare":  # without its trials
        return offers[1] if decision.was_tried and len(offers) > 1 else offers[0]
    if name == "cheapest":
        return min(offers, key=lambda o: float("inf") if o.fare_micros is None else o.fare_micros)
    if name == "best_guess":
        return max(offers, key=_guess)
    arm = name.removeprefix(ALWAYS)
    # where it was not offered it could not be taken: the log's own choice stands
    return next((offer for offer in offers if offer.arm == arm), offers[0])


def _guess(offer: StoredOffer) -> float:
    return QUALITY_UNKNOWN if offer.quality is None else offer.quality


def _score(outcome: Outcome) -> float | None:
    if outcome.winner is None:
        return outcome.score
    return 0.5 if outcome.winner == TIE else float(outcome.winner == outcome.arm)


def _points(value: float | None) -> float | None:
    return None if value is None else value * POINTS
