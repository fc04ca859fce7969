"""Whatever stands between Wayfare and a provider has a name: asked over real sockets."""

import asyncio
import json
from dataclasses import replace

import pytest

from loopback import closed_port, serving
from raw_server import raw_server, reply
from wayfare.domain.deployment import Deployment
from wayfare.domain.price import Price, Rates
from wayfare.providers.address import address_of_row
from wayfare.providers.checkup import Finding, ask, cheapest, fare_micros, look
from wayfare.providers.http import HttpProvider
from wayfare.providers.scripted import ScriptedProvider, http_app
from wayfare.settings.providers import ProviderRow
from wayfare.settings.serving import Timeouts

HOME = {"allow_private": True}


def provider_at(url: str, row: ProviderRow | None = None, **changes) -> HttpProvider:
    address = address_of_row("p", row or ProviderRow(base_url=url), {"P_KEY": "sk-secret-1"})
    changes = {"key": "sk-secret-1", "key_env": ("P_KEY",), **HOME, **changes}
    timeouts = Timeouts(connect_s=10)
    return HttpProvider(replace(address, **changes), timeouts)


async def look_at(url: str, row: ProviderRow | None = None, **changes):
    provider = provider_at(url, row, **changes)
    try:
        return await look(provider)
    finally:
        await provider.close()


OPENAI_LIST = b'{"object":"list","data":[{"id":"m","object":"model"}]}'
ANTHROPIC_LIST = (
    b'{"data":[{"type":"model","id":"claude-x","display_name":"X",'
    b'"created_at":"2025-02-19T00:00:00Z"}],"has_more":false,"first_id":"claude-x",'
    b'"last_id":"claude-x"}'
)
GEMINI_LIST = (
    b'{"models":[{"name":"models/gemini-x","supportedGenerationMethods":["generateContent"]}]}'
)
ANTHROPIC_ERROR = (
    b'{"type":"error","error":{"type":"authentication_error","message":"x-api-key header is '
    b'required"},"request_id":"req_1"}'
)
GEMINI_ERROR = (
    b'{"error":{"code":401,"message":"Request had invalid authentication credentials.",'
    b'"status":"UNAUTHENTICATED"}}'
)
GEMINI_BAD_KEY = (
    b'{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",'
    b'"status":"INVALID_ARGUMENT"}}'
)


def openai_error(message: str, kind: str, code: str | None = None) -> bytes:
    error = {"message": message, "type": kind, "param": None, "code": code}
    return json.dumps({"error": error}).encode()


WRONG_KEY = openai_error("Incorrect API key provided: sk-secret-1.", "invalid_request_error")

#: (wire, status, body, what is found)
ANSWERS = [
    ("openai", "200 OK", OPENAI_LIST, Finding.GOOD),
    ("anthropic", "200 OK", ANTHROPIC_LIST, Finding.GOOD),
    ("gemini", "200 OK", GEMINI_LIST, Finding.GOOD),
    ("openai", "200 OK", b'{"object":"list","data":[]}', Finding.NO_MODELS),
    ("openai", "200 OK", b'{"object":"list","data":[{"id":"tts-1"}]}', Finding.NO_MODELS),
    ("openai", "200 OK", b"<html>", Finding.ODD_LIST),
    ("openai", "200 OK", b'{"data":{}}', Finding.ODD_LIST),
    ("openai", "401 No", WRONG_KEY, Finding.KEY_REFUSED),
    ("openai", "401 No", b"", Finding.KEY_REFUSED),
    ("anthropic", "401 No", ANTHROPIC_ERROR, Finding.KEY_REFUSED),
    ("gemini", "400 Bad", GEMINI_BAD_KEY, Finding.KEY_REFUSED),
    ("openai", "403 No", openai_error("no access", "forbidden"), Finding.FORBIDDEN),
    ("openai", "402 Pay", b"{}", Finding.NO_CREDIT),
    (
        "openai",
        "429 Too Many",
        openai_error("You exceeded your current quota", "x", "insufficient_quota"),
        Finding.NO_CREDIT,
    ),
    (
        "anthropic",
        "400 Bad",
        b'{"type":"error","error":{"type":"x","message":"Your credit balance is too low"}}',
        Finding.NO_CREDIT,
    ),
    ("openai", "429 Too Many", openai_error("slow down", "rate_limit"), Finding.RATE_LIMITED),
    ("openai", "404 No", b"<html>", Finding.NOT_FOUND),
    ("openai", "405 No", b"", Finding.NOT_FOUND),
    ("openai", "307 Temporary", b"", Finding.REDIRECTED),
    ("openai", "503 No", b"", Finding.FAILING),
    ("openai", "418 Teapot", b"", Finding.REFUSED),
]


