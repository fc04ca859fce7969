"""Keep how arms answered past questions, in the order in which they are to count.

Knows the table. Knows nothing of what the rows are evidence for.
"""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import func, insert, select

from wayfare.domain.past import PastComparison
from wayfare.store.database import Database
from wayfare.store.schema import decisions, past_comparisons

_COLUMNS = [column for column in past_comparisons.columns if column.name != "number"]
_BATCH = 1_000


def add_past(database: Database, rows: Sequence[PastComparison]) -> int:
    """Keep those that are not kept yet; returns how many.

    An answer counts once beside a baseline. One whose score is told has to stand in this log.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    added = 0
    with database.write() as connection:
        last = connection.execute(select(func.max(past_comparisons.c.number))).scalar() or 0
        for row in rows:
            same = (past_comparisons.c.decision_id == row.decision_id) & (
                past_comparisons.c.baseline == row.baseline
            )
            if connection.execute(select(past_comparisons.c.number).where(same)).first():
                continue
            answers = select(decisions.c.id).where(
                decisions.c.id.in_([row.decision_id, row.baseline_id])
            )
            if row.difference is not None and len(connection.execute(answers).all()) < 2:
                continue
            last, added = last + 1, added + 1
            values = msgspec.structs.asdict(row) | {"number": last}
            connection.execute(insert(past_comparisons).values(values))
    return added


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
