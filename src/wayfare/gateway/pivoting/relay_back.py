"""Pass on a streamed answer that is translated on its way, and settle it when it ends.

The model is read on while its first sentences are translated. Knows nothing of what they say.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from wayfare.domain.errors import InternalError, StreamCutError
from wayfare.domain.record import Ending
from wayfare.gateway.begin import Begun
from wayfare.gateway.ending import end_behind, go_on
from wayfare.gateway.first import last_block
from wayfare.gateway.journal import Journal
from wayfare.gateway.pivoting.back import BROKEN, Back
from wayfare.wire.deltas import Delta
from wayfare.wire.passage import Collected, Translation
from wayfare.wire.sse import EventReader


async def relay_back(
    begun: Begun, reader: EventReader, back: Back, journal: Journal
) -> AsyncGenerator[bytes]:
    """Yield the bytes for the client; the first come with the first words that are translated.

    Raises:
        BROKEN: the first stretch is not intact. Nothing was given, and the attempt is settled.
        StreamCutError: it broke off before that.
    """
    attempt, patience = begun.attempt, begun.patience
    passage, collected, writer = begun.asking.apart()
    attempt.passage = passage
    queue: asyncio.Queue[Sequence[Delta] | None] = asyncio.Queue()
    reading = asyncio.create_task(_read_on(begun, reader, passage, collected, queue))
    has_given = False
    try:
        kept = b""
        async for delta in back.deltas(queue):
            kept += writer.write(delta)
            if kept and back.text.strip():
                if not has_given:
                    has_given = True
                    journal.release()
                yield kept
                kept = b""
        await reading  # it has ended: raises what cut it off
        trouble = passage.trouble()
        if trouble is not None:
            raise StreamCutError(trouble)
        attempt.delivered = back.text
        attempt.end(Ending.WHOLE)
        usage = passage.reading().usage
        yield kept + writer.finish(journal.encoded_ticket(attempt), usage)
    except BROKEN:
        attempt.following = None  # another answer is the one to be compared
        attempt.end(Ending.WHOLE)
        raise
    except StreamCutError as error:
        error = patience.cut(error)
        attempt.delivered = back.text
        attempt.end(Ending.CUT, error=error)
        if not has_given:
            raise
        yield writer.fail(str(error), error.code)
    except asyncio.CancelledError as cancelled:
        ended = end_behind(cancelled)
        if ended is None:
            raise
        attempt.delivered = back.text
        attempt.end(Ending.CUT, error=ended)
        go_on()
        yield writer.fail(str(ended), ended.code)
    except Exception:
        attempt.end(Ending.CUT, error=InternalError("A fault of Wayfare's own."))
        raise
    finally:
        # a client that leaves ends up here by cancellation, at whatever line it was
        reading.cancel()
        begun.let_go()
        if attempt.cost is None:
            attempt.delivered = back.text
            attempt.end(Ending.ABANDONED)


async def _read_on(
    begun: Begun,
    reader: EventReader,
    passage: Translation,
    collected: Collected,
    queue: "asyncio.Queue[Sequence[Delta] | None]",
) -> None:
    """Read the model's stream to its end, however slow the translator is."""
    patience, reply = begun.patience, begun.reply
    try:
        passage.take(begun.first)
        while True:
            if came := collected.drain():
                queue.put_nowait(came)
            if passage.is_over:
                return
            patience.wait()
            piece = await anext(reply.pieces, None)
            patience.heard()
            passage.take(last_block(reader) if piece is None else reader.complete(piece))
            if piece is None:
                if came := collected.drain():
                    queue.put_nowait(came)
                return
    finally:
        patience.stop()  # what is still to come is the translator's
        queue.put_nowait(None)
