"""Learn from outcomes as they come, look at questions, and appraise offers by what was learned.

Knows when to learn. Knows nothing of how: that is large, and is read when a question to `auto`
comes for the first time, or an outcome is there.
"""

import asyncio
import logging
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.chat import Context
from wayfare.domain.decision import Goal
from wayfare.domain.errors import StoreError
from wayfare.domain.offer import Offer
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.learning.fold import Fold
from wayfare.gateway.learning.looked import NOT_LOOKED, Looked
from wayfare.ports import Asker
from wayfare.routing.router import PriorRouter
from wayfare.routing.trial import Trial

if TYPE_CHECKING:
    from wayfare.gateway.learning.knowledge import Knowledge

REFRESH_S = 5.0
REST_SHARE = 20.0  # so much longer than learning took

#: For which wishes an arm may be tried: who asks for the cheapest or fastest gets no other.
TRIED_FOR = frozenset({Goal.AUTO, Goal.BEST})

_log = logging.getLogger(__name__)


class Appraised(msgspec.Struct, frozen=True):
    """A question with its topic, its offers as they were appraised, and the lot drawn.

    `anchor` is the arm that they were compared with; None where nothing is known.
    """

    context: Context
    offers: list[Offer]
    trial: Trial | None = None
    anchor: str | None = None


class Learner:
    """What was learned, by this process.

    Without `fold` nothing is learned, and no question is looked at. Without `exploring` no arm
    is tried.
    """

    def __init__(self, fold: Fold | None = None, exploring: Exploring | None = None) -> None:
        self.fold = fold
        self.exploring = exploring
        self._loading: asyncio.Task[None] | None = None

    async def look(self, question: str, asker: Asker | None) -> Looked:
        """Look at a question. Without an asker it is sent to nobody.

        The first question of all is not looked at; it has that read which looks at questions.
        """
        if self.fold is None:
            return NOT_LOOKED
        sight = self.fold.sight
        if sight is None:
            if self._loading is None or self._loading.done():
                self._loading = asyncio.create_task(self._load(self.fold))
            return NOT_LOOKED
        return await sight.look(question, asker)

    def placed(self, context: Context) -> Context:
        """A question with its topic, where that is known."""
        knowledge = None if self.fold is None else self.fold.knowledge
        if knowledge is None:
            return context
        return msgspec.structs.replace(context, topic=knowledge.topic_of(context))

    def appraise(
        self,
        context: Context,
        offers: list[Offer],
        goal: Goal,
        router: PriorRouter,
        clock: Clock | None = None,
    ) -> Appraised:
        """Give each offer for a question the quality that was learned.

        Where nothing was, all is as it was presumed. No lot is drawn without `clock`, nor for a
        question that was not looked at.
        """
        knowledge = None if self.fold is None else self.fold.knowledge
        if knowledge is None:
            return Appraised(context, offers)
        context = self.placed(context)
        anchor = router.favourite(goal, offers).arm.name
        trial = None
        # what comes of a question that was not looked at teaches nothing
        can_teach = context.features_version == knowledge.version
        may_try = can_teach and goal in TRIED_FOR and not context.critical
        if may_try and clock is not None and self.exploring is not None:
            point_micros = router.point_worth_micros if goal is Goal.AUTO else 0
            candidates = knowledge.candidates(context, offers, anchor, point_micros)
            trial = self.exploring.draw(candidates, knowledge.rate, clock.now(), clock.rng)
        return Appraised(context, knowledge.appraise(context, offers, anchor), trial, anchor)

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
            await asyncio.shield(self._loading)
        return 0 if self.fold is None else await asyncio.to_thread(self.fold.follow)

    async def known(self) -> "Knowledge | None":
        """All that was learned until now; None where nothing is to be.

        Raises:
            StoreError: outcomes cannot be read.
        """
        await self.refresh()
        return None if self.fold is None else await asyncio.to_thread(self.fold.load)

    def let_go(self) -> None:
        """Hold less in memory, until the next question."""
        if self.fold is not None and self.fold.sight is not None:
            self.fold.sight.let_go()

    async def close(self) -> None:
        """Keep what was learned since the last snapshot, for the next start."""
        if self._loading is not None:
            await self._loading  # it reads the database, which is closed soon
        if self.fold is not None:
            await asyncio.to_thread(self.fold.keep_at_the_end)

    async def _load(self, fold: Fold) -> None:
        """Have read what looks at questions. Where that fails, the next question tries again."""
        try:
            await asyncio.to_thread(fold.load)
        except StoreError as error:
            _log.warning("what was learned cannot be read just now: %s", error)
