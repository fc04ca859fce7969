"""Keep keys: who may ask, under which key, until when.

Knows keys only as digests, made elsewhere with a secret that is not in the database.
Knows nothing of how a key looks or where it comes from.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

from sqlalchemy import Connection, insert, or_, select, update

from wayfare.domain.account import DEFAULT_PROJECT, OWNER, Role
from wayfare.domain.audit import Entry
from wayfare.domain.demands import NO_DEMANDS, parse_demands
from wayfare.domain.errors import ConflictError, NotFoundError, StoreError
from wayfare.domain.key import Caller
from wayfare.domain.wishes import NO_WISHES, parse_wishes
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import keys, members, projects, users
from wayfare.store.users import insert_user

Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it is kept and listed: everything but its digest. Times are Unix seconds."""

    id: str
    user: str
    label: str
    created_at: float
    may_learn: bool
    revoked_at: float | None = None
    demands: str | None = None
    project: str = DEFAULT_PROJECT
    may_manage: bool = False
    expires_at: float | None = None
    wishes: str | None = None


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
    keys.c.wishes,
).order_by(keys.c.created_at, keys.c.id)


def add_key(database: Database, key: KeyRow, digest: bytes, entry: Entry | None = None) -> None:
    """Add a key, and its user where the user is new.

    Raises:
        StoreError: the id or the digest is taken, or the database cannot be written.
        NotFoundError: the user does not work in the project, or it is not there.
        ConflictError: the project is archived, so the key would open nothing.
    """
    with database.write() as connection:
        _check_new(connection, key, digest)
        if not connection.execute(select(users.c.name).where(users.c.name == key.user)).first():
            role = Role.OWNER if key.user == OWNER else Role.MEMBER
            insert_user(connection, key.user, role, key.created_at)
        _check_member(connection, key)
        connection.execute(insert(keys).values(digest=digest, **asdict(key)))
        if entry is not None:
            insert_entry(connection, entry)


def _check_new(connection: Connection, key: KeyRow, digest: bytes) -> None:
    taken = select(keys.c.id).where((keys.c.id == key.id) | (keys.c.digest == digest))
    if connection.execute(taken).first():
        raise StoreError(f"The key {key.id!r} is there already.", cure="Make a new one.")
    archived = select(projects.c.id).where(
        projects.c.id == key.project, projects.c.archived_at.is_not(None)
    )
    if connection.execute(archived).first():
        raise ConflictError(
            f"The project {key.project!r} is archived.",
            cure=f"`wayfare projects restore {key.project}` takes it up again.",
            param="project",
        )


def _check_member(connection: Connection, key: KeyRow) -> None:
    works = select(members.c.user).where(
        members.c.project == key.project, members.c.user == key.user
    )
    if not connection.execute(works).first():
        raise NotFoundError(
            f"{key.user!r} works in no project {key.project!r}.",
            cure=f"`wayfare projects members {key.project} --add {key.user}` takes them into it.",
            param="project",
        )


def find_key(database: Database, digest: bytes, now: float) -> Caller | None:
    """Whose key this is the digest of, if it opens anything now.

    It opens nothing once it was revoked or expired, its user was shut out or left its project,
    or the project was archived.

    Raises:
        StoreError: what it demands or wishes cannot be read: then it opens nothing.
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
            projects.c.keep_texts,
            projects.c.cache_s,
            keys.c.wishes,
            projects.c.demands.label("project_demands"),
            projects.c.wishes.label("project_wishes"),
        )
        .join(users, users.c.name == keys.c.user)
        .join(projects, projects.c.id == keys.c.project)
        .join(members, (members.c.project == keys.c.project) & (members.c.user == keys.c.user))
        .where(
            keys.c.digest == digest,
            keys.c.revoked_at.is_(None),
            or_(keys.c.expires_at.is_(None), keys.c.expires_at > now),
            users.c.disabled_at.is_(None),
            projects.c.archived_at.is_(None),
        )
    )
    with database.read() as connection:
        row = connection.execute(found).first()
    if row is None:
        return None
    return Caller(
        row.user,
        row.id,
        row.may_learn,
        read_rules(row.id, row.demands, parse_demands, NO_DEMANDS)
        + read_rules(row.project, row.project_demands, parse_demands, NO_DEMANDS),
        project=row.project,
        role=Role(row.role),
        may_manage=row.may_manage,
        keep_texts=row.keep_texts,
        cache_s=row.cache_s or None,
        wishes=read_rules(row.id, row.wishes, parse_wishes, NO_WISHES).over(
            read_rules(row.project, row.project_wishes, parse_wishes, NO_WISHES)
        ),
    )


def list_keys(database: Database, user: str | None = None) -> list[KeyRow]:
    """Every key ever added, the oldest first; where a user is named, theirs."""
    wanted = _LISTED if user is None else _LISTED.where(keys.c.user == user)
    with database.read() as connection:
        return [KeyRow(**row) for row in connection.execute(wanted).mappings()]


def revoke_key(
    database: Database,
    key_id: str,
    now: float,
    entry: Entry | None = None,
    *,
    user: str | None = None,
) -> bool:
    """Revoke a key for good. False: there is none of this id, and user, that was still valid."""
    mine = (keys.c.id == key_id) & keys.c.revoked_at.is_(None)
    if user is not None:
        mine &= keys.c.user == user
    with database.write() as connection:
        revoked = connection.execute(update(keys).where(mine).values(revoked_at=now))
        if revoked.rowcount and entry is not None:
            insert_entry(connection, entry)
        return revoked.rowcount == 1


def let_manage(database: Database, key_id: str) -> None:
    """Let a key open what is managed, as far as its user's role reaches."""
    with database.write() as connection:
        connection.execute(update(keys).where(keys.c.id == key_id).values(may_manage=True))


def read_rules(
    whose: str, text: str | None, parse: Callable[[str], Parsed], nothing: Parsed
) -> Parsed:
    """What somebody demands or wishes, as it is written in headers.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        return parse(text) if text else nothing
    except ValueError as error:
        raise StoreError(f"What {whose!r} demands or wishes cannot be read: {error}.") from error
