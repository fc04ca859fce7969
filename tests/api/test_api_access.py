"""Nobody comes in without a key, and every refusal has the wire's shape."""

import json

import aiohttp
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import make_key
from wayfare.domain.errors import StoreError
from wayfare.gateway.accounts.keys import Keyring
from wayfare.gateway.clock import Clock
from wayfare.settings.serving import Server
from wayfare.settings.whole import Settings
from wayfare.store.keys import revoke_key


def check_shape(answer, status, code):
    assert answer.status == status
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.error) == {"message", "type", "param", "code"}
    assert answer.error["code"] == code


NO_KEY = [
    {},
    {"authorization": ""},
    {"authorization": "Bearer"},
    {"authorization": "Bearer "},
    {"authorization": "Bearer wf-wrong"},
    {"authorization": "Basic d2Y6d2Y="},
    {"x-api-key": ""},
    {"x-api-key": "wf-wrong"},
]


@pytest.mark.parametrize("headers", NO_KEY)
async def test_without_a_key_that_is_known_nothing_is_answered(url, provider, record, headers):
    async with (
        aiohttp.ClientSession(url) as session,
        session.post(
            "/v1/chat/completions", json={"model": "scripted-small"}, headers=headers
        ) as response,
    ):
        assert response.status == 401
        assert response.headers["www-authenticate"] == "Bearer"
        error = (await response.json())["error"]
    assert (error["type"], error["code"]) == ("authentication_error", "invalid_api_key")
    assert "wayfare keys add" in error["message"]
    assert "wf-wrong" not in error["message"]
    assert provider.ledger == []
    assert record.decisions() == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/docs"),
        ("GET", "/chats"),
        ("GET", "/page/index.html"),
        ("GET", "/assets"),
        ("GET", "/assets/"),
        ("POST", "/v1/completions"),
        ("OPTIONS", "/v1/models"),
        ("GET", "/healthz/"),
        ("GET", "/healthz/x"),
        ("GET", "/HEALTHZ"),
        ("GET", "/api"),
        ("GET", "/api/"),
        ("GET", "/api/nothing"),
        ("DELETE", "/api/users"),
    ],
)
async def test_where_nothing_is_nobody_comes_in_without_a_key(url, method, path):
    async with (
        aiohttp.ClientSession(url) as session,
        session.request(method, path, allow_redirects=False) as response,
    ):
        assert response.status == 401


async def test_whether_it_lives_may_be_asked_by_anybody(url):
    async with aiohttp.ClientSession(url) as session, session.get("/healthz") as response:
        assert (response.status, await response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "scheme",
    [
        "authorization: Bearer {}",
        "authorization: bearer {}",
        "authorization: BEARER   {} ",
        "x-api-key: {}",
    ],
)
async def test_a_key_may_come_as_either_kind_of_client_sends_it(url, key, scheme):
    name, _, value = scheme.partition(": ")
    async with (
        aiohttp.ClientSession(url) as session,
        session.get("/v1/models", headers={name: value.format(key)}) as response,
    ):
        assert response.status == 200


async def test_a_revoked_key_opens_nothing(client, wayfare, environ):
    key_id, key = make_key(wayfare.database, environ, user="kim", label="x", may_learn=False)
    headers = {"authorization": f"Bearer {key}"}
    _, other = make_key(wayfare.database, environ, user="kim", label="y", may_learn=False)
    assert revoke_key(wayfare.database, key_id, now=1.0)
    check_shape(await client.chat("Hi", headers=headers), 401, "invalid_api_key")
    answer = await client.chat("Hi", headers={"authorization": f"Bearer {other}"})
    assert answer.status == 200


async def test_a_request_is_written_down_for_the_key_that_asked(client, wayfare, environ, record):
    key_id, key = make_key(wayfare.database, environ, user="kim", label="x", may_learn=False)
    await client.chat("Hi", headers={"authorization": f"Bearer {key}"})
    (decision,) = record.decisions()
    assert (decision.user, decision.key_id) == ("kim", key_id)


