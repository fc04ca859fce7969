"""`wayfare keys`: make, list and revoke keys."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from wayfare.bootstrap import make_key, open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.state import State
from wayfare.domain.errors import NotFoundError
from wayfare.gateway.clock import Clock
from wayfare.store.keys import KeyRow, list_keys, revoke_key

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
) -> None:
    """Make a key. It is shown once."""
    database = open_store(state.settings, os.environ)
    try:
        key_id, key = make_key(
            database, os.environ, user=user, label=label, may_learn=not no_learning
        )
    finally:
        database.close()
    if state.as_json:
        state.print_json({"id": key_id, "user": user, "key": key})
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


def _print_board(state: State, rows: list[KeyRow]) -> None:
    texts = state.texts
    headings = [texts(name) for name in ("key", "user", "label", "made", "revoked", "learns")]
    cells = [
        [
            row.id,
            row.user,
            row.label,
            _day(row.created_at),
            _day(row.revoked_at) if row.revoked_at else "",
            texts("yes") if row.may_learn else texts("no"),
        ]
        for row in rows
    ]
    print_board(state.console, headings, cells)


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%d")
