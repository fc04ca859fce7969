"""Weigh what was found of an arm as evidence: by votes, or by what a judge's error allows.

Knows one arm beside the one in use. Knows nothing of what is said of it.
"""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from wayfare.domain.outcome import JudgeKind
from wayfare.evidence.claim import ClaimEvidence
from wayfare.evidence.votes import guess_of
from wayfare.gateway.asides.kept import JUDGE, JUDGED, MARKS, Given, Judged, VoteLot
from wayfare.gateway.asides.plan_comparison import ComparePlan

#: What may be presumed of an answer that nobody compared: the worst, and the best.
_BOTH = (-1.0, 1.0)


class FoundOf(NamedTuple):
    """What was found of an arm; of `open` questions nothing was yet.

    To `unanswered` ones the arm in use gave no answer. Whoever did would be better, so that leaving
    them out can only hide a gain: they are, but where somebody is to be shown to be worse.
    """

    plan: ComparePlan
    found: Sequence[Judged]
    lots: Sequence[VoteLot]
    open: Set[str]
    unanswered: Set[str] = frozenset()

    @property
    def questions(self) -> Sequence[str]:
        """The ids of all questions, in an order that no answer can change."""
        return [question.id for question in self.plan.questions]


class WeighedArm(NamedTuple):
    """What was found of an arm, as evidence. `chance` of a vote on average, where votes show it.

    Those that are `open` count as lost in `evidence`, and as won in `at_best`, and so do those that
    the arm in use did not answer.
    """

    found: Sequence[Judged]
    margin: float
    evidence: ClaimEvidence
    at_best: ClaimEvidence
    is_counted: bool
    chance: float | None = None
    open: int = 0


def weigh(its: FoundOf, margin: float, errors: Mapping[str, float]) -> WeighedArm:
    """By votes where all that were drawn are there, else by what the judge's errors allow.

    `errors` are those of its verdicts and of its marks, where votes have measured them.
    """
    found, lots = its.found, its.lots
    drawn = [lot for lot in lots if lot.is_drawn]
    unsure = {each.question for each in found if each.by in (*JUDGED, "person")}
    if (
        lots
        and unsure | its.open <= {lot.question for lot in lots}
        and all(is_voted(e, found) for e in drawn)
    ):
        worst, best = (_by_votes(its, margin, presumed) for presumed in _BOTH)
        chance = sum(lot.chance for lot in lots) / len(lots)
        return WeighedArm(found, margin, worst, best, True, chance)
    # what nobody knows the worth of is a part of it: then nothing is shown
    judged = {each.by for each in found if each.by in JUDGED}
    is_counted = judged <= set(errors)
    judged.add(MARKS if its.plan.kind is JudgeKind.GRADED else JUDGE)
    errors = {by: error for by, error in errors.items() if by in judged}
    worst, best = (_by_judge(its, margin, errors, presumed) for presumed in _BOTH)
    return WeighedArm(found, margin, worst, best, is_counted, open=len(its.open))


def _by_judge(
    its: FoundOf, margin: float, errors: Mapping[str, float], presumed: float
) -> ClaimEvidence:
    """What was found, and `presumed` of what is open: who differs would else be left out."""
    evidence = ClaimEvidence(margin)
    for error in errors.values():
        evidence.expect_judge(error)
    said = {each.question: each for each in its.found}
    for question in its.questions:
        each = said.get(question)
        if each is None:
            if question in its.open or (presumed > 0 and question in its.unanswered):
                evidence.learn(presumed)
        elif each.by not in JUDGED:
            evidence.learn(each.difference)
        elif each.by in errors:
            evidence.learn_judged(each.difference, error=errors[each.by])
    return evidence


def _by_votes(its: FoundOf, margin: float, presumed: float) -> ClaimEvidence:
    """Votes are the truth, each by the chance with which it was drawn.

    All count by the least chance so far, in an order that no vote can change.
    """
    evidence = ClaimEvidence(margin)
    said = {each.question: each for each in its.found}
    drawn = {lot.question: lot for lot in its.lots}
    chances = [drawn[question].chance for question in its.questions if question in drawn]
    least = next(iter(chances), 1.0)  # what comes before the first one counts no more than it
    evidence.expect_votes(least)
    for question in its.questions:
        each, lot = said.get(question), drawn.get(question)
        if lot is None:
            if each is not None:
                evidence.learn(each.difference)
            elif presumed > 0 and question in its.unanswered:
                evidence.learn(presumed)
            continue
        vote = each.difference if lot.is_drawn and each is not None else None
        least = min(least, lot.chance)
        evidence.expect_votes(least)
        evidence.learn_voted(guess_of(lot.judged or 0.0), vote, chance=lot.chance)
    return evidence


def is_voted(lot: VoteLot, found: Sequence[Judged]) -> bool:
    """Whether a person voted on a pair that was drawn."""
    its = (lot.question, lot.arm, "person")
    return any((each.question, each.arm, each.by) == its for each in found)


def open_of(
    plan: ComparePlan, arm: str, given: Sequence[Given], found: Sequence[Judged]
) -> frozenset[str]:
    """The questions that both answered, and of which nobody said who was better."""
    brought = {question.id for question in plan.questions if arm in question.answers}
    own = brought | {each.question for each in given if each.arm == arm}
    used = {each.question for each in given if each.arm == plan.used.name}
    return frozenset(own & used) - {each.question for each in found}
