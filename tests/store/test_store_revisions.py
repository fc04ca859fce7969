"""Migrations: no row is lost, older and newer live side by side, half a one leaves nothing."""

import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from store_records import (
    SLOW_ON_POSTGRESQL,
    another,
    attempt_record,
    look,
    request_record,
)

from wayfare.domain.account import Role
from wayfare.domain.deployment import LOCAL_TERMS
from wayfare.domain.errors import StoreError
from wayfare.domain.key import Caller
from wayfare.store.database import Database, connect, open_database, place_of
from wayfare.store.keys import KeyRow, add_key, find_key
from wayfare.store.requests import read_decision
from wayfare.store.revisions import (
    KINDS,
    MIGRATIONS,
    kinds_of,
    migrate,
    oldest_reader,
    sql_to_head,
)
from wayfare.store.rows import LOG_TABLES, rows_of
from wayfare.store.schema import HEAD, REVISIONS
from wayfare.store.writer import Writer

#: As attempts on this machine had them before terms said whether a text stays here.
OLD_TERMS = (
    '{"country":null,"may_train":false,"kept_days":0,"as_of":null,"source":"runs on this machine"}'
)
VERSION = "SELECT version_num FROM alembic_version"


def test_the_list_of_revisions_is_the_one_in_the_folder():
    assert tuple(kinds_of()) == REVISIONS


def test_each_migration_says_whether_an_older_wayfare_can_go_on():
    assert set(kinds_of().values()) <= set(KINDS)


@SLOW_ON_POSTGRESQL
@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_rows_of_any_older_version_are_there_after_opening(fresh_url: str, revision: str):
    database = open_database(fresh_url)
    add_key(database, KeyRow("k", "owner", "", 1.0, may_learn=True), b"d")
    write_some(database)
    kept = [read_decision(database, f"decision-{number:08d}") for number in range(3)]
    migrate_down(database, revision)
    database.close()
    assert look(fresh_url, VERSION) == [(revision,)]
    if revision < "0005":  # which said it of all that was there
        with closing(another(fresh_url)) as connection:
            connection.execute(f"UPDATE attempts SET terms = '{OLD_TERMS}'")
            connection.commit()

    database = open_database(fresh_url)
    try:
        assert look(fresh_url, VERSION) == [(HEAD,)]
        assert find_key(database, b"d", 100.0) == Caller("owner", "k", role=Role.OWNER)
        found = [read_decision(database, f"decision-{number:08d}") for number in range(3)]
    finally:
        database.close()
    assert found == kept
    assert all(each is not None and each.attempts[0].terms == LOCAL_TERMS for each in found)


def write_some(database: Database) -> None:
    writer = Writer(database)
    for number in range(3):
        writer.append(request_record(number))
        writer.append(attempt_record(number))
    writer.close()


