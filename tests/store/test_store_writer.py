"""Writing behind the request's back: durable soon, whole always, lost never."""

import itertools
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from store_records import (
    LOCKED,
    SLOW_ON_POSTGRESQL,
    another,
    attempt_record,
    locked,
    look,
    request_record,
)

from scratch import clear
from wayfare.domain.errors import StoreError
from wayfare.store.database import Database, open_database
from wayfare.store.requests import read_decision
from wayfare.store.writer import Writer

WRITE = """
import itertools, sys, time
sys.path.insert(0, sys.argv[2])
from store_records import attempt_record, request_record
from wayfare.store.database import open_database
from wayfare.store.writer import Writer

writer = Writer(open_database(sys.argv[1]))
for number in itertools.count():
    writer.append(request_record(number))
    writer.append(attempt_record(number))
    print(number, time.time(), flush=True)
    time.sleep(0.0005)
"""


def until(true: Callable[[], object], timeout_s: float = 60.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.005)


def count(url: str, table: str = "requests") -> int:
    return int(look(url, f"SELECT count(*) FROM {table}")[0][0])


def test_a_record_waits_for_no_more_than_a_tenth_of_a_second(writer: Writer):
    assert writer._max_wait_s < 0.1


@SLOW_ON_POSTGRESQL
@pytest.mark.parametrize(
    "at_most_s",
    [5, pytest.param(0.1, marks=pytest.mark.endurance)],  # where nothing else runs
)
def test_a_record_is_durable_soon(writer: Writer, url: str, kind: str, at_most_s: float):
    taken = []
    with closing(another(url)) as reader:

        def stored() -> int:
            cursor = reader.cursor()
            cursor.execute("SELECT count(*) FROM requests")
            (found,) = cursor.fetchone()
            reader.rollback()  # the next look sees what came meanwhile
            return int(found)

        for number in range(5):
            begin = time.monotonic()
            writer.append(request_record(number))
            until(lambda expected=number + 1: stored() == expected)
            taken.append(time.monotonic() - begin)
    # the middle one: a busy machine may be late once; a server is asked over the network
    assert sorted(taken)[2] < at_most_s * (1 if kind == "sqlite" else 2)


def test_flush_returns_when_everything_so_far_is_there(writer: Writer, url: str):
    for number in range(1_234):
        writer.append(request_record(number))
        writer.append(attempt_record(number))
    writer.flush()
    for table in ("requests", "decisions", "attempts", "completions", "costs"):
        assert count(url, table) == 1_234


def test_flush_does_not_wait_for_the_batch_to_fill(database: Database):
    writer = Writer(database, max_wait_s=60)
    writer.append(request_record(1))
    begin = time.monotonic()
    writer.flush()
    writer.close()
    assert time.monotonic() - begin < 30


def test_flush_with_nothing_to_write_returns(writer: Writer):
    writer.flush(timeout_s=5)


def test_close_writes_what_waits_and_may_be_called_again(database: Database, url: str):
    writer = Writer(database, max_wait_s=60)
    writer.append(request_record(1))
    writer.close()
    writer.close()
    writer.flush()
    assert count(url) == 1


def test_a_closed_writer_takes_nothing_more(database: Database):
    writer = Writer(database)
    writer.close()
    with pytest.raises(StoreError, match="the writer is closed"):
        writer.append(request_record(1))


