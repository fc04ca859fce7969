"""Server-sent events, read piece by piece, however the bytes are cut.

Keeps every event's own bytes, so that it can be passed on unchanged. Follows the WHATWG
standard for line ends (LF, CR, CRLF), comments and joined data lines.
Knows nothing of what the data means.
"""

import re
from dataclasses import dataclass

from wayfare.domain.errors import StreamCutError

EVENT_BYTES_MAX = 64 * 1024 * 1024

# A CR at the very end may be half of a CRLF: it counts only once the next byte is seen.
_LINE_END = rb"(?:\r\n|\n|\r(?!\n|\Z))"
_BLANK_LINE = re.compile(_LINE_END + _LINE_END)
_ANY_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Event:
    """`raw` is the event as it came, blank line included; `data` its joined data lines.

    An event without data lines (a comment, a ping) has empty `data`.
    """

    raw: bytes
    data: bytes
    name: bytes = b""


class EventReader:
    r"""Turns pieces of a byte stream into events.

    >>> reader = EventReader()
    >>> [event.data for event in reader.feed(b"data: a\n\nda")]
    [b'a']
    >>> [event.data for event in reader.feed(b"ta: b\n\n")]
    [b'b']
    """

    __slots__ = ("_at_start", "_buffer", "_searched")

    def __init__(self) -> None:
        self._buffer = b""
        self._searched = 0
        self._at_start = True

    def feed(self, piece: bytes) -> list[Event]:
        """Take the next piece; return the events that it completes.

        Raises:
            StreamCutError: one event is larger than `EVENT_BYTES_MAX`.
        """
        buffer = self._buffer + piece if self._buffer else piece
        if self._at_start:
            if len(buffer) < len(_BOM) and _BOM.startswith(buffer):
                self._buffer = buffer
                return []
            buffer = buffer.removeprefix(_BOM)
            self._at_start = False
        events = []
        begin = 0
        position = self._searched
        if b"\r" not in buffer:  # the usual case, and much the faster
            while (end := buffer.find(b"\n\n", position)) >= 0:
                events.append(_parse(buffer[begin : end + 2]))
                begin = position = end + 2
        else:
            while match := _BLANK_LINE.search(buffer, position):
                events.append(_parse(buffer[begin : match.end()]))
                begin = position = match.end()
        self._buffer = buffer[begin:]
        self._searched = max(0, len(self._buffer) - 4)
        if len(self._buffer) > EVENT_BYTES_MAX:
            raise StreamCutError("One event of the provider's stream is larger than 64 MiB.")
        return events

    def end(self) -> list[Event]:
        """Say that no more bytes come; return a last event that lacks only its blank line."""
        rest, self._buffer, self._searched = self._buffer, b"", 0
        if not rest.strip():
            return []
        return [_parse(rest.rstrip(b"\r\n") + b"\n\n")]


def encode_event(data: bytes, name: bytes = b"") -> bytes:
    """Write one event, a data line for each line of the data."""
    head = b"event: " + name + b"\n" if name else b""
    return head + b"data: " + data.replace(b"\n", b"\ndata: ") + b"\n\n"


def _parse(raw: bytes) -> Event:
    if raw.startswith(b"data: ") and raw.find(b"\n") == len(raw) - 2 and b"\r" not in raw:
        return Event(raw, raw[6:-2])
    data: list[bytes] = []
    name = b""
    for line in _ANY_LINE_END.split(raw):
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value
    return Event(raw, b"\n".join(data), name)
