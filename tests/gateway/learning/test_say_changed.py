"""That another model answers is kept once, for each arm that asks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from outcome_logs import write
from wayfare.domain.audit import Actor
from wayfare.domain.epoch import Change
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.say_changed import note_served, say_unchanged
from wayfare.routing.served import ServedChange
from wayfare.store.database import Database, open_database
from wayfare.store.epochs import read_epochs

SERVED = ServedChange("a@via-en", 5.0, "a-2")


@pytest.fixture
def database(tmp_path: Path, empty_store: bytes) -> Iterator[Database]:
    (tmp_path / "wayfare.db").write_bytes(empty_store)
    database = open_database(f"sqlite:///{tmp_path / 'wayfare.db'}")
    yield database
    database.close()


def starts(database):
    return [(each.arm, each.since) for each in read_epochs(database)]


def test_a_change_that_one_arm_tells_of_holds_for_all_that_ask_the_model(database: Database):
    write(database, range(2), [1, 0], "a")
    write(database, range(2, 4), [1, 0], "a@via-en")
    write(database, range(4, 6), [1, 0], "ab")
    note_served(database, Clock(), [SERVED])
    assert starts(database) == [("a", 5.0), ("a@via-en", 5.0)]
    assert {each.change for each in read_epochs(database)} == {Change.SERVED}


def test_an_arm_that_tells_of_it_later_begins_no_further_epoch(database: Database):
    write(database, range(2), [1, 0], "a")
    write(database, range(2, 4), [1, 0], "a@via-en")
    late = ServedChange("a", 9.0, "a-2")
    note_served(database, Clock(), [SERVED])
    note_served(database, Clock(), [SERVED, late])
    assert starts(database) == [("a", 5.0), ("a@via-en", 5.0)]
    note_served(database, Clock(), [SERVED, late, ServedChange("a", 12.0, "a-3")])
    assert starts(database)[2:] == [("a", 12.0), ("a@via-en", 12.0)]


def test_one_that_was_taken_back_is_not_told_anew(database: Database):
    write(database, range(2), [1, 0], "a@via-en")
    note_served(database, Clock(), [SERVED])
    say_unchanged(database, Clock(), Actor("mina", "cli"), "a")
    note_served(database, Clock(), [SERVED])
    assert starts(database) == []
