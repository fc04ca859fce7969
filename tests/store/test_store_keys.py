"""Keys: added, found by digest, listed, revoked for good."""

import pytest
from store_records import look

from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.errors import StoreError
from wayfare.domain.key import Caller
from wayfare.store.database import Database
from wayfare.store.keys import KeyRow, add_key, find_key, list_keys, revoke_key

NOW = 100.0


def add(database: Database, key_id: str, user: str = "mina", *, may_learn: bool = True) -> bytes:
    digest = f"digest of {key_id}".encode()
    add_key(database, KeyRow(key_id, user, "laptop", 10.0, may_learn), digest)
    return digest


def test_a_key_is_found_by_its_digest_with_its_owners_consent(database: Database):
    willing, unwilling = add(database, "k1"), add(database, "k2", "jun", may_learn=False)
    assert find_key(database, willing, NOW) == Caller("mina", "k1", may_learn=True)
    assert find_key(database, unwilling, NOW) == Caller("jun", "k2", may_learn=False)
    assert find_key(database, b"another", NOW) is None


def test_a_revoked_key_is_not_found_but_still_listed(database: Database):
    digest = add(database, "k1")
    assert revoke_key(database, "k1", 20.0) is True
    assert find_key(database, digest, NOW) is None
    assert list_keys(database) == [KeyRow("k1", "mina", "laptop", 10.0, True, 20.0)]


def test_a_key_is_revoked_once(database: Database):
    add(database, "k1")
    assert revoke_key(database, "k1", 20.0) is True
    assert revoke_key(database, "k1", 30.0) is False
    assert revoke_key(database, "nobody's", 30.0) is False
    assert list_keys(database)[0].revoked_at == 20.0


def test_one_user_may_have_many_keys(database: Database, url: str):
    add(database, "k1")
    add(database, "k2")
    assert [key.id for key in list_keys(database)] == ["k1", "k2"]
    assert look(url, "SELECT name FROM users") == [("mina",)]


def test_an_id_that_is_taken_is_refused_and_changes_nothing(database: Database, url: str):
    digest = add(database, "k1")
    with pytest.raises(StoreError, match="'k1' is there already"):
        add(database, "k1", "jun")
    assert find_key(database, digest, NOW) == Caller("mina", "k1")
    assert look(url, "SELECT name FROM users") == [("mina",)]


def test_what_a_key_demands_is_kept_and_listed(database: Database, url: str):
    demands = Demands(no_training=True, countries=frozenset({"KR", "US"}))
    key = KeyRow("k1", "mina", "", 1.0, may_learn=True, demands=str(demands))
    add_key(database, key, b"d")
    assert find_key(database, b"d", NOW) == Caller("mina", "k1", demands=demands)
    assert list_keys(database)[0].demands == "no_training, countries=KR|US"
    found = find_key(database, add(database, "k2"), NOW)
    assert found is not None
    assert found.demands is NO_DEMANDS


def test_a_key_whose_demands_cannot_be_read_opens_nothing(database: Database):
    digest = add(database, "k1")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE keys SET demands = 'no_plastic'")
    with pytest.raises(StoreError, match=r"'k1' demands or wishes cannot be read.*no_plastic"):
        find_key(database, digest, NOW)
