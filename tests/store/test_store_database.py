"""Opening: what is there afterwards, what others may do meanwhile, and what is refused."""

import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import event, inspect
from sqlalchemy.exc import OperationalError
from store_records import SLOW_ON_POSTGRESQL, look

from wayfare.domain.errors import StoreError
from wayfare.store.database import Database, connect, open_database, place_of, told
from wayfare.store.revisions import create, migrate, oldest_reader
from wayfare.store.schema import HEAD, OLDEST_READER, metadata

OPEN = """
import sys
from wayfare.store.database import open_database
sys.stdin.readline()
open_database(sys.argv[1]).close()
"""
ADD_USER = "INSERT INTO users (name, created_at) VALUES ('a', {})"
#: How each kind says it.
READ_ONLY = {"sqlite": "readonly", "postgresql": "read-only"}
TAKEN = {"sqlite": "UNIQUE constraint failed", "postgresql": "duplicate key value"}


def test_a_new_database_is_at_the_newest_revision(database: Database, url: str):
    assert look(url, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_what_is_written_is_there_when_the_block_ends(database: Database, url: str):
    with database.write() as connection:
        connection.exec_driver_sql(ADD_USER.format(1))
        assert look(url, "SELECT count(*) FROM users") == [(0,)]
    assert look(url, "SELECT count(*) FROM users") == [(1,)]


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(database: Database):
    counting = "SELECT count(*) FROM users"
    with database.read() as reader:
        assert reader.exec_driver_sql(counting).scalar() == 0
        with database.write() as connection:
            connection.exec_driver_sql(ADD_USER.format(1))
        assert reader.exec_driver_sql(counting).scalar() == 0
    with database.read() as reader:
        assert reader.exec_driver_sql(counting).scalar() == 1


def test_the_reading_side_cannot_write(database: Database, kind: str):
    with pytest.raises(StoreError, match=READ_ONLY[kind]), database.read() as connection:
        connection.exec_driver_sql(ADD_USER.format(1))


def test_a_failed_transaction_leaves_nothing_behind(database: Database, url: str, kind: str):
    def add_twice() -> None:
        with database.write() as connection:
            connection.exec_driver_sql(ADD_USER.format(1))
            connection.exec_driver_sql(ADD_USER.format(2))

    with pytest.raises(StoreError, match=TAKEN[kind]):
        add_twice()
    assert look(url, "SELECT count(*) FROM users") == [(0,)]


def test_an_error_quotes_no_value(database: Database):
    def add_secret_twice() -> None:
        with database.write() as connection:
            for _ in range(2):
                connection.exec_driver_sql(
                    "INSERT INTO users (name, created_at) VALUES ('SECRET', 1)"
                )

    with pytest.raises(StoreError) as caught:
        add_secret_twice()
    assert "SECRET" not in str(caught.value)


@SLOW_ON_POSTGRESQL
def test_the_migrations_make_just_the_tables_of_the_schema(migrated: Database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with migrated.read() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


@SLOW_ON_POSTGRESQL
def test_a_new_database_holds_what_a_migrated_one_holds(fresh_url: str):
    """Made at once or by every migration: the same tables, and the same rows in them."""
    place = place_of(fresh_url)
    place.make()
    made = []
    for make in (create, migrate):
        database = connect(place)
        with database.writing.connect() as connection, connection.begin() as undone:
            make(connection)
            tables = inspect(connection).get_table_names()
            rows = {t: connection.exec_driver_sql(f'SELECT * FROM "{t}"') for t in tables}
            made.append({t: [row._asdict() for row in found] for t, found in rows.items()})
            undone.rollback()
        database.close()
    at_once, by_steps = made
    assert at_once == by_steps
    assert at_once["alembic_version"] == [{"version_num": HEAD}]
    assert oldest_reader() == OLDEST_READER


@SLOW_ON_POSTGRESQL
def test_processes_that_open_a_fresh_database_at_once_all_succeed(fresh_url: str):
    command = [sys.executable, "-c", OPEN, fresh_url]
    openers = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(4)]
    time.sleep(0.5)
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.close()
    assert [opener.wait(timeout=60) for opener in openers] == [0, 0, 0, 0]
    assert look(fresh_url, "SELECT version_num FROM alembic_version") == [(HEAD,)]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("wayfare.db", "not an address"),
        ("postgresql://user:SECRET@host:SECRET/wayfare", "not an address"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("oracle://user:SECRET@host/wayfare", "'oracle' cannot be used"),
        ("postgresql://user:SECRET@host/wayfare?schema=a;b", "not a plain name"),
        ("postgres://user:SECRET@127.0.0.1:1/wayfare", "refused"),
        ("postgresql://127.0.0.1:1/wayfare?password=SECRET", "refused"),
        ("postgresql://user:SECRET@127.0.0.1:1/wayfare?no_such_option=1", "no_such_option"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_the_cure_and_without_the_password(
    address: str, why: str
):
    with pytest.raises(StoreError, match=why) as caught:
        open_database(address)
    assert caught.value.cure
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("reason", ["database or disk is full", "database is locked"])
def test_nobody_is_told_to_move_away_a_database_that_is_well(tmp_path, reason):
    place = place_of(f"sqlite:///{tmp_path}/wayfare.db")
    fault = OperationalError("BEGIN", {}, sqlite3.OperationalError(reason))
    with pytest.raises(StoreError, match=reason) as refused, told(place):
        raise fault
    assert "Move the file away" not in refused.value.cure


def test_closing_leaves_no_connection_open_though_threads_go_on_reading(database: Database):
    opened: list[object] = []
    closed: list[object] = []
    for engine in (database.reading, database.writing):
        event.listen(engine, "connect", lambda connection, _: opened.append(connection))
        event.listen(engine, "close", lambda connection, _: closed.append(connection))
    warm, faults = threading.Barrier(5), list[str]()

    def read_on() -> None:
        with database.read() as connection:
            warm.wait()
            connection.exec_driver_sql("SELECT 1")
        try:
            while True:
                with database.read() as connection:
                    connection.exec_driver_sql("SELECT 1")
        except StoreError as error:
            faults.append(str(error))

    threads = [threading.Thread(target=read_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    warm.wait()
    database.close()
    for thread in threads:
        thread.join()
    assert faults == ["The database was closed."] * 4
    assert len(opened) >= 3  # one may have been there
    assert set(map(id, opened)) <= set(map(id, closed))


def test_closing_waits_for_a_thread_that_is_just_reading(database: Database):
    inside, done = threading.Event(), threading.Event()

    def read() -> None:
        with database.read() as connection:
            connection.exec_driver_sql("SELECT 1")
            inside.set()
            done.wait(5)

    thread = threading.Thread(target=read)
    thread.start()
    inside.wait(5)
    pool = database.reading.pool
    threading.Timer(0.2, done.set).start()
    database.close()
    assert done.is_set()
    assert pool.checkedin() + pool.checkedout() == 0
    thread.join()
