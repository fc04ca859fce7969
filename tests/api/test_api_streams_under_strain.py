"""Streams that are too large, too packed or too slow: an honest end, and bounded memory."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from loopback import serving
from raw_server import CHUNKED, RawServer, chunk, raw_server, reply
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.domain.record import Ending
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare_client import Client

DELTA = b'data: {"choices":[{"delta":{"content":"%b"}}]}\n\n'
ENDING = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
STREAM = "Content-Type: text/event-stream"
MB = 1_000_000


@pytest.fixture
async def far() -> AsyncIterator[RawServer]:
    """The provider `far`; a test says what it says."""
    async with raw_server() as server:
        yield server


@pytest.fixture
async def wayfare(environ, far):
    row = ProviderRow(base_url=far.url, allow_private=True, models=["m"])
    settings = Settings(
        discover=False,
        local=Local(enabled=False),
        providers={"far": row},
        retries=Retries(waiting_max_s=0),  # each is asked once
    )
    async with run_wayfare(settings, Options(environ=environ)) as running:
        await running.until_listed()
        yield running


@pytest.fixture
async def client(wayfare, environ) -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {owner_key(environ)}"}
    async with serving(App(wayfare)) as url, aiohttp.ClientSession(url, headers=headers) as session:
        yield Client(session)


def pieces_of(event: bytes) -> list[bytes]:
    return [chunk(event[at : at + 65_536]) for at in range(0, len(event), 65_536)]


@pytest.mark.slow
async def test_one_line_of_forty_megabytes_goes_through(client, far, record):
    event = DELTA % (b"x" * 40 * MB)
    far.says = [CHUNKED, *pieces_of(event), chunk(ENDING), b"0\r\n\r\n"]
    answer = await client.stream("Hi", model="far/m")
    assert answer.is_done
    assert answer.raw.startswith(event)
    assert record.attempt().ending is Ending.WHOLE


@pytest.mark.slow
@pytest.mark.parametrize("begins", [b"", DELTA % b"a"], ids=["the first", "a later"])
async def test_an_event_without_an_end_is_given_up_with_an_error(client, far, record, begins):
    far.says = [CHUNKED, chunk(begins or b": ping\n\n"), *pieces_of(DELTA[:-2] % (b"x" * 70 * MB))]
    answer = await client.stream("Hi", model="far/m")
    told = json.loads(answer.datas[-1] if begins else answer.raw)["error"]["message"]
    assert "64 MiB" in told
    assert not answer.is_done
    assert answer.status == (200 if begins else 502)
    assert record.attempt().ending is (Ending.CUT if begins else Ending.FAILED)


@pytest.mark.parametrize("packed", [gzip.compress(DELTA % b"a" + ENDING), b"\x1f\x8b\n\ndata:\n\n"])
async def test_a_packed_stream_that_nobody_asked_for_is_an_error(client, far, record, packed):
    far.says = [reply(packed, "200 OK", STREAM, "Content-Encoding: gzip")]
    answer = await client.stream("Hi", model="far/m")
    assert answer.status == 502
    assert "far" in json.loads(answer.raw)["error"]["message"]
    assert record.attempt().ending is Ending.FAILED


@pytest.mark.parametrize("kind", ["text/html", "application/json", ""])
async def test_what_is_no_stream_by_its_own_word_is_an_error(client, far, record, kind):
    far.says = [
        reply(DELTA % b"a" + ENDING, "200 OK", *([f"Content-Type: {kind}"] if kind else []))
    ]
    answer = await client.stream("Hi", model="far/m")
    assert answer.status == 502
    assert "did not stream" in json.loads(answer.raw)["error"]["message"]
    assert record.attempt().ending is Ending.FAILED


class Torrent:
    """Many pieces, counted as they are taken."""

    def __init__(self, pieces: int, size: int) -> None:
        self.taken = 0
        self._pieces = pieces
        self._piece = chunk(DELTA % (b"y" * size))

    def __iter__(self) -> Iterator[bytes]:
        yield CHUNKED
        for _ in range(self._pieces):
            self.taken += 1
            yield self._piece
        yield chunk(ENDING)
        yield b"0\r\n\r\n"


@pytest.mark.slow
async def test_a_client_that_dawdles_holds_its_provider_back_and_gets_all_the_same(
    client, far, record
):
    """What it does not take waits in sockets, whose size the system bounds, not in memory."""
    torrent = far.says = Torrent(1_200, 50_000)
    async with client.open_stream("Hi", model="far/m") as response:
        first = await response.content.readexactly(1_000)
        before = -1
        while torrent.taken != before:  # until it stands still
            before = torrent.taken
            for _ in range(5):
                first += await response.content.readexactly(1)
                await asyncio.sleep(0.05)
        assert torrent.taken < 800
        rest = await response.read()
    assert (first + rest).startswith((DELTA % (b"y" * 50_000)) * torrent.taken)
    assert rest.endswith(b"data: [DONE]\n\n")
    attempt = record.attempt()
    assert (attempt.ending, attempt.deltas) == (Ending.WHOLE, 1_200)
