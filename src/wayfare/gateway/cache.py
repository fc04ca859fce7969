"""Give the very same request the same answer again, where its project wants that.

The same is what the same user of the same project sent, byte for byte, with the same demands
and wishes: nobody is ever given what another asked. Only whole answers are kept, without their
ticket: each time there is a new one, that says so, and by which path the answer came when it was
made. Knows nothing of wires but where a ticket went.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec

from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Decision
from wayfare.domain.demands import Demands
from wayfare.domain.errors import ModelNotFoundError, PermissionDeniedError, StoreError
from wayfare.domain.key import Caller
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.domain.stored import CachedAnswer
from wayfare.domain.ticket import Fare, Ticket
from wayfare.domain.usage import Usage
from wayfare.gateway.answer import Answer, answer
from wayfare.gateway.asking import NO_ENVELOPE, Envelope
from wayfare.gateway.attempt import keeps_texts
from wayfare.gateway.parts import Parts
from wayfare.gateway.send import check, demands_on
from wayfare.routing.features import read_context
from wayfare.routing.quote import quote
from wayfare.routing.reasons import reason, seconds
from wayfare.wire.responses.kept import kept_id
from wayfare.wire.ticket import TicketPath, decode_path, encode_ticket
from wayfare.wire.wire import Body

#: What is longer is not kept.
BYTES_MAX = 1024 * 1024
#: Stands in a kept answer where its ticket goes, before and after the path by which it came. An
#: answer that says it is not kept.
_MARK = b"<the ticket of this answer>"
#: What was kept in another form is not found, by whichever version of Wayfare.
_FORM = 2
_NOTHING_USED = Usage(0, 0)
_COSTS_NOTHING = Cost(0, CostState.SETTLED)
_ROUTER = "cache"

log = logging.getLogger(__name__)


async def cached_answer(
    parts: Parts, body: Body, caller: Caller, envelope: Envelope = NO_ENVELOPE
) -> Answer:
    """Answer a chat request, from the cache where the caller's project has one and keeps texts.

    Raises:
        RateLimitedError: too much was asked within a minute.
        WayfareError: as `answer` does.
    """
    if caller.cache_s is None or envelope.stores_nothing or not keeps_texts(parts, caller):
        return await answer(parts, body, caller, envelope)
    digest = digest_of(body, caller, envelope, demands_on(parts, caller, envelope.demands))
    if not envelope.wants_anew:
        found = await asyncio.to_thread(parts.cached_answers.find, digest, parts.clock.now())
        again = None if found is None else await _again(parts, found, body, caller, envelope)
        if again is not None:
            return again
    return await _kept(parts, digest, caller, await answer(parts, body, caller, envelope))


def digest_of(body: Body, caller: Caller, envelope: Envelope, demands: Demands) -> bytes:
    """What makes two requests the same: all that was sent, by whom, and what binds it."""
    wishes = envelope.wishes.over(caller.wishes)
    whose = (caller.project, caller.user, body.wire, str(demands), envelope.query, str(wishes))
    parts: list[object] = [_FORM, whose, sorted(envelope.headers.items())]
    if envelope.preferences:
        parts.append(sorted((each.embedder, each.topic, each.arm) for each in envelope.preferences))
    said = msgspec.json.encode(parts)
    return hashlib.blake2b(said + b"\n" + body.raw, digest_size=32).digest()


async def _kept(parts: Parts, digest: bytes, caller: Caller, given: Answer) -> Answer:
    """The answer, kept once it is whole."""
    if given.pieces is None:
        await _keep(parts, digest, caller, given, given.body or b"")
        return given
    pieces = _gathered(parts, digest, caller, given, given.pieces)
    return msgspec.structs.replace(given, pieces=pieces)


async def _gathered(
    parts: Parts, digest: bytes, caller: Caller, given: Answer, pieces: AsyncGenerator[bytes]
) -> AsyncGenerator[bytes]:
    gathered: list[bytes] = []
    size = 0
    async with aclosing(pieces):
        async for piece in pieces:
            size += len(piece)
            if size <= BYTES_MAX:
                gathered.append(piece)
            yield piece
    await _keep(parts, digest, caller, given, b"".join(gathered))


async def _keep(parts: Parts, digest: bytes, caller: Caller, given: Answer, body: bytes) -> None:
    """Keep it, if it is whole: only then was a ticket written, and stands in it."""
    ticket = given.journal.written if given.journal is not None else b""
    if not ticket or len(body) > BYTES_MAX or caller.cache_s is None:
        return
    if body.count(ticket) != 1 or _MARK in body:
        return
    now = parts.clock.now()
    kept = CachedAnswer(
        digest=digest,
        project=caller.project,
        arm=given.offer.arm.name,
        created_at=now,
        expires_at=now + caller.cache_s,
        body=body.replace(ticket, _MARK + msgspec.json.encode(decode_path(ticket)) + _MARK),
        answer_id=kept_id(body),
    )
    try:
        await asyncio.to_thread(parts.cached_answers.add, kept)
    except StoreError as error:  # the client has its answer; the next one is asked for anew
        log.warning("an answer could not be kept: %s", error)


async def _again(
    parts: Parts, found: CachedAnswer, body: Body, caller: Caller, envelope: Envelope
) -> Answer | None:
    """The answer that was kept; None where its arm is gone or may not be asked any more."""
    arrived_tick, request_id = parts.clock.tick(), parts.clock.new_id()
    try:
        candidates = parts.catalog.candidates(body.request.model)
        (arm,) = parts.catalog.candidates(found.arm).arms
        check(arm.deployment, demands_on(parts, caller, envelope.demands))
    except (ModelNotFoundError, PermissionDeniedError):
        return None
    context = read_context(body.request, envelope.topic)
    spending = parts.limits.of(caller, request_id)
    if spending is not None:
        await spending.admit(context.tokens)
    now = parts.clock.now()
    decision = Decision(
        id=request_id,
        goal=candidates.goal,
        offers=(quote(arm, context),),
        propensity=1.0,
        reason=reason("again", time=seconds((now - found.created_at) * 1_000)),
        router=_ROUTER,
    )
    total_ms = (parts.clock.tick() - arrived_tick) * 1_000
    parts.records.append(_request_record(decision, body, caller, envelope, context, now))
    parts.records.append(_attempt_record(decision, now, total_ms))
    if spending is not None:
        parts.limits.settle(caller, spending, None, f"{request_id}-1", now, 0, _NOTHING_USED)
    before, path, after = found.body.split(_MARK)
    ticket = encode_ticket(_ticket(decision, total_ms, decode_path(path)))
    whole = before + ticket + after
    pieces = _at_once(whole) if body.request.stream else None
    return Answer(
        decision,
        decision.choice,
        None if pieces else whole,
        pieces,
        None if spending is None else spending.admission,
        is_again=True,
    )


async def _at_once(whole: bytes) -> AsyncGenerator[bytes]:
    yield whole


def _ticket(decision: Decision, total_ms: float, made: TicketPath) -> Ticket:
    offer = decision.choice
    return Ticket(
        decision_id=decision.id,
        model=offer.arm.deployment.name,
        arm=offer.arm.name,
        reason=decision.reason,
        runner_up=None,
        fares=(Fare(offer.arm.name, offer.fare_micros),),
        first_token_ms=round(total_ms, 1),
        total_ms=round(total_ms, 1),
        cost=_COSTS_NOTHING,
        path=made.path,
        pivoted=made.pivot,
    )


def _request_record(
    decision: Decision, body: Body, caller: Caller, envelope: Envelope, context: Context, now: float
) -> RequestRecord:
    return RequestRecord(
        id=decision.id,
        started_at=now,
        conversation=envelope.conversation,
        caller=caller,
        wire=body.wire,
        model=body.request.model,
        stream=body.request.stream,
        context=context,
        decision=decision,
        prompt=body.raw,  # without texts there is no cache
    )


def _attempt_record(decision: Decision, now: float, total_ms: float) -> AttemptRecord:
    """Nobody was asked: the answer costs nothing, and its text is kept where it was first given."""
    deployment = decision.choice.arm.deployment
    return AttemptRecord(
        id=f"{decision.id}-1",
        request_id=decision.id,
        number=1,
        arm=decision.choice.arm.name,
        deployment=deployment.name,
        provider=deployment.provider,
        started_at=now,
        first_token_ms=None,
        total_ms=round(total_ms, 3),
        ending=Ending.AGAIN,
        status=None,
        error=None,
        usage=_NOTHING_USED,
        counted_by_provider=False,
        deltas=0,
        cost=_COSTS_NOTHING,
        terms=deployment.terms,
        finish_reason=None,
        answer=None,
    )
