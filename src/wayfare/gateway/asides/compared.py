"""Tell what a comparison of models on somebody's own questions shows, and what it does not yet.

By the same betting as certificates: an interval that holds whenever one looks, so that more
questions may be asked until it is narrow enough. Knows what was found. Asks nobody.
"""

import math
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from typing import NamedTuple

import msgspec

from wayfare.evidence.claim import ClaimEvidence
from wayfare.gateway.asides.compare import Given, Judged, Lot, by_arm
from wayfare.gateway.asides.plan_comparison import ComparePlan


class Shown(StrEnum):
    """What is shown of an arm beside the one in use."""

    USED = "used"  # it is the one in use
    BETTER = "better"
    EQUAL = "equal"  # at most the margin worse
    WORSE = "worse"  # by more than the margin
    UNKNOWN = "unknown"  # not yet known


class ComparedArm(msgspec.Struct, frozen=True):
    """How one arm did.

    `score` is the mean of its answers by checks, None where there are none. `points` is the mean
    difference to the arm in use, in points of 100, of `compared` answers, and lies between
    `low_points` and `high_points` with 95 % whenever one looks; None: nothing is shown. `people`
    and `judged` count who compared, `cost_per_1k` is in dollars, None where it is not known.
    `still_needed` are about so many more to show that it is as good; None: not in sight. Of
    them a person would have to vote on `votes_needed`; None: votes are not what shows it.
    """

    arm: str
    shown: Shown
    answers: int
    score: float | None
    compared: int
    points: float | None
    low_points: float | None
    high_points: float | None
    equal: int
    judged: int
    people: int
    cost_per_1k: float | None
    total_ms: float | None
    still_needed: int | None
    votes_needed: int | None = None


class Compared(msgspec.Struct, frozen=True):
    """What came of it. `best` is shown to be the best, or is the one in use.

    `for_less` are as good as that one, within the margin, and cheaper, the cheapest first.
    `judge_error` bounds how often the judge errs; None: votes have not measured it, and then what
    it said shows nothing, and is told beside. `votes_left` pairs were drawn to be voted on, and
    were not yet. `open` pairs differ, and nobody has compared them: they may come out either way,
    and nothing is shown that one of both ways would undo.
    """

    used: str
    best: str
    for_less: tuple[str, ...]
    margin_points: float
    judge_error: float | None
    arms: tuple[ComparedArm, ...]
    votes_left: int = 0
    open: int = 0


def sum_up(
    plan: ComparePlan,
    given: Sequence[Given],
    found: Sequence[Judged],
    margin: float,
    judge_error: float | None,
    lots: Sequence[Lot] = (),
) -> Compared:
    """What all of it shows. `margin` in (0, 1].

    Where a person voted on all pairs that were drawn for it in `lots`, the votes are the truth,
    and what a judge said makes them tell more, however often it errs.
    """
    answers: dict[str, list[Given]] = {}
    for each in given:
        answers.setdefault(each.arm, []).append(each)
    grouped = by_arm(found)
    used = _used(plan.used.name, answers.get(plan.used.name, []), found)
    names = [*(arm.name for arm in plan.arms), *plan.brought]
    weighed = {
        name: _weigh(
            _Found(
                plan,
                grouped.get(name, []),
                [lot for lot in lots if lot.arm == name],
                _open(plan, name, given, grouped.get(name, [])),
            ),
            margin,
            judge_error,
        )
        for name in names
    }
    others = [_arm(name, answers.get(name, []), its) for name, its in weighed.items()]
    better = [each for each in others if each.shown is Shown.BETTER]
    best = max(better, key=lambda each: each.points or 0.0, default=used)
    return Compared(
        used=used.arm,
        best=best.arm,
        for_less=_for_less(used, others) if best is used else (),
        margin_points=round(100 * margin, 2),
        judge_error=judge_error,
        votes_left=sum(
            not _is_voted(lot, grouped.get(lot.arm, [])) for lot in lots if lot.is_drawn
        ),
        open=sum(its.open for its in weighed.values()),
        arms=(used, *sorted(others, key=lambda each: -(each.points or 0.0))),
    )


def _for_less(used: ComparedArm, others: Sequence[ComparedArm]) -> tuple[str, ...]:
    """Those that are as good and cost less."""
    paid = used.cost_per_1k
    if paid is None:
        return ()
    good = [
        each
        for each in others
        if each.shown is Shown.EQUAL and each.cost_per_1k is not None and each.cost_per_1k < paid
    ]
    return tuple(each.arm for each in sorted(good, key=lambda each: each.cost_per_1k or 0.0))


def _used(name: str, answers: Sequence[Given], found: Sequence[Judged]) -> ComparedArm:
    """The arm in use; its score follows from those of the others."""
    scores = {e.question: e.score - e.difference for e in found if e.score is not None}
    score = sum(scores.values()) / len(scores) if scores else None
    return ComparedArm(
        name, Shown.USED, len(answers), score, 0, None, None, None, 0, 0, 0,
        _cost(answers), _time(answers), None,
    )  # fmt: skip


def _open(
    plan: ComparePlan, arm: str, given: Sequence[Given], found: Sequence[Judged]
) -> frozenset[str]:
    """The questions that both answered, and of which nobody said who was better."""
    brought = {question.id for question in plan.questions if arm in question.answers}
    own = brought | {each.question for each in given if each.arm == arm}
    used = {each.question for each in given if each.arm == plan.used.name}
    return frozenset(own & used) - {each.question for each in found}


