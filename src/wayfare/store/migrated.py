"""How the tables stand: at which revision, and which migrations are still to come.

Reads the folder of migrations as it is on the disk, which may be newer than the Wayfare that
runs: then they come at the next start. Knows their files, and imports none of them.
"""

import ast
from pathlib import Path

import msgspec

from wayfare.store.database import Database, revision_at
from wayfare.store.revisions import MIGRATIONS


class Migration(msgspec.Struct, frozen=True):
    """One migration: what its file says that it does, and of which kind it is.

    `about` is English, `korean` the same in Korean, empty where the file does not say it.
    """

    revision: str
    about: str
    kind: str
    korean: str = ""


class Tables(msgspec.Struct, frozen=True):
    """How the tables stand. `pending` are the migrations that the next start would make.

    `kind` is that of the database, `name` where it is, without a password.
    """

    kind: str
    name: str
    revision: str | None
    newest: str
    pending: tuple[Migration, ...]
    bytes_used: int


def see_tables(database: Database, folder: Path = MIGRATIONS) -> Tables:
    """How the tables of an open database stand. Nothing is changed.

    Raises:
        StoreError: they cannot be read.
    """
    place, known = database.place, migrations_in(folder)
    revision = revision_at(database)
    with database.read() as connection:
        size = place.bytes_used(connection)
    return Tables(
        place.kind, place.name, revision, known[-1].revision, pending(known, revision), size
    )


def pending(known: tuple[Migration, ...], revision: str | None) -> tuple[Migration, ...]:
    """Those that tables at a revision still lack. A newer Wayfare's tables lack none of ours.

    >>> two = (Migration("0001", "Keep this.", "expand"), Migration("0002", "And that.", "expand"))
    >>> [each.revision for each in pending(two, "0001")], pending(two, "0003")
    (['0002'], ())
    """
    at = next((n for n, each in enumerate(known) if each.revision == revision), None)
    return () if at is None else known[at + 1 :]


def migrations_in(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """All migrations of a folder, the oldest first."""
    return tuple(_read(file) for file in sorted((folder / "versions").glob("[0-9]*.py")))


def _read(file: Path) -> Migration:
    # its text alone: to import Alembic takes 10 MB, and this is asked again and again
    module = ast.parse(file.read_text(encoding="utf-8"))
    said = {
        node.targets[0].id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    about = (ast.get_docstring(module) or "").partition("\n")[0]
    its = str(said["revision"])
    return Migration(its, about, str(said["kind"]), str(said.get("korean", "")))
