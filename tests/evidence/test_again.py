"""A change is told soon after it came, and hardly ever where there is none."""

import math
from itertools import pairwise
from random import Random

import pytest
from bench.again import FIRST, FIVE, OURS, REFERENCE, World, alarm_at, play

from wayfare.evidence.again import CUTS, Again
from wayfare.evidence.drift import EXPIRED


def places_of(scores, questions=6, seed=1):
    rng, again = Random(seed), Again()
    return [again.learn(rng.randrange(questions), scores(rng), rng.random()) for _ in range(4_000)]


def test_the_place_of_a_score_is_uniform_and_says_nothing_of_the_next():
    places = places_of(lambda rng: float(rng.random() < 0.9))
    for cut in (*CUTS, 0.8):
        error = math.sqrt(cut * (1 - cut) / len(places))
        assert abs(sum(p < cut for p in places) / len(places) - cut) < 3.5 * error
    steps = pairwise(places)
    cross = sum((a - 0.5) * (b - 0.5) for a, b in steps) / len(places)
    assert abs(cross) < 3.5 / 12 / math.sqrt(len(places))


def test_scores_may_be_of_any_size():
    assert 0.48 < sum(places_of(lambda rng: rng.choice([0, 0.5, 0.7, 1.0]))) / 4_000 < 0.52


def test_a_wrong_answer_is_the_lowest_where_all_are_right_else():
    again = Again()
    for question in range(3):
        for _ in range(5):
            again.learn(question, 1.0, 0.5)
    assert again.learn(0, 0.0, 0.99) < 1 / 15
    assert again.compared == 16
    assert again.mean == pytest.approx(15 / 16)


def test_a_question_that_is_often_wrong_surprises_less():
    def place(question):
        again = Again()
        for number in range(20):
            again.learn(0, 1.0, 0.5)
            again.learn(1, float(number % 2), 0.5)
        return again.learn(question, 0.0, 0.5)

    assert place(0) < place(1)


def test_what_a_question_said_that_is_asked_no_more_is_forgotten():
    again = Again()
    for _ in range(10):
        again.learn(0, 1.0, 0.5)
        again.learn(1, 0.0, 0.5)
    again.keep([0])
    assert again.mean == 1.0
    assert again.learn(0, 0.0, 0.0) == 0.0
    assert again.compared == 21


def test_giving_up_questions_leaves_the_places_uniform():
    rng, again, places = Random(3), Again(), []
    left = list(range(10))
    for number in range(3_000):
        if number % 500 == 499:
            again.keep(left := left[:-1])
        question = rng.choice(left)
        places.append(
            again.learn(question, float(rng.random() < 0.5 + question / 20), rng.random())
        )
    low = sum(place < 0.1 for place in places) / len(places)
    assert abs(low - 0.1) < 3.5 * math.sqrt(0.09 / len(places))


def test_a_lot_is_below_one():
    with pytest.raises(ValueError, match=r"A lot lies in \[0, 1\)"):
        Again().learn(0, 1.0, 1.0)


def test_nothing_has_changed_before_anything_was_asked():
    assert not Again().is_amber
    assert Again().mean is None
    with pytest.raises(ValueError, match="Nothing was scored yet"):
        Again().turn()


def test_where_nothing_changes_an_alarm_is_as_seldom_as_is_said():
    row = play(World("unsure", 0.8, 8.0), OURS, 60, 1_000)
    assert row.told <= 1_000 / EXPIRED + 3 * math.sqrt(0.1 * 0.9 / 60)


def test_questions_chosen_for_their_answers_raise_no_alarm_that_others_would():
    world = World("unsure", 0.8, 8.0)
    assert play(world, OURS, 20, 500).told <= 0.1
    assert play(world, FIRST, 20, 500).told == 1.0
    assert play(world, FIVE, 20, 500).told == 1.0
    assert play(world, REFERENCE, 20, 2_000).told >= 0.3


@pytest.mark.parametrize(("drop", "most"), [(0.2, 120), (0.3, 60)])
def test_a_drop_is_told_soon(drop, most):
    row = play(World("sure", 0.9, 0.5, drop, 200), OURS, 20, 600)
    assert row.told <= 0.1
    assert row.delay_median is not None
    assert row.delay_median < most


def test_it_says_when_and_which_way_answers_changed():
    for is_worse in (True, False):
        rng, again, number = Random(9), Again(), 0
        while not again.has_changed:
            good = (number < 200) == is_worse
            again.learn(
                rng.randrange(12), float(rng.random() < (0.95 if good else 0.5)), rng.random()
            )
            number += 1
        turn = again.turn()
        assert turn.is_worse is is_worse
        assert 185 <= turn.number <= 215
        assert again.is_amber


def test_the_same_seed_gives_the_same_alarm():
    world = World("sure", 0.9, 0.5, 0.3, 100)
    assert alarm_at(world, OURS, 400, Random(4)) == alarm_at(world, OURS, 400, Random(4))
