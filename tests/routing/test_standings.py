"""What outcomes say of arms is a true posterior: errors are as large as they say."""

import numpy as np
import pytest
from tests.contracts.router_checks import SIZE, SURFACE, make_experience, unit

from wayfare.routing.estimates import estimate
from wayfare.routing.experience import Lesson
from wayfare.routing.standings import (
    LEVEL_ERROR,
    SPREAD,
    STRANGER,
    Evidence,
    Guess,
    gather,
    stand,
)

FAIR = Guess(0.7, 0.1)


def outcomes(seed, quality, questions, *, answers=1, shared=0.0, noise=0.2):
    """Lessons where each question is answered by so many arms, drawn anew for each."""
    rng = np.random.default_rng(seed)
    vectors = np.hstack(
        [unit(rng.normal(size=(questions, SIZE))), rng.normal(size=(questions, SURFACE))]
    ).astype(np.float32)
    arms = list(quality)
    lessons = []
    for number in range(questions):
        easier = shared * rng.normal()
        for arm in rng.permutation(arms)[:answers].tolist():
            score = quality[arm] + easier + noise * rng.normal()
            lessons.append(Lesson(f"q{number}", arm, vectors[number], float(np.clip(score, 0, 1))))
    return lessons


def evidence(lessons):
    experience = make_experience()
    experience.learn_all(lessons)
    return gather(estimate(experience, tuple(experience.sums)))


def test_without_outcomes_arms_stand_as_presumed():
    nothing = Evidence(("a",), np.zeros((1, 1)), np.zeros(1), 0.2)
    found = stand(nothing, ["a", "b"], [Guess(0.8, 0.1), Guess(0.6, 0.1)], believed=0.0)
    assert found.means == pytest.approx([0.8, 0.6])
    assert found.doubts(0)[0] == 0
    assert found.doubts(0)[1] > 0.1 * 2**0.5


def test_a_model_that_is_asked_another_way_is_off_as_it_is_itself():
    nothing = Evidence((), np.zeros((0, 0)), np.zeros(0), 0.2)
    guesses = [Guess(0.7, 0.15), Guess(0.65, 0.1, of=0), Guess(0.5, 0.15)]
    found = stand(nothing, ["a", "a@via-en", "b"], guesses)
    assert found.doubts(0)[1] == pytest.approx(0.1)
    assert found.doubts(0)[2] > 0.2
    assert found.means[0] - found.means[1] == pytest.approx(0.05)  # ratings say nothing of it


def test_what_outcomes_say_of_a_model_they_say_of_it_asked_another_way():
    told = evidence(outcomes(0, {"a": 0.4}, 400))
    found = stand(told, ["a", "a@via-en"], [Guess(0.7, 0.15), Guess(0.65, 0.1, of=0)])
    assert found.means == pytest.approx([0.4, 0.35], abs=0.03)


def test_what_is_believed_widens_the_spread_step_by_step():
    nothing = Evidence((), np.zeros((0, 0)), np.zeros(0), 0.2)
    leads = [
        float(np.ptp(stand(nothing, ["a", "b"], [Guess(0.8, 0.1), Guess(0.6, 0.1)], b).means))
        for b in (0.0, 0.5, 1.0)
    ]
    assert leads == pytest.approx([0.2, 0.2 * (1 + SPREAD) / 2, 0.2 * SPREAD])


def test_a_stranger_is_taken_for_no_better_than_those_that_are_known():
    nothing = Evidence((), np.zeros((0, 0)), np.zeros(0), 0.2)
    found = stand(nothing, ["a", "x"], [Guess(0.9, 0.1), Guess(None, 0.2)])
    assert found.means[1] < found.means[0]
    alone = stand(nothing, ["x"], [Guess(None, 0.2)])
    assert alone.means == pytest.approx([STRANGER])


def test_outcomes_of_one_arm_move_the_level_of_all():
    found = stand(evidence(outcomes(0, {"a": 0.4}, 100)), ["a", "b"], [FAIR, FAIR])
    assert found.means[0] == pytest.approx(0.4, abs=0.05)
    assert found.means[1] == pytest.approx(0.4, abs=0.05)
    assert found.doubts(0)[1] > 0.1


def test_answers_to_the_same_questions_tell_more_of_how_two_arms_differ():
    quality = {"a": 0.55, "b": 0.5}
    paired = evidence(outcomes(1, quality, 100, answers=2, shared=0.2, noise=0.1))
    single = evidence(outcomes(1, quality, 200, answers=1, shared=0.2, noise=0.1))
    doubts = [stand(e, ["a", "b"], [FAIR, FAIR]).doubts(0)[1] for e in (paired, single)]
    assert doubts[0] < 0.7 * doubts[1]


def test_an_unpaired_arm_stands_by_its_own_outcomes():
    lessons = outcomes(2, {"a": 0.6, "b": 0.4}, 60, answers=2)
    more = [Lesson(f"other-{n}", "c", x.vector, 0.9) for n, x in enumerate(lessons[:40])]
    found = stand(evidence(lessons + more), ["a", "b", "c"], [FAIR] * 3)
    assert found.means == pytest.approx([0.6, 0.4, 0.85], abs=0.08)


@pytest.mark.slow
def test_intervals_of_a_lead_hold_what_they_say():
    """The truth is drawn from what is presumed; 95 % of 400 intervals hold it, give or take."""
    held = 0
    for seed in range(400):
        rng = np.random.default_rng([7, seed])
        level, spread = 0.05 * rng.normal(), SPREAD
        guesses = [0.55, 0.5, 0.45]
        truth = 0.5 + level + spread * (np.array(guesses) - 0.5) + 0.1 * rng.normal(size=3)
        quality = dict(zip("abc", truth.tolist(), strict=True))
        lessons = outcomes(seed, quality, 40, answers=int(rng.integers(1, 4)), shared=0.1)
        found = stand(evidence(lessons), list("abc"), [Guess(g, 0.1) for g in guesses])
        lead = found.means[1] - found.means[0]
        held += abs(lead - (truth[1] - truth[0])) < 1.96 * found.doubts(0)[1]
    assert 0.92 < held / 400 <= 1.0


def test_the_level_is_left_open():
    assert LEVEL_ERROR >= 1
