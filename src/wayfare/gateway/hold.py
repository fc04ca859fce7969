"""Hold an answer back until it is whole, so that somebody can look at it first.

Knows the bytes that are for the client, and how to give them later. Decides nothing.
"""

from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.domain.record import Ending
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.begin import Begun
from wayfare.gateway.first import broken_off, last_block
from wayfare.gateway.journal import Journal
from wayfare.gateway.whole import WHOLE_BYTES_MAX, read_answer
from wayfare.wire.reading import Reading
from wayfare.wire.sse import EventReader
from wayfare.wire.wire import Passage


class Held(msgspec.Struct, frozen=True):
    """A whole answer that nobody has seen. `out` is what the client gets, without a ticket.

    `passage` knows the last words of one that is streamed.
    """

    attempt: Attempt
    reading: Reading
    out: bytes
    passage: Passage | None = None


async def hold(begun: Begun) -> Held:
    """Read an answer to its end. The attempt is settled, whatever happens.

    Raises:
        ProviderError: it broke off, or is no answer.
    """
    attempt = begun.attempt
    try:
        if begun.reader is None:
            whole = await read_answer(begun)
            begun.patience.stop()
            return Held(attempt, whole.reading, whole.body)
        attempt.passage = passage = begun.asking.passage()
        out = await _gather(begun, begun.reader, passage)
        attempt.end(Ending.WHOLE)
        begun.let_go()
        return Held(attempt, passage.reading(), out, passage)
    except BaseException as error:
        begun.let_go()
        begun.tried.settle(attempt, error)
        raise


async def release(held: Held, passage: Passage, journal: Journal) -> AsyncGenerator[bytes]:
    """Yield a streamed answer that was held back, and its last words."""
    yield held.out + passage.finish(journal.encoded_ticket(held.attempt))


async def _gather(begun: Begun, reader: EventReader, passage: Passage) -> bytes:
    """All that a stream says to the client before its last words.

    Raises:
        ProviderError: it broke off, or is no whole answer.
    """
    reply, patience = begun.reply, begun.patience
    gathered = [passage.take(begun.first)]
    size = len(gathered[0])
    try:
        while not passage.is_over:
            patience.wait()
            piece = await anext(reply.pieces, None)
            patience.heard()
            block = last_block(reader) if piece is None else reader.complete(piece)
            gathered.append(passage.take(block))
            size += len(gathered[-1])
            if size > WHOLE_BYTES_MAX:
                raise StreamCutError("The provider's answer is larger than 64 MiB.")
            if piece is None:
                break
        trouble = passage.trouble()
        if trouble is not None:
            raise StreamCutError(trouble)
    except StreamCutError as error:
        cut = patience.cut(error)
        begun.attempt.end(Ending.CUT, error=cut)
        raise _broken(cut, begun) from error
    return b"".join(gathered)


def _broken(error: StreamCutError, begun: Begun) -> ProviderError:
    late = begun.patience.late()
    return late or broken_off(error, begun.attempt.offer.arm.deployment.provider)
