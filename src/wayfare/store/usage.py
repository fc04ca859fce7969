"""Add up what was used and what it cost, by model, provider, user, key, project, day or arm.

Knows the log. Knows nothing of currencies, pages or who may see which sum.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    Select,
    case,
    cast,
    distinct,
    func,
    literal_column,
    select,
)

from wayfare.domain.cost import CostState
from wayfare.domain.record import Ending
from wayfare.store.database import Database
from wayfare.store.schema import attempts, completions, costs, requests


class Group(StrEnum):
    """What usage can be added up by."""

    MODEL = "model"
    PROVIDER = "provider"
    USER = "user"
    KEY = "key"
    PROJECT = "project"
    DAY = "day"
    ARM = "arm"


# Whole milliseconds first: every database divides integers alike, but rounds floats apart.
# Literals, because PostgreSQL takes two parameters for two different groupings.
_MS: ColumnElement[int] = literal_column("1000", Integer)
_DAY_MS: ColumnElement[int] = literal_column("86400000", BigInteger)

_GROUPS: dict[Group, ColumnElement[Any]] = {
    Group.MODEL: attempts.c.deployment,
    Group.PROVIDER: attempts.c.provider,
    Group.USER: requests.c.user,
    Group.KEY: requests.c.key_id,
    Group.PROJECT: requests.c.project,
    Group.DAY: cast(requests.c.started_at * _MS, BigInteger) // _DAY_MS,
    Group.ARM: attempts.c.arm,
}
#: These are of the attempt; a request that has none yet belongs to no such group.
_OF_ATTEMPTS: frozenset[Group] = frozenset({Group.MODEL, Group.PROVIDER, Group.ARM})


@dataclass(frozen=True, slots=True)
class UsageRow:
    """The sums of one group.

    A request counts in each group that it was tried in, so with a failover it counts for
    two models. `failed` attempts are those that the provider refused or broke off.
    `cost_micros` adds the costs that are known, and is None where none is; the attempts
    without a known cost are `unknown_costs`. `estimated_costs` were not settled from the
    provider's own count; `estimated_micros` of the sum are theirs.
    """

    name: str
    requests: int
    attempts: int
    failed: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cost_micros: int | None
    unknown_costs: int
    estimated_costs: int
    estimated_micros: int


def usage_by(
    database: Database, *, since: float, until: float, group: Group, user: str | None = None
) -> list[UsageRow]:
    """The sums of requests that started in [since, until), by group, in order of name.

    Times are Unix seconds. A day is an ISO date, in UTC. Where a user is named, theirs alone.
    """
    sums = _sums(since, until, group)
    if user is not None:
        sums = sums.where(requests.c.user == user)
    with database.read() as connection:
        rows = connection.execute(sums).all()
    return sorted((_usage_row(row, group) for row in rows), key=lambda row: row.name)


def _sums(since: float, until: float, group: Group) -> Select[Any]:
    tried = requests.join(attempts, isouter=group not in _OF_ATTEMPTS)
    tables = tried.join(completions, isouter=True).join(
        costs, costs.c.attempt_id == attempts.c.id, isouter=True
    )
    failed = attempts.c.ending.in_([str(Ending.FAILED), str(Ending.CUT)])
    estimated = costs.c.state == str(CostState.ESTIMATED)
    name = _GROUPS[group]
    return (
        select(
            name.label("name"),
            func.count(distinct(requests.c.id)).label("requests"),
            func.count(attempts.c.id).label("attempts"),
            _count(failed).label("failed"),
            _sum(completions.c.input_tokens).label("input_tokens"),
            _sum(completions.c.output_tokens).label("output_tokens"),
            _sum(completions.c.cached_tokens).label("cached_tokens"),
            func.sum(costs.c.micros).label("cost_micros"),
            _count(costs.c.state == str(CostState.UNKNOWN)).label("unknown_costs"),
            _count(estimated).label("estimated_costs"),
            _sum(case((estimated, costs.c.micros), else_=0)).label("estimated_micros"),
        )
        .select_from(tables)
        .where(requests.c.started_at >= since, requests.c.started_at < until)
        .group_by(name)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)


def _usage_row(row: Row[Any], group: Group) -> UsageRow:
    # int: PostgreSQL adds integers up to a Decimal
    return UsageRow(
        name=_iso_day(int(row.name)) if group == Group.DAY else row.name,
        requests=row.requests,
        attempts=row.attempts,
        failed=row.failed,
        input_tokens=int(row.input_tokens),
        output_tokens=int(row.output_tokens),
        cached_tokens=int(row.cached_tokens),
        cost_micros=None if row.cost_micros is None else int(row.cost_micros),
        unknown_costs=row.unknown_costs,
        estimated_costs=row.estimated_costs,
        estimated_micros=int(row.estimated_micros),
    )


def _iso_day(days: int) -> str:
    return datetime.fromtimestamp(days * 86_400, UTC).date().isoformat()
