"""Open the database: make it, bring its tables up to date, hand out connections.

Knows SQLite: its folder, its locks, its pragmas. Knows nothing of what the tables mean.

One connection writes, others read; in WAL mode neither waits for the other. A commit is
on the disk when it returns (`synchronous=FULL`): a batch of the writer needs one
fdatasync, measured at 0.25 ms on an ordinary virtual disk, so it outlives a power
failure and not only a `kill -9`, at next to no price.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from wayfare.domain.errors import StoreError
from wayfare.store.schema import HEAD, REVISIONS

MIGRATIONS = Path(__file__).parent / "migrations"

#: Another process (the command line, a backup) may hold the lock for this long.
BUSY_TIMEOUT_MS = 5_000
#: A body may have 64 MiB; the write-ahead log shrinks to this once it was copied back.
LOG_BYTES_MAX = 64 * 1024 * 1024

#: For the pages that every batch touches: the ends of all trees.
CACHE_KIB = 4_096
#: Pages in the write-ahead log before they are copied back: the fewer times, the cheaper.
CHECKPOINT_PAGES = 2_000

_ON_CONNECT = (
    "PRAGMA page_size=8192",  # of a new file; a row with its texts seldom fits into 4096
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    f"PRAGMA journal_size_limit={LOG_BYTES_MAX}",
    f"PRAGMA cache_size=-{CACHE_KIB}",
    f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}",
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. `writing` has one connection, so one writes at a time."""

    writing: Engine
    reading: Engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable when the block ends.

        Raises:
            StoreError: it cannot be written; nothing of it was.
        """
        try:
            with self.writing.begin() as connection:
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
        """Close every connection."""
        self.reading.dispose()
        self.writing.dispose()


def open_database(url: str) -> Database:
    """Open the database at an SQLAlchemy address, such as `sqlite:////path/wayfare.db`.

    Makes the folder (for its owner alone) and the file where they are missing, and
    migrates older tables. Processes that do so at the same time wait for each other.

    Raises:
        StoreError: it cannot be opened, is not ours, or is newer than this Wayfare.
    """
    address, path = _parse(url)
    try:
        _make_place(path)
        database = Database(
            writing=_engine(address, begin="BEGIN IMMEDIATE", pool_size=1, max_overflow=0),
            reading=_engine(address, begin="BEGIN", pragmas=("PRAGMA query_only=ON",)),
        )
    except OSError as error:
        raise StoreError(
            f"{path} cannot be opened: {error.strerror}.",
            cure="Choose another place with WAYFARE_HOME or the setting store.url.",
        ) from error
    try:
        with _alone(path.parent):
            _bring_to_head(database.writing, path)
    except SQLAlchemyError as error:
        database.close()
        raise StoreError(
            f"{path} cannot be opened: {reason_of(error)}.",
            cure="Move the file away to begin afresh, or set store.url.",
        ) from error
    except StoreError:
        database.close()
        raise
    return database


def reason_of(error: SQLAlchemyError) -> str:
    """What the database itself said, in one line: never a statement, never a value."""
    said = str(error.orig) if isinstance(error, DBAPIError) else type(error).__name__
    # PostgreSQL's second line may quote the row
    return said.partition("\n")[0]


def _parse(url: str) -> tuple[URL, Path]:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "The setting store.url is not an address.", cure="Write sqlite:////path/wayfare.db."
        ) from error
    if address.get_backend_name() != "sqlite":
        raise StoreError(
            f"A database of the kind {address.get_backend_name()!r} cannot be used yet.",
            cure="Write sqlite:////path/wayfare.db.",
        )
    if not address.database or address.database == ":memory:":
        raise StoreError(
            "A database in memory would be lost with the process.",
            cure="Write sqlite:////path/wayfare.db.",
        )
    return address, Path(address.database)


def _make_place(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Only where it is missing: to close a file that is in use would drop SQLite's locks.
    # The write-ahead log takes its mode from this file.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600))
    except FileExistsError:
        return


def _engine(address: URL, *, begin: str, pragmas: tuple[str, ...] = (), **options: Any) -> Engine:
    # without hide_parameters an error would quote texts
    engine = create_engine(address, hide_parameters=True, **options)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we begin ourselves, so that DDL is in it too
        for pragma in (*_ON_CONNECT, *pragmas):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes from opening a database in this folder meanwhile.

    SQLite's own locks are not enough: two that turn WAL on at once may both be refused.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _bring_to_head(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        version = _version_of(connection, path)
        if version != HEAD:
            _migrate(connection)
        connection.exec_driver_sql("COMMIT")  # WAL cannot be turned on in a transaction
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _version_of(connection: Connection, path: Path) -> str | None:
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(
            f"{path} is a database, but not Wayfare's.", cure="Set store.url to another file."
        )
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    version = None if found is None else str(found)
    if version is not None and version not in REVISIONS:
        raise StoreError(
            f"{path} was written by a newer Wayfare (tables {version}, here {HEAD}).",
            cure="Install the newer Wayfare again.",
        )
    return version


def _migrate(connection: Connection) -> None:
    # Alembic takes 0.1 s and 10 MB to import: only those pay who need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
