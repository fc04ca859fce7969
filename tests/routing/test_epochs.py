"""An epoch of a model begins when it changes; what it was worth before says little of it then."""

import statistics

import pytest
from bench.epochs import BEFORE, FALLEN, play

from wayfare.routing.epochs import EARLIER_WORTH, Epochs, epochs_from, share_of_earlier

EPOCHS = epochs_from([("a", 9.0), ("b", 3.0), ("a", 5.0), ("a", 5.0)])


def test_an_answer_is_of_the_epoch_in_which_it_was_given():
    found = [EPOCHS.start_of("a", at) for at in (4.9, 5.0, 8.0, 9.0, 100.0)]
    assert found == [None, 5.0, 5.0, 9.0, 9.0]
    assert EPOCHS.start_of("c", 5.0) is None


def test_all_epochs_but_the_last_are_earlier():
    assert [EPOCHS.is_earlier("a", at) for at in (1.0, 8.9, 9.0)] == [True, True, False]
    assert not EPOCHS.is_earlier("c", 0.0)
    assert (EPOCHS.start("a"), Epochs().start("a")) == (9.0, None)


def test_epochs_are_the_same_in_whatever_order_they_are_read():
    assert epochs_from([("a", 5.0), ("a", 9.0), ("b", 3.0)]) == EPOCHS


@pytest.mark.parametrize("weight", [0.0, 1.0, 20.0, 1e6])
def test_earlier_outcomes_never_come_to_more_than_a_few(weight):
    assert weight * share_of_earlier(weight) <= min(weight, EARLIER_WORTH)


def test_what_was_taken_away_down_to_nothing_weighs_nothing():
    assert share_of_earlier(-1e-9) == 1.0


@pytest.mark.slow
def test_a_model_that_fell_is_left_soon_where_its_change_is_known():
    known = [play(seed, FALLEN, is_known=True, asked_after=200) for seed in range(5)]
    unknown = [play(seed, FALLEN, is_known=False, asked_after=200) for seed in range(5)]
    assert statistics.median(each.left_after for each in known) < 100
    assert statistics.median(each.left_after for each in unknown) == 200
    lost = [statistics.mean(each.lost for each in some) for some in (known, unknown)]
    assert lost[0] < lost[1] / 2


@pytest.mark.slow
def test_a_change_that_was_none_costs_little():
    lost = [play(seed, BEFORE, is_known=True, asked_after=200).lost for seed in range(5)]
    assert statistics.mean(lost) < 4
