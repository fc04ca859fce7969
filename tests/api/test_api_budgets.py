"""Budgets over HTTP: never overspent, refused in each wire's own words, renewed in time."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from wayfare.domain.budget import Budget, Period, Scope
from wayfare.store.budgets import set_budget


@pytest.fixture
async def budget(wayfare):
    """Set a budget of the owner's, and wait until it holds."""

    async def set_one(limit_micros, soft_micros=None, period=Period.DAY):
        one = Budget(Scope.USER, "owner", period, limit_micros, soft_micros)
        set_budget(wayfare.database, one, wayfare.parts.clock.now())
        await wayfare.limits.refresh()

    return set_one


def ledger_micros(wayfare, home) -> int:
    wayfare.parts.records.flush()
    with closing(sqlite3.connect(home / "wayfare.db")) as connection:
        return connection.execute("SELECT coalesce(sum(micros), 0) FROM costs").fetchone()[0]


async def test_two_hundred_at_once_never_overspend_a_small_budget(client, wayfare, home, budget):
    await budget(2_000)
    answers = await asyncio.gather(*(client.chat("#words 20", max_tokens=50) for _ in range(200)))
    statuses = {answer.status for answer in answers}
    assert statuses == {200, 429}
    assert 0 < ledger_micros(wayfare, home) <= 2_000
    last = await client.chat("#words 4000", max_tokens=8_000)
    assert last.status == 429
    assert last.error["code"] == "insufficient_quota"
    assert last.headers["x-should-retry"] == "false"
    assert "user owner" in last.error["message"]
