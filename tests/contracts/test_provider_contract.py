"""What every provider keeps to, whoever wrote it: the checks behind `ports.Provider`."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from dialects import CHAT, DIALECTS, Dialect
from loopback import serving
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.ports import Call, Provider, Reply
from wayfare.providers.address import Address
from wayfare.providers.http import HttpProvider
from wayfare.providers.scripted import ScriptedProvider, http_app, scripted_providers
from wayfare.settings.serving import Timeouts


@dataclass
class Candidate:
    """A provider, and the script behind it that tells what it did."""

    provider: Provider
    script: ScriptedProvider
    dialect: Dialect = CHAT

    async def send(self, text: str, *, stream: bool = False) -> Reply:
        body = json.dumps(self.dialect.ask(text, stream=stream)).encode()
        call = Call(DEPLOYMENT, self.dialect.endpoint(stream), body, stream)
        return await self.provider.send(call)

    async def until_idle(self) -> None:
        async with asyncio.timeout(30):
            while self.script.open_calls:  # noqa: ASYNC110
                await asyncio.sleep(0.002)


DEPLOYMENT = Deployment("x", "x", "scripted-small")


@pytest.fixture(params=["http", *DIALECTS], ids=lambda param: getattr(param, "provider", param))
async def candidate(request) -> AsyncIterator[Candidate]:
    if request.param != "http":
        speaks = (each for each in scripted_providers() if each.name == request.param.provider)
        script = next(speaks)
        yield Candidate(script, script, request.param)
        return
    script = ScriptedProvider()
    async with serving(http_app(script)) as url:
        address = Address("far", f"{url}/v1", allow_private=True)
        provider = HttpProvider(address, Timeouts())
        yield Candidate(provider, script)
        await provider.close()


async def read(reply: Reply) -> bytes:
    pieces = [piece async for piece in reply.pieces]
    assert all(isinstance(piece, bytes) for piece in pieces)
    return b"".join(pieces)


async def test_it_has_one_name_and_its_deployments_carry_it(candidate):
    found = await candidate.provider.deployments()
    assert candidate.provider.name
    assert {deployment.provider for deployment in found} == {candidate.provider.name}
    assert len({deployment.name for deployment in found}) == len(found) > 0
    assert all(d.features <= set(Feature) and d.model for d in found)
    assert [d.name for d in await candidate.provider.deployments()] == [d.name for d in found]


async def test_a_whole_answer_comes_with_its_status_and_headers(candidate):
    reply = await candidate.send("Hi")
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json"
    assert b"You said: Hi" in await read(reply)
    await candidate.until_idle()


async def test_a_stream_comes_in_pieces_to_its_end(candidate):
    reply = await candidate.send("#words 30", stream=True)
    assert reply.headers["content-type"].startswith("text/event-stream")
    raw = await read(reply)
    assert raw.startswith((b"data: {", b"event: "))
    assert raw.endswith(candidate.dialect.last)
    assert len(candidate.dialect.read_stream(raw).text.split()) == 30


async def test_the_first_piece_does_not_wait_for_the_last(candidate):
    reply = await candidate.send("Hi\n#fault stall=60 after=1", stream=True)
    async with asyncio.timeout(30):
        assert (await anext(reply.pieces)).startswith((b"data: ", b"event: "))
    reply.close()
    await candidate.until_idle()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 413, 429, 500, 503, 529])
async def test_an_error_status_is_raised_with_all_that_was_said(candidate, status):
    with pytest.raises(ProviderError) as failed:
        await candidate.send(f"Hi\n#fault status={status} retry_after=7")
    error = failed.value
    assert (error.status, error.provider) == (status, candidate.provider.name)
    assert "message" in json.loads(error.body)["error"]
    assert error.retry_after == "7"
    assert all(name == name.lower() for name in error.headers)
    assert candidate.script.open_calls == 0


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("cut", [0, 1, 3])
async def test_an_answer_that_breaks_off_raises_after_what_came(candidate, stream, cut):
    reply = await candidate.send(f"#words 9\n#fault cut={cut}", stream=stream)
    raw = b""
    with pytest.raises(StreamCutError):
        raw += await read(reply)
    assert candidate.dialect.last not in raw
    reply.close()
    await candidate.until_idle()


@pytest.mark.parametrize("pieces_read", [0, 1, 3])
async def test_a_reply_that_is_closed_stops_the_work_at_once(candidate, pieces_read):
    reply = await candidate.send("#words 5000\n#pace 0.001", stream=True)
    for _ in range(pieces_read):
        await anext(reply.pieces)
    reply.close()
    reply.close()
    await candidate.until_idle()
    (row,) = candidate.script.ledger
    assert row.deltas_sent < 5_000


async def test_closing_after_the_end_does_no_harm(candidate):
    reply = await candidate.send("Hi", stream=True)
    await read(reply)
    reply.close()
    reply.close()
    await candidate.until_idle()


async def test_closing_wakes_whoever_reads(candidate):
    reply = await candidate.send("Hi\n#fault stall=60 after=1", stream=True)
    await anext(reply.pieces)
    reading = asyncio.ensure_future(read(reply))
    await asyncio.sleep(0.05)
    reply.close()
    with pytest.raises(StreamCutError):
        await asyncio.wait_for(reading, 30)
    await candidate.until_idle()


async def test_a_call_that_is_given_up_stops_the_work(candidate):
    sending = asyncio.ensure_future(candidate.send("Hi\n#fault delay=60"))
    async with asyncio.timeout(30):
        while not candidate.script.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await candidate.until_idle()


async def test_many_calls_at_once_do_not_mix(candidate):
    async def ask(number: int) -> bytes:
        reply = await candidate.send(f"Question {number}.", stream=number % 2 == 0)
        return await read(reply)

    answers = await asyncio.gather(*(ask(number) for number in range(40)))
    readers = (candidate.dialect.read_stream, candidate.dialect.read)
    for number, raw in enumerate(answers):
        assert readers[number % 2](raw).text == f"You said: Question {number}."
    assert len(candidate.script.ledger) == 40
    assert len({row.call_id for row in candidate.script.ledger}) == 40
    await candidate.until_idle()


async def test_it_can_be_closed_twice_and_unused(candidate):
    await candidate.provider.close()
    await candidate.provider.close()
