"""How far marks are right is bounded by votes, however often one looks and whatever the marks."""

import random

import pytest

from wayfare.routing.guards.marks import WORTH_LEAST, MarksTally

ALPHA = 0.01


def tally(*higher):
    found = MarksTally()
    for each in higher:
        found.add(each)
    return found


def test_without_votes_nothing_is_known():
    empty = MarksTally()
    assert (empty.worth, empty.moves, empty.moves_least(ALPHA)) == (None, None, 0.0)
    assert empty.still_needed(ALPHA) is None


def test_who_is_always_right_is_shown_to_be_in_the_end():
    assert tally(*[0.3] * 10).moves_least(ALPHA) == 0
    assert tally(*[0.3] * 60).moves_least(ALPHA) > 0.3
    assert 0.9 < tally(*[0.3] * 2_000).moves_least(ALPHA) < 1


def test_what_a_preference_is_worth_takes_nothing_from_who_marks_far_apart():
    narrow, wide = tally(*[WORTH_LEAST] * 400), tally(*[0.8] * 400)
    assert (narrow.moves, wide.moves) == pytest.approx((1.0, 1.0))
    assert wide.moves_least(ALPHA) >= narrow.moves_least(ALPHA) > 0.7


def test_who_hardly_tells_answers_apart_is_right_by_that_much_less():
    assert tally(*[0.02] * 4_000).moves == pytest.approx(0.1)
    assert tally(*[0.02] * 4_000).moves_least(ALPHA) <= 0.1


def test_what_is_taken_out_again_leaves_no_trace():
    found = tally(*[0.25, -0.5] * 40)
    before = found.moves_least(ALPHA)
    found.add(0.7)
    found.add(0.7, -1)
    assert found.moves_least(ALPHA) == before
    assert MarksTally(found.kept).kept == found.kept


def test_about_so_many_votes_as_are_said_to_be_needed_do():
    rng = random.Random(3)

    def higher():
        return rng.choice([0.1, 0.2, 0.4]) * (1 if rng.random() < 0.8 else -1)

    found = tally(*[higher() for _ in range(60)])
    needed = found.still_needed(ALPHA)
    assert needed is None or needed < 300
    for _ in range(300):
        found.add(higher())
    assert found.still_needed(ALPHA) == 0
    assert found.moves_least(ALPHA) > 0.1


def worlds():
    """Judges of which it is known how far their marks are right; each draws one pair."""
    yield "errs in a quarter", 0.5, lambda rng: 0.3 * (1 if rng.random() < 0.75 else -1)
    yield "guesses", 0.0, lambda rng: rng.choice([0.1, 0.9]) * rng.choice([1, -1])
    # |g| is 0.1 nine times of ten, else 1, where it is mostly wrong
    yield (
        "errs where it is sure of itself",
        (0.09 * 1 + 0.1 * (2 * 0.3 - 1)) / 0.2,
        lambda rng: 0.1 if rng.random() < 0.9 else (1.0 if rng.random() < 0.3 else -1.0),
    )
    yield "hardly tells", 0.25, lambda rng: 0.1 * (1 if rng.random() < 0.75 else -1)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "moves", "draw"), list(worlds()))
def test_the_bound_is_hardly_ever_too_high_however_often_one_looks(name, moves, draw):
    wrong, runs = 0, 300
    for seed in range(runs):
        rng, found = random.Random(seed), MarksTally()
        for number in range(400):
            found.add(draw(rng))
            if number % 10 == 9 and found.moves_least(0.05) > max(0.0, moves):
                wrong += 1
                break
    assert wrong / runs <= 0.05, name
