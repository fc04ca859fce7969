"""A clock that stands still until somebody sleeps on it."""

import asyncio
import random
from dataclasses import dataclass, field, replace

from wayfare.bootstrap import Wayfare
from wayfare.gateway.clock import Clock
from wayfare.settings.serving import Hedging, Retries, Timeouts

START = 1_790_000_000.0


@dataclass
class Steady:
    """`slept` are the waits; they pass at once. `stuck`: they never end, but may be `left`."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    stuck: bool = False
    left: int = 0

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.stuck:
            try:
                await asyncio.Event().wait()
            finally:
                self.left += 1
        self.seconds += seconds
        await asyncio.sleep(0)

    def clock(self) -> Clock:
        return Clock(
            now=lambda: START + self.seconds,
            tick=lambda: self.seconds,
            rng=random.Random(7),
            sleep=self.sleep,
        )


def with_steady_clock(
    wayfare: Wayfare,
    *,
    retries: Retries = Retries(),  # noqa: B008 - frozen
    hedging: Hedging = Hedging(),  # noqa: B008
    timeouts: Timeouts = Timeouts(),  # noqa: B008
) -> Steady:
    """Give a Wayfare that serves nobody yet a steady clock, and what it waits for."""
    steady = Steady()
    wayfare.parts = replace(
        wayfare.parts,
        clock=steady.clock(),
        retries=retries,
        hedging=hedging,
        timeouts=timeouts,
    )
    return steady