@pytest.mark.parametrize(("wire", "status", "body", "finding"), ANSWERS)
async def test_what_a_server_says_has_a_name(wire, status, body, finding):
    async with raw_server(reply(body, status)) as server:
        found = await look_at(server.url, ProviderRow(base_url=server.url, wire=wire))
    assert found.finding is finding
    assert "sk-secret-1" not in found.said


@pytest.mark.parametrize(
    ("wire", "status", "body", "speaks"),
    [
        ("openai", "401 No", ANTHROPIC_ERROR, "anthropic"),
        ("openai", "200 OK", ANTHROPIC_LIST, "anthropic"),
        ("openai", "401 No", GEMINI_ERROR, "gemini"),
        ("openai", "200 OK", GEMINI_LIST, "gemini"),
        ("anthropic", "401 No", WRONG_KEY, "openai"),
        ("anthropic", "200 OK", OPENAI_LIST, "openai"),
        ("gemini", "200 OK", OPENAI_LIST, "openai"),
        ("responses", "401 No", ANTHROPIC_ERROR, "anthropic"),
    ],
)
async def test_a_server_that_speaks_another_wire_is_found_out(wire, status, body, speaks):
    async with raw_server(reply(body, status)) as server:
        found = await look_at(server.url, ProviderRow(base_url=server.url, wire=wire))
    assert (found.finding, found.speaks) == (Finding.WRONG_WIRE, speaks)
    assert len(server.requests) == 1


async def test_a_key_that_is_not_there_is_not_asked_with():
    async with raw_server(reply(OPENAI_LIST)) as server:
        found = await look_at(server.url, key="")
    assert (found.finding, found.variable) == (Finding.NO_KEY, "P_KEY")
    assert server.requests == []


async def test_a_server_that_wants_a_key_nobody_named_has_none():
    async with raw_server(reply(b"", "401 No")) as server:
        found = await look_at(server.url, key="", key_env=())
    assert found.finding is Finding.NO_KEY


async def test_nobody_there_and_no_such_host_are_told_apart():
    assert (await look_at(f"http://127.0.0.1:{closed_port()}/v1")).finding is Finding.UNREACHABLE
    assert (await look_at("http://nowhere.invalid/v1")).finding is Finding.NO_HOST


async def test_a_private_address_is_named_before_it_is_asked():
    async with raw_server(reply(OPENAI_LIST)) as server:
        found = await look_at(server.url, allow_private=False)
        assert found.finding is Finding.REFUSED_ADDRESS
        assert "loopback" in found.said
    assert server.requests == []
    assert (await look_at("ftp://x/")).finding is Finding.REFUSED_ADDRESS


