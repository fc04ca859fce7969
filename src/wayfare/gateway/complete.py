"""Ask the offers in order until one begins to answer.

A failure before the first byte goes to the next offer; after it there is no way back, and
an answer that breaks off says so. Knows the wire of the answer, nothing of HTTP servers.
"""

from collections.abc import AsyncGenerator, AsyncIterator

import msgspec

from wayfare.domain.decision import Decision
from wayfare.domain.errors import InternalError, ProviderError, StreamCutError
from wayfare.domain.offer import Offer
from wayfare.domain.record import Ending
from wayfare.gateway.asking import Asking
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.relay import first_events, relay
from wayfare.ports import Call, Reply
from wayfare.wire.wire import Body

ATTEMPTS_MAX = 4
WHOLE_BYTES_MAX = 64 * 1024 * 1024


class Completion(msgspec.Struct, frozen=True):
    """An answer that has begun: whole in `body`, or streamed by `pieces`."""

    offer: Offer
    body: bytes | None = None
    pieces: AsyncGenerator[bytes] | None = None


async def complete(parts: Parts, decision: Decision, body: Body, journal: Journal) -> Completion:
    """Ask the offers in order.

    Raises:
        ProviderError: every offer failed; the error is that of the arm chosen first.
    """
    first_error: ProviderError | None = None
    for offer in decision.offers[:ATTEMPTS_MAX]:
        attempt = journal.begin(offer)
        try:
            return await _ask(parts, offer, body, journal, attempt)
        except ProviderError as error:
            attempt.end(Ending.FAILED, error=error)
            first_error = first_error or error
        except Exception:
            attempt.end(Ending.FAILED, error=InternalError("A fault of Wayfare's own."))
            raise
        except BaseException:  # the client left while nothing had come yet
            attempt.end(Ending.ABANDONED)
            raise
    assert first_error is not None, "a decision has at least one offer"
    raise first_error


async def _ask(
    parts: Parts, offer: Offer, body: Body, journal: Journal, attempt: Attempt
) -> Completion:
    deployment = offer.arm.deployment
    asking = Asking(body, offer.arm, attempt.request_id, int(parts.clock.now()))
    call = Call(
        deployment=deployment,
        endpoint=asking.endpoint,
        body=asking.body,
        stream=body.request.stream,
    )
    reply = await parts.providers[deployment.provider].send(call)
    try:
        if body.request.stream:
            reader, block = await first_events(reply, deployment.provider)
            attempt.began()
            attempt.passage = passage = asking.passage()
            return Completion(offer, pieces=relay(reply, reader, block, passage, attempt, journal))
        return Completion(offer, body=await _whole(reply, asking, attempt, journal))
    except BaseException:
        reply.close()
        raise


async def _whole(reply: Reply, asking: Asking, attempt: Attempt, journal: Journal) -> bytes:
    """Read a whole answer and put its ticket in."""
    whole = asking.read_whole(await read_all(reply, attempt))
    if whole is None:
        provider = attempt.offer.arm.deployment.provider
        raise ProviderError(
            f"{provider} answered with something that is not a completion.",
            provider=provider,
            status=502,
        )
    attempt.end(Ending.WHOLE, reading=whole.reading)
    return journal.with_ticket(whole.body, attempt)


async def read_all(reply: Reply, attempt: Attempt) -> bytes:
    """Read an answer that is not streamed.

    Raises:
        ProviderError: it broke off.
    """
    try:
        return await _gather(reply.pieces, attempt)
    except StreamCutError as error:
        if attempt.first_byte_tick is not None:  # it was at work, and may charge for that
            attempt.end(Ending.CUT, error=error)
        provider = attempt.offer.arm.deployment.provider
        raise ProviderError(error.message, provider=provider, status=502) from error


async def _gather(pieces: AsyncIterator[bytes], attempt: Attempt) -> bytes:
    gathered: list[bytes] = []
    size = 0
    async for piece in pieces:
        attempt.began()
        gathered.append(piece)
        size += len(piece)
        if size > WHOLE_BYTES_MAX:
            raise StreamCutError("The provider's answer is larger than 64 MiB.")
    return b"".join(gathered)
