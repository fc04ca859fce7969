"""Read how calls of deployments went lately: how long each took, and how those that failed did.

Knows the log. What was never sent, or was given again, is left out; translations are in.
"""

import msgspec
from sqlalchemy import case, select

from wayfare.domain.record import REFUSED_HERE, Ending
from wayfare.store.database import Database
from wayfare.store.schema import attempts, requests

#: Of the newest calls, so many are read at most.
CALLS_MAX = 20_000
#: Of these nobody can say how the deployment did: nobody waited, or nobody was asked.
_TELLS_NOTHING = (str(Ending.ABANDONED), str(Ending.AGAIN), str(Ending.LOST))


class RecentAttempt(msgspec.Struct, frozen=True):
    """A call that was sent. Times are milliseconds; `started_at` is Unix seconds.

    `first_token_ms` is None where the answer came at once: then nobody read its first word before.
    """

    deployment: str
    provider: str
    started_at: float
    first_token_ms: float | None
    total_ms: float
    ending: Ending
    status: int | None
    error: str | None


def read_recent_attempts(database: Database, since: float) -> list[RecentAttempt]:
    """Those of requests that began since then (Unix seconds), the newest first."""
    wanted = (
        select(
            attempts.c.deployment,
            attempts.c.provider,
            attempts.c.started_at,
            case((requests.c.stream, attempts.c.first_token_ms)),
            attempts.c.total_ms,
            attempts.c.ending,
            attempts.c.status,
            attempts.c.error,
        )
        .select_from(requests.join(attempts, attempts.c.request_id == requests.c.id))
        .where(requests.c.started_at >= since, attempts.c.ending.not_in(_TELLS_NOTHING))
        .order_by(requests.c.started_at.desc())
        .limit(CALLS_MAX)
    )
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [
        RecentAttempt(*row[:5], Ending(row.ending), row.status, row.error)
        for row in rows
        if row.error not in REFUSED_HERE
    ]
