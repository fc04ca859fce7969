"""Pass on a streamed answer that is translated on its way, and settle it when it ends.

The model is read on while its first sentences are translated. Knows nothing of what they say.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from wayfare.domain.errors import InternalError, StreamCutError, WayfareError
from wayfare.domain.record import Ending
from wayfare.gateway.begin import Begun
from wayfare.gateway.ending import end_behind, go_on
from wayfare.gateway.first import last_block
from wayfare.gateway.journal import Journal
from wayfare.gateway.pivoting.back import BROKEN, Back
from wayfare.wire.deltas import Delta
from wayfare.wire.sse import EventReader

Queue = asyncio.Queue[Sequence[Delta] | None]


class _Out:
    """What the client gets of one answer, and how its attempt ends."""

    def __init__(self, begun: Begun, back: Back, journal: Journal) -> None:
        self._begun = begun
        self._back = back
        self._journal = journal
        self.passage, self.collected, self._writer = begun.asking.apart()
        self._kept = b""
        self.has_given = False
        begun.attempt.passage = self.passage

    async def pieces(self, queue: Queue) -> AsyncGenerator[bytes]:
        """The bytes for the client but the last; none before the first words."""
        async for delta in self._back.deltas(queue):
            self._kept += self._writer.write(delta)
            if not self._kept or not self._back.text.strip():
                continue
            if not self.has_given:
                self.has_given = True
                self._journal.release()
            out, self._kept = self._kept, b""
            yield out

    def finish(self) -> bytes:
        """The last bytes.

        Raises:
            StreamCutError: the model's answer is not whole.
        """
        trouble = self.passage.trouble()
        if trouble is not None:
            raise StreamCutError(trouble)
        self.end(Ending.WHOLE)
        ticket = self._journal.encoded_ticket(self._begun.attempt)
        return self._kept + self._writer.finish(ticket, self.passage.reading().usage)

    def cut(self, error: WayfareError) -> bytes:
        """The last bytes of an answer that broke off."""
        self.end(Ending.CUT, error)
        return self._writer.fail(str(error), error.code)

    def end(self, ending: Ending, error: WayfareError | None = None) -> None:
        """Settle the attempt, with what the client got."""
        self._begun.attempt.delivered = self._back.text
        self._begun.attempt.end(ending, error=error)


async def relay_back(
    begun: Begun, reader: EventReader, back: Back, journal: Journal
) -> AsyncGenerator[bytes]:
    """Yield the bytes for the client; the first come with the first words that are translated.

    Raises:
        BROKEN: the first stretch is not intact. Nothing was given, and the attempt is settled.
        StreamCutError: it broke off before that.
    """
    out, queue = _Out(begun, back, journal), Queue()
    reading = asyncio.create_task(_read_on(begun, reader, out, queue))
    reading.add_done_callback(_note)
    try:
        async for piece in out.pieces(queue):
            yield piece
        await reading  # raises what cut it off
        yield out.finish()
    except BROKEN:
        begun.attempt.following = None  # another answer is the one to be compared
        begun.attempt.end(Ending.WHOLE if out.passage.is_over else Ending.ABANDONED)
        raise
    except StreamCutError as error:
        if not out.has_given:
            begun.attempt.following = None  # as above
        last = out.cut(begun.patience.cut(error))
        if not out.has_given:
            raise
        yield last
    except asyncio.CancelledError as cancelled:
        ended = end_behind(cancelled)
        if ended is None:
            raise
        last = out.cut(ended)
        go_on()
        yield last
    except Exception:
        out.end(Ending.CUT, InternalError("A fault of Wayfare's own."))
        raise
    finally:
        # a client that leaves ends up here by cancellation, at whatever line it was
        reading.cancel()
        begun.let_go()
        if begun.attempt.cost is None:
            out.end(Ending.ABANDONED)


def _note(reading: asyncio.Task[None]) -> None:
    """Look at how the reading ended: where the translator failed first, nobody else does."""
    if not reading.cancelled():
        reading.exception()


async def _read_on(begun: Begun, reader: EventReader, out: _Out, queue: Queue) -> None:
    """Read the model's stream to its end, however slow the translator is."""
    try:
        block: bytes | None = begun.first
        while block is not None:
            out.passage.take(block)
            if came := out.collected.drain():
                queue.put_nowait(came)
            block = None if out.passage.is_over else await _next_block(begun, reader)
        if not out.passage.is_over:
            out.passage.take(last_block(reader))
            if came := out.collected.drain():
                queue.put_nowait(came)
    finally:
        begun.patience.stop()  # what is still to come is the translator's
        queue.put_nowait(None)


async def _next_block(begun: Begun, reader: EventReader) -> bytes | None:
    """The next whole events; None: the stream has ended."""
    begun.patience.wait()
    piece = await anext(begun.reply.pieces, None)
    begun.patience.heard()
    return None if piece is None else reader.complete(piece)
