"""An arm is tried where what it may teach outweighs what asking it loses."""

import numpy as np
import pytest

from wayfare.routing.router import DOUBT
from wayfare.routing.standings import Standings
from wayfare.routing.worth_trying import Outlook, worth_trying

FREE = np.zeros(3)
USUAL = np.full(3, DOUBT)
SOON = Outlook(questions=500, rate=1.0)


def standings(means, errors, noise=0.2):
    return Standings(np.array(means), np.diag(np.square(errors)), noise)


def gains(means, errors, prices=FREE, outlook=SOON, sureness=USUAL):
    return worth_trying(standings(means, errors), prices, sureness, 0, outlook).gains


def test_what_may_well_be_better_is_worth_trying():
    found = gains([0.7, 0.68, 0.2], [0.02, 0.1, 0.1])
    assert found[0] == 0
    assert found[1] > 0
    assert found[2] == 0


def test_what_is_known_well_teaches_nothing():
    assert gains([0.7, 0.68, 0.6], [0.01, 0.003, 0.003])[1] == 0


def test_without_outcomes_to_come_nothing_is_tried():
    assert not gains([0.7, 0.68, 0.6], [0.02, 0.1, 0.1], outlook=Outlook(500, 0.0)).any()
    assert not gains([0.7, 0.68, 0.6], [0.02, 0.1, 0.1], outlook=Outlook(0, 1.0)).any()


def test_the_more_questions_are_to_come_the_more_it_is_worth():
    found = [
        gains([0.7, 0.6, 0.5], [0.02, 0.1, 0.1], outlook=Outlook(n, 1.0))[1]
        for n in (10, 1_000, 100_000)
    ]
    assert found == sorted(found)
    assert found[-1] > found[0]


def test_a_price_counts_and_an_unknown_one_forbids():
    dear = gains([0.7, 0.7, 0.7], [0.02, 0.1, 0.1], prices=np.array([0.0, 30.0, np.inf]))
    assert dear[1] < gains([0.7, 0.7, 0.7], [0.02, 0.1, 0.1])[1]
    assert dear[2] == 0


def test_who_must_be_ahead_more_surely_is_no_favourite_yet_and_worth_less():
    means, errors = [0.6, 0.7, 0.5], [0.02, 0.08, 0.01]
    sure = np.array([DOUBT, 2.0, DOUBT])
    assert worth_trying(standings(means, errors), FREE, USUAL, 0, SOON).favourite == 1
    assert worth_trying(standings(means, errors), FREE, sure, 0, SOON).favourite == 0
    doubtful = [0.7, 0.68, 0.2]
    assert gains(doubtful, errors, sureness=sure)[1] < gains(doubtful, errors)[1]


def test_a_trial_is_charged_what_it_may_lose_and_a_point_at_least():
    weighed = worth_trying(standings([0.7, 0.6, 0.7], [0.0, 0.1, 0.0]), FREE, USUAL, 0, SOON)
    assert weighed.favourite == 0
    assert weighed.charges == pytest.approx([1.0, 20.0, 1.0])


def test_what_did_badly_a_few_times_is_tried_again_since_a_trial_can_be_ended():
    """Three bad answers: all of a large batch would cost more than it may teach."""
    assert gains([0.375, 0.249, 0.1], [0.118, 0.138, 0.01])[1] > 0


def test_the_value_of_a_trial_is_that_of_playing_it_out():
    """One arm against one that is known: 20,000 seeded plays, each stopped when it is best to."""
    mean, error, questions = 0.65, 0.1, 500
    weighed = gains([0.7, mean, 0.0], [0.0, error, 0.0], outlook=Outlook(questions, 1.0))[1]
    rng = np.random.default_rng(11)
    truth = rng.normal(mean, error, 20_000)
    precision, sums, asked = np.full(20_000, error**-2), mean * np.full(20_000, error**-2), 0
    total, still = np.zeros(20_000), np.ones(20_000, dtype=bool)
    for stage in (1, 2, 4, 8, 16, 32, 64, 128, 256):
        count = stage - asked
        seen = rng.normal(truth, (0.2 / count) ** 0.5)
        total[still] += count * (truth[still] - 0.7)
        precision = precision + np.where(still, count / 0.2, 0.0)
        sums = sums + np.where(still, count * seen / 0.2, 0.0)
        asked = stage
        now = Outlook(questions - asked, 1.0)
        posterior = np.round(np.clip(sums / precision, 0.4, 1.0), 2)
        for value in np.unique(posterior[still]):
            here = still & (posterior == value)
            left = precision[here][0] ** -0.5
            lead = value - 0.7
            if lead > 0.3 * left or gains([0.7, value, 0.0], [0.0, left, 0.0], outlook=now)[1] <= 0:
                still &= ~here
                if lead > 0.3 * left:
                    total[here] += (questions - asked) * (truth[here] - 0.7)
    assert 100 * total.mean() == pytest.approx(weighed, rel=0.25)


def test_trials_lose_little_and_find_the_better_arm():
    """In 100 seeded worlds of five arms, 1,000 questions: utility lost against the best of all."""
    lost, never = [], []
    for seed in range(100):
        rng = np.random.default_rng([3, seed])
        truth = 0.7 + 0.1 * rng.normal(size=5)
        counts, sums = np.zeros(5), np.zeros(5)
        regret = 0.0
        for asked in range(1_000):
            if asked % 20 == 0:
                precision = 1 / 0.1**2 + counts / 0.2
                means = (0.7 / 0.1**2 + sums / 0.2) / precision
                now = Standings(means, np.diag(1 / precision), 0.2)
                weighed = worth_trying(
                    now, np.zeros(5), np.full(5, DOUBT), 0, Outlook(1_000 - asked, 1.0)
                )
            arm = weighed.favourite
            if weighed.gains.any() and rng.random() < 0.3:
                arm = int(rng.choice(5, p=weighed.gains / weighed.gains.sum()))
            counts[arm] += 1
            sums[arm] += rng.normal(truth[arm], 0.2**0.5)
            regret += truth.max() - truth[arm]
        lost.append(regret / 1_000)
        never.append(truth.max() - truth[0])
    assert np.mean(lost) < 0.5 * np.mean(never)