def migrate_down(database: Database, revision: str) -> None:
    with database.write() as connection:
        config = config_of(MIGRATIONS)
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def config_of(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config


def claim(url: str, version: str, oldest: str) -> None:
    """Have the tables say that a newer Wayfare has been here."""
    with closing(another(url)) as connection:
        connection.execute(f"UPDATE alembic_version SET version_num = '{version}'")
        connection.execute(f"UPDATE readers SET oldest = '{oldest}'")
        connection.commit()


@SLOW_ON_POSTGRESQL
def test_tables_of_a_newer_version_that_we_would_miss_something_in_are_refused(fresh_url: str):
    open_database(fresh_url).close()
    claim(fresh_url, "9999", oldest="9998")
    with pytest.raises(StoreError, match=r"newer Wayfare \(tables 9999, here \d{4}\)"):
        open_database(fresh_url)


@SLOW_ON_POSTGRESQL
def test_tables_that_a_newer_version_only_added_to_are_used_as_they_are(fresh_url: str):
    open_database(fresh_url).close()
    with closing(another(fresh_url)) as connection:
        connection.execute("ALTER TABLE requests ADD COLUMN mood VARCHAR DEFAULT 'fine' NOT NULL")
        connection.execute("CREATE TABLE moods (name VARCHAR PRIMARY KEY)")
        connection.commit()
    claim(fresh_url, "9999", oldest=HEAD)
    database = open_database(fresh_url)
    try:
        write_some(database)
        assert read_decision(database, "decision-00000001") is not None
    finally:
        database.close()
    assert look(fresh_url, VERSION) == [("9999",)]
    assert look(fresh_url, "SELECT DISTINCT mood FROM requests") == [("fine",)]


#: What each older Wayfare, back to the oldest that may go on, does not know of.
ADDED_IN_0006 = {
    "requests": {"project"},
    "keys": {"project", "may_manage", "expires_at"},
    "users": {"role", "password", "subject", "disabled_at"},
}
ADDED_LATER = {
    "decisions": {"features", "features_version", "topic"},
    "requests": {"wishes", "demands"},
    "completions": {"served_model"},
}


@SLOW_ON_POSTGRESQL
def test_what_the_last_version_writes_fits_into_the_tables_of_this_one(
    database: Database, url: str
):
    """The statements of revision 0005: its columns, and no others."""
    assert oldest_reader() <= "0005"
    old_users = "INSERT INTO users (name, created_at) VALUES ('mina', 1)"
    old_keys = (
        'INSERT INTO keys (id, "user", digest, label, created_at, may_learn)'
        " VALUES ('k', 'mina', '', '', 1, {})"
    ).format("TRUE")
    rows = rows_of([request_record(1), attempt_record(1)])
    with database.write() as connection:
        connection.exec_driver_sql(old_users)
        connection.exec_driver_sql(old_keys)
        for table in LOG_TABLES:
            left_out = ADDED_IN_0006.get(table.name, set()) | ADDED_LATER.get(table.name, set())
            for row in rows[table]:
                named = zip(table.columns, row, strict=True)
                values = {column: value for column, value in named if column.name not in left_out}
                connection.execute(table.insert().values(values))
    found = read_decision(database, "decision-00000001")
    assert found is not None
    assert len(found.attempts) == 1
    assert look(url, "SELECT role, disabled_at FROM users") == [("member", None)]
    assert look(url, "SELECT project, expires_at FROM keys") == [("default", None)]
    assert look(url, "SELECT project FROM requests") == [("default",)]


@pytest.fixture
def next_steps(tmp_path: Path) -> Path:
    """The migrations, with two more; the second breaks off halfway."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    text = 'from alembic import op\nrevision, down_revision, kind = "{}", "{}", "{}"\n'
    text += "def upgrade():\n    op.execute('CREATE TABLE {} (name VARCHAR)')\n{}"
    last = "    op.execute('DELETE FROM projects')\n    raise RuntimeError('power failure')\n"
    versions = folder / "versions"
    (versions / "9001_a.py").write_text(text.format("9001", HEAD, "contract", "first", ""))
    (versions / "9002_b.py").write_text(text.format("9002", "9001", "expand", "second", last))
    return folder


@SLOW_ON_POSTGRESQL
def test_half_a_migration_leaves_the_old_state(database: Database, url: str, next_steps: Path):
    with pytest.raises(RuntimeError, match="power failure"), database.write() as connection:
        migrate(connection, folder=next_steps)
    assert look(url, VERSION) == [(HEAD,)]
    assert look(url, "SELECT id FROM projects") == [("default",)]
    with database.read() as connection:
        tables = inspect(connection).get_table_names()
    assert {"first", "second"}.isdisjoint(tables)


@SLOW_ON_POSTGRESQL
def test_what_takes_something_away_shuts_older_versions_out(fresh_url: str, next_steps: Path):
    database = open_database(fresh_url)
    assert look(fresh_url, "SELECT oldest FROM readers") == [(REVISIONS[0],)]
    with database.write() as connection:
        migrate(connection, "9001", next_steps)
    database.close()
    assert look(fresh_url, "SELECT oldest FROM readers") == [("9001",)]
    with pytest.raises(StoreError, match="newer Wayfare"):
        open_database(fresh_url)


@SLOW_ON_POSTGRESQL
def test_the_sql_can_be_read_before_it_is_run(fresh_url: str):
    place = place_of(fresh_url)
    for revision in (None, *REVISIONS[:-1]):
        sql = sql_to_head(place.alembic_url, revision)
        form = "ALTER TABLE completions ADD COLUMN form" in sql
        assert form is (revision is None or revision < "0020")
        assert ("CREATE TABLE checks" in sql) is (revision is None or revision < "0017")
        served = "ALTER TABLE completions ADD COLUMN served_model" in sql
        assert served is (revision is None or revision < "0016")
        assert ("CREATE TABLE epochs" in sql) is (revision is None or revision < "0015")
        demanded = "ALTER TABLE requests ADD COLUMN demands" in sql
        assert demanded is (revision is None or revision < "0014")
        assert ("ix_decisions_request_id" in sql) is (revision is None or revision < "0013")
        assert ("CREATE TABLE learned" in sql) is (revision is None or revision < "0012")
        assert ("ADD COLUMN orders" in sql) is (revision is None or revision < "0011")
        assert ("CREATE TABLE confirmations" in sql) is (revision is None or revision < "0010")
        assert ("ADD COLUMN wishes" in sql) is (revision is None or revision < "0008")
        assert ("CREATE TABLE outcomes" in sql) is (revision is None or revision < "0007")
        assert ("CREATE TABLE topics" in sql) is (revision is None or revision < "0009")
        assert ("CREATE TABLE requests" in sql) is (revision is None)
        assert re.search(rf"version_num\W+'{HEAD}'|'{HEAD}'", sql)
    assert sql_to_head(place.alembic_url, HEAD).count("CREATE") == 0


def test_the_sql_that_is_shown_makes_the_tables(path: Path):
    """Run by hand, it does what opening does."""
    place = place_of(f"sqlite:///{path}")
    place.make()
    with closing(another(f"sqlite:///{path}")) as connection:
        connection.executescript(sql_to_head(place.alembic_url, None))
    database = connect(place)
    try:
        write_some(database)
    finally:
        database.close()
    assert look(f"sqlite:///{path}", VERSION) == [(HEAD,)]


def test_a_folder_has_one_line_of_revisions():
    assert ScriptDirectory.from_config(config_of(MIGRATIONS)).get_heads() == [HEAD]


def test_the_decision_of_a_request_is_found_by_an_index(fresh_url: str):
    open_database(fresh_url).close()
    named = "SELECT name FROM sqlite_master WHERE type = 'index'"
    if not fresh_url.startswith("sqlite"):
        named = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    assert ("ix_decisions_request_id",) in look(fresh_url, named)
