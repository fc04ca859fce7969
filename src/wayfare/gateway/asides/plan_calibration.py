"""Plan how a model is placed: which past questions it is asked, who judges, what that costs.

Asks nobody and writes nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.budget import DAY_S
from wayfare.domain.decision import Goal
from wayfare.domain.errors import (
    BadRequestError,
    BudgetSpentError,
    NotFoundError,
    PriceUnknownError,
    SettingsError,
)
from wayfare.domain.key import Caller
from wayfare.gateway.asides.aside import EXPLORING
from wayfare.gateway.asides.judge import check_judge, find_judge
from wayfare.gateway.asides.probes import (
    Probe,
    against_one,
    choose,
    fare_of,
    may_be_asked,
    may_be_judged,
    most_compared,
    offers_for,
    possible,
    with_fares,
)
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.gateway.parts import Parts
from wayfare.ports import Asker
from wayfare.routing.baseline import find_baseline
from wayfare.routing.judges import Judge, JudgesState
from wayfare.store.database import Database
from wayfare.store.explored import explored_micros, usual_thought
from wayfare.store.past_questions import past_questions

#: How far back one looks, in questions.
LOOK_BACK = 2_000
MICROS = 1_000_000
_A_WORD = "Hello"


class Wish(msgspec.Struct, frozen=True):
    """What somebody wants placed, by how many questions, judged by whom; empty: by the best."""

    model: str
    probes: int
    judge: str = ""


class Plan(msgspec.Struct, frozen=True):
    """What will be asked. `fare_micros` is what it will cost, as far as one can tell before.

    `judge` None: nobody can judge, and a program checks every answer. `left_micros` is what is
    left of today's budget for exploring. `version` names how questions are looked at, `known` is
    what is known of judges.
    """

    arm: Arm
    judge: Arm | None
    probes: tuple[Probe, ...]
    fare_micros: int
    left_micros: int
    version: str
    known: JudgesState

    @property
    def against(self) -> tuple[str, ...]:
        """Whose kept answers it is compared with."""
        return tuple(sorted({probe.against.name for probe in self.probes}))


async def plan_calibration(
    parts: Parts, database: Database, caller: Caller, wish: Wish, budget_micros: int
) -> Plan:
    """Plan it. `budget_micros` is what may be spent on exploring in a day.

    Where another embedder than the one that ships looks at questions, it is asked for one word.

    Raises:
        BadRequestError: there is nobody to judge, or who is named may not, and no program checks
            all of them.
        BudgetSpentError: too little is left of today's budget.
        ModelNotFoundError: nothing has the model's name.
        NotFoundError: there is no past question that it could be asked.
        PriceUnknownError: it cannot be told what it costs.
        SettingsError: nothing is learned here.
    """
    arm = _named(parts, wish.model)
    knowledge = await parts.learner.known()
    if knowledge is None:  # how questions are looked at shows with the first one
        await parts.learner.look(_A_WORD, Asker(caller, parts.demands + caller.demands))
        knowledge = await parts.learner.known()
    if knowledge is None:
        raise SettingsError(
            "Nothing is learned here, so no model can be placed.",
            cure="Set routing.learn to true, and see that the embedder answers, if one is set.",
        )
    judges = {judge.source: judge for judge in knowledge.judges.all()}
    pool = parts.catalog.candidates(Goal.AUTO.value).arms
    found = await _possible(parts, database, knowledge, arm, pool)
    best = find_baseline(
        offers_for(found[0], pool, knowledge),
        parts.router.point_worth_micros,
        parts.router.baseline,
    )
    found = against_one(found, best, wish.probes)
    judge = _judge(parts, wish, [arm, most_compared(found)], judges, found, pool, knowledge)
    told = [
        probe
        for probe in found
        if probe.question.check is not None
        or (judge is not None and may_be_judged(probe, judge, parts.demands))
    ]
    if not told:
        assert judge is not None, "else some have checks"
        raise BadRequestError(
            f"{judge.name} may not read any of the questions that could be asked.",
            cure="Name another one with --judge.",
        )
    probes = await asyncio.to_thread(choose, told, knowledge, wish.probes)
    asked = [arm] if judge is None else [arm, judge]
    names = [each.deployment.name for each in asked]
    probes = with_fares(probes, arm, judge, await asyncio.to_thread(usual_thought, database, names))
    fare = fare_of(probes)
    if fare is None:
        raise PriceUnknownError(
            f"It cannot be told what it costs to ask {' and '.join(each.name for each in asked)}.",
            cure="Set the missing price in [prices], or name another one with --judge.",
        )
    left = budget_micros - await spent_today(parts, database)
    if fare > left:
        raise _too_dear(fare, left, len(probes))
    known = knowledge.judges.kept
    return Plan(arm, judge, tuple(probes), fare, left, knowledge.version, known)


async def spent_today(parts: Parts, database: Database) -> int:
    """What exploring cost since midnight, UTC, in micro-dollars, as far as is known."""
    midnight = parts.clock.now() // DAY_S * DAY_S
    return await asyncio.to_thread(explored_micros, database, midnight, EXPLORING)


def _named(parts: Parts, model: str) -> Arm:
    candidates = parts.catalog.candidates(model)
    if candidates.goal is not Goal.NAMED:
        raise BadRequestError(
            f"{model} is no model that could be placed.", cure="`wayfare models` shows all."
        )
    return candidates.arms[0]


async def _possible(
    parts: Parts, database: Database, knowledge: Knowledge, arm: Arm, pool: Sequence[Arm]
) -> list[Probe]:
    """The past questions that the arm may be asked."""
    kept = await asyncio.to_thread(past_questions, database, knowledge.version, LOOK_BACK)
    if not kept:
        raise NotFoundError(
            "No question to `auto` is kept that could be asked again.",
            cure="Keep texts (store.keep_texts) with a key that may be learned from, and ask "
            "`auto` some questions first.",
        )
    arms = {each.name: each for each in (*parts.catalog.arms, *pool)}
    found = await asyncio.to_thread(possible, kept, arm, arms, parts.demands)
    if not found:
        raise NotFoundError(
            f"None of the questions that are kept can be asked of {arm.name}.",
            cure="It cannot take them or may not read them, or answered them itself; plain "
            "questions in words, asked of `auto`, are what is needed.",
        )
    return found


def _judge(
    parts: Parts,
    wish: Wish,
    compared: Sequence[Arm],
    judges: Mapping[str, Judge],
    found: Sequence[Probe],
    pool: Sequence[Arm],
    knowledge: Knowledge,
) -> Arm | None:
    """Who judges answers that no program checks. None: nobody can, and nobody has to."""
    named = _named(parts, wish.judge) if wish.judge else None
    checked = sum(probe.question.check is not None for probe in found)
    try:
        if named is not None:
            check_judge(named, compared, judges)
            return named
        able = [each for each in pool if may_be_asked(found[0], each, parts.demands)]
        return find_judge(offers_for(found[0], able, knowledge), compared, judges)
    except BadRequestError:
        # who was named for it is refused aloud, unless there is nothing to judge
        if not checked or (named is not None and checked < len(found)):
            raise
    return None


def _too_dear(fare: int, left: int, probes: int) -> BudgetSpentError:
    return BudgetSpentError(
        f"{probes} probes would cost about ${fare / MICROS:.4f}, and ${max(0, left) / MICROS:.4f} "
        "is left of today's budget for exploring.",
        cure="Ask for fewer with --probes, raise exploration.budget_micros, or wait until "
        "midnight, UTC.",
    )
