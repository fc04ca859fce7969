"""Pass a stream on as it comes, and settle it when it ends.

How its bytes go on is the wires' affair (`Passage`). Knows nothing of what they say.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from wayfare.domain.errors import InternalError, StreamCutError
from wayfare.domain.record import Ending
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.begin import Begun
from wayfare.gateway.ending import end_behind, go_on
from wayfare.gateway.first import last_block
from wayfare.gateway.journal import Journal
from wayfare.ports import Reply
from wayfare.wire.sse import EventReader
from wayfare.wire.wire import Passage


async def relay(
    begun: Begun, reader: EventReader, passage: Passage, journal: Journal
) -> AsyncGenerator[bytes]:
    """Yield the bytes for the client, from the first events on."""
    reply, attempt, patience = begun.reply, begun.attempt, begun.patience
    try:
        out = passage.take(begun.first)
        while not passage.is_over:
            if out:
                yield out
            patience.wait()
            piece = await anext(reply.pieces, None)
            patience.heard()
            out = passage.take(last_block(reader) if piece is None else reader.complete(piece))
            if piece is None:
                break
        yield out + _finish(passage, attempt, journal)
        if passage.is_done:
            patience.see_off()
            await _see_off(reply)
    except StreamCutError as error:
        error = patience.cut(error)
        attempt.end(Ending.CUT, error=error)
        yield passage.cut(str(error), error.code)
    except Exception:
        attempt.end(Ending.CUT, error=InternalError("A fault of Wayfare's own."))
        raise
    except asyncio.CancelledError as cancelled:
        ended = end_behind(cancelled)
        if ended is None:
            raise
        attempt.end(Ending.CUT, error=ended)
        go_on()
        yield passage.cut(str(ended), ended.code)
    finally:
        # a client that leaves ends up here by cancellation, at whatever line it was
        begun.let_go()
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
    with suppress(StreamCutError):
        await anext(reply.pieces, None)
