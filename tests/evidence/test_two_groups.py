"""Two groups made by lot are told apart as seldom as is said where they are alike."""

import math
from random import Random

import numpy as np
import pytest
from bench.batch_two_groups import BatchTwoGroups, first_shown, voted

from wayfare.evidence.two_groups import ALPHA, BOUNDS, TwoGroups

HISTORIES, ROUNDS = 2_000, 2_000
MOST = ALPHA + 3 * math.sqrt(ALPHA * (1 - ALPHA) / HISTORIES)


def steady(value: float):
    return lambda _: value


def drifting(number: int) -> float:
    return 0.5 + 0.4 * number / ROUNDS


def swinging(number: int) -> float:
    return 0.5 + 0.4 * math.sin(number / 100)


def shrinking(number: int) -> float:
    return 0.2 if number < ROUNDS / 3 else 0.02


def learned(
    count: int, free: float, held: float, share: float, seed: int, bounds=BOUNDS
) -> TwoGroups:
    rng, apart = Random(seed), TwoGroups(bounds)
    for _ in range(count):
        is_held = rng.random() < share
        liked = rng.random() < (held if is_held else free)
        apart.learn(float(liked), share, is_held=is_held)
    return apart


class TestNothingIsShownThatIsNot:
    """A difference of just the bound, looked at after every conversation."""

    @pytest.mark.parametrize(
        ("free", "held", "share", "rates", "bound"),
        [
            (steady(0.75), steady(0.75), steady(0.05), (1, 1), 0.0),
            (steady(0.03), steady(0.03), steady(0.05), (1, 1), 0.0),
            (steady(0.97), steady(0.97), steady(0.2), (1, 1), 0.0),
            (steady(0.5), steady(0.5), steady(0.5), (1, 1), 0.0),
            (steady(0.75), steady(0.75), steady(0.9), (1, 1), 0.0),
            (drifting, drifting, shrinking, (1, 1), 0.0),
            (swinging, swinging, steady(0.1), (1, 1), 0.0),
            (steady(0.75), steady(0.75), steady(0.2), (0.3, 0.1), 0.0),
            (steady(0.9), steady(0.9), steady(0.5), (0.1, 0.3), 0.0),
            (steady(0.65), steady(0.75), steady(0.05), (1, 1), -0.1),
            (steady(0.8), steady(0.7), steady(0.2), (0.5, 0.5), 0.1),
        ],
        ids=[
            "even", "rare", "usual", "halves", "nearly all held", "levels drift and shares shrink",
            "levels swing", "free ones are scored more often", "held ones are", "at -10 points",
            "at 10 points",
        ],
    )  # fmt: skip
    def test_more_often_than_is_said(self, free, held, share, rates, bound):
        world = voted(HISTORIES, free, held, share, rates)
        assert np.isfinite(first_shown(world, HISTORIES, ROUNDS, 5, bound)).mean() <= MOST

    def test_downwards_either(self):
        """What is below is the same with all scores turned round."""
        world = voted(HISTORIES, steady(0.25), steady(0.25), steady(0.05))
        assert np.isfinite(first_shown(world, HISTORIES, ROUNDS, 6)).mean() <= MOST


@pytest.mark.parametrize(
    ("free", "held", "share", "bound", "most"),
    [
        (0.75, 0.75, 0.05, -0.1, 2_600),
        (0.75, 0.65, 0.05, 0.0, 4_600),
        (0.75, 0.75, 0.2, -0.05, 3_700),
        (0.95, 0.95, 0.05, -0.05, 3_400),
    ],
)
def test_what_is_true_is_shown_in_time(free, held, share, bound, most):
    world = voted(200, steady(free), steady(held), steady(share))
    assert np.median(first_shown(world, 200, 12_000, 7, bound)) <= most


