"""A provider that costs next to nothing: canned answers from a bare asyncio protocol.

`python -m bench.upstream PORT` answers every POST: whole with 1 KB of JSON, or streamed as
50 deltas, a finish event, usage and `[DONE]`. Words in the question set the pace: in eleven
writes 4 ms apart, `pace-eager` one after the other as the loop turns, `pace-slow` 150 ms
apart, `pace-burst` all at once.
"""

import asyncio
import json
import re
import sys
from itertools import pairwise
from typing import cast

import httptools
import uvloop

_STREAMS = re.compile(rb'"stream": ?true')
DELTAS = 50
WRITES = 11
PAUSE_S = 0.004  # 40 ms an answer: long enough that the writes do not run together
_PAUSES_S = {b"pace-eager": 0.0, b"pace-slow": 0.15}
_WORDS = [
    "the",
    "capital",
    "of",
    "South",
    "Korea",
    "is",
    "Seoul",
    "and",
    "it",
    "lies",
    "on",
    "the",
    "river",
    "Han",
]


def whole() -> bytes:
    """A whole answer with its head."""
    message = {"role": "assistant", "content": " ".join(_WORDS * 11)}
    body = json.dumps(
        {
            "id": "chatcmpl-bench",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": "small",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 60, "completion_tokens": 154, "total_tokens": 214},
        }
    ).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    return head % len(body) + body


def streamed() -> list[bytes]:
    """A streamed answer, write by write. Each event is an HTTP chunk, as servers send it."""
    events = [_event({"role": "assistant", "content": ""}, None)]
    events += [_event({"content": f" {_WORDS[i % len(_WORDS)]}"}, None) for i in range(DELTAS)]
    events += [_event({}, "stop")]
    usage = {"prompt_tokens": 60, "completion_tokens": DELTAS, "total_tokens": 60 + DELTAS}
    events += [_data({"choices": [], "usage": usage}), b"data: [DONE]\n\n"]
    chunks = [b"%x\r\n%s\r\n" % (len(event), event) for event in events] + [b"0\r\n\r\n"]
    marks = [round(i * len(chunks) / WRITES) for i in range(WRITES + 1)]
    writes = [b"".join(chunks[a:b]) for a, b in pairwise(marks)]
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked"
    return [head + b"\r\n\r\n" + writes[0], *writes[1:]]


def _event(delta: dict[str, str], finish_reason: str | None) -> bytes:
    return _data({"choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]})


def _data(fields: dict[str, object]) -> bytes:
    head = {"id": "chatcmpl-bench", "object": "chat.completion.chunk", "model": "small"}
    return b"data: " + json.dumps({**head, **fields}).encode() + b"\n\n"


WHOLE = whole()
STREAMED = streamed()
BURST = b"".join(STREAMED)


class Upstream(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpRequestParser(self)
        self._body = b""

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """Gather the body."""
        self._body += body

    def on_message_complete(self) -> None:
        """Answer."""
        body, self._body = self._body, b""
        if not _STREAMS.search(body):
            self._transport.write(WHOLE)
            return
        if b"pace-burst" in body:
            self._transport.write(BURST)
            return
        pace = next((pause_s for word, pause_s in _PAUSES_S.items() if word in body), PAUSE_S)
        self._write(0, pace)

    def _write(self, number: int, pause_s: float) -> None:
        if self._transport.is_closing():
            return
        self._transport.write(STREAMED[number])
        if number + 1 < len(STREAMED):
            self._loop.call_later(pause_s, self._write, number + 1, pause_s)


async def serve(port: int) -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(
        Upstream, "127.0.0.1", port, backlog=512
    )
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
