"""Let each user have one heavy thing done at a time, and few at once altogether.

What waits here takes no thread: else whoever asks for a dozen at once would leave none to others.
Knows nothing of what is done.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

P = ParamSpec("P")
T = TypeVar("T")


class Turns:
    """Turns at one kind of thing; `at_once` of them are had by different users."""

    def __init__(self, at_once: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._own: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, user: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have something done in a thread, once it is the user's turn."""
        # whoever asks may leave, but the thread goes on: so does the turn
        return await asyncio.shield(self._take(user, lambda: work(*args, **kwargs)))

    async def _take(self, user: str, work: Callable[[], T]) -> T:
        own = self._own.setdefault(user, asyncio.Lock())
        async with own, self._all:
            return await asyncio.to_thread(work)
