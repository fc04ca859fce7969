"""The copy before a migration: whole, private, few, and never where there is no room."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_records import SLOW_ON_POSTGRESQL, attempt_record, look, request_record
from test_store_revisions import VERSION, migrate_down

from scratch import scratch_schema
from wayfare.domain.errors import StoreError
from wayfare.store.backup import restore
from wayfare.store.copies import COPIES_KEPT, copy_before, whole_file
from wayfare.store.database import connect, open_database, place_of
from wayfare.store.requests import read_decision
from wayfare.store.schema import HEAD
from wayfare.store.writer import Writer

OLD = "0003"


@pytest.fixture
def old_url(kind: str, path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A store that an older version left, with one request."""
    if kind == "sqlite":
        make_old(f"sqlite:///{path}")
        yield f"sqlite:///{path}"
        return
    with scratch_schema(request.getfixturevalue("postgres")) as url:
        make_old(url)
        yield url


def make_old(url: str) -> None:
    with closing(open_database(url)) as database:
        writer = Writer(database)
        writer.append(request_record(1))
        writer.append(attempt_record(1))
        writer.close()
        migrate_down(database, OLD)


@SLOW_ON_POSTGRESQL
def test_a_copy_of_the_old_tables_is_kept_and_can_be_restored(
    old_url: str, path: Path, tmp_path: Path
):
    folder = path.parent
    open_database(old_url, copies=folder).close()
    copy = folder / f"wayfare.db.before-{HEAD}"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert look(f"sqlite:///{copy}", VERSION) == [(OLD,)]
    assert look(f"sqlite:///{copy}", "PRAGMA integrity_check") == [("ok",)]
    restore(copy, old_url, folder=tmp_path, replacing=True)
    with closing(open_database(old_url)) as database:
        found = read_decision(database, "decision-00000001")
    assert found is not None
    assert len(found.attempts) == 1


@SLOW_ON_POSTGRESQL
def test_no_copy_is_made_where_none_is_wanted_or_nothing_changes(old_url: str, path: Path):
    open_database(old_url, is_copied=False).close()
    open_database(old_url, copies=path.parent).close()
    assert [file.name for file in path.parent.glob("*before*")] == []


@SLOW_ON_POSTGRESQL
def test_the_last_three_are_kept(old_url: str, path: Path):
    place = place_of(old_url)
    path.parent.mkdir(exist_ok=True)
    for number in range(4):
        (path.parent / f"wayfare.db.before-000{number}").write_text("older")
    with closing(connect(place)) as database:
        copy_before(place, database.reading, path.parent, OLD)
    kept = sorted(file.name for file in path.parent.glob("*before*"))
    assert len(kept) == COPIES_KEPT
    assert kept[-1] == f"wayfare.db.before-{HEAD}"
    assert kept[0] == "wayfare.db.before-0002"


def test_without_room_nothing_is_made_and_nothing_is_lost(tmp_path: Path):
    target = tmp_path / "copy"
    with pytest.raises(StoreError, match="no room"), whole_file(target, 10**18):
        pytest.fail("it began all the same")
    assert list(tmp_path.iterdir()) == []


def test_what_breaks_off_leaves_no_half_a_copy(tmp_path: Path):
    target = tmp_path / "copy"
    target.write_text("the one before")

    def break_off() -> None:
        with whole_file(target, 10) as part:
            part.write_text("half")
            raise sqlite3.OperationalError

    with pytest.raises(sqlite3.OperationalError):
        break_off()
    assert target.read_text() == "the one before"
    assert [file.name for file in tmp_path.iterdir()] == ["copy"]
