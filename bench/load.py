"""Ask a server as fast as it answers, over kept-alive connections, and time each answer.

`python -m bench.load` reads a `Load` as JSON from its input and prints a `Result`. A bare
asyncio protocol, so that the one who asks is cheaper than the one who is measured.
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from typing import cast

import httptools
import msgspec
import uvloop

from bench.upstream import DELTAS


class Load(msgspec.Struct):
    """What to ask where. `count` answers in all, but none begun after `seconds_max`.

    The `bodies` are asked by turns. The connections ask for the first time spread over `spread_s`.
    `exact`: an answer must be what the provider sent, delta by delta; else it may be written anew.
    """

    port: int
    path: str
    bodies: list[str]
    key: str
    connections: int
    count: int
    seconds_max: float
    wants_ticket: bool
    exact: bool = True
    spread_s: float = 0.0
    headers: dict[str, str] = {}


class Result(msgspec.Struct):
    """What came. `wrong` counts answers that were not what was expected.

    `first_ms` are the times to the first bytes of an answer's body.
    """

    count: int
    wrong: int
    seconds: float
    latencies_ms: list[float]
    first_ms: list[float]


class Asker(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, load: Load, requests: Iterator[bytes], result: Result, until: float) -> None:
        self._load = load
        self._result = result
        self._until = until
        self._is_stream = '"stream":true' in load.bodies[0]
        self._requests = requests
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass
        self._parser = httptools.HttpResponseParser(self)

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """Gather the answer."""
        if not self._pieces:
            self._result.first_ms.append((time.perf_counter() - self._asked) * 1_000)
        self._pieces.append(body)

    def on_message_complete(self) -> None:
        """Check the answer, and ask again."""
        result = self._result
        result.latencies_ms.append((time.perf_counter() - self._asked) * 1_000)
        result.count += 1
        if self._parser.get_status_code() != 200 or not self._is_right(b"".join(self._pieces)):
            result.wrong += 1
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count what was lost with it."""
        if not self.done.done():
            self._result.wrong += 1
            self.done.set_result(None)

    def ask(self) -> None:
        """Ask, unless enough was asked."""
        load = self._load
        if load.count <= 0 or time.perf_counter() > self._until:
            if not self.done.done():
                self.done.set_result(None)
            self._transport.close()
            return
        load.count -= 1
        self._pieces: list[bytes] = []
        self._asked = time.perf_counter()
        self._transport.write(next(self._requests))

    def _is_right(self, answer: bytes) -> bool:
        if self._load.wants_ticket != (b'"wayfare":{' in answer):
            return False
        if not self._is_stream:
            return len(answer) > 900 and answer.endswith(b"}")
        if self._load.path == "/v1/messages":
            deltas = answer.count(b'"text_delta"')
            return deltas == DELTAS and answer.endswith(b'data: {"type":"message_stop"}\n\n')
        deltas = answer.count(b'"delta"')
        if not self._load.exact:
            return deltas >= DELTAS and b"data: [DONE]" in answer
        return deltas == DELTAS + 2 and answer.endswith(b"data: [DONE]\n\n")


def _request(load: Load, text: str) -> bytes:
    body = text.encode()
    headers = "".join(f"{name}: {value}\r\n" for name, value in load.headers.items())
    head = (
        f"POST {load.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}"
        f"content-type: application/json\r\nauthorization: Bearer {load.key}\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def run(load: Load) -> Result:
    """Ask until the count is reached or the time is over."""
    result = Result(0, 0, 0.0, [], [])
    began = time.perf_counter()
    until = began + load.seconds_max
    loop = asyncio.get_running_loop()
    askers = []
    requests = cycle([_request(load, body) for body in load.bodies])
    for _ in range(load.connections):
        _, asker = await loop.create_connection(
            lambda: Asker(load, requests, result, until), "127.0.0.1", load.port
        )
        askers.append(asker)
    for number, asker in enumerate(askers):
        loop.call_later(load.spread_s * number / len(askers), asker.ask)
    await asyncio.wait([asker.done for asker in askers], timeout=load.seconds_max + 10)
    result.seconds = time.perf_counter() - began
    return result


if __name__ == "__main__":
    given = msgspec.json.decode(sys.stdin.buffer.read(), type=Load)
    sys.stdout.buffer.write(msgspec.json.encode(uvloop.run(run(given))))
