"""Opening: the place, the migrations, and what is refused."""

import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from store_records import attempt_record, look, request_record

from wayfare.domain.account import Role
from wayfare.domain.deployment import LOCAL_TERMS
from wayfare.domain.errors import StoreError
from wayfare.domain.key import Caller
from wayfare.store.database import MIGRATIONS, Database, open_database
from wayfare.store.keys import add_key, find_key
from wayfare.store.requests import read_decision
from wayfare.store.schema import HEAD, REVISIONS, metadata
from wayfare.store.writer import Writer

OPEN = """
import sys
from wayfare.store.database import open_database
sys.stdin.readline()
open_database(sys.argv[1]).close()
"""


def test_the_folder_and_the_files_are_for_their_owner_alone(database: Database, path: Path):
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO users (name, created_at) VALUES ('a', 1)")
    assert path.parent.stat().st_mode & 0o777 == 0o700
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes.keys() >= {"wayfare.db", "wayfare.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_new_database_is_at_the_newest_revision(database: Database, path: Path):
    assert look(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_commit_is_on_the_disk_and_does_not_keep_readers_waiting(database: Database):
    with database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_reading_side_cannot_write(database: Database):
    with pytest.raises(StoreError, match="readonly"), database.read() as connection:
        connection.exec_driver_sql("INSERT INTO users (name, created_at) VALUES ('a', 1)")


def test_a_failed_transaction_leaves_nothing_behind(database: Database, path: Path):
    def add_twice() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO users (name, created_at) VALUES ('a', 1)")
            connection.exec_driver_sql("INSERT INTO users (name, created_at) VALUES ('a', 2)")

    with pytest.raises(StoreError, match="UNIQUE constraint failed"):
        add_twice()
    assert look(path, "SELECT count(*) FROM users") == [(0,)]


def test_the_migrations_make_just_the_tables_of_the_schema(database: Database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.read() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_the_same_checks_and_keys_too(
    database: Database, path: Path, tmp_path: Path
):
    engine = create_engine(f"sqlite:///{tmp_path}/plain.db")
    metadata.create_all(engine)
    engine.dispose()

    def parts_of(file: Path) -> dict[str, list[str]]:
        made = look(file, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        # a column that came later stands in the same line as the end
        lines = {name: re.split(r"[\n,)]", sql) for name, sql in made}
        return {name: sorted(filter(None, map(str.strip, some))) for name, some in lines.items()}

    migrated = parts_of(path)
    del migrated["alembic_version"]
    assert migrated == parts_of(tmp_path / "plain.db")


def test_the_list_of_revisions_is_the_one_in_the_folder():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == REVISIONS


def test_opening_again_is_quick_and_does_not_import_alembic(database: Database, path: Path):
    code = (
        "import sys, time\n"
        "from wayfare.store.database import open_database\n"
        "begin = time.perf_counter()\n"
        "open_database(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules, time.perf_counter() - begin < 0.1)"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "True"]


def test_processes_that_open_a_fresh_database_at_once_all_succeed(path: Path):
    command = [sys.executable, "-c", OPEN, f"sqlite:///{path}"]
    openers = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(4)]
    time.sleep(0.5)
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.close()
    assert [opener.wait(timeout=60) for opener in openers] == [0, 0, 0, 0]
    assert look(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_database_that_was_never_finished_is_finished(path: Path):
    path.parent.mkdir()
    path.touch()
    open_database(f"sqlite:///{path}").close()
    assert look(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_file_that_is_no_database_is_left_alone(path: Path):
    path.parent.mkdir()
    path.write_bytes(b"a shopping list " * 100)
    with pytest.raises(StoreError, match="file is not a database"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == b"a shopping list " * 100


def test_a_database_of_something_else_is_left_alone(path: Path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not Wayfare's"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == before


#: As attempts on this machine had them before terms said whether a text stays here.
OLD_TERMS = (
    '{"country":null,"may_train":false,"kept_days":0,"as_of":null,"source":"runs on this machine"}'
)


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_rows_of_any_older_version_are_there_after_opening(path: Path, revision: str):
    database = open_database(f"sqlite:///{path}")
    add_key(
        database, key_id="k", user="owner", digest=b"d", label="", created_at=1.0, may_learn=True
    )
    writer = Writer(database)
    for number in range(3):
        writer.append(request_record(number))
        writer.append(attempt_record(number))
    writer.close()
    kept = [read_decision(database, f"decision-{number:08d}") for number in range(3)]
    migrate_down(database, revision)
    database.close()
    assert look(path, "SELECT version_num FROM alembic_version") == [(revision,)]
    if revision < "0005":  # which said it of all that was there
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE attempts SET terms = ?", [OLD_TERMS])

    database = open_database(f"sqlite:///{path}")
    try:
        assert look(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]
        assert find_key(database, b"d", 100.0) == Caller("owner", "k", role=Role.OWNER)
        found = [read_decision(database, f"decision-{number:08d}") for number in range(3)]
    finally:
        database.close()
    assert found == kept
    assert all(each is not None and each.attempts[0].terms == LOCAL_TERMS for each in found)
    assert look(path, "PRAGMA foreign_key_check") == []


def migrate_down(database: Database, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_a_database_of_a_newer_version_is_refused(database: Database, path: Path):
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer Wayfare \(tables 9999, here \d{4}\)"):
        open_database(f"sqlite:///{path}")


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/wayfare\.db cannot be opened: .*WAYFARE_HOME"):
        open_database(f"sqlite:///{tmp_path}/file/wayfare.db")


def test_a_folder_in_place_of_the_file_is_refused(path: Path):
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="unable to open database file"):
        open_database(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("wayfare.db", "not an address"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("postgresql://host/wayfare", "'postgresql' cannot be used yet"),
        ("oracle://host/wayfare", "'oracle' cannot be used yet"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_the_cure(url: str, why: str):
    with pytest.raises(StoreError, match=why) as caught:
        open_database(url)
    assert caught.value.cure
    assert "host" not in str(caught.value)
