"""Keep keys: who may ask, under which key, until when.

Knows keys only as digests, made elsewhere with a secret that is not in the database.
Knows nothing of how a key looks or where it comes from.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from wayfare.domain.account import DEFAULT_PROJECT, OWNER, Role
from wayfare.domain.demands import NO_DEMANDS, Demands, parse_demands
from wayfare.domain.errors import StoreError
from wayfare.domain.key import Caller
from wayfare.store.database import Database
from wayfare.store.schema import keys, members, users


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it is listed: everything but its digest. Times are Unix seconds."""

    id: str
    user: str
    label: str
    created_at: float
    may_learn: bool
    revoked_at: float | None
    demands: str | None = None
    project: str = DEFAULT_PROJECT
    may_manage: bool = False
    expires_at: float | None = None


_LISTED = select(
    keys.c.id,
    keys.c.user,
    keys.c.label,
    keys.c.created_at,
    keys.c.may_learn,
    keys.c.revoked_at,
    keys.c.demands,
    keys.c.project,
    keys.c.may_manage,
    keys.c.expires_at,
).order_by(keys.c.created_at, keys.c.id)


def add_key(
    database: Database,
    *,
    key_id: str,
    user: str,
    digest: bytes,
    label: str,
    created_at: float,
    may_learn: bool,
    demands: Demands = NO_DEMANDS,
) -> None:
    """Add a key, and its user where the user is new.

    Raises:
        StoreError: the id or the digest is taken, or the database cannot be written.
    """
    taken = select(keys.c.id).where((keys.c.id == key_id) | (keys.c.digest == digest))
    known = select(users.c.name).where(users.c.name == user)
    with database.write() as connection:
        if connection.execute(taken).first():
            raise StoreError(f"The key {key_id!r} is there already.", cure="Make a new one.")
        if not connection.execute(known).first():
            role = Role.OWNER if user == OWNER else Role.MEMBER
            connection.execute(
                insert(users).values(name=user, created_at=created_at, role=str(role))
            )
            connection.execute(insert(members).values(project=DEFAULT_PROJECT, user=user))
        connection.execute(
            insert(keys).values(
                id=key_id,
                user=user,
                digest=digest,
                label=label,
                created_at=created_at,
                may_learn=may_learn,
                demands=str(demands) or None,
            )
        )


def find_key(database: Database, digest: bytes) -> Caller | None:
    """Whose key this is the digest of, unless it was revoked.

    Raises:
        StoreError: what it demands cannot be read: then it opens nothing.
    """
    found = (
        select(
            keys.c.user,
            keys.c.id,
            keys.c.may_learn,
            keys.c.demands,
            keys.c.project,
            keys.c.may_manage,
            users.c.role,
        )
        .join(users)
        .where(keys.c.digest == digest, keys.c.revoked_at.is_(None), users.c.disabled_at.is_(None))
    )
    with database.read() as connection:
        row = connection.execute(found).first()
    if row is None:
        return None
    return Caller(
        row.user,
        row.id,
        row.may_learn,
        _demands(row.id, row.demands),
        project=row.project,
        role=Role(row.role),
        may_manage=row.may_manage,
    )


def list_keys(database: Database) -> list[KeyRow]:
    """Every key ever added, the oldest first."""
    with database.read() as connection:
        return [KeyRow(**row) for row in connection.execute(_LISTED).mappings()]


def revoke_key(database: Database, key_id: str, now: float) -> bool:
    """Revoke a key for good. False: there is none of this id that was still valid."""
    revoked = (
        update(keys).where(keys.c.id == key_id, keys.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    with database.write() as connection:
        return connection.execute(revoked).rowcount == 1


def _demands(key_id: str, text: str | None) -> Demands:
    try:
        return parse_demands(text) if text else NO_DEMANDS
    except ValueError as error:
        raise StoreError(f"What the key {key_id!r} demands cannot be read: {error}.") from error
