"""The audit log: written with the change or not at all, read the newest first, page by page."""

import random

import pytest
from store_records import SLOW_ON_POSTGRESQL

from wayfare.domain.audit import Action, Actor, Entry
from wayfare.domain.errors import StoreError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import actor_of, at_the_terminal, entry_of
from wayfare.gateway.clock import Clock
from wayfare.store.audit import Wanted, add_entry, insert_entry, list_entries
from wayfare.store.database import Database

MINA = Actor("mina", "key-1")


def written(database: Database, count: int) -> list[Entry]:
    """Entries of one millisecond, so that their ids alone tell no order."""
    times = iter([10.0 + place / 1e6 for place in range(count) for _ in range(2)])
    clock = Clock(now=lambda: next(times), rng=random.Random(7))
    entries = [entry_of(clock, MINA, Action.KEY_ADD, f"k{place}") for place in range(count)]
    for entry in entries:
        add_entry(database, entry)
    return entries


def write_twice(database: Database, entry: Entry) -> None:
    with database.write() as connection:
        insert_entry(connection, entry)
        insert_entry(connection, entry)


@SLOW_ON_POSTGRESQL
def test_every_entry_comes_once_page_by_page_the_newest_first(database: Database):
    entries = written(database, 23)
    found: list[Entry] = []
    while page := list_entries(database, Wanted(limit=5, before=found[-1].id if found else "")):
        found += page
    assert found == entries[::-1]


def test_entries_are_found_by_who_what_and_to_what(database: Database):
    now = Clock(now=lambda: 50.0)
    add_entry(database, entry_of(now, MINA, Action.USER_ROLE, "jun", role="admin"))
    add_entry(database, entry_of(now, Actor("jun", "session"), Action.LOGIN, "jun"))
    add_entry(database, entry_of(now, Actor("jun", "session"), Action.LOGIN_FAILED, "jun"))
    (role,) = list_entries(database, Wanted(action="user"))
    assert (role.action, role.detail) == ("user.role", {"role": "admin"})
    assert [e.action for e in list_entries(database, Wanted(action="login"))] == ["login"]
    assert list_entries(database, Wanted(action="%")) == []
    assert len(list_entries(database, Wanted(actor="jun"))) == 2
    assert len(list_entries(database, Wanted(subject="jun", limit=1))) == 1
    assert list_entries(database, Wanted(since=50.5)) == []


def test_an_entry_is_gone_with_the_change_that_failed(database: Database):
    entry = entry_of(Clock(), MINA, Action.KEY_REVOKE, "k1")
    with pytest.raises(StoreError):
        write_twice(database, entry)
    assert list_entries(database) == []


def test_no_entry_takes_a_secret_and_none_grows_without_bound():
    with pytest.raises(ValueError, match="has no password"):
        entry_of(Clock(), MINA, Action.USER_PASSWORD, "mina", password="hunter2")
    entry = entry_of(Clock(), MINA, Action.LOGIN_FAILED, "x" * 5_000, why="y" * 5_000, role=None)
    assert len(entry.subject) < 500
    assert list(entry.detail) == ["why"]
    assert len(str(entry.detail["why"])) < 500


def test_the_actor_is_the_key_that_asked_or_who_sits_at_the_terminal():
    assert actor_of(Caller("mina", "key-1")) == MINA
    assert at_the_terminal().through == "cli"
    assert at_the_terminal().name
