"""Any client's wire in front of any provider's: text, ticket, record, errors and ends."""

import json

import aiohttp
import pytest

from wayfare.domain.record import Ending

PROVIDERS = {
    "openai": "scripted-large",
    "responses": "scripted-responses/scripted-large",
    "anthropic": "scripted-anthropic/scripted-large",
    "gemini": "scripted-gemini/scripted-large",
}
TEXT = '안녕하세요, "세계" \\ 1e3 🙂'


def chat(text, **more):
    return {"messages": [{"role": "user", "content": text}], **more}


def messages(text, **more):
    return {"max_tokens": 400, "messages": [{"role": "user", "content": text}], **more}


def responses(text, **more):
    return {"input": text, **more}


CLIENTS = {
    "openai": ("/v1/chat/completions", chat),
    "anthropic": ("/v1/messages", messages),
    "responses": ("/v1/responses", responses),
}


def text_of(wire, answer):
    if wire == "openai":
        return answer["choices"][0]["message"]["content"]
    if wire == "anthropic":
        return "".join(block["text"] for block in answer["content"] if block["type"] == "text")
    parts = [p for item in answer["output"] if item["type"] == "message" for p in item["content"]]
    return "".join(part["text"] for part in parts)


def streamed_text(wire, events):
    if wire == "openai":
        return "".join(c["delta"].get("content") or "" for e in events for c in e["choices"])
    if wire == "anthropic":
        deltas = [e["delta"] for e in events if e["type"] == "content_block_delta"]
        return "".join(delta.get("text", "") for delta in deltas)
    return "".join(e["delta"] for e in events if e["type"] == "response.output_text.delta")


def ends_well(wire, raw):
    """Whether the wire's own sign of a good end is there."""
    return {
        "openai": b"data: [DONE]\n\n",
        "anthropic": b'"type":"message_stop"',
        "responses": b'"type":"response.completed"',
    }[wire] in raw


def tickets(wire, events):
    seen = [e["response"] if wire == "responses" and "response" in e else e for e in events]
    return [event["wayfare"] for event in seen if "wayfare" in event]


@pytest.fixture
async def session(url, key):
    headers = {"authorization": f"Bearer {key}", "anthropic-version": "2023-06-01"}
    async with aiohttp.ClientSession(url, headers=headers) as session:
        yield session


async def ask(session, client, provider, text, **more):
    path, body = CLIENTS[client]
    asked = {"model": PROVIDERS[provider], **body(text, **more)}
    async with session.post(path, json=asked) as response:
        return response, await response.read()


def events_of(raw):
    return [json.loads(line[6:]) for line in raw.split(b"\n") if line.startswith(b"data: {")]


pairs = pytest.mark.parametrize(
    ("client", "provider"), [(c, p) for c in CLIENTS for p in PROVIDERS]
)


@pairs
async def test_a_whole_answer_arrives_byte_for_byte(session, record, client, provider):
    response, raw = await ask(session, client, provider, f"#say {TEXT}")
    answer = json.loads(raw)
    assert response.status == 200, raw
    assert text_of(client, answer) == TEXT
    assert answer["wayfare"]["model"] == PROVIDERS[provider]
    attempt = record.attempt()
    assert (attempt.ending, attempt.counted_by_provider) == (Ending.WHOLE, True)
    assert attempt.answer == TEXT
    assert attempt.cost.micros == answer["wayfare"]["cost_micros"]


@pairs
async def test_a_stream_arrives_byte_for_byte(session, record, client, provider):
    response, raw = await ask(session, client, provider, f"#say {TEXT}", stream=True)
    events = events_of(raw)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert streamed_text(client, events) == TEXT
    assert ends_well(client, raw)
    (ticket,) = tickets(client, events)
    attempt = record.attempt()
    assert (attempt.ending, attempt.counted_by_provider) == (Ending.WHOLE, True)
    assert (attempt.answer, attempt.cost.micros) == (TEXT, ticket["cost_micros"])


@pairs
async def test_whole_and_streamed_cost_the_same_whoever_asks(session, record, client, provider):
    for stream in (False, True):
        await ask(session, client, provider, "#say one two three", stream=stream)
    one, other = record.attempts()
    assert one.usage == other.usage
    assert one.cost == other.cost


@pairs
@pytest.mark.parametrize("stream", [False, True])
async def test_a_provider_that_is_busy_is_said_to_be_busy(session, client, provider, stream):
    text = "#fault status=429 retry_after=7"
    response, raw = await ask(session, client, provider, text, stream=stream)
    assert response.status == 429, raw
    assert response.headers["retry-after"] == "7"
    said = json.loads(raw)
    kind = "rate_limit_error" if client == "anthropic" else said["error"]["type"]
    assert said["error"]["type"] == kind
    assert ("type" in said) == (client == "anthropic")
    assert said["error"]["message"]


@pairs
async def test_a_stream_that_is_cut_never_ends_well(session, record, client, provider):
    _, raw = await ask(session, client, provider, "#words 40\n#fault cut=5", stream=True)
    assert not ends_well(client, raw)
    assert b'"error"' in raw
    assert not tickets(client, events_of(raw))
    assert record.attempt().ending is Ending.CUT
    assert not record.attempt().counted_by_provider


@pytest.mark.parametrize("client", CLIENTS)
async def test_an_error_of_ours_has_the_wires_own_shape(session, client):
    path, body = CLIENTS[client]
    async with session.post(path, json={"model": "nothing", **body("hi")}) as response:
        said = await response.json()
    assert response.status == 404
    if client == "anthropic":
        assert (said["type"], said["error"]["type"]) == ("error", "not_found_error")
    else:
        assert said["error"]["code"] == "model_not_found"


async def test_what_cannot_be_carried_is_refused_and_named(session, record):
    response, raw = await ask(session, "openai", "anthropic", "hi", n=2)
    said = json.loads(raw)["error"]
    assert (response.status, said["code"], said["param"]) == (400, "cannot_be_carried", "n")
    attempt = record.attempt()
    assert (attempt.ending, attempt.error) == (Ending.FAILED, "cannot_be_carried")
    assert not attempt.was_sent
    assert attempt.cost.micros == 0


async def test_a_hint_that_finds_no_place_is_told(session):
    _, raw = await ask(session, "openai", "anthropic", "hi", prompt_cache_key="x")
    assert json.loads(raw)["wayfare"]["left_out"] == ["prompt_cache_key"]


@pytest.mark.parametrize(
    ("provider", "left_out"), [("anthropic", []), ("openai", ["anthropic-beta"])]
)
async def test_a_header_that_asks_for_something_goes_along_or_is_told(session, provider, left_out):
    asked = {"model": PROVIDERS[provider], **messages("hi")}
    headers = {"anthropic-beta": "context-management-2025-06-27"}
    async with session.post("/v1/messages", json=asked, headers=headers) as response:
        assert (await response.json())["wayfare"]["left_out"] == left_out
