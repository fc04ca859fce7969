"""Keep which arms `auto` takes: one row an arm, changed as things change."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from wayfare.domain.decision import Reason
from wayfare.domain.pool import Membership, PoolRow, ProbeOutcome
from wayfare.store.database import Database
from wayfare.store.schema import pool


class PoolTable:
    """The rows that are kept. Every method waits for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self) -> Sequence[PoolRow]:
        """All rows, those of one provider together, by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(pool).order_by(pool.c.provider, pool.c.arm)).all()
        return [
            PoolRow(
                arm=row.arm,
                provider=row.provider,
                state=Membership(row.state),
                reason=Reason(row.reason_code, row.reason_ko, row.reason_en),
                since=row.since,
                probed_at=row.probed_at,
                probe=None if row.probe is None else ProbeOutcome(row.probe),
                probe_micros=row.probe_micros,
            )
            for row in rows
        ]

    def keep(self, rows: Sequence[PoolRow]) -> None:
        """Keep rows, in place of those of the same arms.

        Raises:
            StoreError: the database cannot be written; nothing of them was.
        """
        values = [
            {
                "arm": row.arm,
                "provider": row.provider,
                "state": str(row.state),
                "reason_code": row.reason.code,
                "reason_ko": row.reason.ko,
                "reason_en": row.reason.en,
                "since": row.since,
                "probed_at": row.probed_at,
                "probe": None if row.probe is None else str(row.probe),
                "probe_micros": row.probe_micros,
            }
            for row in rows
        ]
        if not values:
            return
        with self._database.write() as connection:
            connection.execute(delete(pool).where(pool.c.arm.in_([row.arm for row in rows])))
            connection.execute(insert(pool), values)

    def forget(self, arms: Sequence[str]) -> None:
        """Keep nothing of these arms.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._database.write() as connection:
            connection.execute(delete(pool).where(pool.c.arm.in_(arms)))
