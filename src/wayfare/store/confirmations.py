"""Keep which findings about outcomes were confirmed: those outcomes are as they should be."""

from sqlalchemy import delete, insert, select

from wayfare.domain.audit import Entry
from wayfare.domain.epoch import Epoch
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.epochs import delete_epochs_of, insert_epoch
from wayfare.store.schema import confirmations


def read_confirmed(database: Database) -> frozenset[str]:
    """The ids of all findings that were confirmed."""
    with database.read() as connection:
        return frozenset(connection.execute(select(confirmations.c.finding)).scalars())


def confirm(
    database: Database, finding: str, at: float, entry: Entry, begins: Epoch | None = None
) -> None:
    """Keep that a finding is no fault, and write it into the audit log.

    Where it is that an arm changed, `begins` is the epoch that begins with it.

    Raises:
        StoreError: it cannot be written.
    """
    with database.write() as connection:
        connection.execute(delete(confirmations).where(confirmations.c.finding == finding))
        connection.execute(insert(confirmations).values(finding=finding, at=at))
        if begins is not None:
            insert_epoch(connection, begins)
        insert_entry(connection, entry)


def doubt(database: Database, finding: str, entry: Entry) -> bool:
    """Take a confirmation back, with the epoch that began by it; whether there was one.

    Raises:
        StoreError: it cannot be written.
    """
    with database.write() as connection:
        taken = delete(confirmations).where(confirmations.c.finding == finding)
        if not connection.execute(taken).rowcount:
            return False
        delete_epochs_of(connection, finding)
        insert_entry(connection, entry)
        return True
