"""Learn from outcomes as they come, and appraise offers by what was learned.

Knows when to learn. Knows nothing of how: that is large, and is read when a question to `auto`
comes for the first time, or an outcome is there.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.errors import StoreError
from wayfare.domain.offer import Offer
from wayfare.store.outcomes import Learnable

if TYPE_CHECKING:
    from wayfare.gateway.knowledge import Knowledge

BATCH = 500
REFRESH_S = 5.0
REST_SHARE = 20.0  # so much longer than learning took

#: The outcomes after a number, so many at most. Waits for the database.
ReadOutcomes = Callable[[int, int], Sequence[Learnable]]

_log = logging.getLogger(__name__)


class Learner:
    """What was learned, by this process.

    Without `read` nothing is learned, and no question is looked at.
    """

    def __init__(self, read: ReadOutcomes | None = None) -> None:
        self._read = read
        self._knowledge: Knowledge | None = None
        self._loading: asyncio.Task[object] | None = None
        self._lock = Lock()
        self._number = 0

    def appraise(
        self, request: ChatRequest, context: Context, offers: list[Offer]
    ) -> tuple[Context, list[Offer]]:
        """Look at the question, and give each offer the quality that was learned.

        Where nothing was, all is as it was presumed. The first question of all is not looked
        at; it has that read which looks at questions.
        """
        if self._read is None:
            return context, offers
        knowledge = self._knowledge
        if knowledge is None:
            if self._loading is None:
                self._loading = asyncio.create_task(asyncio.to_thread(self._load))
            return context, offers
        context = msgspec.structs.replace(
            context, features=knowledge.look(request.question), features_version=knowledge.version
        )
        return context, knowledge.appraise(context, offers)

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
        if count:
            self._load().settle()
        return count

    def _load(self) -> "Knowledge":
        with self._lock:
            if self._knowledge is None:
                # one question is too small to share among threads: waking them takes longer
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
                from wayfare.gateway.knowledge import Knowledge  # noqa: PLC0415 - large

                self._knowledge = Knowledge()
            return self._knowledge
