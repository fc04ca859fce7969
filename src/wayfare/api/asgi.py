"""The few things that raw ASGI endpoints share: reading, writing, and noticing who left.

Knows ASGI. Knows nothing of wires or models.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from wayfare.domain.errors import TooLargeError

Scope = MutableMapping[str, Any]
ASGIMessage = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[ASGIMessage]]
Send = Callable[[ASGIMessage], Awaitable[None]]
Header = tuple[bytes, bytes]


class ClientLeftError(Exception):
    """The client closed its connection. Nobody is there to be told anything."""


async def read_body(receive: Receive, bytes_max: int) -> bytes:
    """Read the whole request body.

    Raises:
        TooLargeError: it is longer than `bytes_max`.
        ClientLeftError: the client left meanwhile.
    """
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        body: bytes = message.get("body", b"")
        _check_size(len(body), bytes_max)
        return body
    pieces: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise ClientLeftError
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        _check_size(size, bytes_max)
        if not message.get("more_body"):
            return b"".join(pieces)
        message = await receive()


def _check_size(size: int, bytes_max: int) -> None:
    if size > bytes_max:
        raise TooLargeError(
            f"The body is larger than {bytes_max:,} bytes.",
            cure="`server.body_bytes_max` in the settings raises the limit.",
        )


async def send_whole(send: Send, status: int, body: bytes, headers: Iterable[Header] = ()) -> None:
    """Send a JSON answer."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def stopped_when_client_leaves(receive: Receive) -> AsyncIterator[None]:
    """Cancel what runs inside as soon as the client is gone.

    The body must have been read: from then on, the next message says that the client left.

    Raises:
        ClientLeftError: it did.
    """
    worker = asyncio.current_task()
    assert worker is not None, "endpoints run in a task"
    is_inside = True
    has_left = False

    def stop(message: asyncio.Future[ASGIMessage]) -> None:
        nonlocal has_left
        if is_inside and not message.cancelled():
            has_left = True
            worker.cancel()

    watcher = asyncio.ensure_future(receive())
    watcher.add_done_callback(stop)
    try:
        yield
    except asyncio.CancelledError:
        if not has_left:
            raise
        worker.uncancel()
        raise ClientLeftError from None
    finally:
        is_inside = False
        watcher.cancel()
