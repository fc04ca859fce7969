"""Keep when arms changed: from then on, what was said before says less of them.

Knows the table. Knows nothing of how a change is noticed, or of what it does.
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, or_, select, update

from wayfare.domain.audit import Entry
from wayfare.domain.epoch import Change, Epoch
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import attempts, epochs, outcomes

#: Changes that nobody said, so that they would be noticed again once they are taken back.
NOTICED = frozenset({Change.SERVED, Change.WATCHED})


def read_epochs(database: Database, *, undone: bool = False) -> list[Epoch]:
    """All of them, the oldest first; with `undone`, those too that were taken back."""
    wanted = select(epochs).order_by(epochs.c.since, epochs.c.arm)
    if not undone:
        wanted = wanted.where(epochs.c.change != str(Change.UNDONE))
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [Epoch(row.arm, row.since, Change(row.change), row.note, row.at) for row in rows]


def begin_epochs(database: Database, begun: Sequence[Epoch], entry: Entry | None = None) -> int:
    """Keep epochs, but those that are kept already; returns how many were new.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    with database.write() as connection:
        new = sum(insert_epoch(connection, epoch) for epoch in begun)
        if new and entry is not None:
            insert_entry(connection, entry)
    return new


def insert_epoch(connection: Connection, epoch: Epoch) -> bool:
    """Add an epoch in a transaction that goes on; whether it was new."""
    same = (epochs.c.arm == epoch.arm) & (epochs.c.since == epoch.since)
    known = connection.execute(select(epochs.c.change).where(same)).scalar()
    if known is not None and (known != Change.UNDONE or epoch.change in NOTICED):
        return False
    connection.execute(delete(epochs).where(same))
    values = msgspec.structs.asdict(epoch) | {"change": str(epoch.change)}
    connection.execute(insert(epochs).values(values))
    return True


def delete_epochs_of(connection: Connection, finding: str) -> None:
    """Forget those that began because a finding was confirmed."""
    its = (epochs.c.change == str(Change.JUMP)) & (epochs.c.note == finding)
    connection.execute(delete(epochs).where(its))


def end_epochs(database: Database, ended: Sequence[Epoch], entry: Entry) -> None:
    """Take epochs back, as if those changes had never been.

    Raises:
        StoreError: they cannot be written; all stay.
    """
    with database.write() as connection:
        for epoch in ended:
            same = (epochs.c.arm == epoch.arm) & (epochs.c.since == epoch.since)
            if epoch.change in NOTICED:
                undone = update(epochs).where(same).values(change=str(Change.UNDONE))
                connection.execute(undone)
                continue
            connection.execute(delete(epochs).where(same))
        insert_entry(connection, entry)


def arms_judged(database: Database, name: str) -> list[str]:
    """The arms of a model, or the arm of that name, of whose answers something was said.

    One that is only asked as a part of others is among them, once it has answered.
    """
    found: set[str] = set()
    as_part = (attempts.c.deployment == name) & (attempts.c.arm != name)
    with database.read() as connection:
        if connection.execute(select(attempts.c.id).where(as_part).limit(1)).first() is not None:
            found.add(name)
        for column in (outcomes.c.arm, outcomes.c.against):
            its = or_(column == name, column.startswith(f"{name}@", autoescape=True))
            found |= set(connection.execute(select(column).where(its).distinct()).scalars())
    return sorted(found)
