"""Every wire of the scripted provider at one address, over real sockets."""

import json

import aiohttp
import pytest

from dialects import DIALECTS, MESSAGES
from loopback import serving
from wayfare.providers.scripted import http_app, scripted_providers

VERSION = dict(MESSAGES.headers)


@pytest.fixture
async def session():
    async with (
        serving(http_app(*scripted_providers())) as url,
        aiohttp.ClientSession(url) as session,
    ):
        yield session


async def fetch(session, method, path, body=None, headers=None):
    async with session.request(method, path, json=body, headers=headers) as response:
        return response.status, json.loads(await response.read())


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.wire)
async def test_each_wire_answers_at_its_own_path(session, dialect, stream):
    body = dialect.ask("안녕", stream=stream)
    path = dialect.base + dialect.endpoint(stream)
    async with session.post(path, json=body, headers=dict(dialect.headers)) as response:
        assert response.status == 200
        raw = await response.read()
    said = dialect.read_stream(raw) if stream else dialect.read(raw)
    assert said.text == "You said: 안녕"


async def test_a_path_that_no_wire_knows_is_not_found(session):
    for path in ("/v1/nothing", "/v1beta/nothing", "/nothing"):
        status, body = await fetch(session, "POST", path, {})
        assert status == 404
        assert body["error"]["message"]


async def test_anthropic_wants_its_version(session):
    status, body = await fetch(session, "POST", "/v1/messages", MESSAGES.ask("Hi"))
    assert status == 400
    assert body["error"]["message"] == "anthropic-version: header is required"


async def test_tokens_are_counted(session):
    asked = {"model": "scripted-small", "messages": [{"role": "user", "content": "Hi"}]}
    found = await fetch(session, "POST", "/v1/messages/count_tokens", asked, VERSION)
    assert found == (200, {"input_tokens": 8})


async def test_each_wire_lists_its_models_its_own_way(session):
    _, openai = await fetch(session, "GET", "/v1/models")
    assert "scripted-embed" in [model["id"] for model in openai["data"]]
    _, anthropic = await fetch(session, "GET", "/v1/models", headers=VERSION)
    assert (anthropic["has_more"], anthropic["data"][0]["type"]) == (False, "model")
    _, gemini = await fetch(session, "GET", "/v1beta/models")
    assert "models/scripted-small" in [model["name"] for model in gemini["models"]]
    _, one = await fetch(session, "GET", "/v1beta/models/scripted-small")
    assert one["displayName"] == "scripted-small"
    status, body = await fetch(session, "GET", "/v1/models/gpt-0", headers=VERSION)
    assert (status, body["error"]["type"]) == (404, "not_found_error")


async def test_a_response_is_kept_until_it_is_deleted(session):
    _, made = await fetch(
        session, "POST", "/v1/responses", {"model": "scripted-small", "input": "Hi"}
    )
    path = f"/v1/responses/{made['id']}"
    assert await fetch(session, "GET", path) == (200, made)
    _, deleted = await fetch(session, "DELETE", path)
    assert deleted == {"id": made["id"], "object": "response", "deleted": True}
    assert (await fetch(session, "GET", path))[0] == 404
    assert (await fetch(session, "DELETE", path))[0] == 404
