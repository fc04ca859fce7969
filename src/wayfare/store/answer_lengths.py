"""Read how long somebody's latest answers were.

Knows the log. Knows nothing of fares.
"""

from sqlalchemy import select

from wayfare.domain.record import Ending
from wayfare.store.database import Database
from wayfare.store.schema import attempts, completions, requests


def answer_lengths(database: Database, user: str, limit: int) -> list[int]:
    """The tokens of a user's latest whole answers, the newest first."""
    wanted = (
        select(completions.c.output_tokens)
        .select_from(
            requests.join(attempts, attempts.c.request_id == requests.c.id).join(
                completions, completions.c.attempt_id == attempts.c.id
            )
        )
        .where(
            requests.c.user == user,
            attempts.c.ending == str(Ending.WHOLE),
            attempts.c.leg.is_(None),
            completions.c.output_tokens > 0,
        )
        .order_by(requests.c.started_at.desc())
        .limit(limit)
    )
    with database.read() as connection:
        return list(connection.execute(wanted).scalars())
