"""Where a database is, and what only its kind knows.

A port inside the store: `sqlite.py` and `postgres.py` are its two kinds. Knows nothing
of what the tables mean.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import URL

Rows = Sequence[tuple[object, ...]]


class Place(Protocol):
    """One database of one kind. `name` is what people are told: never with a password."""

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""

    @property
    def name(self) -> str:
        """Where it is, without a password."""

    @property
    def cure(self) -> str:
        """What to try where it cannot be opened."""

    @property
    def nul_mark(self) -> str | None:
        """What stands for the character U+0000 where this kind cannot hold it."""

    @property
    def alembic_url(self) -> URL:
        """An address from which the kind can be told, and no more."""

    @property
    def folder(self) -> Path | None:
        """Where copies of it are kept, unless told otherwise."""

    def exists(self) -> bool:
        """Whether anything is there yet."""

    def make(self) -> None:
        """Make what the tables stand in, where it is missing."""

    def writing_engine(self) -> Engine:
        """Connections that write."""

    def reading_engine(self) -> Engine:
        """Connections that cannot write, and see one state in a transaction."""

    def alone(self, writing: Engine) -> AbstractContextManager[None]:
        """Keep other processes from migrating meanwhile; waits for one that does."""

    def begin_write(self, connection: Connection) -> None:
        """Have the transaction wait for any other that changes what people set."""

    def unlimited(self, connection: Connection) -> None:
        """Let what this transaction does take as long as it takes."""

    def settle(self, writing: Engine) -> None:
        """What is left to do once the tables are as they should be."""

    def add_rows(self, connection: Connection, table: Table, rows: Rows) -> None:
        """Add rows in the order of the table's columns, as cheaply as the kind can."""

    def bytes_used(self, connection: Connection) -> int:
        """How large it is on its disk."""

    def others(self) -> int:
        """How many others have it open, as far as can be told. We must not have it open."""

    def copy(self, source: Engine, target: Path, revision: str) -> None:
        """Copy it into a new SQLite file as it stands."""
