"""Keep answers that the very same request gets again, until they expire."""

from sqlalchemy import delete, insert, select

from wayfare.domain.stored import CachedAnswer
from wayfare.store.database import Database
from wayfare.store.schema import cached_answers

_FIELDS = CachedAnswer.__struct_fields__
_COLUMNS = [cached_answers.c[name] for name in _FIELDS]


class CachedAnswers:
    """All of them. Every method waits for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, answer: CachedAnswer) -> None:
        """Keep one, in the place of an older one.

        Raises:
            StoreError: the database cannot be written.
        """
        same = cached_answers.c.digest == answer.digest
        values = {name: getattr(answer, name) for name in _FIELDS}
        with self._database.write() as connection:
            connection.execute(delete(cached_answers).where(same))
            connection.execute(insert(cached_answers).values(values))

    def find(self, digest: bytes, now: float) -> CachedAnswer | None:
        """One that has not expired.

        Raises:
            StoreError: the database cannot be read.
        """
        wanted = select(*_COLUMNS).where(
            cached_answers.c.digest == digest, cached_answers.c.expires_at > now
        )
        with self._database.read() as connection:
            row = connection.execute(wanted).mappings().first()
        return None if row is None else CachedAnswer(**row)

    def forget(self, now: float) -> int:
        """Delete those that have expired. Returns how many."""
        with self._database.write() as connection:
            expired = delete(cached_answers).where(cached_answers.c.expires_at <= now)
            return connection.execute(expired).rowcount
