"""The way of one request through its offers: whom to try next, and how.

Knows breakers and budgets. Knows nothing of what an answer says.
"""

from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Goal
from wayfare.domain.errors import BadRequestError, BudgetSpentError
from wayfare.domain.offer import Offer
from wayfare.domain.record import Leg
from wayfare.gateway.asking import Asking, Envelope
from wayfare.gateway.begin import Try
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.retries import Tries, held_error
from wayfare.wire.wire import Body


class Course:
    """The way of one request through its offers.

    `logprobs`: log-probabilities are asked for that the client does not see. `leg`: a translator is
    asked, which makes `context` another one. `as_nouns`: the answer is read wholly, whatever wire
    it comes in.
    """

    __slots__ = (
        "_as_nouns",
        "_body",
        "_context",
        "_decision",
        "_envelope",
        "_journal",
        "_leg",
        "_logprobs",
        "_parts",
        "_resting",
        "tries",
    )

    def __init__(
        self,
        parts: Parts,
        decision: Decision,
        body: Body,
        journal: Journal,
        envelope: Envelope,
        *,
        logprobs: bool = False,
        leg: Leg | None = None,
        as_nouns: bool = False,
        context: Context | None = None,
    ) -> None:
        self._logprobs = logprobs
        self._context = context or journal.context
        self._leg = leg
        self._as_nouns = as_nouns
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
            name = self._decision.id
            asking = Asking(
                self._body, arm, name, created, logprobs=self._logprobs, as_nouns=self._as_nouns
            )
        except (BadRequestError, BudgetSpentError) as error:  # nobody was asked
            self.tries.pass_over(error)
            return None
        request = self._body.request
        parts, journal, envelope = self._parts, self._journal, self._envelope
        tried = Try(parts, offer, asking, envelope, journal, self.tries, request)
        tried.leg, tried.context = self._leg, self._context
        return tried

    def _may_ask(self, offer: Offer) -> bool:
        """Whether its breaker lets it be asked. A named arm is asked unless it said when.

        A pivot is chosen or not: where another arm fails, the next is asked directly.
        """
        if offer.arm.middle is not None:
            return False
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
