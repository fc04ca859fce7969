"""Learn from outcomes as they come, and appraise offers by what was learned.

Knows when to learn. Knows nothing of how: that is large, and is read when a question to `auto`
comes for the first time, or an outcome is there.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from time import time
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Goal
from wayfare.domain.errors import StoreError
from wayfare.domain.offer import Offer
from wayfare.gateway.clock import Clock
from wayfare.gateway.exploring import Exploring
from wayfare.routing.guards.finding import Finding
from wayfare.routing.router import PriorRouter
from wayfare.routing.trial import Trial
from wayfare.store.outcomes import Learnable
from wayfare.store.topics import TopicLog

if TYPE_CHECKING:
    from wayfare.gateway.find_topics import TopicFinder
    from wayfare.gateway.knowledge import Knowledge

BATCH = 500
REFRESH_S = 5.0
REST_SHARE = 20.0  # so much longer than learning took

#: The outcomes after a number, so many at most. Waits for the database.
ReadOutcomes = Callable[[int, int], Sequence[Learnable]]
#: The ids of findings that somebody confirmed. Waits for the database.
ReadConfirmed = Callable[[], frozenset[str]]
#: How many questions a router chose for, so far. Waits for the database.
CountQuestions = Callable[[], int]

#: For which wishes an arm may be tried: who asks for the cheapest or fastest gets no other.
TRIED_FOR = frozenset({Goal.AUTO, Goal.BEST})

_log = logging.getLogger(__name__)


class Appraised(msgspec.Struct, frozen=True):
    """A question that was looked at, its offers as they were appraised, and the lot drawn."""

    context: Context
    offers: list[Offer]
    trial: Trial | None = None


class Learner:
    """What was learned, by this process.

    Without `read` nothing is learned, and no question is looked at. Without `exploring` no arm
    is tried, without `log` no topics are found.
    """

    def __init__(
        self,
        read: ReadOutcomes | None = None,
        count: CountQuestions = lambda: 0,
        exploring: Exploring | None = None,
        log: TopicLog | None = None,
        now: Callable[[], float] = time,
        confirmed: ReadConfirmed = frozenset,
    ) -> None:
        self._read = read
        self._count = count
        self.exploring = exploring
        self._confirmed = confirmed
        self._suspected: tuple[Finding, ...] = ()
        self._weights: Mapping[str, float] = {}
        self._knowledge: Knowledge | None = None
        self._loading: asyncio.Task[object] | None = None
        self._lock = Lock()
        self._number = 0
        self._log, self._now = log, now
        self._finder: TopicFinder | None = None

    def appraise(
        self,
        request: ChatRequest,
        context: Context,
        offers: list[Offer],
        goal: Goal,
        router: PriorRouter,
        clock: Clock | None = None,
    ) -> Appraised:
        """Look at the question, and give each offer the quality that was learned.

        Where nothing was, all is as it was presumed. The first question of all is not looked
        at; it has that read which looks at questions. Without `clock` no lot is drawn.
        """
        if self._read is None:
            return Appraised(context, offers)
        knowledge = self._knowledge
        if knowledge is None:
            if self._loading is None:
                self._loading = asyncio.create_task(asyncio.to_thread(self._load))
            return Appraised(context, offers)
        features = knowledge.look(request.question)
        context = msgspec.structs.replace(
            context,
            features=features,
            features_version=knowledge.version,
            topic=context.topic or knowledge.topic_of(features, context.language),
        )
        anchor = router.favourite(goal, offers).arm.name
        trial = None
        may_try = goal in TRIED_FOR and not context.critical
        if may_try and clock is not None and self.exploring is not None:
            point_micros = router.point_worth_micros if goal is Goal.AUTO else 0
            candidates = knowledge.candidates(context, offers, anchor, point_micros)
            trial = self.exploring.draw(candidates, knowledge.rate, clock.now(), clock.rng)
        return Appraised(context, knowledge.appraise(context, offers, anchor), trial)

    async def keep_learning(self) -> None:
        """Learn what is said from now on, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                await self.refresh()
            except StoreError as error:
                _log.warning("outcomes cannot be read just now: %s", error)
            # a long log takes seconds to estimate anew; requests need the processor too
            await asyncio.sleep(max(REFRESH_S, REST_SHARE * (loop.time() - began)))

    async def refresh(self) -> int:
        """Learn what was said since; returns how many outcomes that were.

        Raises:
            StoreError: they cannot be read; what was learned stays.
        """
        if self._loading is not None:
            await self._loading
        return 0 if self._read is None else await asyncio.to_thread(self._learn_new, self._read)

    def _learn_new(self, read: ReadOutcomes) -> int:
        count = 0
        while some := read(self._number, BATCH):
            self._load().learn(some)
            self._number = some[-1].number
            count += len(some)
        if self._knowledge is not None and self._believes_otherwise(self._knowledge):
            self._learn_anew(read)
        elif count:
            self._load().settle()
        if self._log is not None and (self._knowledge is not None or self._log.has_any()):
            self._find_topics(self._log, self._load())
        return count

    def _find_topics(self, log: TopicLog, knowledge: "Knowledge") -> None:
        if self._finder is None:
            from wayfare.gateway.find_topics import TopicFinder  # noqa: PLC0415 - large

            self._finder = TopicFinder(log, self._now, knowledge.space)
        knowledge.topics = self._finder.refresh(knowledge.topics)

    def _believes_otherwise(self, knowledge: "Knowledge") -> bool:
        """Whether other outcomes are under a finding now, or judges count otherwise."""
        confirmed = self._confirmed()
        found = tuple(each for each in knowledge.watch.looked if each.id not in confirmed)
        spans = {(each.id, each.until) for each in found}
        is_other = spans != {(each.id, each.until) for each in self._suspected}
        if is_other:
            names = ", ".join(each.id for each in found) or "none"
            _log.warning("findings about outcomes, see `wayfare doctor routing`: %s", names)
        self._suspected = found
        self._weights = knowledge.judges.weights()
        return is_other or self._weights != knowledge.weights

    def _learn_anew(self, read: ReadOutcomes) -> None:
        """Fold the log once more by what is believed now; meanwhile all stays as it was."""
        fresh, number = self._make(), 0
        while some := read(number, BATCH):
            fresh.learn(some)
            number = some[-1].number
        fresh.settle()
        fresh.topics = self._load().topics
        self._knowledge, self._number = fresh, number

    def _load(self) -> "Knowledge":
        with self._lock:
            if self._knowledge is None:
                self._knowledge = self._make()
            return self._knowledge

    def _make(self) -> "Knowledge":
        # one question is too small to share among threads: waking them takes longer
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from wayfare.gateway.knowledge import Knowledge  # noqa: PLC0415 - large

        made = Knowledge(self._suspected, self._weights)
        made.questions = self._count()
        return made
