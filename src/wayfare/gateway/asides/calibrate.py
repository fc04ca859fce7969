"""Place a model among the others: ask it past questions, and say what came of all of them.

What is found becomes outcomes of decisions of their own, from which the router learns by its
ordinary road. Knows nothing of how questions are chosen.
"""

import asyncio
from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind
from wayfare.gateway.asides.ask_probe import Probed, ask_probe, sum_of
from wayfare.gateway.asides.plan_calibration import Plan
from wayfare.gateway.asides.probes import Probe, fare_of, offers_for
from wayfare.gateway.learning.say import Saying, say
from wayfare.gateway.parts import Parts
from wayfare.grading.grade import Grader
from wayfare.routing.duels import equality_of
from wayfare.routing.equality import Equality
from wayfare.routing.guards.intervals import Tally
from wayfare.routing.judges import ALPHA, Judge, Judges
from wayfare.store.database import Database

#: Asked at once.
AT_ONCE = 4
#: A judge that says so often what cannot be read, and oftener than not, is asked no more.
UNREADABLE_MAX = 5

#: What a tie is worth, beside a win of 1.
TIED = 0.5

#: Told how many probes are done.
OnStep = Callable[[int], None]


class Stop(StrEnum):
    """Why not all was asked, or why what was found counts for nothing."""

    BUDGET = "budget"  # the next ones would go beyond it
    UNREADABLE = "unreadable"  # the judge says what is no verdict
    REFUSED = "refused"  # the judge is found out


class Placed(msgspec.Struct, frozen=True):
    """What came of all. `cost_micros` None: some of it is not known.

    `checked` were looked at by a program, and `right` is the sum of what that came to; the others
    were judged. `share` is the mean of 1 for a win and a half for a tie, `low` and `high` bound
    it at 95 %.
    """

    probed: tuple[Probed, ...]
    cost_micros: int | None
    checked: int
    right: float
    wins: int
    ties: int
    losses: int
    share: float | None
    low: float
    high: float
    stopped: Stop | None

    @property
    def is_believed(self) -> bool:
        """Whether the judge was no reason to stop."""
        return self.stopped in (None, Stop.BUDGET)


class After(msgspec.Struct, frozen=True):
    """What is thought now of the model and those it was compared with, the best first.

    `judge` is what is known of the judge; None: nothing, or there was none. `equality` is what its
    verdicts alone show of the model beside the others.
    """

    offers: tuple[Offer, ...]
    judge: Judge | None
    equality: Equality


async def calibrate(
    parts: Parts,
    database: Database,
    plan: Plan,
    caller: Caller,
    on_step: OnStep = lambda _: None,
) -> Placed:
    """Ask, check or judge, say; some at a time, until all is asked or it makes no sense to go on.

    Ends where the next ones would cost more than is left of the budget, by what the first did.

    Raises:
        StoreError: an outcome could not be written; the others were.
    """
    grader, judges = Grader(), Judges(plan.known)
    done: list[Probed] = []
    stopped: Stop | None = None

    async def keep(saying: Saying) -> Outcome:
        (said,) = await say(database, parts.clock, grader, caller, [saying])
        return said.outcome

    async def ask(probe: Probe) -> None:
        found = await ask_probe(parts, plan, probe, caller, keep)
        done.append(found)
        if found.outcome is not None:
            judges.note(found.outcome)
        on_step(len(done))

    while len(done) < len(plan.probes):
        # the first alone shows what one costs
        some = plan.probes[len(done) : len(done) + (AT_ONCE if done else 1)]
        stopped = _why_stop(plan, _of(judges, plan.judge), done, some)
        if stopped is not None:
            break
        faults = await asyncio.gather(*map(ask, some), return_exceptions=True)
        for fault in faults:
            if fault is not None:
                raise fault
    judge = _of(judges, plan.judge)
    return _placed(done, stopped or _why_not_believed(judge, done))


