"""What is remembered of the arms that `auto` takes."""

import pytest
from sqlalchemy.exc import SQLAlchemyError

from wayfare.domain.decision import Reason
from wayfare.domain.errors import StoreError
from wayfare.domain.pool import Membership, PoolRow, ProbeOutcome
from wayfare.store.database import Database
from wayfare.store.pool import PoolTable

WHY = Reason("pool_chosen", "골랐습니다.", "Chosen.")
IN = PoolRow("a/x", "a", Membership.IN, WHY, 1.5)
ASKED = PoolRow("b/y", "b", Membership.OUT, WHY, 2.0, 3.0, ProbeOutcome.REFUSED, 12)


@pytest.fixture
def table(database: Database) -> PoolTable:
    return PoolTable(database)


def test_rows_come_back_as_they_were(table):
    assert table.read() == []
    table.keep([ASKED, IN])
    assert table.read() == [IN, ASKED]


def test_a_row_takes_the_place_of_its_arms_older_one(table):
    table.keep([IN, ASKED])
    later = PoolRow("a/x", "a", Membership.OUT, WHY, 9.0, 8.0, ProbeOutcome.KEY, None)
    table.keep([later])
    assert table.read() == [later, ASKED]


def test_what_is_forgotten_is_gone(table):
    table.keep([IN, ASKED])
    table.forget(["a/x", "never/there"])
    assert table.read() == [ASKED]
    table.forget([])
    table.keep([])
    assert table.read() == [ASKED]


def test_hundreds_are_kept_at_once_or_none(table):
    many = [PoolRow(f"a/{n:03}", "a", Membership.OUT, WHY, 1.0) for n in range(900)]
    table.keep(many)
    assert table.read() == many
    with pytest.raises((StoreError, SQLAlchemyError)):
        table.keep([IN, IN])
    assert table.read() == many
