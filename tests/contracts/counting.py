"""What the tests of counters count with: a ledger in memory, and a Redis that is there."""

import asyncio
import os
import secrets

import pytest
from redis import Redis
from redis.exceptions import RedisError

from wayfare.domain.budget import Balance, Budget, Period, Purse, Scope, purse_at

NOON = 1_750_075_200.0  # 2025-06-16 12:00 UTC
REDIS_URL = os.environ.get("WAYFARE_TESTS_REDIS_URL", "redis://127.0.0.1:6379/0")


def purse(limit_micros, name="ann", period=Period.DAY, at=NOON, scope=Scope.USER) -> Purse:
    return purse_at(Budget(scope, name, period, limit_micros), at)


class Ledger:
    """What was written down: of each attempt when it began, and what it cost."""

    def __init__(self):
        self.rows = {}  # attempt id -> (at, micros)
        self.gate = None  # while it is a future, loading waits for it, after its sum
        self.loads = 0

    def write(self, attempt_id, at, micros):
        self.rows[attempt_id] = (at, micros)

    def spent(self, purse, but=()):
        until = float("inf") if purse.until is None else purse.until
        return [
            micros
            for attempt_id, (at, micros) in self.rows.items()
            if purse.since <= at < until and attempt_id not in but
        ]

    async def load(self, purse, ended):
        self.loads += 1
        snapshot = Ledger()
        snapshot.rows = dict(self.rows)
        if self.gate is not None:
            await self.gate
        costs = snapshot.spent(purse, await asyncio.to_thread(ended))
        known = [micros for micros in costs if micros is not None]
        return Balance(sum(known), 0, len(costs) - len(known))


def a_redis() -> tuple[Redis, str]:
    """A Redis, and a prefix that nobody else has."""
    client = Redis.from_url(REDIS_URL, socket_connect_timeout=2)
    try:
        client.ping()
    except RedisError:
        pytest.skip(f"no Redis at {REDIS_URL}: start one, or name it in WAYFARE_TESTS_REDIS_URL")
    return client, f"wayfare-test:{secrets.token_hex(8)}:"


def forget(client: Redis, prefix: str) -> None:
    """Delete all that begins with a prefix."""
    for key in client.scan_iter(match=f"{prefix}*", count=1_000):
        client.delete(key)
