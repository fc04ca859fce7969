"""Keep sessions: who is logged in, until when.

Knows sessions only as digests, made elsewhere with a secret that is not in the database.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from wayfare.domain.account import Role
from wayfare.domain.audit import Entry
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import sessions, users


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that still opens, and its user's role now. Times are Unix seconds."""

    user: str
    role: Role
    created_at: float
    expires_at: float


def add_session(
    database: Database,
    digest: bytes,
    user: str,
    entry: Entry,
    *,
    created_at: float,
    expires_at: float,
) -> None:
    """Begin a session; sessions that are over are swept away."""
    row = {"digest": digest, "user": user, "created_at": created_at, "expires_at": expires_at}
    with database.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.expires_at <= created_at))
        connection.execute(insert(sessions).values(row))
        insert_entry(connection, entry)


def find_session(database: Database, digest: bytes, now: float) -> SessionRow | None:
    """The session of a digest, unless it is over or its user was shut out."""
    found = (
        select(sessions.c.user, users.c.role, sessions.c.created_at, sessions.c.expires_at)
        .join(users)
        .where(
            sessions.c.digest == digest,
            sessions.c.expires_at > now,
            users.c.disabled_at.is_(None),
        )
    )
    with database.read() as connection:
        row = connection.execute(found).one_or_none()
    if row is None:
        return None
    return SessionRow(row.user, Role(row.role), row.created_at, row.expires_at)


def prolong_session(database: Database, digest: bytes, expires_at: float) -> None:
    """Let a session last longer."""
    longer = update(sessions).where(sessions.c.digest == digest).values(expires_at=expires_at)
    with database.write() as connection:
        connection.execute(longer)


def end_session(database: Database, digest: bytes, entry: Entry | None = None) -> bool:
    """End one session. False where it is not there."""
    with database.write() as connection:
        ended = connection.execute(delete(sessions).where(sessions.c.digest == digest))
        if ended.rowcount and entry is not None:
            insert_entry(connection, entry)
        return ended.rowcount == 1


def end_sessions(connection: Connection, user: str, *, but: bytes = b"") -> None:
    """End every session of a user, but for one, as a part of something larger."""
    theirs = (sessions.c.user == user) & (sessions.c.digest != but)
    connection.execute(delete(sessions).where(theirs))
