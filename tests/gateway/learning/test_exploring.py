"""Trials stay within their share, their points and their money, and say how likely they were."""

from random import Random

import pytest

from wayfare.gateway.learning.exploring import AHEAD, DAY_S, Candidate, Exploring
from wayfare.settings.choosing import Exploration

CHEAP = Candidate(gain=1.0, charge=2.0, extra_micros=-50)
DEAR = Candidate(gain=3.0, charge=2.0, extra_micros=500)
PLENTY = {"share": 0.2, "points": 100.0, "budget_micros": 10**9}


def exploring(**given):
    return Exploring(Exploration(**{**PLENTY, **given}))


def drawn(exploring, candidates, count=5_000, now=0.0):
    rng = Random(5)
    return [exploring.draw(candidates, 1.0, now, rng) for _ in range(count)]


def test_each_arm_is_drawn_as_often_as_is_said():
    trials = drawn(exploring(), {"a": CHEAP, "b": DEAR})
    names = [trial.drawn for trial in trials]
    assert trials[0].parts == {"a": 0.1, "b": 0.9}
    assert names.count("a") / 5_000 == pytest.approx(0.2 * 0.1, abs=0.01)
    assert names.count("b") / 5_000 == pytest.approx(0.2 * 0.9, abs=0.015)
    assert trials[0].propensity("b", "best") == pytest.approx(0.18)
    assert trials[0].propensity("best", "best") == pytest.approx(0.8)
    assert trials[0].propensity("a", "a") == pytest.approx(0.82)


def test_an_arm_is_tried_no_more_often_than_it_may_be():
    rare = Candidate(gain=3.0, charge=2.0, extra_micros=500, most=0.04)
    trials = drawn(exploring(), {"a": CHEAP, "b": rare})
    names = [trial.drawn for trial in trials]
    assert names.count("b") / 5_000 == pytest.approx(0.04, abs=0.01)
    assert names.count("a") / 5_000 == pytest.approx(0.2 * 0.1, abs=0.01)
    assert trials[0].propensity("b", "best") == pytest.approx(0.04)
    assert trials[0].propensity("best", "best") == pytest.approx(0.94)


def test_where_a_guard_lets_few_trials_through_more_lots_are_drawn_for_a_rare_one():
    rare = Candidate(gain=3.0, charge=2.0, extra_micros=500, most=0.004)
    one = Exploring(Exploration(**PLENTY), passes=0.1)
    trials = drawn(one, {"b": rare})
    assert trials[0].propensity("b", "best") == pytest.approx(0.04)


@pytest.mark.parametrize("candidates", [{}, {"a": Candidate(0.0, 1.0, 0)}])
def test_nothing_worth_trying_draws_no_lot(candidates):
    assert set(drawn(exploring(), candidates, 10)) == {None}


def test_a_share_of_nothing_draws_no_lot():
    assert set(drawn(exploring(share=0.0), {"a": CHEAP}, 10)) == {None}


def test_points_are_never_overspent():
    one = exploring(points=0.1)
    drawn(one, {"a": CHEAP}, 3_000)
    assert 0 < one.points <= 0.1 * (3_000 + AHEAD)


def test_where_few_questions_bring_outcomes_less_is_spent_at_once():
    often, seldom = exploring(points=0.1), exploring(points=0.1)
    rng = Random(1)
    for _ in range(200):
        often.draw({"a": CHEAP}, 1.0, 0.0, rng)
        seldom.draw({"a": CHEAP}, 0.01, 0.0, rng)
    assert seldom.points < often.points


def test_money_is_never_overspent_and_comes_back_the_next_day():
    one = exploring(budget_micros=1_200)
    drawn(one, {"b": DEAR})
    assert one.micros == 1_000
    drawn(one, {"b": DEAR}, now=DAY_S)
    assert one.micros == 1_000


def test_a_cheaper_arm_costs_no_money_to_try():
    one = exploring(budget_micros=0)
    assert any(trial and trial.drawn == "a" for trial in drawn(one, {"a": CHEAP, "b": DEAR}))
    assert one.micros == 0


def test_what_others_spent_of_the_day_is_spent():
    one = exploring(budget_micros=1_200)
    one.note_all(700, 0, 0.0)
    drawn(one, {"b": DEAR})
    assert (one.micros, one.elsewhere) == (500, 700)
    one.note_all(1_200, 500, 1.0)
    assert (one.micros, one.elsewhere) == (500, 700)
    drawn(one, {"b": DEAR}, now=DAY_S)
    assert (one.micros, one.elsewhere) == (1_000, 0)


def test_a_log_that_lags_behind_frees_no_money():
    one = exploring(budget_micros=1_000)
    drawn(one, {"b": DEAR})
    one.note_all(0, 1_000, 1.0)
    assert {trial and trial.drawn for trial in drawn(one, {"b": DEAR}, 500, 2.0)} == {None}
