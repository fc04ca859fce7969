"""Wait for the first of an answer, streamed or whole, while another arm can still be asked."""

from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.gateway.attempt import Attempt
from wayfare.ports import Reply
from wayfare.wire.openai.reply import DONE
from wayfare.wire.passage import is_broken, is_half, reports_error
from wayfare.wire.sse import Event, EventReader, split_events


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
            block += last_block(reader)
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
    return ProviderError(error.message, provider=provider, status=502)


def last_block(reader: EventReader) -> bytes:
    """The event that the stream ended within, where it lacks nothing but its blank line."""
    return b"".join(e.raw for e in reader.end() if e.data and not is_half(e.data))


def first_data(block: bytes) -> bytes:
    """The data of the first event that has any."""
    first = _first_with_data(block)
    return b"" if first is None else first.data


def _first_with_data(block: bytes) -> Event | None:
    return next((event for event in split_events(block) if event.data), None)


async def first_piece(reply: Reply, attempt: Attempt) -> bytes:
    """The first bytes of an answer that is not streamed; none where it has none.

    Raises:
        ProviderError: it broke off before them.
    """
    try:
        piece = await anext(reply.pieces, None)
    except StreamCutError as error:
        raise broken_off(error, attempt.offer.arm.deployment.provider) from error
    if piece is None:
        return b""
    attempt.began()
    return piece
