"""Budgets under any interleaving: never overspent, nothing negative, equal to the ledger."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from wayfare.domain.budget import Balance, Budget, Hold, Period, Purse, Scope, purse_at
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.memory_counters import MemoryCounters

NOON = 1_750_075_200.0
LIMITS = {Period.DAY: 60, Period.MONTH: 100, Period.TOTAL: 150}
BUDGETS = [Budget(Scope.USER, "ann", period, limit) for period, limit in LIMITS.items()]

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reserve"), st.integers(0, 40)),
        st.tuples(st.just("settle"), st.integers(0, 9), st.integers(0, 40)),
        st.tuples(st.just("pass"), st.integers(1, 40)),  # hours
        st.tuples(st.just("restart")),
        st.tuples(st.just("yield")),
    ),
    max_size=60,
)


class World:
    """One user under three budgets, a ledger, and what counts."""

    def __init__(self) -> None:
        self.now = NOON
        self.ledger: dict[str, tuple[float, int]] = {}
        self.holds: list[Hold] = []
        self.number = 0
        self.counters = self.start()

    def start(self) -> MemoryCounters:
        return MemoryCounters(self.load, Clock(now=lambda: self.now, tick=lambda: self.now))

    async def load(self, purse: Purse, ended) -> Balance:
        kept = dict(self.ledger)  # what the database shows does not change any more
        await asyncio.sleep(0)
        but = set(ended())
        costs = [c for i, (at, c) in kept.items() if i not in but and covers(purse, at)]
        return Balance(sum(costs), 0)

    def spent(self, purse: Purse) -> int:
        return sum(cost for at, cost in self.ledger.values() if covers(purse, at))

    async def reserve(self, micros: int) -> None:
        self.number += 1
        now = self.now
        purses = tuple(purse_at(budget, now) for budget in BUDGETS)
        found = await self.counters.reserve(purses, f"a{self.number}", now, micros)
        if isinstance(found, Hold):
            self.holds.append(found)

    def settle(self, which: int, cost: int) -> None:
        if self.holds:
            hold = self.holds.pop(which % len(self.holds))
            cost = min(cost, hold.micros)
            purses = tuple(purse_at(budget, hold.at) for budget in BUDGETS)
            self.counters.settle(purses, hold, hold.id, cost)
            self.ledger[hold.id] = (hold.at, cost)

    def restart(self) -> None:
        """A process that ends has settled all its calls."""
        while self.holds:
            self.settle(0, 7)
        self.counters = self.start()


def covers(purse: Purse, at: float) -> bool:
    return purse.since <= at and (purse.until is None or at < purse.until)


@settings(max_examples=150)
@given(STEPS)
def test_no_interleaving_overspends_a_budget_or_loses_a_cost(steps):
    async def live() -> None:
        world = World()
        waiting: list[asyncio.Task[None]] = []
        for name, *given_ in steps:
            if name == "reserve":
                waiting.append(asyncio.create_task(world.reserve(*given_)))
            elif name == "settle":
                world.settle(*given_)
            elif name == "pass":
                world.now += given_[0] * 3_600
            else:
                await asyncio.sleep(0)
                if name == "restart":
                    await asyncio.gather(*waiting)
                    world.restart()
            for budget in BUDGETS:  # what the ledger has is all that counts in the end
                assert world.spent(purse_at(budget, world.now)) <= budget.limit_micros
        await asyncio.gather(*waiting)
        for budget in BUDGETS:
            purse = purse_at(budget, world.now)
            (balance,) = await world.counters.balances([purse])
            held = sum(hold.micros for hold in world.holds if covers(purse, hold.at))
            assert balance == Balance(world.spent(purse), held)
            assert balance.spent_micros + balance.held_micros <= budget.limit_micros

    asyncio.run(live())


async def test_ten_thousand_at_once_in_one_process_hold_exactly_what_there_is():
    world = World()
    purse = purse_at(Budget(Scope.KEY, "k", Period.TOTAL, 30_000), NOON)
    found = await asyncio.gather(
        *(world.counters.reserve((purse,), f"a{i}", NOON, 4) for i in range(10_000))
    )
    assert sum(isinstance(each, Hold) for each in found) == 7_500
    assert await world.counters.balances([purse]) == [Balance(0, 30_000)]
