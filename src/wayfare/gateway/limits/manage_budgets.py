"""Set budgets and remove them, and see how they stand.

Members see the budgets that bind them, admins all. What is told is what this process goes by,
with what it holds for calls that are on their way.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from wayfare.domain.audit import Action, Actor, Entry
from wayfare.domain.budget import MICROS_MAX, Balance, Budget, Period, Purse, Scope, purse_at
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import actor_of, entry_of
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.limits import Ledgered
from wayfare.gateway.limits.owners import check_known, seen_by
from wayfare.store import budgets as store

#: How many are asked for in one go: requests that must be counted come between.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget as it stands in its period. Times are Unix seconds.

    `held_micros` is set aside for calls that are on their way; None: only the server that
    runs knows. `unknown_costs` counts calls whose cost is in no sum. `renews_at` None: never.
    """

    scope: Scope
    name: str
    period: Period
    limit_micros: int
    soft_micros: int | None
    spent_micros: int
    held_micros: int | None
    left_micros: int
    unknown_costs: int
    renews_at: float | None


async def list_budgets(accounts: Accounts, limits: Ledgered, caller: Caller) -> list[BudgetRow]:
    """The budgets that the caller sees, in order of scope, name and period.

    Raises:
        StoreError: it cannot be told how they stand.
    """
    seen = await asyncio.to_thread(seen_by, accounts, caller)
    await limits.refresh()
    return await _rows(
        limits,
        [each for each in limits.rules.budgets if seen is None or (each.scope, each.name) in seen],
    )


async def see_budget(
    accounts: Accounts, limits: Ledgered, caller: Caller, scope: Scope, name: str, period: Period
) -> BudgetRow:
    """One budget.

    Raises:
        NotFoundError: there is none, or not for this caller.
    """
    seen = await asyncio.to_thread(seen_by, accounts, caller)
    await limits.refresh()
    if seen is None or (scope, name) in seen:
        for each in limits.rules.budgets:
            if (each.scope, each.name, each.period) == (scope, name, period):
                return (await _rows(limits, [each]))[0]
    raise _nothing(scope, name, period)


async def set_budget(
    accounts: Accounts, limits: Ledgered, caller: Caller, budget: Budget
) -> BudgetRow:
    """Set a budget, in place of the one of the same period. This process keeps to it at once.

    Raises:
        BadRequestError: it cannot be one; names the field.
        NotFoundError: there is no such key, project or user.
    """
    check_budget(budget)
    kept = await asyncio.to_thread(_set, accounts, caller, budget)
    await limits.refresh()
    return (await _rows(limits, [kept]))[0]


async def remove_budget(
    accounts: Accounts, limits: Ledgered, caller: Caller, scope: Scope, name: str, period: Period
) -> None:
    """Remove a budget. What was spent stays in the ledger.

    Raises:
        NotFoundError: there is none.
    """
    entry = accounts.entry(caller, Action.BUDGET_REMOVE, f"{scope}:{name}", period=str(period))
    remove = store.remove_budget
    if not await asyncio.to_thread(remove, accounts.database, scope, name, period, entry):
        raise _nothing(scope, name, period)
    await limits.refresh()


def check_budget(budget: Budget) -> None:
    """Refuse amounts that cannot be a budget's.

    Raises:
        BadRequestError: one of them is negative or huge, or the warning comes after the end.
    """
    for param in ("limit_micros", "soft_micros"):
        micros: int | None = getattr(budget, param)
        if micros is not None and not 0 <= micros <= MICROS_MAX:
            raise BadRequestError(
                f"`{param}` is wrong: 0 at least and {MICROS_MAX} at most.", param=param
            )
    if budget.soft_micros is not None and budget.soft_micros > budget.limit_micros:
        raise BadRequestError(
            "`soft_micros` is above `limit_micros`: nothing would ever warn.", param="soft_micros"
        )


def set_entry(clock: Clock, actor: Actor, budget: Budget) -> Entry:
    """What the audit log says of a budget that is set."""
    return entry_of(
        clock,
        actor,
        Action.BUDGET_SET,
        f"{budget.scope}:{budget.name}",
        period=str(budget.period),
        limit_micros=budget.limit_micros,
        soft_micros=budget.soft_micros,
    )


def row_of(purse: Purse, balance: Balance) -> BudgetRow:
    """A budget with how it stands."""
    budget = purse.budget
    left = budget.limit_micros - balance.spent_micros - balance.held_micros
    return BudgetRow(
        scope=budget.scope,
        name=budget.name,
        period=budget.period,
        limit_micros=budget.limit_micros,
        soft_micros=budget.soft_micros,
        spent_micros=balance.spent_micros,
        held_micros=balance.held_micros,
        left_micros=max(0, left),
        unknown_costs=balance.unknown,
        renews_at=purse.until,
    )


async def _rows(limits: Ledgered, budgets: Sequence[Budget]) -> list[BudgetRow]:
    now = limits.clock.now()
    purses = [purse_at(budget, now) for budget in budgets]
    rows: list[BudgetRow] = []
    for begin in range(0, len(purses), _AT_ONCE):
        some = purses[begin : begin + _AT_ONCE]
        found = await limits.counters.balances(some)
        rows += [row_of(*pair) for pair in zip(some, found, strict=True)]
    return rows


def _set(accounts: Accounts, caller: Caller, budget: Budget) -> Budget:
    check_known(accounts, budget.scope, budget.name)
    entry = set_entry(accounts.clock, actor_of(caller), budget)
    return store.set_budget(accounts.database, budget, accounts.clock.now(), entry)


def _nothing(scope: Scope, name: str, period: Period) -> NotFoundError:
    return NotFoundError(f"There is no budget of the {scope} {name!r} (`{period}`).")
