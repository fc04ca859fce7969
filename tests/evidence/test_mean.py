"""A mean lies between its ends, whenever one looks, and they close in on it."""

import random

import pytest

from wayfare.evidence.mean import ENOUGH, Mean, corrected


def drawn(rng: random.Random, won: float, lost: float) -> float:
    lot = rng.random()
    return 1.0 if lot < won else -1.0 if lot < won + lost else 0.0


@pytest.mark.parametrize(("won", "lost"), [(0.3, 0.3), (0.45, 0.05), (0.02, 0.02), (0.1, 0.6)])
def test_whoever_stops_when_it_suits_is_seldom_wrong(won, lost):
    rng, runs, wrong = random.Random(7), 60, 0
    for _ in range(runs):
        mean = Mean()
        for number in range(150):
            mean.learn(drawn(rng, won, lost))
            if number % 30 == 29 and not mean.low <= won - lost <= mean.high:
                wrong += 1
                break
    assert wrong / runs <= 0.05


def test_the_ends_close_in():
    rng, mean = random.Random(3), Mean()
    widths = []
    for number in range(600):
        mean.learn(drawn(rng, 0.5, 0.1))
        if number + 1 in (60, 600):
            widths.append(mean.high - mean.low)
    assert widths[0] < 0.8
    assert widths[1] <= 0.26
    assert mean.low > 0.2


def test_what_is_not_known_may_come_out_either_way():
    known, open_ = Mean(), Mean()
    for _ in range(100):
        known.learn(0.5)
        open_.learn(0.5)
    for _ in range(100):
        open_.learn(-1.0, 1.0)
    assert open_.low < 0 < known.low
    assert open_.high > known.high


def test_about_so_many_more_suffice():
    pattern, mean = (1.0, 0.0, -1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0), Mean()
    for number in range(40):
        mean.learn(pattern[number % 10])
    needed = mean.still_needed(0.0)
    assert mean.low < 0
    assert 100 < needed < 400
    for number in range(2 * needed):
        mean.learn(pattern[number % 10])
    assert mean.low >= 0
    assert mean.still_needed(0.0) == 0


def test_no_fewer_are_foretold_where_all_are_alike():
    mean = Mean([-0.05, 0.05])
    for _ in range(14):
        mean.learn(0.0)
    needed = max(mean.still_needed(-0.05), mean.still_needed(0.05))
    assert needed > 50
    for _ in range(2 * needed):
        mean.learn(0.0)
    assert mean.low >= -0.05
    assert mean.high <= 0.05


def test_where_nothing_is_known_nothing_is_foretold():
    mean = Mean([0.03])
    assert (mean.mean, mean.low, mean.high) == (None, -1.0, 1.0)
    assert mean.still_needed(0.0) is None
    mean.learn(0.0)
    assert mean.still_needed(0.0) is None
    assert mean.still_needed(0.03, ENOUGH) > 0


def test_a_value_out_of_range_is_refused():
    with pytest.raises(ValueError, match="between -1 and 1"):
        Mean().learn(1.5)


def test_a_judge_that_errs_makes_the_interval_wider_away_from_nothing():
    assert corrected(-0.1, -0.05, 0.25) == (-0.2, -0.05)
    assert corrected(-0.9, 0.9, 0.4) == (-1.0, 1.0)
