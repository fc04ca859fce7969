"""/api/credentials and /api/audit: for admins, and no key ever comes back."""

import pytest

from operating import operated
from raw_server import raw_server, reply
from wayfare.bootstrap import make_key
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.whole import Settings

SECRET = "sk-very-secret-7c1f9"


@pytest.fixture
def member(wayfare, environ):
    """What a member sends, whose key may manage."""
    _, key = make_key(
        wayfare.database, environ, user="mina", label="", may_learn=True, may_manage=True
    )
    return {"authorization": f"Bearer {key}"}


async def test_a_key_goes_in_and_never_comes_out(client, home):
    put = await client.request("PUT", "/api/credentials/openai", json={"key": SECRET})
    assert put.status == 200
    listed = await client.get("/api/credentials")
    (kept,) = listed.body["data"]
    assert kept == put.body
    assert set(kept) == {"provider", "created_at", "created_by", "fingerprint"}
    assert kept["created_by"] == "owner"
    audit = await client.get("/api/audit", params={"action": "credential"})
    for answer in (put, listed, audit):
        assert SECRET.encode() not in answer.raw
        assert answer.headers["cache-control"] == "no-store"
    gone = await client.request("DELETE", "/api/credentials/openai")
    assert gone.status == 204
    assert (await client.get("/api/credentials")).body == {"data": []}
    assert (await client.request("DELETE", "/api/credentials/openai")).status == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/credentials/nobody", {"key": SECRET}, 404),
        ("/api/credentials/openai", {"key": ""}, 400),
        ("/api/credentials/openai", {"key": "two words of it"}, 400),
        ("/api/credentials/openai", {"key": 5}, 400),
        ("/api/credentials/openai", {}, 400),
        ("/api/credentials/openai", {"key": SECRET, "extra": 1}, 400),
    ],
)
async def test_what_cannot_be_kept_is_refused_without_being_repeated(client, path, body, status):
    answer = await client.request("PUT", path, json=body)
    assert answer.status == status
    assert SECRET.encode() not in answer.raw
    assert b"two words of it" not in answer.raw
    assert (await client.get("/api/credentials")).body == {"data": []}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/credentials"),
        ("PUT", "/api/credentials/openai"),
        ("DELETE", "/api/credentials/openai"),
        ("POST", "/api/credentials/openai/test"),
        ("GET", "/api/providers"),
        ("GET", "/api/audit"),
    ],
)
async def test_a_member_has_no_business_there_and_a_stranger_less(client, member, method, path):
    answer = await client.request(method, path, json={"key": SECRET}, headers=member)
    assert answer.status == 403
    stranger = {"authorization": "Bearer wf-nobody"}
    assert (await client.request(method, path, headers=stranger)).status == 401


async def test_the_log_is_read_page_by_page(client):
    for place in range(5):
        await client.request("POST", "/api/users", json={"name": f"u{place}", "role": "member"})
    first = (await client.get("/api/audit", params={"action": "user.add", "limit": "3"})).body
    assert [entry["subject"] for entry in first["data"]] == ["u4", "u3", "u2"]
    assert first["has_more"]
    seen = {"action": "user.add", "before": first["data"][-1]["id"]}
    rest = (await client.get("/api/audit", params=seen)).body
    assert [entry["subject"] for entry in rest["data"]] == ["u1", "u0"]
    assert not rest["has_more"]
    assert {entry["actor"] for entry in rest["data"]} == {"owner"}
    assert all(len(entry["through"]) == 32 for entry in rest["data"])  # the key's id


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "since=-1", "limit=²"])
async def test_a_wrong_limit_is_named(client, query):
    answer = await client.get(f"/api/audit?{query}")
    assert (answer.status, answer.error["param"]) == (400, query.partition("=")[0])


