"""One probe of a gateway, row by row, over real sockets on both sides.

The questions that were put to other gateways, none of which passed all. Each row is a function
below: what the upstream says, what the client must see, and what must be written down.
`test_api_failover.py`, `test_api_leaving.py` and `tests/gateway/test_every_fault_at_every_byte.py`
go deeper into single rows.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from loopback import serving
from raw_server import CHUNKED, RawServer, chunk, raw_server, reply
from recorded import Record
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.domain.cost import CostState
from wayfare.domain.record import Ending
from wayfare.settings.prices import PriceRow
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare_client import Client

JSON = "Content-Type: application/json"
END = b"0\r\n\r\n"
DONE = b"data: [DONE]\n\n"
USAGE = {"prompt_tokens": 12, "completion_tokens": 16, "total_tokens": 28}
MICROS = 12 * 10 + 16 * 20


def whole(**fields: Any) -> bytes:
    message = {"role": "assistant", "content": "안녕"}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "c-1", "model": "m-2026", "choices": [choice], **fields}).encode()


def delta(content: dict[str, Any], *, ends: str | None = None, **fields: Any) -> bytes:
    choice = {"index": 0, "delta": content, "finish_reason": ends}
    body = json.dumps({"id": "c-1", "choices": [choice], **fields}, ensure_ascii=False)
    return b"data: " + body.encode() + b"\n\n"


def usage_chunk() -> bytes:
    return b"data: " + json.dumps({"id": "c-1", "choices": [], "usage": USAGE}).encode() + b"\n\n"


STREAM = [delta({"content": "안"}), delta({"content": "녕"}), delta({}, ends="stop")]


@dataclass
class Bench:
    """A client, Wayfare, and an upstream that speaks OpenAI's wire."""

    client: Client
    far: RawServer
    record: Record

    def stream_says(self, *events: bytes, end: bytes = END) -> None:
        self.far.says = [CHUNKED, *(chunk(event) for event in events), end]

    def whole_says(self, body: bytes, status: str = "200 OK", *headers: str) -> None:
        self.far.says = [reply(body, status, JSON, *headers)]

    @property
    def sent(self) -> dict[str, Any]:
        """What reached the upstream last."""
        return json.loads(self.far.requests[-1].partition(b"\r\n\r\n")[2])

    async def until_stopped(self) -> None:
        async with asyncio.timeout(30):
            while not self.far.left:  # noqa: ASYNC110
                await asyncio.sleep(0.002)


Row = Callable[[Bench], Awaitable[None]]
ROWS: dict[str, Row] = {}


def row(question: str) -> Callable[[Row], Row]:
    def add(check: Row) -> Row:
        ROWS[question] = check
        return check

    return add


@pytest.fixture
async def wayfare(environ, far):
    settings = Settings(
        discover=False,
        local=Local(enabled=False),
        providers={"far": ProviderRow(base_url=far.url, allow_private=True, models=["m"])},
        prices={"far/m": PriceRow(as_of="2026-11-26", input=10, output=20)},
        retries=Retries(base_s=0.001, waiting_max_s=2.5),
    )
    async with run_wayfare(settings, Options(environ=environ)) as running:
        await running.until_listed()
        yield running


@pytest.fixture
async def far() -> AsyncIterator[RawServer]:
    async with raw_server(stays=True) as server:
        yield server


@pytest.fixture
async def bench(wayfare, far, record, environ) -> AsyncIterator[Bench]:
    headers = {"authorization": f"Bearer {owner_key(environ)}"}
    async with serving(App(wayfare)) as url, aiohttp.ClientSession(url, headers=headers) as session:
        yield Bench(Client(session), far, record)


@row("which fields of an answer are lost? none")
async def fields_of_an_answer(bench: Bench) -> None:
    details = {"reasoning_tokens": 3, "audio_tokens": 0, "accepted_prediction_tokens": 1}
    told = json.loads(whole(usage={**USAGE, "completion_tokens_details": details}))
    told["choices"][0]["logprobs"] = {"content": [{"token": "안", "logprob": -0.5}]}
    told["choices"][0]["message"]["refusal"] = None
    told["system_fingerprint"], told["x_new"] = "fp_1", {"a": [1.0, 1e-7]}
    bench.whole_says(json.dumps(told).encode())
    answer = await bench.client.chat("Hi", model="far/m")
    got = answer.body
    assert got.pop("wayfare")
    assert got == told
    assert answer.raw.startswith(json.dumps(told).encode()[:-1])  # its very bytes


