"""Whatever a provider says, a client hears a clear failure in its own wire, or a whole answer."""

import json
from dataclasses import replace

import aiohttp
import msgspec
import pytest

from tape import DEPLOYMENT
from wayfare.domain.record import Ending
from wayfare.domain.usage import Usage

CLIENTS = {
    "openai": ("/v1/chat/completions", {"messages": [{"role": "user", "content": "hi"}]}),
    "anthropic": (
        "/v1/messages",
        {"max_tokens": 9, "messages": [{"role": "user", "content": "hi"}]},
    ),
    "responses": ("/v1/responses", {"input": "hi"}),
}
WIRES = ("openai", "anthropic", "gemini", "responses")
END = {
    "openai": b"data: [DONE]",
    "anthropic": b'"type":"message_stop"',
    "responses": b'"response.completed"',
}

WHOLE = {
    "openai": {
        "id": "c",
        "model": "m",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}
        ],
    },
    "anthropic": {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": "hi"}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 1, "output_tokens": 1},
    },
    "gemini": {
        "candidates": [{"content": {"role": "model", "parts": [{"text": "hi"}]},
                        "finishReason": "STOP"}],
    },
    "responses": {
        "id": "resp_1",
        "status": "completed",
        "model": "m",
        "output": [
            {
                "type": "message",
                "id": "msg_1",
                "role": "assistant",
                "content": [{"type": "output_text", "text": "hi", "annotations": []}],
            }
        ],
    },
}  # fmt: skip


def chat(choices, **more):
    return {"id": "c", "model": "m", "choices": choices, **more}


def gemini(*parts, **more):
    return {"candidates": [{"content": {"parts": list(parts)}, **more}], "responseId": "r"}


STARTED = {"type": "message_start", "message": {"id": "m", "model": "m", "usage": {}}}
CREATED = {"type": "response.created", "response": {"id": "resp_1", "model": "m"}}
STREAMS = {
    "openai": [
        chat([{"index": 0, "delta": {"content": "hi"}}]),
        chat([{"index": 0, "delta": {}, "finish_reason": "stop"}]),
        b"[DONE]",
    ],
    "anthropic": [
        STARTED,
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "hi"}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn"},
            "usage": {"output_tokens": 1},
        },
        {"type": "message_stop"},
    ],
    "gemini": [gemini({"text": "h"}), gemini({"text": "i"}, finishReason="STOP")],
    "responses": [
        CREATED,
        {"type": "response.output_text.delta", "output_index": 0, "content_index": 0,
         "delta": "hi"},
        {"type": "response.completed", "response": WHOLE["responses"]},
    ],
}  # fmt: skip

PAGE = b"<html><body>Bad gateway</body></html>"
GARBAGE = (
    b"",
    b"null",
    b"[]",
    b"{}",
    PAGE,
    b'{"error":{"message":"no","type":"x","code":400,"status":"X"}}',
    b'{"error":"no"}',
    b"[" * 100_000,
    b'{"id":"\xed\xa0\x80","choices":[{"message":{"content":"\xff"}}]}',
    b'{"choices":{},"content":3,"output":"x","candidates":"y","type":"message"}',
)


async def ask(url, key, client, *, stream, **fields):
    path, body = CLIENTS[client]
    headers = {"authorization": f"Bearer {key}"}
    asked = {"model": "tape", "stream": stream, **body, **fields}
    async with (
        aiohttp.ClientSession(url, headers=headers) as session,
        session.post(path, json=asked) as response,
    ):
        return response.status, await response.read()


@pytest.fixture
async def played(wayfare, tape):
    """A function that has a provider of some wire play something."""

    async def play(wire, pieces, content_type="text/event-stream"):
        tape.deployment = replace(DEPLOYMENT, wires=(wire,))
        tape.pieces, tape.content_type = pieces, content_type
        await wayfare.parts.catalog.refresh()
        return tape

    return play


def check_error(client, raw):
    said = json.loads(raw)
    assert (said.get("type") == "error") == (client == "anthropic")
    assert said["error"]["message"]
    assert said["error"]["type"]
    assert "wayfare" not in said


