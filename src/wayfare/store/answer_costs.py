"""Add up what an answered question came to, by arm and language: failed attempts and legs too."""

import msgspec
from sqlalchemy import case, distinct, func, select

from wayfare.domain.decision import ASIDES
from wayfare.domain.record import Ending
from wayfare.store.database import Database
from wayfare.store.schema import attempts, costs, decisions, requests


class AnswerCosts(msgspec.Struct, frozen=True):
    """Of one arm in one language: how many questions were answered, and what all of it cost.

    `micros` is None where the cost of an attempt is not known.
    """

    arm: str
    language: str
    answered: int
    micros: int | None

    @property
    def micros_each(self) -> int | None:
        """The cost of an answered question, in micro-dollars."""
        return None if self.micros is None or not self.answered else self.micros // self.answered


def read_answer_costs(
    database: Database, since: float, topic: str | None = None
) -> list[AnswerCosts]:
    """The sums of requests since then (Unix seconds) whose arm was chosen, not failed over to.

    Of one topic, or of all. What Wayfare asks on its own account is left out.
    """
    is_answer = (attempts.c.ending == str(Ending.WHOLE)) & attempts.c.leg.is_(None)
    wanted = (
        select(
            decisions.c.arm,
            requests.c.language,
            func.count(distinct(case((is_answer, requests.c.id)))).label("answered"),
            func.sum(costs.c.micros).label("micros"),
            func.count().label("attempts"),
            func.count(costs.c.micros).label("known"),
        )
        .select_from(
            requests.join(decisions, decisions.c.request_id == requests.c.id)
            .join(attempts, attempts.c.request_id == requests.c.id)
            .join(costs, costs.c.attempt_id == attempts.c.id)
        )
        .where(requests.c.started_at >= since, decisions.c.reason_code.not_in(ASIDES))
        .group_by(decisions.c.arm, requests.c.language)
        .order_by(decisions.c.arm, requests.c.language)
    )
    if topic is not None:
        wanted = wanted.where(decisions.c.topic == topic)
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [
        AnswerCosts(
            row.arm,
            row.language,
            row.answered,
            # int: PostgreSQL adds integers up to a Decimal
            int(row.micros) if row.known == row.attempts else None,
        )
        for row in rows
    ]
