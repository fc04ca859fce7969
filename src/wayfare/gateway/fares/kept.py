"""Keep a board of fares for a moment: many look at once, and it takes a while to add up."""

import asyncio
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

#: What was added up is shown for so long, or so many times as long as that took.
KEPT_S, KEPT_TIMES = 3.0, 20.0
BOARDS_MAX = 64
#: So many are made at once: they shall not take all the threads there are.
AT_ONCE = 2


class Kept(Generic[T]):
    """Whatever was made lately, by what was wanted. `tick` is a steady clock in seconds."""

    def __init__(self, tick: Callable[[], float]) -> None:
        self._tick = tick
        self._made: dict[Hashable, tuple[float, T]] = {}
        self._making: dict[Hashable, asyncio.Task[T]] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept, or else is made now, once for all who wait for it, in a thread."""
        until, found = self._made.get(key, (0.0, None))
        if found is not None and self._tick() < until:
            return found
        making = self._making.get(key)
        if making is None:
            making = asyncio.create_task(self._make(key, make))
            self._making[key] = making
        return await asyncio.shield(making)

    async def _make(self, key: Hashable, make: Callable[[], T]) -> T:
        try:
            async with self._turns:
                began = self._tick()
                made = await asyncio.to_thread(make)
        finally:
            del self._making[key]
        ended = self._tick()
        if len(self._made) >= BOARDS_MAX:
            self._made.clear()
        self._made[key] = ended + max(KEPT_S, KEPT_TIMES * (ended - began)), made
        return made
