"""Time, chance and ids: made here and passed on, so that tests and benches can name them."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` is Unix time in seconds; `tick` is a steady clock in seconds, for durations.

    `sleep` lets so many seconds pass on both; whoever sleeps can be cancelled.
    """

    now: Callable[[], float] = time.time
    tick: Callable[[], float] = time.perf_counter
    rng: random.Random = field(default_factory=random.Random)  # ids are no secrets
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def new_id(self) -> str:
        """32 hex digits: 48 bits of milliseconds, then 80 of chance, so that ids sort by time."""
        return f"{int(self.now() * 1_000):012x}{self.rng.getrandbits(80):020x}"