@row("does an unknown field of a request reach the upstream? yes")
async def unknown_field(bench: Bench) -> None:
    bench.whole_says(whole(usage=USAGE))
    await bench.client.chat("Hi", model="far/m", logprobs=True, x_new={"keys": [1, "둘"]})
    assert bench.sent["x_new"] == {"keys": [1, "둘"]}
    assert bench.sent["logprobs"] is True
    assert bench.sent["model"] == "m"


@row("is usage told to a client that did not ask for it? no, and the cost is known all the same")
async def usage_not_asked(bench: Bench) -> None:
    bench.stream_says(*STREAM, usage_chunk(), DONE)
    answer = await bench.client.stream("Hi", model="far/m")
    assert (answer.text, answer.is_done) == ("안녕", True)
    assert b'"usage"' not in answer.raw
    (ticket,) = answer.tickets
    assert (ticket["cost_micros"], ticket["cost_state"]) == (MICROS, "settled")


@row("is usage told to a client that asked? yes")
async def usage_asked(bench: Bench) -> None:
    bench.stream_says(*STREAM, usage_chunk(), DONE)
    options = {"include_usage": True}
    answer = await bench.client.stream("Hi", model="far/m", stream_options=options)
    assert [c["usage"] for c in answer.chunks if c.get("usage")] == [USAGE]
    assert answer.tickets[0]["cost_state"] == "settled"


@row("what if the upstream never sends usage? the cost is an estimate, and marked as one")
async def usage_never_sent(bench: Bench) -> None:
    bench.stream_says(*STREAM, DONE)
    answer = await bench.client.stream("Hi", model="far/m")
    assert answer.tickets[0]["cost_state"] == "estimated"
    assert answer.tickets[0]["cost_micros"] > 0
    bench.whole_says(whole())
    told = await bench.client.chat("Hi", model="far/m")
    assert told.ticket["cost_state"] == "estimated"
    assert "usage" not in told.body  # nothing is made up
    assert [a.cost.state for a in bench.record.attempts()] == [CostState.ESTIMATED] * 2
    assert not any(a.counted_by_provider for a in bench.record.attempts())


@row("do fragments of two parallel tool calls, beyond ASCII, arrive as they were? yes")
async def tool_fragments(bench: Bench) -> None:
    arguments = ('{"도시": "서울"}', '{"도시": "부산 🌊"}')
    begin = [
        {"index": i, "id": f"call_{i}", "type": "function", "function": {"name": "날씨"}}
        for i in range(2)
    ]
    pieces = [
        {"index": i, "function": {"arguments": arguments[i][at : at + 3]}}
        for at in range(0, max(map(len, arguments)), 3)
        for i in range(2)
    ]
    events = [delta({"tool_calls": [piece]}) for piece in (*begin, *pieces)]
    stream = b"".join([*events, delta({}, ends="tool_calls"), DONE])
    cuts = range(0, len(stream), 7)  # within letters too
    bench.far.says = [CHUNKED, *(chunk(stream[at : at + 7]) for at in cuts), END]
    answer = await bench.client.stream("Hi", model="far/m")
    gathered = ["", ""]
    for told in answer.chunks:
        for call in told["choices"][0]["delta"].get("tool_calls", ()):
            gathered[call["index"]] += call["function"].get("arguments", "")
    assert tuple(gathered) == arguments
    assert [json.loads(a) for a in gathered] == [{"도시": "서울"}, {"도시": "부산 🌊"}]
    assert answer.is_done


@row("a 429 with Retry-After: 1? a 429 with its Retry-After")
async def rate_limited(bench: Bench) -> None:
    error = b'{"error":{"message":"slow down","type":"requests","param":null,"code":"r"}}'
    bench.whole_says(error, "429 Too Many Requests", "Retry-After: 1")
    answer = await bench.client.chat("Hi", model="far/m")
    assert (answer.status, answer.headers["retry-after"]) == (429, "1")
    assert answer.raw == error
    assert [a.status for a in bench.record.attempts()] == [429] * len(bench.far.requests)
    assert len(bench.far.requests) == 3  # it was asked again, as late as it wished


@row("a 429 that lasts longer than anybody waits? at once, with its Retry-After")
async def rate_limited_for_long(bench: Bench) -> None:
    bench.whole_says(b'{"error":{"message":"no"}}', "429 No", "Retry-After: 60")
    answer = await bench.client.chat("Hi", model="far/m")
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")
    assert len(bench.far.requests) == 1


