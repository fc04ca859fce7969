"""Ask models the same questions directly, through another language, and as they truly are there.

A program checks each answer where it is known what is right; else a judge says which of both
answers is better. What was found becomes outcomes, from which the router learns by its ordinary
road. Knows nothing of files.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.check import Check
from wayfare.domain.errors import BadRequestError, CheckUnavailableError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, OutcomeKind, comes_to
from wayfare.gateway.asides.aside import ask_aside
from wayfare.gateway.asides.compare import AT_ONCE, TRIES, Keep
from wayfare.gateway.asides.judge import Pair, ask_judge
from wayfare.gateway.asides.kept import JUDGE, MARKS, Failed, Given, Judged, Kept
from wayfare.gateway.asides.plan_comparison import request_of
from wayfare.gateway.certify.compare import compare_plainly
from wayfare.gateway.learning.say import Saying
from wayfare.gateway.measuring.plan import Asking, MeasurePlan, errand_of, fare_of, verdict_fare
from wayfare.gateway.measuring.purse import Purse
from wayfare.gateway.measuring.questions import Question
from wayfare.gateway.parts import Parts
from wayfare.grading.grade import Grader
from wayfare.ports import Asker
from wayfare.routing.features import read_context
from wayfare.wire.question_files import FileQuestion

#: A pivot may come to so many times its fare: what is not intact is translated once more, and where
#: it is given up the model is asked directly after all.
PIVOT_AT_WORST = 3


class _Ask(msgspec.Struct, frozen=True):
    """What is asked of which arm, and the name that its answer is kept under.

    `text` is the question as it is asked of it, `check` what is right there.
    """

    question: Question
    text: FileQuestion
    check: Check | None
    arm: Arm
    key: str
    beside: Arm | None = None


class Measurement:
    """Asks, checks, judges, within a budget; tells how far it is."""

    def __init__(
        self,
        parts: Parts,
        plan: MeasurePlan,
        owner: Caller,
        kept: Kept,
        keep: Keep,
        budget_micros: int,
    ) -> None:
        self._parts, self._plan, self._owner = parts, plan, owner
        self._kept, self._keep = kept, keep
        self._purse = Purse(budget_micros)
        self._grader = Grader()
        self._locks: dict[tuple[str, str], asyncio.Lock] = {}
        self._looked: dict[str, Context] = {}
        self._configured = {arm.name for arm in parts.catalog.arms}

    @property
    def is_cut(self) -> bool:
        """Whether the money was spent before all was asked."""
        return self._purse.is_empty

    @property
    def spent_micros(self) -> int:
        """What it cost by now."""
        return self._purse.spent_micros

    async def run(self, on_step: Callable[[int], None] = lambda _: None) -> None:
        """Go through all, a few at a time, until all is asked or the money is spent."""
        room, done = asyncio.Semaphore(AT_ONCE), 0

        async def one(asking: Asking) -> None:
            nonlocal done
            async with room:
                if not self.is_cut:
                    await self._one(asking)
            done += 1
            on_step(done)

        await asyncio.gather(*map(one, self._plan.asks))

    async def _one(self, asking: Asking) -> None:
        question, ways = asking.question, asking.ways
        text, check = question.asked, question.check
        direct = await self._given(_Ask(question, text, check, ways.direct, ways.direct.name))
        if direct is None:
            return
        pivot = await self._given(
            _Ask(question, text, check, ways.pivot, ways.key, beside=ways.direct)
        )
        if question.true is not None and question.true_check is not None:
            await self._given(
                _Ask(question, question.true, question.true_check, ways.direct, ways.direct.name)
            )
        if pivot is not None and check is None:
            await self._compare(asking, pivot, direct)

    async def _given(self, ask: _Ask) -> Given | None:
        """The answer, asked for if it is not there. The same is never asked twice at once."""
        its = (ask.text.id, ask.key)
        async with self._locks.setdefault(its, asyncio.Lock()):
            known = self._kept.given(*its)
            if known is not None:
                return known
            context = await self._look(ask)
            fare = fare_of(ask.question, ask.text, ask.arm)
            fare *= 1 if ask.arm.middle is None else PIVOT_AT_WORST
            for _ in range(TRIES):
                if not await self._purse.hold(fare):
                    return None
                found = await self._ask(ask, context, fare)
                if isinstance(found, Given):
                    self._kept.add(found)
                    return found
            self._kept.add(found)
            return None

    async def _ask(self, ask: _Ask, context: Context | None, fare: int) -> Given | Failed:
        clock = self._parts.clock
        at, began = clock.now(), clock.tick()
        errand = errand_of(ask.question, ask.text, ask.arm, ask.beside, context)
        asked = None
        try:
            asked = await ask_aside(self._parts, errand, self._owner)
        finally:
            took_ms = 1_000 * (clock.tick() - began)
            await self._purse.settle(fare, None if asked is None else asked.cost_micros)
        if asked.text is None:
            return Failed(ask.text.id, ask.key, asked.decision_id)
        is_past = ask.question.past is not None
        score = None if ask.check is None else await self._score(ask.check, asked.text)
        if ask.check is not None and score is not None and self._teaches(ask.arm, asked.path):
            await self._say(
                Saying(asked.decision_id, OutcomeKind.CHECK, check=ask.check, answer=asked.text)
            )
        return Given(
            question=ask.text.id,
            arm=ask.key,
            text="" if is_past else asked.text,
            decision_id=asked.decision_id,
            cost_micros=asked.cost_micros,
            total_ms=took_ms,
            at=at,
            topic=errand.topic,
            path=asked.path,
            score=score if is_past else None,
            is_learned=score is not None and ask.arm.name in self._configured,
        )

    async def _look(self, ask: _Ask) -> Context | None:
        """Look at a question as `auto` would: without that, nothing is learned of its answers."""
        if ask.question.past is not None:
            return None
        if ask.text.id in self._looked:
            return self._looked[ask.text.id]
        parts, request = self._parts, request_of(ask.text)
        asker = Asker(self._owner, parts.demands + self._owner.demands)
        looked = await parts.learner.look(request.question, asker)
        if looked.made is not None and looked.made.cost is not None:
            await self._purse.settle(0, looked.made.cost.micros or 0)
        context = looked.onto(read_context(request))
        fold = parts.learner.fold
        if fold is not None and fold.knowledge is not None:
            topic = fold.knowledge.topic_of(context)
            context = msgspec.structs.replace(context, topic=topic)
        self._looked[ask.text.id] = context
        return context

    async def _compare(self, asking: Asking, pivot: Given, direct: Given) -> None:
        """Find which of two answers to an open question is better."""
        question, ways = asking.question, asking.ways
        if self._kept.judged(question.id, ways.key, ways.direct.name) is not None:
            return
        if compare_plainly(request_of(question.asked), pivot.text, direct.text) is not None:
            self._found(asking, 0.0, "equal")
            return
        judge = self._plan.judge
        fare = 0 if judge is None else verdict_fare(question, judge)
        if judge is None or not await self._purse.hold(fare):
            return
        pair = Pair(question.asked.turns, pivot.text, direct.text, question.demands)
        verdict = None
        try:
            verdict = await ask_judge(self._parts, judge, pair, self._owner, self._plan.kind)
        finally:
            await self._purse.settle(fare, None if verdict is None else verdict.cost_micros)
        if verdict.orders is None:
            return
        if verdict.difference is not None:
            self._found(asking, verdict.difference, MARKS)
        else:
            winner = comes_to(verdict.orders, ways.pivot.name, ways.direct.name)
            difference = 0.0 if winner == TIE else 1.0 if winner == ways.pivot.name else -1.0
            self._found(asking, difference, JUDGE)
        if pivot.decision_id is not None and self._teaches(ways.pivot, pivot.path):
            await self._say(
                Saying(
                    pivot.decision_id,
                    OutcomeKind.VERDICT,
                    against=ways.direct.name,
                    source=judge.name,
                    orders=verdict.orders,
                    difference=verdict.difference,
                )
            )

    def _found(self, asking: Asking, difference: float, by: str) -> None:
        its, used = asking.question.id, asking.ways.direct.name
        self._kept.add(Judged(its, asking.ways.key, difference, by, used=used))

    def _teaches(self, arm: Arm, path: str | None) -> bool:
        """Whether an answer tells of an arm that the settings have: what was made for this is none.

        A pivot that was given up tells of the model itself, which is asked for that anyway.
        """
        return arm.name in self._configured and arm.path == path

    async def _score(self, check: Check, text: str) -> float | None:
        try:
            return (await self._grader.grade(check, text)).score
        except (BadRequestError, CheckUnavailableError):
            return None

    async def _say(self, saying: Saying) -> None:
        with suppress(BadRequestError, NotFoundError):
            await self._keep(saying)
