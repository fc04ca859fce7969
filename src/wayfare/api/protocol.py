"""HTTP/1.1 as the server reads it, with a bound on the head of a request.

Knows connections and bytes. Knows nothing of what is asked.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from wayfare.wire.openai.body import encode_error

#: The path, the query and all headers together.
HEAD_BYTES_MAX = 64 * 1024
#: How long a head may take to come. Bodies may be slow: they can be large.
HEAD_S = 30.0

_TOO_LARGE = encode_error(
    f"The path and the headers of the request are larger than {HEAD_BYTES_MAX:,} bytes. "
    "Send fewer or shorter ones.",
    "invalid_request_error",
    "headers_too_large",
    None,
)
_NOT_HTTP = encode_error(
    "The request is not well-formed HTTP/1.1. The connection is closed.",
    "invalid_request_error",
    "malformed_http",
    None,
)
_REFUSALS = {
    True: (b"431 Request Header Fields Too Large", _TOO_LARGE),
    False: (b"400 Bad Request", _NOT_HTTP),
}


class HeadTooLargeError(Exception):
    """A head is larger than `HEAD_BYTES_MAX`."""


class _Nowhere(list[tuple[bytes, bytes]]):
    """Where trailers go: whoever stands before Wayfare has not looked at them."""

    def append(self, _: tuple[bytes, bytes]) -> None:
        """Keep nothing."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses a head that is too large or too slow, and says in JSON what is no HTTP."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._is_in_head = True
        self._is_too_large = False
        self._head_bytes = 0
        self._head_timer: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._head_bytes += len(data)
        super().data_received(data)
        if not self._is_in_head:
            self._head_bytes = 0
        elif self._head_bytes > HEAD_BYTES_MAX:
            self._is_too_large = True
            self.send_400_response("")
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_S, self._end_slow_head)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go."""
        self._stop_timer()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._is_in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._is_in_head = False
        if self._head_timer is not None:
            self._stop_timer()
        # seldom: what came with the head counts too, and is mostly a body
        if self._head_bytes > HEAD_BYTES_MAX and self._size() > HEAD_BYTES_MAX:
            self._is_too_large = True
            raise HeadTooLargeError  # the parser gives up
        super().on_headers_complete()
        # the request keeps its list: what comes after a body in chunks is not of its head
        self.headers = _Nowhere()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong, and hang up."""
        self._is_in_head = False
        status, body = _REFUSALS[self._is_too_large]
        self.transport.write(
            b"HTTP/1.1 %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
            b"connection: close\r\n\r\n%b" % (status, len(body), body)
        )
        self.transport.close()

    def _size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _end_slow_head(self) -> None:
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
