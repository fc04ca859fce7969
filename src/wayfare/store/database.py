"""Open the database: make it, bring its tables up to date, hand out connections.

Knows that there are kinds of databases, and which address is whose. Knows nothing of
what the tables mean.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from wayfare.domain.errors import StoreError
from wayfare.store.copies import copy_before
from wayfare.store.place import Place
from wayfare.store.postgres import PostgresPlace
from wayfare.store.revisions import bring_to_head, is_current, revision_of
from wayfare.store.sqlite import SqlitePlace

#: How long a thread that is at work in the database may take to end that.
CLOSING_S = 5.0
ADDRESSES = "Write sqlite:////path/wayfare.db or postgresql://user@host/database."

_PLACES: Mapping[str, Callable[[URL], Place]] = {
    "sqlite": SqlitePlace,
    "postgresql": PostgresPlace,
    "postgres": PostgresPlace,
}


@dataclass(frozen=True, slots=True)
class Database:
    """An open database."""

    place: Place
    writing: Engine
    reading: Engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable when the block ends. One runs at a time, over all hosts.

        Raises:
            StoreError: it cannot be written; nothing of it was.
        """
        try:
            with self.writing.begin() as connection:
                self.place.begin_write(connection)
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"The database cannot be written: {reason_of(error)}.") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One state of the database, unmoved by what is written meanwhile.

        Raises:
            StoreError: it cannot be read.
        """
        try:
            with self.reading.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"The database cannot be read: {reason_of(error)}.") from error

    def close(self) -> None:
        """Close every connection. Threads that are just reading or writing end that first.

        Whoever reads or writes later gets a StoreError.
        """
        for engine in (self.reading, self.writing):
            pool = engine.pool
            assert isinstance(pool, QueuePool), "what both kinds of database use"
            # what a thread opened yet, or brought back too late, would stay open, forgotten
            event.listen(engine, "do_connect", _refuse)
            event.listen(pool, "checkin", _close)
            engine.dispose(close=False)  # its pool is another one now
            _wait_until_idle(pool)
            pool.dispose()


def _refuse(*_: object) -> NoReturn:
    raise StoreError("The database was closed.")


def _close(_: object, record: ConnectionPoolEntry) -> None:
    record.invalidate()


def _wait_until_idle(pool: QueuePool) -> None:
    until = time.monotonic() + CLOSING_S
    while pool.checkedout() and time.monotonic() < until:
        time.sleep(0.01)


def open_database(url: str, *, copies: Path | None = None, is_copied: bool = True) -> Database:
    """Open the database at an address, such as `sqlite:////path/wayfare.db`.

    Makes what is missing (a folder and a file for their owner alone, or a schema), and
    migrates older tables, after a copy of them beside the file, or in the folder `copies`
    where there is none. Processes that do so at the same time wait for each other.

    Raises:
        StoreError: it cannot be opened, is not ours, or is newer than this Wayfare.
    """
    place = place_of(url)
    with told(place):
        place.make()
    database = connect(place)
    try:
        with told(place):
            _bring_to_head(database, (place.folder or copies) if is_copied else None)
    except StoreError:
        database.close()
        raise
    return database


def connect(place: Place) -> Database:
    """The database as it stands: nothing is made or migrated."""
    return Database(place, place.writing_engine(), place.reading_engine())


def revision_at(database: Database) -> str | None:
    """The revision that the tables are at; None where there are none.

    Raises:
        StoreError: they are not ours, or too new, or cannot be read.
    """
    with told(database.place), database.reading.connect() as connection:
        return revision_of(connection, database.place.name)


def reason_of(error: SQLAlchemyError) -> str:
    """What the database itself said, in one line: never a statement, never a value."""
    said = str(error.orig) if isinstance(error, DBAPIError) else type(error).__name__
    # PostgreSQL's second line may quote the row
    return said.partition("\n")[0]


#: Where nothing is wrong with the database itself, nobody should be told to begin afresh.
_CURES = (
    ("disk is full", "Make room on its disk."),
    ("No space left on device", "Make room on its disk."),  # in PostgreSQL's words
    ("is locked", "See which other program holds it, and end that."),
)


def place_of(url: str) -> Place:
    """The place that an address names.

    Raises:
        StoreError: it names none. The address is not told: it may hold a password.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError("The setting store.url is not an address.", cure=ADDRESSES) from None
    kind = _PLACES.get(address.get_backend_name())
    if kind is None:
        raise StoreError(
            f"A database of the kind {address.get_backend_name()!r} cannot be used.",
            cure=ADDRESSES,
        )
    return kind(address)


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Have what goes wrong in the block told as an error of the store, with its cure."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = reason_of(error)
        cure = next((cure for word, cure in _CURES if word in reason), place.cure)
        raise StoreError(f"{place.name} cannot be opened: {reason}.", cure=cure) from error


def _bring_to_head(database: Database, copies: Path | None) -> None:
    place, writing = database.place, database.writing
    with place.alone(writing):
        with database.reading.connect() as connection:
            revision = revision_of(connection, place.name)
        if not is_current(revision):
            if revision is not None and copies is not None:
                copy_before(database.place, database.reading, copies, revision)
            with writing.begin() as connection:
                place.unlimited(connection)
                bring_to_head(connection)
        place.settle(writing)
