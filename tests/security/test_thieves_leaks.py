"""What is secret is nowhere but in its place, and what others write is only text."""

import asyncio
import io
import json
import logging
import re
from pathlib import Path

import aiohttp
import pytest
from rich.console import Console

from loopback import serving
from raw_server import raw_server, reply
from wayfare.api.app import App
from wayfare.bootstrap import Options, make_key, owner_key, run_wayfare
from wayfare.cli.boards import print_board
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import Retries, Store
from wayfare.settings.whole import Settings
from wayfare_client import Client
from wayfare_process import serve_process

PROVIDER_KEY = "sk-of-the-provider-0123456789"
WORDS = "words-that-nobody-may-keep"
JSON = "Content-Type: application/json"
WHOLE = b'{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}'


@pytest.fixture
async def far():
    async with raw_server(stays=True) as server:
        yield server


@pytest.fixture
async def asked(environ, far):
    """A client of a Wayfare that keeps no texts and has one provider, with a key for it."""
    rows = {
        "far": ProviderRow(base_url=far.url, allow_private=True, models=["m"], key_env="FAR_KEY")
    }
    settings = Settings(
        discover=False,
        local=Local(enabled=False),
        providers=rows,
        store=Store(keep_texts=False),
        retries=Retries(waiting_max_s=0),  # each is asked once
    )
    environ = {**environ, "FAR_KEY": PROVIDER_KEY}
    async with run_wayfare(settings, Options(environ=environ)) as running:
        await running.until_listed()
        headers = {"authorization": f"Bearer {owner_key(environ)}"}
        async with (
            serving(App(running)) as url,
            aiohttp.ClientSession(url, headers=headers) as session,
        ):
            yield Client(session)
        running.parts.records.flush()


SENT_BY_A_CLIENT = {
    "cookie": "a=secret-cookie",
    "proxy-authorization": "Basic secret-proxy",
    "x-forwarded-for": "203.0.113.77",
    "referer": "https://secret.example/",
    "origin": "https://secret.example",
    "user-agent": "secret-agent",
    "x-secret": "secret-header",
    "te": "trailers",
    "traceparent": "00-secret-trace",
    "anthropic-beta": "for-another-wire",
    "host": "secret.example",
}


async def test_what_a_client_sends_of_itself_does_not_go_to_a_provider(asked, far, environ):
    far.says = [reply(WHOLE, "200 OK", JSON)]
    answer = await asked.chat("Hi", model="far/m", headers=SENT_BY_A_CLIENT)
    assert answer.status == 200
    (request,) = far.requests
    head = request.partition(b"\r\n\r\n")[0].lower()
    assert b"secret" not in head
    assert b"203.0.113.77" not in head
    assert b"for-another-wire" not in head
    assert owner_key(environ).encode().lower() not in head
    assert PROVIDER_KEY.encode() in request


SENT_BY_A_PROVIDER = (
    "Set-Cookie: a=b",
    "Set-Cookie2: a=b",
    "Server: far",
    "Via: 1.1 far",
    "X-Powered-By: far",
    "Access-Control-Allow-Origin: *",
    "Location: http://169.254.169.254/",
    "Refresh: 0; url=http://far.example/",
    "Content-Security-Policy: none",
    "Proxy-Authenticate: Basic",
    "WWW-Authenticate: Basic",
    "Trailer: x",
    "X-Wayfare-Model: far",
)


async def test_what_a_provider_sends_of_itself_does_not_reach_a_client(asked, far):
    for status in ("200 OK", "429 Busy", "500 No", "302 Found"):
        body = WHOLE if status == "200 OK" else b'{"error":{"message":"no"}}'
        far.says = [reply(body, status, JSON, *SENT_BY_A_PROVIDER)]
        answer = await asked.chat("Hi", model="far/m", allow_redirects=False)
        names = {name.lower() for name in answer.headers}
        sent = {line.partition(":")[0].lower() for line in SENT_BY_A_PROVIDER} - {"x-wayfare-model"}
        assert not names & sent, status
        assert answer.headers.get("x-wayfare-model") != "far"
        assert answer.status < 300 or answer.status >= 400


