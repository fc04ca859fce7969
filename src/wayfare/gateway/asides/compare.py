"""Ask several arms somebody's own questions, and tell who is as good as the one they use.

Each answer is checked where its question says what is right, else held against the answer of the
arm in use: equal ones are alike, a judge says of the others. What was found becomes outcomes, from
which the router learns by its ordinary road. Knows nothing of files.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.check import Check
from wayfare.domain.demands import NO_DEMANDS
from wayfare.domain.errors import BadRequestError, CheckUnavailableError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, OutcomeKind, comes_to
from wayfare.domain.past import PastComparison
from wayfare.gateway.asides.aside import ask_aside
from wayfare.gateway.asides.judge import Pair, ask_judge
from wayfare.gateway.asides.kept import JUDGE, MARKS, Failed, Given, Judged, Kept
from wayfare.gateway.asides.past_questions import Asked, past_of
from wayfare.gateway.asides.plan_comparison import (
    ComparePlan,
    check_of,
    errand_of,
    fare_of,
    judge_fare,
    request_of,
)
from wayfare.gateway.certify.compare import compare_plainly
from wayfare.gateway.learning.say import Saying
from wayfare.gateway.parts import Parts
from wayfare.grading.grade import Grader
from wayfare.ports import Asker
from wayfare.routing.features import read_context
from wayfare.wire.question_files import FileQuestion

#: Asked at once.
AT_ONCE = 4
#: An answer that does not come is asked for once more: it may have been a bad moment.
TRIES = 2


#: Keeps what is said of an answer, for the router to learn from.
Keep = Callable[[Saying], Awaitable[object]]


class Comparison:
    """Asks, checks, judges, within a budget; tells how far it is."""

    def __init__(
        self,
        parts: Parts,
        plan: ComparePlan,
        owner: Caller,
        kept: Kept,
        keep: Keep,
        budget_micros: int,
    ) -> None:
        self._parts, self._plan, self._owner = parts, plan, owner
        self._kept, self._keep, self._left = kept, keep, budget_micros
        self._grader = Grader()
        self.spent_micros = 0
        self.is_cut = False

    async def run(self, on_step: Callable[[int], None] = lambda _: None) -> None:
        """Go through all questions, a few at a time, until all is asked or the money is spent."""
        room, done = asyncio.Semaphore(AT_ONCE), 0

        async def one(question: FileQuestion) -> None:
            nonlocal done
            async with room:
                if not self.is_cut:
                    await self._one(question)
            done += 1
            on_step(done)

        await asyncio.gather(*map(one, self._plan.questions))

    def past(self) -> list[PastComparison]:
        """What is evidence for claims about past questions."""
        plan, kept = self._plan, self._kept
        given: dict[tuple[str, str], Given] = {}
        failed: dict[tuple[str, str], str] = {}
        checked: dict[tuple[str, str], float] = {}
        for question in plan.questions:
            for arm in (plan.used, *plan.arms):
                answer = kept.given(question.id, arm.name)
                none = kept.failed(question.id, arm.name)
                judged = kept.judged(question.id, arm.name, plan.used.name)
                if answer is not None:
                    given[question.id, arm.name] = answer
                if none is not None:
                    failed[question.id, arm.name] = none.decision_id
                if judged is not None and judged.by == "check":
                    checked[question.id, arm.name] = judged.difference
        # who gave no answer at all cannot be reached, which says nothing of its answers
        reached = {arm for _, arm in given}
        failed = {key: its for key, its in failed.items() if key[1] in reached}
        return past_of(plan, Asked(given, failed, checked), self._parts.clock.now())

    async def _one(self, question: FileQuestion) -> None:
        arms = [self._plan.used, *self._plan.arms]
        is_asked = any(self._kept.given(question.id, arm.name) is None for arm in arms)
        context = await self._look(question) if is_asked else None
        used = await self._given(question, self._plan.used, context)
        if used is None:
            return
        others = [await self._given(question, arm, context) for arm in self._plan.arms]
        for maker, text in question.answers.items():
            others.append(Given(question.id, maker, text))
        for other in others:
            if other is not None and self._judged(other) is None:
                await self._compare(question, other, used)

    async def _look(self, question: FileQuestion) -> Context:
        """Look at a question as `auto` would: without that, nothing is learned of its answers."""
        parts, request = self._parts, request_of(question)
        asker = Asker(self._owner, parts.demands + self._owner.demands)
        looked = await parts.learner.look(request.question, asker)
        if looked.made is not None and looked.made.cost is not None:
            self._spend(looked.made.cost.micros)
        context = looked.onto(read_context(request))
        fold = parts.learner.fold
        knowledge = None if fold is None else fold.knowledge
        if knowledge is None:
            return context
        return msgspec.structs.replace(context, topic=knowledge.topic_of(context))

    async def _given(
        self, question: FileQuestion, arm: Arm, context: Context | None
    ) -> Given | None:
        """The answer of an arm, asked for if it is not there."""
        known = self._kept.given(question.id, arm.name)
        if known is not None:
            return known
        failed: Failed | None = None
        for _ in range(TRIES):
            if not self._may_spend(fare_of(question, arm)):
                return None
            found = await self._ask(question, arm, context)
            if found is None:
                return None
            if isinstance(found, Given):
                self._kept.add(found)
                return found
            failed = found
        if failed is not None:
            self._kept.add(failed)
        return None

    async def _ask(
        self, question: FileQuestion, arm: Arm, context: Context | None
    ) -> Given | Failed | None:
        """The answer, or that none came; None where a budget did not cover it."""
        clock = self._parts.clock
        at, began = clock.now(), clock.tick()
        errand = errand_of(question, arm, self._plan.used, context)
        asked = await ask_aside(self._parts, errand, self._owner)
        self._spend(asked.cost_micros)
        if asked.is_unpaid:
            self.is_cut = True
            return None
        # a question from a file is asked without tools, so that no text is no answer
        if asked.text is None or not asked.text.strip():
            return Failed(question.id, arm.name, asked.decision_id)
        return Given(
            question.id,
            arm.name,
            asked.text,
            asked.decision_id,
            asked.cost_micros,
            1_000 * (clock.tick() - began),
            at,
            None if context is None else context.topic,
        )

    async def _compare(self, question: FileQuestion, other: Given, used: Given) -> None:
        """Find how much better another answer is than that of the arm in use."""
        check = check_of(question.expected)
        if check is not None:
            scores = [await self._checked(check, each) for each in (other, used)]
            if None not in scores:
                ours, theirs = scores[0] or 0.0, scores[1] or 0.0
                self._found(other, ours - theirs, "check", ours)
                return
        if compare_plainly(request_of(question), other.text, used.text) is not None:
            self._found(other, 0.0, "equal")
            return
        await self._judge(question, other, used)

    async def _judge(self, question: FileQuestion, other: Given, used: Given) -> None:
        judge = self._plan.judge
        if judge is None or not self._may_spend(judge_fare(question, judge)):
            return
        pair = Pair(question.turns, other.text, used.text, NO_DEMANDS)
        verdict = await ask_judge(self._parts, judge, pair, self._owner, self._plan.kind)
        self._spend(verdict.cost_micros)
        if verdict.orders is None:
            return
        if verdict.difference is not None:
            self._found(other, verdict.difference, MARKS)
        else:
            winner = comes_to(verdict.orders, other.arm, used.arm)
            difference = 0.0 if winner == TIE else 1.0 if winner == other.arm else -1.0
            self._found(other, difference, JUDGE)
        if other.decision_id is not None:
            await self._say(
                Saying(
                    other.decision_id,
                    OutcomeKind.VERDICT,
                    against=used.arm,
                    source=judge.name,
                    orders=verdict.orders,
                    difference=verdict.difference,
                )
            )

    async def _checked(self, check: Check, given: Given) -> float | None:
        """The score that a check finds; what was asked here is told the router too."""
        try:
            grade = await self._grader.grade(check, given.text)
        except (BadRequestError, CheckUnavailableError):
            return None
        if given.decision_id is not None and self._judged(given) is None:
            await self._say(
                Saying(given.decision_id, OutcomeKind.CHECK, check=check, answer=given.text)
            )
        return grade.score

    def _judged(self, given: Given) -> Judged | None:
        return self._kept.judged(given.question, given.arm, self._plan.used.name)

    def _found(self, other: Given, difference: float, by: str, score: float | None = None) -> None:
        used = self._plan.used.name
        self._kept.add(Judged(other.question, other.arm, difference, by, score, used=used))

    async def _say(self, saying: Saying) -> None:
        # said before, in an earlier run, or the answer was given elsewhere
        with suppress(BadRequestError, NotFoundError):
            await self._keep(saying)

    def _may_spend(self, micros: int | None) -> bool:
        """Whether that is left."""
        if micros is not None and self.spent_micros + micros <= self._left:
            return True
        self.is_cut = True
        return False

    def _spend(self, micros: int | None) -> None:
        self.spent_micros += micros or 0
