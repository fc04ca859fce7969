"""A provider that plays a recorded stream and breaks it where, and how, each case says."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from raw_server import CHUNKED, chunk
from wayfare.ports import Call
from wayfare.providers.scripted import ScriptedProvider, scripted_providers

MODEL = "scripted-small"
CASE = re.compile(rb"\[case (\d+)\]")
_REQUEST = re.compile(rb"POST /v1/([^ ]*)")
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)

LAST_CHUNK = b"0\r\n\r\n"
ERROR_EVENT = b'\n\ndata: {"error":{"message":"overloaded","type":"server_error"}}\n\n'
MALFORMED = b'\n\ndata: {"choices":[{"delta":{"content":\n\n'


@dataclass
class Case:
    """One request: the stream breaks after `at` bytes.

    `sent` is set once they are sent, `hung_up_at` is when Wayfare let go of a stream that
    stands still.
    """

    number: int
    fault: str
    at: int
    sent: asyncio.Event = field(default_factory=asyncio.Event)
    hung_up_at: float | None = None

    @property
    def prompt(self) -> str:
        return f"[case {self.number}]"


#: What follows the bytes that are played, and whether the connection goes on after it.
FOLLOWS: dict[str, tuple[bytes, bool]] = {
    "whole": (LAST_CHUNK, True),
    "end": (LAST_CHUNK, True),
    "cut": (b"", False),
    "error": (chunk(ERROR_EVENT) + LAST_CHUNK, True),
    "malformed": (chunk(MALFORMED) + LAST_CHUNK, True),
}


@dataclass
class FaultyUpstream:
    """Plays `recorded` to each request. `open` are connections, `busy` are answers under way."""

    script: ScriptedProvider
    answer: str
    recorded: bytes = b""
    cases: dict[int, Case] = field(default_factory=dict)
    port: int = 0
    open: int = 0
    busy: int = 0
    calls: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def add(self, fault: str, at: int) -> Case:
        case = Case(len(self.cases), fault, at)
        self.cases[case.number] = case
        return case

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while head := await self._head(reader):
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                self.busy += 1
                self.calls += 1
                try:
                    goes_on = await self._play(head, body, reader, writer)
                finally:
                    self.busy -= 1
                if not goes_on:
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _head(self, reader: asyncio.StreamReader) -> bytes:
        with suppress(asyncio.IncompleteReadError):
            return await reader.readuntil(b"\r\n\r\n")
        return b""

    async def _play(
        self, head: bytes, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Whether the connection is good for another call."""
        found, path = CASE.search(body), _REQUEST.match(head)
        assert found, body
        assert path, head
        case = self.cases[int(found[1])]
        if not self.recorded:
            self.recorded = await self._record(path[1].decode(), body)
        played = self.recorded if case.fault == "whole" else self.recorded[: case.at]
        follows, goes_on = FOLLOWS.get(case.fault, (b"", False))
        writer.write(CHUNKED + (chunk(played) if played else b"") + follows)
        await writer.drain()
        case.sent.set()
        if case.fault in FOLLOWS:
            return goes_on
        with suppress(ConnectionError):  # "stall" and "leave": until the other side hangs up
            await reader.read()
        case.hung_up_at = time.perf_counter()
        return False

    async def _record(self, endpoint: str, body: bytes) -> bytes:
        """What the scripted provider would stream to this very request."""
        said = CASE.sub(self.answer.encode(), body)
        deployment = next(d for d in await self.script.deployments() if d.model == MODEL)
        call = Call(deployment=deployment, endpoint=endpoint, body=said, stream=True)
        reply = await self.script.send(call)
        return b"".join([piece async for piece in reply.pieces])


@asynccontextmanager
async def faulty_upstream(wire: str, answer: str) -> AsyncIterator[FaultyUpstream]:
    """Serve one that speaks this wire; `answer` is a directive of the scripted provider."""
    name = "scripted" if wire == "openai" else f"scripted-{wire}"
    script = next(each for each in scripted_providers() if each.name == name)
    upstream = FaultyUpstream(script, answer)
    listening = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    upstream.port = listening.sockets[0].getsockname()[1]
    try:
        yield upstream
    finally:
        listening.close()