def test_records_may_come_from_many_threads(writer: Writer, url: str):
    numbers = itertools.count()

    def append_some() -> None:
        for _ in range(200):
            number = next(numbers)
            writer.append(request_record(number))
            writer.append(attempt_record(number))

    threads = [threading.Thread(target=append_some) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.flush()
    assert (count(url), count(url, "costs")) == (1_000, 1_000)


@SLOW_ON_POSTGRESQL
def test_readers_see_whole_requests_while_they_are_written(database: Database, writer: Writer):
    done = threading.Event()
    halves: list[str] = []

    def read() -> None:
        while not done.is_set():
            with database.read() as connection:
                told = connection.exec_driver_sql("SELECT count(*) FROM requests").scalar()
                decided = connection.exec_driver_sql("SELECT count(*) FROM decisions").scalar()
            if told != decided:
                halves.append(f"{told} {decided}")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(300):
        writer.append(request_record(number))
        if number % 20 == 0:
            writer.flush()
            assert read_decision(database, f"decision-{number:08d}") is not None
    done.set()
    for reader in readers:
        reader.join()
    assert halves == []


@SLOW_ON_POSTGRESQL
def test_records_wait_out_a_lock_and_one_line_tells(
    impatient: Database, url: str, kind: str, caplog: pytest.LogCaptureFixture
):
    writer = Writer(impatient)
    with caplog.at_level(logging.WARNING):
        with locked(url):
            writer.append(request_record(1, prompt=b"SECRET"))
            until(lambda: writer.trouble)
            with pytest.raises(StoreError, match=f"1 records are not written yet: {LOCKED[kind]}"):
                writer.flush(timeout_s=0.05)
        writer.append(request_record(2))
        writer.flush()
    writer.close()
    assert count(url) == 2
    first, last = caplog.messages
    assert first.startswith(f"The database cannot be written: {LOCKED[kind]}")
    assert last == "The database can be written again; nothing was lost."
    assert "SECRET" not in caplog.text


def test_too_much_waiting_is_refused_and_what_was_taken_is_kept(
    impatient: Database, url: str, kind: str
):
    writer = Writer(impatient, records_max=10)
    with locked(url):
        for number in range(10):
            writer.append(request_record(number))
        until(lambda: writer.trouble)
        with pytest.raises(StoreError, match=f"10 records wait for the disk: {LOCKED[kind]}"):
            writer.append(request_record(10))
    writer.flush()
    writer.append(request_record(10))
    writer.close()
    assert count(url) == 11


@SLOW_ON_POSTGRESQL
def test_a_writer_that_cannot_finish_says_how_much_is_missing(
    impatient: Database, url: str, kind: str
):
    writer = Writer(impatient)
    with locked(url):
        writer.append(request_record(1))
        writer.append(attempt_record(1))
        until(lambda: writer.trouble)
        with pytest.raises(StoreError, match=f"2 records are not written yet: {LOCKED[kind]}"):
            writer.close(timeout_s=0.05)
    with pytest.raises(StoreError, match="2 records were not written: the writer is closed"):
        writer.close()


#: How each kind says that an id is taken, and that an attempt has no request.
AT_FAULT = {
    "sqlite": ("UNIQUE constraint failed", "FOREIGN KEY constraint failed"),
    "postgresql": ("duplicate key value violates", "violates foreign key constraint"),
}


def test_a_record_at_fault_does_not_hold_up_the_others(
    database: Database, url: str, kind: str, caplog: pytest.LogCaptureFixture
):
    writer = Writer(database)
    orphan = attempt_record(7, answer="SECRET")
    for record in (request_record(1), request_record(1), orphan, attempt_record(1)):
        writer.append(record)
    writer.close()
    assert (count(url), count(url, "attempts"), writer.refused) == (1, 1, 2)
    for told, record, why in zip(
        caplog.messages, ("request-00000001", "attempt-00000007-1"), AT_FAULT[kind], strict=True
    ):
        assert told.startswith(f"Record {record} is left out: ")
        assert why in told
    assert "SECRET" not in caplog.text


def test_a_number_that_no_database_holds_is_left_out_aloud(
    database: Database, url: str, caplog: pytest.LogCaptureFixture
):
    writer = Writer(database)
    for record in (request_record(1), attempt_record(1, deltas=2**70), attempt_record(1, 2)):
        writer.append(record)
    writer.close()
    assert (count(url, "attempts"), writer.refused) == (1, 1)
    (told,) = caplog.messages
    assert told.startswith("Record attempt-00000001-1 is left out: ")


def test_half_a_character_is_kept_as_a_question_mark(database: Database, url: str):
    writer = Writer(database)
    writer.append(request_record(1))
    writer.append(attempt_record(1, answer="half \ud83d of it"))
    writer.close()
    assert look(url, "SELECT answer FROM completions") == [("half ? of it",)]
    assert writer.refused == 0


def test_a_writer_that_breaks_down_tells_everybody(
    database: Database, caplog: pytest.LogCaptureFixture
):
    class Unheard:
        """No record at all."""

        @property
        def request_id(self) -> str:
            raise SystemExit

        id = request_id

    writer = Writer(database)
    writer.append(Unheard())  # type: ignore[arg-type]
    with pytest.raises(StoreError, match=r"1 records were not written: the writer broke down"):
        writer.flush()
    with pytest.raises(StoreError, match=r"broke down \(SystemExit\)"):
        writer.append(request_record(1))
    with pytest.raises(StoreError, match="1 records were not written"):
        writer.close()
    assert caplog.messages == ["the writer broke down (SystemExit); 1 records are not written."]


@SLOW_ON_POSTGRESQL
def test_a_process_that_forgets_to_close_still_writes(url: str, database: Database):
    code = WRITE.replace("itertools.count()", "range(20)")
    command = [sys.executable, "-c", code, url, str(Path(__file__).parent)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert (count(url), count(url, "costs")) == (20, 20)


def killed(url: str, life_s: float, code: str) -> list[tuple[int, float]]:
    """The numbers that a process told, and how long before its sudden end, in seconds."""
    command = [sys.executable, "-c", code, url, str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(life_s)
        killed_at = time.time()
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    told = [line.split() for line in (first + rest).splitlines(keepends=True) if line[-1] == "\n"]
    open_database(url).close()
    return [(int(number), killed_at - float(at)) for number, at in told]


def stored_numbers(url: str, table: str) -> set[int]:
    name = "id" if table == "requests" else "attempt_id"
    return {int(row[0].split("-")[1]) for row in look(url, f"SELECT {name} FROM {table}")}


@SLOW_ON_POSTGRESQL
@pytest.mark.parametrize("life_s", [0.1, 0.33, 0.6])
def test_a_killed_process_leaves_nothing_half_written(
    url: str, database: Database, kind: str, life_s: float
):
    assert killed(url, life_s, WRITE)
    if kind == "sqlite":
        assert look(url, "PRAGMA integrity_check") == [("ok",)]
        assert look(url, "PRAGMA foreign_key_check") == []
    undecided = "SELECT id FROM requests WHERE id NOT IN (SELECT request_id FROM decisions)"
    assert look(url, undecided) == []
    for table in ("completions", "costs"):
        unsettled = f"SELECT id FROM attempts WHERE id NOT IN (SELECT attempt_id FROM {table})"
        assert look(url, unsettled) == []


@SLOW_ON_POSTGRESQL
def test_a_killed_process_loses_nothing_that_was_flushed(url: str, database: Database):
    code = WRITE.replace("    print(", "    if number % 7 == 0: writer.flush()\n    print(")
    flushed = {number for number, _ in killed(url, 0.4, code) if number % 7 == 0}
    assert flushed
    assert flushed <= stored_numbers(url, "requests")
    assert flushed <= stored_numbers(url, "costs")


@SLOW_ON_POSTGRESQL
@pytest.mark.parametrize(
    ("life_s", "at_most_s"),
    [
        pytest.param(2.5, 2.0, marks=pytest.mark.slow),
        pytest.param(0.4, 0.1, marks=pytest.mark.endurance),  # where nothing else runs
    ],
)
def test_a_killed_process_loses_what_was_young_at_most(
    url: str, database: Database, life_s: float, at_most_s: float
):
    lost = []
    for _ in range(3):
        clear(database)
        older = {number for number, age_s in killed(url, life_s, WRITE) if age_s > at_most_s}
        assert older
        lost.append(len(older - stored_numbers(url, "costs")))
    # the middle one: where other tests take the processors, one may be late
    assert sorted(lost)[1] == 0
