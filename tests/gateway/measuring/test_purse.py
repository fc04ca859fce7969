"""No more is spent than was agreed on, and no less because of what is on its way."""

import asyncio

from wayfare.gateway.measuring.purse import Purse


async def test_what_is_not_left_is_not_held():
    purse = Purse(10)
    assert await purse.hold(6)
    await purse.settle(6, 6)
    assert not await purse.hold(6)
    assert purse.is_empty
    assert not await purse.hold(1)


async def test_what_is_on_its_way_is_waited_for_and_may_come_to_less():
    purse = Purse(10)
    assert await purse.hold(8)
    waiting = asyncio.create_task(purse.hold(6))
    await asyncio.sleep(0)
    assert not waiting.done()
    await purse.settle(8, 2)
    assert await waiting
    assert purse.spent_micros == 2


async def test_what_it_cost_where_that_is_not_known_is_what_was_held():
    purse = Purse(10)
    await purse.hold(8)
    await purse.settle(8, None)
    assert purse.spent_micros == 8
