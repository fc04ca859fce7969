"""Look through all outcomes for what may be a fault, and say what was confirmed.

Knows the log and the guards. Knows nothing of how findings are shown.
"""

import msgspec

from wayfare.domain.audit import Action, Actor
from wayfare.domain.errors import NotFoundError
from wayfare.gateway.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.gateway.noting import note
from wayfare.routing.guards.finding import Finding
from wayfare.routing.guards.watch import Watch
from wayfare.store.confirmations import confirm, doubt, read_confirmed
from wayfare.store.database import Database
from wayfare.store.outcomes import all_since


class Faults(msgspec.Struct, frozen=True):
    """What was found in so many outcomes, and which findings are confirmed to be none."""

    outcomes: int
    findings: tuple[Finding, ...]
    confirmed: frozenset[str]


def find_faults(database: Database) -> Faults:
    """Look through the whole log, as a router does that begins anew."""
    watch, count = Watch(), 0
    for each in all_since(database):
        note(watch, each)
        count += 1
    return Faults(count, watch.findings(), read_confirmed(database))


def confirm_finding(database: Database, clock: Clock, actor: Actor, finding: str) -> None:
    """Say that what was found is as it should be: it is believed from now on.

    Raises:
        NotFoundError: there is no such finding.
    """
    _known(find_faults(database).findings, finding)
    entry = entry_of(clock, actor, Action.OUTCOMES_CONFIRM, finding)
    confirm(database, finding, clock.now(), entry)


def doubt_finding(database: Database, clock: Clock, actor: Actor, finding: str) -> None:
    """Take a confirmation back.

    Raises:
        NotFoundError: it was never confirmed.
    """
    if not doubt(database, finding, entry_of(clock, actor, Action.OUTCOMES_DOUBT, finding)):
        raise _not_found(finding)


def _known(findings: tuple[Finding, ...], wanted: str) -> None:
    if wanted not in {each.id for each in findings}:
        raise _not_found(wanted)


def _not_found(finding: str) -> NotFoundError:
    return NotFoundError(
        f"There is no finding {finding}.", cure="`wayfare doctor routing` shows all."
    )
