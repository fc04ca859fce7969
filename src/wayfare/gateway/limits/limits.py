"""Know whose budgets and rates bind whom, and settle what each call cost.

What one request may spend is decided in `spending.py`; counting is the counters' affair.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

import msgspec

from wayfare.domain.budget import Budget, Hold, Rate, Scope
from wayfare.domain.key import Caller
from wayfare.domain.usage import Usage
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.counters import Counters
from wayfare.gateway.limits.spending import Bound, Counting, Spending
from wayfare.gateway.refresh import refresh_for_ever

#: How soon a change of budgets and rates takes effect, at most twice of it.
REFRESH_S = 1.0
_UNREAD = "budgets and rates cannot be read; those known go on"
_CALLERS_MAX = 10_000


class LimitRules(msgspec.Struct, frozen=True):
    """All budgets and rates."""

    budgets: tuple[Budget, ...] = ()
    rates: tuple[Rate, ...] = ()


class Limits(Protocol):
    """What requests are limited by."""

    def of(self, caller: Caller, request_id: str) -> Spending | None:
        """What limits a request of a caller; None: nothing."""
        ...

    def settle(
        self,
        caller: Caller,
        spending: Spending | None,
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

    def of(self, caller: Caller, request_id: str) -> Spending | None:
        """Nothing."""

    def settle(self, *_: object) -> None:
        """Nothing is counted."""


NO_LIMITS: Limits = _NoLimits()


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
        self._counting = Counting(counters, clock, output_tokens_max)
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
        await refresh_for_ever(self.refresh, REFRESH_S, _UNREAD)

    def take(self, rules: LimitRules) -> None:
        """Go by these rules from now on."""
        self._rules = rules
        self._budgets = {}
        for budget in rules.budgets:
            self._budgets.setdefault((budget.scope, budget.name), []).append(budget)
        self._rates = {(rate.scope, rate.name): rate for rate in rules.rates}
        self._bounds = {}

    def of(self, caller: Caller, request_id: str) -> Spending | None:
        """What limits a request of a caller; None: nothing."""
        if not (self._budgets or self._rates):
            return None
        bound = self._bound(caller)
        return None if bound is None else Spending(self._counting, bound, request_id)

    def settle(
        self,
        caller: Caller,
        spending: Spending | None,
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
