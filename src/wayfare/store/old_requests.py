"""Forget what requests asked and were answered; figures stay.

Knows the tables of the log. Knows nothing of which requests, or when.
"""

from collections.abc import Collection

from sqlalchemy import Connection, and_, delete, or_, select, update

from wayfare.store.schema import (
    attempts,
    checks,
    completions,
    conversations,
    decisions,
    pairs,
    requests,
    runs,
)

#: A question of the page is in the log so many seconds after its run began, at the latest.
LOGGED_WITHIN_S = 60.0
#: So many at once: no database takes any number of values in one statement.
BATCH = 100


def forget_requests(connection: Connection, ids: Collection[str]) -> None:
    """Forget the texts of some requests, with what was kept beside them to compare."""
    connection.execute(update(requests).where(requests.c.id.in_(ids)).values(prompt=None))
    made = select(decisions.c.id).where(decisions.c.request_id.in_(ids))
    connection.execute(delete(checks).where(checks.c.decision_id.in_(made)))
    connection.execute(delete(pairs).where(pairs.c.decision_id.in_(made)))
    theirs = select(attempts.c.id).where(attempts.c.request_id.in_(ids))
    answered = completions.c.attempt_id.in_(theirs)
    connection.execute(update(completions).where(answered).values(answer=None, original=None))


def forget_asked_in(connection: Connection, conversation_ids: Collection[str]) -> None:
    """Forget in the log what was asked in some conversations of the page."""
    asked = (
        select(runs.c.created_at, runs.c.conversation_id, conversations.c.user)
        .join(conversations, conversations.c.id == runs.c.conversation_id)
        .where(runs.c.conversation_id.in_(conversation_ids), runs.c.process != "")
    )
    rows = connection.execute(asked).all()
    for at in range(0, len(rows), BATCH):
        # by time, which has an index: one that failed has no decision to be found by
        its = or_(
            *(
                and_(
                    requests.c.started_at.between(row.created_at, row.created_at + LOGGED_WITHIN_S),
                    requests.c.conversation == row.conversation_id,
                    requests.c.user == row.user,
                )
                for row in rows[at : at + BATCH]
            )
        )
        ids = list(connection.execute(select(requests.c.id).where(its)).scalars())
        forget_requests(connection, ids)
