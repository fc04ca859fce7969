"""Look through all outcomes for what may be a fault, and say what was confirmed.

Knows the log and the guards. Knows nothing of how findings are shown.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.audit import Action, Actor
from wayfare.domain.epoch import Change, Epoch
from wayfare.domain.errors import NotFoundError
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.changed import epochs_of
from wayfare.gateway.learning.noting import note
from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.watch import Watch
from wayfare.settings.choosing import ArmRow
from wayfare.store.confirmations import confirm, doubt, read_confirmed
from wayfare.store.database import Database
from wayfare.store.epochs import read_epochs
from wayfare.store.outcomes import all_since


class Faults(msgspec.Struct, frozen=True):
    """What was found in so many outcomes, and which findings are confirmed to be none."""

    outcomes: int
    findings: tuple[Finding, ...]
    confirmed: frozenset[str]


def find_faults(database: Database, rows: Sequence[ArmRow] = ()) -> Faults:
    """Look through the whole log, as a router does that begins anew; `rows` are further arms."""
    watch, count = Watch(), 0
    # a jump that was confirmed is shown as such, not hidden by the epoch that began with it
    known = [each for each in read_epochs(database) if each.change is not Change.JUMP]
    epochs = epochs_of(known, rows)
    for each in all_since(database):
        note(watch, each, epochs)
        count += 1
    return Faults(count, watch.findings(), read_confirmed(database))


def confirm_finding(
    database: Database, clock: Clock, actor: Actor, finding: str, rows: Sequence[ArmRow] = ()
) -> None:
    """Say that what was found is as it should be: it is believed from now on.

    Where an arm's outcomes jumped, an epoch of it begins with them: those before count little.

    Raises:
        NotFoundError: there is no such finding.
    """
    found = _known(find_faults(database, rows).findings, finding)
    entry = entry_of(clock, actor, Action.OUTCOMES_CONFIRM, finding)
    confirm(database, finding, clock.now(), entry, _begins(database, found, clock.now()))


def doubt_finding(database: Database, clock: Clock, actor: Actor, finding: str) -> None:
    """Take a confirmation back.

    Raises:
        NotFoundError: it was never confirmed.
    """
    if not doubt(database, finding, entry_of(clock, actor, Action.OUTCOMES_DOUBT, finding)):
        raise _not_found(finding)


def _begins(database: Database, finding: Finding, now: float) -> Epoch | None:
    """The epoch that begins with a jump: with the answer of its first outcome."""
    if finding.fault is not Fault.JUMP or finding.arm is None or finding.since is None:
        return None
    answered = (
        each.decided.started_at
        for each in all_since(database)
        if each.outcome.arm == finding.arm and each.outcome.at >= finding.since
    )
    since = next(answered, finding.since)
    return Epoch(finding.arm, since, Change.JUMP, finding.id, now)


def _known(findings: tuple[Finding, ...], wanted: str) -> Finding:
    for each in findings:
        if each.id == wanted:
            return each
    raise _not_found(wanted)


def _not_found(finding: str) -> NotFoundError:
    return NotFoundError(
        f"There is no finding {finding}.", cure="`wayfare doctor routing` shows all."
    )
