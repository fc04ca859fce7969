"""What counts budgets and rates, in memory or in Redis: both must do the same."""

import asyncio
import time
from dataclasses import replace

import pytest
from counting import NOON, Ledger, own_keys, purse

from wayfare.domain.budget import (
    Admission,
    Balance,
    Hold,
    Overrun,
    Period,
    Rate,
    Refused,
    Scope,
    purse_at,
)
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.memory_counters import MemoryCounters
from wayfare.store.redis_counters import RedisCounters

WINDOW_S = 1.5


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture(params=["memory", "redis"])
async def counters(request, ledger):
    if request.param == "memory":
        yield MemoryCounters(ledger.load, Clock(), window_s=WINDOW_S)
        return
    redis = request.getfixturevalue("redis")
    with own_keys(redis) as (_, prefix):
        counters = RedisCounters(
            redis, ledger.load, time.time, prefix=prefix, grace_s=0.0, window_s=WINDOW_S
        )
        yield counters
        await counters.close()


async def settle(counters, hold, micros, purses=None):
    counters.settle(hold.purses if purses is None else purses, hold, hold.id, micros)
    await settled(counters)


async def settled(counters):
    if isinstance(counters, RedisCounters):
        await counters.flush()


async def balance(counters, one):
    return (await counters.balances([one]))[0]


async def test_a_budget_that_was_removed_and_set_again_is_read_from_the_ledger(counters, ledger):
    first = purse(100)
    again = purse_at(replace(first.budget, created_at=NOON), NOON)
    hold = await counters.reserve((first,), "a", NOON, 70)
    ledger.write("a", NOON, 30)
    await settle(counters, hold, 30)
    ledger.write("b", NOON, 50)  # while there was no budget, so nobody counted it
    assert await balance(counters, first) == Balance(30, 0)
    assert await balance(counters, again) == Balance(80, 0)


async def test_what_is_held_cannot_be_held_twice(counters):
    one = purse(100)
    hold = await counters.reserve((one,), "a", NOON, 70)
    assert isinstance(hold, Hold)
    assert (hold.micros, hold.spent) == (70, (0,))
    refused = await counters.reserve((one,), "b", NOON, 31)
    assert refused == Refused(one, Balance(0, 70))
    assert refused.left_micros == 30
    assert isinstance(await counters.reserve((one,), "c", NOON, 30), Hold)
    assert await balance(counters, one) == Balance(0, 100)


@pytest.mark.parametrize(("cost", "left"), [(0, 100), (40, 60), (70, 30)])
async def test_a_hold_is_given_back_and_what_it_cost_is_spent(counters, cost, left):
    one = purse(100)
    hold = await counters.reserve((one,), "a", NOON, 70)
    await settle(counters, hold, cost)
    assert await balance(counters, one) == Balance(cost, 0)
    assert isinstance(await counters.reserve((one,), "b", NOON, left + 1), Refused)
    assert isinstance(await counters.reserve((one,), "c", NOON, left), Hold)


async def test_a_cost_that_is_not_known_is_counted_as_not_known(counters):
    one = purse(100)
    hold = await counters.reserve((one,), "a", NOON, 70)
    await settle(counters, hold, None)
    assert await balance(counters, one) == Balance(0, 0, unknown=1)


async def test_all_purses_hold_or_none_does(counters):
    day, month, key = purse(100), purse(50, period=Period.MONTH), purse(80, "k", scope=Scope.KEY)
    refused = await counters.reserve((day, key, month), "a", NOON, 60)
    assert isinstance(refused, Refused)
    assert refused.purse == month
    assert await counters.balances([day, month, key]) == [Balance(0, 0)] * 3
    hold = await counters.reserve((day, key, month), "b", NOON, 50)
    await settle(counters, hold, 20)
    assert await counters.balances([day, month, key]) == [Balance(20, 0)] * 3


async def test_what_the_ledger_says_is_spent_from_the_first_look(counters, ledger):
    ledger.write("old", NOON - 1, 90)
    ledger.write("unknown", NOON - 1, None)
    ledger.write("yesterday", NOON - 86_400, 5)
    assert await balance(counters, purse(100)) == Balance(90, 0, unknown=1)
    assert isinstance(await counters.reserve((purse(100),), "a", NOON, 11), Refused)
    assert ledger.loads == 1


