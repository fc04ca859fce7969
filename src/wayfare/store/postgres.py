"""PostgreSQL as a place: a schema of our own in a database that others may share.

Knows psycopg's addresses and COPY, and the server's sessions, locks and time-outs. Knows
nothing of what the tables mean.

The tables stand in the schema `wayfare`, or the one that the address names
(`?schema=other`), and nothing else is looked at: `users` or `files` of another program
in the same database are not ours.
"""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from wayfare.domain.errors import StoreError
from wayfare.store.place import Rows
from wayfare.store.portable import write_portable

DRIVER = "postgresql+psycopg"
SCHEMA = "wayfare"
#: Another process (a migration, a backup) may hold a lock for this long.
LOCK_TIMEOUT_MS = 5_000
#: No statement of ours is meant to take nearly as long; a migration may.
STATEMENT_TIMEOUT_MS = 60_000
#: A host that froze in the middle of a transaction gives its locks back after this.
IDLE_TIMEOUT_MS = 300_000
CONNECT_TIMEOUT_S = 10

_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")
#: PostgreSQL cuts a longer name of a session.
_SESSION_NAME_MAX = 63

_SESSION = {
    "synchronous_commit": "on",  # a commit is on the disk when it returns
    "client_encoding": "UTF8",
    "timezone": "UTC",
    "lock_timeout": str(LOCK_TIMEOUT_MS),
    "statement_timeout": str(STATEMENT_TIMEOUT_MS),
    "idle_in_transaction_session_timeout": str(IDLE_TIMEOUT_MS),
}
_READING = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": r"repeatable\ read",
}
#: A dead server or network is noticed within a minute, not after the kernel's two hours.
_NETWORK = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


