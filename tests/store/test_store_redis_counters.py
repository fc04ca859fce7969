"""What only a shared count has to bear: processes that die, a Redis that forgets or is away."""

import asyncio
import multiprocessing
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "contracts"))

from counting import NOON, Ledger, forget, own_keys, purse

from loopback import closed_port
from wayfare.domain.budget import Balance, Hold, Rate, Refused, Scope
from wayfare.domain.errors import SettingsError, StoreError
from wayfare.store.redis_counters import RedisCounters


@pytest.fixture
def shared(redis):
    with own_keys(redis) as own:
        yield own


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
async def process(redis, shared, ledger):
    """Make the counters of one more process."""
    made = []

    def make(**options):
        options = {"grace_s": 0.0, **options}
        made.append(RedisCounters(redis, ledger.load, time.time, prefix=shared[1], **options))
        return made[-1]

    yield make
    for counters in made:
        await counters.close()


async def until(condition):
    async with asyncio.timeout(30):
        while not await condition():  # noqa: ASYNC110 - what is polled is Redis
            await asyncio.sleep(0.02)


async def test_the_hold_of_a_process_that_is_gone_lapses(process):
    one = purse(100)
    gone, other = process(lease_s=2), process(lease_s=2)
    await gone.reserve((one,), "a", NOON, 100)
    for task in gone._tasks:  # killed: it renews nothing, and settles nothing
        task.cancel()
    assert isinstance(await other.reserve((one,), "b", NOON, 1), Refused)

    async def is_free():
        return (await other.balances([one])) == [Balance(0, 0)]

    await until(is_free)


@pytest.mark.slow
async def test_the_hold_of_a_living_process_does_not_lapse(process):
    one = purse(100)
    living, other = process(lease_s=2), process()
    await living.reserve((one,), "a", NOON, 100)
    await asyncio.sleep(3)
    assert await other.balances([one]) == [Balance(0, 100)]


async def test_who_leaves_while_money_is_being_held_leaves_none_held(process):
    one, counters = purse(1_000_000), process(lease_s=3_600)
    await counters.balances([one])
    for number in range(200):
        holding = asyncio.create_task(counters.reserve((one,), f"a{number}", NOON, 1))
        await asyncio.sleep(number / 100_000)  # anywhere on its way to Redis and back
        holding.cancel()
        (found,) = await asyncio.gather(holding, return_exceptions=True)
        if isinstance(found, Hold):
            counters.settle(found.purses, found, found.id, 0)

    async def is_free():
        return (await counters.balances([one])) == [Balance(0, 0)]

    await until(is_free)


async def test_a_cost_counts_though_its_hold_has_lapsed(process):
    one = purse(100)
    slow, other = process(lease_s=0.2), process()
    hold = await slow.reserve((one,), "a", NOON, 100)
    slow._holds.clear()  # it was stopped for a while
    await asyncio.sleep(0.4)
    assert await other.balances([one]) == [Balance(0, 0)]
    slow.settle((one,), hold, "a", 60)
    await slow.flush()
    assert await other.balances([one]) == [Balance(60, 0)]


async def test_a_redis_that_lost_everything_learns_it_from_the_ledger_and_the_living(
    process, shared, ledger
):
    one = purse(100)
    first, second = process(grace_s=0.6), process(grace_s=0.6)
    hold = await first.reserve((one,), "a", NOON, 30)
    ledger.write("a", NOON, 20)
    first.settle((one,), hold, "a", 20)
    await first.flush()
    assert isinstance(await first.reserve((one,), "b", NOON, 50), Hold)
    forget(*shared)
    assert await second.reserve((one,), "c", NOON, 31) == Refused(one, Balance(20, 50))


async def test_a_cost_that_waited_while_redis_lost_everything_counts_once(process, shared, ledger):
    one = purse(100)
    waiting, other = process(), process()
    hold = await waiting.reserve((one,), "a", NOON, 50)
    ended_at = time.time() - 10
    waiting._holds.clear()
    forget(*shared)
    ledger.write("a", NOON, 40)
    assert await other.balances([one]) == [Balance(40, 0)]
    waiting._now = lambda: ended_at  # it ended before, and could not say so
    waiting.settle((one,), hold, "a", 40)
    await waiting.flush()
    assert await other.balances([one]) == [Balance(40, 0)]


async def test_a_cost_that_is_sent_twice_counts_once(process):
    one = purse(100)
    counters = process()
    hold = await counters.reserve((one,), "a", NOON, 50)
    counters.settle((one,), hold, "a", 40)
    counters.settle((one,), hold, "a", 40)
    await counters.flush()
    assert await counters.balances([one]) == [Balance(40, 0)]


async def test_without_redis_nothing_is_held_and_costs_wait(ledger):
    url = f"redis://:secret@127.0.0.1:{closed_port()}/0"
    counters = RedisCounters(url, ledger.load, time.time)
    try:
        with pytest.raises(StoreError, match=r"cannot be used.*limits\.redis_url") as caught:
            await counters.reserve((purse(100),), "a", NOON, 1)
        assert "secret" not in str(caught.value)
        with pytest.raises(StoreError):
            await counters.admit([Rate(Scope.KEY, "k", 1)], "r", 1)
        counters.settle((purse(100),), None, "a", 1)
        with pytest.raises(StoreError, match="1 costs have not reached Redis"):
            await counters.flush(0.1)
    finally:
        counters._orders.clear()
        counters._delivered.set()
        await counters.close()


async def test_an_address_that_is_none_is_told(ledger):
    with pytest.raises(SettingsError, match=r"limits\.redis_url"):
        RedisCounters("127.0.0.1", ledger.load, time.time)


def _spend(redis: str, prefix: str, name: str, calls: int, results) -> None:
    """What one process of several does: hold, spend a part of it, settle."""

    async def run() -> int:
        counters = RedisCounters(redis, Ledger().load, time.time, prefix=prefix, grace_s=0.0)
        one, spent = purse(50_000), 0

        async def call(number: int) -> int:
            hold = await counters.reserve((one,), f"{name}-{number}", NOON, 10)
            if isinstance(hold, Refused):
                return 0
            await asyncio.sleep(0)
            counters.settle((one,), hold, hold.id, 6)
            return 6

        for begin in range(0, calls, 250):
            some = await asyncio.gather(*map(call, range(begin, min(calls, begin + 250))))
            spent += sum(some)
        await counters.close()
        return spent

    results.put(asyncio.run(run()))


@pytest.mark.slow
def test_ten_thousand_calls_of_four_processes_never_overspend_a_budget(redis, shared):
    spawned = multiprocessing.get_context("spawn")
    results = spawned.Queue()
    processes = [
        spawned.Process(target=_spend, args=(redis, shared[1], f"p{number}", 2_500, results))
        for number in range(4)
    ]
    for process in processes:
        process.start()
    spent = sum(results.get(timeout=100) for _ in processes)
    for process in processes:
        process.join(30)
    (key,) = shared[0].scan_iter(match=f"{shared[1]}purse:*")
    kept = shared[0].hgetall(key)
    assert int(kept[b"spent"]) == spent
    assert int(kept[b"held"]) == 0
    assert 30_000 < spent <= 50_000
