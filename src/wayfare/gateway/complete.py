"""Ask the offers in order until one begins to answer: the one owner of retries.

A failure before the first byte goes to the next offer at once, and where none is left, to one
that may have come round; after it there is no way back, and an answer that breaks off says so.
Knows the wire of the answer, nothing of HTTP servers.
"""

from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.arm import CASCADE, PANEL
from wayfare.domain.decision import Decision
from wayfare.domain.errors import (
    BudgetSpentError,
    PriceUnknownError,
    ProviderError,
    RateLimitedError,
)
from wayfare.domain.offer import Offer
from wayfare.domain.record import Ending
from wayfare.gateway.asking import NO_ENVELOPE, Envelope
from wayfare.gateway.begin import NOT_BEGUN, Begun
from wayfare.gateway.course import Course
from wayfare.gateway.hedge import race
from wayfare.gateway.hold import Held, release
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.relay import relay
from wayfare.gateway.whole import read_whole
from wayfare.wire.wire import Body

#: What stands in the way of a dearer arm while there is a cheap answer to give.
_NOT_ANSWERED = (ProviderError, BudgetSpentError, PriceUnknownError, RateLimitedError)


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
        RateLimitedError: nobody was asked, as all asked not to be for a while.
    """
    path = decision.choice.arm.path
    if decision.choice.arm.middle is not None:
        return await _by_pivot(parts, decision, body, journal, envelope)
    if path == CASCADE:
        return await _in_steps(parts, decision, body, journal, envelope)
    if path == PANEL:
        return await _in_panel(parts, decision, body, journal, envelope)
    return await _in_order(parts, decision, body, journal, envelope)


async def _in_steps(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Completion:
    """A cascade was chosen: give the cheap answer where it will do, else ask the dearer arm."""
    # few have one, and its patterns take a while to be made
    from wayfare.gateway.cascade import ask_ahead, fell_back  # noqa: PLC0415

    choice = decision.choice
    cheap = await ask_ahead(parts, decision, body, journal, envelope)
    if cheap is not None and cheap.will_do:
        return _release(cheap.held, journal)
    try:
        return await _in_order(parts, _last_alone(decision), body, journal, envelope)
    except _NOT_ANSWERED:
        if cheap is None:
            raise
        journal.why = fell_back(choice.arm)
        return _release(cheap.held, journal)


async def _in_panel(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Completion:
    """A panel was chosen: give what most came to, or ask the last of it alone."""
    from wayfare.gateway.panel import ask_panel  # noqa: PLC0415 - as above

    held = await ask_panel(parts, decision, body, journal, envelope)
    if held is None:
        return await _in_order(parts, _last_alone(decision), body, journal, envelope)
    return _release(held, journal)


async def _by_pivot(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Completion:
    """A pivot was chosen: ask through another language, or where something is lost, directly."""
    from wayfare.gateway.pivoting.through import ask_through, direct  # noqa: PLC0415 - as above

    through = await ask_through(parts, decision, body, journal, envelope)
    if through is None:
        plain = direct(parts, decision, journal.context.language)
        return await _in_order(parts, plain, body, journal, envelope)
    return Completion(through.offer, through.body, through.pieces)


def _last_alone(decision: Decision) -> Decision:
    """The decision where only the last of the chosen arm's steps is left."""
    choice = decision.choice
    last = msgspec.structs.replace(choice, arm=choice.arm.steps[-1])
    return msgspec.structs.replace(decision, offers=(last, *decision.offers[1:]))


def _release(held: Held, journal: Journal) -> Completion:
    """Give an answer that was held back."""
    journal.release()
    if journal.following is not None:
        journal.following.ended(Ending.WHOLE, held.reading, was_outrun=False)
    if held.passage is None:
        body = journal.with_ticket(held.out, held.attempt)
        return Completion(held.attempt.offer, body=body)
    return Completion(held.attempt.offer, pieces=release(held, held.passage, journal))


async def _in_order(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Completion:
    course = Course(parts, decision, body, journal, envelope)
    hedge_after_s = parts.hedging.after_ms / 1_000
    while (tried := course.next_try() or await course.later_try()) is not None:
        try:
            if hedge_after_s:
                begun = await race(tried, course.next_try, hedge_after_s)
                hedge_after_s = 0.0  # once is enough
            else:
                begun = await tried.begin()
            return await _finish(begun, journal)
        except NOT_BEGUN:
            continue  # it is settled, and noted among the tries
    raise course.tries.failure()


async def _finish(begun: Begun, journal: Journal) -> Completion:
    """From its first byte on, an answer is either passed on or read to its end."""
    attempt = begun.attempt
    try:
        if begun.reader is None:
            whole = await read_whole(begun, journal)
            begun.patience.stop()
            return Completion(attempt.offer, body=whole)
        attempt.passage = passage = begun.asking.passage()
        return Completion(attempt.offer, pieces=relay(begun, begun.reader, passage, journal))
    except BaseException as error:
        begun.let_go()
        begun.tried.settle(attempt, error)
        raise
