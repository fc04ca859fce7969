"""How arms answered past questions is kept once, in the order in which it is to count."""

import msgspec

from compared import compare
from wayfare.domain.past import PastComparison
from wayfare.store.database import Database
from wayfare.store.past_comparisons import add_past, past_after

ROW = PastComparison(20.0, 10.0, "q1", "tax", "ko", "small", "large", f"{0:032x}", f"{1:032x}", 0.5)


def test_each_is_kept_once_in_its_order(database: Database):
    compare(database, 2, 1_000.0)
    other = msgspec.structs.replace(ROW, baseline="other")
    lost = msgspec.structs.replace(ROW, decision_id="nobody answered", difference=None)
    assert add_past(database, [ROW, ROW, other]) == 2
    assert add_past(database, [lost, ROW]) == 1
    assert list(past_after(database, 0)) == [ROW, other, lost]
    assert list(past_after(database, 2)) == [lost]
    assert list(past_after(database, 3)) == []


def test_many_are_kept_at_once(database: Database):
    compare(database, 1_001, 1_000.0)
    rows = [
        msgspec.structs.replace(ROW, decision_id=f"{number:032x}", baseline_id=f"{number + 1:032x}")
        for number in range(1_000)
    ]
    assert add_past(database, rows[:600]) == 600
    assert add_past(database, rows) == 400
    assert list(past_after(database, 0)) == rows


def test_answers_that_were_given_elsewhere_are_not_kept(database: Database):
    compare(database, 1, 1_000.0)
    assert add_past(database, [ROW]) == 0
