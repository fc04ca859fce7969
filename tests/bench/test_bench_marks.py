"""A claim that rests on a judge's marks is hardly ever wrong, whatever the judge is given to."""

from functools import partial

import numpy as np
import pytest
from bench.marks import (
    JUDGES,
    Marking,
    certified_after,
    choice_mean_at,
    draw,
    mean_at,
    measure,
    voted_after,
)

MARGIN = 0.05


def shown(play, runs: int) -> int:
    """In how many runs something is shown."""
    found = (play(np.random.default_rng([11, number])) for number in range(runs))
    return sum(each is not None for each in found)


def test_a_place_and_a_bonus_for_all_leave_no_trace_in_differences():
    for judge in (Marking(place=2.0), Marking(usual=9.0)):
        its = draw(judge, 0.0, 40_000, np.random.default_rng(1))
        assert abs(float(its.marks.mean())) < 0.005
        assert float((its.marks * its.votes).mean()) > 0.05


def test_votes_measure_marks_and_what_is_chosen_apart():
    its = draw(Marking(), 0.0, 600, np.random.default_rng(2))
    marked, chosen = measure(its, by_marks=True), measure(its, by_marks=False)
    assert marked.marks_error is not None
    assert (marked.error, chosen.marks_error) == (None, None)
    assert chosen.error is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plain", "first place gets 2 more", "leans by .7 of 10"])
def test_on_the_margin_marks_alone_hardly_ever_show_a_claim(name):
    judge = JUDGES[name]
    play = partial(certified_after, judge, mean_at(judge, -MARGIN), MARGIN, 400, by_marks=True)
    assert shown(play, 20) <= 1


@pytest.mark.slow
def test_where_people_vote_on_pairs_that_are_drawn_a_judge_may_lean_as_it_likes():
    judge = Marking(lean=2.0)
    play = partial(voted_after, judge, choice_mean_at(judge, -MARGIN), MARGIN, 0.3, by="marks")
    assert shown(play, 20) <= 3  # of 5 %: more than 3 in 20 come twice in a hundred


@pytest.mark.slow
def test_marks_show_that_equal_arms_are_where_choices_do_not():
    marks, choices = (
        shown(partial(certified_after, Marking(), 0.0, MARGIN, 1_000, by_marks=by), 10)
        for by in (True, False)
    )
    assert marks >= 9
    assert choices < marks
