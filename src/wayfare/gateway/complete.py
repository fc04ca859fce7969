"""Ask the offers in order until one begins to answer: the one owner of retries.

A failure before the first byte goes to the next offer at once, and where none is left, to one
that may have come round; after it there is no way back, and an answer that breaks off says so.
Knows the wire of the answer, nothing of HTTP servers.
"""

from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.decision import Decision, Goal
from wayfare.domain.errors import BadRequestError, BudgetSpentError
from wayfare.domain.offer import Offer
from wayfare.gateway.asking import NO_ENVELOPE, Asking, Envelope
from wayfare.gateway.begin import NOT_BEGUN, Begun, Try
from wayfare.gateway.hedge import race
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.relay import relay
from wayfare.gateway.retries import Tries, held_error
from wayfare.gateway.whole import read_whole
from wayfare.wire.wire import Body


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
    course = _Course(parts, decision, body, journal, envelope)
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


class _Course:
    """The way of one request through its offers."""

    __slots__ = ("_body", "_decision", "_envelope", "_journal", "_parts", "_resting", "tries")

    def __init__(
        self, parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
    ) -> None:
        self._parts = parts
        self._decision = decision
        self._body = body
        self._journal = journal
        self._envelope = envelope
        self._resting: list[Offer] = []
        self.tries = Tries(parts.retries, parts.clock, decision.offers)

    def next_try(self) -> Try | None:
        """A try at the best offer that was not tried and can be asked."""
        while (offer := self.tries.next_offer()) is not None:
            if self._may_ask(offer) and (tried := self._try(offer)) is not None:
                return tried
        return None

    async def later_try(self) -> Try | None:
        """A try at one that is left alone or has failed, where no other offer is left."""
        while self._resting and not self.tries.has_asked:
            # all are left alone: asking is better than refusing
            if (tried := self._try(self._resting.pop(0))) is not None:
                return tried
        offer = await self.tries.wait()
        return self._try(offer) if offer is not None and self._may_ask(offer) else None

    def _try(self, offer: Offer) -> Try | None:
        try:
            created = int(self._parts.clock.now())
            spending, arm = self._journal.spending, offer.arm
            if spending is not None:
                arm = spending.bounded(arm, self._body)
            asking = Asking(self._body, arm, self._decision.id, created)
        except (BadRequestError, BudgetSpentError) as error:  # nobody was asked
            self.tries.pass_over(error)
            return None
        request = self._body.request
        return Try(self._parts, offer, asking, self._envelope, self._journal, self.tries, request)

    def _may_ask(self, offer: Offer) -> bool:
        """Whether its breaker lets it be asked. A named arm is asked unless it said when."""
        breakers = self._parts.breakers
        if not breakers.troubled:
            return True
        name, tick = offer.arm.deployment.name, self._parts.clock.tick()
        held_s = breakers.held_s(name, tick)
        if held_s:
            self.tries.pass_over(held_error(name, held_s))
            return False
        if self._decision.goal is Goal.NAMED or breakers.rest(name, tick) is None:
            return True
        self._resting.append(offer)
        return False
