"""Build what guards `auto`, and what compares answers with the baseline's."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from wayfare.domain.check import Check
from wayfare.domain.key import Caller
from wayfare.domain.shadow import Comparison
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.comparing import Comparing
from wayfare.gateway.certify.guard import Guard, NoMoney
from wayfare.gateway.certify.judging import Judging
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.learning.say import Saying, say
from wayfare.gateway.parts import Parts
from wayfare.grading.grade import Grader
from wayfare.settings.whole import Settings
from wayfare.store.checks import checks_of
from wayfare.store.database import Database
from wayfare.store.epochs import read_epochs
from wayfare.store.shadows import add_comparison, drawn_after, overdue


@dataclass(frozen=True, slots=True)
class Shelf:
    """Comparisons in a database."""

    database: Database

    def add(self, comparison: Comparison) -> bool:
        """Keep one; False where there is nothing to keep."""
        return add_comparison(self.database, comparison)

    def overdue(self, before: float) -> Sequence[str]:
        """Decisions that were drawn before a moment, and of which nothing has come yet."""
        return overdue(self.database, before)

    def checks_of(self, decision_ids: Collection[str]) -> dict[str, Check]:
        """The checks that were made of some decisions."""
        return checks_of(self.database, decision_ids)


def claims_of(settings: Settings, database: Database, clock: Clock) -> Claims:
    """All claims of a database; none is read yet."""
    certificate = settings.certificate
    return Claims(
        read=partial(drawn_after, database),
        changes=partial(_changes, database),
        margin=certificate.margin_points / 100,
        share=certificate.share,
        now=clock.now,
    )


def _changes(database: Database) -> dict[str, float]:
    """When arms changed last, by name."""
    return {epoch.arm: epoch.since for epoch in read_epochs(database)}


def guard_of(settings: Settings, claims: Claims, exploring: Exploring | None) -> Guard:
    """What guards `auto`. Without `exploring` nothing is put on trial, nor compared."""
    return Guard(settings.certificate, claims, exploring or NoMoney())


def comparing_of(
    database: Database, clock: Clock, owner: Caller, parts: Callable[[], Parts]
) -> Comparing:
    """What compares answers behind the requests; `parts` are there once it is asked."""
    grader = Grader()

    async def keep(saying: Saying) -> object:
        return await say(database, clock, grader, owner, [saying])

    return Comparing(parts, Shelf(database), grader, owner, keep, Judging(parts, owner, keep))
