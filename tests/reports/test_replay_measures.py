import json

import numpy as np
import pytest

from wayfare.reports.replay.labelled import Asked, Labelled
from wayfare.reports.replay.measures import (
    gap_closed,
    mix_cost,
    oracle_choices,
    recovered,
    saving,
    standing,
)
from wayfare.reports.replay.rows import FIGURES, NAMES, interval, mean_rows, row
from wayfare.reports.replay.splits import OVERLAP

NO = np.nan


def labelled(scores, dollars=None):
    scores = np.array(scores, dtype=float)
    count, arms = scores.shape
    asked = Asked(
        tuple(f"q{n}" for n in range(count)),
        tuple(f"text {n}" for n in range(count)),
        (None,) * count,
        (None,) * count,
    )
    dollars = np.full(scores.shape, NO) if dollars is None else np.array(dollars, dtype=float)
    return Labelled("set", asked, tuple("abcdef"[:arms]), scores, dollars)


def test_a_mix_of_two_arms_costs_what_lies_between_them():
    single = standing(labelled([[1, 0], [1, 1]], [[4, 1], [4, 1]]))
    assert mix_cost(single, 1.0) == 4
    assert mix_cost(single, 0.5) == 1
    assert mix_cost(single, 0.75) == pytest.approx(2.5)
    assert saving(single, 0.75, 2.0) == pytest.approx(0.2)
    assert saving(single, 0.75, None) is None


def test_a_score_that_no_arm_reaches_is_compared_with_the_best_arm():
    single = standing(labelled([[1, 0], [0, 1], [1, 0]], [[4, 1]] * 3))
    assert mix_cost(single, 1.0) == 4


def test_a_dominated_arm_is_no_part_of_the_cheapest_mix():
    single = standing(labelled([[1, 0, 0.5]], [[4, 1, 9]]))
    assert mix_cost(single, 0.5) == pytest.approx(2.5)


def test_the_oracle_takes_the_cheapest_of_the_best():
    test = labelled([[1, 1, 0], [0, NO, 0], [0, 1, 1]], [[4, 1, 0], [4, 1, 2], [4, 3, 2]])
    assert oracle_choices(test).tolist() == [1, 2, 2]
    single = standing(test)
    assert gap_closed(single, 1.0, 1.0) is None  # arm b is as good as the oracle
    assert gap_closed(standing(labelled([[1, 0], [0, 1]])), 1.0, 0.75) == pytest.approx(0.5)


def test_recovered_is_worked_out_by_hand():
    """Strong right on 3 of 4, weak on 1: sending the two that gain recovers all of the gap."""
    test = labelled([[1, 0], [1, 0], [1, 1], [0, 0]])
    wish = np.array([[0.9, 0], [0.8, 0], [0.2, 0], [0.1, 0]])
    found = recovered(test, wish)
    assert found is not None
    # the curve is 0, .5, 1, 1, 1 at shares 0, 1/4, .. 1
    assert found.apgr == pytest.approx((0.25 + 0.75 + 1 + 1) / 4)
    assert found.cpt50 == pytest.approx(0.25)
    assert found.cpt80 == pytest.approx(0.5)
    worst = recovered(test, -wish)
    assert worst is not None
    assert worst.apgr == pytest.approx(0.25)


def test_a_random_order_recovers_half():
    rng = np.random.default_rng(0)
    scores = (rng.random((4_000, 2)) < (0.8, 0.6)).astype(float)
    found = recovered(labelled(scores), rng.random((4_000, 2)))
    assert found is not None
    assert found.apgr == pytest.approx(0.5, abs=0.05)


def test_of_three_arms_nothing_is_recovered():
    assert recovered(labelled([[1, 0, 1]]), np.zeros((1, 3))) is None


def test_mean_rows_carry_every_key_and_their_intervals():
    rows = [
        row(
            name="set", labels=5, seed=seed, policy="p", aim=2.0, score=50.0 + seed, saving_vs_mix=s
        )
        for seed, s in enumerate((0.0, 0.75))
    ]
    (mean,) = mean_rows(rows)
    assert mean["seed"] is None
    assert mean["score"] == 50.5
    assert mean["score_low"] < 50.5 < mean["score_high"]
    assert mean["saving_vs_mix"] == pytest.approx(0.5)  # 1 and 1/4 are left: 1/2 in the middle
    assert mean["saving_vs_mix_low"] < 0.5 < mean["saving_vs_mix_high"]
    assert mean["apgr"] is None
    assert set(NAMES) | set(FIGURES) <= set(mean)
    json.dumps(mean, allow_nan=False)


def test_an_interval_needs_two_values_and_is_students():
    assert interval([]) == (None, None, None)
    assert interval([3.0]) == (3.0, None, None)
    mean, low, high = interval([1.0, 2.0, 3.0])
    assert mean == 2
    assert (high - low) / 2 == pytest.approx(4.303 / 3**0.5)


def test_an_interval_over_splits_of_one_set_is_as_wide_as_it_must_be():
    rng = np.random.default_rng(0)
    sets, truth, covered, plainly = 1_000, 0.6, 0, 0
    for _ in range(sets):
        scores = (rng.random(240) < truth).astype(float)
        means = [float(rng.permutation(scores)[:60].mean()) for _ in range(20)]
        covered += _holds(interval(means, OVERLAP), truth)
        plainly += _holds(interval(means), truth)
    assert plainly < 0.65 * sets  # as if the twenty shared nothing
    assert covered > 0.93 * sets


def _holds(found: tuple[float | None, float | None, float | None], truth: float) -> bool:
    _, low, high = found
    return low is not None and high is not None and low <= truth <= high
