"""Keep battles: begun once by each key of a user's, voted on once. And read what all votes say.

No vote is ever changed. Knows nothing of how arms are drawn or ranked.
"""

from typing import Any

import msgspec
from sqlalchemy import Row, func, insert, select, update

from wayfare.domain.battle import Battle, Side
from wayfare.domain.outcome import TIE, OutcomeKind
from wayfare.store.database import Database
from wayfare.store.schema import battles, conversations, decisions, outcomes, requests, runs
from wayfare.store.texts import kept_values

#: Of the newest votes, so many are read at most.
VOTES_MAX = 20_000

_encode = msgspec.json.Encoder().encode
_to_style = msgspec.json.Decoder(tuple[float, ...]).decode


class PairVote(msgspec.Struct, frozen=True):
    """What a person said of two arms: 1 the first is better, 0 the other, 0.5 neither."""

    first: str
    second: str
    said: float
    topic: str | None
    style: tuple[float, ...]


def add_battle(database: Database, battle: Battle) -> bool:
    """Keep a battle; False where its key has begun another one before."""
    known = select(battles.c.id).where(battles.c.user == battle.user, battles.c.key == battle.key)
    values = {name: getattr(battle, name) for name in Battle.__struct_fields__}
    with database.write() as connection:
        if connection.execute(known).first() is not None:
            return False
        values |= {"style": None}
        connection.execute(insert(battles).values(kept_values(database, values)))
    return True


def find_battle(database: Database, battle_id: str, user: str) -> Battle | None:
    """One of a user's own."""
    wanted = select(battles).where(battles.c.id == battle_id, battles.c.user == user)
    with database.read() as connection:
        row = connection.execute(wanted).first()
    return None if row is None else _battle(row)


def find_battle_by_key(database: Database, user: str, key: str) -> Battle | None:
    """The one that a user began by a key."""
    wanted = select(battles).where(battles.c.user == user, battles.c.key == key)
    with database.read() as connection:
        row = connection.execute(wanted).first()
    return None if row is None else _battle(row)


def end_battle(database: Database, voted: Battle) -> bool:
    """Keep a vote, and let everybody know who answered; False where it has one already.

    Raises:
        StoreError: it cannot be written.
    """
    values = {
        "said": None if voted.said is None else str(voted.said),
        "why": voted.why,
        "voted_at": voted.voted_at,
        "decision_id": voted.decision_id,
        "style": _encode(voted.style).decode(),
    }
    # what is said of one that was just deleted would be kept for ever
    known = select(conversations.c.id).where(conversations.c.id == voted.id).exists()
    open_one = battles.c.said.is_(None) & (battles.c.id == voted.id) & known
    with database.write() as connection:
        changed = update(battles).where(open_one).values(kept_values(database, values))
        if not connection.execute(changed).rowcount:
            return False
        both = runs.c.id.in_([voted.first_run, voted.second_run])
        connection.execute(update(runs).where(both).values(is_blind=False))
    return True


def read_pair_votes(database: Database) -> list[PairVote]:
    """What people said of pairs, wherever they did, the newest first; of words of one id the last.

    Those that may not be learned from are left out.
    """
    newest = (
        select(func.max(outcomes.c.number).label("number"))
        .where(outcomes.c.kind == str(OutcomeKind.VOTE), outcomes.c.winner.is_not(None))
        .group_by(outcomes.c.decision_id, outcomes.c.id)
        .subquery()
    )
    wanted = (
        select(
            outcomes.c.arm,
            outcomes.c.against,
            outcomes.c.winner,
            decisions.c.topic,
            battles.c.style,
        )
        .select_from(
            outcomes.join(newest, newest.c.number == outcomes.c.number)
            .join(decisions, decisions.c.id == outcomes.c.decision_id)
            .join(requests, requests.c.id == decisions.c.request_id)
            .outerjoin(battles, battles.c.decision_id == outcomes.c.decision_id)
        )
        .where(outcomes.c.against.is_not(None), requests.c.may_learn)
        .order_by(outcomes.c.number.desc())
        .limit(VOTES_MAX)
    )
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [
        PairVote(
            row.arm,
            row.against,
            0.5 if row.winner == TIE else float(row.winner == row.arm),
            row.topic,
            _to_style(row.style) if row.style else (),
        )
        for row in rows
        if row.arm != row.against
    ]


def count_said(database: Database, user: str, since: float) -> int:
    """On how many battles a user voted since then."""
    wanted = (
        select(func.count())
        .select_from(battles)
        .where(battles.c.user == user, battles.c.voted_at >= since)
    )
    with database.read() as connection:
        return connection.execute(wanted).scalar() or 0


def _battle(row: Row[Any]) -> Battle:
    values = {name: getattr(row, name) for name in Battle.__struct_fields__}
    said = None if row.said is None else Side(row.said)
    return Battle(**{**values, "said": said, "style": _to_style(row.style) if row.style else ()})
