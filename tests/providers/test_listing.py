"""Lists of models, in the shapes in which providers send them, page by page.

The lists are transcribed from public documentation, shortened, on 25 November 2026; where a
row says "its fields", the values are ours:

- OpenAI: its fields, as the types of its SDK have them (`openai.types.Model`)
- Anthropic: platform.claude.com/docs/en/api/models-list
- Gemini: ai.google.dev/api/models; two rows are its fields
- Together: docs.together.ai/reference/models
- DeepSeek: api-docs.deepseek.com/api/list-models, read in a mirror
- Cohere: docs.cohere.com/reference/list-models, its fields
"""

import asyncio
import json
from dataclasses import replace

import pytest

from raw_server import raw_server, reply
from wayfare.domain.deployment import CHAT_FEATURES, Deployment, Feature
from wayfare.domain.errors import ProviderError
from wayfare.ports import Call
from wayfare.providers.address import address_of_row
from wayfare.providers.http import HttpProvider
from wayfare.providers.listing import read_page, shape_of
from wayfare.providers.presets import PRESETS, TRANSCRIBED, Shape
from wayfare.settings.providers import ProviderRow
from wayfare.settings.serving import Timeouts

OPENAI = b"""{
  "object": "list",
  "data": [
    {"id": "model-id-0", "object": "model", "created": 1686935002,
     "owned_by": "organization-owner"},
    {"id": "model-id-1", "object": "model", "created": 1686935002,
     "owned_by": "organization-owner"},
    {"id": "model-id-2", "object": "model", "created": 1686935002, "owned_by": "openai"}
  ]
}"""
ANTHROPIC = b"""{
  "data": [
    {"id": "claude-opus-4-6",
     "capabilities": {"batch": {"supported": true}, "citations": {"supported": true}},
     "created_at": "2026-02-04T00:00:00Z", "display_name": "Claude Opus 4.6",
     "max_input_tokens": 0, "max_tokens": 0, "type": "model"}
  ],
  "first_id": "first_id",
  "has_more": true,
  "last_id": "last_id"
}"""
GEMINI = b"""{
  "models": [
    {"name": "models/gemini-2.5-flash", "version": "001", "displayName": "Gemini 2.5 Flash",
     "inputTokenLimit": 1048576, "outputTokenLimit": 65536,
     "supportedGenerationMethods": ["generateContent", "countTokens", "createCachedContent",
       "batchGenerateContent"], "temperature": 1, "topP": 0.95, "topK": 64, "thinking": true},
    {"name": "models/gemini-embedding-001", "version": "001",
     "displayName": "Gemini Embedding 001", "inputTokenLimit": 2048, "outputTokenLimit": 1,
     "supportedGenerationMethods": ["embedContent", "countTextTokens"]},
    {"name": "models/veo-3.0-generate-001", "version": "3.0", "inputTokenLimit": 480,
     "outputTokenLimit": 8192, "supportedGenerationMethods": ["predictLongRunning"]}
  ],
  "nextPageToken": "Ch1tb2RlbHM="
}"""
TOGETHER = b"""[
  {"id": "Austism/chronos-hermes-13b", "object": "model", "created": 1692896905,
   "type": "chat", "display_name": "Chronos Hermes (13B)", "organization": "Austism",
   "license": "other", "context_length": 2048,
   "pricing": {"hourly": 0, "input": 0.3, "output": 0.3, "base": 0, "finetune": 0}}
]"""
DEEPSEEK = b"""{"object": "list", "data": [
  {"id": "deepseek-chat", "object": "model", "owned_by": "deepseek"},
  {"id": "deepseek-reasoner", "object": "model", "owned_by": "deepseek"}
]}"""
COHERE = b"""{"models": [
  {"name": "command-a-03-2025", "is_deprecated": false, "endpoints": ["generate", "chat"],
   "finetuned": false, "context_length": 288000, "default_endpoints": ["chat"]},
  {"name": "embed-v4.0", "endpoints": ["embed", "classify"], "context_length": 128000},
  {"name": "rerank-v4.0", "endpoints": ["rerank"], "context_length": 32768}
], "next_page_token": "more"}"""

