"""Tell what a comparison of models on somebody's own questions shows, and what it does not yet.

By the same betting as certificates: an interval that holds whenever one looks, so that more
questions may be asked until it is narrow enough. Knows what was found. Asks nobody.
"""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from wayfare.evidence.claim import ClaimEvidence
from wayfare.gateway.asides.kept import JUDGE, JUDGED, MARKS, Failed, Given, Judged, VoteLot
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.gateway.asides.weigh import FoundOf, WeighedArm, is_voted, open_of, weigh
from wayfare.routing.judges import Judge


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
    and `judged` count who compared, `marked` of the latter by marks, `cost_per_1k` is in dollars,
    None where it is not known. `still_needed` are about so many more to show that it is as good;
    None: not in sight. Of them a person would have to vote on `votes_needed`; None: votes are not
    what shows it. `failed` answers did not come: each counts as lost, of the arm in use as not
    compared.
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
    failed: int = 0
    marked: int = 0


class Compared(msgspec.Struct, frozen=True):
    """What came of it. `best` is shown to be the best, or is the one in use.

    `for_less` are as good as that one, within the margin, and cheaper, the cheapest first.
    `judge_error` bounds how often the judge errs; None: votes have not measured it, and then what
    it said shows nothing, and is told beside; about `judge_votes` more would measure its marks,
    None: that is not known, or not in sight. `votes_left` pairs were drawn to be voted on, and
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
    judge_votes: int | None = None


def sum_up(
    plan: ComparePlan,
    given: Sequence[Given],
    found: Sequence[Judged],
    margin: float,
    judge: Judge | None,
    lots: Sequence[VoteLot] = (),
    failed: Sequence[Failed] = (),
) -> Compared:
    """What all of it shows. `margin` in (0, 1]; `judge` is what is known of the one that judged.

    Where a person voted on all pairs that were drawn for it in `lots`, the votes are the truth,
    and what a judge said makes them tell more, however often it errs.
    """
    answers: dict[str, list[Given]] = {}
    for each in given:
        answers.setdefault(each.arm, []).append(each)
    unanswered = {each.question for each in failed if each.arm == plan.used.name}
    lost = _lost(plan, answers, failed)
    grouped, errors = _by_arm([*found, *lost]), errors_of(judge)
    used = _used(plan.used.name, answers.get(plan.used.name, []), found, len(unanswered))
    names = [*(arm.name for arm in plan.arms), *plan.brought]
    weighed = {
        name: weigh(
            FoundOf(
                plan,
                grouped.get(name, []),
                [lot for lot in lots if lot.arm == name],
                open_of(plan, name, given, grouped.get(name, [])),
                unanswered,
            ),
            margin,
            errors,
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
        judge_error=_error(found, errors),
        votes_left=sum(not is_voted(lot, grouped.get(lot.arm, [])) for lot in lots if lot.is_drawn),
        open=sum(its.open for its in weighed.values()),
        arms=(used, *sorted(others, key=lambda each: -(each.points or 0.0))),
        judge_votes=None if judge is None or MARKS in errors else judge.marks_votes,
    )


def errors_of(judge: Judge | None) -> Mapping[str, float]:
    """How often a judge errs at most, in what it says and in its marks, where that is measured."""
    if judge is None:
        return {}
    both = {JUDGE: judge.error, MARKS: judge.marks_error}
    return {by: error for by, error in both.items() if error is not None}


def _error(found: Sequence[Judged], errors: Mapping[str, float]) -> float | None:
    """The worst of those that what was found rests on; None: one of them is not measured."""
    used = {each.by for each in found if each.by in JUDGED} or set(errors)
    return max((errors[by] for by in used), default=None) if used <= set(errors) else None


def _by_arm(found: Sequence[Judged]) -> Mapping[str, list[Judged]]:
    """What was found, by arm."""
    grouped: dict[str, list[Judged]] = {}
    for each in found:
        grouped.setdefault(each.arm, []).append(each)
    return grouped


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


def _lost(
    plan: ComparePlan, answers: Mapping[str, Sequence[Given]], failed: Sequence[Failed]
) -> list[Judged]:
    """The questions that an arm did not answer, and the one in use did.

    Who gave no answer at all cannot be reached, which says nothing of its answers.
    """
    used = plan.used.name
    answered = {each.question for each in answers.get(used, [])}
    return [
        Judged(each.question, each.arm, -1.0, "failed", used=used)
        for each in failed
        if each.arm != used and each.arm in answers and each.question in answered
    ]


def _used(name: str, answers: Sequence[Given], found: Sequence[Judged], failed: int) -> ComparedArm:
    """The arm in use; its score follows from those of the others."""
    scores = {e.question: e.score - e.difference for e in found if e.score is not None}
    score = sum(scores.values()) / len(scores) if scores else None
    return ComparedArm(
        name, Shown.USED, len(answers), score, 0, None, None, None, 0, 0, 0,
        _cost(answers), _time(answers), None, failed=failed,
    )  # fmt: skip


def _arm(name: str, answers: Sequence[Given], weighed: WeighedArm) -> ComparedArm:
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
        judged=sum(counts.get(by, 0) for by in JUDGED),
        people=counts.get("person", 0),
        cost_per_1k=_cost(answers),
        total_ms=_time(answers),
        still_needed=needed,
        failed=counts.get("failed", 0),
        votes_needed=None if needed is None or chance is None else math.ceil(needed * chance),
        marked=counts.get(MARKS, 0),
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
