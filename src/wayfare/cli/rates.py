"""`wayfare rates`: limit requests and tokens in any minute of keys, projects and users."""

import os
from contextlib import closing
from typing import Annotated

import typer

from wayfare.bootstrap import open_store
from wayfare.cli.boards import print_board
from wayfare.cli.budgets import NameArgument, ScopeArgument, check_known
from wayfare.cli.command import command, group
from wayfare.cli.state import State
from wayfare.domain.audit import Action
from wayfare.domain.budget import RATE_MAX, Rate
from wayfare.domain.errors import NotFoundError, SettingsError
from wayfare.gateway.accounts.audit import at_the_terminal, entry_of
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.manage_rates import set_entry
from wayfare.routing.reasons import SCOPES
from wayfare.store.budgets import list_rates, remove_rate, set_rate

app = group("Set, list and remove rates.")


@app.command(name="set")
@command
def set_(
    state: State,
    scope: ScopeArgument,
    name: NameArgument,
    requests: Annotated[
        int | None,
        typer.Option(min=1, max=RATE_MAX, help="Requests in any minute; none: not limited."),
    ] = None,
    tokens: Annotated[
        int | None,
        typer.Option(min=1, max=RATE_MAX, help="Tokens in any minute; none: not limited."),
    ] = None,
) -> None:
    """Set a rate. It holds within two seconds."""
    if requests is None and tokens is None:
        raise SettingsError(state.texts("rate_amount"), cure=state.texts("rate_amount_cure"))
    rate = Rate(scope, name, requests, tokens)
    entry = set_entry(Clock(), at_the_terminal(), rate)
    with closing(open_store(state.settings, os.environ)) as database:
        check_known(state, database, scope, name)
        set_rate(database, rate, entry)
    if state.as_json:
        state.print_json(rate)
        return
    state.console.print(state.texts("rate_set", name=name), markup=False)


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the rates."""
    with closing(open_store(state.settings, os.environ)) as database:
        rates = list_rates(database)
    if state.as_json:
        state.print_json(rates)
        return
    texts = state.texts
    if not rates:
        state.console.print(texts("no_rates"))
        return
    headings = [texts(name) for name in ("whose", "name", "requests_a_minute", "tokens_a_minute")]
    cells = [
        [SCOPES[rate.scope][texts.language], rate.name, *(_shown(limit) for limit in _limits(rate))]
        for rate in rates
    ]
    print_board(state.console, headings, cells)


@app.command()
@command
def remove(state: State, scope: ScopeArgument, name: NameArgument) -> None:
    """Remove a rate."""
    entry = entry_of(Clock(), at_the_terminal(), Action.RATE_REMOVE, f"{scope}:{name}")
    with closing(open_store(state.settings, os.environ)) as database:
        removed = remove_rate(database, scope, name, entry)
    if not removed:
        raise NotFoundError(state.texts("no_such_limit"), cure=state.texts("rates_cure"))
    if state.as_json:
        state.print_json({"scope": scope, "name": name, "removed": True})
        return
    state.console.print(state.texts("limit_removed", name=name), markup=False)


def _limits(rate: Rate) -> tuple[int | None, int | None]:
    return rate.requests_per_minute, rate.tokens_per_minute


def _shown(limit: int | None) -> str:
    return "" if limit is None else f"{limit:,}"
