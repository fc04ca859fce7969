"""Which revision the tables are at, who can use them, and how they come to the newest.

Knows Alembic and the folder of migrations. Knows nothing of addresses.

Each migration is of a kind. What "expand" adds, an older Wayfare does not see and need not
fill, so it may go on running while a newer one has begun: several hosts are renewed one
after the other. What "contract" takes away, it would miss. The table `readers` says which
revision the oldest Wayfare must know that can still use the tables.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    update,
)
from sqlalchemy.engine import URL

from wayfare.domain.account import DEFAULT_PROJECT
from wayfare.domain.errors import StoreError
from wayfare.store.schema import HEAD, OLDEST_READER, REVISIONS, metadata, projects, readers

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
KINDS = ("expand", "contract")
#: Alembic's own table, as it makes it.
versions = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def revision_of(connection: Connection, name: str) -> str | None:
    """The revision that the tables are at; None where there are none.

    It may be newer than this Wayfare, if this one can still use them.

    Raises:
        StoreError: the tables are not ours, or too new for this Wayfare.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(
            f"{name} is a database, but not Wayfare's.",
            cure="Set store.url to another file, or to another schema.",
        )
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    version = None if found is None else str(found)
    if version is None or version in REVISIONS:
        return version
    oldest = None
    if "readers" in tables:
        oldest = connection.exec_driver_sql("SELECT oldest FROM readers").scalar()
    if oldest not in REVISIONS:
        raise StoreError(
            f"{name} was written by a newer Wayfare (tables {version}, here {HEAD}).",
            cure="Install the newer Wayfare again.",
        )
    return version


def is_current(revision: str | None) -> bool:
    """Whether tables of this revision can be used as they are: the newest, or newer still."""
    return revision is not None and (revision == HEAD or revision not in REVISIONS)


def bring_to_head(connection: Connection) -> None:
    """Make the tables where there are none, else migrate those that are there."""
    if inspect(connection).get_table_names():
        migrate(connection)
        return
    create(connection)


def create(connection: Connection) -> None:
    """Make all tables at once, as the migrations leave them, without Alembic."""
    metadata.create_all(connection, checkfirst=False)
    versions.create(connection)
    connection.execute(insert(versions).values(version_num=HEAD))
    connection.execute(insert(readers).values(oldest=OLDEST_READER))
    connection.execute(
        insert(projects).values(id=DEFAULT_PROJECT, title=DEFAULT_PROJECT, created_at=0.0)
    )


def migrate(connection: Connection, to: str = "head", folder: Path = MIGRATIONS) -> None:
    """Bring the tables to a revision, in the transaction that the caller has begun."""
    # Alembic takes 0.1 s and 10 MB to import: only those pay who need it.
    from alembic import command  # noqa: PLC0415

    config = _config(folder)
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if "readers" in inspect(connection).get_table_names():
        connection.execute(update(readers).values(oldest=oldest_reader(folder, to)))


def kinds_of(folder: Path = MIGRATIONS) -> dict[str, str]:
    """The kind of each revision, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = [*ScriptDirectory.from_config(_config(folder)).walk_revisions()][::-1]
    return {script.revision: script.module.kind for script in scripts}


def oldest_reader(folder: Path = MIGRATIONS, to: str = "head") -> str:
    """The revision that a Wayfare must know at least, to use tables that are at `to`."""
    kinds = kinds_of(folder)
    oldest = next(iter(kinds))
    for revision, kind in kinds.items():
        if kind == "contract":
            oldest = revision
        if revision == to:
            break
    return oldest


def sql_to_head(url: URL, revision: str | None) -> str:
    """The SQL that would bring tables from a revision to the newest. Runs none of it."""
    from alembic import command  # noqa: PLC0415

    config = _config(MIGRATIONS)
    config.output_buffer = buffer = io.StringIO()
    config.attributes["url"] = url
    command.upgrade(config, f"{revision or 'base'}:head", sql=True)
    return buffer.getvalue()


def _config(folder: Path) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
