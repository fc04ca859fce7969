"""Send server-sent events for as long as whoever listens is there."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from wayfare.api.asgi import Header, Receive, Scope, Send, StoppedWhenClientLeaves, read_body
from wayfare.gateway.pulse import Pulse

_HEADERS: list[Header] = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # or nginx gathers the stream
]
#: A line that says nothing, so that nobody on the way takes the connection to be dead.
COMMENT = b": \n\n"


class Events:
    """An answer that is a stream of events; it begins at once, with a comment."""

    def __init__(self, events: AsyncGenerator[bytes], pulse: Pulse) -> None:
        self._events = events
        self._pulse = pulse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events as they come."""
        del scope
        await read_body(receive, 0)
        with StoppedWhenClientLeaves(receive, self._pulse):
            async with aclosing(self._events) as events:
                await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
                await send({"type": "http.response.body", "body": COMMENT, "more_body": True})
                async for event in events:
                    await send({"type": "http.response.body", "body": event, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


def encode_event(name: str, data: bytes, event_id: int) -> bytes:
    """Write one event. JSON has no line ends of its own."""
    return b"event: %b\nid: %d\ndata: %b\n\n" % (name.encode(), event_id, data)
