"""Keep which user an OpenID provider means: by the subject, never by a name.

Knows one column of the users. Knows nothing of what a subject is made of.
"""

from sqlalchemy import select, update

from wayfare.domain.account import Role
from wayfare.domain.audit import Entry
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import users
from wayfare.store.users import insert_user


def name_of_subject(database: Database, subject: str) -> str | None:
    """The name of the user whom a subject means."""
    found = select(users.c.name).where(users.c.subject == subject)
    with database.read() as connection:
        return connection.execute(found).scalar_one_or_none()


def add_with_subject(database: Database, name: str, role: Role, subject: str, entry: Entry) -> None:
    """Add a user whom a subject means.

    Raises:
        ConflictError: the name or the subject is somebody's.
    """
    taken = select(users.c.name).where((users.c.name == name) | (users.c.subject == subject))
    with database.write() as connection:
        if connection.execute(taken).first():
            raise ConflictError(
                f"There is a user {name!r} already.",
                cure="Choose another name.",
                param="name",
                case=Case.NAME_TAKEN,
                values={"name": name},
            )
        insert_user(connection, name, role, entry.at, subject=subject)
        insert_entry(connection, entry)


def replace_subject(database: Database, old: str, new: str, entry: Entry) -> bool:
    """Let a user be meant by another subject. False: nobody is meant by the old one."""
    with database.write() as connection:
        changed = update(users).where(users.c.subject == old).values(subject=new)
        if connection.execute(changed).rowcount != 1:
            return False
        insert_entry(connection, entry)
        return True


def set_subject(database: Database, name: str, subject: str | None, entry: Entry) -> bool:
    """Say whom a subject means, or that nobody is meant. False: there is no such user.

    Raises:
        ConflictError: it means somebody else.
    """
    with database.write() as connection:
        if subject is not None:
            taken = select(users.c.name).where(users.c.subject == subject, users.c.name != name)
            if (other := connection.execute(taken).scalar_one_or_none()) is not None:
                raise ConflictError(
                    f"{other!r} signs in with this already.",
                    param="subject",
                    case=Case.SUBJECT_TAKEN,
                    values={"name": other},
                )
        changed = update(users).where(users.c.name == name).values(subject=subject)
        if connection.execute(changed).rowcount != 1:
            return False
        insert_entry(connection, entry)
        return True