def _why_stop(
    plan: Plan, judge: Judge | None, done: Sequence[Probed], some: Sequence[Probe]
) -> Stop | None:
    """Why the next ones are not asked, if so."""
    spent = sum(each.cost_micros or 0 for each in done)
    # who thinks before it speaks costs more than its fare tells: what was seen tells better
    usual = spent / len(done) if done else 0.0
    if spent + max(fare_of(some) or 0, usual * len(some)) > plan.left_micros:
        return Stop.BUDGET
    return _why_not_believed(judge, done)


def _why_not_believed(judge: Judge | None, done: Sequence[Probed]) -> Stop | None:
    if judge is not None and judge.refusal is not None:
        return Stop.REFUSED
    unreadable = sum(each.is_unreadable for each in done)
    is_babble = unreadable >= UNREADABLE_MAX and 2 * unreadable > len(done)
    return Stop.UNREADABLE if is_babble else None


def _placed(done: Sequence[Probed], stopped: Stop | None) -> Placed:
    outcomes = [each.outcome for each in done if each.outcome is not None]
    won = [_won(outcome) for outcome in outcomes if outcome.winner is not None]
    scores = [outcome.score for outcome in outcomes if outcome.score is not None]
    tally = Tally(len(won), sum(won))
    low, high = tally.bounds(ALPHA)
    return Placed(
        probed=tuple(done),
        cost_micros=sum_of([each.cost_micros for each in done]),
        checked=len(scores),
        right=sum(scores),
        wins=won.count(1.0),
        ties=won.count(TIED),
        losses=won.count(0.0),
        share=tally.mean if won else None,
        low=low,
        high=high,
        stopped=stopped,
    )


def to_vote_on(placed: Placed, count: int) -> list[Probed]:
    """So many pairs that tell the most of the judge: those that it decided come first."""
    found = [each for each in placed.probed if each.pair is not None]
    judged = [(_won(each.outcome), each) for each in found if each.outcome is not None]
    decided = [each for won, each in judged if won != TIED]
    return [*decided, *(each for won, each in judged if won == TIED)][:count]


async def vote(
    parts: Parts, database: Database, caller: Caller, votes: Sequence[tuple[Probed, str]]
) -> None:
    """Keep what a person said of pairs: it measures the judge, and places the model too.

    Raises:
        StoreError: it cannot be written.
    """
    sayings = [
        Saying(each.outcome.decision_id, OutcomeKind.VOTE, winner=winner, against=each.against)
        for each, winner in votes
        if each.outcome is not None
    ]
    await say(database, parts.clock, Grader(), caller, sayings)


async def after(parts: Parts, plan: Plan, placed: Placed) -> After:
    """What is thought of the models and of the judge, once all is learned that was said."""
    knowledge = await parts.learner.known()
    if knowledge is None:
        return After((), None, Equality.UNKNOWN)
    arms = {probe.against.name: probe.against for probe in plan.probes}
    offers = offers_for(plan.probes[0], [*arms.values(), plan.arm], knowledge)
    ranked = sorted(offers, key=lambda offer: -(offer.usual or 0.0))
    judge = _of(knowledge.judges, plan.judge)
    return After(tuple(ranked), judge, _shown(placed, judge))


def _shown(placed: Placed, judge: Judge | None) -> Equality:
    """What a judge shows of the model; nothing, where it is not believed."""
    if judge is None or judge.refusal is not None or not placed.is_believed:
        return Equality.UNKNOWN
    votes = Tally(judge.votes, judge.agreed)
    return equality_of(placed.wins, placed.ties, placed.losses, votes)


def _won(outcome: Outcome) -> float:
    return TIED if outcome.winner == TIE else float(outcome.winner == outcome.arm)


def _of(judges: Judges, arm: Arm | None) -> Judge | None:
    """What is known of an arm as a judge."""
    return next((j for j in judges.all() if arm is not None and j.source == arm.name), None)
