"""`wayfare keys`: make, list and revoke keys."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer

from wayfare.bootstrap import make_key, open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.state import State
from wayfare.domain.demands import NO_DEMANDS, Demands, of_countries, of_providers
from wayfare.domain.errors import NotFoundError, SettingsError
from wayfare.gateway.clock import Clock
from wayfare.store.keys import KeyRow, list_keys, revoke_key

_HEADINGS = ("key", "user", "label", "made", "revoked", "demands", "learns")

app = group("Make, list and revoke keys.")


@app.command()
@command
def add(
    state: State,
    user: Annotated[str, typer.Argument(help="Whose key it is.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    no_learning: Annotated[
        bool, typer.Option("--no-learning", help="Texts sent with it are never learned from.")
    ] = False,
    no_training: Annotated[
        bool,
        typer.Option("--no-training", help="Ask only those known not to train on prompts."),
    ] = False,
    countries: Annotated[
        str, typer.Option(help="Ask only companies of these countries, such as KR,US.")
    ] = "",
    providers: Annotated[
        str, typer.Option(help="Ask only these providers, such as openai,local.")
    ] = "",
) -> None:
    """Make a key. It is shown once."""
    demands = Demands(no_training=True) if no_training else NO_DEMANDS
    demands += _demands(state, countries, of_countries)
    demands += _demands(state, providers, of_providers)
    database = open_store(state.settings, os.environ)
    try:
        key_id, key = make_key(
            database,
            os.environ,
            user=user,
            label=label,
            may_learn=not no_learning,
            demands=demands,
        )
    finally:
        database.close()
    if state.as_json:
        state.print_json({"id": key_id, "user": user, "key": key, "demands": str(demands) or None})
        return
    state.notes.print(state.texts("key_made"))
    state.console.print(key, markup=False)


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the keys. What they are is not kept."""
    database = open_store(state.settings, os.environ)
    try:
        rows = list_keys(database)
    finally:
        database.close()
    if state.as_json:
        state.print_json(rows)
        return
    if not rows:
        state.console.print(state.texts("no_keys"))
        return
    _print_board(state, rows)


@app.command()
@command
def revoke(state: State, key: Annotated[str, typer.Argument(help="The key's id.")]) -> None:
    """Revoke a key. It stops working within seconds."""
    database = open_store(state.settings, os.environ)
    try:
        revoked = revoke_key(database, key, Clock().now())
    finally:
        database.close()
    if not revoked:
        raise NotFoundError(
            state.texts("key_unknown", key=key), cure=state.texts("key_unknown_cure")
        )
    if state.as_json:
        state.print_json({"id": key, "revoked": True})
        return
    state.console.print(state.texts("key_revoked", key=key), markup=False)


def _demands(state: State, given: str, read: Callable[[list[str]], Demands]) -> Demands:
    if not given:
        return NO_DEMANDS
    try:
        return read(given.split(","))
    except ValueError as error:
        raise SettingsError(
            state.texts("bad_demand", given=given), cure=state.texts("bad_demand_cure")
        ) from error


def _print_board(state: State, rows: list[KeyRow]) -> None:
    texts = state.texts
    headings = [texts(name) for name in _HEADINGS]
    cells = [
        [
            row.id,
            row.user,
            row.label,
            _day(row.created_at),
            _day(row.revoked_at) if row.revoked_at else "",
            row.demands or "",
            texts("yes") if row.may_learn else texts("no"),
        ]
        for row in rows
    ]
    print_board(state.console, headings, cells)


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%d")
