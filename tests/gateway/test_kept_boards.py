"""What is added up is made once for all who want it, and never so much at once that others wait."""

import asyncio
import time
from threading import Event, Lock

from wayfare.gateway.fares.kept import AT_ONCE, Kept


async def test_the_same_is_made_once_and_few_different_ones_at_once() -> None:
    kept: Kept[int] = Kept(time.monotonic)
    going_on, counted, had = Event(), Lock(), []

    def make(number: int) -> int:
        with counted:
            had.append(number)
        assert going_on.wait(20)
        return number

    wanted = [asyncio.create_task(kept.get(n // 2, lambda n=n: make(n // 2))) for n in range(80)]
    await asyncio.sleep(0.2)
    assert len(had) == AT_ONCE
    going_on.set()
    assert await asyncio.gather(*wanted) == [n // 2 for n in range(80)]
    assert sorted(had) == list(range(40))
