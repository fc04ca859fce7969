"""Ask through a running server where one answers, else through a gateway of one's own.

Both give the same thing: the bytes of OpenAI's stream, ticket included.
"""

import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec

from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.bootstrap.owner import key_file
from wayfare.cli.addresses import url_at
from wayfare.cli.faults import said_once
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.cli.wishes import headers_of
from wayfare.domain.errors import AuthenticationError, ProviderError, WayfareError
from wayfare.gateway.answer import answer
from wayfare.gateway.asking import NO_ENVELOPE, Envelope
from wayfare.settings.whole import Settings
from wayfare.wire.openai.body import decode_chat
from wayfare.wire.sse import EventReader

Ticket = dict[str, Any]
Pieces = Callable[[bytes], AsyncIterator[bytes]]

SERVER_TIMEOUT_S = 2.0
#: What a Wayfare answers at /healthz.
HEALTHY = b'{"status":"ok"}'


@dataclass(slots=True)
class Heard:
    """What came of a question."""

    text: str = ""
    ticket: Ticket | None = None
    error: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there is an answer, and all of it."""
        return self.error is None and self.ticket is not None and bool(self.text)


def server_url(environ: Mapping[str, str], settings: Settings) -> str:
    """Where a running Wayfare would be. The address for clients, with its /v1, is taken too."""
    usual = url_at(settings.server.host, settings.server.port)
    return (environ.get("WAYFARE_URL") or usual).rstrip("/").removesuffix("/v1")


def own_key(environ: Mapping[str, str]) -> str:
    """The key to show: `WAYFARE_API_KEY`, else the owner's file, else nothing."""
    if key := environ.get("WAYFARE_API_KEY"):
        return key.strip()
    try:
        return key_file(environ).read_text("utf-8").strip()
    except OSError:
        return ""


@asynccontextmanager
async def open_road(
    state: State, options: Options, envelope: Envelope = NO_ENVELOPE
) -> AsyncIterator[Pieces]:
    """The way to an answer: the server that WAYFARE_URL names, or one of one's own, or none.

    `envelope` is said around each question.

    Raises:
        WayfareError: the server that is named does not answer, or refuses the key.
    """
    url, key = server_url(os.environ, state.settings), own_key(os.environ)
    async with AsyncExitStack() as stack:
        stack.enter_context(said_once())
        # one connection a question: between two, the server may have closed a kept one
        connector = aiohttp.TCPConnector(force_close=True)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        if await _welcomes(session, url, key, state.texts):
            said = headers_of(envelope)
            yield lambda body: ask_server(session, url, key, body, state.texts, said)
            return
        wayfare = await stack.enter_async_context(run_wayfare(state.settings, options))
        await wayfare.until_ready()
        yield lambda body: ask_here(wayfare, body, state.texts, envelope)


async def ask_server(
    session: aiohttp.ClientSession,
    url: str,
    key: str,
    body: bytes,
    texts: Texts,
    said: Mapping[str, str] = {},
) -> AsyncGenerator[bytes]:
    """The bytes of an answer from a server. `said` are headers around the question."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json", **said}
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=10)
    try:
        async with session.post(
            url + "/v1/chat/completions", data=body, headers=headers, timeout=timeout
        ) as response:
            if response.status != 200:
                raise _refusal(await response.read(), response.status, texts)
            async for piece in response.content.iter_any():
                yield piece
    except aiohttp.ClientError as error:
        raise WayfareError(texts("server_left", url=url)) from error


async def ask_here(
    wayfare: Wayfare, body: bytes, texts: Texts, envelope: Envelope = NO_ENVELOPE
) -> AsyncGenerator[bytes]:
    """The bytes of an answer from a gateway in this process."""
    try:
        given = await answer(wayfare.parts, decode_chat(body), wayfare.owner, envelope)
    except ProviderError as error:
        error.cure = error.cure or texts("provider_cure")
        raise
    if given.pieces is None:
        yield given.body or b""
        return
    async for piece in given.pieces:
        yield piece


async def hear(pieces: AsyncIterator[bytes], on_text: Callable[[str], None]) -> Heard:
    """Read a streamed answer, telling each bit of text as it comes."""
    heard, reader = Heard(), EventReader()
    async for piece in pieces:
        for event in reader.feed(piece):
            if not event.data or event.data == b"[DONE]":
                continue
            data = msgspec.json.decode(event.data)
            if "error" in data:
                heard.error = str(data["error"].get("message", data["error"]))
                continue
            heard.ticket = data.get("wayfare", heard.ticket)
            for choice in data.get("choices", [])[:1]:
                delta = choice.get("delta") or {}
                text = delta.get("content") or delta.get("refusal") or ""
                if text:
                    heard.text += text
                    on_text(text)
    return heard


def chat_body(
    model: str, messages: list[dict[str, str]], *, temperature: float | None = None
) -> bytes:
    """The body of a streamed chat request."""
    body: dict[str, Any] = {"model": model, "messages": messages, "stream": True}
    if temperature is not None:
        body["temperature"] = temperature
    return msgspec.json.encode(body)


async def _welcomes(session: aiohttp.ClientSession, url: str, key: str, texts: Texts) -> bool:
    """Whether a Wayfare answers there and takes the key.

    Raises:
        WayfareError: it does not, though WAYFARE_URL names it. One that only happens to be
            at the usual address, and may be somebody else's, is passed over.
    """
    is_named = bool(os.environ.get("WAYFARE_URL"))
    try:
        if await _get(session, url + "/healthz") != (200, HEALTHY):
            raise aiohttp.ClientError("it is no Wayfare")
        status, _ = await _get(session, url + "/v1/models", key) if key else (401, b"")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        if is_named:
            raise WayfareError(texts("no_server", url=url), cure=texts("no_server_cure")) from error
        return False
    if status == 401 and is_named:
        raise AuthenticationError(texts("key_refused", url=url), cure=texts("key_refused_cure"))
    return status == 200


async def _get(session: aiohttp.ClientSession, url: str, key: str = "") -> tuple[int, bytes]:
    timeout = aiohttp.ClientTimeout(total=SERVER_TIMEOUT_S)
    headers = {"authorization": f"Bearer {key}"} if key else {}
    async with session.get(
        url, headers=headers, timeout=timeout, allow_redirects=False
    ) as response:
        return response.status, await response.read()


def _refusal(body: bytes, status: int, texts: Texts) -> WayfareError:
    try:
        message = msgspec.json.decode(body)["error"]["message"]
    except (msgspec.DecodeError, KeyError, TypeError):
        message = texts("odd_status", status=status)
    is_passing = status == 429 or status >= 500
    return WayfareError(str(message), cure=texts("provider_cure") if is_passing else "")
