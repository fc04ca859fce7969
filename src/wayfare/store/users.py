"""Keep users: who there is, in which role, and the digest of their password.

Knows passwords only as digests, made elsewhere. The last owner stays: the rule is kept
here, in the same transaction as the change.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from wayfare.domain.account import DEFAULT_PROJECT, Role, User
from wayfare.domain.audit import Entry
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import members, users
from wayfare.store.sessions import end_sessions

_LISTED = select(
    users.c.name,
    users.c.role,
    users.c.created_at,
    users.c.password.is_not(None).label("has_password"),
    users.c.subject,
    users.c.disabled_at,
)


def add_user(
    database: Database,
    entry: Entry,
    *,
    name: str,
    role: Role,
    created_at: float,
    password: str | None = None,
    subject: str | None = None,
) -> None:
    """Add a user, who works in the default project from the start.

    Raises:
        ConflictError: the name, or the subject, is somebody's already.
    """
    with database.write() as connection:
        taken = users.c.name == name
        if subject is not None:
            taken |= users.c.subject == subject
        if connection.execute(select(users.c.name).where(taken)).first():
            raise ConflictError(
                f"There is a user {name!r} already.",
                cure="Choose another name.",
                param="name",
                case=Case.NAME_TAKEN,
                values={"name": name},
            )
        insert_user(connection, name, role, created_at, password=password, subject=subject)
        insert_entry(connection, entry)


def insert_user(
    connection: Connection,
    name: str,
    role: Role,
    created_at: float,
    *,
    password: str | None = None,
    subject: str | None = None,
) -> None:
    """Write a user who is not there yet, as a part of something larger."""
    connection.execute(
        insert(users).values(
            name=name, role=str(role), created_at=created_at, password=password, subject=subject
        )
    )
    connection.execute(insert(members).values(project=DEFAULT_PROJECT, user=name))


def find_user(database: Database, name: str) -> User | None:
    """The user of a name."""
    with database.read() as connection:
        row = connection.execute(_LISTED.where(users.c.name == name)).mappings().one_or_none()
    return None if row is None else _user(row)


def list_users(database: Database) -> list[User]:
    """Every user, the oldest first."""
    with database.read() as connection:
        rows = connection.execute(_LISTED.order_by(users.c.created_at, users.c.name))
        return [_user(row) for row in rows.mappings()]


def read_password(database: Database, name: str) -> str | None:
    """The digest of a user's password; None where there is none, or no such user who may enter."""
    found = select(users.c.password).where(users.c.name == name, users.c.disabled_at.is_(None))
    with database.read() as connection:
        return connection.execute(found).scalar_one_or_none()


def set_password(
    database: Database,
    name: str,
    password: str,
    entry: Entry,
    *,
    instead_of: str | None = None,
    but: bytes = b"",
) -> bool:
    """Keep the digest of a new password, and end the user's sessions, `but` for one.

    False: there is no such user, or another digest is there than the one it is `instead_of`.
    """
    mine = users.c.name == name
    if instead_of is not None:
        mine &= users.c.password == instead_of
    with database.write() as connection:
        changed = connection.execute(update(users).where(mine).values(password=password))
        if changed.rowcount:
            end_sessions(connection, name, but=but)
            insert_entry(connection, entry)
        return changed.rowcount == 1


def set_first_password(database: Database, name: str, password: str, entry: Entry) -> bool:
    """Keep the digest of a first password. False where there is one already."""
    mine = (users.c.name == name) & users.c.password.is_(None)
    with database.write() as connection:
        changed = connection.execute(update(users).where(mine).values(password=password))
        if changed.rowcount:
            insert_entry(connection, entry)
        return changed.rowcount == 1


def renew_password(database: Database, name: str, password: str, *, instead_of: str) -> None:
    """Keep the same password under another digest, unless it was changed meanwhile."""
    mine = (users.c.name == name) & (users.c.password == instead_of)
    with database.write() as connection:
        connection.execute(update(users).where(mine).values(password=password))


def change_user(
    database: Database,
    name: str,
    now: float,
    entries: Sequence[Entry],
    *,
    role: Role | None,
    disabled: bool | None,
) -> bool:
    """Give a user another role, shut them out or let them in. False: there is no such user.

    Raises:
        ConflictError: nobody would be left to own the place.
    """
    changes: dict[str, object] = {}
    if role is not None:
        changes["role"] = str(role)
    if disabled is not None:
        changes["disabled_at"] = func.coalesce(users.c.disabled_at, now) if disabled else None
    with database.write() as connection:
        if disabled or role not in (None, Role.OWNER):
            _keep_an_owner(connection, name)
        if not changes:
            return connection.execute(_LISTED.where(users.c.name == name)).first() is not None
        changed = connection.execute(update(users).where(users.c.name == name).values(changes))
        if changed.rowcount:
            for entry in entries:
                insert_entry(connection, entry)
        if disabled:
            end_sessions(connection, name)
        return changed.rowcount == 1


def _keep_an_owner(connection: Connection, name: str) -> None:
    """Refuse to take the place's last owner away."""
    owning = (
        select(users.c.name)
        .where(users.c.role == str(Role.OWNER), users.c.disabled_at.is_(None))
        .with_for_update()  # two owners who demote each other at once: one of them waits
    )
    if connection.execute(owning).scalars().all() == [name]:
        raise ConflictError(
            f"{name!r} is the last owner.",
            cure="Make another user an owner first.",
            param="role",
            case=Case.LAST_OWNER,
            values={"name": name},
        )


def _user(row: RowMapping) -> User:
    return User(**{**row, "role": Role(row["role"])})
