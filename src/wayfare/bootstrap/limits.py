"""Build what counts budgets and rates: in this process, or in a Redis that several share."""

import asyncio
from collections.abc import Sequence

from wayfare.domain.budget import Balance, Ended, Load, Purse
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.counters import Counters
from wayfare.gateway.limits.limits import Ledgered, LimitRules
from wayfare.gateway.limits.memory_counters import MemoryCounters
from wayfare.settings.whole import Settings
from wayfare.store.budgets import balance_of, list_budgets, list_rates
from wayfare.store.database import Database
from wayfare.store.redis_counters import RedisCounters
from wayfare.store.writer import Writer

#: How long a budget waits for the disk before it refuses.
FLUSH_S = 5.0


async def start_limits(
    settings: Settings, database: Database, writer: Writer, clock: Clock
) -> Ledgered:
    """Budgets and rates, as they are kept, counted where the settings say."""

    def read() -> LimitRules:
        return LimitRules(tuple(list_budgets(database)), tuple(list_rates(database)))

    def balance(purse: Purse, ended: Ended) -> Balance:
        writer.flush(FLUSH_S)  # the sum has all that this process has settled
        return balance_of(database, purse, ended)

    async def load(purse: Purse, ended: Ended) -> Balance:
        return await asyncio.to_thread(balance, purse, ended)

    counters: Counters = (
        _in_redis(settings, load, clock)
        if settings.limits.redis_url
        else MemoryCounters(load, clock)
    )
    limits = Ledgered(read, counters, clock, settings.budgets.output_tokens_max)
    await limits.refresh()
    return limits


async def balances(
    settings: Settings, database: Database, purses: Sequence[Purse]
) -> Sequence[Balance]:
    """How budgets stand: by Redis, where one counts them, else by the ledger."""

    async def load(purse: Purse, ended: Ended) -> Balance:
        return await asyncio.to_thread(balance_of, database, purse, ended)

    if not (settings.limits.redis_url and purses):
        return [await load(purse, tuple) for purse in purses]
    counters = _in_redis(settings, load, Clock())
    try:
        return await counters.balances(purses)
    finally:
        await counters.close()


async def reach_redis(settings: Settings) -> None:
    """See that the Redis that budgets and rates are counted in answers.

    Raises:
        StoreError: it does not.
        SettingsError: its address is none, or its package is missing.
    """

    async def load(purse: Purse, ended: Ended) -> Balance:
        raise AssertionError("nothing is counted here")

    counters = _in_redis(settings, load, Clock())
    try:
        await counters.reach()
    finally:
        await counters.close()


def _in_redis(settings: Settings, load: Load, clock: Clock) -> RedisCounters:
    section = settings.limits
    return RedisCounters(section.redis_url, load, clock.now, prefix=section.redis_prefix)
