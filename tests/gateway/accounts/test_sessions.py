"""A session lasts while it is used, and not for ever; who fails too often waits."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from wayfare.domain.account import Role
from wayfare.domain.errors import RateLimitedError
from wayfare.gateway.accounts.keys import digest_key
from wayfare.gateway.accounts.sessions import Lasting, Sessions
from wayfare.gateway.accounts.throttle import Throttle
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database, open_database
from wayfare.store.keys import KeyRow, add_key

DAY_S = 86_400.0
SECRET = bytes(range(32))


class Time:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.clock = Clock(lambda: self.now, lambda: self.now, random.Random(1))


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def database(home: Path, environ) -> Iterator[Database]:
    database = open_database(f"sqlite:///{home}/wayfare.db")
    add_key(database, KeyRow("k", "mina", "", 0.0, may_learn=True), b"d")
    yield database
    database.close()


@pytest.fixture
def sessions(database: Database, time: Time) -> Sessions:
    chance = random.Random(7).randbytes
    return Sessions(database, SECRET, time.clock, chance, Lasting(idle_days=7, days_max=30))


def test_one_that_is_used_lasts_longer(sessions, time):
    begun = sessions.begin("mina", Role.MEMBER)
    assert begun.expires_at == time.now + 7 * DAY_S
    time.now += 6 * DAY_S
    assert sessions.find(begun.id).expires_at == time.now + 7 * DAY_S
    time.now += 6 * DAY_S
    assert sessions.find(begun.id) is not None


def test_one_that_is_not_used_ends(sessions, time):
    begun = sessions.begin("mina", Role.MEMBER)
    time.now += 7 * DAY_S
    assert sessions.find(begun.id) is None


def test_none_lasts_for_ever(sessions, time):
    begun = sessions.begin("mina", Role.MEMBER)
    for _ in range(29):
        time.now += DAY_S
        assert sessions.find(begun.id) is not None
    assert sessions.find(begun.id).expires_at == begun.expires_at + 23 * DAY_S
    time.now += DAY_S
    assert sessions.find(begun.id) is None


def test_those_that_are_over_are_swept_away(sessions, database, time):
    for _ in range(3):
        sessions.begin("mina", Role.MEMBER)
    time.now += 8 * DAY_S
    sessions.begin("mina", Role.MEMBER)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1


def test_what_a_session_is_kept_as_is_no_keys_digest(sessions):
    """One secret keys both: a session must never open what a key opens."""
    begun = sessions.begin("mina", Role.MEMBER)
    assert sessions.digest(begun.id) != digest_key(begun.id, SECRET)
    other = Sessions(None, bytes(32), Clock(), random.randbytes, Lasting(1, 1))
    assert other.digest(begun.id) != sessions.digest(begun.id)


@pytest.mark.parametrize("shown", ["", "x", "é", "\udce9", "a" * 5_000])
def test_whatever_else_is_shown_is_no_session(sessions, shown):
    sessions.begin("mina", Role.MEMBER)
    assert sessions.find(shown) is None


class TestThrottle:
    @pytest.fixture
    def throttle(self, time) -> Throttle:
        return Throttle(lambda: time.now, times=3, window_s=60.0)

    def test_a_few_tries_are_free_and_then_one_waits_for_the_oldest(self, throttle, time):
        for _ in range(3):
            throttle.take("mina")
            time.now += 10
        with pytest.raises(RateLimitedError) as refused:
            throttle.take("mina")
        assert refused.value.retry_after_s == 30
        throttle.take("ada")
        time.now += 30
        throttle.take("mina")
        with pytest.raises(RateLimitedError):
            throttle.take("mina")

    def test_what_is_refused_does_not_make_it_longer(self, throttle, time):
        for _ in range(3):
            throttle.take("mina")
        for _ in range(50):
            with pytest.raises(RateLimitedError):
                throttle.take("mina")
        time.now += 60
        throttle.take("mina")

    def test_what_went_well_is_given_back(self, throttle):
        for _ in range(100):
            throttle.take("here")
            throttle.give_back("here")
        throttle.give_back("never came")
        for _ in range(3):
            throttle.take("here")
        throttle.forgive("here")
        throttle.take("here")

    def test_a_flood_of_names_does_not_fill_the_memory(self, throttle):
        for _ in range(3):
            throttle.take("mina")
        for number in range(10_500):
            throttle.take(str(number))
            if number % 1_000 == 0:
                with pytest.raises(RateLimitedError):
                    throttle.take("mina")  # who still tries is not forgotten
        assert len(throttle._tries) <= 10_000
