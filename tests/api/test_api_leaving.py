"""A client that leaves stops the provider at once, whenever it leaves, and is written down."""

import asyncio
import logging
import time

import aiohttp
import pytest

from tape import as_events
from wayfare.api.app import App
from wayfare.domain.cost import CostState
from wayfare.domain.record import Ending
from wayfare_client import chat_body

#: Long, since others may have the processor; in earnest it takes milliseconds.
STOPPED_WITHIN_S = 10


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Nobody is to blame when a client leaves: nothing is logged as wrong."""
    yield
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


async def wait_until_stopped(provider) -> float:
    """How long after now the provider still worked, in seconds."""
    left = time.perf_counter()
    async with asyncio.timeout(30):
        while provider.open_calls:  # noqa: ASYNC110 - the provider has no event for it
            await asyncio.sleep(0.002)
    return time.perf_counter() - left


async def wait_for(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@pytest.mark.parametrize(
    "prompt", ["#words 5000\n#pace 0.002", "#words 50\n#fault stall=60 after=4"]
)
async def test_a_client_that_leaves_a_stream_stops_it(client, provider, record, prompt):
    async with client.open_stream(prompt) as response:
        for _ in range(10):
            await response.content.readline()
        response.close()
        assert await wait_until_stopped(provider) < STOPPED_WITHIN_S
    (row,) = provider.ledger
    attempt = record.attempt()
    assert attempt.ending is Ending.ABANDONED
    assert 4 <= attempt.deltas <= row.deltas_sent
    assert attempt.usage.output_tokens == attempt.deltas
    assert attempt.cost.state is CostState.ESTIMATED
    assert attempt.answer.startswith("every")
    assert attempt.first_token_ms < attempt.total_ms


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("prompt", ["Hi\n#fault delay=60", "Hi\n#fault stall=60 after=0"])
async def test_a_client_that_leaves_before_the_first_token_stops_the_call(
    client, provider, record, stream, prompt
):
    asking = asyncio.ensure_future((client.stream if stream else client.chat)(prompt))
    await wait_for(lambda: provider.open_calls)
    await asyncio.sleep(0.02)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await wait_until_stopped(provider) < STOPPED_WITHIN_S
    attempt = record.attempt()
    assert attempt.ending is Ending.ABANDONED
    assert attempt.usage.output_tokens == 0
    assert attempt.usage.input_tokens > 0
    assert attempt.cost.state is CostState.ESTIMATED


async def test_a_client_that_leaves_while_another_model_is_asked_leaves_a_row_for_each(
    client, provider, record
):
    provider.faults["scripted-large"] = "status=503"
    provider.faults["scripted-thinker"] = "delay=60"
    asking = asyncio.ensure_future(client.chat("안녕", model="auto:best"))
    await wait_for(lambda: len(provider.ledger) == 1 and provider.open_calls)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert await wait_until_stopped(provider) < STOPPED_WITHIN_S
    endings = [(a.arm, a.ending) for a in record.attempts()]
    assert endings == [
        ("scripted-large", Ending.FAILED),
        ("scripted-thinker", Ending.ABANDONED),
    ]


async def test_a_client_that_leaves_embeddings_stops_them(client, provider, record):
    provider.faults["scripted-embed"] = "delay=60"
    asking = asyncio.ensure_future(client.embed("hi"))
    await wait_for(lambda: provider.open_calls)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert await wait_until_stopped(provider) < STOPPED_WITHIN_S
    assert record.attempt().ending is Ending.ABANDONED


async def test_a_client_that_leaves_while_sending_its_question_is_nobody(
    url, key, provider, record
):
    async def slowly():
        yield b'{"model":"scripted-small",'
        await asyncio.sleep(60)

    async with aiohttp.ClientSession(url, headers={"authorization": f"Bearer {key}"}) as session:
        asking = asyncio.ensure_future(session.post("/v1/chat/completions", data=slowly()))
        await asyncio.sleep(0.05)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    await asyncio.sleep(0.05)
    assert provider.ledger == []
    assert record.decisions() == []


async def test_a_client_that_reads_nothing_holds_the_provider_back(client, provider):
    """Bytes wait in the sockets, not without bound in memory."""
    async with client.open_stream("#words 400000") as response:
        await asyncio.sleep(0.5)
        sent = [provider.open_calls]
        response.close()
        await wait_until_stopped(provider)
    (row,) = provider.ledger
    assert sent == [1]
    assert row.deltas_sent < 100_000


async def test_a_client_that_reads_to_the_end_did_not_leave(client, record):
    for _ in range(5):
        await client.stream("Hi")
        await client.chat("Hi")
    assert {attempt.ending for attempt in record.attempts()} == {Ending.WHOLE}


# --- by hand: a server may tell of the leaving at a moment that is hard to meet ----------


class Caller:
    """An ASGI server with one request, whose client leaves when told to."""

    def __init__(self, key: str, body: bytes) -> None:
        self.scope = {
            "type": "http",
            "method": "POST",
            "path": "/v1/chat/completions",
            "headers": [(b"authorization", b"Bearer " + key.encode())],
        }
        self.body = body
        self.left = asyncio.Event()
        self.is_read = False
        self.sent: list[dict] = []
        self.leaves_at = ""

    async def receive(self):
        if not self.is_read:
            self.is_read = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)
        if message["type"] == self.leaves_at:
            self.left.set()
            await asyncio.sleep(1)


@pytest.mark.parametrize("moment", ["http.response.start", "http.response.body"])
async def test_a_client_may_leave_at_the_very_first_byte(wayfare, key, provider, record, moment):
    body = b'{"stream":true,"model":"scripted-small","messages":[{"role":"user","content":"Hi"}]}'
    caller = Caller(key, body)
    caller.leaves_at = moment
    await App(wayfare)(caller.scope, caller.receive, caller.send)
    assert provider.open_calls == 0
    assert record.attempt().ending is Ending.ABANDONED


async def test_a_server_that_stops_takes_its_streams_down_with_it(wayfare, key, provider, record):
    body = (
        b'{"stream":true,"model":"scripted-small",'
        b'"messages":[{"role":"user","content":"Hi\\n#fault stall=60 after=1"}]}'
    )
    caller = Caller(key, body)
    serving = asyncio.ensure_future(App(wayfare)(caller.scope, caller.receive, caller.send))
    await wait_for(lambda: len(caller.sent) > 1)
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert provider.open_calls == 0
    assert record.attempt().ending is Ending.ABANDONED


async def test_many_clients_leave_at_once_and_nothing_is_left_open(client, provider, record):
    async def come_and_go(number: int) -> None:
        async with client.open_stream(f"#words 200\n#pace 0.001\n#say {number}") as response:
            await response.content.readline()
            await asyncio.sleep(number / 1_000)
            response.close()

    await asyncio.gather(*(come_and_go(number) for number in range(40)))
    assert await wait_until_stopped(provider) < STOPPED_WITHIN_S
    assert len(record.attempts()) == len(provider.ledger) == 40


async def test_the_provider_is_let_go_of_after_every_ending(client, tape):
    whole = b'{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}'
    tape.pieces = as_events(whole, b"[DONE]")
    await client.stream("Hi", model="tape")
    assert tape.closed == 1
    await client.request("POST", "/v1/chat/completions", json=chat_body("Hi", "tape"))
    assert tape.closed == 2
