"""Streams on their way to a client: what every wire's passage asks, and translation.

Knows events and pieces of answers. Knows no wire.
"""

import re

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Refusal, Text
from wayfare.wire.deltas import (
    Counted,
    Delta,
    DeltaReader,
    DeltaWriter,
    Ended,
    Failed,
    PartGrew,
    PartOpened,
)
from wayfare.wire.reading import Reading, Token
from wayfare.wire.sse import Event, split_events


class _Fault(msgspec.Struct):
    error: msgspec.Raw = msgspec.Raw(b"null")


# Inside a JSON string every quote is escaped, so this cannot match within a text.
_ERROR = re.compile(rb'"error"\s*:\s*[{"]')
_fault = msgspec.json.Decoder(_Fault)
_any_json = msgspec.json.Decoder(msgspec.Raw)
_tokens = msgspec.json.Decoder(list[Token])


def is_error(data: bytes) -> bool:
    """Whether an event's data is the provider's report of an error."""
    if _ERROR.search(data) is None:
        return False
    try:
        return bytes(_fault.decode(data).error) != b"null"
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def is_broken(data: bytes) -> bool:
    """Whether an event's data is no JSON object, as far as its two ends tell."""
    return data[:1] != b"{" or data.rstrip()[-1:] != b"}"


def is_half(data: bytes) -> bool:
    """Whether an event's data begins a JSON object and does not end it."""
    if data[:1] != b"{":
        return False
    try:
        _any_json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return True
    return False


def reports_error(event: Event) -> bool:
    """Whether an event is the provider's report of an error, in whatever wire."""
    return event.name == b"error" or is_error(event.data)


class Collected:
    """Takes the pieces of an answer that somebody looks at before they are written."""

    def __init__(self) -> None:
        self.deltas: list[Delta] = []

    def write(self, delta: Delta) -> bytes:
        """Keep it."""
        self.deltas.append(delta)
        return b""

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """Nothing is written here."""
        del ticket, usage
        return b""

    def fail(self, message: str, code: str) -> bytes:
        """Nothing is written here."""
        del message, code
        return b""

    def drain(self) -> list[Delta]:
        """What came since it was asked last."""
        came, self.deltas = self.deltas, []
        return came


class Translation:
    """A provider's stream for a client that speaks another wire.

    `hides_logprobs`: the client did not ask for log-probabilities, though Wayfare did.
    """

    __slots__ = (
        "_begun",
        "_deltas",
        "_ended",
        "_finish",
        "_hides_logprobs",
        "_is_broken",
        "_reader",
        "_says",
        "_text",
        "_tokens",
        "_usage",
        "_writer",
        "has_told",
        "is_over",
    )

    def __init__(
        self, reader: DeltaReader, writer: DeltaWriter, *, hides_logprobs: bool = False
    ) -> None:
        self._hides_logprobs = hides_logprobs
        self._reader = reader
        self._writer = writer
        self._text: list[str] = []
        self._says: set[int] = set()  # parts of the first choice that the reader sees
        self._tokens: list[Token] = []
        self._deltas = 0
        self._begun: set[int] = set()  # choices
        self._ended: set[int] = set()
        self._finish: str | None = None
        self._usage: Usage | None = None
        self._is_broken = False
        self.has_told = False
        self.is_over = False

    @property
    def is_done(self) -> bool:
        """Whether the provider said its last word."""
        return self._reader.is_done

    def take(self, block: bytes) -> bytes:
        """Take whole events; return what can go to the client now, in its own wire."""
        out: list[bytes] = []
        for event in split_events(block):
            if not event.data:
                if event.raw.startswith(b":"):
                    out.append(event.raw)  # a comment, sent to keep the line open
                continue
            try:
                out.extend(map(self._write, self._reader.read(event)))
            except (ValueError, msgspec.DecodeError, RecursionError):
                self._is_broken = self.is_over = True
                break
            if self.is_over or self._reader.is_done:
                self.is_over = True
                break
        return b"".join(out)

    def trouble(self) -> str | None:
        """Why the answer is not whole."""
        if self.has_told:
            return "The provider reported an error."
        if self._is_broken:
            return "The provider sent an event that cannot be read."
        if not self._ended or self._begun - self._ended:
            return "The provider's answer ended before it was whole."
        return None

    def finish(self, ticket: bytes) -> bytes:
        """The last bytes of a whole answer."""
        return self._writer.finish(ticket, self._usage)

    def cut(self, message: str, code: str) -> bytes:
        """The last bytes of one that broke off."""
        return self._writer.fail(message, code)

    def reading(self) -> Reading:
        """What was said and counted so far."""
        tokens = tuple(self._tokens)
        mean = sum(each.logprob for each in tokens) / len(tokens) if tokens else None
        # a count on the way is not what will be charged
        usage = self._usage if self._ended else None
        return Reading("".join(self._text), self._finish, usage, mean, self._deltas, tokens)

    def _write(self, delta: Delta) -> bytes:
        if isinstance(delta, PartGrew):
            self._note(delta)
            if self._hides_logprobs and delta.logprobs is not None:
                delta = msgspec.structs.replace(delta, logprobs=None)
        elif isinstance(delta, PartOpened):
            self._begun.add(delta.choice)
            self._open(delta)
        elif isinstance(delta, Counted):
            self._usage = delta.usage
        elif isinstance(delta, Ended):
            self._ended.add(delta.choice)
            if delta.choice == 0:
                self._finish = delta.finish.value
        elif isinstance(delta, Failed):
            self.has_told = self.is_over = True
            return self._writer.fail(delta.message, delta.kind or "provider_error")
        return self._writer.write(delta)

    def _open(self, delta: PartOpened) -> None:
        if isinstance(delta.part, Text | Refusal):
            if delta.choice == 0:
                self._says.add(delta.index)
                self._text.append(delta.part.text)
            self._deltas += bool(delta.part.text)
            return
        self._deltas += 1

    def _note(self, delta: PartGrew) -> None:
        self._deltas += bool(delta.text)
        if delta.choice:
            return
        if delta.index in self._says:
            self._text.append(delta.text)
        if delta.logprobs is not None:
            self._tokens += _tokens.decode(delta.logprobs)
