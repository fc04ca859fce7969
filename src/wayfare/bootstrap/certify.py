"""Build what guards `auto`, and what compares answers with the baseline's."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from wayfare.bootstrap.wayfare import Wayfare
from wayfare.domain.arm import Arm
from wayfare.domain.check import Check
from wayfare.domain.decision import Goal
from wayfare.domain.key import Caller
from wayfare.domain.outcome import JudgeKind
from wayfare.domain.past import PastComparison
from wayfare.domain.shadow import Comparison, Shadow
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.comparing import Comparing
from wayfare.gateway.certify.folding import Folding
from wayfare.gateway.certify.guard import Guard
from wayfare.gateway.certify.judging import Judging
from wayfare.gateway.certify.lots import Lots
from wayfare.gateway.certify.prices import Prices
from wayfare.gateway.certify.purse import NoMoney
from wayfare.gateway.certify.voting import Voting
from wayfare.gateway.certify.whole_policy import WholePolicy
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.changed import epochs_of
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.learning.say import Saying, say
from wayfare.gateway.parts import Parts
from wayfare.grading.grade import Grader
from wayfare.routing.baseline import usual_fare
from wayfare.settings.choosing import ArmRow, CertificateSection
from wayfare.settings.whole import Settings
from wayfare.store.checks import checks_of
from wayfare.store.database import Database
from wayfare.store.drawn_turns import count_turns, figures_of, turns_after
from wayfare.store.epochs import read_epochs
from wayfare.store.pairs import add_pair, count_votes, count_waiting
from wayfare.store.past_comparisons import add_past, past_after
from wayfare.store.shadows import add_comparison, count_drawn, drawn_after, overdue
from wayfare.store.usual_fares import note_fares, read_fares

#: Reads the further arms as they are set now.
ReadRows = Callable[[], Sequence[ArmRow]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Comparisons in a database."""

    database: Database

    def add(self, comparison: Comparison) -> bool:
        """Keep one; False where there is nothing to keep."""
        return add_comparison(self.database, comparison)

    def add_pair(self, shadow: Shadow, answer: str, baseline: str) -> bool:
        """Keep the texts of a pair for a person; False where there is nothing to keep."""
        return add_pair(self.database, shadow.decision_id, shadow.at, answer, baseline)

    def overdue(self, before: float) -> Sequence[str]:
        """Decisions that were drawn before a moment, and of which nothing has come yet."""
        return overdue(self.database, before)

    def checks_of(self, decision_ids: Collection[str]) -> dict[str, Check]:
        """The checks that were made of some decisions."""
        return checks_of(self.database, decision_ids)


class Fares:
    """What a usual question costs each arm, as it is kept; noted when it changed.

    Looks at the arms that `auto` takes and at those that were noted before. Without a `catalog`
    it only reads.
    """

    def __init__(
        self, database: Database, clock: Clock, catalog: Callable[[], Catalog] | None
    ) -> None:
        self._database, self._clock, self._catalog = database, clock, catalog
        self._seen: dict[str, int] = {}

    def read(self) -> Prices:
        """What was noted, with what is new.

        Raises:
            StoreError: it cannot be read, or not written.
        """
        known = read_fares(self._database)
        if self._catalog is None:
            return Prices(known)
        today = _fares_of(self._catalog(), set(known))
        # what another process sees otherwise it has noted, and once: they do not go on for ever
        new = {arm: fare for arm, fare in today.items() if self._seen.get(arm) != fare}
        if new:
            if note_fares(self._database, new, self._clock.now()):
                known = read_fares(self._database)
            self._seen.update(new)
        return Prices(known)


def _fares_of(catalog: Catalog, known: set[str]) -> dict[str, int]:
    """What a usual question costs some arms today, where that is known."""
    wanted = known | {arm.name for arm in catalog.candidates(Goal.AUTO.value).arms}
    fares = {arm.name: usual_fare(arm) for arm in catalog.arms if arm.name in wanted}
    return {name: fare for name, fare in fares.items() if fare is not None}


def claims_of(
    settings: Settings,
    database: Database,
    clock: Clock,
    catalog: Callable[[], Catalog] | None = None,
    rows: ReadRows | None = None,
) -> Claims:
    """All claims of a database; none is read yet. With a `catalog` its prices are noted.

    `rows` are the further arms as they are set now; left out, those of `settings`.
    """
    certificate = settings.certificate
    return Claims(
        read=partial(drawn_after, database),
        changes=partial(_changes, database, rows or (lambda: settings.arm_rows)),
        margin=certificate.margin_points / 100,
        share=certificate.share,
        now=clock.now,
        prices=Fares(database, clock, catalog).read,
        read_past=partial(past_after, database),
        count=partial(count_drawn, database),
    )


def folding_of(claims: Claims) -> Folding:
    """What folds claims when somebody looks, all that came since in one piece."""

    def fold_some() -> bool:
        claims.refresh()
        return False

    return Folding("comparisons", fold_some)


def keep_past(wayfare: Wayfare, arms: Sequence[Arm], rows: Sequence[PastComparison]) -> int:
    """Keep what past questions say, and what these arms cost then; how many rows are new.

    Raises:
        StoreError: it cannot be written.
    """
    fares = {arm.name: fare for arm in arms if (fare := usual_fare(arm)) is not None}
    note_fares(wayfare.database, fares, wayfare.parts.clock.now())
    return add_past(wayfare.database, rows)


def whole_policy_of(
    settings: Settings, database: Database, clock: Clock, rows: ReadRows | None = None
) -> WholePolicy:
    """The claims over the whole policy of a database; none is read yet. See `claims_of`."""
    return WholePolicy(
        read=partial(turns_after, database),
        figures=partial(figures_of, database),
        changes=partial(_changes, database, rows or (lambda: settings.arm_rows)),
        margin=settings.certificate.margin_points / 100,
        now=clock.now,
        count=partial(count_turns, database),
    )


def _changes(database: Database, rows: ReadRows) -> dict[str, float]:
    """When arms changed last, by name."""
    starts = epochs_of(read_epochs(database), rows()).starts
    return {arm: times[-1] for arm, times in starts.items()}


def voting_of(settings: Settings, database: Database, clock: Clock) -> Voting:
    """Who draws pairs for people to vote on; it has not looked yet."""
    votes, waiting = partial(count_votes, database), partial(count_waiting, database)
    return Voting(settings.certificate.vote_share, votes, waiting, clock.now)


def passes_of(section: CertificateSection) -> float:
    """How many of those that are drawn by lot are let through, while nothing is shown."""
    return section.trial_share if section.mode == "guarded" and section.trial_share else 1.0


def guard_of(
    settings: Settings, claims: Claims, exploring: Exploring | None, secret: bytes, voting: Voting
) -> Guard:
    """What guards `auto`. Without `exploring` nothing is put on trial, nor compared."""
    lots = Lots(secret, settings.certificate.held_share)
    return Guard(settings.certificate, claims, exploring or NoMoney(), lots, voting)


def comparing_of(
    settings: Settings, database: Database, clock: Clock, owner: Caller, parts: Callable[[], Parts]
) -> Comparing:
    """What compares answers behind the requests; `parts` are there once it is asked."""
    grader = Grader()

    async def keep(saying: Saying) -> object:
        return await say(database, clock, grader, owner, [saying])

    judging = Judging(parts, owner, keep, JudgeKind(settings.judge.kind))
    return Comparing(parts, Shelf(database), grader, owner, keep, judging)
