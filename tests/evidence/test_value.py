"""What another rule would have scored is told from a log of chances, with honest intervals."""

import numpy as np
import pytest

from wayfare.evidence.value import (
    EFFECTIVE_LEAST,
    Logged,
    doubly_robust,
    inverse_propensity,
    self_normalised,
)

CHANCES = np.array([0.8, 0.15, 0.05])
QUALITY = np.array([[0.9, 0.5, 0.6], [0.3, 0.8, 0.6]])  # by kind of question
WISHED = np.array([0, 1])  # the other rule's arm for each kind


def log(seed, count=1_500, *, guesses=QUALITY, chances=CHANCES):
    rng = np.random.default_rng(seed)
    kinds = rng.integers(2, size=count)
    arms = rng.choice(3, size=count, p=chances)
    scores = (rng.random(count) < QUALITY[kinds, arms]).astype(float)
    wished = WISHED[kinds]
    return Logged(
        scores,
        chances[arms],
        (arms == wished).astype(float),
        guesses[kinds, arms],
        guesses[kinds, wished],
    )


TRUTH = 0.5 * 0.9 + 0.5 * 0.8
WRONG = np.full((2, 3), 0.5)


@pytest.mark.parametrize("estimate", [doubly_robust, inverse_propensity, self_normalised])
def test_each_finds_the_true_value(estimate):
    found = estimate(log(0, 20_000))
    assert found.mean == pytest.approx(TRUTH, abs=0.03)
    assert found.low < TRUTH < found.high


@pytest.mark.slow
@pytest.mark.parametrize("estimate", [doubly_robust, inverse_propensity, self_normalised])
@pytest.mark.parametrize("guesses", [QUALITY, WRONG], ids=["good guesses", "bad guesses"])
def test_nineteen_of_twenty_intervals_hold_the_truth(estimate, guesses):
    values = [estimate(log([5, seed], guesses=guesses)) for seed in range(1_000)]
    held = np.mean([value.low <= TRUTH <= value.high for value in values])
    assert 0.925 <= held <= 0.975


def test_good_guesses_make_it_steadier():
    good = doubly_robust(log(3))
    bad = doubly_robust(log(3, guesses=WRONG))
    plain = inverse_propensity(log(3))
    assert good.high - good.low < bad.high - bad.low < plain.high - plain.low


def test_what_was_hardly_tried_has_no_interval():
    found = self_normalised(log(0, 60, chances=np.array([0.02, 0.03, 0.95])))
    assert found.effective < EFFECTIVE_LEAST
    assert found.low is None
    assert found.high is None


def test_a_rule_that_was_never_followed_has_no_value():
    whole = log(0, 100)
    apart = Logged(
        whole.scores, whole.propensities, np.zeros(100), whole.guessed, whole.guessed_wished
    )
    assert inverse_propensity(apart).mean is None
    assert self_normalised(apart).mean is None


def test_a_decision_without_a_chance_is_refused():
    whole = log(0, 3)
    broken = Logged(
        whole.scores, np.array([0.5, 0.0, 1.0]), whole.wished, whole.guessed, whole.guessed_wished
    )
    with pytest.raises(ValueError, match="no chance"):
        doubly_robust(broken)


def test_no_decisions_no_value():
    empty = Logged(*(np.zeros(0) for _ in range(5)))
    assert doubly_robust(empty).mean is None
