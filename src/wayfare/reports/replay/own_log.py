"""Value other rules on one's own log: what they would have scored and paid.

Knows logged decisions, outcomes and how likely a rule takes each offer. What was thought of each
offer when the decision was made serves as the guess, so no decision's own outcome is in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wayfare.domain.outcome import TIE, Outcome
from wayfare.evidence.value import Logged, doubly_robust, self_normalised
from wayfare.gateway.learning.lessons import weight_of
from wayfare.reports.replay.log_rules import Chances, guess, log_rules
from wayfare.routing.judges import Judges
from wayfare.store.logged import LoggedDecision
from wayfare.store.outcomes import Learnable
from wayfare.store.rows import StoredOffer

POINTS = 100.0


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
    """The score of each decision's own choice: the newest of each id, weighed by their kinds.

    Verdicts are weighed by what the log says of their judges.
    """
    judges = Judges()
    newest: dict[tuple[str, str], Learnable] = {}
    for each in learnables:
        if each.decided.may_learn:
            newest[each.outcome.decision_id, each.outcome.id] = each
            judges.note(each.outcome)
    weights = judges.weights()
    sums: dict[str, list[float]] = {}
    for (decision, _), each in newest.items():
        score, weight = _score(each.outcome), weight_of(each.outcome, weights)
        if score is not None and weight:
            total = sums.setdefault(decision, [0.0, 0.0])
            total[0] += weight * score
            total[1] += weight
    return {decision: total / weight for decision, (total, weight) in sums.items()}


def value_rules(
    decisions: Sequence[LoggedDecision], scores: Mapping[str, float], policies: Sequence[str]
) -> list[LogRow]:
    """Value each rule on the decisions that have a score, as it was logged first of all.

    Raises:
        BadRequestError: there is no rule of that name, or one of a file gives no chances.
    """
    rules = log_rules(policies)
    known = [decision for decision in decisions if decision.id in scores]
    return [_row(name, rule, known, scores) for name, rule in rules.items()]


def _row(
    name: str, rule: Chances, known: Sequence[LoggedDecision], scores: Mapping[str, float]
) -> LogRow:
    chances = [rule(decision) for decision in known]
    wished = list(zip(known, chances, strict=True))
    logged = Logged(
        np.array([scores[decision.id] for decision in known]),
        np.array([decision.propensity for decision in known]),
        np.array([each[0] for each in chances], dtype=np.float64),
        np.array([guess(decision.offers[0]) for decision in known]),
        np.array([_guessed(decision, each) for decision, each in wished]),
    )
    value, plain = doubly_robust(logged), self_normalised(logged)
    fares = [_fare(decision.offers, each) for decision, each in wished]
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


def _guessed(decision: LoggedDecision, chances: Sequence[float]) -> float:
    """What is thought of the answer that a rule gives, over all that it may take."""
    pairs = zip(decision.offers, chances, strict=True)
    return sum(chance * guess(offer) for offer, chance in pairs if chance)


def _fare(offers: Sequence[StoredOffer], chances: Sequence[float]) -> float | None:
    """What a rule would have been quoted, on average; None where it may take what has no price."""
    total = 0.0
    for offer, chance in zip(offers, chances, strict=True):
        if chance and offer.fare_micros is None:
            return None
        total += chance * (offer.fare_micros or 0)
    return total


def _score(outcome: Outcome) -> float | None:
    if outcome.winner is None:
        return outcome.score
    return 0.5 if outcome.winner == TIE else float(outcome.winner == outcome.arm)


def _points(value: float | None) -> float | None:
    return None if value is None else value * POINTS
