"""Find who asks in a project without one of its keys: a person who works in it."""

from sqlalchemy import select

from wayfare.domain.account import Role
from wayfare.domain.demands import NO_DEMANDS, parse_demands
from wayfare.domain.key import Caller
from wayfare.domain.wishes import NO_WISHES, parse_wishes
from wayfare.store.database import Database
from wayfare.store.keys import read_rules
from wayfare.store.schema import members, projects, users


def find_worker(database: Database, caller: Caller, project: str) -> Caller | None:
    """Somebody as they ask in a project, bound by its rules; None where they may not.

    What binds the caller already, as their key may, binds them on.

    Raises:
        StoreError: what the project demands or wishes cannot be read.
    """
    found = (
        select(
            users.c.role,
            projects.c.keep_texts,
            projects.c.cache_s,
            projects.c.demands,
            projects.c.wishes,
        )
        .join(members, members.c.user == users.c.name)
        .join(projects, projects.c.id == members.c.project)
        .where(
            users.c.name == caller.user,
            projects.c.id == project,
            users.c.disabled_at.is_(None),
            projects.c.archived_at.is_(None),
        )
    )
    with database.read() as connection:
        row = connection.execute(found).first()
    if row is None:
        return None
    return Caller(
        caller.user,
        caller.key_id,
        caller.may_learn,
        caller.demands + read_rules(project, row.demands, parse_demands, NO_DEMANDS),
        project=project,
        role=Role(row.role),
        keep_texts=row.keep_texts,
        cache_s=row.cache_s or None,
        wishes=caller.wishes.over(read_rules(project, row.wishes, parse_wishes, NO_WISHES)),
    )
