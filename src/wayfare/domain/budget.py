"""What may be spent, and how fast: budgets and rates, of a key, a project or a user."""

from dataclasses import dataclass
from enum import StrEnum


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
    tickets warn.
    """

    scope: Scope
    name: str
    period: Period
    limit_micros: int
    soft_micros: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests and tokens in any minute. None: not limited."""

    scope: Scope
    name: str
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
