"""Add up what was said of answers, by topic, arm and kind: of both arms where two were compared.

Knows tables. Of words of one id the newest counts.
"""

import msgspec
from sqlalchemy import Float, case, cast, func, select

from wayfare.domain.outcome import TIE, OutcomeKind
from wayfare.store.database import Database
from wayfare.store.schema import decisions, outcomes, requests


class SaidOf(msgspec.Struct, frozen=True):
    """The mean of so many outcomes of a kind about an arm's answers on a topic; None: on none."""

    topic: str | None
    arm: str
    kind: OutcomeKind
    mean: float
    count: int


def read_said(database: Database, since: float) -> list[SaidOf]:
    """What was said of questions since then (Unix seconds) that may be learned from."""
    newest = (
        select(func.max(outcomes.c.number).label("number"))
        .group_by(outcomes.c.decision_id, outcomes.c.id)
        .subquery()
    )
    won = case(
        (outcomes.c.winner == outcomes.c.arm, 1.0), (outcomes.c.winner == TIE, 0.5), else_=0.0
    )
    own = func.coalesce(outcomes.c.score, won)
    sides = ((outcomes.c.arm, own), (outcomes.c.against, 1.0 - won))
    found = []
    with database.read() as connection:
        for arm, score in sides:
            wanted = (
                select(
                    decisions.c.topic,
                    arm.label("arm"),
                    outcomes.c.kind,
                    func.avg(cast(score, Float)).label("mean"),
                    func.count().label("count"),
                )
                .select_from(
                    outcomes.join(newest, newest.c.number == outcomes.c.number)
                    .join(decisions, decisions.c.id == outcomes.c.decision_id)
                    .join(requests, requests.c.id == decisions.c.request_id)
                )
                .where(requests.c.started_at >= since, requests.c.may_learn, arm.is_not(None))
                .group_by(decisions.c.topic, arm, outcomes.c.kind)
            )
            found += [
                SaidOf(row[0], row[1], OutcomeKind(row[2]), float(row[3]), int(row[4]))
                for row in connection.execute(wanted)
            ]
    return found


def topics_of(database: Database, user: str, since: float) -> frozenset[str]:
    """The topics that a user asked about since then."""
    wanted = (
        select(decisions.c.topic)
        .distinct()
        .select_from(decisions.join(requests, requests.c.id == decisions.c.request_id))
        .where(
            requests.c.user == user,
            requests.c.started_at >= since,
            decisions.c.topic.is_not(None),
        )
    )
    with database.read() as connection:
        return frozenset(connection.execute(wanted).scalars())


def languages_asked(database: Database, since: float) -> dict[str, int]:
    """How many questions came in each language since then."""
    count = func.count().label("questions")
    wanted = (
        select(requests.c.language, count)
        .where(requests.c.started_at >= since)
        .group_by(requests.c.language)
    )
    with database.read() as connection:
        return {row[0]: int(row[1]) for row in connection.execute(wanted)}