async def test_a_new_day_begins_with_nothing_spent_and_the_month_goes_on(counters, ledger):
    day, month = purse(100), purse(1_000, period=Period.MONTH)
    hold = await counters.reserve((day, month), "a", NOON, 100)
    midnight = NOON + 43_200
    next_day = purse(100, at=midnight)
    assert isinstance(await counters.reserve((next_day, month), "b", midnight, 100), Hold)
    await settle(counters, hold, 100)  # begun yesterday, so it is yesterday's
    assert await counters.balances([day, next_day, month]) == [
        Balance(100, 0),
        Balance(0, 100),
        Balance(100, 100),
    ]


async def test_a_call_that_began_before_its_budget_counts_in_it(counters):
    one, other = purse(100), purse(100, "project", scope=Scope.PROJECT)
    await counters.balances([one, other])
    hold = await counters.reserve((one,), "a", NOON, 50)
    await settle(counters, hold, 30, purses=(one, other))
    counters.settle((other,), None, "b", 7)
    await settled(counters)
    assert await counters.balances([one, other]) == [Balance(30, 0), Balance(37, 0)]


async def test_what_ends_while_the_ledger_is_read_is_counted_once(counters, ledger):
    one = purse(100)
    ledger.write("early", NOON, 1)
    ledger.gate = asyncio.get_running_loop().create_future()
    ledger.write("in both", NOON, 10)
    looking = asyncio.create_task(balance(counters, one))
    while not ledger.loads:  # noqa: ASYNC110 - a poll is enough here
        await asyncio.sleep(0.001)
    counters.settle((one,), None, "in both", 10)
    counters.settle((one,), None, "after the sum", 20)
    await settled(counters)
    ledger.gate.set_result(None)
    assert await looking == Balance(31, 0)


async def test_a_ledger_that_cannot_be_read_refuses_and_is_asked_again(counters, ledger):
    one = purse(100)
    ledger.gate = asyncio.get_running_loop().create_future()
    ledger.gate.set_exception(OSError("the disk"))
    with pytest.raises(OSError, match="the disk"):
        await counters.reserve((one,), "a", NOON, 1)
    ledger.gate = None
    assert isinstance(await counters.reserve((one,), "b", NOON, 1), Hold)


async def test_a_thousand_at_once_never_hold_more_than_there_is(counters):
    one = purse(1_000)
    found = await asyncio.gather(
        *(counters.reserve((one,), f"a{i}", NOON, 7) for i in range(1_000))
    )
    held = [each for each in found if isinstance(each, Hold)]
    assert len(held) == 1_000 // 7
    assert await balance(counters, one) == Balance(0, 994)
    for hold in held:
        counters.settle(hold.purses, hold, hold.id, 3)
    await settled(counters)
    assert await balance(counters, one) == Balance(3 * len(held), 0)


# --- rates -------------------------------------------------------------------------------

RATE = Rate(Scope.KEY, "k", requests_per_minute=2)
TOKENS = Rate(Scope.USER, "ann", tokens_per_minute=100)


async def test_requests_beyond_a_rate_are_told_when_there_is_room_again(counters):
    first = await counters.admit([RATE], "a", 5)
    assert isinstance(first, Admission)
    assert (first.requests.limit, first.requests.remaining) == (2, 1)
    assert first.tokens_left is None
    assert 0 < first.requests.reset_s <= WINDOW_S
    await counters.admit([RATE], "b", 5)
    over = await counters.admit([RATE], "c", 5)
    assert isinstance(over, Overrun)
    assert (over.rate, over.kind) == (RATE, "requests")
    assert 0 < over.retry_after_s <= WINDOW_S
    assert over.admission.requests.remaining == 0
    await asyncio.sleep(over.retry_after_s + 0.02)
    assert isinstance(await counters.admit([RATE], "d", 5), Admission)


async def test_tokens_are_corrected_by_what_was_really_taken(counters):
    admission = await counters.admit([TOKENS], "a", 80)
    assert admission.tokens_left.remaining == 20
    over = await counters.admit([TOKENS], "b", 30)
    assert isinstance(over, Overrun)
    assert over.kind == "tokens"
    counters.correct([TOKENS], admission, 10)
    await settled(counters)
    again = await counters.admit([TOKENS], "c", 30)
    if isinstance(again, Overrun):  # the window went by meanwhile: nothing is left to see
        pytest.fail("room that was given back is not there")
    assert again.tokens_left.remaining in (60, 70)  # 70 where the first is past already


async def test_where_one_rate_has_no_room_none_counts(counters):
    wide = Rate(Scope.PROJECT, "p", requests_per_minute=100)
    for number in range(2):
        await counters.admit([RATE, wide], f"a{number}", 1)
    assert isinstance(await counters.admit([RATE, wide], "b", 1), Overrun)
    other = await counters.admit([wide], "c", 1)
    assert other.requests.remaining in (97, 98, 99)  # not 96; more where some are past
