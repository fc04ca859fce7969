"""SQLite as a place: its folder and file, its locks, its pragmas.

One connection writes, others read; in WAL mode neither waits for the other. A commit is
on the disk when it returns (`synchronous=FULL`): a batch of the writer needs one
fdatasync, measured at 0.25 ms on an ordinary virtual disk, so it outlives a power
failure and not only a `kill -9`, at next to no price.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.dialects import sqlite as dialect
from sqlalchemy.engine import URL

from wayfare.domain.errors import StoreError
from wayfare.store.place import Rows

#: Another process (the command line, a backup) may hold the lock for this long.
BUSY_TIMEOUT_MS = 5_000
#: A body may have 64 MiB; the write-ahead log shrinks to this once it was copied back.
LOG_BYTES_MAX = 64 * 1024 * 1024

#: For the pages that every batch touches: the ends of all trees. Writing took as long with twice as
#: much, within 3 %, and 4 to 5 % longer with half (30,000 requests with their attempts, four runs).
CACHE_KIB = 2_048
#: Whoever only reads has few pages of its own: the system keeps the file's.
READING_CACHE_KIB = 512
#: Pages in the write-ahead log before they are copied back: the fewer times, the cheaper.
CHECKPOINT_PAGES = 2_000
#: Pages that a copy takes before it lets a writer in.
COPY_PAGES = 2_000

_ON_CONNECT = (
    "PRAGMA page_size=8192",  # of a new file; a row with its texts seldom fits into 4096
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",  # what is deleted leaves no letters in the file
    f"PRAGMA journal_size_limit={LOG_BYTES_MAX}",
    f"PRAGMA cache_size=-{CACHE_KIB}",
    f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}",
)


class SqlitePlace:
    """A SQLite file."""

    kind = "sqlite"
    cure = "Move the file away to begin afresh, or set store.url."
    nul_mark = None
    alembic_url = URL.create("sqlite")

    def __init__(self, address: URL) -> None:
        if not address.database or address.database == ":memory:":
            raise StoreError(
                "A database in memory would be lost with the process.",
                cure="Write sqlite:////path/wayfare.db.",
            )
        self._address = address
        self.path = Path(address.database)
        self.name = str(self.path)
        self.folder = self.path.parent

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def make(self) -> None:
        """Make the folder and the file, for their owner alone, where they are missing."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                make_private(self.path)
        except OSError as error:
            raise StoreError(
                f"{self.path} cannot be opened: {error.strerror}.",
                cure="Choose another place with WAYFARE_HOME or the setting store.url.",
            ) from error

    def writing_engine(self) -> Engine:
        """One connection, so that one writes at a time."""
        return _engine(self._address, begin="BEGIN IMMEDIATE", pool_size=1, max_overflow=0)

    def reading_engine(self) -> Engine:
        """Connections that are not let write."""
        pragmas = ("PRAGMA query_only=ON", f"PRAGMA cache_size=-{READING_CACHE_KIB}")
        return _engine(self._address, begin="BEGIN", pragmas=pragmas)

    @contextmanager
    def alone(self, writing: Engine) -> Iterator[None]:
        """Keep other processes from opening a database in this folder meanwhile.

        SQLite's own locks are not enough: two that turn WAL on at once may both be refused.
        """
        handle = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def begin_write(self, connection: Connection) -> None:
        """Nothing: BEGIN IMMEDIATE has waited for all others."""

    def unlimited(self, connection: Connection) -> None:
        """Nothing: no statement is cut short."""

    def settle(self, writing: Engine) -> None:
        """Turn on the write-ahead log."""
        with writing.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # WAL cannot be turned on in a transaction
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def add_rows(self, connection: Connection, table: Table, rows: Rows) -> None:
        """Add rows through one prepared statement."""
        connection.exec_driver_sql(_insert(table), list(rows))

    def bytes_used(self, connection: Connection) -> int:
        """The file's pages, with those that are free."""
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())

    def others(self) -> int:
        """1 where any other connection has the file open.

        Whoever has it open in WAL mode holds a shared lock, even while idle; to leave WAL
        mode asks for the file alone.
        """
        with closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as alone:
            try:
                alone.execute("PRAGMA journal_mode=DELETE")
                alone.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:
                return 1
        return 0

    def copy(self, source: Engine, target: Path, revision: str) -> None:
        """Copy the file while others read and write, page by page, as of one moment."""
        with source.connect() as connection, closing(sqlite3.connect(target)) as copy:
            mine = connection.connection.driver_connection
            assert isinstance(mine, sqlite3.Connection)
            mine.backup(copy, pages=COPY_PAGES)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete in itself


def make_private(path: Path) -> None:
    """Make an empty file for its owner alone; SQLite gives its log the same mode.

    Raises:
        FileExistsError: it is there. It is left alone: to close a file that is in use
            would drop SQLite's locks.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600))


@lru_cache(maxsize=256)
def _insert(table: Table) -> str:
    return str(insert(table).compile(dialect=dialect.dialect()))


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
