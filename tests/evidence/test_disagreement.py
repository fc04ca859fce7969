"""What is compared goes by where arms were seen to disagree, within bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.evidence.bets import SQUARE_PRESUMED
from wayfare.evidence.disagreement import FLOOR, REMEMBERED, Disagreement

RATES = {"tax": 0.24, "poems": 0.015, "sums": 0.06}


def seen(rates=RATES, count=1_000, share=1.0, seed=1) -> Disagreement:
    rng, found = np.random.default_rng(seed), Disagreement()
    for _ in range(count):
        for topic, rate in rates.items():
            found.learn(topic, float(rng.random() < rate), share)
    return found


def test_what_is_foreseen_is_what_was_seen_and_before_that_what_is_presumed():
    found = seen()
    for topic, rate in RATES.items():
        assert found.foreseen(topic) == pytest.approx(rate, abs=0.025)
    assert found.foreseen("new") == pytest.approx(np.mean([*RATES.values()]), abs=0.01)
    assert Disagreement().foreseen(None) == SQUARE_PRESUMED
    assert Disagreement().shares(0.3) == {}


def test_shares_go_by_the_root_of_what_is_foreseen():
    found = seen()
    shares = found.shares(0.3)
    assert shares["tax"] / shares["sums"] == pytest.approx(
        (found.foreseen("tax") / found.foreseen("sums")) ** 0.5
    )
    assert np.mean([*shares.values()]) == pytest.approx(0.3, abs=0.01)
    assert seen({None: 0.1}).shares(0.3) == {None: pytest.approx(0.3)}


def test_a_topic_with_few_answers_is_compared_less_once_it_is_known():
    found = Disagreement()
    quiet = []
    for number in range(3_600):
        found.learn("busy" if number % 10 else "quiet", SQUARE_PRESUMED**0.5, 1.0)
        quiet.append(found.shares(0.3)["quiet"])
    assert quiet[380] == pytest.approx(0.3)
    assert quiet[450] == pytest.approx(0.1)
    assert quiet[3_500] == pytest.approx(0.3)


def test_how_often_a_topic_was_drawn_does_not_make_it_busy():
    found = Disagreement()
    for number in range(1_000):
        found.learn("a", SQUARE_PRESUMED**0.5, 0.5)
        if number % 5 == 0:
            found.learn("b", SQUARE_PRESUMED**0.5, 0.1)
    shares = found.shares(0.3)
    assert shares["a"] == pytest.approx(shares["b"], rel=0.01)


def test_what_was_long_ago_is_forgotten_by_half():
    found = seen({"t": 1.0}, count=int(REMEMBERED))
    for _ in range(2 * int(REMEMBERED)):
        found.learn("t", 0.0, 1.0)
    assert found.foreseen("t") < 0.25


rounds = st.tuples(st.sampled_from("abcd"), st.floats(-1, 1), st.floats(0.03, 1))


@given(st.lists(rounds, max_size=60), st.floats(0.01, 1))
def test_no_share_is_below_a_third_of_the_mean_or_above_one(rows, mean):
    found = Disagreement()
    for row in rows:
        found.learn(*row)
    assert all(FLOOR * mean <= share <= 1 for share in found.shares(mean).values())
