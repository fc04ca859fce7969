"""`wayfare keys`: make, list and revoke keys."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from wayfare.bootstrap import make_key, open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.days import day_of
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.cli.wishes import WISHES_HELP, read_wishes
from wayfare.domain.account import DEFAULT_PROJECT
from wayfare.domain.audit import Action
from wayfare.domain.budget import DAY_S
from wayfare.domain.demands import NO_DEMANDS, Demands, of_countries, of_providers
from wayfare.domain.errors import BadRequestError, NotFoundError, SettingsError
from wayfare.gateway.accounts.audit import at_the_terminal, entry_of
from wayfare.gateway.accounts.manage_users import check_name
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database
from wayfare.store.keys import KeyRow, list_keys, revoke_key
from wayfare.store.users import find_user

_HEADINGS = (
    "key",
    "user",
    "project",
    "label",
    "made",
    "expires",
    "revoked",
    "manages",
    "demands",
    "wishes",
    "learns",
)
_DAYS_MAX = 36_500

app = group("Make, list and revoke keys.")


@app.command()
@command
def add(
    state: State,
    user: Annotated[str, typer.Argument(help="Whose key it is.")],
    *,
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
    wishes: Annotated[str, typer.Option(help=WISHES_HELP)] = "",
    project: Annotated[str, typer.Option(help="What it is for: a project.")] = DEFAULT_PROJECT,
    expires: Annotated[
        str, typer.Option(help="When it opens nothing any more: 90d, or 2027-01-31 (UTC).")
    ] = "",
    manage: Annotated[
        bool,
        typer.Option("--manage", help="It manages too, as far as its user's role reaches."),
    ] = False,
) -> None:
    """Make a key. It is shown once."""
    expires_at = _time(state, expires)
    demands = Demands(no_training=True) if no_training else NO_DEMANDS
    demands += _demands(state, countries, of_countries)
    demands += _demands(state, providers, of_providers)
    wished = read_wishes(state, wishes)
    with closing(open_store(state.settings, os.environ)) as database:
        _check_name(database, user)
        key_id, key = make_key(
            database,
            os.environ,
            user=user,
            label=label,
            may_learn=not no_learning,
            demands=demands,
            project=project,
            may_manage=manage,
            expires_at=expires_at,
            wishes=wished,
            by=at_the_terminal(),
        )
    if state.as_json:
        bound = {"demands": str(demands) or None, "wishes": str(wished) or None}
        state.print_json({"id": key_id, "user": user, "key": key, **bound})
        return
    state.notes.print(state.texts("key_made"))
    state.console.print(key, markup=False)


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the keys. What they are is not kept."""
    with closing(open_store(state.settings, os.environ)) as database:
        rows = list_keys(database)
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
    with closing(open_store(state.settings, os.environ)) as database:
        clock = Clock()
        entry = entry_of(clock, at_the_terminal(), Action.KEY_REVOKE, key)
        revoked = revoke_key(database, key, clock.now(), entry)
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
            plain(row.user),
            row.project,
            plain(row.label),
            day_of(row.created_at),
            day_of(row.expires_at),
            day_of(row.revoked_at),
            texts("yes") if row.may_manage else texts("no"),
            row.demands or "",
            row.wishes or "",
            texts("yes") if row.may_learn else texts("no"),
        ]
        for row in rows
    ]
    print_board(state.console, headings, cells)


def _time(state: State, given: str) -> float | None:
    """`90d`, or a day."""
    if not given:
        return None
    now = Clock().now()
    try:
        if given.endswith("d"):
            when = now + min(int(given[:-1]), _DAYS_MAX + 1) * DAY_S
        else:
            when = datetime.fromisoformat(given).replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        when = 0.0
    if not now < when <= now + _DAYS_MAX * DAY_S:
        raise BadRequestError(state.texts("bad_time", given=given))
    return when


def _check_name(database: Database, user: str) -> None:
    """Refuse to make a user whom nobody could name."""
    if find_user(database, user) is None:
        check_name(user)
