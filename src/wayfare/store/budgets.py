"""Keep budgets and rates, and add up what was spent under them.

Knows the tables. What was spent is a sum over the ledger: it is kept nowhere else.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    select,
)

from wayfare.domain.audit import Entry
from wayfare.domain.budget import DAY_S, Balance, Budget, Ended, Period, Purse, Rate, Scope
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import attempts, budgets, costs, keys, projects, rates, requests, users

_OWNED = {
    Scope.KEY: requests.c.key_id,
    Scope.PROJECT: requests.c.project,
    Scope.USER: requests.c.user,
}
_IDS_AT_ONCE = 500


def set_budget(
    database: Database, budget: Budget, now: float, entry: Entry | None = None
) -> Budget:
    """Keep a budget, in place of the one of the same period; returns it as it is kept."""
    its = _budget(budget.scope, budget.name, budget.period)
    with database.write() as connection:
        made = connection.execute(select(budgets.c.created_at).where(its)).scalar()
        kept = replace(budget, created_at=now if made is None else made)
        connection.execute(delete(budgets).where(its))
        connection.execute(
            insert(budgets).values(
                scope=str(kept.scope),
                name=kept.name,
                period=str(kept.period),
                limit_micros=kept.limit_micros,
                soft_micros=kept.soft_micros,
                created_at=kept.created_at,
            )
        )
        _note(connection, entry)
    return kept


def remove_budget(
    database: Database, scope: Scope, name: str, period: Period, entry: Entry | None = None
) -> bool:
    """Take a budget away. False: there was none."""
    with database.write() as connection:
        if connection.execute(delete(budgets).where(_budget(scope, name, period))).rowcount == 0:
            return False
        _note(connection, entry)
    return True


def list_budgets(database: Database) -> list[Budget]:
    """Every budget, in order of scope, name and period."""
    columns = (budgets.c.scope, budgets.c.name, budgets.c.period)
    kept = (budgets.c.limit_micros, budgets.c.soft_micros, budgets.c.created_at)
    listed = select(*columns, *kept).order_by(*columns)
    with database.read() as connection:
        return [
            Budget(Scope(scope), name, Period(period), *amounts)
            for scope, name, period, *amounts in connection.execute(listed)
        ]


def set_rate(database: Database, rate: Rate, entry: Entry | None = None) -> None:
    """Keep a rate, in place of the one before."""
    with database.write() as connection:
        connection.execute(_rate(rate.scope, rate.name))
        connection.execute(
            insert(rates).values(
                scope=str(rate.scope),
                name=rate.name,
                requests_per_minute=rate.requests_per_minute,
                tokens_per_minute=rate.tokens_per_minute,
            )
        )
        _note(connection, entry)


def remove_rate(database: Database, scope: Scope, name: str, entry: Entry | None = None) -> bool:
    """Take a rate away. False: there was none."""
    with database.write() as connection:
        if connection.execute(_rate(scope, name)).rowcount == 0:
            return False
        _note(connection, entry)
    return True


def list_rates(database: Database) -> list[Rate]:
    """Every rate, in order of scope and name."""
    with database.read() as connection:
        return [
            Rate(Scope(row.scope), row.name, row.requests_per_minute, row.tokens_per_minute)
            for row in connection.execute(select(rates).order_by(rates.c.scope, rates.c.name))
        ]


def is_known(database: Database, scope: Scope, name: str) -> bool:
    """Whether there is a key, a project or a user of this name."""
    column = {Scope.KEY: keys.c.id, Scope.PROJECT: projects.c.id, Scope.USER: users.c.name}[scope]
    with database.read() as connection:
        return connection.execute(select(column).where(column == name)).first() is not None


def balance_of(database: Database, purse: Purse, ended: Ended = tuple) -> Balance:
    """What the ledger says was spent from a purse, without the attempts that `ended` names.

    `ended` is asked after the sum was made: whatever the sum may have, it names. Both
    are read from one state of the database.
    """
    with database.read() as connection:
        spent, unknown = connection.execute(_sum(purse)).one()
        ids = ended()
        for begin in range(0, len(ids), _IDS_AT_ONCE):
            some = ids[begin : begin + _IDS_AT_ONCE]
            twice, unknown_twice = connection.execute(
                _sum(purse).where(attempts.c.id.in_(some))
            ).one()
            spent, unknown = spent - twice, unknown - unknown_twice
    return Balance(int(spent), 0, int(unknown))  # int: PostgreSQL adds up to a Decimal


def _sum(purse: Purse) -> Select[Any]:
    budget = purse.budget
    summed = (
        select(
            func.coalesce(func.sum(costs.c.micros), 0),
            func.count(case((costs.c.micros.is_(None), 1))),
        )
        .select_from(requests.join(attempts).join(costs))
        .where(_OWNED[budget.scope] == budget.name)
    )
    if purse.until is None:
        return summed
    return summed.where(
        attempts.c.started_at >= purse.since,
        attempts.c.started_at < purse.until,
        # no call begins before its request, or a day after: this has an index
        requests.c.started_at >= purse.since - DAY_S,
        requests.c.started_at < purse.until + 1,
    )


def _note(connection: Connection, entry: Entry | None) -> None:
    if entry is not None:
        insert_entry(connection, entry)


def _budget(scope: Scope, name: str, period: Period) -> ColumnElement[bool]:
    return and_(
        budgets.c.scope == str(scope),
        budgets.c.name == name,
        budgets.c.period == str(period),
    )


def _rate(scope: Scope, name: str) -> Delete:
    return delete(rates).where(rates.c.scope == str(scope), rates.c.name == name)