CHAT, EMBEDDER = CHAT_FEATURES, frozenset({Feature.EMBEDDINGS})
NO_USE: frozenset[Feature] = frozenset()

LISTS = [
    (Shape.OPENAI, OPENAI, [(f"model-id-{n}", CHAT, None) for n in range(3)], ""),
    (
        Shape.ANTHROPIC,
        ANTHROPIC,
        [("claude-opus-4-6", CHAT, None)],
        "limit=1000&after_id=last_id",
    ),
    (
        Shape.GEMINI,
        GEMINI,
        [
            ("gemini-2.5-flash", CHAT, 1_048_576),
            ("gemini-embedding-001", EMBEDDER, 2_048),
            ("veo-3.0-generate-001", NO_USE, 480),
        ],
        "pageSize=1000&pageToken=Ch1tb2RlbHM%3D",
    ),
    (Shape.OPENAI, TOGETHER, [("Austism/chronos-hermes-13b", CHAT, 2_048)], ""),
    (
        Shape.OPENAI,
        DEEPSEEK,
        [("deepseek-chat", CHAT, None), ("deepseek-reasoner", CHAT, None)],
        "",
    ),
    (
        Shape.COHERE,
        COHERE,
        [
            ("command-a-03-2025", CHAT, 288_000),
            ("embed-v4.0", EMBEDDER, 128_000),
            ("rerank-v4.0", NO_USE, 32_768),
        ],
        "page_size=1000&page_token=more",
    ),
]


@pytest.mark.parametrize(("shape", "body", "models", "next_query"), LISTS)
def test_a_list_is_read_with_what_it_says_of_its_models(shape, body, models, next_query):
    page = read_page(shape, body)
    assert [(m.name, m.features, m.context_tokens) for m in page.models] == models
    assert page.next_query == next_query


@pytest.mark.parametrize(
    ("row", "features"),
    [
        ({"id": "m"}, CHAT),
        ({"id": "text-embedding-3"}, EMBEDDER),
        ({"id": "whisper-1"}, NO_USE),
        ({"id": "m", "type": "image"}, CHAT),  # a word that nobody defined says nothing
        ({"id": "whisper-chat", "type": "chat"}, CHAT),
        ({"id": "m", "type": "embedding"}, EMBEDDER),
        ({"id": "m", "active": False}, NO_USE),
        ({"id": "m", "active": True}, CHAT),
        ({"id": "m", "capabilities": {"completion_chat": False}}, NO_USE),
        ({"id": "m", "capabilities": {"completion_chat": True}}, CHAT),
        ({"id": "mistral-embed", "capabilities": {"completion_chat": False}}, EMBEDDER),
        ({"id": "m", "capabilities": [], "type": 7, "context_length": "many"}, CHAT),
    ],
)
def test_what_a_row_says_of_a_model_is_believed(row, features):
    models = read_page(Shape.OPENAI, json.dumps({"data": [row]}).encode()).models
    assert [model.features for model in models] == [features]


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b"7", b'{"data":{}}', b'{"data":[7]}', b'{"models":[{}]}']
)
def test_what_is_no_list_is_not_taken_for_one(shape, body):
    with pytest.raises(ValueError, match=r".") as error:
        read_page(shape, body)
    assert str(error.value)


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (OPENAI, Shape.OPENAI),
        (ANTHROPIC, Shape.ANTHROPIC),
        (GEMINI, Shape.GEMINI),
        (COHERE, None),
        (TOGETHER, None),
        (b"<html>", None),
        (b"7", None),
        (b'{"error":"no"}', None),
    ],
)
def test_a_list_tells_whose_shape_it_has(body, shape):
    assert shape_of(body) is shape


