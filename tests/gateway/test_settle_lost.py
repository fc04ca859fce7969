"""What a process that died left open is booked as lost: at an unknown cost."""

import asyncio
import sqlite3
from contextlib import closing

import aiohttp
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.domain.cost import CostState
from wayfare.domain.record import Ending
from wayfare.gateway.clock import Clock
from wayfare.gateway.settle_lost import LOST_AFTER_S
from wayfare.settings.whole import Settings
from wayfare.store.lost import open_requests
from wayfare.store.requests import read_decision
from wayfare.store.usage import usage_by
from wayfare_client import Client


@pytest.fixture
def options(environ):
    return Options(scripted=True, environ=environ)


@pytest.fixture
def ended(options, home):
    """Asks, and takes the end out of the record, as if the process had died before it."""

    async def ask(model: str, *, ago_s: float) -> str:
        headers = {"authorization": f"Bearer {owner_key(options.environ)}"}
        async with (
            run_wayfare(Settings(), options) as wayfare,
            serving(App(wayfare)) as url,
            aiohttp.ClientSession(url, headers=headers) as session,
        ):
            await wayfare.until_listed()
            answer = await Client(session).chat("Hi", model=model)
        with closing(sqlite3.connect(home / "wayfare.db")) as connection:
            request_id = answer.ticket["decision_id"]
            for table, column in (("costs", "attempt"), ("completions", "attempt")):
                connection.execute(
                    f"DELETE FROM {table} WHERE {column}_id = ?", [f"{request_id}-1"]
                )
            connection.execute("DELETE FROM attempts WHERE request_id = ?", [request_id])
            connection.execute(
                "UPDATE requests SET started_at = started_at - ? WHERE id = ?", [ago_s, request_id]
            )
            connection.commit()
        return request_id

    return ask


async def attempts_of(wayfare, request_id: str, count: int):
    """A request's attempts, once there are so many."""
    async with asyncio.timeout(30):
        while True:
            wayfare.parts.records.flush()
            stored = read_decision(wayfare.database, request_id)
            assert stored is not None
            if len(stored.attempts) == count:
                return stored.attempts
            await asyncio.sleep(0.01)


async def test_what_a_process_that_died_left_open_is_booked_at_the_next_start(
    ended, options, caplog
):
    lost = await ended("scripted-small", ago_s=1)
    async with run_wayfare(Settings(), options) as wayfare:
        (attempt,) = await attempts_of(wayfare, lost, 1)
        assert (attempt.number, attempt.ending) == (0, Ending.LOST)
        assert (attempt.cost.micros, attempt.cost.state) == (None, CostState.UNKNOWN)
        assert (attempt.deployment, attempt.provider) == ("scripted-small", "scripted")
        assert attempt.usage.input_tokens > 0
        now = Clock().now()
        (row,) = usage_by(wayfare.database, since=now - 60, until=now, group="model")
        assert (row.requests, row.unknown_costs, row.cost_micros) == (1, 1, None)
    assert "1 requests of a process that died are booked as lost" in caplog.text
    async with run_wayfare(Settings(), options) as wayfare:
        await wayfare.until_listed()
        assert len(await attempts_of(wayfare, lost, 1)) == 1


async def test_what_another_process_may_still_be_answering_is_left_alone(ended, options):
    """Its requests are lost only once they are older than any answer takes."""
    async with run_wayfare(Settings(), options) as first:
        await first.until_listed()
        new = await ended("scripted-small", ago_s=0)
        old = await ended("scripted-small", ago_s=LOST_AFTER_S)
        async with run_wayfare(Settings(), options) as second:
            await attempts_of(second, old, 1)
            await attempts_of(second, new, 0)


async def test_a_request_that_asked_nobody_is_not_open(client, wayfare, record):
    answer = await client.chat("Hi", model="scripted-anthropic/scripted-small", n=2)
    assert answer.status == 400
    assert record.attempt().ending is Ending.FAILED
    assert open_requests(wayfare.database, since=0, until=Clock().now() + 1) == []
