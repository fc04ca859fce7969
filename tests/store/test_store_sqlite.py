"""What only a file has: its place and modes, its log, its checks, its full disk."""

import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from store_records import attempt_record, look, request_record

from wayfare.domain.errors import StoreError
from wayfare.store.database import Database, open_database
from wayfare.store.schema import HEAD, metadata
from wayfare.store.writer import Writer


@pytest.fixture
def kind() -> str:
    return "sqlite"


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def count(path: Path) -> int:
    return int(look(url_of(path), "SELECT count(*) FROM requests")[0][0])


def test_the_folder_and_the_files_are_for_their_owner_alone(database: Database, path: Path):
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO users (name, created_at) VALUES ('a', 1)")
    assert path.parent.stat().st_mode & 0o777 == 0o700
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes.keys() >= {"wayfare.db", "wayfare.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_commit_is_on_the_disk_and_does_not_keep_readers_waiting(database: Database):
    with database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_migrations_make_the_same_checks_and_keys_too(
    migrated: Database, path: Path, tmp_path: Path
):
    engine = create_engine(f"sqlite:///{tmp_path}/plain.db")
    metadata.create_all(engine)
    engine.dispose()

    def parts_of(file: Path) -> dict[str, list[str]]:
        made = look(url_of(file), "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        # a column that came later stands in the same line as the end
        lines = {name: re.split(r"[\n,)]", sql) for name, sql in made}
        return {name: sorted(filter(None, map(str.strip, some))) for name, some in lines.items()}

    came = parts_of(path)
    del came["alembic_version"]
    assert came == parts_of(tmp_path / "plain.db")


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "again"])
def test_opening_is_quick_and_does_not_import_alembic(path: Path, is_new: bool):
    if not is_new:
        open_database(f"sqlite:///{path}").close()
    code = (
        "import sys, time\n"
        "from wayfare.store.database import open_database\n"
        "begin = time.process_time()\n"
        "open_database(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules, time.process_time() - begin < 1)"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "True"]


def test_a_database_that_was_never_finished_is_finished(path: Path):
    path.parent.mkdir()
    path.touch()
    open_database(f"sqlite:///{path}").close()
    assert look(url_of(path), "SELECT version_num FROM alembic_version") == [(HEAD,)]


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


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/wayfare\.db cannot be opened: .*WAYFARE_HOME"):
        open_database(f"sqlite:///{tmp_path}/file/wayfare.db")


def test_a_folder_in_place_of_the_file_is_refused(path: Path):
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="unable to open database file"):
        open_database(f"sqlite:///{path}")


def test_a_full_disk_is_waited_out(database: Database, path: Path):
    with database.writing.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    writer = Writer(database)
    for number in range(100):
        writer.append(request_record(number, prompt=b"x" * 5_000))
    while not writer.trouble:
        time.sleep(0.005)
    with pytest.raises(StoreError, match="full"):
        writer.flush(timeout_s=0.05)
    assert count(path) == 0
    with database.writing.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    writer.close()
    assert count(path) == 100


def test_texts_that_are_not_kept_are_null_and_nowhere_in_the_files(database: Database, path: Path):
    writer = Writer(database)
    writer.append(request_record(1, prompt=None))
    writer.append(attempt_record(1, answer=None))
    writer.append(request_record(2, prompt=b"a secret kept by wish"))
    writer.append(attempt_record(2, answer="another secret"))
    writer.close()
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert look(url_of(path), "SELECT prompt FROM requests WHERE id LIKE '%1'") == [(None,)]
    assert look(url_of(path), "SELECT answer FROM completions WHERE attempt_id LIKE '%1-1'") == [
        (None,)
    ]
    # what is kept is found this way, so what is not found is not there
    assert b"a secret kept by wish" in written
    assert b"another secret" in written
    assert b'{"messages": []}' not in written
    assert "네, 그렇습니다".encode() not in written