async def test_no_key_and_no_secret_lie_in_the_database(client, record, key, home):
    await client.chat("Hi")
    record.decisions()
    secret = (home / "config" / "secret").read_text().strip()
    stored = b"".join(path.read_bytes() for path in home.glob("wayfare.db*"))
    for text in (key, key.removeprefix("wf-"), secret):
        assert text.encode() not in stored
    assert bytes.fromhex(secret) not in stored


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/docs"),
        ("GET", "/v1"),
        ("POST", "/v1/completions"),
        ("POST", "/v1/chat/completions/"),
        ("GET", "/healthz/"),
        ("GET", "/v1/decisions"),
        ("GET", "/v1/decisions/"),
        ("GET", "/v1/decisions/a/b"),
    ],
)
async def test_where_nothing_is_it_says_so_in_the_wires_shape(client, method, path):
    answer = await client.request(method, path, allow_redirects=False)
    check_shape(answer, 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/chat/completions", "POST"),
        ("DELETE", "/v1/embeddings", "POST"),
        ("POST", "/v1/models", "GET"),
        ("DELETE", "/v1/models/scripted-small", "GET"),
        ("PUT", "/v1/decisions/x", "GET"),
        ("POST", "/healthz", "GET"),
    ],
)
async def test_a_method_that_is_not_taken_is_named_with_those_that_are(
    client, method, path, allowed
):
    answer = await client.request(method, path)
    check_shape(answer, 405, "not_found")
    assert allowed in answer.headers["allow"].split(", ")
    assert method in answer.error["message"]


class TestSmallBodies:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(server=Server(body_bytes_max=1024))

    @pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/embeddings"])
    async def test_a_body_that_is_too_large_is_refused(self, client, provider, path):
        answer = await client.request("POST", path, data=b" " * 1025)
        check_shape(answer, 413, "request_too_large")
        assert "server.body_bytes_max" in answer.error["message"]
        assert provider.ledger == []

    async def test_a_body_in_pieces_is_refused_as_soon_as_it_is_too_large(self, client):
        async def pieces():
            for _ in range(40):
                yield b" " * 100

        answer = await client.request("POST", "/v1/chat/completions", data=pieces())
        check_shape(answer, 413, "request_too_large")

    async def test_a_body_that_just_fits_is_read(self, client):
        body = b'{"model":"scripted-small","messages":[{"role":"user","content":"Hi"}]}'
        fitting = body.ljust(1024)
        for data in (fitting, _in_pieces(fitting)):
            answer = await client.request("POST", "/v1/chat/completions", data=data)
            assert answer.status == 200


async def _in_pieces(body: bytes):
    for begin in range(0, len(body), 100):
        yield body[begin : begin + 100]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"model":"auto"}'])
async def test_a_body_that_cannot_be_read_is_refused_and_not_written_down(client, record, body):
    answer = await client.request("POST", "/v1/chat/completions", data=body)
    assert answer.status == 400
    assert answer.error["type"] == "invalid_request_error"
    assert record.decisions() == []


async def test_where_nothing_can_be_recorded_nothing_is_asked(wayfare, client, provider):
    """An answer that cannot be written down is not given: the record is true."""
    wayfare.parts.records.close()
    answer = await client.chat("Hi")
    check_shape(answer, 503, StoreError.code)
    assert answer.headers["retry-after"] == "5"
    assert provider.ledger == []


async def test_a_fault_at_the_door_opens_it_to_nobody_and_shows_nothing(wayfare, key, caplog):
    def find(digest: bytes, now: float) -> None:
        raise RuntimeError("secret detail")

    wayfare.keyring = Keyring(find, bytes(32), Clock())
    async with (
        serving(App(wayfare)) as url,
        aiohttp.ClientSession(url) as session,
        session.get("/v1/models", headers={"x-api-key": key}) as response,
    ):
        assert response.status == 500
        error = json.loads(await response.read())["error"]
    assert error["message"] == "Wayfare failed by a fault of its own. Its log says more."
    assert "secret detail" in caplog.text
