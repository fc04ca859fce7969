"""Keep who wants which arm for which topic, and read the topic of an answer.

Knows the tables. Knows nothing of how a topic is found, or who may say what.
"""

import msgspec
from sqlalchemy import delete, insert, select

from wayfare.domain.preference import Preference
from wayfare.store.database import Database
from wayfare.store.schema import decisions, preferences, requests
from wayfare.store.texts import kept_values


class Placed(msgspec.Struct, frozen=True):
    """The topic of a question, and by whose vectors it was found."""

    topic: str
    embedder: str


def preferences_of(database: Database, user: str) -> list[Preference]:
    """A user's own, the newest first."""
    its = preferences.c
    wanted = select(preferences).where(its.user == user).order_by(its.at.desc(), its.id.desc())
    with database.read() as connection:
        return [Preference(**row) for row in connection.execute(wanted).mappings()]


def keep_preference(database: Database, made: Preference) -> None:
    """Keep one, in the place of what the user said of the same topic before."""
    values = msgspec.structs.asdict(made)
    its = preferences.c
    same = (its.user == made.user) & (its.embedder == made.embedder) & (its.topic == made.topic)
    with database.write() as connection:
        connection.execute(delete(preferences).where(same))
        connection.execute(insert(preferences).values(kept_values(database, values)))


def remove_preference(database: Database, preference_id: str, user: str) -> bool:
    """Take a user's own back; whether there was one."""
    its = preferences.c
    mine = (its.id == preference_id) & (its.user == user)
    with database.write() as connection:
        return bool(connection.execute(delete(preferences).where(mine)).rowcount)


def topic_of(database: Database, decision_id: str, user: str) -> Placed | None:
    """The topic that the question of a user's decision was found to be of; None: of none."""
    wanted = (
        select(decisions.c.topic, decisions.c.features_version)
        .select_from(decisions.join(requests))
        .where(decisions.c.id == decision_id, requests.c.user == user)
    )
    with database.read() as connection:
        row = connection.execute(wanted).first()
    if row is None or row.topic is None or row.features_version is None:
        return None
    return Placed(row.topic, row.features_version)
