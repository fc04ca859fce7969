"""What is shown is called so, and what is not yet known too."""

import numpy as np
import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.routing.equality import Equality, beside, equality


def offer(name, usual=None, doubt=0.0, *, outcomes=9):
    arm = Arm(name, Deployment(name, "p", name))
    error = 0.1 if outcomes and usual is not None else None
    return Offer(arm, 100, 0.5, None, outcomes, doubt, usual, error)


@pytest.mark.parametrize(
    ("lead", "doubt", "found"),
    [
        (0.0, 0.0, Equality.EQUAL),
        (-0.02, 0.0, Equality.EQUAL),
        (-0.021, 0.0, Equality.WORSE),
        (-0.005, 0.005, Equality.EQUAL),
        (-0.1, 0.01, Equality.WORSE),
        (0.01, 0.1, Equality.UNKNOWN),
        (0.5, 0.1, Equality.EQUAL),
    ],
)
def test_an_arm_is_shown_equal_shown_worse_or_not_yet_known(lead, doubt, found):
    assert equality(lead, doubt) is found


def test_offers_are_compared_with_the_anchor_and_with_no_other_that_is_in_no_doubt():
    offers = [
        offer("twin", 0.9, 0.0),
        offer("cheap", 0.79, 0.001),
        offer("best", 0.8),
        offer("new", 0.2, 0.01, outcomes=0),
        offer("bad", 0.3, 0.01),
    ]
    anchor, found = beside(offers, "best")
    assert anchor == "best"
    assert found == {
        "twin": Equality.EQUAL,
        "cheap": Equality.EQUAL,
        "best": Equality.EQUAL,
        "new": Equality.UNKNOWN,
        "bad": Equality.WORSE,
    }


def test_without_outcomes_nothing_is_known():
    assert beside([offer("a"), offer("b")], "a") == (
        None,
        {"a": Equality.UNKNOWN, "b": Equality.UNKNOWN},
    )


@pytest.mark.slow
def test_who_is_called_equal_mostly_is():
    """2,000 worlds drawn from the prior: of those called equal or worse 5 % at most are not."""
    wrong = called = 0
    for seed in range(2_000):
        rng = np.random.default_rng([11, seed])
        truth = 0.8 + 0.05 * rng.normal(size=4)
        counts = rng.integers(1, 2_000, size=4)
        seen = rng.normal(truth, np.sqrt(0.2 / counts))
        precision = 1 / 0.05**2 + counts / 0.2
        means = (0.8 / 0.05**2 + seen * counts / 0.2) / precision
        doubts = np.sqrt(1 / precision + 1 / precision[0])
        for arm in range(1, 4):
            found = equality(float(means[arm] - means[0]), float(doubts[arm]))
            within = truth[arm] >= truth[0] - 0.02
            called += found is not Equality.UNKNOWN
            wrong += found is (Equality.WORSE if within else Equality.EQUAL)
    assert called > 1_000
    assert wrong / called < 0.05
