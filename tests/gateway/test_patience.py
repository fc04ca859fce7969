"""How long an answer is waited for: each limit on its own, over real sockets."""

import asyncio
from dataclasses import replace

import pytest

from raw_server import CHUNKED, RawServer, chunk, raw_server
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import (
    ProviderTimeoutError,
    StreamCutError,
    StreamTimeoutError,
    TotalTimeoutError,
)
from wayfare.domain.record import Ending
from wayfare.gateway.patience import Patience
from wayfare.gateway.pulse import Pulse
from wayfare.ports import Call
from wayfare.providers.address import Address
from wayfare.providers.http import HttpProvider
from wayfare.settings.serving import Timeouts

CALL = Call(Deployment("p/m", "p", "m"), "chat/completions", b"{}", stream=True)
LONG = Timeouts(first_token_s=60, between_s=60, total_s=60)


async def hear(server: RawServer, timeouts: Timeouts, *, nap_s: float = 0.0) -> bytes:
    """Read an answer as the gateway does; `nap_s`: take that long over each piece."""
    address = Address("p", server.url, allow_private=True)
    provider = HttpProvider(address, timeouts)
    heard = b""
    try:
        with Patience(timeouts, timeouts.total_s, "p", Pulse()) as patience:
            reply = await provider.send(CALL)
            patience.hold(reply)
            heard += await anext(reply.pieces)
            patience.heard()
        try:
            while True:
                patience.wait()
                piece = await anext(reply.pieces, None)
                if piece is None:
                    return heard
                patience.heard()
                heard += piece
                await asyncio.sleep(nap_s)
        except StreamCutError as error:
            raise patience.cut(error) from error
        finally:
            patience.stop()
            reply.close()
    finally:
        await provider.close()


async def until_left(server: RawServer) -> None:
    async with asyncio.timeout(30):
        while not server.left:  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("says", [[60.0], [CHUNKED, 60.0]], ids=["nothing", "headers"])
async def test_one_that_does_not_begin_is_too_slow_and_hung_up(says):
    async with raw_server(*says) as server:
        with pytest.raises(ProviderTimeoutError, match=r"begin to answer within 0.1 s") as slow:
            await hear(server, replace_s(first_token_s=0.1))
        await until_left(server)
    assert (slow.value.status, slow.value.code) == (504, "provider_timeout")
    current = asyncio.current_task()
    assert current is not None
    assert current.cancelling() == 0


async def test_one_that_falls_silent_is_cut_and_hung_up():
    async with raw_server(CHUNKED, chunk(b"a"), 60.0) as server:
        with pytest.raises(StreamTimeoutError, match=r"fell silent for 0.1 s"):
            await hear(server, replace_s(between_s=0.1))
        await until_left(server)


@pytest.mark.parametrize(
    ("says", "error"),
    [
        ([60.0], TotalTimeoutError),
        ([CHUNKED, *[chunk(b"a"), 0.02] * 500], StreamTimeoutError),
    ],
    ids=["before it began", "while it goes on"],
)
async def test_an_answer_takes_no_longer_than_it_may_in_all(says, error):
    async with raw_server(*says) as server:
        with pytest.raises(error, match=r"when the answer had taken 0.2 s"):
            await hear(server, replace_s(total_s=0.2))
        await until_left(server)


async def test_one_that_is_slow_but_steady_is_heard_to_the_end():
    says = [CHUNKED, *[0.3, chunk(b"a")] * 6, b"0\r\n\r\n"]
    async with raw_server(*says) as server:
        assert await hear(server, replace_s(between_s=1.5)) == b"aaaaaa"


async def test_a_reader_that_takes_its_time_is_not_the_providers_silence():
    async with raw_server(CHUNKED, chunk(b"a"), 0.05, chunk(b"b"), 0.05, b"0\r\n\r\n") as server:
        assert await hear(server, replace_s(between_s=1), nap_s=1.5) == b"ab"


async def test_a_client_that_leaves_is_not_taken_for_a_time_out():
    async with raw_server(60.0) as server:
        hearing = asyncio.ensure_future(hear(server, LONG))
        await asyncio.sleep(0.05)
        hearing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hearing
        await until_left(server)


async def test_a_time_out_leaves_a_true_row_and_the_next_model_answers(
    wayfare, client_at, provider, record
):
    wayfare.parts = replace(wayfare.parts, timeouts=replace_s(first_token_s=0.1))
    provider.faults["scripted-large"] = "delay=60"
    client = await client_at()
    answer = await client.stream("안녕", model="auto:best")
    assert (answer.text, answer.is_done) == ("You said: 안녕", True)
    late, answered = record.attempts()
    assert (late.ending, late.error, late.status) == (Ending.FAILED, "provider_timeout", 504)
    assert late.cost.micros > 0  # it was at work, and may charge
    assert answer.tickets[0]["cost_micros"] == late.cost.micros + answered.cost.micros
    assert provider.open_calls == 0


def replace_s(**seconds: float) -> Timeouts:
    """Long time-outs but for these."""
    return Timeouts(**{"first_token_s": 60, "between_s": 60, "total_s": 60, **seconds})
