"""The alarm is late where it can be, and hardly ever false."""

import numpy as np
import pytest
from bench.certificates import Run, watch

from wayfare.evidence.bets import FIXED
from wayfare.evidence.drift import EXPIRED, Drift


def test_it_is_the_sum_of_gamblers_begun_anew():
    drift, excesses = Drift(1.02), [0.02, -0.98, 0.02, 1.02]
    for each in excesses:
        drift.learn(each)
    wealth = [
        sum(np.prod([1 - part / 1.02 * x for x in excesses[start:]]) for start in range(4))
        for part in FIXED
    ]
    assert drift.alarm == pytest.approx(np.mean(wealth))


def test_what_is_kept_goes_on():
    one = Drift(1.02)
    for _ in range(50):
        one.learn(-0.5)
    other = Drift(1.02, one.wealths)
    one.learn(0.02)
    other.learn(0.02)
    assert one.alarm == other.alarm > EXPIRED


def test_a_drop_of_ten_points_is_noticed_in_about_150_answers():
    ended = watch(0.06, Run(200, 2_000, 5), -0.1, since=300)
    assert 110 < np.median(ended.audited) < 190


def test_equal_arms_raise_no_alarm():
    ended = watch(0.06, Run(100, 3_000, 6))
    assert np.isinf(ended.audited).mean() >= 0.98
