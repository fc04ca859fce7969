"""Everything that runs in this process: write down what is heard, say that it lives, end it.

What all runs have heard goes to the disk together, at most every 50 ms, and is told then. A
run's task belongs to the server, not to whoever asked. Knows nothing of who answers.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextvars import Context
from dataclasses import dataclass

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.decision import Reason
from wayfare.domain.errors import InternalError, ShuttingDownError, StoreError, WayfareError
from wayfare.domain.run import Run, RunFault, RunStatus
from wayfare.gateway.answer import Answer
from wayfare.gateway.chats.fault import fault_of
from wayfare.gateway.chats.live import Live
from wayfare.gateway.clock import Clock
from wayfare.gateway.ending import cut_all
from wayfare.store import runs as store
from wayfare.store.database import Database

log = logging.getLogger(__name__)

#: Between two writes: nobody reads faster.
BATCH_S = 0.05
#: After a write that failed, and how long the end of a run waits for one that works.
RETRY_S, KEEPING_MAX_S = 0.25, 10.0
#: How often somebody else's wish to stop is looked for, and how often it is said who lives.
LOOK_S, BEAT_S = 0.25, 5.0
#: Of whom nothing was heard for so long is dead.
DEAD_AFTER_S = 30.0
#: How long runs may take to end with the server.
LAST_WORDS_S = 5.0

_NOT_KEPT = RunFault(
    "What came of the answer cannot be written into the database.",
    "See that its disk has room, and ask again.",
    StoreError.code,
    Case.ANSWER_NOT_KEPT,
)
_OWN_FAULT = RunFault(
    "Wayfare failed by a fault of its own.", "Its log says more. Ask again.", InternalError.code
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an answer ended. `ticket` is JSON."""

    status: RunStatus
    ticket: bytes | None = None
    error: RunFault | None = None


