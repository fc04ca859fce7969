"""The few things that raw ASGI endpoints share: reading, writing, and noticing who left.

Knows ASGI. Knows nothing of wires or models.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from types import TracebackType
from typing import Any

from wayfare.domain.errors import TooLargeError
from wayfare.gateway.pulse import Pulse

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
        check_size(len(body), bytes_max)
        return body
    pieces: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise ClientLeftError
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        check_size(size, bytes_max)
        if not message.get("more_body"):
            return b"".join(pieces)
        message = await receive()


def check_size(size: int, bytes_max: int) -> None:
    """Refuse a body that is too large.

    Raises:
        TooLargeError: it is longer than `bytes_max`.
    """
    if size > bytes_max:
        raise TooLargeError("The body is", bytes_max)


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


class StoppedWhenClientLeaves:
    """Cancel what runs inside as soon as the client is gone.

    The body must have been read: from then on, the next message says that the client left.
    Most answers are over before a look is worth its price, so only one that lingers is watched.

    Raises:
        ClientLeftError: it did.
    """

    __slots__ = ("_has_left", "_is_inside", "_pulse", "_receive", "_watcher", "_worker")

    def __init__(self, receive: Receive, pulse: Pulse) -> None:
        self._receive = receive
        self._pulse = pulse
        self._is_inside = False
        self._has_left = False
        self._watcher: asyncio.Future[ASGIMessage] | None = None

    def __enter__(self) -> None:
        worker = asyncio.current_task()
        assert worker is not None, "endpoints run in a task"
        self._worker = worker
        self._is_inside = True
        self._pulse.tell(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_inside = False
        if self._watcher is not None:
            self._watcher.cancel()
        if self._has_left and isinstance(error, asyncio.CancelledError):
            self._worker.uncancel()
            raise ClientLeftError from None

    def linger(self) -> None:
        """Watch from now on, if it is not over."""
        if not self._is_inside:
            return
        self._watcher = asyncio.ensure_future(self._receive())
        self._watcher.add_done_callback(self._stop)

    def _stop(self, message: asyncio.Future[ASGIMessage]) -> None:
        if self._is_inside and not message.cancelled():
            self._has_left = True
            self._worker.cancel()
