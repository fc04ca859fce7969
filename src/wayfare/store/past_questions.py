"""Read past questions that may be asked again: their texts, answers and vectors.

Knows the tables. Knows nothing of which of them tell the most.

A question may be asked again where whoever asked it allowed that it is learned from, then and,
as far as the key still says so, now; where its project keeps texts; and where it is known what
was demanded of whoever reads it.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import or_, select, true

from wayfare.domain.check import Check
from wayfare.domain.decision import Goal
from wayfare.domain.demands import NO_DEMANDS, Demands, parse_demands
from wayfare.domain.record import Ending
from wayfare.store.checks import checks_of
from wayfare.store.database import Database
from wayfare.store.schema import attempts, completions, decisions, keys, projects, requests


class PastQuestion(msgspec.Struct, frozen=True):
    """A question as it was asked, and the answer that is kept.

    `prompt` is the client's body in `wire`. `features` is the question's vector. `demands` are
    those of then and of now together. `check` is what a program looked for in the answer.
    """

    decision_id: str
    wire: str
    prompt: bytes
    language: str
    topic: str | None
    features: bytes
    arm: str
    deployment: str
    answer: str
    demands: Demands
    check: Check | None = None


def past_questions(
    database: Database,
    features_version: str,
    limit: int,
    decision_ids: Collection[str] | None = None,
) -> list[PastQuestion]:
    """The newest that may be asked again, so many at most, the newest first.

    Of some decisions alone, where `decision_ids` names them.
    """
    named = true() if decision_ids is None else decisions.c.id.in_(decision_ids)
    wanted = (
        select(
            decisions.c.id,
            requests.c.wire,
            requests.c.prompt,
            requests.c.language,
            decisions.c.topic,
            decisions.c.features,
            attempts.c.arm,
            attempts.c.deployment,
            completions.c.answer,
            requests.c.demands,
            keys.c.demands.label("key_demands"),
            projects.c.demands.label("project_demands"),
        )
        .select_from(
            decisions.join(requests, requests.c.id == decisions.c.request_id)
            .join(attempts, attempts.c.request_id == requests.c.id)
            .join(completions, completions.c.attempt_id == attempts.c.id)
            .join(projects, projects.c.id == requests.c.project)
            .outerjoin(keys, keys.c.id == requests.c.key_id)
        )
        .where(
            named,
            decisions.c.goal != str(Goal.NAMED),
            decisions.c.features_version == features_version,
            requests.c.may_learn,
            or_(keys.c.may_learn.is_(None), keys.c.may_learn),
            or_(projects.c.keep_texts.is_(None), projects.c.keep_texts),
            requests.c.prompt.is_not(None),
            requests.c.demands.is_not(None),
            attempts.c.ending == str(Ending.WHOLE),
            attempts.c.leg.is_(None),
            attempts.c.arm == decisions.c.arm,
            completions.c.answer.is_not(None),
            completions.c.answer != "",
        )
        .order_by(decisions.c.id.desc(), attempts.c.number.desc())
        .limit(limit)
    )
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    found: dict[str, PastQuestion] = {}
    for row in rows:
        demands = NO_DEMANDS
        for text in (row.demands, row.key_demands, row.project_demands):
            demands += parse_demands(text) if text else NO_DEMANDS
        # the last attempt is the one that answered
        found.setdefault(row.id, PastQuestion(*row[:9], demands))
    looked_for = checks_of(database, found.keys())
    return [msgspec.structs.replace(q, check=looked_for.get(name)) for name, q in found.items()]
