"""What the tests of counters count with: a ledger in memory, and keys of their own in Redis."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis

from wayfare.domain.budget import Balance, Budget, Period, Purse, Scope, purse_at

NOON = 1_750_075_200.0  # 2025-06-16 12:00 UTC


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


@contextmanager
def own_keys(redis: str) -> Iterator[tuple[Redis, str]]:
    """A client of a Redis, and a prefix that nobody else has; what begins with it goes."""
    prefix = f"wayfare-test:{secrets.token_hex(8)}:"
    with Redis.from_url(redis, socket_connect_timeout=5) as client:
        yield client, prefix
        forget(client, prefix)


def forget(client: Redis, prefix: str) -> None:
    """Delete all that begins with a prefix."""
    for key in client.scan_iter(match=f"{prefix}*", count=1_000):
        client.delete(key)
