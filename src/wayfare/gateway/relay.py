"""Pass a stream on as it comes, and settle it when it ends.

How its bytes go on is the wires' affair (`Passage`). Knows nothing of what they say.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from wayfare.domain.errors import (
    InternalError,
    ProviderError,
    ProviderTimeoutError,
    StreamCutError,
    StreamStalledError,
)
from wayfare.domain.record import Ending
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.journal import Journal
from wayfare.ports import Reply
from wayfare.wire.openai.reply import DONE
from wayfare.wire.passage import is_broken, is_half, reports_error
from wayfare.wire.sse import Event, EventReader, split_events
from wayfare.wire.wire import Passage

#: The last bytes of a stream's transport follow its last event within a few milliseconds.
SEE_OFF_S = 0.05


async def first_events(reply: Reply, provider: str, wire: str) -> tuple[EventReader, bytes]:
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
        raise broken_off(error, provider) from error
    if first is None or first.data == DONE:
        raise ProviderError(
            f"{provider} ended its stream before it began.", provider=provider, status=502
        )
    if reports_error(first) or is_broken(first.data):
        raise ProviderError(
            f"{provider} began its stream with an error.",
            provider=provider,
            status=502,
            body=first.data,
            wire=wire,
        )
    return reader, block


def broken_off(error: StreamCutError, provider: str) -> ProviderError:
    """What an answer that broke off before its first byte is to whoever could still be asked."""
    if isinstance(error, StreamStalledError):
        return ProviderTimeoutError(error.message, provider=provider, status=504)
    return ProviderError(error.message, provider=provider, status=502)


def _last_block(reader: EventReader) -> bytes:
    """The event that the stream ended within, where it lacks nothing but its blank line."""
    return b"".join(event.raw for event in reader.end() if not is_half(event.data))


def _first_with_data(block: bytes) -> Event | None:
    return next((event for event in split_events(block) if event.data), None)


async def relay(
    reply: Reply,
    reader: EventReader,
    block: bytes,
    passage: Passage,
    attempt: Attempt,
    journal: Journal,
) -> AsyncGenerator[bytes]:
    """Yield the bytes for the client, from the first events on."""
    try:
        out = passage.take(block)
        while not passage.is_over:
            if out:
                yield out
            piece = await anext(reply.pieces, None)
            out = passage.take(_last_block(reader) if piece is None else reader.complete(piece))
            if piece is None:
                break
        yield out + _finish(passage, attempt, journal)
        if passage.is_done:
            await _see_off(reply)
    except StreamCutError as error:
        attempt.end(Ending.CUT, error=error)
        yield passage.cut(str(error), error.code)
    except Exception:
        attempt.end(Ending.CUT, error=InternalError("A fault of Wayfare's own."))
        raise
    finally:
        # a client that leaves ends up here by cancellation, at whatever line it was
        reply.close()
        if attempt.cost is None:
            attempt.end(Ending.ABANDONED)


def _finish(passage: Passage, attempt: Attempt, journal: Journal) -> bytes:
    """The last bytes for the client. The attempt is settled first: the ticket tells its cost."""
    trouble = passage.trouble()
    if trouble is None:
        attempt.end(Ending.WHOLE)
        return passage.finish(journal.encoded_ticket(attempt))
    error = StreamCutError(trouble)
    attempt.end(Ending.CUT, error=error)
    return b"" if passage.has_told else passage.cut(trouble, error.code)


async def _see_off(reply: Reply) -> None:
    """Let the provider end its answer: then its connection serves the next call too."""
    with suppress(TimeoutError, StreamCutError):
        async with asyncio.timeout(SEE_OFF_S):
            await anext(reply.pieces, None)
