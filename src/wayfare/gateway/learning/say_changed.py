"""Say that a model changed behind its name, or take that back.

Knows the outcomes' arms and the clock. Knows nothing of what a change does to what was learned:
whoever folds the log reads it there.
"""

from collections.abc import Sequence

from wayfare.domain.audit import SERVER, Action, Actor
from wayfare.domain.epoch import Change, Epoch
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.routing.served import ServedChange
from wayfare.store.database import Database
from wayfare.store.epochs import arms_judged, begin_epochs, end_epochs, read_epochs


def say_changed(
    database: Database, clock: Clock, actor: Actor, name: str, since: float | None = None
) -> list[Epoch]:
    """Say that a model, or one arm of it, changed at a time, now if `since` is None.

    Returns the epochs that begin, one for each of its arms.

    Raises:
        NotFoundError: nothing was said of its answers, so that there is nothing to say less.
        BadRequestError: that time is still to come.
    """
    now = clock.now()
    if since is not None and since > now:
        raise BadRequestError("A model cannot have changed in the future.")
    arms = arms_judged(database, name)
    if not arms:
        raise NotFoundError(
            f"No outcome speaks of {name}.",
            cure="`wayfare topics` shows whose answers were judged.",
        )
    begins = now if since is None else since
    begun = [Epoch(arm, begins, Change.SAID, "", now) for arm in arms]
    entry = entry_of(clock, actor, Action.MODEL_CHANGED, name, since=begins)
    begin_epochs(database, begun, entry)
    return begun


def say_unchanged(database: Database, clock: Clock, actor: Actor, name: str) -> list[Epoch]:
    """Take the last change of a model, or of one arm of it, back: as if it had never been.

    Raises:
        NotFoundError: it never changed, as far as is known.
    """
    ended = last_changes(read_epochs(database), name)
    if not ended:
        raise NotFoundError(
            f"{name} never changed, as far as is known.",
            cure="`wayfare models changed` shows all that did.",
        )
    entry = entry_of(clock, actor, Action.MODEL_UNCHANGED, name, since=ended[0].since)
    end_epochs(database, ended, entry)
    return ended


def note_served(database: Database, clock: Clock, changes: Sequence[ServedChange]) -> None:
    """Keep that other models answer than before, once each, unless somebody took that back."""
    known = {(epoch.arm, epoch.since) for epoch in read_epochs(database, undone=True)}
    new = [each for each in changes if (each.deployment, each.since) not in known]
    if new:
        now = clock.now()
        begun = [Epoch(e.deployment, e.since, Change.SERVED, e.model, now) for e in new]
        entry = entry_of(clock, Actor("wayfare", SERVER), Action.MODEL_CHANGED, new[0].deployment)
        begin_epochs(database, begun, entry)


def note_watched(
    database: Database, clock: Clock, arm: str, since: float, *, is_worse: bool
) -> None:
    """Keep that an arm's answers to the same questions changed, unless that was taken back."""
    if any(e.arm == arm and e.since == since for e in read_epochs(database, undone=True)):
        return
    begun = Epoch(arm, since, Change.WATCHED, "worse" if is_worse else "better", clock.now())
    entry = entry_of(clock, Actor("wayfare", SERVER), Action.MODEL_CHANGED, arm, since=since)
    begin_epochs(database, [begun], entry)


def last_changes(epochs: Sequence[Epoch], name: str) -> list[Epoch]:
    """The last epoch of each arm of a model, or of one arm."""
    last = {epoch.arm: epoch for epoch in sorted(epochs, key=lambda each: each.since)}
    return [
        epoch for arm, epoch in sorted(last.items()) if arm.partition("@")[0] == name or arm == name
    ]
