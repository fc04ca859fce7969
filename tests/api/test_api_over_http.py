"""Wayfare between two sockets: a client before it, a provider over HTTP behind it."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from loopback import serving
from raw_server import CHUNKED, RawServer, chunk, raw_server, reply
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.domain.record import Ending
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import Retries, Timeouts
from wayfare.settings.whole import Settings
from wayfare_client import Client

DELTA = b'data: {"choices":[{"delta":{"content":"a"}}]}\n\n'
ENDING = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
DONE = b"data: [DONE]\n\n"
WHOLE = b'{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}'
JSON = "Content-Type: application/json"


@pytest.fixture
async def far() -> AsyncIterator[RawServer]:
    """The provider `far`; a test says what it says."""
    async with raw_server(stays=True) as server:
        yield server


@pytest.fixture
async def near() -> AsyncIterator[RawServer]:
    """A second provider, `near`, which answers well."""
    async with raw_server(CHUNKED, chunk(DELTA + ENDING + DONE), b"0\r\n\r\n") as server:
        yield server


@pytest.fixture
async def wayfare(environ, far, near):
    rows = {
        "far": ProviderRow(base_url=far.url, allow_private=True, models=["m"]),
        "near": ProviderRow(base_url=near.url, allow_private=True, models=["m"]),
    }
    settings = Settings(
        discover=False,
        local=Local(enabled=False),
        providers=rows,
        timeouts=Timeouts(first_token_s=1.5, between_s=1.5),
        retries=Retries(waiting_max_s=0),
    )
    async with run_wayfare(settings, Options(environ=environ)) as running:
        await running.until_listed()
        yield running


@pytest.fixture
async def client(wayfare, environ) -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {owner_key(environ)}"}
    async with serving(App(wayfare)) as url, aiohttp.ClientSession(url, headers=headers) as session:
        yield Client(session)


async def test_a_connection_serves_one_stream_after_another(client, far):
    """The end of a stream's transport comes a little after its last event."""
    far.says = [CHUNKED, chunk(DELTA + ENDING), chunk(DONE), 0.005, b"0\r\n\r\n"]
    for _ in range(5):
        answer = await client.stream("Hi", model="far/m")
        assert (answer.text, answer.is_done) == ("a", True)
    assert (len(far.requests), far.connections) == (5, 1)


async def test_a_connection_serves_one_whole_answer_after_another(client, far):
    far.says = [reply(WHOLE, "200 OK", JSON)]
    for _ in range(5):
        assert (await client.chat("Hi", model="far/m")).text == "hi"
    assert (len(far.requests), far.connections) == (5, 1)


async def test_a_provider_that_never_hangs_up_does_not_keep_the_client(client, far):
    far.says = [CHUNKED, chunk(DELTA + ENDING + DONE), 60.0]
    async with asyncio.timeout(30):
        answer = await client.stream("Hi", model="far/m")
    assert answer.is_done
    async with asyncio.timeout(30):
        while not far.left:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_a_client_that_leaves_hangs_up_the_provider(client, far, record):
    far.says = [CHUNKED, chunk(DELTA), 60.0]
    async with client.open_stream("Hi", model="far/m") as response:
        await response.content.readline()
        response.close()
        async with asyncio.timeout(30):
            while not far.left:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
    assert record.attempt().ending is Ending.ABANDONED


@pytest.mark.parametrize(
    ("says", "error"),
    [
        ([60.0], "provider_timeout"),
        ([CHUNKED, 60.0], "provider_timeout"),
        ([CHUNKED, chunk(b": ping\n\n"), 60.0], "provider_timeout"),
        ([reply(b"", "503 No")], "provider_error"),
        ([reply(b"<html>", "200 OK", "Content-Type: text/html")], "provider_error"),
        ([reply(gzip.compress(WHOLE), "200 OK", JSON, "Content-Encoding: gzip")], "provider_error"),
        ([CHUNKED + b"zz\r\n"], "provider_unreachable"),
        ([], "provider_unreachable"),
    ],
    ids=["silent", "only headers", "only pings", "503", "page", "gzip", "babble", "hung up"],
)
async def test_what_fails_before_the_first_byte_is_asked_for_elsewhere(
    client, far, near, record, says, error
):
    far.says, far.stays = says, False
    async with asyncio.timeout(30):
        answer = await client.stream("Hi", model="auto")
    assert answer.text == "a"
    failed, answered = record.attempts()
    assert (failed.arm, failed.ending, failed.error) == ("far/m", Ending.FAILED, error)
    assert (answered.arm, answered.ending) == ("near/m", Ending.WHOLE)
    assert (len(far.requests), len(near.requests)) == (1, 1)


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ([], "stream_cut"),
        ([60.0], "stream_timeout"),
        ([0.02, b"zz\r\n"], "stream_cut"),
        ([b"ff\r\nda"], "stream_cut"),
    ],
    ids=["hung up", "silent", "babble", "cut"],
)
async def test_what_breaks_off_later_is_said_to_the_client(client, far, record, end, code):
    far.says, far.stays = [CHUNKED, chunk(DELTA), *end], False
    async with asyncio.timeout(30):
        answer = await client.stream("Hi", model="far/m")
    assert not answer.is_done
    assert json.loads(answer.datas[-1])["error"]["code"] == code
    assert record.attempt().ending is Ending.CUT


@pytest.mark.parametrize("length", [6, 20, 30, len(DELTA) - 5, len(DELTA) - 4])
async def test_half_an_event_never_reaches_the_client(client, far, length):
    """Not even one that could be taken for a whole one by its last brace."""
    far.says = [CHUNKED, chunk(DELTA + DELTA[:length]), b"0\r\n\r\n"]
    answer = await client.stream("Hi", model="far/m")
    assert answer.text == "a"
    assert json.loads(answer.datas[-1])["error"]["code"] == "stream_cut"


async def test_a_compressed_answer_is_never_passed_on_unread(client, far):
    far.says = [reply(gzip.compress(WHOLE), "200 OK", JSON, "Content-Encoding: gzip")]
    answer = await client.chat("Hi", model="far/m")
    assert answer.status == 502
    assert "not a completion" in answer.error["message"]


async def test_the_clients_key_never_reaches_a_provider(client, far, environ):
    far.says = [reply(WHOLE, "200 OK", JSON)]
    await client.chat("Hi", model="far/m", headers={"x-secret": "s"})
    assert owner_key(environ).encode() not in far.requests[0]
    assert b"x-secret" not in far.requests[0].lower()
