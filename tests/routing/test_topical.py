"""Qualities on one topic: how they move, and how often their intervals hold."""

import numpy as np
import pytest

from wayfare.routing.standings import Standings
from wayfare.routing.topical import EASE_SPREAD, OWN_SPREAD, Heard, heard_of, on_topic

USUAL = Standings(np.array([0.8, 0.6]), np.diag([0.01**2, 0.02**2]), 0.2)


def test_where_nothing_was_said_an_arm_stands_as_elsewhere_but_less_surely():
    found = on_topic(USUAL, Heard(np.zeros(2), np.zeros(2)))
    assert found.means == pytest.approx(USUAL.means)
    assert (found.errors() > 5 * USUAL.errors()).all()


def test_what_is_said_of_one_arm_tells_a_little_of_another():
    found = on_topic(USUAL, Heard(np.array([0.5, 0.0]), np.array([400.0, 0.0])))
    assert found.means[0] == pytest.approx(0.5, abs=0.02)
    assert 0.3 < found.means[1] < 0.45  # the topic is hard
    assert found.errors()[1] > found.errors()[0]


def test_much_that_is_said_outweighs_what_was_presumed():
    wide = Standings(np.array([0.8, 0.6]), np.diag([0.1**2, 0.1**2]), 0.2)
    found = heard_of(wide, Heard(np.array([0.3, 0.9]), np.array([2_000.0, 2_000.0])))
    assert found.means == pytest.approx([0.3, 0.9], abs=0.02)


def test_intervals_hold_as_often_as_they_say():
    rng = np.random.default_rng(0)
    inside = np.zeros(5)
    errors = np.array([0.02, 0.02, 0.05, 0.1, 0.1])
    rounds = 2_000
    for _ in range(rounds):
        truth = np.array([0.8, 0.7, 0.6, 0.6, 0.5])
        usual = truth + errors * rng.standard_normal(5)
        there = truth + EASE_SPREAD * rng.standard_normal() + OWN_SPREAD * rng.standard_normal(5)
        weights = np.array([200.0, 40.0, 10.0, 2.0, 0.0])
        said = there + np.sqrt(0.2 / np.maximum(weights, 1.0)) * rng.standard_normal(5)
        heard = Heard(np.where(weights > 0, said, 0.0), weights)
        found = on_topic(Standings(usual, np.diag(errors**2), 0.2), heard)
        inside += np.abs(found.means - there) <= 1.96 * found.errors()
    assert (inside / rounds > 0.935).all()
    assert (inside / rounds < 0.965).all()