# --- over sockets ------------------------------------------------------------------------


async def fetched(row: ProviderRow, **changes):
    address = address_of_row("p", row, {"P_KEY": "sk-1"})
    provider = HttpProvider(address, Timeouts())
    try:
        return await provider.deployments()
    finally:
        await provider.close()


def row_at(url: str, wire: str) -> ProviderRow:
    return ProviderRow(base_url=url, wire=wire, key_env="P_KEY", allow_private=True)


class Pages:
    """A server that gives one page after another, and hangs up after each."""

    def __init__(self, *bodies: bytes) -> None:
        self._bodies = list(bodies)
        self.requests: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(head.decode())
        body = self._bodies.pop(0) if len(self._bodies) > 1 else self._bodies[0]
        writer.write(reply(body, "200 OK", "Connection: close"))
        await writer.drain()
        writer.close()


@pytest.mark.parametrize(
    ("wire", "first", "last", "models", "asks", "key"),
    [
        (
            "anthropic",
            ANTHROPIC,
            ANTHROPIC.replace(b'true,\n  "last', b'false,\n  "last').replace(b"opus", b"haiku"),
            ["claude-opus-4-6", "claude-haiku-4-6"],
            ["/v1/models?limit=1000 ", "/v1/models?limit=1000&after_id=last_id "],
            "x-api-key: sk-1",
        ),
        (
            "gemini",
            GEMINI,
            b'{"models": []}',
            ["gemini-2.5-flash", "gemini-embedding-001", "veo-3.0-generate-001"],
            ["/v1/models?pageSize=1000 ", "/v1/models?pageSize=1000&pageToken=Ch1tb2RlbHM%3D "],
            "x-goog-api-key: sk-1",
        ),
    ],
)
async def test_pages_are_read_to_the_last(wire, first, last, models, asks, key):
    pages = Pages(first, last)
    async with await asyncio.start_server(pages.serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        found = await fetched(row_at(f"http://127.0.0.1:{port}/v1", wire))
    assert [d.model for d in found] == models
    assert {d.wires for d in found} == {(wire,)}
    assert [ask in request for ask, request in zip(asks, pages.requests, strict=True)] == [True] * 2
    assert all(key in request for request in pages.requests)
    assert all("uthorization" not in request for request in pages.requests)
    assert ("anthropic-version: 2023-06-01" in pages.requests[0]) == (wire == "anthropic")


async def test_a_list_that_never_ends_is_given_up():
    pages = Pages(ANTHROPIC)
    async with await asyncio.start_server(pages.serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        found = await fetched(row_at(f"http://127.0.0.1:{port}/v1", "anthropic"))
    assert len(found) == 1
    assert len(pages.requests) == 2  # the same page twice is the end


async def test_a_provider_without_a_list_says_what_to_do():
    row = ProviderRow(base_url="https://mine.openai.azure.com/openai/v1", like="azure")
    with pytest.raises(ProviderError, match="Name them in the settings"):
        await fetched(row)


def test_every_row_that_claims_a_transcribed_exchange_is_in_a_table_here():
    claimed = {name for name, p in PRESETS.items() if p.tested.startswith(TRANSCRIBED)}
    assert claimed == {"openai", "anthropic", "gemini", "together", "deepseek"}


# --- how a call is addressed -------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "endpoint", "query", "asks"),
    [
        ({}, "chat/completions", "", "/v1/chat/completions "),
        ({}, "chat/completions", "beta=true", "/v1/chat/completions?beta=true "),
        (
            {"query": "?api-version=preview"},
            "responses",
            "a=b",
            "/v1/responses?a=b&api-version=preview ",
        ),
        (
            {},
            "models/m:streamGenerateContent?alt=sse",
            "x=y",
            "/v1/models/m:streamGenerateContent?alt=sse&x=y ",
        ),
    ],
)
async def test_a_calls_query_is_merged_with_the_rows(row, endpoint, query, asks):
    async with raw_server(reply(b"{}")) as server:
        written = ProviderRow(base_url=server.url, allow_private=True, **row)
        provider = HttpProvider(address_of_row("p", written, {}), Timeouts())
        call = Call(Deployment("p/m", "p", "m"), endpoint, b"{}", stream=False, query=query)
        (await provider.send(call)).close()
        await provider.close()
    assert server.requests[0].decode().startswith(f"POST {asks}")


async def test_a_calls_own_headers_win_over_the_rows_and_the_wires():
    async with raw_server(reply(b"{}")) as server:
        written = ProviderRow(
            base_url=server.url,
            allow_private=True,
            wire="anthropic",
            key_env="K",
            headers={"X-Team": "one", "Anthropic-Beta": "ours"},
        )
        address = address_of_row("p", written, {"K": "sk-1"})
        provider = HttpProvider(address, Timeouts())
        headers = {"anthropic-version": "2024-01-01", "anthropic-beta": "theirs"}
        call = Call(Deployment("p/m", "p", "m"), "messages", b"{}", stream=False, headers=headers)
        (await provider.send(call)).close()
        await provider.close()
    head = server.requests[0].decode().lower()
    assert "anthropic-version: 2024-01-01\r\n" in head
    assert "anthropic-beta: theirs\r\n" in head
    assert "x-team: one\r\n" in head
    assert head.count("anthropic-version") == head.count("anthropic-beta") == 1


async def test_a_field_that_a_provider_refuses_is_left_out_and_the_rest_stays_as_written():
    async with raw_server(reply(b"{}")) as server:
        address = replace(
            address_of_row("p", ProviderRow(base_url=server.url, like="cohere"), {}),
            allow_private=True,
        )
        provider = HttpProvider(address, Timeouts())
        body = b'{"model":"m","temperature":1.0,"stream_options":{"include_usage":true},"x":1e3}'
        call = Call(Deployment("p/m", "p", "m"), "chat/completions", body, stream=True)
        (await provider.send(call)).close()
        await provider.close()
    assert server.requests[0].endswith(b'\r\n\r\n{"model":"m","temperature":1.0,"x":1e3}')


# --- rows of the owner's -----------------------------------------------------------------


def address(**row):
    keys = {"OPENAI_API_KEY": "sk-openai", "MINE": "sk-mine", "AZURE_OPENAI_API_KEY": "sk-azure"}
    name = row.pop("name", "p")
    return address_of_row(name, ProviderRow(**row), keys)


def test_what_is_left_open_is_as_with_the_usual_provider_of_that_address():
    mine = address(base_url="https://api.openai.com/v1/", key_env="MINE")
    assert (mine.like, mine.wires) == ("openai", ("openai", "responses"))
    assert (mine.length_field, mine.key) == ("max_completion_tokens", "sk-mine")
    assert address(base_url="https://api.openai.com/v1").key == "sk-openai"


def test_a_usual_providers_key_never_goes_to_another_address():
    for row in ({"name": "openai"}, {"like": "openai"}, {"name": "openai", "wire": "anthropic"}):
        assert address(base_url="https://elsewhere.example/v1", **row).key == ""
    assert address(base_url="https://elsewhere.example/v1", like="openai", key_env="MINE").key


def test_a_usual_provider_whose_address_is_each_owners_own_is_known_by_its_name():
    found = address(name="azure", base_url="https://mine.openai.azure.com/openai/v1")
    assert found.fixed_headers() == {"api-key": "sk-azure"}
    assert found.wires == ("openai", "responses")


def test_a_usual_address_asked_in_another_wire_is_asked_as_that_wire_wants():
    found = address(
        base_url="https://api.deepseek.com/anthropic/v1", wire="anthropic", key_env="MINE"
    )
    assert found.fixed_headers() == {"anthropic-version": "2023-06-01", "x-api-key": "sk-mine"}
    assert found.length_field == "max_tokens"
