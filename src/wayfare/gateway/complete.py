"""Ask the offers in order until one begins to answer.

A failure before the first byte goes to the next offer; after it there is no way back, and
an answer that breaks off says so. Knows the wire of the answer, nothing of HTTP servers.
"""

from collections.abc import AsyncGenerator, AsyncIterator

import msgspec

from wayfare.domain.decision import Decision
from wayfare.domain.errors import (
    BadRequestError,
    BudgetSpentError,
    InternalError,
    PermissionDeniedError,
    ProviderError,
    StreamCutError,
    WayfareError,
)
from wayfare.domain.offer import Offer
from wayfare.domain.record import Ending
from wayfare.gateway.asking import NO_ENVELOPE, Asking, Envelope
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.relay import broken_off, first_events, relay
from wayfare.gateway.send import send
from wayfare.ports import Call, Reply
from wayfare.wire.wire import Body

ATTEMPTS_MAX = 4
WHOLE_BYTES_MAX = 64 * 1024 * 1024


class Completion(msgspec.Struct, frozen=True):
    """An answer that has begun: whole in `body`, or streamed by `pieces`."""

    offer: Offer
    body: bytes | None = None
    pieces: AsyncGenerator[bytes] | None = None


async def complete(
    parts: Parts,
    decision: Decision,
    body: Body,
    journal: Journal,
    envelope: Envelope = NO_ENVELOPE,
) -> Completion:
    """Ask the offers in order.

    Raises:
        BudgetSpentError: no budget covers what any of them may cost.
        CannotCarryError: the arm that is named has no words for something in the request.
        ProviderError: every offer failed; the error is that of the arm chosen first.
    """
    first_error: ProviderError | None = None
    unasked: WayfareError | None = None
    spending = journal.spending
    for offer in decision.offers[:ATTEMPTS_MAX]:
        try:
            arm = offer.arm if spending is None else spending.bounded(offer.arm, body)
            asking = Asking(body, arm, decision.id, int(parts.clock.now()))
            hold = await journal.reserve(offer, asking.body, body.request) if spending else None
        except (BadRequestError, BudgetSpentError) as error:  # nobody was asked
            unasked = unasked or error
            continue
        attempt = journal.begin(offer, hold)
        attempt.left_out = asking.left_out + (() if asking.same else envelope.wishes)
        try:
            return await _ask(parts, asking, envelope, journal, attempt)
        except ProviderError as error:
            attempt.end(Ending.FAILED, error=error)
            parts.catalog.note_refusal(offer.arm, error)
            first_error = first_error or error
        except PermissionDeniedError as error:
            attempt.end(Ending.FAILED, error=error)
            raise
        except Exception:
            attempt.end(Ending.FAILED, error=InternalError("A fault of Wayfare's own."))
            raise
        except BaseException:  # the client left while nothing had come yet
            attempt.end(Ending.ABANDONED)
            raise
    failure = first_error or unasked
    assert failure is not None, "a decision has at least one offer"
    raise failure


async def _ask(
    parts: Parts, asking: Asking, envelope: Envelope, journal: Journal, attempt: Attempt
) -> Completion:
    offer, deployment = attempt.offer, attempt.offer.arm.deployment
    call = Call(
        deployment=deployment,
        endpoint=asking.endpoint,
        body=asking.body,
        stream=asking.stream,
        headers=envelope.headers if asking.same else {},
        query=envelope.query if asking.same else "",
    )
    try:
        reply = await send(parts, call, journal.demands)
    except ProviderError as error:
        error.wire = asking.wire
        raise
    try:
        if asking.stream:
            reader, block = await first_events(reply, deployment.provider, asking.wire)
            attempt.began()
            attempt.passage = passage = asking.passage()
            return Completion(offer, pieces=relay(reply, reader, block, passage, attempt, journal))
        return Completion(offer, body=await _whole(reply, asking, attempt, journal))
    except BaseException:
        reply.close()
        raise


async def _whole(reply: Reply, asking: Asking, attempt: Attempt, journal: Journal) -> bytes:
    """Read a whole answer and put its ticket in."""
    body = await read_all(reply, attempt)
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
    return journal.with_ticket(whole.body, attempt)


def _not_an_answer(attempt: Attempt, what: str) -> ProviderError:
    provider = attempt.offer.arm.deployment.provider
    return ProviderError(f"{provider} answered with {what}.", provider=provider, status=502)


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
        raise broken_off(error, provider) from error


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
