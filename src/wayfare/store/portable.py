"""Write everything a database holds into one SQLite file: the form of a backup.

Knows that a backup is a Wayfare database like any other. Knows nothing of where the rows
come from.
"""

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from wayfare.store.move import Moved, move_rows
from wayfare.store.revisions import migrate
from wayfare.store.sqlite import SqlitePlace


def write_portable(source: Connection, target: Path, revision: str) -> list[Moved]:
    """Write all rows that `source` sees into a new file, whose tables are at `revision`."""
    place = SqlitePlace(URL.create("sqlite", database=str(target)))
    engine = place.writing_engine()
    try:
        with engine.begin() as connection:
            migrate(connection, revision)
            return move_rows(source, connection, place)
    finally:
        engine.dispose()
