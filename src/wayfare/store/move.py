"""Move rows from one open database into another, and prove that all of them arrived.

Knows any two databases whose tables are at the same revision, whatever it is. Knows
nothing of addresses, and begins and ends no transaction.

Rows go in batches, parents before children. Of each table both sides are counted and
digested, the target as it reads back; where they differ, the move fails as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, Table, delete, func, select

from wayfare.domain.errors import StoreError
from wayfare.store.place import Place

Row = tuple[Any, ...]

#: These say what a database is, not what it holds.
OWN_TABLES = frozenset({"alembic_version", "readers"})
#: What the migrations put into every database.
FIRST_PROJECTS = 1

ROWS_MAX = 1_000
#: A row may hold 64 MiB, so few are fetched at once where a table can hold such.
LARGE_ROWS_MAX = 10
BATCH_BYTES_MAX = 8 * 1024**2

_SUM_BYTES = 32
_NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved of a table. `marked` texts held a U+0000 that the target cannot hold."""

    table: str
    rows: int
    digest: str
    marked: int


def tables_of(connection: Connection) -> list[Table]:
    """The tables that hold something, parents before children."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name not in OWN_TABLES]


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        str(table.name): connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables_of(connection)
    }


def is_empty(connection: Connection) -> bool:
    """Whether a database holds no more than the migrations put into it."""
    counts = count_rows(connection)
    return counts.pop("projects", 0) <= FIRST_PROJECTS and not any(counts.values())


def move_rows(source: Connection, target: Connection, place: Place) -> list[Moved]:
    """Replace all rows of the target, which is at `place`, by those of the source.

    Raises:
        StoreError: they do not have the same tables, or not everything arrived.
    """
    here = {table.name: table for table in tables_of(target)}
    tables = tables_of(source)
    if _shape_of(tables) != _shape_of(here.values()):
        raise StoreError(
            "The two databases do not have the same tables.",
            cure="Bring both to one revision: wayfare store migrate",
        )
    for table in reversed(here.values()):
        target.execute(delete(table))
    return [_move_table(source, target, place, table, here[table.name]) for table in tables]


def _shape_of(tables: Iterable[Table]) -> dict[str, set[str]]:
    return {table.name: {column.name for column in table.columns} for table in tables}


def _move_table(
    source: Connection, target: Connection, place: Place, table: Table, there: Table
) -> Moved:
    columns = [column.name for column in there.columns]
    sent, marked = Digest(), 0
    for batch in _batches(_rows(source, table, columns)):
        rows = batch
        if place.nul_mark is not None:
            rows = [without_nul(row, place.nul_mark) for row in batch]
            marked += sum(
                a != b
                for old, new in zip(batch, rows, strict=True)
                for a, b in zip(old, new, strict=True)
            )
        place.add_rows(target, there, rows)
        sent.add(rows)
    arrived = Digest()
    arrived.add(_rows(target, there, columns))
    if (sent.count, sent.text) != (arrived.count, arrived.text):
        raise StoreError(
            f"The table {table.name} did not arrive as it was:"
            f" {arrived.count} of {sent.count} rows, or changed. Nothing was moved."
        )
    return Moved(str(table.name), sent.count, sent.text, marked)


class Digest:
    """A digest of rows in any order: their hashes, added up."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Take more rows."""
        for row in rows:
            written = b"".join(map(_written, row))
            self._sum += int.from_bytes(blake2b(written, digest_size=_SUM_BYTES).digest())
            self.count += 1

    @property
    def text(self) -> str:
        """The digest of what was taken so far."""
        return (self._sum % (1 << 8 * _SUM_BYTES)).to_bytes(_SUM_BYTES).hex()


def without_nul(row: Row, mark: str) -> Row:
    """The same row, with a mark for each U+0000 in its texts."""
    return tuple(
        value.replace(_NUL, mark) if isinstance(value, str) and _NUL in value else value
        for value in row
    )


def _rows(connection: Connection, table: Table, columns: Sequence[str]) -> Iterator[Row]:
    chosen = [table.c[name] for name in columns]
    large = any(isinstance(column.type, LargeBinary) for column in chosen)
    wanted = select(*chosen).execution_options(yield_per=LARGE_ROWS_MAX if large else ROWS_MAX)
    for row in connection.execute(wanted):
        yield tuple(row)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(batch) >= ROWS_MAX or size >= BATCH_BYTES_MAX:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _written(value: Any) -> bytes:
    """A value as bytes that no other value has."""
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass")
        return b"s%d:%b" % (len(value), value)
    if isinstance(value, float):
        # SQLite keeps neither the sign of a zero nor what is not a number
        value = None if value != value else value + 0.0  # noqa: PLR0124
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    return f"{type(value).__name__}{value!r};".encode()
