"""Read an answer that is not streamed, to its end, and put its ticket in."""

from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.domain.record import Ending
from wayfare.gateway.asking import WholeRead
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.begin import Begun
from wayfare.gateway.first import broken_off
from wayfare.gateway.journal import Journal
from wayfare.gateway.patience import Patience
from wayfare.ports import Reply
from wayfare.wire.served import served_model

WHOLE_BYTES_MAX = 64 * 1024 * 1024


async def read_whole(begun: Begun, journal: Journal) -> bytes:
    """The whole answer for the client, with its ticket. The attempt is settled.

    Raises:
        ProviderError: it broke off, or is no answer.
    """
    return journal.with_ticket((await read_answer(begun)).body, begun.attempt)


async def read_answer(begun: Begun) -> WholeRead:
    """The whole answer for the client, still without a ticket. The attempt is settled.

    Raises:
        ProviderError: it broke off, or is no answer.
    """
    attempt, asking = begun.attempt, begun.asking
    body = await read_all(begun.reply, attempt, begun.patience, begun.first)
    attempt.served_model = served_model(body)
    try:
        whole = asking.read_whole(body)
    except ValueError as error:
        fault = _not_an_answer(attempt, f"an answer that cannot be carried: {error}")
        # it is an answer, and will be charged
        attempt.end(Ending.CUT, reading=asking.glance(body), error=fault)
        raise fault from error
    if whole is None:
        raise _not_an_answer(attempt, "something that is not a completion")
    attempt.end(Ending.WHOLE, reading=whole.reading)
    return whole


def _not_an_answer(attempt: Attempt, what: str) -> ProviderError:
    provider = attempt.offer.arm.deployment.provider
    return ProviderError(f"{provider} answered with {what}.", provider=provider, status=502)


async def read_all(reply: Reply, attempt: Attempt, patience: Patience, first: bytes = b"") -> bytes:
    """Read an answer that is not streamed; `first` has come already.

    Raises:
        ProviderError: it broke off.
    """
    try:
        return await _gather(reply, attempt, patience, first)
    except StreamCutError as error:
        if attempt.first_byte_tick is not None:  # it was at work, and may charge for that
            attempt.end(Ending.CUT, error=patience.cut(error))
        provider = attempt.offer.arm.deployment.provider
        raise patience.late() or broken_off(error, provider) from error


async def _gather(reply: Reply, attempt: Attempt, patience: Patience, first: bytes) -> bytes:
    gathered = [first]
    size = len(first)
    while True:
        patience.wait()
        piece = await anext(reply.pieces, None)
        if piece is None:
            return b"".join(gathered)
        patience.heard()
        attempt.began()
        gathered.append(piece)
        size += len(piece)
        if size > WHOLE_BYTES_MAX:
            raise StreamCutError("The provider's answer is larger than 64 MiB.")
