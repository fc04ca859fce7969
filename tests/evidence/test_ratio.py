"""How many times as much is told with an interval that holds from some time on."""

import numpy as np
import pytest

from wayfare.evidence.ratio import LEAST, Taken, ratio_of


def taken(amounts, pieces=None) -> Taken:
    found = Taken()
    for amount, count in zip(amounts, pieces or [1.0] * len(amounts), strict=True):
        found.learn(float(amount), float(count))
    return found


def test_the_interval_is_left_about_as_seldom_as_is_said():
    """Skewed amounts, one in five held, looked at every 50 conversations from 300 on."""
    left = 0
    for seed in range(400):
        rng, free, held = np.random.default_rng(seed), Taken(), Taken()
        is_wrong = False
        for number in range(1, 2_001):
            is_held = rng.random() < 0.2
            amount = rng.lognormal(sigma=1.0)
            (held if is_held else free).learn(amount if is_held else 0.5 * amount)
            if number >= 300 and number % 50 == 0:
                found = ratio_of(free, held)
                is_wrong |= not found.low < 0.5 < found.high
        left += is_wrong
    assert left / 400 <= 0.05


def test_a_ratio_of_pieces_knows_that_long_conversations_cost_more():
    rng = np.random.default_rng(3)
    turns, others = rng.integers(1, 30, 4_000), rng.integers(1, 60, 400)
    found = ratio_of(
        taken(2.0 * turns + rng.random(4_000), list(turns)),
        taken(4.0 * others + rng.random(400), list(others)),
    )
    assert found.ratio == pytest.approx(0.5, rel=0.05)
    assert 0.45 < found.low < found.ratio < found.high < 0.56
    whole = ratio_of(taken(2.0 * turns), taken(4.0 * others))
    assert whole.high - whole.low > 3 * (found.high - found.low)


def test_of_few_no_interval_is_told_and_of_nothing_no_ratio():
    few = ratio_of(taken([1.0] * 500), taken([2.0] * (LEAST - 1)))
    assert (few.ratio, few.low, few.high) == (0.5, None, None)
    assert ratio_of(taken([1.0]), taken([])).ratio is None
    assert ratio_of(taken([0.0] * 50), taken([2.0] * 50)).ratio is None
