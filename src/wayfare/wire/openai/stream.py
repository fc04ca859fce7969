"""A stream in OpenAI's wire on its way to a client that speaks it too.

The provider's bytes go through unchanged but for three things: usage that the client did
not ask for is held back, the ticket goes onto the event with the finish reason, and a
stream that breaks off ends with an error event and without `[DONE]`, so that nobody takes
half an answer for a whole one.
"""

from collections.abc import Iterable

from wayfare.domain.usage import Usage
from wayfare.wire.openai.body import encode_error
from wayfare.wire.openai.logprobs import without_logprobs
from wayfare.wire.openai.reply import (
    DONE,
    Said,
    ends_choice,
    says_anything,
    usage_in,
    without_empty_usage,
)
from wayfare.wire.passage import is_broken, reports_error
from wayfare.wire.reading import Reading, with_field
from wayfare.wire.sse import Event, encode_event, split_events


class ChatPassage:
    """What has been seen of a stream so far.

    `hides_logprobs`: the client did not ask for log-probabilities, though Wayfare did.
    """

    __slots__ = (
        "_broken",
        "_done",
        "_held",
        "_hides_logprobs",
        "_said",
        "_usage",
        "_usage_raw",
        "_wants_usage",
        "has_told",
        "is_over",
    )

    def __init__(self, wants_usage: bool, *, hides_logprobs: bool = False) -> None:
        self._hides_logprobs = hides_logprobs
        self._wants_usage = wants_usage
        self._said = Said()
        self._usage: Usage | None = None
        self._held: Event | None = None
        self._usage_raw = b""
        self._done: Event | None = None
        self._broken = False
        self.has_told = False
        self.is_over = False

    @property
    def is_done(self) -> bool:
        """Whether the provider said that this was all."""
        return self._done is not None

    def take(self, block: bytes) -> bytes:
        """Take whole events; return the bytes that can go to the client now."""
        if self._held is not None:
            return self._take_events(split_events(block))
        end = self._said.take_deltas(block)
        if end == len(block):
            return self._cleaned(block)
        return self._cleaned(block[:end]) + self._take_events(split_events(block[end:]))

    def trouble(self) -> str | None:
        """Why the answer is not whole."""
        if self.has_told:
            return "The provider reported an error."
        if self._broken:
            return "The provider sent an event that cannot be read."
        if self._held is None and (self._done is None or not self._said.deltas):
            return "The provider's answer ended before it was whole."
        return None

    def finish(self, ticket: bytes) -> bytes:
        """The last bytes: finish event with its ticket, usage if asked for, `[DONE]`."""
        last = b""
        if self._held is not None:
            last = encode_event(with_field(self._held.data, b"wayfare", ticket))
        usage = self._usage_raw if self._wants_usage else b""
        return last + usage + encode_event(DONE)

    def cut(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off: an error event, and no `[DONE]`."""
        return self._release() + encode_event(encode_error(message, "server_error", code, None))

    def reading(self) -> Reading:
        """What was said and counted so far."""
        return self._said.reading(self._usage)

    def _take_events(self, events: Iterable[Event]) -> bytes:
        out: list[bytes] = []
        for event in events:
            data = event.data
            if not data:
                out.append(event.raw)  # a comment, sent to keep the line open
                continue
            if data == DONE:
                self._done = event
                self.is_over = True
                break
            if reports_error(event):
                self.has_told = self.is_over = True
                out.append(self._release() + event.raw)
                break
            if is_broken(data):
                self._broken = self.is_over = True
                break
            self._take_delta(event, out)
        return b"".join(out)

    def _take_delta(self, event: Event, out: list[bytes]) -> None:
        found = usage_in(event.data)
        if found is not None:
            self._usage, is_alone = found
            # OpenRouter sends it after the ending, beside a choice that says nothing
            if is_alone or (self._held is not None and not says_anything(event.data)):
                self._usage_raw = event.raw
                return
        self._said.add_data(event.data)
        if self._held is not None:
            out.append(self._release())
        if ends_choice(event.data):
            self._held = Event(event.raw, self._cleaned(event.data), event.name)
            return
        out.append(self._cleaned(event.raw))

    def _cleaned(self, raw: bytes) -> bytes:
        if self._hides_logprobs:
            raw = without_logprobs(raw)
        return raw if self._wants_usage else without_empty_usage(raw)

    def _release(self) -> bytes:
        held, self._held = self._held, None
        return b"" if held is None else encode_event(held.data, held.name)
