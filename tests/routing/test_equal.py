"""The cheapest mix within a margin is found, and who is worth comparing."""

import numpy as np
import pytest

from wayfare.routing.equal import cheapest_within, whom_to_compare
from wayfare.routing.standings import Standings


def standings(means, errors):
    return Standings(np.array(means), np.diag(np.square(errors)), 0.2)


def test_the_cheapest_that_is_surely_within_is_taken():
    sure = standings([0.9, 0.89, 0.6], [0.0, 0.0, 0.0])
    mix = cheapest_within(sure, np.array([10.0, 1.0, 0.9]), 0.01)
    assert (mix.first, mix.second, mix.share) == (1, 1, 1.0)


def test_an_arm_a_little_beyond_answers_a_share():
    sure = standings([0.9, 0.86], [0.0, 0.0])
    mix = cheapest_within(sure, np.array([10.0, 1.0]), 0.02)
    assert (mix.first, mix.second) == (0, 1)
    assert mix.share == pytest.approx(0.5)


def test_what_is_in_doubt_is_held_back():
    doubtful = standings([0.9, 0.89], [0.0, 0.2])
    mix = cheapest_within(doubtful, np.array([10.0, 1.0]), 0.02)
    assert mix.first == 0
    assert mix.share > 0.5


def test_an_unknown_price_is_not_taken_for_a_cheap_one():
    same = standings([0.9, 0.9, 0.5], [0.0] * 3)
    assert cheapest_within(same, np.array([np.inf, 5.0, np.inf]), 0.02).first == 1
    assert cheapest_within(same, np.array([np.inf] * 3), 0.02).share == 1.0


def test_those_that_may_matter_are_compared():
    rng = np.random.default_rng(0)
    known = standings([0.9, 0.88, 0.3, 0.87], [0.001, 0.03, 0.01, 0.001])
    costs = np.array([10.0, 1.0, 0.1, 9.0])
    asked = [arm for _ in range(200) for arm in whom_to_compare(known, costs, 0.02, rng)]
    assert asked.count(1) > 150  # may be within, and is cheap
    assert asked.count(0) > 100  # what it is held against
    assert asked.count(3) < 60
