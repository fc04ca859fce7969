"""Keep providers' keys, each in its box, and write into the audit log in the same transaction.

Knows bytes. Knows neither keys nor what a box is made of.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, insert, select, update

from wayfare.domain.audit import Entry
from wayfare.domain.credential import Credential
from wayfare.store.audit import insert_entry
from wayfare.store.database import Database
from wayfare.store.schema import credentials

Reseal = Callable[[str, bytes], bytes]

_LISTED = select(credentials).order_by(credentials.c.provider)


class CredentialTable:
    """The credentials in a database. Every method waits for the disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self) -> Sequence[Credential]:
        """All that are kept, by their providers' names."""
        with self._database.read() as connection:
            rows = connection.execute(_LISTED).mappings().all()
        return [Credential(**row) for row in rows]

    def put(self, kept: Credential, entry: Entry) -> None:
        """Keep one, in place of what was there."""
        with self._database.write() as connection:
            connection.execute(delete(credentials).where(credentials.c.provider == kept.provider))
            connection.execute(
                insert(credentials).values(
                    provider=kept.provider,
                    box=kept.box,
                    created_at=kept.created_at,
                    created_by=kept.created_by,
                )
            )
            insert_entry(connection, entry)

    def remove(self, provider: str, entry: Entry) -> bool:
        """Keep it no longer. False where it is not there."""
        with self._database.write() as connection:
            removed = connection.execute(
                delete(credentials).where(credentials.c.provider == provider)
            )
            if removed.rowcount:
                insert_entry(connection, entry)
            return bool(removed.rowcount)

    def reseal(self, reseal: Reseal, entry: Entry) -> int:
        """Put every key into a new box, or none. How many there were."""
        with self._database.write() as connection:
            rows = connection.execute(_LISTED).all()
            for row in rows:
                box = reseal(row.provider, row.box)
                connection.execute(
                    update(credentials)
                    .where(credentials.c.provider == row.provider)
                    .values(box=box)
                )
            insert_entry(connection, entry)
            return len(rows)
