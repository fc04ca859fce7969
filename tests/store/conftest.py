"""Every test of the store runs on both kinds of databases, unless it says otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from homes import put_store
from scratch import clear, scratch_schema
from wayfare.store.database import Database, connect, open_database, place_of
from wayfare.store.revisions import migrate
from wayfare.store.writer import Writer


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which kind of database a test is about."""
    return request.param


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file of a SQLite database is."""
    return tmp_path / "home" / "wayfare.db"


@pytest.fixture
def fresh_url(kind: str, path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a place where nothing was opened yet."""
    if kind == "sqlite":
        yield f"sqlite:///{path}"
        return
    with scratch_schema(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def opened_schema(postgres: str) -> Iterator[str]:
    """A schema whose tables are there; made once, since that takes a while."""
    with scratch_schema(postgres) as url:
        open_database(url).close()
        yield url


@pytest.fixture
def url(kind: str, path: Path, empty_store: bytes, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database that holds nothing."""
    if kind == "sqlite":
        put_store(path.parent, empty_store)
        yield f"sqlite:///{path}"
        return
    yield request.getfixturevalue("opened_schema")


@pytest.fixture
def database(url: str, kind: str) -> Iterator[Database]:
    database = open_database(url)
    if kind != "sqlite":
        clear(database)  # the same schema serves many tests
    yield database
    database.close()


@pytest.fixture
def migrated(fresh_url: str) -> Iterator[Database]:
    """A database that came to the newest revision by all migrations, one after the other."""
    place = place_of(fresh_url)
    place.make()
    database = connect(place)
    with database.writing.begin() as connection:
        migrate(connection)
    yield database
    database.close()


@pytest.fixture
def impatient(database: Database, url: str, kind: str) -> Iterator[Database]:
    """A database that says at once that it is locked."""
    if kind == "sqlite":
        with database.writing.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=1")
        yield database
        return
    impatient = open_database(f"{url}&options=-c%20lock_timeout%3D1")
    yield impatient
    impatient.close()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    writer = Writer(database)
    yield writer
    writer.close()
