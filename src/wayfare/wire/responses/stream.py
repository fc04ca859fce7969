"""A stream in Responses on its way to a client that speaks it too.

The provider's bytes go through unchanged but for two things: the ticket goes into the answer
that the last event carries, and a stream that breaks off ends with an error event and
without that last one, so that nobody takes half an answer for a whole one.
"""

import re

import msgspec

from wayfare.wire.fields import NULL
from wayfare.wire.passage import is_broken, reports_error
from wayfare.wire.reading import NOTHING_READ, Reading, with_field
from wayfare.wire.responses.reply import read_pieces, read_whole
from wayfare.wire.sse import Event, encode_event, split_events

_encode = msgspec.json.Encoder().encode

DONE = b"[DONE]"  # no event of this wire, but some providers end every stream so


class _Event(msgspec.Struct):
    type: str = ""
    response: msgspec.Raw = NULL


class _Numbered(msgspec.Struct):
    sequence_number: int = -1


_event = msgspec.json.Decoder(_Event)
_numbered = msgspec.json.Decoder(_Numbered)

# Inside a JSON string every quote is escaped, so these cannot match within a text.
_TURN = re.compile(rb'"type"\s*:\s*"(?:response\.(?:completed|incomplete|failed)|error)"|"error"')
_DELTA = re.compile(rb'"type"\s*:\s*"response\.[a-z_.]+\.delta"')


def encode_cut(message: str, code: str, number: int) -> bytes:
    """The event that says that a stream broke off.

    The documentation puts its fields on the event itself, the API into `error` beside it;
    clients of both kinds find them.
    """
    said = {"type": "server_error", "code": code, "message": message, "param": None}
    told = {
        "type": "error",
        "sequence_number": number,
        "code": code,
        "message": message,
        "param": None,
        "error": said,
    }
    return encode_event(_encode(told), b"error")


class ResponsesPassage:
    """What has been seen of a stream so far."""

    __slots__ = ("_broken", "_deltas", "_ended", "_held", "_last", "has_told", "is_over")

    def __init__(self, wants_usage: bool) -> None:
        self._deltas: list[bytes] = []
        self._last = b"{}"
        self._held: Event | None = None
        self._ended = False
        self._broken = False
        self.has_told = False
        self.is_over = False

    @property
    def is_done(self) -> bool:
        """Whether the provider said its last word."""
        return self._ended

    def take(self, block: bytes) -> bytes:
        """Take whole events; return the bytes that can go to the client now."""
        out: list[bytes] = []
        for event in split_events(block):
            data = event.data
            if not data:
                out.append(event.raw)  # a comment, sent to keep the line open
                continue
            if data == DONE:
                self._ended = self.is_over = True
                break
            if is_broken(data):
                self._broken = self.is_over = True
                break
            if event.name == b"error" or _TURN.search(data):
                self._take_turn(event, out)
                if self._held is not None or self._broken:
                    break
                continue
            if _DELTA.search(data):
                self._deltas.append(data)
            self._last = data
            out.append(event.raw)
        return b"".join(out)

    def trouble(self) -> str | None:
        """Why the answer is not whole."""
        if self.has_told:
            return "The provider reported an error."
        if self._broken:
            return "The provider sent an event that cannot be read."
        if self._held is None:
            return "The provider's answer ended before it was whole."
        return None

    def finish(self, ticket: bytes) -> bytes:
        """The last event, with the ticket in its answer."""
        if self._held is None:
            return b""
        answer = bytes(_event.decode(self._held.data).response)
        ticketed = with_field(answer, b"wayfare", ticket)
        if answer in self._held.raw:
            return self._held.raw.replace(answer, ticketed, 1)
        return encode_event(self._held.data.replace(answer, ticketed, 1), self._held.name)

    def cut(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off: an error event, and no last one."""
        return encode_cut(message, code, _number(self._last) + 1)

    def reading(self) -> Reading:
        """What was said and counted so far."""
        deltas = read_pieces(self._deltas) if self._deltas else NOTHING_READ
        if self._held is None:
            return deltas
        whole = read_whole(bytes(_event.decode(self._held.data).response))
        if whole is None:
            return deltas
        return Reading(
            text=whole.text or deltas.text,
            finish_reason=whole.finish_reason,
            usage=whole.usage,
            logprob_mean=deltas.logprob_mean if whole.logprob_mean is None else whole.logprob_mean,
            deltas=deltas.deltas or whole.deltas,
        )

    def _take_turn(self, event: Event, out: list[bytes]) -> None:
        """Take an event that may end the stream."""
        try:
            found = _event.decode(event.data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._broken = self.is_over = True
            return
        if found.type in ("response.completed", "response.incomplete"):
            if self.has_told:
                return
            if not bytes(found.response).startswith(b"{"):
                self._broken = self.is_over = True
                return
            self._held = event
            self._ended = self.is_over = True
            return
        if found.type in ("response.failed", "error") or reports_error(event):
            self.has_told = self.is_over = True
        self._last = event.data
        out.append(event.raw)


def _number(data: bytes) -> int:
    try:
        return _numbered.decode(data).sequence_number
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return -1
