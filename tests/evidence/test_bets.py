"""Wealth is what closed forms say, and grows past 1/alpha as seldom as it may where it is luck."""

import math

import numpy as np
import pytest
from bench.batch_bets import BatchBets
from hypothesis import given
from hypothesis import strategies as st

from wayfare.evidence.bets import FIXED, HALF, LARGEST, SQUARE_PRESUMED, SQUARE_WORTH, Gamblers

differences = st.lists(st.floats(-1, 1), max_size=60)


def played(some, *, bound=-0.02, hope=0.02, weight=1.0) -> Gamblers:
    gamblers = Gamblers([bound], [hope])
    for each in some:
        gamblers.learn(each, weight)
    return gamblers


def test_a_gambler_begins_with_one():
    assert played([]).log_wealth(0) == pytest.approx(0.0, abs=1e-12)


def test_equal_answers_win_what_the_bets_say():
    worst, count = 0.98, 300
    fixed = sum((1 + part / worst * 0.02) ** count for part in FIXED) / len(FIXED)
    follows, square, worth = 1.0, SQUARE_PRESUMED * SQUARE_WORTH, SQUARE_WORTH
    for _ in range(count):
        follows *= 1 + min(LARGEST / worst, 0.02 * worth / square) * 0.02
        square, worth = square + 0.02**2, worth + 1
    wealth = HALF * fixed + (1 - HALF) * follows
    assert played([0.0] * count).log_wealth(0) == pytest.approx(math.log(wealth))


@given(differences, st.floats(0.05, 1.0))
def test_it_is_the_twin_of_many_at_once(some, weight):
    batch = BatchBets(1, 0.98, 0.02)
    for each in some:
        batch.learn(np.array([weight * (each + 0.02)]), None, weight)
    assert played(some, weight=weight).log_wealth(0) == pytest.approx(float(batch.log_wealth[0]))


@given(differences)
def test_each_gambler_plays_alone(some):
    bounds, hopes = (-0.1, -0.02, 0.0, 0.05), (0.1, 0.02, 0.01, 0.01)
    together = Gamblers(bounds, hopes)
    for each in some:
        together.learn(each, 0.5)
    for place, (bound, hope) in enumerate(zip(bounds, hopes, strict=True)):
        alone = played(some, bound=bound, hope=hope, weight=0.5)
        assert together.log_wealth(place) == pytest.approx(alone.log_wealth(0))


@given(differences, differences)
def test_what_is_kept_goes_on_as_if_nothing_had_been(before, after):
    whole = played([*before, *after])
    kept = Gamblers([-0.02], [0.02], played(before).kept)
    for each in after:
        kept.learn(each, 1.0)
    assert kept.kept == whole.kept


def test_a_lower_bound_is_never_harder_to_show():
    gamblers = Gamblers((-0.1, -0.05, -0.02, 0.0), (0.1, 0.05, 0.02, 0.01))
    rng = np.random.default_rng(5)
    for each in rng.choice([-1.0, 0.0, 1.0], 2_000, p=[0.03, 0.94, 0.03]):
        gamblers.learn(float(each), 1.0)
    wealths = [gamblers.log_wealth(place) for place in range(4)]
    assert wealths == sorted(wealths, reverse=True)


@pytest.mark.parametrize("always", [1.0, -1.0])
def test_neither_luck_nor_ruin_overflows(always):
    gamblers = played([always] * 20_000)
    assert math.isfinite(gamblers.log_wealth(0))
    assert (gamblers.log_wealth(0) > 1_000) is (always > 0)