async def test_an_address_in_a_text_or_an_image_is_not_fetched(asked, far):
    async with raw_server(reply(b"secret")) as inside:
        picture = {"type": "image_url", "image_url": {"url": f"{inside.url}/latest/meta-data"}}
        far.says = [reply(WHOLE, "200 OK", JSON)]
        body = {"model": "far/m", "messages": [{"role": "user", "content": [picture]}]}
        answer = await asked.request("POST", "/v1/chat/completions", json=body)
        assert answer.status == 200
        assert inside.url.encode() in far.requests[-1]
        assert inside.connections == 0


async def test_where_texts_are_not_kept_they_are_nowhere(asked, far, home, caplog, environ):
    caplog.set_level(logging.DEBUG)
    said = WHOLE.replace(b'"hi"', json.dumps(WORDS + "-answer").encode())
    refused = json.dumps({"error": {"message": f"no: {WORDS} {PROVIDER_KEY}"}}).encode()
    for told in (
        reply(said, "200 OK", JSON),
        reply(refused, "400 No", JSON),
        reply(refused, "401 No", JSON),
        reply(refused, "500 No", JSON),
        b"garbage " + WORDS.encode(),
    ):
        far.says = [told]
        headers = {"x-wayfare-conversation": "c"}
        answer = await asked.chat(WORDS, model="far/m", headers=headers)
        assert PROVIDER_KEY.encode() not in answer.raw
        await asked.request("POST", "/v1/responses", json={"model": "far/m", "input": WORDS})
        await asked.stream(WORDS, model="far/m")
    await asked.request("POST", "/v1/chat/completions", data=b'{"model":"' + WORDS.encode())
    await asked.get("/v1/decisions/x")
    kept = b"".join(path.read_bytes() for path in home.glob("wayfare.db*"))
    key = owner_key(environ)
    for secret in (WORDS, PROVIDER_KEY, key, key.removeprefix("wf-")):
        assert secret.encode() not in kept, "the database"
        assert secret not in caplog.text, "the log"


HOSTILE = "x\x1b[2Jred\r\nERROR forged line\x00\x9b31m\u202e"


async def test_what_others_name_cannot_forge_a_line_of_the_log(client, wayfare, environ, caplog):
    caplog.set_level(logging.DEBUG, logger="wayfare")
    make_key(wayfare.database, environ, user="owner", label=HOSTILE, may_learn=False)
    await client.chat("Hi", model=HOSTILE)
    await client.chat("Hi", model="scripted-small", headers={"x-wayfare-conversation": "a\x9b31m"})
    await client.request("POST", "/api/projects", json={"id": HOSTILE})
    await client.request("POST", "/api/users", json={"name": HOSTILE})
    await client.request("POST", "/api/keys", json={"label": HOSTILE})
    await client.request("POST", "/api/session", json={"name": HOSTILE, "password": HOSTILE})
    await client.get("/v1/files/" + "%1b%5b2J%0d%0aERROR")
    for record in caplog.records:
        message = record.getMessage()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", message), message
        assert "\nERROR" not in message


@pytest.mark.parametrize("width", [40, 400])
def test_what_others_name_is_not_obeyed_by_a_terminal(width):
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, color_system=None, width=width)
    print_board(console, ("id", "label"), [("k1", HOSTILE)])
    shown = written.getvalue()
    assert "red" in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "\nERROR" not in shown


def test_a_process_shows_no_key_where_others_see_its_arguments(tmp_path):
    with serve_process(tmp_path, "--scripted", FAR_KEY=PROVIDER_KEY) as server:
        shown = Path(f"/proc/{server.pid}/cmdline").read_bytes()
        assert server.key.encode() not in shown
        assert PROVIDER_KEY.encode() not in shown
        for path in ("config/key", "config/secret", "wayfare.db"):
            assert (tmp_path / path).stat().st_mode & 0o077 == 0, path


async def test_the_server_that_is_started_reads_heads_as_strictly(tmp_path):
    with serve_process(tmp_path, "--scripted") as server:
        lines = {
            b"x-a: " + b"a" * 100_000: b"431",
            b"content-length: 1\r\ntransfer-encoding: chunked": b"400",
            b"transfer-encoding: chunked\r\nx: y": b"401",
        }
        for line, status in lines.items():
            port = int(server.url.rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            body = b"0\r\nx-api-key: " + server.key.encode() + b"\r\n\r\n"
            writer.write(b"GET /v1/models HTTP/1.1\r\nconnection: close\r\nhost: x\r\n" + line)
            writer.write(b"\r\n\r\n" + body)
            async with asyncio.timeout(30):
                said = await reader.read()
            writer.close()
            assert said.split(b" ", 2)[1] == status
