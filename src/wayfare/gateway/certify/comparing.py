"""Ask in the shadow what the other arm would have answered, and keep how the two compare.

Runs behind the requests, a few at a time. What cannot be compared yet waits for a check; what was
not compared within an hour is lost. Pairs that were drawn for it are kept for people to vote on.
Knows nothing of what the differences are evidence for.
"""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import ParamSpec, Protocol

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.check import Check
from wayfare.domain.errors import BadRequestError, CheckUnavailableError, StoreError, WayfareError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import OutcomeKind
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.gateway.asides.aside import SHADOW, Aside, Errand, ask_aside
from wayfare.gateway.asides.measured_judge import Ready
from wayfare.gateway.certify.compare import Difference, compare_plainly
from wayfare.gateway.certify.drawn import Answers, Drawn
from wayfare.gateway.certify.following import Following
from wayfare.gateway.certify.judging import Judging
from wayfare.gateway.certify.voted import has_lot
from wayfare.gateway.learning.say import Saying
from wayfare.gateway.parts import Parts
from wayfare.grading.grade import Grader
from wayfare.wire.openai.body import ChatBody, decode_chat
from wayfare.wire.wire import Body
from wayfare.wire.wires import WIRES

#: Asked at once.
AT_ONCE = 4
#: A check may come from whoever asked: it is waited for as long before a judge is asked.
CHECK_S = 20.0
#: So often it is, where it says what is no verdict.
JUDGED_MAX = 2
#: How often it is looked whether checks came.
LOOK_S = 1.0
#: What was not compared by then counts as lost.
LOST_S = 3_600.0
#: Every so many looks it is seen whether something is overdue.
OVERDUE_TURNS = 600
#: So many pairs are remembered that wait for somebody who can compare them.
WAITING_MAX = 1_000

_ENDED = "Wayfare ended before they were compared."

P = ParamSpec("P")

_log = logging.getLogger(__name__)


class Shelf(Protocol):
    """Where comparisons are kept. Every method waits for the disk."""

    def add(self, comparison: Comparison) -> bool:
        """Keep one; False where the shadow is not written yet, or is compared already."""
        ...

    def add_pair(self, shadow: Shadow, answer: str, baseline: str) -> bool:
        """Keep the texts of a pair for a person; False as above."""
        ...

    def overdue(self, before: float) -> Sequence[str]:
        """Decisions that were drawn before a moment, and of which nothing has come yet."""
        ...

    def checks_of(self, decision_ids: Collection[str]) -> dict[str, Check]:
        """The checks that were made of some decisions."""
        ...


#: Keeps what is said of an answer, for the router to learn from.
Keep = Callable[[Saying], Awaitable[object]]


class Waiting(msgspec.Struct, frozen=True):
    """A pair that nobody could compare yet, since when, and the judge that may be asked.

    It was `asked` so many times, and gave no verdict.
    """

    pair: Answers
    since: float
    ready: Ready | None
    asked: int = 0


