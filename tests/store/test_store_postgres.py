"""What only a server has: others' schemas, dead sessions, characters it cannot hold."""

import logging
import threading
from contextlib import closing
from typing import Any

import pytest
from store_records import another, attempt_record, look, request_record

from scratch import scratch_database, scratch_schema
from wayfare.domain.errors import StoreError
from wayfare.store.database import Database, open_database, place_of
from wayfare.store.requests import read_decision
from wayfare.store.writer import Writer


@pytest.fixture
def kind() -> str:
    return "postgresql"


def admin(url: str) -> Any:
    """Somebody who may end the sessions of others."""
    import psycopg

    return psycopg.connect(url.partition("?")[0], autocommit=True)


def end_sessions(connection: Any, start: str) -> int:
    ended = connection.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE starts_with(application_name, %s)",
        [start],
    )
    return int(ended.fetchone()[0])


def session_of(url: str) -> str:
    return f"wayfare {url.partition('schema=')[2]}"


@pytest.mark.slow
def test_tables_of_others_in_the_same_database_are_left_alone(postgres: str):
    with scratch_database(postgres) as server:
        with closing(admin(server)) as other:
            other.execute("CREATE TABLE users (name text)")
            other.execute("INSERT INTO users VALUES ('not ours')")
        open_database(server).close()
        with closing(admin(server)) as other:
            assert other.execute("SELECT * FROM public.users").fetchall() == [("not ours",)]
            assert other.execute("SELECT count(*) FROM wayfare.users").fetchone() == (0,)


def test_a_schema_of_something_else_is_refused_and_left_alone(postgres: str):
    with scratch_schema(postgres) as url:
        schema = url.partition("schema=")[2]
        with closing(admin(url)) as other:
            other.execute(f"CREATE SCHEMA {schema}")
            other.execute(f"CREATE TABLE {schema}.recipes (name text)")
        with pytest.raises(StoreError, match="not Wayfare's"):
            open_database(url)
        assert look(url, "SELECT count(*) FROM recipes") == [(0,)]
        with pytest.raises(Exception, match="does not exist"):
            look(url, "SELECT * FROM alembic_version")


@pytest.mark.slow
def test_a_user_who_may_make_no_schema_uses_one_that_was_made(postgres: str):
    with scratch_database(postgres) as server, closing(admin(server)) as root:
        role = server.rpartition("/")[2]
        root.execute(f"CREATE ROLE {role} LOGIN")
        try:
            url = server.replace("root@", f"{role}@")
            with pytest.raises(StoreError, match="permission denied for database"):
                open_database(url)
            root.execute(f"CREATE SCHEMA wayfare AUTHORIZATION {role}")
            open_database(url).close()
        finally:
            root.execute(f"DROP OWNED BY {role}")
            root.execute(f"DROP ROLE {role}")


@pytest.mark.slow
def test_a_database_that_cannot_hold_every_character_is_refused(postgres: str):
    options = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    with (
        scratch_database(postgres, options) as server,
        pytest.raises(StoreError, match="LATIN1") as caught,
    ):
        open_database(server)
    assert "--encoding UTF8" in (caught.value.cure or "")


def test_plain_addresses_are_taken(url: str):
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        open_database(url.replace("postgresql", scheme, 1)).close()


def test_a_session_that_was_ended_is_replaced_unnoticed(database: Database, url: str):
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    with closing(admin(url)) as other:
        assert end_sessions(other, session_of(url)) > 0
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    with database.write() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@pytest.mark.slow
def test_sessions_that_are_ended_while_they_write_lose_nothing_and_double_nothing(
    database: Database, url: str, caplog: pytest.LogCaptureFixture
):
    writer = Writer(database, max_wait_s=0.001)
    done = threading.Event()
    ended = 0

    def keep_ending() -> None:
        nonlocal ended
        with closing(admin(url)) as other:
            while not done.wait(0.01):
                ended += end_sessions(other, session_of(url))

    killer = threading.Thread(target=keep_ending)
    killer.start()
    for number in range(400):
        writer.append(request_record(number))
        writer.append(attempt_record(number))
        if number % 20 == 0:
            done.wait(0.02)
    done.wait(0.5)
    done.set()
    killer.join()
    writer.close()
    assert ended > 3
    assert writer.refused == 0
    for table in ("requests", "decisions", "attempts", "completions", "costs"):
        assert look(url, f"SELECT count(*) FROM {table}") == [(400,)]
    assert "left out" not in caplog.text


