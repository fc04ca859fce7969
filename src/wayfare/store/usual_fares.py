"""Keep what a usual question costs each arm, and since when: a row whenever that changed.

Knows the table. Knows nothing of prices, or of what a change does.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from wayfare.store.database import Database
from wayfare.store.schema import usual_fares


def read_fares(database: Database) -> dict[str, list[tuple[float, int]]]:
    """By arm, since when it cost how many micro-dollars, the oldest first."""
    with database.read() as connection:
        return _read(connection)


def note_fares(database: Database, fares: Mapping[str, int], now: float) -> int:
    """Keep those that are others than the last ones; returns how many are.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    with database.write() as connection:
        known = _read(connection)
        rows = [
            {"arm": arm, "since": now, "micros": micros}
            for arm, micros in sorted(fares.items())
            if arm not in known or (known[arm][-1][1] != micros and known[arm][-1][0] < now)
        ]
        if rows:
            connection.execute(insert(usual_fares), rows)
    return len(rows)


def _read(connection: Connection) -> dict[str, list[tuple[float, int]]]:
    found: dict[str, list[tuple[float, int]]] = {}
    wanted = select(usual_fares).order_by(usual_fares.c.arm, usual_fares.c.since)
    for row in connection.execute(wanted):
        found.setdefault(row.arm, []).append((row.since, row.micros))
    return found
