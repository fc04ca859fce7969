"""`wayfare audit`: who did what, the newest first."""

import os
from contextlib import closing
from typing import Annotated

import typer

from wayfare.bootstrap import open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.days import moment_of
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.audit import Entry
from wayfare.domain.budget import DAY_S
from wayfare.gateway.clock import Clock
from wayfare.store.audit import PAGE_MAX, Wanted, list_entries

_HEADINGS = ("at", "actor", "through", "action", "subject", "detail")


@command
def run(
    state: State,
    limit: Annotated[int, typer.Option(min=1, max=PAGE_MAX, help="How many at most.")] = 50,
    days: Annotated[int, typer.Option(min=0, help="How many days back; 0: all.")] = 0,
    actor: Annotated[str, typer.Option(help="Only what this one did.")] = "",
    action: Annotated[str, typer.Option(help="Only such acts: `login`, `key`, `key.add`.")] = "",
    subject: Annotated[str, typer.Option(help="Only what was done to this.")] = "",
    before: Annotated[str, typer.Option(help="Only what is older than the entry of this id.")] = "",
) -> None:
    """Show who did what, the newest first. Times are UTC."""
    wanted = Wanted(
        before=before,
        limit=limit,
        actor=actor,
        action=action,
        subject=subject,
        since=Clock().now() - days * DAY_S if days else None,
    )
    with closing(open_store(state.settings, os.environ)) as database:
        entries = list_entries(database, wanted)
    if state.as_json:
        state.print_json(entries)
        return
    if not entries:
        state.console.print(state.texts("no_audit"))
        return
    headings = [state.texts(name) for name in _HEADINGS]
    print_board(state.console, headings, [_cells(entry) for entry in entries])


def _cells(entry: Entry) -> list[str]:
    detail = ", ".join(f"{name}={value}" for name, value in entry.detail.items())
    shown = (entry.actor, entry.through, entry.action, entry.subject, detail)
    return [moment_of(entry.at), *(plain(each) for each in shown)]
