"""Keep the pairs of answers that wait for a person, with their texts, and people's votes on them.

No vote is ever changed. Knows nothing of what a vote is evidence for, or of which side is shown
first.
"""

import msgspec
from sqlalchemy import Row, Select, and_, func, insert, or_, select

from wayfare.domain.shadow import By, Fate
from wayfare.domain.vote import Vote
from wayfare.store.database import Database
from wayfare.store.schema import comparisons, decisions, pairs, requests, shadows, votes


class KeptPair(msgspec.Struct, frozen=True):
    """Two answers to one question, of which a person may say which is better.

    `prompt` is the client's body in `wire`. `shadow_id` is the decision of the answer that was
    given in the shadow, the arm's where `is_mirror`; None: nobody named it. `judged` is what a
    judge said of the arm's answer, in [-1, 1]; None: nobody did. `counts`: a vote is evidence.
    """

    decision_id: str
    at: float
    wire: str
    prompt: bytes
    arm: str
    baseline: str
    answer: str
    other: str
    is_mirror: bool
    counts: bool
    shadow_id: str | None
    judged: float | None


def add_pair(database: Database, decision_id: str, at: float, answer: str, baseline: str) -> bool:
    """Keep a pair that was drawn; False where its shadow is not written, or it is kept already.

    Raises:
        StoreError: it cannot be written.
    """
    with database.write() as connection:
        known = select(pairs.c.at).where(pairs.c.decision_id == decision_id)
        drawn = select(shadows.c.at).where(shadows.c.decision_id == decision_id)
        if connection.execute(known).first() or not connection.execute(drawn).first():
            return False
        texts = [each.encode("utf-8", "replace") for each in (answer, baseline)]
        values = {"decision_id": decision_id, "at": at, "answer": texts[0], "baseline": texts[1]}
        connection.execute(insert(pairs).values(values))
    return True


def waiting_pairs(
    database: Database, since: float, user: str | None = None, limit: int = 100
) -> list[KeptPair]:
    """Pairs drawn `since` then that wait for a person, the oldest first; None: of all users.

    A judge has said what it had to say of them by now: a vote cannot change that.
    """
    wanted = _READY.where(pairs.c.at >= since).order_by(pairs.c.decision_id).limit(limit)
    with database.read() as connection:
        return [_pair(row) for row in connection.execute(_of(wanted, user))]


def read_pair(database: Database, decision_id: str, user: str | None = None) -> KeptPair | None:
    """One pair that waits for a person; None: there is none, or it waits no more."""
    wanted = _READY.where(pairs.c.decision_id == decision_id)
    with database.read() as connection:
        row = connection.execute(_of(wanted, user)).first()
    return None if row is None else _pair(row)


def count_waiting(database: Database, since: float) -> int:
    """How many pairs drawn `since` then are kept, that nobody has decided yet."""
    wanted = (
        select(func.count())
        .select_from(
            pairs.outerjoin(votes, votes.c.decision_id == pairs.c.decision_id).outerjoin(
                comparisons, comparisons.c.decision_id == pairs.c.decision_id
            )
        )
        .where(
            pairs.c.at >= since,
            votes.c.decision_id.is_(None),
            or_(comparisons.c.decision_id.is_(None), _UNSURE),
        )
    )
    with database.read() as connection:
        return connection.execute(wanted).scalar() or 0


def count_votes(database: Database, since: float) -> int:
    """How many votes there are since then."""
    wanted = select(func.count()).select_from(votes).where(votes.c.at >= since)
    with database.read() as connection:
        return connection.execute(wanted).scalar() or 0


def add_vote(database: Database, vote: Vote) -> bool:
    """Keep a vote; False where somebody voted on that pair already.

    Raises:
        StoreError: it cannot be written.
    """
    with database.write() as connection:
        known = select(votes.c.at).where(votes.c.decision_id == vote.decision_id)
        if connection.execute(known).first() is not None:
            return False
        connection.execute(insert(votes).values(msgspec.to_builtins(vote)))
    return True


#: Nobody but a person can say more of it: a judge may have been wrong, or nobody was asked.
_UNSURE = or_(
    and_(comparisons.c.fate == str(Fate.COMPARED), comparisons.c.by == str(By.JUDGE)),
    comparisons.c.fate.in_([str(Fate.UNSURE), str(Fate.LOST)]),
)
_READY = (
    select(
        shadows.c.decision_id,
        shadows.c.at,
        requests.c.wire,
        requests.c.prompt,
        shadows.c.arm,
        shadows.c.baseline,
        pairs.c.answer,
        pairs.c.baseline.label("other"),
        shadows.c.is_mirror,
        shadows.c.vote_chance,
        comparisons.c.shadow_id,
        comparisons.c.difference,
        comparisons.c.fate,
    )
    .select_from(
        pairs.join(shadows, shadows.c.decision_id == pairs.c.decision_id)
        .join(comparisons, comparisons.c.decision_id == pairs.c.decision_id)
        .join(decisions, decisions.c.id == pairs.c.decision_id)
        .join(requests, requests.c.id == decisions.c.request_id)
        .outerjoin(votes, votes.c.decision_id == pairs.c.decision_id)
    )
    .where(_UNSURE, votes.c.decision_id.is_(None), requests.c.prompt.is_not(None))
)


def _of(wanted: "Select[tuple[object, ...]]", user: str | None) -> "Select[tuple[object, ...]]":
    return wanted if user is None else wanted.where(requests.c.user == user)


def _pair(row: "Row[tuple[object, ...]]") -> KeptPair:
    return KeptPair(
        decision_id=row.decision_id,
        at=row.at,
        wire=row.wire,
        prompt=row.prompt,
        arm=row.arm,
        baseline=row.baseline,
        answer=row.answer.decode(),
        other=row.other.decode(),
        is_mirror=row.is_mirror,
        counts=row.vote_chance is not None and row.fate != str(Fate.LOST),
        shadow_id=row.shadow_id,
        judged=row.difference,
    )
