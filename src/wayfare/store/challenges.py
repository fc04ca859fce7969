"""Keep challenges: which answers were held against the runner-up's, and what was said of both.

An answer is challenged once, and the first word on it is the last. Knows nothing of lots.
"""

from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, update

from wayfare.domain.challenge import Challenge, Word
from wayfare.store.database import Database
from wayfare.store.schema import challenges, runs, shadows
from wayfare.store.texts import kept_values

_FIELDS = Challenge.__struct_fields__


def find_challenge(database: Database, run_id: str, user: str) -> Challenge | None:
    """That of an answer of a user's own."""
    wanted = select(challenges).where(challenges.c.run_id == run_id, challenges.c.user == user)
    with database.read() as connection:
        row = connection.execute(wanted).first()
    return None if row is None else _challenge(row)


def add_challenge(database: Database, made: Challenge) -> bool:
    """Keep one; False where that answer has one already."""
    known = select(challenges.c.run_id).where(challenges.c.run_id == made.run_id)
    with database.write() as connection:
        if connection.execute(known).first() is not None:
            return False
        values = kept_values(database, msgspec.structs.asdict(made))
        connection.execute(insert(challenges).values(values))
    return True


def end_challenge(database: Database, ended: Challenge) -> bool:
    """Keep what was said, or that nobody wants to say; from now on the other answer has a name.

    False where it has ended before.
    """
    its = challenges.c
    is_open = (its.run_id == ended.run_id) & its.voted_at.is_(None) & its.dismissed_at.is_(None)
    with database.write() as connection:
        done = connection.execute(
            update(challenges)
            .where(is_open)
            .values(said=ended.said, voted_at=ended.voted_at, dismissed_at=ended.dismissed_at)
        )
        if not done.rowcount:
            return False
        shown = update(runs).where(runs.c.id == ended.other_run).values(is_blind=False)
        connection.execute(shown)
    return True


def is_compared(database: Database, decision_id: str) -> bool:
    """Whether an answer was drawn to be compared in the shadow."""
    wanted = select(shadows.c.at).where(shadows.c.decision_id == decision_id)
    with database.read() as connection:
        return connection.execute(wanted).first() is not None


def _challenge(row: Row[Any]) -> Challenge:
    found = {name: getattr(row, name) for name in _FIELDS}
    said = None if row.said is None else Word(row.said)
    return Challenge(**{**found, "said": said})
