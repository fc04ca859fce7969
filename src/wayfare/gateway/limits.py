"""Keep to budgets and rates: admit a request, hold the worst of each call, settle what it cost.

A budget is never overspent: nothing is sent whose worst price is not held before. Knows whose
limits bind whom; counting is the counters' affair.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.budget import (
    Admission,
    Budget,
    Hold,
    Overrun,
    Purse,
    Rate,
    Refused,
    Scope,
    purse_at,
)
from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.cost import Cost
from wayfare.domain.decision import Exclusion, Reason
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import StoreError
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.usage import Usage
from wayfare.gateway.clock import Clock
from wayfare.gateway.counters import Counters
from wayfare.gateway.limit_errors import (
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

log = logging.getLogger(__name__)

#: How soon a change of budgets and rates takes effect, at most twice of it.
REFRESH_S = 1.0
_CALLERS_MAX = 10_000


class LimitRules(msgspec.Struct, frozen=True):
    """All budgets and rates."""

    budgets: tuple[Budget, ...] = ()
    rates: tuple[Rate, ...] = ()


class Limits(Protocol):
    """What requests are limited by."""

    def of(self, caller: Caller, request_id: str) -> "Spending | None":
        """What limits a request of a caller; None: nothing."""
        ...

    def settle(
        self,
        caller: Caller,
        spending: "Spending | None",
        hold: Hold | None,
        attempt_id: str,
        started_at: float,
        micros: int | None,
        usage: Usage,
    ) -> None:
        """Count what a call has cost. Never waits, never raises."""
        ...


class _NoLimits:
    """Nobody is limited."""

    def of(self, caller: Caller, request_id: str) -> "Spending | None":
        """Nothing."""

    def settle(self, *_: object) -> None:
        """Nothing is counted."""


NO_LIMITS: Limits = _NoLimits()


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


class Ledgered:
    """Limits by the rules that `read` finds, counted by `counters`."""

    def __init__(
        self,
        read: Callable[[], LimitRules],
        counters: Counters,
        clock: Clock,
        output_tokens_max: int,
    ) -> None:
        self.counters = counters
        self.clock = clock
        self.output_tokens_max = output_tokens_max
        self._read = read
        self._reading = asyncio.Lock()  # so that what was read earlier never comes later
        self._rules = LimitRules()
        self._budgets: dict[tuple[str, str], list[Budget]] = {}
        self._rates: dict[tuple[str, str], Rate] = {}
        self._bounds: dict[tuple[str, str, str], Bound | None] = {}

    @property
    def rules(self) -> LimitRules:
        """The rules that hold now."""
        return self._rules

    async def refresh(self) -> None:
        """Read the rules anew.

        Raises:
            StoreError: they cannot be read; those that were known go on.
        """
        async with self._reading:
            rules = await asyncio.to_thread(self._read)
            if rules != self._rules:
                self.take(rules)

    async def keep_fresh(self) -> None:
        """Read the rules anew, for ever."""
        is_told = False
        while True:
            await asyncio.sleep(REFRESH_S)
            try:
                await self.refresh()
                is_told = False
            except Exception:
                if not is_told:
                    log.exception("budgets and rates cannot be read; those known go on")
                is_told = True

    def take(self, rules: LimitRules) -> None:
        """Go by these rules from now on."""
        self._rules = rules
        self._budgets = {}
        for budget in rules.budgets:
            self._budgets.setdefault((budget.scope, budget.name), []).append(budget)
        self._rates = {(rate.scope, rate.name): rate for rate in rules.rates}
        self._bounds = {}

    def of(self, caller: Caller, request_id: str) -> "Spending | None":
        """What limits a request of a caller; None: nothing."""
        if not (self._budgets or self._rates):
            return None
        bound = self._bound(caller)
        return None if bound is None else Spending(self, bound, request_id)

    def settle(
        self,
        caller: Caller,
        spending: "Spending | None",
        hold: Hold | None,
        attempt_id: str,
        started_at: float,
        micros: int | None,
        usage: Usage,
    ) -> None:
        """Count what a call has cost, and how many tokens it took."""
        if hold is None and not (self._budgets or self._rates):
            return
        bound = self._bound(caller)
        purses = bound.purses(started_at) if bound is not None else ()
        if hold is not None or purses:
            self.counters.settle(purses, hold, attempt_id, micros)
        if spending is not None and spending.admission is not None:
            spending.used_tokens += usage.input_tokens + usage.output_tokens
            self.counters.correct(spending.rates, spending.admission, spending.used_tokens)

    def _bound(self, caller: Caller) -> Bound | None:
        who = (caller.key_id, caller.project, caller.user)
        try:
            return self._bounds[who]
        except KeyError:
            pass
        if len(self._bounds) >= _CALLERS_MAX:
            self._bounds = {}
        scopes = tuple(zip((Scope.KEY, Scope.PROJECT, Scope.USER), who, strict=True))
        budgets = tuple([each for scope in scopes for each in self._budgets.get(scope, ())])
        rates = tuple([self._rates[scope] for scope in scopes if scope in self._rates])
        bound = self._bounds[who] = Bound(budgets, rates) if budgets or rates else None
        return bound


class Spending:
    """One request under limits."""

    __slots__ = ("_bound", "_is_beyond", "_limits", "_request_id", "admission", "used_tokens")

    def __init__(self, limits: Ledgered, bound: Bound, request_id: str) -> None:
        self._limits = limits
        self._bound = bound
        self._request_id = request_id
        self.admission: Admission | None = None
        self.used_tokens = 0
        self._is_beyond: bool | None = None

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The rates that bind it."""
        return self._bound.rates

    async def admit(self, context: Context) -> None:
        """Count the request against the rates, with the tokens that it is expected to take.

        Raises:
            RateLimitedError: there is no room just now; says for how long.
            BadRequestError: there will never be room for so many tokens.
        """
        rates = self._bound.rates
        if not rates:
            return
        tokens = context.input_tokens + context.output_tokens
        for rate in rates:
            limit = rate.tokens_per_minute
            if limit is not None and tokens > limit:
                raise too_many_tokens(rate, tokens)
        try:
            found = await self._limits.counters.admit(rates, self._request_id, tokens)
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
        purses = self._bound.purses(self._limits.clock.now())
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
        now = self._limits.clock.now()
        purses = self._bound.purses(now)
        if not purses or arm.deployment.is_local:
            return None
        worst = self._worst(arm, body, request)
        if worst is None:
            raise price_unknown(arm)
        found = await self._limits.counters.reserve(purses, attempt_id, now, worst)
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
        limit = output_tokens_max(arm, body.request, self._limits.output_tokens_max)
        return replace(arm, setup=replace(arm.setup, output_tokens_max=limit))

    def _worst(self, arm: Arm, body: bytes, request: ChatRequest) -> int | None:
        deployment = arm.deployment
        output = 0
        if Feature.EMBEDDINGS not in request.needs:
            limit = output_tokens_max(arm, request, self._limits.output_tokens_max)
            output = limit * request.choices
        if self._is_beyond is None:  # of the client's own body; what was made of it is alike
            self._is_beyond = reads_beyond(body)
        prompt, is_beyond = arm.setup.system_prompt, self._is_beyond
        tokens = input_tokens_max(deployment, len(body), prompt, request, is_beyond=is_beyond)
        return worst_micros(deployment, tokens, output)

    async def _tightest(self, purses: Sequence[Purse]) -> Refused:
        balances = await self._limits.counters.balances(purses)
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
