"""Keep users' files, until they delete them."""

from sqlalchemy import delete, insert, select

from wayfare.domain.stored import StoredFile
from wayfare.store.database import Database
from wayfare.store.schema import files

_FIELDS = StoredFile.__struct_fields__
_COLUMNS = [files.c[name] for name in _FIELDS]


class Files:
    """The files that are kept. Every method waits for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, stored: StoredFile, content: bytes) -> None:
        """Keep a file; it is durable when this returns.

        Raises:
            StoreError: the database cannot be written.
        """
        values = {name: getattr(stored, name) for name in _FIELDS}
        with self._database.write() as connection:
            connection.execute(insert(files).values(**values, content=content))

    def find(self, file_id: str, user: str) -> StoredFile | None:
        """A file of a user's own, without its content."""
        mine = (files.c.id == file_id) & (files.c.user == user)
        with self._database.read() as connection:
            row = connection.execute(select(*_COLUMNS).where(mine)).one_or_none()
        return None if row is None else StoredFile(*row)

    def read(self, file_id: str, user: str) -> bytes | None:
        """The content of a user's own file."""
        mine = (files.c.id == file_id) & (files.c.user == user)
        with self._database.read() as connection:
            return connection.execute(select(files.c.content).where(mine)).scalar_one_or_none()

    def list(self, user: str) -> list[StoredFile]:
        """A user's files, the newest first."""
        mine = select(*_COLUMNS).where(files.c.user == user)
        with self._database.read() as connection:
            rows = connection.execute(mine.order_by(files.c.created_at.desc(), files.c.id))
            return [StoredFile(*row) for row in rows]

    def delete(self, file_id: str, user: str) -> bool:
        """Delete a user's own file. False where it is not there."""
        mine = (files.c.id == file_id) & (files.c.user == user)
        with self._database.write() as connection:
            return connection.execute(delete(files).where(mine)).rowcount > 0
