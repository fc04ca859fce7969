"""A stream in Anthropic's wire on its way to a client that speaks it too.

The provider's bytes go through unchanged but for two things: the ticket goes onto the
event that says how the message ended, and a stream that breaks off ends with an error event
and neither that event nor `message_stop`, so that nobody takes half an answer for a whole one.
"""

from collections.abc import Iterable

import msgspec

from wayfare.wire.anthropic.body import encode_error
from wayfare.wire.anthropic.reply import Count, read_pieces
from wayfare.wire.passage import is_broken, reports_error
from wayfare.wire.reading import Reading, with_field
from wayfare.wire.sse import Event, encode_event, split_events

_STOP = encode_event(b'{"type":"message_stop"}', b"message_stop")

# events that only go through, as Anthropic writes them
_DELTA = b"event: content_block_delta\ndata: {"
_PASSING = (
    _DELTA,
    b"event: content_block_start\ndata: {",
    b"event: content_block_stop\ndata: {",
    b"event: ping\ndata: {",
)
_SAYING = ("content_block_start", "content_block_delta")


class _Started(msgspec.Struct):
    usage: Count | None = None


class _Ending(msgspec.Struct):
    stop_reason: str | None = None


class _Known(msgspec.Struct):
    type: str = ""
    message: _Started | None = None
    delta: _Ending | None = None
    usage: Count | None = None


_known = msgspec.json.Decoder(_Known)


class MessagesPassage:
    """What has been seen of a stream so far."""

    __slots__ = (
        "_broken",
        "_count",
        "_datas",
        "_held",
        "_is_counted",
        "_stop",
        "_stop_reason",
        "has_told",
        "is_over",
    )

    def __init__(self, wants_usage: bool) -> None:
        """The wire always counts, whatever the client wants."""
        self._datas: list[bytes] = []
        self._count: Count | None = None
        self._is_counted = False
        self._stop_reason: str | None = None
        self._held: Event | None = None
        self._stop: Event | None = None
        self._broken = False
        self.has_told = False
        self.is_over = False

    @property
    def is_done(self) -> bool:
        """Whether the provider said that this was all."""
        return self._stop is not None

    def take(self, block: bytes) -> bytes:
        """Take whole events; return the bytes that can go to the client now."""
        if (datas := _passing_datas(block)) is not None:
            self._datas += datas
            return block
        return self._take_events(split_events(block))

    def trouble(self) -> str | None:
        """Why the answer is not whole."""
        if self.has_told:
            return "The provider reported an error."
        if self._broken:
            return "The provider sent an event that cannot be read."
        if self._held is None or self._stop_reason is None:
            return "The provider's answer ended before it was whole."
        return None

    def finish(self, ticket: bytes) -> bytes:
        """The last bytes: how the message ended, with its ticket, and `message_stop`."""
        last = b""
        if self._held is not None:
            data = with_field(self._held.data, b"wayfare", ticket)
            last = encode_event(data, self._held.name)
        return last + (_STOP if self._stop is None else self._stop.raw)

    def cut(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off: an error event, and no sign of an end."""
        return encode_event(encode_error(message, "api_error", code), b"error")

    def reading(self) -> Reading:
        """What was said and counted so far.

        The first count knows nothing of the output, so it alone is no count.
        """
        text, pieces = read_pieces(self._datas)
        usage = self._count.usage() if self._count is not None and self._is_counted else None
        return Reading(text, self._stop_reason, usage, None, pieces)

    def _take_events(self, events: Iterable[Event]) -> bytes:
        out: list[bytes] = []
        for event in events:
            if not event.data:
                out.append(event.raw)  # a comment, sent to keep the line open
                continue
            if reports_error(event):
                self.has_told = self.is_over = True
                out.append(event.raw)
                break
            if is_broken(event.data):
                self._broken = self.is_over = True
                break
            self._take_event(event, out)
            if self.is_over:
                break
        return b"".join(out)

    def _take_event(self, event: Event, out: list[bytes]) -> None:
        try:
            known = _known.decode(event.data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            out.append(event.raw)  # of a new shape: the client may know it
            return
        if known.type == "message_stop":
            self._stop = event
            self.is_over = True
            return
        if known.type == "message_delta":
            if self._held is not None:
                out.append(self._held.raw)
            self._held = event
            self._end(known)
            return
        if known.type in _SAYING:
            self._datas.append(event.data)
        elif known.type == "message_start" and known.message is not None:
            self._count = known.message.usage
        out.append(event.raw)

    def _end(self, known: _Known) -> None:
        if known.usage is not None:
            self._count = known.usage.after(self._count)
        self._is_counted = self._count is not None
        if known.delta is not None:
            self._stop_reason = known.delta.stop_reason or self._stop_reason


def _passing_datas(block: bytes) -> list[bytes] | None:
    """What blocks and deltas say, where there is nothing else; None where one must look closer.

    Told at a glance, for a whole block at once: nearly all of a stream is such deltas.
    """
    if not block.endswith(b"}\n\n") or b"\r" in block:
        return None
    datas = []
    for event in block[:-2].split(b"\n\n"):
        if not event.startswith(_PASSING) or event.count(b"\n") != 1 or event[-1:] != b"}":
            return None
        if event.startswith((b"event: content_block_s", _DELTA)):
            datas.append(event[event.index(b"\n") + 7 :])
    return datas
