"""Keep links to conversations: what they show, by a digest of what opens them.

Knows the table. Knows nothing of who may make one.
"""

import msgspec
from sqlalchemy import insert, select, update

from wayfare.domain.share import Share, SharedMessage
from wayfare.store.database import Database
from wayfare.store.schema import conversations, shares
from wayfare.store.texts import kept_values

_FIELDS = Share.__struct_fields__
_to_shown = msgspec.json.Decoder(tuple[SharedMessage, ...]).decode


def add_share(
    database: Database, made: Share, digest: str, shown: tuple[SharedMessage, ...]
) -> bool:
    """Keep a link with what it shows; False where its conversation was just deleted."""
    known = select(conversations.c.id).where(conversations.c.id == made.conversation)
    values = msgspec.structs.asdict(made)
    values |= {"digest": digest, "shown": msgspec.json.encode(shown).decode()}
    with database.write() as connection:
        if connection.execute(known).first() is None:
            return False
        connection.execute(insert(shares).values(kept_values(database, values)))
    return True


def shares_of(database: Database, user: str) -> list[Share]:
    """A user's links that were not revoked, the newest first."""
    its = shares.c
    wanted = select(*(its[name] for name in _FIELDS)).where(
        its.user == user, its.revoked_at.is_(None)
    )
    with database.read() as connection:
        rows = connection.execute(wanted.order_by(its.created_at.desc(), its.id.desc()))
        return [Share(**row) for row in rows.mappings()]


def open_share(database: Database, digest: str) -> tuple[Share, tuple[SharedMessage, ...]] | None:
    """What a link shows, whether it still opens or not."""
    with database.read() as connection:
        row = connection.execute(select(shares).where(shares.c.digest == digest)).first()
    if row is None:
        return None
    return Share(**{name: getattr(row, name) for name in _FIELDS}), _to_shown(row.shown)


def revoke_share(database: Database, share_id: str, user: str, at: float) -> bool:
    """Let a user's link open nothing any more, and forget what it showed; whether it did."""
    its = shares.c
    mine = (its.id == share_id) & (its.user == user) & its.revoked_at.is_(None)
    with database.write() as connection:
        done = connection.execute(update(shares).where(mine).values(revoked_at=at, shown="[]"))
        return bool(done.rowcount)