async def test_a_server_without_tls_where_it_is_asked_for_is_named():
    async def greet(_, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        found = await look_at(f"https://127.0.0.1:{port}/v1")
    assert found.finding is Finding.TLS


async def test_one_that_is_silent_is_too_slow():
    async with raw_server(60.0) as server:
        provider = provider_at(server.url)
        provider.list_timeout_s = 0.1
        found = await look(provider)
        await provider.close()
    assert found.finding is Finding.TOO_SLOW


async def test_one_without_a_list_has_its_named_models_counted():
    assert (await look_at("http://127.0.0.1:1/v1", listing=None)).finding is Finding.UNLISTED
    async with raw_server(reply(b"", "404 No")) as server:
        found = await look_at(server.url, models=("a", "b"))
    assert (found.finding, found.models) == (Finding.UNLISTED, 2)


async def test_requests_that_cannot_be_signed_are_named():
    found = await look_at("https://models.example/v1", auth="sigv4", key="", key_env=())
    assert found.finding is Finding.UNSIGNED
    assert "no address of Bedrock's" in found.said


# --- a question --------------------------------------------------------------------------


def priced(name: str, price: Price | None, **more) -> Deployment:
    return Deployment(f"p/{name}", "p", name, price=price, **more)


def test_the_cheapest_is_asked_and_its_fare_is_known_before():
    dear = priced("dear", Price(Rates(10_000_000, 10_000_000)))
    cheap = priced("cheap", Price(Rates(1_000_000, 1_000_000)))
    unknown = priced("unknown", None)
    assert cheapest([unknown, dear, cheap]) is cheap
    assert cheapest([unknown]) is unknown
    assert cheapest([replace(dear, features=frozenset())]) is None
    assert fare_micros(cheap) == 40
    assert fare_micros(unknown) is None
    assert fare_micros(priced("here", None, is_local=True)) == 0


async def test_a_question_is_answered():
    script = ScriptedProvider()
    async with serving(http_app(script)) as url:
        provider = provider_at(f"{url}/v1")
        found = await ask(provider, Deployment("p/m", "p", "scripted-small"))
        await provider.close()
    assert (found.finding, found.asked) == (Finding.ANSWERS, "scripted-small")


@pytest.mark.parametrize(
    ("wire", "endpoint", "answer"),
    [
        (
            "anthropic",
            "messages",
            (
                b'{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":'
                b'"text","text":"Yes."}],"stop_reason":"end_turn","stop_sequence":null,"usage":'
                b'{"input_tokens":9,"output_tokens":2}}'
            ),
        ),
        (
            "gemini",
            "models/m:generateContent",
            (
                b'{"candidates":[{"content":{"parts":[{"text":"Yes."}],"role":"model"},'
                b'"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,'
                b'"candidatesTokenCount":2,"totalTokenCount":11},"modelVersion":"m"}'
            ),
        ),
        (
            "responses",
            "responses",
            (
                b'{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m",'
                b'"output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant",'
                b'"content":[{"type":"output_text","text":"Yes.","annotations":[]}]}],"usage":'
                b'{"input_tokens":9,"output_tokens":2,"total_tokens":11}}'
            ),
        ),
    ],
)
async def test_a_question_is_asked_in_the_wire_that_the_provider_speaks(wire, endpoint, answer):
    async with raw_server(reply(answer)) as server:
        provider = provider_at(server.url, ProviderRow(base_url=server.url, wire=wire))
        found = await ask(provider, Deployment("p/m", "p", "m", wires=(wire,)))
        await provider.close()
    assert found.finding is Finding.ANSWERS
    assert server.requests[0].startswith(f"POST /v1/{endpoint} ".encode())


@pytest.mark.parametrize(
    ("says", "finding"),
    [
        (reply(b'{"hello":1}'), Finding.ODD_ANSWER),
        (reply(b"", "404 No"), Finding.NOT_FOUND),
        (reply(b"", "402 No"), Finding.NO_CREDIT),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", Finding.UNREACHABLE),
    ],
)
async def test_a_question_that_is_not_answered_says_why(says, finding):
    async with raw_server(says) as server:
        provider = provider_at(server.url)
        found = await ask(provider, Deployment("p/m", "p", "m"))
        await provider.close()
    assert (found.finding, found.asked) == (finding, "m")
