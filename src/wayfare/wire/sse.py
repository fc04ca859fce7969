"""Server-sent events, read piece by piece, however the bytes are cut.

Keeps every event's own bytes, so that it can be passed on unchanged. Follows the WHATWG
standard for line ends (LF, CR, CRLF), comments and joined data lines.
Knows nothing of what the data means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wayfare.domain.errors import StreamCutError

EVENT_BYTES_MAX = 64 * 1024 * 1024

#: A longer beginning of an event is put aside, so that no byte is looked at again and again.
_LOOKED_AT_MAX = 64 * 1024
#: The longest blank line is CR LF CR LF: one that has begun is within so many bytes.
_BLANK_LINE_BYTES = 4

# A CR at the very end may be half of a CRLF: it counts only once the next byte is seen.
_LINE_END_SO_FAR = rb"(?:\r\n|\n|\r(?!\n|\Z))"
_BLANK_LINE_SO_FAR = re.compile(_LINE_END_SO_FAR + _LINE_END_SO_FAR)
_LINE_END = rb"(?:\r\n|\n|\r(?!\n))"
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

    __slots__ = ("_aside", "_aside_bytes", "_at_start", "_buffer", "_searched")

    def __init__(self) -> None:
        self._aside: list[bytes] = []  # the event's beginning, where it is a long one
        self._aside_bytes = 0
        self._buffer = b""
        self._searched = 0
        self._at_start = True

    def feed(self, piece: bytes) -> list[Event]:
        """Take the next piece; return the events that it completes.

        Raises:
            StreamCutError: one event is larger than `EVENT_BYTES_MAX`.
        """
        return list(split_events(self.complete(piece)))

    def complete(self, piece: bytes) -> bytes:
        """Take the next piece; return the bytes of the events that it completes.

        Raises:
            StreamCutError: one event is larger than `EVENT_BYTES_MAX`.
        """
        buffer = self._buffer + piece if self._buffer else piece
        if self._at_start:
            if len(buffer) < len(_BOM) and _BOM.startswith(buffer):
                self._buffer = buffer
                return b""
            buffer = buffer.removeprefix(_BOM)
            self._at_start = False
        end = _end_of_last_event(buffer, self._searched)
        self._buffer = buffer[end:]
        self._searched = max(0, len(self._buffer) - _BLANK_LINE_BYTES)
        whole = self._with_aside(buffer[:end]) if end and self._aside else buffer[:end]
        if self._searched > _LOOKED_AT_MAX:
            self._put_aside()
        return whole

    def end(self) -> list[Event]:
        """Say that no more bytes come; return a last event that lacks only its blank line."""
        rest = self._with_aside(self._buffer)
        self._buffer, self._searched = b"", 0
        if not rest.strip():
            return []
        return [_parse(rest.rstrip(b"\r\n") + b"\n\n")]

    def _put_aside(self) -> None:
        """Keep of the buffer only what may be half of a blank line."""
        self._aside.append(self._buffer[: self._searched])
        self._aside_bytes += self._searched
        self._buffer, self._searched = self._buffer[self._searched :], 0
        if self._aside_bytes > EVENT_BYTES_MAX:
            raise StreamCutError("One event of the provider's stream is larger than 64 MiB.")

    def _with_aside(self, rest: bytes) -> bytes:
        whole = b"".join([*self._aside, rest])
        self._aside, self._aside_bytes = [], 0
        return whole


def split_events(block: bytes) -> Iterator[Event]:
    """Read a block of whole events, one after the other."""
    begin = 0
    if b"\r" not in block:  # the usual case, and much the faster
        while (end := block.find(b"\n\n", begin)) >= 0:
            yield _parse(block[begin : end + 2])
            begin = end + 2
        return
    for match in _BLANK_LINE.finditer(block):
        yield _parse(block[begin : match.end()])
        begin = match.end()


def _end_of_last_event(buffer: bytes, searched: int) -> int:
    if b"\r" not in buffer:
        end = buffer.rfind(b"\n\n", searched) + 2
        if end < 2:
            return 0
        # events take line ends by twos: one that is left over begins the next event
        return end - (end - len(buffer[:end].rstrip(b"\n"))) % 2
    end = 0
    for match in _BLANK_LINE_SO_FAR.finditer(buffer, searched):
        end = match.end()
    return end


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
