"""Move a store to another database, back it up into a file, and restore it from one.

Knows when that may be done: from what is ours, into what is empty, and not under a running
Wayfare that would go on writing to the old place. Knows nothing of single rows.
"""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from wayfare.domain.errors import NotFoundError, StoreError
from wayfare.store.copies import whole_file
from wayfare.store.database import Database, connect, open_database, place_of, revision_at, told
from wayfare.store.move import Moved, count_rows, is_empty, move_rows
from wayfare.store.place import Place
from wayfare.store.revisions import sql_to_head
from wayfare.store.schema import HEAD, REVISIONS


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What a store is. `rows` are by table; `others` have it open now."""

    kind: str
    name: str
    revision: str | None
    newest: str
    bytes_used: int
    others: int
    rows: dict[str, int]


def status_of(url: str) -> StoreStatus:
    """What a store is, as it stands: nothing is made or migrated.

    Raises:
        StoreError: it cannot be read, or is not ours.
    """
    place = place_of(url)
    if not _is_there(place):
        return StoreStatus(place.kind, place.name, None, HEAD, 0, 0, {})
    others = _others(place)
    database = connect(place)
    try:
        revision = revision_at(database)
        with database.read() as connection:
            size = place.bytes_used(connection)
            rows = {} if revision is None else count_rows(connection)
    finally:
        database.close()
    return StoreStatus(place.kind, place.name, revision, HEAD, size, others, rows)


def planned_sql(url: str) -> tuple[list[str], str]:
    """The revisions that opening would add, and their SQL. Nothing is run.

    Raises:
        StoreError: the store cannot be read, or is not ours.
    """
    place = place_of(url)
    revision = status_of(url).revision
    if revision is not None and revision not in REVISIONS:
        return [], ""
    known = 0 if revision is None else REVISIONS.index(revision) + 1
    missing = list(REVISIONS[known:])
    return missing, sql_to_head(place.alembic_url, revision) if missing else ""


def move(source_url: str, target_url: str, *, replacing: bool = False) -> list[Moved]:
    """Move all rows into a store that is empty, or whose rows may be replaced.

    All of them arrive or none. The source is brought to the newest revision and keeps its
    rows.

    Raises:
        NotFoundError: there is no source.
        StoreError: a Wayfare has either open, the target is not empty, or not all arrived.
    """
    source_place, target_place = place_of(source_url), place_of(target_url)
    if source_place.name == target_place.name:
        raise StoreError("That is one store, not two.", cure="Name another as the target.")
    _check_there(source_place)
    _check_idle(source_place)
    if _is_there(target_place):
        _check_idle(target_place)
    with closing(open_database(source_url)) as source, closing(open_database(target_url)) as target:
        return _move_between(source, target, replacing=replacing)


def back_up(url: str, file: Path) -> int:
    """Copy a store into a new file as of one moment, while it is used; the bytes it has.

    Raises:
        NotFoundError: there is no store.
        StoreError: the file is there already, has no room, or cannot be written.
    """
    place = place_of(url)
    _check_there(place)
    if file.exists():
        raise StoreError(f"{file} is there already.", cure="Name a new file.")
    with closing(connect(place)) as database:
        revision = revision_at(database)
        if revision not in REVISIONS:
            raise StoreError(
                f"The tables are at revision {revision or 'none'}, which is not known here.",
                cure="Back it up with the Wayfare that made them.",
            )
        with database.read() as connection:
            size = place.bytes_used(connection)
        with whole_file(file, size) as part:
            place.copy(database.reading, part, revision)
            check_sound(part, file)
            return part.stat().st_size


def restore(file: Path, url: str, *, folder: Path, replacing: bool = False) -> list[Moved]:
    """Put a backup into a store that is empty, or whose rows may be replaced.

    A backup of an older version is migrated on the way, in a copy within `folder`.

    Raises:
        NotFoundError: there is no such file.
        StoreError: it is damaged, not ours or too new, or the store is open or not empty.
    """
    kept = place_of(_url_of(file))
    _check_there(kept)
    check_sound(file, file)
    with closing(connect(kept)) as database:
        if revision_at(database) is None:
            raise StoreError(f"{file} holds nothing.", cure="Name a backup.")
    place = place_of(url)
    if _is_there(place):
        _check_idle(place)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        copy = Path(scratch) / "backup.db"
        shutil.copyfile(file, copy)
        with (
            closing(open_database(_url_of(copy), is_copied=False)) as source,
            closing(open_database(url, copies=folder)) as target,
        ):
            return _move_between(source, target, replacing=replacing)


def _move_between(source: Database, target: Database, *, replacing: bool) -> list[Moved]:
    with source.read() as sent, target.write() as arriving:
        source.place.unlimited(sent)
        target.place.unlimited(arriving)
        if not replacing and not is_empty(arriving):
            raise StoreError(
                f"{target.place.name} is not empty.", cure="Add --replace to lose what it holds."
            )
        return move_rows(sent, arriving, target.place)


def _is_there(place: Place) -> bool:
    with told(place):
        return place.exists()


def _others(place: Place) -> int:
    with told(place):
        return place.others()


def _check_there(place: Place) -> None:
    if not _is_there(place):
        raise NotFoundError(f"There is no store at {place.name}.", cure="See: wayfare store status")


def _check_idle(place: Place) -> None:
    if _others(place):
        raise StoreError(
            f"Another program has {place.name} open, such as a running Wayfare.",
            cure="Stop it first: what it wrote meanwhile would be lost.",
        )


def check_sound(file: Path, name: Path) -> None:
    """See that a SQLite file is whole, and that every row has those that it belongs to.

    Raises:
        StoreError: it is not; calls it by its name.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{name} is no backup: {error}.", cure="Name another.") from error
    except UnicodeDecodeError as error:  # the names of its tables are damaged, and told as they are
        raise StoreError(f"{name} is damaged.", cure="Use another backup.") from error
    if found != "ok" or orphan is not None:
        said = found if found != "ok" else f"a row of {orphan[0]} stands alone"
        raise StoreError(f"{name} is damaged: {said}.", cure="Use another backup.")


def _url_of(file: Path) -> str:
    return URL.create("sqlite", database=str(file)).render_as_string()