def events_of(*objects, end=b"\n"):
    """Events as each wire has them: named where they have a type."""
    out = []
    for each in objects:
        data = each if isinstance(each, bytes) else msgspec.json.encode(each)
        name = each.get("type") if isinstance(each, dict) else None
        named = b"event: " + name.encode() + end if name else b""
        out.append(named + b"data: " + data + end + end)
    return out


wires = pytest.mark.parametrize("wire", WIRES)


@wires
async def test_a_whole_answer_that_is_none_is_a_bad_gateway(url, key, played, record, wire):
    no_letters = json.dumps(WHOLE[wire]).encode().replace(b'"hi"', b'"\xff"')
    others = [json.dumps(WHOLE[other]).encode() for other in WIRES if other != wire]
    garbage = [*GARBAGE, no_letters, *others]
    for client in CLIENTS:
        for each in garbage:
            tape = await played(wire, [each], "application/json")
            status, raw = await ask(url, key, client, stream=False)
            assert status == 502, (client, each)
            check_error(client, raw)
    attempts = record.attempts()
    assert {(attempt.ending, attempt.status) for attempt in attempts} == {(Ending.FAILED, 502)}
    assert len(attempts) == tape.closed == len(CLIENTS) * len(garbage)


UNCARRIED = {
    **WHOLE["anthropic"],
    "content": [{"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}}],
}


async def test_an_answer_that_cannot_be_carried_is_charged_all_the_same(url, key, played, record):
    for client in ("openai", "responses"):
        await played("anthropic", [msgspec.json.encode(UNCARRIED)], "application/json")
        status, raw = await ask(url, key, client, stream=False)
        assert (status, b"`server_tool_use`" in raw) == (502, True)
    for attempt in record.attempts():
        assert (attempt.ending, attempt.status) == (Ending.CUT, 502)
        assert (attempt.usage, attempt.counted_by_provider) == (Usage(1, 1), True)


@wires
async def test_a_stream_of_garbage_is_a_failure_and_never_ends_well(url, key, played, record, wire):
    plays = [[b"data: " + each + b"\n\n", b"data: [DONE]\n\n"] for each in GARBAGE]
    plays += [events_of(*STREAMS[other]) for other in WIRES if other != wire]
    for client in CLIENTS:
        for play in plays:
            tape = await played(wire, play)
            status, raw = await ask(url, key, client, stream=True)
            assert b'"error"' in raw
            assert status == 502 or END[client] not in raw, (client, play)
            if status == 502 and client != wire:  # else the provider's own bytes
                check_error(client, raw)
    attempts = record.attempts()
    assert {attempt.ending for attempt in attempts} == {Ending.FAILED, Ending.CUT}
    assert len(attempts) == tape.closed == len(CLIENTS) * len(plays)


@wires
async def test_a_page_instead_of_a_stream_is_a_bad_gateway(url, key, played, wire):
    for client in CLIENTS:
        await played(wire, [PAGE], "text/html")
        status, raw = await ask(url, key, client, stream=True)
        assert status == 502
        check_error(client, raw)


@wires
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
async def test_a_stream_is_whole_whatever_its_line_ends(url, key, played, record, wire, end):
    raw = b": ping\n\n".replace(b"\n", end) + b"".join(events_of(*STREAMS[wire], end=end))
    for client in CLIENTS:
        for missing in (0, 1, 2):
            await played(wire, [raw[: len(raw) - missing * len(end)]])
            status, answered = await ask(url, key, client, stream=True)
            assert status == 200
            assert END[client] in answered
    assert {(a.ending, a.answer) for a in record.attempts()} == {(Ending.WHOLE, "hi")}


@wires
async def test_a_stream_is_cut_wherever_its_provider_falls_silent(url, key, played, record, wire):
    events = events_of(*STREAMS[wire])[: {"openai": -2, "anthropic": -2}.get(wire, -1)]
    for client in CLIENTS:
        for mark in range(len(events) + 1):
            await played(wire, [*events[:mark], b"data: "])
            status, answered = await ask(url, key, client, stream=True)
            assert b'"error"' in answered
            assert status == 502 or END[client] not in answered
    assert {attempt.ending for attempt in record.attempts()} == {Ending.FAILED, Ending.CUT}
