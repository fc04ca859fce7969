"""Fold claims when somebody looks at them, behind the requests.

A log of months takes minutes. Whoever looks waits a moment, and sees what is known by then. Knows
when. Knows nothing of what is folded, or of where it is shown.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from wayfare.domain.errors import StoreError

log = logging.getLogger(__name__)
#: Who looks waits so long at most.
PATIENCE_S = 1.0
#: After a piece it rests so many times as long as that took: requests need the processor too.
REST = 2.0


@dataclass(slots=True)
class Folding:
    """Has pieces of `what` folded by `fold_some`, one at a time, as long as there may be more.

    `fold_some` waits for the disk, and raises `StoreError` where the log cannot be read.
    """

    what: str
    fold_some: Callable[[], bool]
    patience_s: float = PATIENCE_S
    _task: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """Have folded what came since; wait a moment for it, and no longer."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._fold())
        await asyncio.wait([self._task], timeout=self.patience_s)

    async def close(self) -> None:
        """Fold no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _fold(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            while await asyncio.to_thread(self.fold_some):
                await asyncio.sleep(REST * (loop.time() - began))
                began = loop.time()
        except StoreError as error:
            log.warning("%s cannot be read just now: %s", self.what, error)
