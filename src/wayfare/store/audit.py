"""Keep the audit log: entries are added and read, never changed.

Knows the table. Knows nothing of what the actions mean.
"""

import msgspec
from sqlalchemy import Connection, insert, or_, select

from wayfare.domain.audit import Entry
from wayfare.store.database import Database
from wayfare.store.schema import audit

PAGE_MAX = 500


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted; what is empty stands for all.

    `before` is the id of an entry, `action` an action or what stands before its dot.
    """

    before: str = ""
    limit: int = 50
    actor: str = ""
    action: str = ""
    subject: str = ""
    since: float | None = None


def insert_entry(connection: Connection, entry: Entry) -> None:
    """Write an entry in the transaction of the change that it tells of."""
    detail = msgspec.json.encode(entry.detail).decode()
    connection.execute(
        insert(audit).values(
            id=entry.id,
            at=entry.at,
            actor=entry.actor,
            through=entry.through,
            action=entry.action,
            subject=entry.subject,
            detail=detail,
        )
    )


def add_entry(database: Database, entry: Entry) -> None:
    """Write an entry about what changed nothing in the database.

    Raises:
        StoreError: it cannot be written.
    """
    with database.write() as connection:
        insert_entry(connection, entry)


def list_entries(database: Database, wanted: Wanted = Wanted()) -> list[Entry]:  # noqa: B008
    """Entries, the newest first.

    Raises:
        StoreError: they cannot be read.
    """
    found = select(audit).order_by(audit.c.at.desc(), audit.c.id.desc())
    found = found.limit(max(1, min(wanted.limit, PAGE_MAX)))
    if wanted.before:
        # not by id alone: two of one millisecond may have come in either order
        seen = select(audit.c.at).where(audit.c.id == wanted.before).scalar_subquery()
        same = (audit.c.at == seen) & (audit.c.id < wanted.before)
        found = found.where((audit.c.at < seen) | same)
    if wanted.actor:
        found = found.where(audit.c.actor == wanted.actor)
    if wanted.subject:
        found = found.where(audit.c.subject == wanted.subject)
    if wanted.since is not None:
        found = found.where(audit.c.at >= wanted.since)
    if wanted.action:
        below = audit.c.action.startswith(wanted.action + ".", autoescape=True)
        found = found.where(or_(audit.c.action == wanted.action, below))
    with database.read() as connection:
        rows = connection.execute(found).mappings().all()
    return [
        Entry(**{**row, "detail": msgspec.json.decode(row["detail"], type=dict)}) for row in rows
    ]