def test_a_commit_whose_answer_was_lost_is_not_repeated(database: Database, url: str):
    """It came to be, or not: the writer looks before it writes again."""
    writer = Writer(database)
    records = [request_record(1), attempt_record(1)]
    for record in records:
        writer.append(record)
    writer.flush()
    writer._doubtful = list(records)
    for record in (*records, request_record(2)):
        writer.append(record)
    writer.close()
    assert writer.refused == 0
    assert look(url, "SELECT count(*) FROM requests") == [(2,)]


@pytest.mark.slow
def test_a_server_that_goes_away_is_waited_out(postgres: str, caplog: pytest.LogCaptureFixture):
    with scratch_database(postgres) as server, closing(admin(postgres)) as root:
        name = server.rpartition("/")[2]
        database = open_database(server)
        writer = Writer(database)
        writer.append(request_record(1))
        writer.flush()
        root.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        root.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        with caplog.at_level(logging.WARNING):
            for number in range(2, 50):
                writer.append(request_record(number, prompt=b"SECRET"))
            with pytest.raises(StoreError, match="48 records are not written yet"):
                writer.flush(timeout_s=0.5)
            with pytest.raises(StoreError, match="cannot be read"):
                read_decision(database, "decision-00000001")
            root.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            writer.close()
        assert read_decision(database, "decision-00000049") is not None
        database.close()
    assert caplog.messages[-1] == "The database can be written again; nothing was lost."
    assert "SECRET" not in caplog.text


def test_a_character_that_no_text_can_hold_is_kept_as_a_mark_and_stops_nobody(
    database: Database, url: str
):
    writer = Writer(database)
    body = b'{"messages": [{"content": "\x00"}]}'
    writer.append(request_record(1, prompt=body))
    writer.append(attempt_record(1, answer="nul \x00 and half \ud83d of it"))
    for number in range(2, 30):
        writer.append(request_record(number))
        writer.append(attempt_record(number))
    writer.close()
    assert writer.refused == 0
    assert look(url, "SELECT count(*) FROM costs") == [(29,)]
    assert look(url, "SELECT answer FROM completions WHERE attempt_id LIKE '%01-1'") == [
        ("nul \N{SYMBOL FOR NULL} and half ? of it",)
    ]
    # what is bytes is kept as it came
    assert look(url, "SELECT prompt FROM requests WHERE id LIKE '%01'") == [(body,)]


def test_a_marked_record_beside_one_at_fault_is_kept(database: Database, url: str):
    writer = Writer(database)
    for record in (
        request_record(1),
        attempt_record(1, answer="\x00"),
        request_record(1),
        attempt_record(1, 2, answer="whole"),
    ):
        writer.append(record)
    writer.close()
    assert writer.refused == 1
    answers = look(url, "SELECT answer FROM completions ORDER BY attempt_id")
    assert answers == [("\N{SYMBOL FOR NULL}",), ("whole",)]


def test_changes_of_different_hosts_wait_for_each_other(database: Database, url: str):
    """What one read in its transaction is still true when it writes."""
    other = open_database(url)
    order: list[str] = []
    begun = threading.Event()

    def second() -> None:
        begun.set()
        with other.write() as connection:
            found = connection.exec_driver_sql("SELECT count(*) FROM users").scalar()
            order.append(f"second saw {found}")

    thread = threading.Thread(target=second)
    with database.write() as connection:
        thread.start()
        begun.wait()
        thread.join(0.2)
        connection.exec_driver_sql("INSERT INTO users (name, created_at) VALUES ('a', 1)")
        order.append("first wrote")
    thread.join()
    other.close()
    assert order == ["first wrote", "second saw 1"]


def test_the_owners_own_options_win(url: str):
    database = open_database(f"{url}&options=-c%20lock_timeout%3D77")
    with database.read() as connection:
        shown = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in ("lock_timeout", "statement_timeout", "synchronous_commit")
        }
    database.close()
    assert shown == {
        "lock_timeout": "77ms",
        "statement_timeout": "1min",
        "synchronous_commit": "on",
    }


def test_the_name_that_people_are_told_has_no_password():
    place = place_of("postgresql://mina:SECRET@host:1234/db?password=SECRET&schema=own")
    assert place.name == "postgresql://mina@host:1234/db (schema own)"


def test_a_session_of_another_wayfare_is_seen(database: Database, url: str):
    place = place_of(url)
    assert place.others() == 0
    with closing(another(url)) as other:
        other.execute(f"SET application_name = '{session_of(url)} 1 elsewhere'")
        other.commit()
        assert place.others() == 1