class PostgresPlace:
    """A schema in a PostgreSQL database."""

    kind = "postgresql"
    cure = "See that the server runs and lets this user in, or set store.url."
    nul_mark = "\N{SYMBOL FOR NULL}"
    alembic_url = URL.create("postgresql+psycopg")
    folder = None

    def __init__(self, address: URL) -> None:
        query = dict(address.query)
        schema = query.pop("schema", SCHEMA)
        if not isinstance(schema, str) or not _SCHEMA_NAME.fullmatch(schema):
            raise StoreError(
                "The schema in the setting store.url is not a plain name.",
                cure="Write small letters, digits and _, such as ?schema=wayfare.",
            )
        self.schema = schema
        self._own_options = str(query.pop("options", ""))
        self._address = address.set(drivername=DRIVER, query=query)
        # a password may stand in the query too; what is told has none of it
        bare = URL.create(
            "postgresql",
            username=address.username,
            host=address.host,
            port=address.port,
            database=address.database,
        )
        self.name = f"{bare.render_as_string()} (schema {schema})"
        # the start of a name that a long host's cannot cut off
        self._session_start = f"wayfare {schema}"

    def exists(self) -> bool:
        """Whether the schema is there."""
        engine = self._engine(_SESSION)
        try:
            with engine.connect() as connection:
                return _has_schema(connection, self.schema)
        finally:
            engine.dispose()

    def make(self) -> None:
        """Make the schema, where it is missing.

        Raises:
            StoreError: the database does not hold every character.
        """
        engine = self._engine(_SESSION)
        try:
            with engine.begin() as connection:
                _check_encoding(connection)
                # to make it may not be allowed, and need not be where it is there
                if not _has_schema(connection, self.schema):
                    _lock(connection, f"make {self.schema}")
                    connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{self.schema}"')
        finally:
            engine.dispose()

    def writing_engine(self) -> Engine:
        """A few connections: the log's writer does not wait for what people change."""
        return self._engine(_SESSION, pool_size=2, max_overflow=3)

    def reading_engine(self) -> Engine:
        """Connections that the server itself lets only read, each transaction one state."""
        return self._engine(_SESSION | _READING)

    @contextmanager
    def alone(self, writing: Engine) -> Iterator[None]:
        """Hold an advisory lock, which ends with its transaction, however it ends."""
        with writing.begin() as connection:
            self.unlimited(connection)
            _lock(connection, f"migrate {self.schema}")
            yield

    def begin_write(self, connection: Connection) -> None:
        """One at a time, over all hosts: what was read in it stays true until its end."""
        _lock(connection, f"write {self.schema}")

    def unlimited(self, connection: Connection) -> None:
        """Set the time-outs aside until this transaction's end."""
        for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")

    def settle(self, writing: Engine) -> None:
        """Nothing is left to do."""

    def add_rows(self, connection: Connection, table: Table, rows: Rows) -> None:
        """Add rows by COPY: an INSERT of the same rows costs us five times the CPU."""
        import psycopg  # noqa: PLC0415 -- an extra

        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        try:
            with (
                driver.cursor() as cursor,
                cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN'.encode()) as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            gone = driver.closed
            if gone:
                connection.invalidate(error)
            # as SQLAlchemy would have told it, had it gone through there
            raise DBAPIError.instance(
                None,
                None,
                error,
                psycopg.Error,
                hide_parameters=True,
                connection_invalidated=gone,
                dialect=connection.dialect,
            ) from error

    def bytes_used(self, connection: Connection) -> int:
        """All tables of the schema, with their indexes."""
        size = text(
            "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = :schema AND c.relkind IN ('r', 'm')"
        )
        return int(connection.execute(size, {"schema": self.schema}).scalar_one())

    def others(self) -> int:
        """Sessions of other Wayfares in this schema."""
        sessions = text(
            "SELECT count(DISTINCT application_name) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name <> :mine"
            " AND starts_with(application_name, :start)"
        )
        named = {"mine": self._session_name(), "start": f"{self._session_start} "}
        engine = self._engine(_SESSION | _READING)
        try:
            with engine.connect() as connection:
                return int(connection.execute(sessions, named).scalar_one())
        finally:
            engine.dispose()

    def copy(self, source: Engine, target: Path, revision: str) -> None:
        """Copy every row into a new SQLite file, as of one moment."""
        with source.connect() as connection:
            self.unlimited(connection)
            write_portable(connection, target, revision)

    def _session_name(self) -> str:
        return f"{self._session_start} {os.getpid()} {socket.gethostname()}"[:_SESSION_NAME_MAX]

    def _engine(self, session: dict[str, str], **options: Any) -> Engine:
        settings = {"search_path": self.schema} | session
        given = " ".join(f"-c {name}={value}" for name, value in settings.items())
        connect = {
            "options": f"{given} {self._own_options}".strip(),  # the owner's own words win
            "application_name": self._session_name(),
        } | {name: value for name, value in _NETWORK.items() if name not in self._address.query}
        try:
            return create_engine(
                self._address,
                hide_parameters=True,  # else an error would quote texts
                pool_pre_ping=True,  # a restarted server is met by a new connection
                connect_args=connect,
                **options,
            )
        except ImportError as error:
            raise StoreError(
                "PostgreSQL needs a package that is not installed.",
                cure="pip install 'wayfare[postgres]'",
            ) from error


def _has_schema(connection: Connection, schema: str) -> bool:
    there = text("SELECT 1 FROM pg_namespace WHERE nspname = :schema")
    return connection.execute(there, {"schema": schema}).first() is not None


def _check_encoding(connection: Connection) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise StoreError(
            f"The database holds characters as {encoding}, so not every one.",
            cure="Make one with: createdb --encoding UTF8 --template template0 wayfare",
        )


def _lock(connection: Connection, what: str) -> None:
    """Wait for whoever does the same, in any process; freed at the transaction's end."""
    digest = blake2b(f"wayfare {what}".encode(), digest_size=8).digest()
    key = int.from_bytes(digest, signed=True)
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({key})")