class _Found(NamedTuple):
    """What was found of an arm; of `open` questions nothing was yet."""

    plan: ComparePlan
    found: Sequence[Judged]
    lots: Sequence[Lot]
    open: Set[str]

    @property
    def questions(self) -> Sequence[str]:
        """The ids of all questions, in an order that no answer can change."""
        return [question.id for question in self.plan.questions]


class _Weighed(NamedTuple):
    """What was found of an arm, as evidence. `chance` of a vote where votes are what shows it.

    Those that are `open` count as lost in `evidence`, and as won in `at_best`.
    """

    found: Sequence[Judged]
    margin: float
    evidence: ClaimEvidence
    at_best: ClaimEvidence
    is_counted: bool
    chance: float | None = None
    open: int = 0


def _weigh(its: _Found, margin: float, judge_error: float | None) -> _Weighed:
    """By votes where all that were drawn are there, else by what the judge's error allows."""
    found, lots = its.found, its.lots
    drawn = [lot for lot in lots if lot.is_drawn]
    unsure = {each.question for each in found if each.by in ("judge", "person")}
    if (
        lots
        and unsure | its.open <= {lot.question for lot in lots}
        and all(_is_voted(e, found) for e in drawn)
    ):
        return _by_votes(its, margin)
    # what nobody knows the worth of is a part of it: then nothing is shown
    is_counted = judge_error is not None or all(each.by != "judge" for each in found)
    worst, best = (_by_judge(its, margin, judge_error, presumed) for presumed in (-1.0, 1.0))
    return _Weighed(found, margin, worst, best, is_counted, open=len(its.open))


def _by_judge(
    its: _Found, margin: float, judge_error: float | None, presumed: float
) -> ClaimEvidence:
    """What was found, and `presumed` of what is open: who differs would else be left out."""
    evidence = ClaimEvidence(margin)
    if judge_error is not None:
        evidence.expect_judge(judge_error)
    said = {each.question: each for each in its.found}
    for question in its.questions:
        each = said.get(question)
        if each is None:
            if question in its.open:
                evidence.learn(presumed)
        elif each.by != "judge":
            evidence.learn(each.difference)
        elif judge_error is not None:
            evidence.learn_judged(each.difference)
    return evidence


def _by_votes(its: _Found, margin: float) -> _Weighed:
    """Votes are the truth."""
    evidence, chance = ClaimEvidence(margin), its.lots[0].chance
    evidence.expect_votes(chance)
    said = {each.question: each for each in its.found}
    drawn = {lot.question: lot for lot in its.lots}
    for question in its.questions:
        each, lot = said.get(question), drawn.get(question)
        if lot is None:
            if each is not None:
                evidence.learn(each.difference)
            continue
        vote = each.difference if lot.is_drawn and each is not None else None
        evidence.learn_voted(lot.judged or 0.0, vote)
    return _Weighed(its.found, margin, evidence, evidence, True, chance)


def _is_voted(lot: Lot, found: Sequence[Judged]) -> bool:
    its = (lot.question, lot.arm, "person")
    return any((each.question, each.arm, each.by) == its for each in found)


def _arm(name: str, answers: Sequence[Given], weighed: _Weighed) -> ComparedArm:
    found, evidence, chance = weighed.found, weighed.evidence, weighed.chance
    is_counted, high = weighed.is_counted, weighed.at_best.high
    scores = [each.score for each in found if each.score is not None]
    counts = _counts(found)
    needed = evidence.still_needed() if is_counted else None
    return ComparedArm(
        arm=name,
        shown=_shown(evidence.low, high, weighed.margin) if is_counted else Shown.UNKNOWN,
        answers=len(answers) or len(found),
        score=sum(scores) / len(scores) if scores else None,
        compared=len(found),
        points=_points(found, evidence, chance),
        low_points=round(100 * evidence.low, 2) if is_counted and evidence.low > -1 else None,
        high_points=round(100 * high, 2) if is_counted and high < 1 else None,
        equal=counts.get("equal", 0),
        judged=counts.get("judge", 0),
        people=counts.get("person", 0),
        cost_per_1k=_cost(answers),
        total_ms=_time(answers),
        still_needed=needed,
        votes_needed=None if needed is None or chance is None else math.ceil(needed * chance),
    )


def _shown(low: float, high: float, margin: float) -> Shown:
    if low >= 0:
        return Shown.BETTER
    if low >= -margin:
        return Shown.EQUAL
    return Shown.WORSE if high <= -margin else Shown.UNKNOWN


def _counts(found: Sequence[Judged]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for each in found:
        counts[each.by] = counts.get(each.by, 0) + 1
    return counts


def _points(found: Sequence[Judged], evidence: ClaimEvidence, chance: float | None) -> float | None:
    """The mean, in points; by votes what the judge said is corrected by them."""
    if chance is not None and evidence.mean is not None:
        return round(100 * evidence.mean, 2)
    if not found:
        return None
    return round(100 * sum(each.difference for each in found) / len(found), 2)


def _cost(answers: Sequence[Given]) -> float | None:
    costs = [each.cost_micros for each in answers]
    if not costs or None in costs:
        return None
    return sum(cost or 0 for cost in costs) / len(costs) / 1_000


def _time(answers: Sequence[Given]) -> float | None:
    times = sorted(each.total_ms for each in answers if each.total_ms is not None)
    return round(times[len(times) // 2], 1) if times else None
