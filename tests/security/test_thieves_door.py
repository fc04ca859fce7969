"""No way in but the door: guessed keys, keys in other places, paths written otherwise."""

import asyncio

import pytest

from people import bearer, join
from wayfare.bootstrap import make_key
from wayfare.domain.account import Role
from wayfare.store.keys import revoke_key


def variants(key: str) -> list[str]:
    swapped = "A" if key[-1] != "A" else "B"
    return [
        key[:-1],
        key + "A",
        key[:-1] + swapped,
        key.removeprefix("wf-"),
        key.swapcase(),
        "wf-" + key,
        key + "\t,x",
        f"{key},{key}",
        "wf-",
        "*",
        "null",
        "' OR '1'='1",
        "%" * 40,
        "é" * 40,
        "a" * 5_000,
    ]


async def test_what_is_almost_a_key_opens_nothing_and_learns_nothing(client, wayfare, environ, key):
    """The answer is the same for a guess, for a near miss and for a key that was revoked."""
    revoked_id, revoked = make_key(
        wayfare.database, environ, user="owner", label="x", may_learn=False
    )
    revoke_key(wayfare.database, revoked_id, now=1.0)
    answers = set()
    for guess in (*variants(key), revoked):
        for headers in (bearer(guess), {"x-api-key": guess, "authorization": "Basic eDp5"}):
            answer = await client.get("/v1/models", headers=headers)
            assert answer.status == 401, guess
            answers.add(answer.raw)
    assert len(answers) == 1


async def test_a_key_in_any_other_place_is_no_key(client, key):
    elsewhere = [
        ({}, {"key": key, "api_key": key, "access_token": key}),
        ({"cookie": f"key={key}; wayfare-session={key}; authorization=Bearer {key}"}, {}),
        ({"x-forwarded-authorization": f"Bearer {key}"}, {}),
        ({"proxy-authorization": f"Bearer {key}"}, {}),
        ({"x-original-authorization": f"Bearer {key}", "x-auth-token": key}, {}),
        ({"authorization": f"Token {key}"}, {}),
        ({"authorization": f"Basic {key}"}, {}),
        ({"authorization": key}, {}),
        ({"api-key": key, "x-goog-api-key": key}, {}),
    ]
    for headers, query in elsewhere:
        shown = {"authorization": "", **headers}
        answer = await client.get("/v1/models", params=query, headers=shown)
        assert answer.status == 401, headers


async def test_two_different_keys_in_one_request_open_nothing(client, wayfare, key):
    """A proxy may have looked at the one while Wayfare takes the other."""
    other = join(wayfare, "kim", Role.MEMBER).key()
    for headers in (
        {"authorization": f"Bearer {key}", "x-api-key": other},
        {"authorization": f"Bearer {other}", "x-api-key": key},
        {"authorization": f"Bearer {key}", "x-api-key": "wf-wrong"},
        {"authorization": "Bearer", "x-api-key": key},
    ):
        answer = await client.get("/v1/models", headers=headers)
        assert answer.status == 401, headers
    same = {"authorization": f"Bearer {key}", "x-api-key": key}
    assert (await client.get("/v1/models", headers=same)).status == 200


#: What reaches something, written in ways that another reader might read otherwise.
PATHS = [
    "//v1/models",
    "/v1//models",
    "/v1/models/",
    "/healthz/../v1/models",
    "/healthz/..%2fv1/models",
    "/healthz/%2e%2e/v1/models",
    "/healthz%2f..%2fv1%2fmodels",
    "/healthz;/v1/models",
    "/healthz;x=/../v1/models",
    "/v1/models;/healthz",
    "/v1/models?/healthz",
    "/v1/models%3f/healthz",
    "/v1/models%23/healthz",
    "/v1/models%00/healthz",
    "/healthz%00/v1/models",
    "/healthz/",
    "/HEALTHZ",
    "/healthz%20",
    "/healthz.json",
    "/openapi.json/",
    "/openapi.json/../v1/models",
    "/readyz/../metrics",
    "/%76%31/models",
    "/V1/MODELS",
    "/./v1/models",
    "/v1/%2e/models",
    "/\\v1\\models",
    "/api/../v1/models",
    "/api//session",
    "/api/session/",
    "/api/session;x",
    "/API/SESSION",
    "/metrics",
    "/metrics/",
    "/metrics%2f",
    "http://x/v1/models",
    "http://x/healthz/../v1/models",
]
#: What proxies write for themselves, and some servers believe.
BELIEVED = [
    b"x-original-url: /healthz",
    b"x-rewrite-url: /healthz",
    b"x-forwarded-prefix: /healthz",
    b"x-forwarded-path: /healthz",
    b"x-forwarded-host: localhost",
    b"x-forwarded-for: 127.0.0.1",
    b"x-real-ip: 127.0.0.1",
    b"forwarded: for=127.0.0.1;host=localhost",
    b"x-http-method-override: GET",
    b"x-forwarded-user: owner",
    b"x-remote-user: owner",
    b"host: localhost",
    b"host: healthz",
]


async def say(url: str, *lines: bytes) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    try:
        writer.write(b"\r\n".join((*lines, b"connection: close", b"", b"")))
        async with asyncio.timeout(30):
            said = await reader.read()
    finally:
        writer.close()
    assert b'"object":"list"' not in said
    assert b"wayfare_" not in said
    return int(said.split(b" ", 2)[1])


async def test_no_way_to_write_a_path_leads_round_the_door(url):
    for path in PATHS:
        status = await say(url, b"GET " + path.encode() + b" HTTP/1.1", b"host: x")
        assert status in {400, 401}, path


async def test_no_header_of_a_proxy_is_believed(url):
    for line in BELIEVED:
        lines = [line] if line.startswith(b"host") else [b"host: x", line]
        assert await say(url, b"GET /v1/models HTTP/1.1", *lines) == 401, line
        if not line.startswith(b"host"):
            assert await say(url, b"GET /metrics HTTP/1.1", *lines) == 401, line


@pytest.mark.parametrize("hosts", [[], [b"host: a", b"host: b"], [b"host: localhost:1@evil"]])
async def test_whatever_the_host_is_called_the_door_is_the_same(url, hosts):
    assert await say(url, b"GET /v1/models HTTP/1.1", *hosts) in {400, 401}
