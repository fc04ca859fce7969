"""What may be spent, and how fast: budgets and rates, of a key, a project or a user."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

DAY_S = 86_400

#: A rate counts what was asked within this time, whenever it began.
WINDOW_S = 60.0

#: No budget is larger: a thousand million dollars. Every reader of JSON can count so far.
MICROS_MAX = 10**15

#: No rate is larger.
RATE_MAX = 10**9


class Scope(StrEnum):
    """Whose limit it is."""

    KEY = "key"
    PROJECT = "project"
    USER = "user"


class Period(StrEnum):
    """How long a budget lasts. Days and months are UTC's."""

    DAY = "day"
    MONTH = "month"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Budget:
    """Micro-dollars that may be spent in each period, never more.

    `name` is the key's id, the project's id or the user's name. From `soft_micros` on,
    tickets warn. `created_at` (Unix seconds) stays when the amounts change: a budget that was
    removed and set again is another one, since nobody counted for it meanwhile.
    """

    scope: Scope
    name: str
    period: Period
    limit_micros: int
    soft_micros: int | None = None
    created_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests and tokens in any minute. None: not limited."""

    scope: Scope
    name: str
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None


class Purse(msgspec.Struct, frozen=True):
    """A budget in one of its periods: from `since` until before `until` (Unix seconds)."""

    budget: Budget
    key: str
    since: float
    until: float | None


class Balance(msgspec.Struct, frozen=True):
    """What a purse has spent, and what is held for calls that are on their way.

    `unknown` counts calls whose cost is not known; they are in no sum.
    """

    spent_micros: int
    held_micros: int
    unknown: int = 0


class Hold(msgspec.Struct, frozen=True):
    """Money set aside for one call, before it is sent: the most that it can cost.

    `spent` is what each purse had spent when the hold was made.
    """

    id: str
    at: float
    micros: int
    purses: tuple[Purse, ...]
    spent: tuple[int, ...]


class Standing(msgspec.Struct, frozen=True):
    """How one rate stands after a request was counted. `reset_s`: until all is free again."""

    limit: int
    remaining: int
    reset_s: float


class Admission(msgspec.Struct, frozen=True):
    """A request that was counted against its rates; the tightest standing of each kind.

    `at` is Unix time in seconds.
    """

    id: str
    at: float
    tokens: int
    requests: Standing | None = None
    tokens_left: Standing | None = None


class Refused(msgspec.Struct, frozen=True):
    """A purse that does not cover a hold, as it stands."""

    purse: Purse
    balance: Balance

    @property
    def left_micros(self) -> int:
        """What could still be held."""
        budget = self.purse.budget
        return max(0, budget.limit_micros - self.balance.spent_micros - self.balance.held_micros)


class Overrun(msgspec.Struct, frozen=True):
    """A rate that has no room just now. `kind` is `requests` or `tokens`."""

    rate: Rate
    kind: str
    retry_after_s: float
    admission: Admission


def span(period: Period, now: float) -> tuple[float, float | None]:
    """The period that a moment lies in, in UTC: its begin, and the begin of the next.

    >>> span(Period.DAY, 1_750_000_000.0)
    (1749945600.0, 1750032000.0)
    >>> span(Period.MONTH, 1_750_000_000.0)
    (1748736000.0, 1751328000.0)
    """
    if period is Period.DAY:
        since = now // DAY_S * DAY_S
        return since, since + DAY_S
    if period is Period.TOTAL:
        return 0.0, None
    moment = datetime.fromtimestamp(now, UTC)
    since = datetime(moment.year, moment.month, 1, tzinfo=UTC).timestamp()
    year, month = divmod(moment.year * 12 + moment.month, 12)
    return since, datetime(year, month + 1, 1, tzinfo=UTC).timestamp()


def purse_at(budget: Budget, now: float) -> Purse:
    """A budget in the period that a moment lies in."""
    since, until = span(budget.period, now)
    made = int(budget.created_at * 1_000_000)
    key = f"{budget.scope}:{budget.name}:{budget.period}:{int(since)}:{made}"
    return Purse(budget, key, since, until)


def tightest(standings: Iterable[Standing | None]) -> Standing | None:
    """The one with the least room."""
    known = [each for each in standings if each is not None]
    if len(known) < 2:
        return known[0] if known else None
    return min(known, key=lambda each: (each.remaining, each.limit))


#: The ids of attempts that ended while the ledger was asked, up to the moment of this call.
Ended = Callable[[], Sequence[str]]
#: What a purse has spent, by the ledger. Takes the purse, and which attempts have ended
#: since it was asked: their costs are counted by who asks, so the sum must not have them.
Load = Callable[[Purse, Ended], Awaitable[Balance]]