class Running:
    """The runs of this process, by id. For one event loop."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.process = clock.new_id()
        self._database = database
        self._clock = clock
        self._lives: dict[str, Live] = {}
        self._asking: dict[str, asyncio.Task[Outcome]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wanted: dict[str, RunStatus] = {}
        self._writing: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._tasks)

    @property
    def tasks(self) -> frozenset["asyncio.Task[None]"]:
        """What runs now, to wait for."""
        return frozenset(self._tasks)

    def find(self, run_id: str) -> Live | None:
        """A run of this process that is not over."""
        return self._lives.get(run_id)

    def begin(self, live: Live, answer: Callable[[Live], Coroutine[None, None, Outcome]]) -> None:
        """Begin a run that is kept already. `answer` hears the answer to its end."""
        self._lives[live.run.id] = live
        # of its own: whoever asked is told nothing more of it, and watches nothing
        asking = asyncio.create_task(answer(live), context=Context())
        self._asking[live.run.id] = asking
        task = asyncio.create_task(self._see_through(live, asking), context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def began(self, live: Live, given: Answer) -> None:
        """Note who answers. It is told once it is on the disk."""
        live.began(given, round((self._clock.tick() - live.started_tick) * 1_000, 1))
        self._see_written()

    def heard(self, live: Live, text: str) -> None:
        """Take more of a run's text. It is told once it is on the disk."""
        live.hear(text)
        self._see_written()

    def stop(self, run_id: str) -> None:
        """Have a run of this process end because somebody wants it."""
        asking = self._asking.get(run_id)
        if asking is not None and not asking.done():
            self._wanted.setdefault(run_id, RunStatus.STOPPED)
            asking.cancel()

    async def close(self) -> None:
        """End all runs because the server ends; their texts are kept."""
        asking = [task for task in self._asking.values() if not task.done()]
        for run_id, task in self._asking.items():
            if not task.done():
                self._wanted.setdefault(run_id, RunStatus.INTERRUPTED)
        await asyncio.sleep(0)  # each has begun by then
        cut_all(asking)
        if tasks := self._tasks.copy():
            _, late = await asyncio.wait(tasks, timeout=LAST_WORDS_S)
            for each in late:
                each.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def tend(self, *, was_alone: bool) -> None:
        """Say who lives, stop what others want stopped, end what nobody has any more: for ever.

        `was_alone`: nobody else had the database when this process began.
        """
        dead_before = self._clock.now() if was_alone else 0.0
        beaten = float("-inf")
        while True:
            try:
                if self._clock.tick() - beaten >= BEAT_S:
                    beaten = self._clock.tick()
                    await self._beat(dead_before)
                elif self._lives:
                    wanted = await asyncio.to_thread(store.stopping, self._database, self.process)
                    self._stop_all(wanted)
            except StoreError as error:
                log.warning("runs cannot be tended just now: %s", error)
            await asyncio.sleep(LOOK_S)

    async def _beat(self, dead_before: float) -> None:
        now, mine = self._clock.now(), list(self._lives)
        if mine:
            beat = store.beat
            self._stop_all(await asyncio.to_thread(beat, self._database, self.process, mine, now))
        lost = await asyncio.to_thread(
            store.interrupt_runs,
            self._database,
            beaten_before=max(dead_before, now - DEAD_AFTER_S),
            but=frozenset(self._lives),
            now=now,
        )
        if lost:
            log.warning("answers of a process that died are marked as interrupted: %d", len(lost))

    def _stop_all(self, run_ids: set[str]) -> None:
        for run_id in run_ids:
            self.stop(run_id)

    async def _see_through(self, live: Live, asking: "asyncio.Task[Outcome]") -> None:
        """Wait for the end of an answer, and keep it."""
        run_id = live.run.id
        try:
            await asyncio.wait([asking])
            outcome = self._outcome(run_id, asking)
            await self._end(live, outcome)
        finally:
            self._lives.pop(run_id, None)
            self._asking.pop(run_id, None)
            self._wanted.pop(run_id, None)

    def _outcome(self, run_id: str, asking: "asyncio.Task[Outcome]") -> Outcome:
        wanted = self._wanted.get(run_id)
        if asking.cancelled():
            return Outcome(wanted or RunStatus.INTERRUPTED)
        error = asking.exception()
        if error is None:
            outcome = asking.result()
            if outcome.status is not RunStatus.WHOLE and wanted is not None:
                return Outcome(wanted)  # it broke off because somebody wanted it to
            return outcome
        if isinstance(error, ShuttingDownError):
            return Outcome(RunStatus.INTERRUPTED)
        if isinstance(error, WayfareError):
            return Outcome(RunStatus.FAILED, error=fault_of(error))
        log.error("an answer failed by a fault of Wayfare's own", exc_info=error)
        return Outcome(RunStatus.FAILED, error=_OWN_FAULT)

    async def _end(self, live: Live, outcome: Outcome) -> None:
        """Keep the end of a run, with all of its text; tell it then."""
        until = self._clock.tick() + KEEPING_MAX_S
        while True:
            try:
                await self._keep_end(live, outcome, until)
            except StoreError as error:
                if self._clock.tick() > until:
                    log.error("the end of an answer cannot be kept: %s", error)  # noqa: TRY400
                    failed = Outcome(RunStatus.FAILED, error=_NOT_KEPT)
                    live.tell(self._ended(live, failed), is_over=True)
                    return
                await asyncio.sleep(RETRY_S)
                continue
            return

    async def _keep_end(self, live: Live, outcome: Outcome, until: float) -> None:
        while live.has_waiting and not live.is_lost:
            if self._clock.tick() > until:
                raise StoreError("What came of the answer could not be written in time.")
            self._see_written()
            await live.changes(RETRY_S)
        run = self._ended(live, outcome)
        ticket = None if outcome.ticket is None else outcome.ticket.decode()
        end, now = store.end_run, self._clock.now()
        given = (self._database, self.process, run, live.text, ticket, now)
        if not live.is_lost and await asyncio.to_thread(end, *given):
            live.tell(run, ticket, is_over=True)
            return
        # another process took this one for dead, and ended the run as it saw it
        found = await asyncio.to_thread(store.read_progress, self._database, run.id, 0)
        live.tell(run if found is None else found.kept.run, is_over=True)

    def _ended(self, live: Live, outcome: Outcome) -> Run:
        total_ms = round((self._clock.tick() - live.started_tick) * 1_000, 1)
        run = msgspec.structs.replace(
            live.run, status=outcome.status, total_ms=total_ms, error=outcome.error
        )
        if outcome.ticket is not None:
            told = _to_told(outcome.ticket)
            return msgspec.structs.replace(run, **msgspec.structs.asdict(told))
        journal = None if live.given is None else live.given.journal
        if journal is None:
            return run
        return msgspec.structs.replace(run, cost_micros=journal.cost().micros)

    def _see_written(self) -> None:
        if self._writing is None:
            self._writing = asyncio.create_task(self._write(), context=Context())

    async def _write(self) -> None:
        """Keep what was heard, until nothing waits."""
        try:
            while waiting := [live for live in self._lives.values() if live.has_waiting]:
                began = self._clock.tick()
                try:
                    await self._write_all(waiting)
                except StoreError as error:
                    log.warning("what answers say cannot be kept just now: %s", error)
                    await asyncio.sleep(RETRY_S)
                await asyncio.sleep(max(0.0, BATCH_S - (self._clock.tick() - began)))
        finally:
            self._writing = None

    async def _write_all(self, waiting: Sequence[Live]) -> None:
        pieces = [live.next_piece() for live in waiting]
        begun = [live.begun for live in waiting if live.begun is not None]
        add = store.add_pieces
        lost = await asyncio.to_thread(add, self._database, self.process, pieces, begun)
        for live, piece in zip(waiting, pieces, strict=True):
            if piece.run_id in lost:
                live.is_lost = True
                self._asking[piece.run_id].cancel()
                continue
            live.publish(piece)


class _Told(msgspec.Struct):
    """What a ticket says of a run."""

    arm: str
    decision_id: str
    reason: Reason | None
    first_token_ms: float | None
    total_ms: float
    cost_micros: int | None


_to_told = msgspec.json.Decoder(_Told).decode
