"""`wayfare budgets`: set, list and remove budgets of keys, projects and users."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from wayfare.bootstrap import open_store
from wayfare.bootstrap.limits import balances
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.money import show_amount
from wayfare.cli.state import State
from wayfare.domain.audit import Action
from wayfare.domain.budget import MICROS_MAX, Budget, Period, Scope, purse_at
from wayfare.domain.errors import NotFoundError, SettingsError
from wayfare.gateway.accounts.audit import at_the_terminal, entry_of
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.manage_budgets import BudgetRow, row_of, set_entry
from wayfare.routing.reasons import PERIODS, SCOPES
from wayfare.store.budgets import is_known, list_budgets, remove_budget, set_budget
from wayfare.store.database import Database

app = group("Set, list and remove budgets.")

ScopeArgument = Annotated[Scope, typer.Argument(help="key, project or user.")]
NameArgument = Annotated[str, typer.Argument(help="The key's id, the project's id or the user.")]
_CURES = {
    Scope.KEY: "nobody_named_key_cure",
    Scope.PROJECT: "nobody_named_project_cure",
    Scope.USER: "nobody_named_user_cure",
}
_HEADINGS = ("whose", "name", "period", "limit", "spent", "held", "left", "unknown_costs")


@app.command(name="set")
@command
def set_(
    state: State,
    scope: ScopeArgument,
    name: NameArgument,
    day: Annotated[str, typer.Option(help="Dollars that may be spent in a day (UTC).")] = "",
    month: Annotated[str, typer.Option(help="Dollars that may be spent in a month (UTC).")] = "",
    total: Annotated[str, typer.Option(help="Dollars that may be spent in all.")] = "",
    soft: Annotated[str, typer.Option(help="Dollars from which on tickets warn.")] = "",
) -> None:
    """Set a budget. It holds within two seconds."""
    given = {Period.DAY: day, Period.MONTH: month, Period.TOTAL: total}
    wanted = {period: _micros(state, text) for period, text in given.items() if text}
    if not wanted:
        raise SettingsError(state.texts("budget_amount"), cure=state.texts("budget_amount_cure"))
    soft_micros = _micros(state, soft) if soft else None
    if soft_micros is not None and soft_micros > min(wanted.values()):
        raise SettingsError(state.texts("soft_above"), cure=state.texts("soft_above_cure"))
    budgets = [Budget(scope, name, period, m, soft_micros) for period, m in wanted.items()]
    kept = []
    clock = Clock()
    with closing(open_store(state.settings, os.environ)) as database:
        check_known(state, database, scope, name)
        for budget in budgets:
            entry = set_entry(clock, at_the_terminal(), budget)
            kept.append(set_budget(database, budget, clock.now(), entry))
    if state.as_json:
        state.print_json(kept)
        return
    state.console.print(state.texts("budget_set", name=name), markup=False)


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the budgets, with what is spent, held and left of each."""
    with closing(open_store(state.settings, os.environ)) as database:
        budgets = list_budgets(database)
        now = Clock().now()
        purses = [purse_at(budget, now) for budget in budgets]
        found = asyncio.run(balances(state.settings, database, purses))
    rows = [row_of(*pair) for pair in zip(purses, found, strict=True)]
    is_shared = bool(state.settings.limits.redis_url)
    if not is_shared:  # what a server holds is in its memory alone
        rows = [replace(row, held_micros=None) for row in rows]
    if state.as_json:
        state.print_json(rows)
        return
    if not rows:
        state.console.print(state.texts("no_budgets"))
        return
    _print_board(state, rows)
    if not is_shared:
        state.notes.print(state.texts("held_by_the_server"), markup=False)


@app.command()
@command
def remove(
    state: State,
    scope: ScopeArgument,
    name: NameArgument,
    period: Annotated[Period, typer.Argument(help="day, month or total.")],
) -> None:
    """Remove a budget. What was spent stays in the ledger."""
    clock = Clock()
    subject = f"{scope}:{name}"
    entry = entry_of(clock, at_the_terminal(), Action.BUDGET_REMOVE, subject, period=str(period))
    with closing(open_store(state.settings, os.environ)) as database:
        removed = remove_budget(database, scope, name, period, entry)
    if not removed:
        raise NotFoundError(state.texts("no_such_limit"), cure=state.texts("budgets_cure"))
    if state.as_json:
        state.print_json({"scope": scope, "name": name, "period": period, "removed": True})
        return
    state.console.print(state.texts("limit_removed", name=name), markup=False)


def check_known(state: State, database: Database, scope: Scope, name: str) -> None:
    """Refuse a limit for somebody who is not there.

    Raises:
        NotFoundError: says where those who are can be seen.
    """
    if not is_known(database, scope, name):
        texts = state.texts
        said = texts("nobody_named", scope=SCOPES[scope][texts.language], name=name)
        raise NotFoundError(said, cure=texts(_CURES[scope]))


def _micros(state: State, dollars: str) -> int:
    try:
        amount = Decimal(dollars.removeprefix("$"))
    except InvalidOperation:
        amount = Decimal("nan")
    is_sound = amount.is_finite() and amount >= 0
    if is_sound and amount > MICROS_MAX // 1_000_000:
        raise SettingsError(state.texts("too_many_dollars", most=f"{MICROS_MAX // 1_000_000:,}"))
    if not is_sound or amount * 1_000_000 != int(amount * 1_000_000):
        raise SettingsError(
            state.texts("bad_dollars", given=dollars), cure=state.texts("bad_dollars_cure")
        )
    return int(amount * 1_000_000)


def _print_board(state: State, rows: Sequence[BudgetRow]) -> None:
    texts, money = state.texts, state.settings.money
    cells = [
        [
            SCOPES[row.scope][texts.language],
            row.name,
            PERIODS[row.period][texts.language],
            show_amount(row.limit_micros, money),
            show_amount(row.spent_micros, money),
            texts("unknown") if row.held_micros is None else show_amount(row.held_micros, money),
            show_amount(row.left_micros, money),
            str(row.unknown_costs),
        ]
        for row in rows
    ]
    print_board(state.console, [texts(name) for name in _HEADINGS], cells)
