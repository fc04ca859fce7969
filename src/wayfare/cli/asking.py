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
from wayfare.domain.errors import ProviderUnreachableError, WayfareError
from wayfare.gateway.answer import answer
from wayfare.settings import Settings, config_folder
from wayfare.wire.openai import decode_chat
from wayfare.wire.sse import EventReader

Ticket = dict[str, Any]
Pieces = Callable[[bytes], AsyncIterator[bytes]]
SERVER_TIMEOUT_S = 1.0


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
    """Where a running Wayfare would be."""
    host = settings.server.host if settings.server.host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    return environ.get("WAYFARE_URL", f"http://{host}:{settings.server.port}").rstrip("/")


def own_key(environ: Mapping[str, str]) -> str | None:
    """The key to show: `WAYFARE_API_KEY`, else the owner's file."""
    if key := environ.get("WAYFARE_API_KEY"):
        return key.strip()
    try:
        return (config_folder(environ) / "key").read_text("utf-8").strip()
    except OSError:
        return None


@asynccontextmanager
async def open_road(settings: Settings, options: Options) -> AsyncIterator[Pieces]:
    """The way to an answer."""
    url, key = server_url(os.environ, settings), own_key(os.environ)
    async with AsyncExitStack() as stack:
        if key and await _answers(url):
            session = await stack.enter_async_context(aiohttp.ClientSession())
            yield lambda body: ask_server(session, url, key, body)
            return
        if "WAYFARE_URL" in os.environ:
            raise ProviderUnreachableError(
                f"No Wayfare answers at {url}.",
                provider="wayfare",
                status=502,
                cure="Start it with `wayfare serve`, or take WAYFARE_URL away to do without.",
            )
        wayfare = await stack.enter_async_context(run_wayfare(settings, options))
        await wayfare.until_ready()
        yield lambda body: ask_here(wayfare, body)


async def ask_server(
    session: aiohttp.ClientSession, url: str, key: str, body: bytes
) -> AsyncGenerator[bytes]:
    """The bytes of an answer from a server."""
    async with session.post(
        url + "/v1/chat/completions",
        data=body,
        headers={"authorization": f"Bearer {key}", "content-type": "application/json"},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=10),
    ) as response:
        if response.status != 200:
            raise _refusal(await response.read(), response.status)
        async for piece in response.content.iter_any():
            yield piece


async def ask_here(wayfare: Wayfare, body: bytes) -> AsyncGenerator[bytes]:
    """The bytes of an answer from a gateway in this process."""
    given = await answer(wayfare.parts, decode_chat(body), wayfare.owner, raw=body)
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
                text = (choice.get("delta") or {}).get("content") or ""
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


async def _answers(url: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=SERVER_TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url + "/healthz", allow_redirects=False) as response,
        ):
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False


def _refusal(body: bytes, status: int) -> WayfareError:
    try:
        message = msgspec.json.decode(body)["error"]["message"]
    except (msgspec.DecodeError, KeyError, TypeError):
        message = f"Wayfare answered with status {status}."
    return WayfareError(str(message))