async def test_what_is_managed_stands_in_the_log(client):
    await client.request("POST", "/api/users", json={"name": "jun", "role": "member"})
    await client.request("PATCH", "/api/users/jun", json={"role": "admin"})
    await client.request("PATCH", "/api/users/jun", json={"disabled": True})
    made = (await client.request("POST", "/api/keys", json={"label": "x"})).body
    await client.request("DELETE", f"/api/keys/{made['id']}")
    password = {"name": "owner", "password": "wrong words here"}
    await client.request("POST", "/api/session", json=password)
    await client.request("POST", "/api/session", json=password | {"name": "hunter2-my-password"})
    answer = await client.get("/api/audit")
    assert [entry["action"] for entry in answer.body["data"]][::-1] == [
        "user.add",
        "user.role",
        "user.disable",
        "key.add",
        "key.revoke",
        "login_failed",
        "login_failed",
    ]
    assert b"hunter2" not in answer.raw
    assert made["key"].encode() not in answer.raw


@pytest.mark.parametrize(
    ("says", "finding", "models"),
    [
        (reply(b'{"data": [{"id": "m", "object": "model"}]}'), "good", 1),
        (reply(b'{"error": {"message": "No."}}', "401 Unauthorized"), "key_refused", 0),
        (reply(b"<html>"), "odd_list", 0),
    ],
)
async def test_a_key_is_tried_where_it_would_be_sent_and_is_not_kept(
    environ, says, finding, models
):
    async with raw_server(says, stays=True) as server:
        row = ProviderRow(base_url=server.url, allow_private=True)
        settings = Settings(discover=False, local=Local(enabled=False), providers={"mine": row})
        async with operated(environ, settings, scripted=False) as running:
            seen = len(server.requests)  # it was asked for its models at the start
            path, key = "/api/credentials/mine/test", {"key": f" {SECRET}\n"}
            tried = await running.client.request("POST", path, json=key)
            assert tried.status == 200, tried.raw
            assert (tried.body["finding"], tried.body["models"]) == (finding, models)
            assert tried.body["is_fine"] == (finding == "good")
            assert SECRET.encode() not in tried.raw
            assert SECRET.encode() in b"".join(server.requests[seen:])
            assert (await running.client.get("/api/credentials")).body == {"data": []}


@pytest.mark.parametrize(
    ("provider", "body", "status"),
    [
        ("nobody", {}, 404),
        ("azure", {}, 404),
        ("mine", {"key": ""}, 400),
        ("mine", {"key": "two words"}, 400),
        ("mine", {"key": SECRET, "keep": True}, 400),
    ],
)
async def test_what_cannot_be_tried_is_refused(environ, provider, body, status):
    settings = Settings(discover=False, local=Local(enabled=False))
    async with operated(environ, settings, scripted=False) as running:
        path = f"/api/credentials/{provider}/test"
        assert (await running.client.request("POST", path, json=body)).status == status


async def test_a_scripted_wayfare_sends_no_key_anywhere(client):
    for path in ("openai", "anthropic"):
        tried = await client.request("POST", f"/api/credentials/{path}/test", json={"key": SECRET})
        assert tried.status == 409
        assert tried.body["error"]["case"] == "scripted_alone"
        assert SECRET.encode() not in tried.raw


async def test_providers_are_listed_with_where_their_keys_come_from(environ):
    async with operated({**environ, "GROQ_API_KEY": SECRET}) as running:
        client = running.client
        await client.request("PUT", "/api/credentials/openai", json={"key": SECRET})
        listed = await client.get("/api/providers")
    assert SECRET.encode() not in listed.raw
    found = {each["name"]: each for each in listed.body["data"]}
    assert (found["openai"]["key"], found["openai"]["is_asked"]) == ("kept", False)
    assert (found["groq"]["key"], found["groq"]["takes_key"]) == ("environment", True)
    assert (found["mistral"]["key"], found["mistral"]["takes_key"]) == (None, True)
    assert (found["ollama"]["is_local"], found["ollama"]["takes_key"]) == (True, False)
