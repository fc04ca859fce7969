"""Memory is given back while a server runs, again and again."""

import asyncio

import pytest

from wayfare.bootstrap import spare_memory as spare


async def test_it_lets_go_again_and_again_until_it_is_cancelled(monkeypatch):
    monkeypatch.setattr(spare, "SPARE_S", 0.001)
    thrice, times = asyncio.Event(), []

    def let_go() -> None:
        times.append(len(times))
        if len(times) == 3:
            thrice.set()

    task = asyncio.create_task(spare.spare_memory(let_go))
    await asyncio.wait_for(thrice.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
