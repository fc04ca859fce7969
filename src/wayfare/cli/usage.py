"""`wayfare usage`: what was used, and what it cost."""

import os
from contextlib import closing
from typing import Annotated

import typer

from wayfare.bootstrap import open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.money import show_amount, show_rate_date
from wayfare.cli.state import State
from wayfare.domain.budget import DAY_S
from wayfare.gateway.clock import Clock
from wayfare.store.usage import Group, UsageRow, usage_by

#: What the groups are called in a heading.
_NAMES = {
    Group.MODEL: "model",
    Group.PROVIDER: "provider",
    Group.USER: "user",
    Group.KEY: "key",
    Group.PROJECT: "project",
    Group.DAY: "day",
    Group.ARM: "arm",
}


@command
def run(
    state: State,
    by: Annotated[Group, typer.Option(help="What to add up by.")] = Group.MODEL,
    days: Annotated[int, typer.Option(min=1, help="How many days back.")] = 30,
) -> None:
    """Show requests, tokens and cost."""
    now = Clock().now()
    with closing(open_store(state.settings, os.environ)) as database:
        rows = usage_by(database, since=now - days * DAY_S, until=now + 1, group=by)
    if state.as_json:
        state.print_json(rows)
        return
    if not rows:
        state.console.print(state.texts("nothing_yet"))
        return
    _print_board(state, rows, by)


def _print_board(state: State, rows: list[UsageRow], by: Group) -> None:
    texts = state.texts
    names = (_NAMES[by], "requests", "attempts", "tokens", "cost_before_tax")
    headings = [texts(name) for name in names]
    cells = [
        [
            row.name,
            f"{row.requests:,}",
            f"{row.attempts:,}",
            f"{row.input_tokens:,} / {row.output_tokens:,}",
            _cost(state, row),
        ]
        for row in rows
    ]
    print_board(state.console, headings, cells, right={1, 2, 3})
    if note := show_rate_date(state.settings.money, texts):
        state.notes.print(note)


def _cost(state: State, row: UsageRow) -> str:
    if row.cost_micros is None:
        return state.texts("unknown")
    shown = show_amount(row.cost_micros, state.settings.money)
    if row.estimated_costs:
        shown += ", " + state.texts("estimated_count", count=row.estimated_costs)
    if row.unknown_costs:
        shown += " " + state.texts("cost_unknown", count=row.unknown_costs)
    return shown
