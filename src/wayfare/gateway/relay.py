"""Pass a stream on as it comes, and settle it when it ends.

The provider's bytes go through unchanged but for three things: usage that the client did
not ask for is held back, the ticket goes onto the event with the finish reason, and a
stream that breaks off ends with an error event and without `[DONE]`, so that nobody takes
half an answer for a whole one.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress

from wayfare.domain.errors import InternalError, ProviderError, StreamCutError
from wayfare.domain.record import Ending
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.journal import Journal
from wayfare.ports import Reply
from wayfare.wire.openai import encode_error
from wayfare.wire.openai_reply import (
    DONE,
    ends_choice,
    is_broken,
    is_error,
    plain_deltas,
    says_anything,
    usage_in,
    without_empty_usage,
)
from wayfare.wire.sse import Event, EventReader, encode_event, split_events

#: The last bytes of a stream's transport follow its last event within a few milliseconds.
SEE_OFF_S = 0.05


async def first_events(reply: Reply, provider: str) -> tuple[EventReader, bytes]:
    """Wait for the first event of a stream, while another arm can still be asked.

    Returns what reads on, and the bytes of the events that are here.

    Raises:
        ProviderError: what comes is not a stream, or it begins with an error.
    """
    kind = reply.headers.get("content-type", "")
    if "text/event-stream" not in kind:
        raise ProviderError(
            f"{provider} did not stream: it answered with {kind or 'no content type'}.",
            provider=provider,
            status=502,
        )
    reader = EventReader()
    block = b""
    first: Event | None = None
    try:
        async for piece in reply.pieces:
            block += reader.complete(piece)
            if first := _first_with_data(block):
                break
        else:
            block += _last_block(reader)
            first = _first_with_data(block)
    except StreamCutError as error:
        raise ProviderError(error.message, provider=provider, status=502) from error
    if first is None or first.data == DONE:
        raise ProviderError(
            f"{provider} ended its stream before it began.", provider=provider, status=502
        )
    if _reports_error(first) or is_broken(first.data):
        raise ProviderError(
            f"{provider} began its stream with an error.",
            provider=provider,
            status=502,
            body=first.data,
        )
    return reader, block


def _last_block(reader: EventReader) -> bytes:
    return b"".join(event.raw for event in reader.end())


def _first_with_data(block: bytes) -> Event | None:
    return next((event for event in split_events(block) if event.data), None)


async def relay(
    reply: Reply,
    reader: EventReader,
    block: bytes,
    attempt: Attempt,
    journal: Journal,
    *,
    wants_usage: bool,
) -> AsyncGenerator[bytes]:
    """Yield the bytes for the client, from the first events on."""
    stream = _Stream(attempt, wants_usage=wants_usage)
    try:
        out = stream.take(block)
        while not stream.is_over:
            if out:
                yield out
            piece = await anext(reply.pieces, None)
            out = stream.take(_last_block(reader) if piece is None else reader.complete(piece))
            if piece is None:
                break
        yield out + stream.finish(journal)
        if stream.is_done:
            await _see_off(reply)
    except StreamCutError as error:
        yield stream.cut(error)
    except Exception:
        attempt.end(Ending.CUT, error=InternalError("A fault of Wayfare's own."))
        raise
    finally:
        # a client that leaves ends up here by cancellation, at whatever line it was
        reply.close()
        if attempt.cost is None:
            attempt.end(Ending.ABANDONED)


async def _see_off(reply: Reply) -> None:
    """Let the provider end its answer: then its connection serves the next call too."""
    with suppress(TimeoutError, StreamCutError):
        async with asyncio.timeout(SEE_OFF_S):
            await anext(reply.pieces, None)


class _Stream:
    """What has been seen of a stream so far."""

    __slots__ = (
        "_attempt",
        "_broken",
        "_done",
        "_error",
        "_held",
        "_usage_raw",
        "_wants_usage",
        "is_over",
    )

    def __init__(self, attempt: Attempt, *, wants_usage: bool) -> None:
        self._attempt = attempt
        self._wants_usage = wants_usage
        self._held: Event | None = None
        self._usage_raw = b""
        self._done: Event | None = None
        self._error = False
        self._broken = False
        self.is_over = False

    @property
    def is_done(self) -> bool:
        """Whether the provider said that this was all."""
        return self._done is not None

    def take(self, block: bytes) -> bytes:
        """Take whole events; return the bytes that can go to the client now."""
        if self._held is None and (datas := plain_deltas(block)):
            self._attempt.datas += datas
            return self._cleaned(block)
        return self._take_events(split_events(block))

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
            if _reports_error(event):
                self._error = self.is_over = True
                out.append(self._release() + event.raw)
                break
            if is_broken(data):
                self._broken = self.is_over = True
                break
            self._take_delta(event, out)
        return b"".join(out)

    def finish(self, journal: Journal) -> bytes:
        """The last bytes: finish event with its ticket, usage if asked for, `[DONE]`."""
        if self._error:
            self._attempt.end(Ending.CUT, error=StreamCutError("The provider reported an error."))
            return b""
        if self._broken:
            return self.cut(StreamCutError("The provider sent an event that cannot be read."))
        if self._done is None and self._held is None:
            return self.cut(StreamCutError("The provider's answer ended before it was whole."))
        self._attempt.end(Ending.WHOLE)
        last = b""
        if self._held is not None:
            last = encode_event(journal.with_ticket(self._held.data, self._attempt))
        usage = self._usage_raw if self._wants_usage else b""
        return last + usage + encode_event(DONE)

    def cut(self, error: StreamCutError) -> bytes:
        """The last bytes of a stream that broke off: an error event, and no `[DONE]`."""
        self._attempt.end(Ending.CUT, error=error)
        return self._release() + encode_event(
            encode_error(str(error), "server_error", error.code, None)
        )

    def _take_delta(self, event: Event, out: list[bytes]) -> None:
        found = usage_in(event.data)
        if found is not None:
            self._attempt.usage, is_alone = found
            # OpenRouter sends it after the ending, beside a choice that says nothing
            if is_alone or (self._held is not None and not says_anything(event.data)):
                self._usage_raw = event.raw
                return
        self._attempt.datas.append(event.data)
        if self._held is not None:
            out.append(self._release())
        if ends_choice(event.data):
            self._held = Event(event.raw, self._cleaned(event.data), event.name)
            return
        out.append(self._cleaned(event.raw))

    def _cleaned(self, raw: bytes) -> bytes:
        return raw if self._wants_usage else without_empty_usage(raw)

    def _release(self) -> bytes:
        held, self._held = self._held, None
        return b"" if held is None else encode_event(held.data, held.name)


def _reports_error(event: Event) -> bool:
    return event.name == b"error" or is_error(event.data)
