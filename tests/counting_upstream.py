"""A provider over HTTP that counts what it was asked and what it delivered, call by call."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from raw_server import CHUNKED, chunk, reply

MODEL = "m"
INPUT_TOKENS = 11
INPUT_MICROS, OUTPUT_MICROS = 1_000, 2_000
CALL = re.compile(rb"\[call (\d+) words=(\d+) pace=([\d.]+) delay=([\d.]+)\]")
DELTA = b'data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'
ENDING = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def prompt(number: int, *, words: int, pace: float = 0.0, delay: float = 0.0) -> str:
    """Asks for so many words, `delay` seconds later, each `pace` seconds after the one before."""
    return f"[call {number} words={words} pace={pace} delay={delay}]"


def usage_of(words: int) -> dict[str, int]:
    return {
        "prompt_tokens": INPUT_TOKENS,
        "completion_tokens": words,
        "total_tokens": INPUT_TOKENS + words,
    }


async def until_listed(session: aiohttp.ClientSession) -> None:
    """Wait until a Wayfare that has just begun knows the upstream's model."""
    async with asyncio.timeout(30):
        while True:
            async with session.get("/v1/models") as response:
                if f"far/{MODEL}".encode() in await response.read():
                    return
            await asyncio.sleep(0.01)


def write_settings(home: Path, url: str) -> None:
    """Let a Wayfare with this home ask nobody but the upstream, at a price."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "wayfare.toml").write_text(
        f"""
discover = false
[local]
enabled = false
[pool]
probe = false
[providers.far]
base_url = "{url}"
allow_private = true
models = ["{MODEL}"]
[prices."far/{MODEL}"]
as_of = "2026-11-26"
input = {INPUT_MICROS}.0
output = {OUTPUT_MICROS}.0
"""
    )


@dataclass
class Delivered:
    """One call, as the upstream saw it. `ended_at` is when all of it was sent."""

    number: int
    begun_at: float
    words: int
    sent: int = 0
    ended_at: float | None = None


@dataclass
class CountingUpstream:
    """`open` are connections, `busy` the calls under way, `calls` all that ever came."""

    port: int = 0
    open: int = 0
    busy: int = 0
    calls: list[Delivered] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                await self._answer(body, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _answer(
        self, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        found = CALL.search(body)
        assert found, body
        number, words, pace, delay = int(found[1]), int(found[2]), float(found[3]), float(found[4])
        call = Delivered(number, time.time(), words)
        self.calls.append(call)
        self.busy += 1
        try:
            await self._wait(delay, reader)
            if b'"stream":true' in body.replace(b" ", b""):
                await self._stream(call, pace, reader, writer)
            else:
                await self._wait(pace * words, reader)
                writer.write(_whole(words))
                await writer.drain()
                call.sent = words
            call.ended_at = time.time()
        finally:
            self.busy -= 1

    async def _stream(
        self,
        call: Delivered,
        pace: float,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        writer.write(CHUNKED)
        for _ in range(call.words):
            writer.write(chunk(DELTA))
            await writer.drain()
            call.sent += 1
            await self._wait(pace, reader)
        usage = json.dumps({"choices": [], "usage": usage_of(call.words)}).encode()
        writer.write(chunk(ENDING + b"data: " + usage + b"\n\ndata: [DONE]\n\n") + b"0\r\n\r\n")
        await writer.drain()

    async def _wait(self, seconds: float, reader: asyncio.StreamReader) -> None:
        """Wait, unless the other side hangs up."""
        if not seconds:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await reader.readexactly(1)  # nothing is said before the answer is whole


def _whole(words: int) -> bytes:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": "word " * words},
        "finish_reason": "stop",
    }
    body = json.dumps({"choices": [choice], "usage": usage_of(words)}).encode()
    return reply(body, "200 OK", "Content-Type: application/json")


@asynccontextmanager
async def counting_upstream() -> AsyncIterator[CountingUpstream]:
    upstream = CountingUpstream()
    listening = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    upstream.port = listening.sockets[0].getsockname()[1]
    try:
        yield upstream
    finally:
        listening.close()
