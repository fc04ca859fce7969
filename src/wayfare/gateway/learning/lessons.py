"""Say what an outcome teaches of the arms that it is about.

Knows outcomes and how much each kind of them counts. Knows nothing of what is made of lessons.
"""

from collections.abc import Mapping
from typing import Any

from wayfare.domain.chat import is_found
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind
from wayfare.gateway.learning.belief import Belief
from wayfare.routing.experience import Lesson
from wayfare.routing.judges import UNMEASURED
from wayfare.store.outcomes import Learnable

#: A vote in five is taken to be wrong: (2 * .8 - 1)^2, as a judge's verdict is weighed.
VOTE = 0.36
#: How much an outcome counts beside a check that a program made. A verdict: see `weight_of`.
WEIGHTS = {
    OutcomeKind.CHECK: 1.0,
    OutcomeKind.VOTE: VOTE,
    OutcomeKind.VERDICT: UNMEASURED,
    OutcomeKind.SIGNAL: 0.1,
}


def weight_of(outcome: Outcome, weights: Mapping[str, float]) -> float:
    """What an outcome counts, where a verdict of each measured judge counts its weight."""
    if outcome.kind is OutcomeKind.VERDICT:
        return weights.get(outcome.source, UNMEASURED)
    return WEIGHTS[outcome.kind]


def lessons_of(each: Learnable, outcome: Outcome, vector: Any, belief: Belief) -> list[Lesson]:
    """What an outcome teaches: of two arms, where it compares them.

    `outcome` is that of `each`, or the one that it replaces; `vector` is the question's.
    """
    scores = {outcome.arm: outcome.score}
    if outcome.winner is not None and outcome.against is not None:
        won = 0.5 if outcome.winner == TIE else float(outcome.winner == outcome.arm)
        scores = {outcome.arm: won, outcome.against: 1 - won}
    return [
        Lesson(
            question=outcome.decision_id,
            arm=arm,
            vector=vector,
            score=score,
            cost_micros=each.cost_micros if arm == outcome.arm else None,
            topic=given(each.decided.topic),
            weight=weight_of(outcome, belief.weights),
            is_earlier=belief.epochs.is_earlier(arm, each.decided.started_at),
        )
        for arm, score in scores.items()
        if score is not None
    ]


def given(topic: str | None) -> str | None:
    """A topic that somebody gave. Those found say nothing that a question's vector does not."""
    return None if topic is None or is_found(topic) else topic
