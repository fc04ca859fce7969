"""Rehearse migrations that are still to come: on a copy, which is thrown away afterwards.

The copy is a SQLite file, as a backup is, whatever kind the database is of. Knows tables, columns
and counts of rows. Changes nothing that is in use.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from sqlalchemy import Connection, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from wayfare.domain.case import Case
from wayfare.domain.errors import StoreError
from wayfare.store.backup import check_sound
from wayfare.store.copies import SERVER_BYTES_MAX, whole_file
from wayfare.store.database import Database, reason_of, told
from wayfare.store.migrated import Migration, migrations_in, pending
from wayfare.store.move import count_rows
from wayfare.store.revisions import MIGRATIONS, migrate, revision_of
from wayfare.store.sqlite import SqlitePlace


class TableChange(msgspec.Struct, frozen=True):
    """What becomes of a table. Its rows are None before it is made, and once it is gone."""

    table: str
    columns_added: list[str]
    columns_gone: list[str]
    rows_before: int | None
    rows_after: int | None


class Rehearsal(msgspec.Struct, frozen=True):
    """What came of it. `is_tried` is False where nothing was pending; then nothing else is said.

    `changes` are those tables alone that are not as they were; `rows_kept` are the rows of all
    others. `seconds` is how long the migrations took on the copy. `fault` says why one failed, and
    then all is as it was.
    """

    pending: tuple[Migration, ...]
    is_tried: bool
    revision: str | None
    changes: list[TableChange]
    rows_kept: int
    seconds: float | None = None
    fault: str | None = None


def rehearse(
    database: Database, scratch: Path, tick: Callable[[], float], folder: Path = MIGRATIONS
) -> Rehearsal:
    """Make the migrations that are pending on a copy within `scratch`, and say what they changed.

    Raises:
        StoreError: there is no room for a copy, it would take too long, or it is not whole after.
    """
    place = database.place
    with told(place), database.reading.connect() as connection:
        revision = revision_of(connection, place.name)
        size = place.bytes_used(connection)
    coming = pending(migrations_in(folder), revision)
    if revision is None or not coming:
        return Rehearsal((), False, revision, [], 0)
    if place.folder is None and size > SERVER_BYTES_MAX:
        raise StoreError(
            f"{size:,} bytes are too many to copy them for a rehearsal.",
            cure="Restore a copy of the database elsewhere, and migrate that.",
            case=Case.TOO_LARGE_TO_REHEARSE,
            values={"bytes_used": size},
        )
    with tempfile.TemporaryDirectory(dir=scratch) as held:
        copy = Path(held) / "rehearsal.db"
        with whole_file(copy, size) as part:
            place.copy(database.reading, part, revision)
        try:
            before, after, seconds = _migrated(copy, tick, folder)
        except Exception as error:  # noqa: BLE001 - whatever a migration breaks by is what came of it
            return Rehearsal(coming, True, revision, [], 0, fault=_fault_of(error))
        check_sound(copy, copy)
    changes = [
        _change(name, before.get(name), after.get(name)) for name in sorted({*before, *after})
    ]
    changed = [each for each in changes if _is_one(each)]
    kept = sum(each.rows_after or 0 for each in changes if not _is_one(each))
    return Rehearsal(coming, True, coming[-1].revision, changed, kept, seconds)


def _fault_of(error: Exception) -> str:
    said = reason_of(error) if isinstance(error, SQLAlchemyError) else str(error)
    return said or type(error).__name__


class _Shape(msgspec.Struct, frozen=True):
    """A table as it stands."""

    columns: list[str]
    rows: int


def _migrated(
    copy: Path, tick: Callable[[], float], folder: Path
) -> tuple[Mapping[str, _Shape], Mapping[str, _Shape], float]:
    place = SqlitePlace(URL.create("sqlite", database=str(copy)))
    engine = place.writing_engine()
    try:
        with engine.begin() as connection:
            before, began = _shapes(connection), tick()
            migrate(connection, "head", folder)
            return before, _shapes(connection), round(tick() - began, 3)
    finally:
        engine.dispose()


def _shapes(connection: Connection) -> dict[str, _Shape]:
    looked = inspect(connection)
    return {
        name: _Shape([column["name"] for column in looked.get_columns(name)], rows)
        for name, rows in count_rows(connection).items()
    }


def _change(table: str, before: _Shape | None, after: _Shape | None) -> TableChange:
    had = [] if before is None else before.columns
    has = [] if after is None else after.columns
    return TableChange(
        table,
        columns_added=[name for name in has if name not in had],
        columns_gone=[name for name in had if name not in has],
        rows_before=None if before is None else before.rows,
        rows_after=None if after is None else after.rows,
    )


def _is_one(change: TableChange) -> bool:
    same_columns = not change.columns_added and not change.columns_gone
    return not same_columns or change.rows_before != change.rows_after
