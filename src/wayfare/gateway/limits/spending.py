"""Keep one request to its limits: admit it, leave out what is too dear, hold the worst price.

A budget is never overspent: nothing is sent whose worst price is not held before. Counting is
the counters' affair.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from wayfare.domain.arm import DIRECT, Arm
from wayfare.domain.budget import Admission, Budget, Hold, Overrun, Purse, Rate, Refused, purse_at
from wayfare.domain.chat import ChatRequest
from wayfare.domain.cost import Cost
from wayfare.domain.decision import Exclusion, Reason
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import StoreError
from wayfare.domain.offer import Offer
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.counters import Counters
from wayfare.gateway.limits.errors import (
    dearer,
    price_unknown,
    rate_limited,
    spent,
    too_many_tokens,
)
from wayfare.routing.reasons import PERIODS, SCOPES, dollars, reason
from wayfare.routing.worst import (
    dearer_field,
    input_tokens_max,
    is_limited,
    output_tokens_max,
    reads_beyond,
    worst_micros,
)
from wayfare.wire.wire import Body


class Bound:
    """The limits of one caller."""

    __slots__ = ("_purses", "_since", "_until", "budgets", "rates")

    def __init__(self, budgets: tuple[Budget, ...], rates: tuple[Rate, ...]) -> None:
        self.budgets = budgets
        self.rates = rates
        self._purses: tuple[Purse, ...] = ()
        self._since = self._until = 0.0

    def purses(self, at: float) -> tuple[Purse, ...]:
        """The budgets in the periods that a moment lies in."""
        if self._since <= at < self._until:
            return self._purses
        purses = tuple([purse_at(budget, at) for budget in self.budgets])
        since = max((purse.since for purse in purses), default=0.0)
        if since >= self._since:  # a call that began in the last period changes nothing
            self._purses, self._since = purses, since
            ends = (purse.until for purse in purses if purse.until is not None)
            self._until = min(ends, default=float("inf"))
        return purses


class Counting(msgspec.Struct, frozen=True):
    """What every request under limits is counted with."""

    counters: Counters
    clock: Clock
    output_tokens_max: int


class Spending:
    """One request under limits."""

    __slots__ = (
        "_bound",
        "_counting",
        "_is_beyond",
        "_request_id",
        "_worsts",
        "admission",
        "used_tokens",
    )

    def __init__(self, counting: Counting, bound: Bound, request_id: str) -> None:
        self._counting = counting
        self._bound = bound
        self._request_id = request_id
        self.admission: Admission | None = None
        self.used_tokens = 0
        self._is_beyond: bool | None = None
        self._worsts: dict[str, tuple[int, int | None]] = {}

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The rates that bind it."""
        return self._bound.rates

    async def admit(self, tokens: int) -> None:
        """Count the request against the rates, with the tokens that it is expected to take.

        Raises:
            RateLimitedError: there is no room just now; says for how long.
            BadRequestError: there will never be room for so many tokens.
        """
        rates = self._bound.rates
        if not rates:
            return
        for rate in rates:
            limit = rate.tokens_per_minute
            if limit is not None and tokens > limit:
                raise too_many_tokens(rate, tokens)
        try:
            found = await self._counting.counters.admit(rates, self._request_id, tokens)
        except StoreError:
            if self._bound.budgets:
                raise
            return  # a rate that cannot be counted costs nobody money
        if isinstance(found, Overrun):
            raise rate_limited(found)
        self.admission = found

    async def affordable(
        self,
        offers: list[Offer],
        excluded: list[Exclusion],
        body: bytes,
        request: ChatRequest,
    ) -> tuple[list[Offer], list[Exclusion]]:
        """Leave out the offers that a budget does not cover at their worst.

        Raises:
            BudgetSpentError: no offer is left.
            PriceUnknownError: the price of none is known, or not of what is asked for.
        """
        purses = self._bound.purses(self._counting.clock.now())
        if not purses:
            return offers, excluded
        if (field := dearer_field(body)) is not None:
            raise dearer(field)
        refused = await self._tightest(purses)
        left, kept, dear = refused.left_micros, [], []
        unpriced: Arm | None = None
        cheapest: int | None = None
        for offer in offers:
            worst = self._worst(offer.arm, body, request)
            if worst is None:
                unpriced = offer.arm
                dear.append(Exclusion(offer.arm.name, reason("price_unknown")))
            elif worst > left:
                cheapest = worst if cheapest is None else min(cheapest, worst)
                why = reason("over_budget", worst=dollars(worst), left=dollars(left))
                dear.append(Exclusion(offer.arm.name, why))
            else:
                kept.append(offer)
        if kept:
            return kept, excluded + dear
        if cheapest is None and unpriced is not None:
            raise price_unknown(unpriced)
        raise spent(refused, cheapest or 0)

    async def reserve(
        self, attempt_id: str, arm: Arm, body: bytes, request: ChatRequest
    ) -> Hold | None:
        """Hold the most that a call can cost; None where no budget applies, or it costs nothing.

        Raises:
            BudgetSpentError: a budget does not cover it.
            PriceUnknownError: nothing bounds it.
        """
        now = self._counting.clock.now()
        purses = self._bound.purses(now)
        if not purses or arm.deployment.is_local:
            return None
        worst = self._worst(arm, body, request)
        if worst is None:
            raise price_unknown(arm)
        found = await self._counting.counters.reserve(purses, attempt_id, now, worst)
        if isinstance(found, Refused):
            raise spent(found, worst)
        return found

    def bounded(self, arm: Arm, body: Body) -> Arm:
        """The arm, asked with a limit of the answer's tokens where its worst price needs one."""
        deployment = arm.deployment
        if not self._bound.budgets or deployment.is_local:
            return arm
        if is_limited(body.wire, body.raw, body.request, arm):
            return arm
        limit = output_tokens_max(arm, body.request, self._counting.output_tokens_max)
        return replace(arm, setup=replace(arm.setup, output_tokens_max=limit))

    def _worst(self, arm: Arm, body: bytes, request: ChatRequest) -> int | None:
        """What a call can cost at most; what a body can that is no shorter, where that is known."""
        if arm.ahead:  # a cascade may ask them all
            each = [self._worst(step, body, request) for step in arm.steps]
            if arm.middle is not None:  # whoever translates the question translates the answer too
                each.append(each[0])
            return None if None in each else sum(worst or 0 for worst in each)
        # steps of a cascade share its name, and a pivot may translate by the model that it asks
        key = arm.name
        if arm.path != DIRECT:
            key = f"{arm.name} {arm.deployment.name} {request.output_tokens_max} {arm.setup}"
        known = self._worsts.get(key)
        if known is None or len(body) > known[0]:
            known = self._worsts[key] = len(body), self._worst_of(arm, body, request)
        return known[1]

    def _worst_of(self, arm: Arm, body: bytes, request: ChatRequest) -> int | None:
        deployment = arm.deployment
        output = 0
        if Feature.EMBEDDINGS not in request.needs:
            limit = output_tokens_max(arm, request, self._counting.output_tokens_max)
            output = limit * request.choices
        if self._is_beyond is None:  # of the client's own body; what was made of it is alike
            self._is_beyond = reads_beyond(body)
        prompt, is_beyond = arm.setup.system_prompt, self._is_beyond
        tokens = input_tokens_max(deployment, len(body), prompt, request, is_beyond=is_beyond)
        return worst_micros(deployment, tokens, output)

    async def _tightest(self, purses: Sequence[Purse]) -> Refused:
        balances = await self._counting.counters.balances(purses)
        if len(purses) == 1:
            return Refused(purses[0], balances[0])
        pairs = zip(purses, balances, strict=True)
        return min((Refused(*pair) for pair in pairs), key=lambda each: each.left_micros)


def soft_warnings(hold: Hold, cost: Cost | None) -> tuple[Reason, ...]:
    """What a ticket says of budgets that are nearly spent."""
    micros = 0 if cost is None or cost.micros is None else cost.micros
    warnings = []
    for purse, before in zip(hold.purses, hold.spent, strict=True):
        budget = purse.budget
        if budget.soft_micros is not None and before + micros >= budget.soft_micros:
            warnings.append(
                reason(
                    "soft_limit",
                    scope=SCOPES[budget.scope],
                    name=budget.name,
                    period=PERIODS[budget.period],
                    spent=dollars(before + micros),
                    limit=dollars(budget.limit_micros),
                )
            )
    return tuple(warnings)