@pytest.mark.parametrize(("share", "bound"), [(0.05, 0.0), (0.3, -0.05), (0.7, 0.1)])
def test_simulated_is_what_ships(share, bound):
    rng, apart, batch = np.random.default_rng(4), TwoGroups([bound]), BatchTwoGroups(1, bound)
    world = voted(1, steady(0.7), steady(0.6), steady(share), (0.8, 0.6))
    for number in range(400):
        its, held, scored, scores = world(number, rng)
        batch.learn(scores, held, its, scored)
        if scored[0]:
            apart.learn(float(scores[0]), its, is_held=bool(held[0]))
    assert apart._above[0].log_wealth == pytest.approx(batch.log_wealth[0])


def test_above_and_below_are_mirrored():
    one, other = TwoGroups(), TwoGroups()
    rng = Random(2)
    for _ in range(500):
        is_held, score = rng.random() < 0.4, rng.choice([0.0, 0.25, 1.0])
        one.learn(score, 0.4, is_held=is_held)
        other.learn(1 - score, 0.4, is_held=is_held)
    assert [each.log_wealth for each in one._below] == pytest.approx(
        [each.log_wealth for each in reversed(other._above)]
    )


def test_an_interval_shrinks_to_where_the_truth_is():
    early = learned(100, 0.8, 0.7, 0.3, 1)
    assert (early.low, early.high) == (-1.0, 1.0) or early.low < 0.1 < early.high
    late = learned(8_000, 0.8, 0.7, 0.3, 1)
    assert 0.02 <= late.low < 0.1 < late.high <= 0.15
    assert late.difference == pytest.approx(0.1, abs=0.03)


DRIFTED = [(3, 0.5, 0.5), (100, 0.2, 0.8), (30, 1.0, 0.8), (100, 1.0, 0.2)]


@pytest.mark.parametrize("is_turned", [False, True])
def test_an_end_does_not_jump_over_a_bound_that_is_not_shown(is_turned):
    """Where levels drift, a difference that says more may be shown alone."""
    share, rng, groups, jumped = 0.2, Random(78), TwoGroups(), False
    for count, free, held in DRIFTED:
        for _ in range(count):
            is_held = rng.random() < share
            score = held if is_held else free
            groups.learn(1 - score if is_turned else score, share, is_held=is_held)
            above, below = shown_by(groups._above), shown_by(groups._below)
            assert all(groups.low < bound for bound in set(BOUNDS) - above)
            assert all(groups.high > bound for bound in set(BOUNDS) - below)
            furthest = (max(above, default=-1.0), min(below, default=1.0))
            jumped = jumped or furthest != (groups.low, groups.high)
    assert jumped


def shown_by(gamblers) -> set[float]:
    found = zip(BOUNDS, gamblers, strict=True)
    return {bound for bound, gambler in found if gambler.log_wealth >= -math.log(ALPHA)}


def test_nothing_is_known_of_nothing():
    empty = TwoGroups()
    assert (empty.low, empty.high, empty.difference) == (-1.0, 1.0, None)
    assert empty.still_needed(0.0) is None


def test_it_says_about_how_much_is_still_needed():
    """A third of the way, the estimate is right by a factor of three, in most of some histories."""
    near = []
    for seed in range(20):
        rng, apart, told, number = Random(seed), TwoGroups([-0.1, 0.0]), None, 0
        while apart.still_needed(-0.1) != 0 and number < 6_000:
            is_held = rng.random() < 0.2
            apart.learn(float(rng.random() < 0.75), 0.2, is_held=is_held)
            number += 1
            told = apart.still_needed(-0.1) if number == 300 else told
        if number > 300:
            near.append(told is not None and 1 / 3 < (number - 300) / max(1, told) < 3)
    assert len(near) > 10
    assert np.mean(near) > 0.5


@pytest.mark.parametrize(
    ("score", "share"), [(1.1, 0.1), (-0.1, 0.1), (math.nan, 0.1), (0.5, 0.0), (0.5, 1.0)]
)
def test_what_is_out_of_range_is_refused(score, share):
    apart = TwoGroups()
    with pytest.raises(ValueError, match=r"lies between|leaves no"):
        apart.learn(score, share, is_held=False)
    assert apart.free.count == 0
