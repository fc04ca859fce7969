"""`wayfare store`: what is kept where, and how it is migrated, moved, backed up and restored."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from wayfare.bootstrap.store import store_url
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.state import State
from wayfare.domain.audit import Action
from wayfare.gateway.accounts.audit import at_the_terminal, entry_of
from wayfare.gateway.clock import Clock
from wayfare.settings.reading import home_folder
from wayfare.store.audit import add_entry
from wayfare.store.backup import back_up, move, planned_sql, restore, status_of
from wayfare.store.database import open_database
from wayfare.store.move import Moved
from wayfare.store.schema import HEAD

app = group("See, migrate, move, back up and restore what is kept.")

_Replace = Annotated[
    bool, typer.Option("--replace", help="Lose the rows that are there, if there are any.")
]


@app.command()
@command
def status(state: State) -> None:
    """Say where the store is, how large, at which revision, and how many rows it has."""
    found = status_of(_url(state))
    if state.as_json:
        state.print_json(found)
        return
    texts = state.texts
    lines = [
        (texts("store_where"), found.name),
        (texts("store_revision"), f"{found.revision or texts('store_none')} ({found.newest})"),
        (texts("store_size"), f"{found.bytes_used:,}"),
        (texts("store_others"), texts("yes") if found.others else texts("no")),
    ]
    for label, value in lines:
        state.console.print(f"{label}: {value}", markup=False)
    if found.rows:
        state.console.print()
        cells = [[name, f"{count:,}"] for name, count in found.rows.items()]
        print_board(state.console, [texts("table"), texts("rows")], cells, right={1})


@app.command()
@command
def migrate(
    state: State,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the SQL; change nothing.")
    ] = False,
    no_copy: Annotated[
        bool, typer.Option("--no-copy", help="Make no copy of the tables before.")
    ] = False,
) -> None:
    """Bring the tables to the newest revision, as `wayfare serve` does when it starts."""
    url = _url(state)
    missing, sql = planned_sql(url)
    if dry_run:
        _print_plan(state, missing, sql)
        return
    open_database(url, copies=home_folder(os.environ), is_copied=not no_copy).close()
    if state.as_json:
        state.print_json({"revision": HEAD, "added": missing})
        return
    done = ("store_migrated" if missing else "store_current", HEAD)
    state.console.print(state.texts(done[0], revision=done[1]), markup=False)


@app.command(name="move")
@command
def move_(
    state: State,
    source: Annotated[str, typer.Argument(help="Address of the store to move from.")],
    target: Annotated[str, typer.Argument(help="Address of an empty store.")],
    replace: _Replace = False,
) -> None:
    """Copy all rows into another database, and check that they arrived."""
    moved = move(source, target, replacing=replace)
    _note(target, Action.STORE_MOVE, status_of(source).name)
    _print_moved(state, moved)
    if not state.as_json:
        state.console.print(state.texts("store_moved"), markup=False)


@app.command()
@command
def backup(
    state: State, file: Annotated[Path, typer.Argument(help="A new file, in SQLite's format.")]
) -> None:
    """Copy the store into a file, as of one moment. It may be in use."""
    size = back_up(_url(state), file)
    _note(_url(state), Action.STORE_BACKUP, str(file))
    if state.as_json:
        state.print_json({"file": str(file), "bytes": size})
        return
    state.console.print(state.texts("store_backed_up", file=file, size=f"{size:,}"), markup=False)


@app.command(name="restore")
@command
def restore_(
    state: State,
    file: Annotated[Path, typer.Argument(help="A file that `wayfare store backup` made.")],
    replace: _Replace = False,
) -> None:
    """Put a backup into the store, which is empty or to be replaced."""
    folder = home_folder(os.environ)
    moved = restore(file, _url(state), folder=folder, replacing=replace)
    _note(_url(state), Action.STORE_RESTORE, str(file))
    _print_moved(state, moved)
    if not state.as_json:
        state.console.print(state.texts("store_restored"), markup=False)


def _note(url: str, action: Action, subject: str) -> None:
    """Say in the audit log of the store that is used from now on what was done."""
    database = open_database(url)
    try:
        add_entry(database, entry_of(Clock(), at_the_terminal(), action, subject))
    finally:
        database.close()


def _url(state: State) -> str:
    return store_url(state.settings, os.environ)


def _print_plan(state: State, missing: Sequence[str], sql: str) -> None:
    if state.as_json:
        state.print_json({"revisions": missing, "sql": sql})
        return
    if not missing:
        state.console.print(state.texts("store_current", revision=HEAD), markup=False)
        return
    # notes apart from the SQL, which may be piped on
    state.notes.print(state.texts("store_would_add", revisions=", ".join(missing)), markup=False)
    state.console.print(sql, markup=False)


def _print_moved(state: State, moved: Sequence[Moved]) -> None:
    if state.as_json:
        state.print_json(moved)
        return
    texts = state.texts
    cells = [[table.table, f"{table.rows:,}", table.digest[:16]] for table in moved]
    headings = [texts("table"), texts("rows"), texts("digest")]
    print_board(state.console, headings, cells, right={1})
    marked = sum(table.marked for table in moved)
    if marked:
        state.console.print(texts("store_marked", count=marked), markup=False)
