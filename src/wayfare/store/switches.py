"""Keep which models are switched off for which roles.

Knows the table. What is on has no row.
"""

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from wayfare.domain.account import Role
from wayfare.domain.audit import Entry
from wayfare.domain.switch import Switch
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import switches


def list_switches(database: Database) -> tuple[Switch, ...]:
    """Everything that is off, in order of model and role.

    Raises:
        StoreError: it cannot be read.
    """
    listed = select(switches).order_by(switches.c.model, switches.c.role)
    with database.read() as connection:
        return tuple(
            Switch(row.model, Role(row.role), row.at, row.by) for row in connection.execute(listed)
        )


def set_switches(database: Database, model: str, roles: Collection[Role], entry: Entry) -> None:
    """Have a model off for these roles and on for all others; those that were off stay as kept.

    Raises:
        StoreError: it cannot be written.
    """
    kept = {str(role) for role in roles}
    with database.write() as connection:
        was = select(switches.c.role).where(switches.c.model == model)
        off = set(connection.execute(was).scalars())
        connection.execute(
            delete(switches).where(switches.c.model == model, switches.c.role.in_(off - kept))
        )
        new = [
            {"model": model, "role": role, "at": entry.at, "by": entry.actor}
            for role in sorted(kept - off)
        ]
        if new:
            connection.execute(insert(switches), new)
        insert_entry(connection, entry)
