"""Keep the topics that were found, and read the questions that they are found in.

Knows tables. Knows nothing of how topics are found or named.
"""

import msgspec
from sqlalchemy import case, delete, func, insert, select

from wayfare.domain.decision import Goal
from wayfare.domain.outcome import TIE
from wayfare.store.database import Database
from wayfare.store.schema import decisions, outcomes, requests, topics


class KeptTopics(msgspec.Struct, frozen=True):
    """Topics as they are kept. They were fitted on the `seen` questions `until` a decision's id."""

    embedder: str
    seen: int
    until: str
    state: bytes


class LookedAt(msgspec.Struct, frozen=True):
    """A question that was looked at. `prompt` is None where its text is not kept."""

    id: str
    language: str
    user: str
    wire: str
    features: bytes
    prompt: bytes | None


class Asked(msgspec.Struct, frozen=True):
    """How many questions of a topic, in one language. `topic` None: of those far from all."""

    topic: str | None
    language: str
    questions: int


class Answered(msgspec.Struct, frozen=True):
    """How good an arm's answers on a topic were said to be: the mean of so many outcomes."""

    topic: str
    arm: str
    score: float
    outcomes: int


#: A router chose who answers; what is asked again to place a model is no further question.
_ASKED = decisions.c.goal != str(Goal.NAMED)
#: The same, where a client that named a model may have given a topic.
_ASKED_OR_NAMED = _ASKED | decisions.c.features.is_(None)


class TopicLog:
    """The topics and their questions. Every method waits for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def has_any(self) -> bool:
        """Whether any topics are kept."""
        with self._database.read() as connection:
            return connection.execute(select(topics.c.seen).limit(1)).first() is not None

    def read(self, embedder: str, *, but: int = 0) -> KeptTopics | None:
        """Those of an embedder, unless they were fitted on so many questions."""
        wanted = select(topics).where(topics.c.embedder == embedder, topics.c.seen != but)
        with self._database.read() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else KeptTopics(*row)

    def latest(self) -> KeptTopics | None:
        """Those of the embedder that saw the most."""
        with self._database.read() as connection:
            row = connection.execute(select(topics).order_by(topics.c.seen.desc())).first()
        return None if row is None else KeptTopics(*row)

    def asked(self, since: float) -> list[Asked]:
        """What was asked, by topic and language. Questions that were not looked at are left out."""
        count = func.count().label("questions")
        wanted = (
            select(decisions.c.topic, requests.c.language, count)
            .select_from(decisions.join(requests))
            .where(
                requests.c.started_at >= since,
                decisions.c.topic.is_not(None) | decisions.c.features.is_not(None),
                _ASKED_OR_NAMED,
            )
            .group_by(decisions.c.topic, requests.c.language)
        )
        with self._database.read() as connection:
            return [Asked(*row) for row in connection.execute(wanted)]

    def answered(self, since: float) -> list[Answered]:
        """How good answers were said to be, by topic and arm; of words of one id the newest."""
        newest = (
            select(func.max(outcomes.c.number).label("number"))
            .group_by(outcomes.c.decision_id, outcomes.c.id)
            .subquery()
        )
        won = case(
            (outcomes.c.winner == outcomes.c.arm, 1.0), (outcomes.c.winner == TIE, 0.5), else_=0.0
        )
        score = func.avg(func.coalesce(outcomes.c.score, won)).label("score")
        wanted = (
            select(decisions.c.topic, outcomes.c.arm, score, func.count().label("outcomes"))
            .select_from(
                outcomes.join(newest, newest.c.number == outcomes.c.number)
                .join(decisions, decisions.c.id == outcomes.c.decision_id)
                .join(requests, requests.c.id == decisions.c.request_id)
            )
            .where(requests.c.started_at >= since, decisions.c.topic.is_not(None))
            .group_by(decisions.c.topic, outcomes.c.arm)
        )
        with self._database.read() as connection:
            rows = connection.execute(wanted).all()
        return [Answered(row.topic, row.arm, float(row.score), row.outcomes) for row in rows]

    def keep(self, kept: KeptTopics, *, instead_of: int) -> bool:
        """Keep topics; False where another process has followed those of `instead_of` before.

        Raises:
            StoreError: the database cannot be written.
        """
        ours = topics.c.embedder == kept.embedder
        with self._database.write() as connection:
            seen = connection.execute(select(topics.c.seen).where(ours)).scalar() or 0
            if seen != instead_of:
                return False
            connection.execute(delete(topics).where(ours))
            connection.execute(insert(topics).values(msgspec.structs.asdict(kept)))
        return True

    def looked_at(self, embedder: str, after: str, before: str, limit: int) -> list[str]:
        """The next decisions on questions that may be learned from, by id, the oldest first."""
        wanted = (
            select(decisions.c.id)
            .select_from(decisions.join(requests))
            .where(
                decisions.c.id > after,
                decisions.c.id < before,
                decisions.c.features_version == embedder,
                requests.c.may_learn,
                _ASKED,
            )
            .order_by(decisions.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return list(connection.execute(wanted).scalars())

    def newest(self, embedder: str, until: str, limit: int) -> list[LookedAt]:
        """The newest questions until a decision, that one too, the oldest first."""
        wanted = (
            select(
                decisions.c.id,
                requests.c.language,
                requests.c.user,
                requests.c.wire,
                decisions.c.features,
                requests.c.prompt,
            )
            .select_from(decisions.join(requests))
            .where(
                decisions.c.id <= until,
                decisions.c.features_version == embedder,
                requests.c.may_learn,
                _ASKED,
            )
            .order_by(decisions.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            rows = connection.execute(wanted).all()
        return [LookedAt(*row) for row in reversed(rows)]
