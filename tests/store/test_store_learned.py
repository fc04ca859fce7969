"""Snapshots of what was learned: whole or not there, and one for all processes."""

import pytest
from sqlalchemy import delete, func, select, update

from outcome_logs import EMBEDDER, say, write
from wayfare.store.database import Database
from wayfare.store.learned import Behind, Damaged, Snapshots
from wayfare.store.schema import learned, requests

DATA = bytes(range(256)) * 10


@pytest.fixture
def snapshots(database: Database) -> Snapshots:
    return Snapshots(database, piece_bytes=100)


def test_there_is_none_at_first(snapshots):
    assert snapshots.newest() == 0
    assert snapshots.read() is None


def test_one_comes_back_as_it_was_and_takes_the_place_of_the_last(snapshots):
    assert snapshots.keep(7, DATA)
    assert (snapshots.newest(), snapshots.read()) == (7, DATA)
    assert snapshots.keep(9, DATA[::-1])
    assert (snapshots.newest(), snapshots.read()) == (9, DATA[::-1])
    assert snapshots.keep(9, DATA[::-1])
    assert snapshots.read() == DATA[::-1]


def test_one_that_is_not_whole_does_not_count(snapshots, database):
    snapshots.keep(7, DATA)
    with database.write() as connection:
        connection.execute(
            learned.insert().values(digest="half", piece=0, pieces=2, number=9, data=b"x")
        )
    assert (snapshots.newest(), snapshots.read()) == (7, DATA)
    snapshots.keep(8, DATA[1:])
    with database.read() as connection:
        digests = connection.execute(select(func.count(learned.c.digest.distinct()))).scalar()
    assert digests == 1


def test_one_that_was_changed_is_told(snapshots, database):
    snapshots.keep(7, DATA)
    with database.write() as connection:
        connection.execute(update(learned).where(learned.c.piece == 3).values(data=b"y"))
    with pytest.raises(Damaged):
        snapshots.read()
    snapshots.drop()
    assert snapshots.read() is None


def test_one_that_lost_a_piece_is_not_there(snapshots, database):
    snapshots.keep(7, DATA)
    with database.write() as connection:
        connection.execute(delete(learned).where(learned.c.piece == 3))
    assert snapshots.newest() == 0


def test_the_outcomes_behind_it_are_counted_in_the_log(snapshots, database):
    write(database, range(10), [1] * 10)
    say(database, range(2), [0] * 2)
    version = EMBEDDER.version
    assert snapshots.behind(12, version) == Behind(12, 12)
    assert snapshots.behind(5, version) == Behind(5, 5)
    assert snapshots.behind(12, "another") == Behind(12, 0)
    assert snapshots.behind(0, version) == Behind(0, 0)
    with database.write() as connection:
        connection.execute(
            update(requests).where(requests.c.id == "r000001").values(may_learn=False)
        )
    assert snapshots.behind(12, version) == Behind(12, 10)
