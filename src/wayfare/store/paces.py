"""Read how long answers took: until the first word, and in all, as whoever asked met it.

Knows the log. What came of an arm that was failed over to, or from an aside, is left out.
"""

import msgspec
from sqlalchemy import select

from wayfare.domain.decision import ASIDES
from wayfare.domain.record import Ending
from wayfare.store.database import Database
from wayfare.store.schema import attempts, decisions, requests

#: Of the newest answers, so many are read at most.
ANSWERS_MAX = 10_000


class Pace(msgspec.Struct, frozen=True):
    """How long an answer of an arm took, in milliseconds since it was asked for.

    `first_word_ms` is None where the answer came at once: then nobody read its first word before.
    """

    arm: str
    first_word_ms: float | None
    whole_ms: float


def read_paces(database: Database, since: float, topic: str | None = None) -> list[Pace]:
    """Those of whole answers since then (Unix seconds), the newest first; None: of all topics."""
    waited = (attempts.c.started_at - requests.c.started_at) * 1_000
    wanted = (
        select(
            attempts.c.arm,
            requests.c.stream,
            (waited + attempts.c.first_token_ms).label("first"),
            (waited + attempts.c.total_ms).label("whole"),
        )
        .select_from(
            requests.join(decisions, decisions.c.request_id == requests.c.id).join(
                attempts, attempts.c.request_id == requests.c.id
            )
        )
        .where(
            requests.c.started_at >= since,
            attempts.c.ending == str(Ending.WHOLE),
            attempts.c.leg.is_(None),
            attempts.c.arm == decisions.c.arm,
            decisions.c.reason_code.not_in(ASIDES),
        )
        .order_by(requests.c.started_at.desc())
        .limit(ANSWERS_MAX)
    )
    if topic is not None:
        wanted = wanted.where(decisions.c.topic == topic)
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [
        Pace(
            row.arm,
            max(0.0, row.first) if row.stream and row.first is not None else None,
            max(0.0, row.whole),
        )
        for row in rows
    ]