@row("a 400? a 400, in the upstream's words, asked once")
async def bad_request(bench: Bench) -> None:
    error = b'{"error":{"message":"bad tools","type":"invalid_request_error"}}'
    bench.whole_says(error, "400 Bad Request")
    for ask in (bench.client.chat, bench.client.stream):
        answer = await ask("Hi", model="far/m")
        assert (answer.status, answer.raw) == (400, error)
    assert len(bench.far.requests) == 2


@row("a 500? a 500, in the upstream's words")
async def server_error(bench: Bench) -> None:
    error = b'{"error":{"message":"broken","type":"server_error"}}'
    bench.whole_says(error, "500 Internal Server Error")
    answer = await bench.client.chat("Hi", model="far/m")
    assert (answer.status, answer.raw) == (500, error)
    assert len(bench.far.requests) == 4  # retries have one owner, and a bound


@row("an upstream that is cut in mid-stream? an error event, and no [DONE]")
async def cut(bench: Bench) -> None:
    bench.far.stays = False
    bench.stream_says(STREAM[0], end=b"")
    answer = await bench.client.stream("Hi", model="far/m")
    assert (answer.status, b"[DONE]" in answer.raw) == (200, False)
    assert json.loads(answer.datas[-1])["error"]["code"] == "stream_cut"
    assert bench.record.attempt().ending is Ending.CUT
    assert len(bench.far.requests) == 1  # nothing is asked again in the middle


@row("an error event in mid-stream? passed on, and no [DONE] after it")
async def error_event(bench: Bench) -> None:
    error = b'data: {"error":{"message":"overloaded","type":"server_error","code":"x"}}\n\n'
    bench.stream_says(STREAM[0], error, DONE)
    answer = await bench.client.stream("Hi", model="far/m")
    assert answer.raw.endswith(error)
    assert b"[DONE]" not in answer.raw
    assert bench.record.attempt().ending is Ending.CUT


@row("a client that leaves in mid-stream? the upstream is stopped")
async def leaves_a_stream(bench: Bench) -> None:
    bench.far.says = [CHUNKED, chunk(STREAM[0]), 60.0]
    async with bench.client.open_stream("Hi", model="far/m") as response:
        await response.content.readline()
        response.close()
        await bench.until_stopped()
    assert bench.record.attempt().ending is Ending.ABANDONED


@row("a client that leaves before a whole answer? the upstream is stopped, and serves the next")
async def leaves_a_whole_answer(bench: Bench) -> None:
    bench.far.says = [60.0]
    asking = asyncio.ensure_future(bench.client.chat("Hi", model="far/m"))
    async with asyncio.timeout(30):
        while not bench.far.requests:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    await bench.until_stopped()
    bench.whole_says(whole(usage=USAGE))
    async with asyncio.timeout(30):
        assert (await bench.client.chat("Hi", model="far/m")).status == 200
    assert [a.ending for a in bench.record.attempts()] == [Ending.ABANDONED, Ending.WHOLE]


@row("/v1/messages in front of an OpenAI upstream? an answer in Anthropic's wire")
async def messages_in_front(bench: Bench) -> None:
    asked = {"model": "far/m", "max_tokens": 40, "messages": [{"role": "user", "content": "Hi"}]}
    bench.whole_says(whole(usage=USAGE))
    answer = await bench.client.request("POST", "/v1/messages", json=asked)
    assert answer.status == 200
    assert answer.body["content"] == [{"type": "text", "text": "안녕"}]
    assert answer.body["stop_reason"] == "end_turn"
    counted = answer.body["usage"]
    assert (counted["input_tokens"], counted["output_tokens"]) == (12, 16)
    assert answer.ticket["cost_micros"] == MICROS
    bench.stream_says(*STREAM, usage_chunk(), DONE)
    body = {**asked, "stream": True}
    streamed = await bench.client.request("POST", "/v1/messages", json=body)
    assert streamed.raw.count(b"event: message_start\n") == 1
    assert b'"message_stop"' in streamed.raw
    assert b"[DONE]" not in streamed.raw
    assert [r.split(b" ")[1] for r in bench.far.requests] == [b"/v1/chat/completions"] * 2


@pytest.mark.parametrize("question", ROWS)
async def test_every_row_of_the_probe_is_passed(bench, question):
    await ROWS[question](bench)
