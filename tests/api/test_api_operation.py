"""What those who run Wayfare ask of it: is it ready, what did it do, take other settings."""

import asyncio

import aiohttp
import pytest

from operating import operated
from wayfare.bootstrap import make_key
from wayfare.settings.providers import Local
from wayfare.settings.serving import BreakerSection
from wayfare.settings.watching import Metrics
from wayfare.settings.whole import Settings

CHAT = 'endpoint="/v1/chat/completions"'
SMALL, SCRIPTED = 'deployment="scripted-small"', 'provider="scripted"'


@pytest.fixture
async def running(environ):
    async with operated(environ, Settings()) as found:
        yield found


async def figures(client) -> dict[str, float]:
    """Every figure, by its name and labels."""
    said = await client.get("/metrics")
    assert said.status == 200
    lines = [line for line in said.raw.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


async def without_key(url: str, path: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession(url) as session, session.get(path) as response:
        return response.status, await response.read()


async def test_a_wayfare_with_a_model_and_a_store_is_ready_and_says_so_to_anybody(running):
    assert await without_key(running.url, "/readyz") == (200, b'{"status":"ready","reasons":[]}')


async def test_one_that_is_about_to_end_says_so(running):
    running.wayfare.is_draining = True
    status, body = await without_key(running.url, "/readyz")
    assert (status, body) == (503, b'{"status":"not_ready","reasons":["draining"]}')


async def test_one_without_a_model_is_not_ready(environ):
    settings = Settings(discover=False, local=Local(enabled=False))
    async with operated(environ, settings, scripted=False) as running:
        said = await running.client.get("/readyz")
    assert (said.status, said.body["reasons"]) == (503, ["no_model"])


async def until_it_is(running, status: int):
    async with asyncio.timeout(30):
        while (said := await running.client.get("/readyz")).status != status:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return said


async def test_one_whose_records_cannot_be_written_is_not_ready_until_they_can(running):
    def rename(old: str, new: str) -> None:
        with running.wayfare.database.writing.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    rename("requests", "elsewhere")
    assert (await running.client.chat("Hello")).status == 200
    said = await until_it_is(running, 503)
    assert said.body["reasons"] == ["store_not_writable"]
    rename("elsewhere", "requests")
    await until_it_is(running, 200)


async def test_what_was_asked_is_counted(running):
    client = running.client
    await client.chat("Hello")
    await client.stream("Hello")
    await client.chat("#fault status=500", model="scripted-small")
    await client.chat("Hello", model="nobody-knows-this-one")
    found = await figures(client)
    requests = {
        status: found.get(f'wayfare_requests_total{{{CHAT},status="{status}",wire="openai"}}')
        for status in ("2xx", "4xx", "5xx")
    }
    assert requests == {"2xx": 2, "4xx": 1, "5xx": 1}
    attempts = {
        ending: found[f'wayfare_attempts_total{{{SMALL},ending="{ending}",leg="",{SCRIPTED}}}']
        for ending in ("whole", "failed")
    }
    assert attempts["whole"] == 2
    assert attempts["failed"] >= 1
    for direction in ("input", "output"):
        assert found[f'wayfare_tokens_total{{{SMALL},direction="{direction}",{SCRIPTED}}}'] > 0
    assert found[f'wayfare_first_token_seconds_count{{{SMALL},leg="",{SCRIPTED}}}'] == 2
    assert found["wayfare_requests_in_flight"] == 1  # this one
    assert found["wayfare_streams_in_flight"] == 0
    assert found["wayfare_resident_bytes"] > 1e6


async def test_known_costs_are_added_up_and_unknown_ones_counted(running, environ):
    client = running.client
    said = [await client.chat("Hello") for _ in range(3)]
    await client.chat("Hello", model="scripted-unpriced")
    found = await figures(client)
    of = '{deployment="scripted-small",provider="scripted"}'
    assert found["wayfare_cost_micros_total" + of] == sum(s.ticket["cost_micros"] for s in said)
    unpriced = '{deployment="scripted-unpriced",provider="scripted"}'
    assert found["wayfare_costs_unknown_total" + unpriced] == 1
    assert found.get("wayfare_cost_micros_total" + unpriced, 0) == 0


async def test_nothing_that_a_client_writes_becomes_a_label(running):
    client = running.client
    await client.chat("Hello", model="a-name-of-my-own", headers={"x-wayfare-conversation": "mine"})
    await client.get("/v1/a-path-of-my-own")
    await client.get("/v1/models/a-model-of-my-own")
    text = (await client.get("/metrics")).raw.decode()
    assert "of-my-own" not in text
    assert "mine" not in text
    assert "owner" not in text


async def test_figures_are_shown_to_those_who_manage(running, environ):
    assert (await without_key(running.url, "/metrics"))[0] == 401
    _, key = make_key(running.wayfare.database, environ, user="kim", label="plain", may_learn=False)
    headers = {"authorization": f"Bearer {key}"}
    assert (await running.client.get("/metrics", headers=headers)).status == 403
    assert (await running.client.request("POST", "/api/reload", headers=headers)).status == 403


async def test_figures_are_shown_to_anybody_where_the_settings_say_so(environ):
    async with operated(environ, Settings(metrics=Metrics(open=True))) as running:
        status, body = await without_key(running.url, "/metrics")
    assert status == 200
    assert b"wayfare_requests_in_flight 1.0" in body


async def test_nothing_is_counted_where_the_settings_say_so(environ):
    async with operated(environ, Settings(metrics=Metrics(enabled=False))) as running:
        said = await running.client.get("/metrics")
    assert said.status == 404
    assert "metrics.enabled" in said.error["message"]


async def test_a_deployment_that_is_left_alone_is_told_until_it_is_not(environ):
    settings = Settings(breaker=BreakerSection(failures=1, cool_off_s=2))
    async with operated(environ, settings) as running:
        await running.client.chat("#fault status=500")
        name = f"wayfare_breaker_open{{{SMALL}}}"
        assert (await figures(running.client))[name] == 1
        async with asyncio.timeout(30):
            while (await running.client.chat("Hi")).status != 200:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert (await figures(running.client))[name] == 0
