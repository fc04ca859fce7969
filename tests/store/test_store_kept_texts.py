"""Texts that are older than they are kept are gone; their figures stay."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select
from store_records import attempt_record, request_record

from wayfare.domain.audit import SESSION
from wayfare.domain.check import NumberCheck
from wayfare.domain.key import Caller
from wayfare.domain.stored import StoredFile
from wayfare.store.checks import KeptCheck, checks_of, keep_checks
from wayfare.store.database import Database
from wayfare.store.files import Files
from wayfare.store.kept_texts import BEGINNING, KeptTexts
from wayfare.store.keys import KeyRow, add_key
from wayfare.store.schema import completions, members, projects, requests, users
from wayfare.store.usage import usage_by
from wayfare.store.writer import Writer

LETTERS = "한 번 쓴 글"


def write(writer: Writer, numbers: range, project: str = "default", at: float | None = None):
    for number in numbers:
        caller = Caller("owner", "key-1", project=project)
        changes = {} if at is None else {"started_at": at}
        writer.append(request_record(number, caller=caller, prompt=LETTERS.encode(), **changes))
        writer.append(attempt_record(number, answer=LETTERS))
    writer.flush()


def forget_all(texts: KeptTexts, project: str, before: float) -> int:
    rounds, place = 0, BEGINNING
    while place is not None:
        place = texts.forget(project, after=place, before=before)
        rounds += 1
    return rounds


def left(database: Database) -> tuple[int, int]:
    """How many questions and answers there are."""
    with database.read() as connection:
        prompts = connection.execute(select(requests.c.prompt)).scalars().all()
        answers = connection.execute(select(completions.c.answer)).scalars().all()
    return sum(p is not None for p in prompts), sum(a is not None for a in answers)


@pytest.mark.parametrize("at", [None, 1_750_000_000.0])
def test_old_texts_are_forgotten_batch_by_batch(
    database: Database, writer: Writer, at: float | None
):
    write(writer, range(7), at=at)
    write(writer, range(7, 9), at=1_750_000_100.0)
    figures = usage_by(database, since=0, until=9e9, group="user")
    assert forget_all(KeptTexts(database, batch=3), "default", 1_750_000_050.0) == 3
    assert left(database) == (2, 2)
    assert usage_by(database, since=0, until=9e9, group="user") == figures


def test_what_checks_look_for_is_forgotten_with_the_question(database: Database, writer: Writer):
    write(writer, range(4))
    names = [f"decision-{number:08d}" for number in range(4)]
    first, second = (NumberCheck(expected=float(number)) for number in (7, 8))
    keep_checks(database, [KeptCheck(name, "check/number", first) for name in names])
    keep_checks(database, [KeptCheck(names[3], "check/number", second)])
    assert checks_of(database, names) == dict.fromkeys(names[:3], first) | {names[3]: second}
    KeptTexts(database, batch=2).forget("default", after=BEGINNING, before=9e9)
    assert set(checks_of(database, names)) == set(names[2:])


def test_what_is_forgotten_already_is_passed_over(database: Database, writer: Writer):
    write(writer, range(6))
    texts = KeptTexts(database, batch=3)
    forget_all(texts, "default", 9e9)
    assert texts.forget("default", after=BEGINNING, before=9e9) is None


def test_a_project_keeps_its_texts_for_its_own_time(database: Database, writer: Writer):
    with database.write() as connection:
        for name, days in (("short", 1), ("ever", 0)):
            row = {"id": name, "title": name, "created_at": 0, "retention_days": days}
            connection.execute(insert(projects).values(row))
    texts = KeptTexts(database)
    assert texts.kept_days(0) == {"short": 1}
    assert texts.kept_days(30) == {"default": 30, "short": 1}
    write(writer, range(2), "short")
    write(writer, range(2, 5), "ever")
    forget_all(texts, "short", 9e9)
    assert left(database) == (3, 3)


def test_files_go_with_the_project_of_their_key(database: Database):
    files = Files(database)
    with database.write() as connection:
        connection.execute(insert(projects).values(id="other", title="other", created_at=0))
        connection.execute(insert(users).values(name="owner", created_at=0))
        for project in ("default", "other"):
            connection.execute(insert(members).values(project=project, user="owner"))
    for number, project in enumerate(("default", "other")):
        key = KeyRow(project, "owner", "", 1.0, may_learn=True, project=project)
        add_key(database, key, project.encode())
        for created_at in (100, 200):
            name = f"file-{number}-{created_at}"
            files.add(
                StoredFile(name, "owner", project, created_at, name, "text/plain", "user_data", 3),
                b"abc",
            )
    assert KeptTexts(database).forget_kept("default", before=150) == 1
    kept = {file.id for file in files.list("owner")}
    assert kept == {"file-0-200", "file-1-100", "file-1-200"}


def test_files_of_the_page_that_are_in_no_message_go_once_their_time_is_over(database: Database):
    files = Files(database)
    for name, key_id, created_at in (
        ("old", SESSION, 100), ("young", SESSION, 200), ("of a key", "key-1", 100)
    ):  # fmt: skip
        its = StoredFile(name, "owner", key_id, created_at, name, "text/plain", "user_data", 3)
        files.add(its, b"abc")
    texts = KeptTexts(database)
    assert texts.forget_unsent(after=0, before=150) == 1
    assert texts.forget_unsent(after=0, before=150) == 0
    assert {file.id for file in files.list("owner")} == {"young", "of a key"}


def test_no_letter_of_a_forgotten_text_is_left_in_the_file(
    database: Database, writer: Writer, kind: str, path: Path
):
    if kind != "sqlite":
        return  # PostgreSQL's own vacuum does this
    write(writer, range(40))
    with database.writing.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert LETTERS.encode() in path.read_bytes()
    forget_all(KeptTexts(database), "default", 9e9)
    with database.writing.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    found = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert LETTERS.encode() not in found
