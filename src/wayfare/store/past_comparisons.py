"""Keep how arms answered past questions, in the order in which they are to count.

Knows the table. Knows nothing of what the rows are evidence for.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, func, insert, select

from wayfare.domain.past import PastComparison
from wayfare.store.database import Database
from wayfare.store.schema import decisions, past_comparisons

_COLUMNS = [column for column in past_comparisons.columns if column.name != "number"]
_BATCH = 1_000
#: So many are asked for at once: databases bound how long a list may be.
_AT_ONCE = 400


def add_past(database: Database, rows: Sequence[PastComparison]) -> int:
    """Keep those that are not kept yet; returns how many.

    An answer counts once beside a baseline. One whose score is told has to stand in this log.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    ids = {its for row in rows for its in (row.decision_id, row.baseline_id)}
    new: list[dict[str, object]] = []
    with database.write() as connection:
        last = connection.execute(select(func.max(past_comparisons.c.number))).scalar() or 0
        kept = _kept(connection, {row.decision_id for row in rows})
        answers = _answers(connection, ids)
        for row in rows:
            same = (row.decision_id, row.baseline)
            is_here = {row.decision_id, row.baseline_id} <= answers
            if same in kept or not (row.difference is None or is_here):
                continue
            kept.add(same)
            new.append(msgspec.structs.asdict(row) | {"number": last + len(new) + 1})
        if new:
            connection.execute(insert(past_comparisons), new)
    return len(new)


def _kept(connection: Connection, decision_ids: Collection[str]) -> set[tuple[str, str]]:
    """Which answers are kept already, each beside which baseline."""
    its = past_comparisons.c
    return {
        (row.decision_id, row.baseline)
        for some in _pieces(decision_ids)
        for row in connection.execute(
            select(its.decision_id, its.baseline).where(its.decision_id.in_(some))
        )
    }


def _answers(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of some decisions stand in this log."""
    return {
        row.id
        for some in _pieces(ids)
        for row in connection.execute(select(decisions.c.id).where(decisions.c.id.in_(some)))
    }


def _pieces(ids: Collection[str]) -> Iterator[list[str]]:
    whole = sorted(ids)
    for begin in range(0, len(whole), _AT_ONCE):
        yield whole[begin : begin + _AT_ONCE]


def past_after(database: Database, number: int) -> Iterator[PastComparison]:
    """All after the first so many, in their order, batch by batch."""
    while batch := _read(database, number):
        yield from batch
        number += len(batch)


def _read(database: Database, number: int) -> list[PastComparison]:
    wanted = (
        select(*_COLUMNS)
        .where(past_comparisons.c.number > number)
        .order_by(past_comparisons.c.number)
        .limit(_BATCH)
    )
    with database.read() as connection:
        return [PastComparison(**row._mapping) for row in connection.execute(wanted)]  # noqa: SLF001 - SQLAlchemy's own name
