"""Keep projects, and who works in them."""

from collections.abc import Mapping

from sqlalchemy import Select, delete, insert, select, update

from wayfare.domain.account import Project
from wayfare.domain.audit import Entry
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import members, projects

_LISTED = select(
    projects.c.id,
    projects.c.title,
    projects.c.created_at,
    projects.c.archived_at,
    projects.c.keep_texts,
    projects.c.retention_days,
    projects.c.cache_s,
    projects.c.demands,
    projects.c.wishes,
    projects.c.instructions,
).order_by(projects.c.created_at, projects.c.id)


def add_project(database: Database, project: Project, user: str | None, entry: Entry) -> None:
    """Add a project, with its first member where one is named.

    Raises:
        ConflictError: the id is taken.
    """
    row = {name: getattr(project, name) for name in Project.__slots__}
    with database.write() as connection:
        if connection.execute(select(projects.c.id).where(projects.c.id == project.id)).first():
            raise ConflictError(
                f"There is a project {project.id!r} already.",
                cure="Choose another id.",
                param="id",
                case=Case.ID_TAKEN,
                values={"name": project.id},
            )
        connection.execute(insert(projects).values(row))
        if user is not None:
            connection.execute(insert(members).values(project=project.id, user=user))
        insert_entry(connection, entry)


def find_project(database: Database, project: str, user: str | None = None) -> Project | None:
    """The project of an id; where a user is named, only one that they work in."""
    return next(iter(_read(database, _of(user).where(projects.c.id == project))), None)


def list_projects(database: Database, user: str | None = None) -> list[Project]:
    """Every project, the oldest first; where a user is named, those that they work in."""
    return _read(database, _of(user))


def change_project(
    database: Database, project: str, changes: Mapping[str, object], entry: Entry
) -> None:
    """Change some fields of a project."""
    if not changes:
        return
    changed = update(projects).where(projects.c.id == project).values(dict(changes))
    with database.write() as connection:
        if connection.execute(changed).rowcount:
            insert_entry(connection, entry)


def list_members(database: Database, project: str) -> list[str]:
    """Who works in a project, by name."""
    theirs = select(members.c.user).where(members.c.project == project).order_by(members.c.user)
    with database.read() as connection:
        return list(connection.execute(theirs).scalars())


def is_member(database: Database, project: str, user: str) -> bool:
    """Whether a user works in a project."""
    theirs = select(members.c.user).where(members.c.project == project, members.c.user == user)
    with database.read() as connection:
        return connection.execute(theirs).first() is not None


def add_member(database: Database, project: str, user: str, entry: Entry) -> bool:
    """Take a user who is there into a project that is. False: they work in it already."""
    pair = (members.c.project == project) & (members.c.user == user)
    with database.write() as connection:
        if connection.execute(select(members.c.user).where(pair)).first():
            return False
        connection.execute(insert(members).values(project=project, user=user))
        insert_entry(connection, entry)
        return True


def remove_member(database: Database, project: str, user: str, entry: Entry) -> bool:
    """Take a user out of a project; their keys in it open nothing from then on."""
    pair = (members.c.project == project) & (members.c.user == user)
    with database.write() as connection:
        removed = connection.execute(delete(members).where(pair))
        if removed.rowcount:
            insert_entry(connection, entry)
        return removed.rowcount == 1


def _of(user: str | None) -> Select[tuple[object, ...]]:
    if user is None:
        return _LISTED
    return _LISTED.join(members, members.c.project == projects.c.id).where(members.c.user == user)


def _read(database: Database, wanted: Select[tuple[object, ...]]) -> list[Project]:
    with database.read() as connection:
        return [Project(**row) for row in connection.execute(wanted).mappings()]