@dataclass(slots=True)
class Comparing:
    """Compares what was drawn. `owner` pays; `keep` may refuse what is no news."""

    parts: Callable[[], Parts]
    shelf: Shelf
    grader: Grader
    owner: Caller
    keep: Keep
    judging: Judging
    waiting: dict[str, Waiting] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def follow(self, drawn: Drawn) -> Following:
        """Wait for the answer that was drawn."""

        def tell(text: str | None, is_there: bool) -> None:
            task = asyncio.create_task(self._compare(drawn, text, is_there=is_there))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        return Following(tell)

    async def settle(self, alone_since: float = 0.0) -> None:
        """Compare what waits, where a check came or a judge may look, until cancelled.

        Whoever waited for what was drawn before `alone_since` has died.
        """
        turns = itertools.cycle(range(OVERDUE_TURNS))
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                if next(turns) == 0:
                    await self.write_off(alone_since)
                await self.look_again()
            except StoreError as error:
                _log.warning("answers cannot be compared just now: %s", error)

    async def write_off(self, before: float = 0.0) -> None:
        """Count as lost what was never compared: the process that waited for it may be gone.

        What was drawn `before` is, whoever waits for it.

        Raises:
            StoreError: it cannot be read which those are.
        """
        now = self.parts().clock.now()
        for its in await asyncio.to_thread(self.shelf.overdue, max(before, now - LOST_S)):
            self.waiting.pop(its, None)
            await self._add(Comparison(its, now, Fate.LOST, why="It was not compared in time."))

    async def look_again(self) -> None:
        """Look once at all that waits.

        Raises:
            StoreError: what was said meanwhile cannot be read; all goes on waiting.
        """
        if not self.waiting:
            return
        now = self.parts().clock.now()
        checks = await asyncio.to_thread(self.shelf.checks_of, list(self.waiting))
        for its, waiting in list(self.waiting.items()):
            try:
                await self._look_at(its, waiting, checks.get(its), now)
            except StoreError:
                raise
            except WayfareError as error:  # of this pair alone: the next ones are looked at
                _log.warning("two answers cannot be compared: %s", error)

    async def _look_at(self, its: str, waiting: Waiting, check: Check | None, now: float) -> None:
        """Look at one pair that waits: by its check, else by the judge, a few times at most."""
        pair, ready, shadow = waiting.pair, waiting.ready, waiting.pair.drawn.shadow
        found = await self._checked(pair, check)
        is_due = now - waiting.since >= CHECK_S * (1 + waiting.asked)
        if found is None and ready is not None and is_due and waiting.asked < JUDGED_MAX:
            self.waiting[its] = msgspec.structs.replace(waiting, asked=waiting.asked + 1)
            found = await self.judging.judge(pair, ready)
        if found is not None:
            await self._found(pair, found, ready)
        elif is_due and (ready is None or waiting.asked >= JUDGED_MAX) and has_lot(shadow):
            await self._unsure(pair)  # whichever way the lot fell, so that it tells nothing

    async def close(self) -> None:
        """Let go of what is on its way: Wayfare ends, whatever the answers are."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for waiting in list(self.waiting.values()):
            await self._keep(waiting.pair.drawn, Fate.SKIPPED, _ENDED)
        self.waiting.clear()

    async def _compare(self, drawn: Drawn, text: str | None, *, is_there: bool) -> None:
        try:
            async with self._room:
                await self._compare_now(drawn, text, is_there=is_there)
        except asyncio.CancelledError:
            await self._keep(drawn, Fate.SKIPPED, _ENDED)
            raise
        except BadRequestError as error:  # it says nothing of the answers
            await self._keep(drawn, Fate.SKIPPED, str(error))
        except Exception:  # noqa: BLE001 - nobody waits for this task
            _log.exception("answers could not be compared")
            await self._lose(drawn, "A fault of Wayfare's own.")

    async def _compare_now(self, drawn: Drawn, text: str | None, *, is_there: bool) -> None:
        if not is_there:
            await self._lose(drawn, "The answer broke off, or nobody answered.")
            return
        body = _whole_body(drawn.body, drawn.other)
        if text is None:  # the client left, perhaps because of the answer: it is asked for again
            text = (await self._ask(drawn, drawn.own, body)).text
        beside = await self._ask(drawn, drawn.other, body)
        if beside.text is None:  # once more: it may have been a bad moment
            beside = await self._ask(drawn, drawn.other, body)
        is_mirror = drawn.shadow.is_mirror
        if text is None or (beside.text is None and is_mirror):
            await self._lose(drawn, beside.why or "The answer broke off.")
            return
        if beside.text is None:  # that the baseline fails can only hide a gain
            await self._keep(drawn, Fate.SKIPPED, beside.why)
            return
        answer, baseline = (beside.text, text) if is_mirror else (text, beside.text)
        pair = Answers(drawn, answer, baseline, beside.decision_id)
        ready = self.judging.find(drawn)
        plain = compare_plainly(drawn.body.request, answer, baseline)
        if plain is not None:
            await self._found(pair, plain, ready)
        elif len(self.waiting) >= WAITING_MAX:
            await self._lose(drawn, "Too many answers wait to be compared.")
        else:
            if drawn.shadow.is_vote_drawn:
                await self._until_kept(self.shelf.add_pair, drawn.shadow, answer, baseline)
            since = self.parts().clock.now()
            self.waiting[drawn.shadow.decision_id] = Waiting(pair, since, ready)

    async def _ask(self, drawn: Drawn, arm: Arm, body: ChatBody) -> Aside:
        errand = Errand(
            SHADOW,
            "shadowing",
            arm,
            drawn.body.request.messages,
            drawn.demands,
            beside=drawn.own if arm is drawn.other else drawn.other,
            topic=drawn.shadow.topic,
            body=body,
        )
        return await ask_aside(self.parts(), errand, self.owner)

    async def _checked(self, pair: Answers, check: Check | None) -> Difference | None:
        """The difference that a program finds, which is told the router too."""
        if check is None:
            return None
        try:
            grades = [await self.grader.grade(check, t) for t in (pair.answer, pair.baseline)]
            beside = pair.answer if pair.drawn.shadow.is_mirror else pair.baseline
            await self.keep(Saying(pair.shadow_id, OutcomeKind.CHECK, check=check, answer=beside))
        except (BadRequestError, CheckUnavailableError) as error:
            _log.debug("a check of two answers failed: %s", error)
            return None
        return Difference(grades[0].score - grades[1].score, By.CHECK)

    async def _found(self, pair: Answers, found: Difference, ready: Ready | None) -> None:
        self.waiting.pop(pair.drawn.shadow.decision_id, None)
        await self._add(
            Comparison(
                decision_id=pair.drawn.shadow.decision_id,
                at=self.parts().clock.now(),
                fate=Fate.COMPARED,
                difference=found.value,
                by=found.by,
                judge=None if ready is None else ready.arm.name,
                judge_error=None if ready is None else ready.error,
                shadow_id=pair.shadow_id,
                by_marks=True if found.by_marks else None,
            )
        )

    async def _unsure(self, pair: Answers) -> None:
        """Nobody but a person can say which is better."""
        its, now = pair.drawn.shadow.decision_id, self.parts().clock.now()
        self.waiting.pop(its, None)
        await self._add(Comparison(its, now, Fate.UNSURE, shadow_id=pair.shadow_id))

    async def _lose(self, drawn: Drawn, why: str) -> None:
        await self._keep(drawn, Fate.LOST, why)

    async def _keep(self, drawn: Drawn, fate: Fate, why: str) -> None:
        now = self.parts().clock.now()
        await self._add(Comparison(drawn.shadow.decision_id, now, fate, why=why))

    async def _add(self, comparison: Comparison) -> None:
        await self._until_kept(self.shelf.add, comparison)

    async def _until_kept(self, keep: Callable[P, bool], *what: P.args, **more: P.kwargs) -> None:
        """Keep it; the shadow itself is written a moment after its decision was made."""
        for _ in range(40):
            try:
                if await asyncio.to_thread(keep, *what, **more):
                    return
            except StoreError as error:
                _log.warning("a comparison cannot be kept just now: %s", error)
            await asyncio.sleep(0.05)


def _whole_body(body: Body, arm: Arm) -> ChatBody:
    """The same request in OpenAI's wire, not streamed.

    Raises:
        CannotCarryError: there are no words for something in it.
    """
    openai = WIRES["openai"]
    asked = msgspec.structs.replace(body.conversation(), stream=False)
    written = openai.write(asked, SHADOW, arm.deployment.length_field)
    return decode_chat(written.body)
