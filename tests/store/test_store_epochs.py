"""When models changed is kept, once each, and can be taken back."""

import pytest

from outcome_logs import outcome, write
from wayfare.domain.audit import Action, Actor
from wayfare.domain.epoch import Change, Epoch
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.store.audit import Wanted, list_entries
from wayfare.store.confirmations import confirm, doubt
from wayfare.store.database import Database
from wayfare.store.epochs import arms_judged, begin_epochs, end_epochs, read_epochs
from wayfare.store.outcomes import add_outcomes

SAID = Epoch("a", 5.0, Change.SAID, "", 6.0)
SERVED = Epoch("b", 3.0, Change.SERVED, "b-2", 9.0)


def entry(action=Action.MODEL_CHANGED):
    return entry_of(Clock(), Actor("mina", "cli"), action, "a")


def actions(database):
    return [each.action for each in list_entries(database, Wanted())]


def test_they_come_back_as_they_were_each_once(database: Database):
    assert read_epochs(database) == []
    assert begin_epochs(database, [SAID, SERVED], entry()) == 2
    again = Epoch("a", 5.0, Change.JUMP, "later", 7.0)
    assert begin_epochs(database, [again], entry()) == 0
    assert read_epochs(database) == [SERVED, SAID]
    assert actions(database) == ["model.changed"]


def test_one_that_is_taken_back_is_gone(database: Database):
    begin_epochs(database, [SAID, SERVED])
    end_epochs(database, [SAID], entry(Action.MODEL_UNCHANGED))
    assert read_epochs(database) == [SERVED]
    assert actions(database) == ["model.unchanged"]


def test_a_finding_that_is_confirmed_begins_one_and_ends_it_when_it_is_doubted(database: Database):
    jump = Epoch("a", 5.0, Change.JUMP, "0a1b", 6.0)
    confirm(database, "0a1b", 6.0, entry(Action.OUTCOMES_CONFIRM), jump)
    begin_epochs(database, [SERVED])
    assert read_epochs(database) == [SERVED, jump]
    assert doubt(database, "0a1b", entry(Action.OUTCOMES_DOUBT))
    assert read_epochs(database) == [SERVED]


@pytest.mark.parametrize(
    ("name", "arms"),
    [("a", ["a", "a@x"]), ("a@x", ["a@x"]), ("other", ["other"]), ("ab", []), ("a%", [])],
)
def test_the_arms_of_a_model_are_those_that_outcomes_speak_of(database: Database, name, arms):
    write(database, range(2), [1, 0], "a")
    write(database, range(2, 4), [1, 0], "a@x")
    compared = outcome(1, "a", None, id="2", winner="other", against="other")
    add_outcomes(database, [compared])
    assert arms_judged(database, name) == arms


def test_one_that_answers_as_a_part_of_others_can_have_changed_too(database: Database):
    write(database, range(2), [1, 0], "both", by="small")
    assert arms_judged(database, "small") == ["small"]
    assert arms_judged(database, "both") == ["both"]


def test_one_that_was_noticed_and_taken_back_is_not_noticed_again_but_can_be_said(
    database: Database,
):
    begin_epochs(database, [SERVED])
    end_epochs(database, [SERVED], entry(Action.MODEL_UNCHANGED))
    assert read_epochs(database) == []
    assert begin_epochs(database, [SERVED]) == 0
    assert read_epochs(database) == []
    assert [each.change for each in read_epochs(database, undone=True)] == [Change.UNDONE]
    said = Epoch("b", 3.0, Change.SAID, "", 10.0)
    assert begin_epochs(database, [said]) == 1
    assert read_epochs(database) == [said]
