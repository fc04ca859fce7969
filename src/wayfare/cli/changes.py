"""`wayfare models changed`: say that a model is another one now, or see which ones are."""

import os
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
import typer

from wayfare.bootstrap import open_store
from wayfare.cli.command import command
from wayfare.cli.days import moment_of
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.epoch import Change, Epoch
from wayfare.domain.errors import BadRequestError
from wayfare.evidence.drift import EXPIRED
from wayfare.gateway.accounts.audit import at_the_terminal
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.say_changed import say_changed, say_unchanged
from wayfare.routing.epochs import EARLIER_WORTH
from wayfare.store.epochs import read_epochs

_HOW = {
    Change.SAID: "changed_said",
    Change.SERVED: "changed_served",
    Change.JUMP: "changed_jump",
}
_WATCHED = {"worse": "changed_watched_worse", "better": "changed_watched_better"}


@command
def changed(
    state: State,
    name: Annotated[str, typer.Argument(help="Its name; without one, all that changed.")] = "",
    since: Annotated[
        str, typer.Option(help="The day or moment in UTC, as 2026-11-20 or 2026-11-20T09:30.")
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take its last change back.")] = False,
) -> None:
    """Say that a model changed: what was said of it before counts little from then on."""
    moment = _moment(state, since)
    with closing(open_store(state.settings, os.environ)) as database:
        if not name:
            epochs = read_epochs(database)
        elif undo:
            epochs = say_unchanged(database, Clock(), at_the_terminal(), name)
        else:
            epochs = say_changed(database, Clock(), at_the_terminal(), name, moment)
    if state.as_json:
        state.print_json([plain_epoch(epoch) for epoch in epochs])
        return
    if name and undo:
        for epoch in epochs:
            say = state.texts("changed_undone", arm=plain(epoch.arm), since=moment_of(epoch.since))
            state.console.print(say, markup=False, soft_wrap=True)
        return
    print_changes(state, epochs)
    if not epochs:
        state.console.print(state.texts("changed_none"))


def print_changes(state: State, epochs: Sequence[Epoch]) -> None:
    """Each change in a line, and below them what they do."""
    for epoch in epochs:
        how = _how(state, epoch)
        line = state.texts(
            "changed_on", arm=plain(epoch.arm), since=moment_of(epoch.since), how=how
        )
        state.console.print(line, markup=False, soft_wrap=True)
    if epochs:
        state.console.print(state.texts("changed_means", worth=EARLIER_WORTH), markup=False)


def _how(state: State, epoch: Epoch) -> str:
    """How a change is known."""
    code = _WATCHED[epoch.note] if epoch.change is Change.WATCHED else _HOW[epoch.change]
    return state.texts(code, note=plain(epoch.note), once_in=round(EXPIRED))


def plain_epoch(epoch: Epoch) -> dict[str, Any]:
    """A change, as JSON has it. Times are Unix seconds."""
    return msgspec.structs.asdict(epoch) | {"change": epoch.change.value}


def _moment(state: State, given: str) -> float | None:
    if not given:
        return None
    try:
        when = datetime.fromisoformat(given)
    except ValueError:
        raise BadRequestError(state.texts("not_a_moment", given=given)) from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
