"""Run a comparison to its end: ask, keep what comes once a second, stop where somebody wants it.

It belongs to the server, not to whoever asked. What was found is kept however it ends.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextvars import Context

import msgspec

from wayfare.domain.errors import StoreError, WayfareError
from wayfare.domain.key import Caller
from wayfare.domain.own_comparison import JobState, OwnComparison
from wayfare.gateway.asides.answers import Answers, compared_now
from wayfare.gateway.asides.compare import Comparison
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.learning.say import Saying, say
from wayfare.grading.grade import Grader
from wayfare.routing.judges import Judge
from wayfare.store import own_comparisons as store

log = logging.getLogger(__name__)

#: Between two writes.
FLUSH_S = 1.0

_OWN_FAULT = "Wayfare failed by a fault of its own. Its log says more."


class Job(msgspec.Struct, frozen=True):
    """What a comparison is begun with: who asks, whom, and what was found before."""

    its: OwnComparison
    worker: Caller
    plan: ComparePlan
    judges: Sequence[Judge]
    lines: Sequence[bytes] = ()


def begin(comparisons: Comparisons, job: Job) -> None:
    """Begin one that is kept already."""
    task = asyncio.create_task(_Run(comparisons, job).see_through(), context=Context())
    comparisons.tasks[job.its.id] = task
    task.add_done_callback(lambda _: comparisons.tasks.pop(job.its.id, None))


class _Run:
    """One comparison while it runs here."""

    def __init__(self, comparisons: Comparisons, job: Job) -> None:
        self._comparisons, self._job, self._its = comparisons, job, job.its
        self._waiting: list[bytes] = []
        self._answers = Answers(self._waiting.append, job.lines)
        chats = comparisons.chats
        self._database, self._clock = chats.database, chats.parts().clock
        grader = Grader()

        async def keep(saying: Saying) -> object:
            return await say(self._database, self._clock, grader, job.worker, [saying])

        left = job.its.budget_micros - job.its.spent_micros
        self._comparison = Comparison(
            chats.parts(), job.plan, job.worker, self._answers, keep, left
        )
        self._spent_before = job.its.spent_micros

    async def see_through(self) -> None:
        """Ask all, and keep how it ended."""
        asking = asyncio.create_task(self._comparison.run(self._step))
        state, error = JobState.WHOLE, None
        try:
            if not await self._follow(asking):
                state = JobState.STOPPED
            elif self._comparison.is_cut:
                state = JobState.CUT
        except asyncio.CancelledError:
            state = JobState.INTERRUPTED
        except WayfareError as failed:
            state, error = JobState.FAILED, str(failed)
        except Exception:  # whatever it is, whoever waits is told
            log.exception("a comparison failed by a fault of Wayfare's own")
            state, error = JobState.FAILED, _OWN_FAULT
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        await asyncio.shield(self._end(state, error))

    async def _follow(self, asking: "asyncio.Task[None]") -> bool:
        """Keep what comes until all is asked; False where somebody wants it to stop."""
        while not asking.done():
            await asyncio.wait([asking], timeout=FLUSH_S)
            if not asking.done() and not await self._flush():
                return False
        await asking
        return True

    def _step(self, done: int) -> None:
        self._its = msgspec.structs.replace(self._its, done=done)

    async def _flush(self) -> bool:
        """Keep what was found since; whether it may go on."""
        lines = [*self._waiting]
        self._note_spent()
        process, now = self._comparisons.chats.running.process, self._clock.now()
        given = (self._database, self._its, process, lines, now)
        try:
            may_go_on = await asyncio.to_thread(store.note_progress, *given)
        except StoreError as error:
            log.warning("what a comparison found cannot be kept just now: %s", error)
            return True
        del self._waiting[: len(lines)]
        return may_go_on

    def _note_spent(self) -> None:
        spent = self._spent_before + self._comparison.spent_micros
        self._its = msgspec.structs.replace(self._its, spent_micros=spent)

    async def _end(self, state: JobState, error: str | None) -> None:
        await self._flush()
        margin = self._comparisons.settings().certificate.margin_points / 100
        job = self._job
        compared = compared_now(job.plan, self._answers, margin, job.judges)
        ended = msgspec.structs.replace(
            self._its, state=state, error=error, ended_at=self._clock.now()
        )
        try:
            result = msgspec.json.encode(compared)
            await asyncio.to_thread(store.end_comparison, self._database, ended, result)
        except StoreError:
            log.exception("the end of a comparison cannot be kept")
