"""A server that says exactly the bytes it is given, for what a well-behaved one cannot do."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
)


def reply(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """A whole HTTP reply."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


@dataclass
class RawServer:
    """Says `says` to each request: bytes are sent, a number is a wait in seconds.

    Then it hangs up, unless `stays`. `requests` are those that came, `left` counts the
    clients that hung up first.
    """

    says: Sequence[bytes | float] = ()
    stays: bool = False
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    left: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while request := await self._read(reader):
                self.requests.append(request)
                if not await self._say(reader, writer) or not self.stays:
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            self.left += 1
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> bytes:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return b""
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        return head + await reader.readexactly(int(length or 0))

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether all was said before the client left."""
        for word in self.says:
            if isinstance(word, bytes):
                writer.write(word)
                await writer.drain()
                continue
            leaving = asyncio.ensure_future(reader.read(1))
            done, _ = await asyncio.wait([leaving], timeout=word)
            leaving.cancel()
            await asyncio.wait([leaving])
            if done:
                self.left += 1
                return False
        return True


@asynccontextmanager
async def raw_server(*says: bytes | float, stays: bool = False) -> AsyncIterator[RawServer]:
    server = RawServer(says, stays)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
