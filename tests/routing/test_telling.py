"""The questions that are asked again tell more than as many drawn at random."""

import numpy as np
import pytest

from wayfare.routing.telling import NOISE, importance_of, most_telling


def some_questions(seed=0, count=400, groups=8, size=24):
    """Groups of like questions, some of them large."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(groups, size))
    shares = rng.dirichlet(np.full(groups, 0.7))
    rows = middles[rng.choice(groups, count, p=shares)] + 0.3 * rng.normal(size=(count, size))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def uncertainty(features, taken, importance):
    """What is left of the variance, on average, once these were asked."""
    rows = features.astype(float)
    among = rows[taken] @ rows[taken].T + NOISE * np.eye(len(taken))
    along = rows @ rows[taken].T
    left = 1 - np.einsum("ij,ji->i", along, np.linalg.solve(among, along.T))
    return float((importance * left).sum() / importance.sum())


@pytest.mark.parametrize("seed", range(5))
def test_less_is_left_unknown_than_by_any_of_many_random_draws(seed):
    features, importance = some_questions(seed), np.ones(400)
    taken = most_telling(features, importance, 30)
    rng = np.random.default_rng(seed)
    draws = [
        uncertainty(features, rng.choice(400, 30, replace=False), importance) for _ in range(200)
    ]
    assert uncertainty(features, taken, importance) < min(draws)
    assert len(set(taken)) == 30


def test_what_counts_for_more_is_asked_about_more():
    features = some_questions(3)
    near = features @ features[0] > 0.7
    plain = most_telling(features, np.ones(400), 20)
    keen = most_telling(features, np.where(near, 50.0, 1.0), 20)
    assert near[keen].sum() > near[plain].sum()


def test_the_same_question_twice_is_hardly_worth_asking_twice():
    features = np.repeat(np.eye(6, dtype=np.float32), 10, axis=0)
    taken = most_telling(features, np.ones(60), 6)
    assert sorted(place // 10 for place in taken) == list(range(6))


def test_no_more_are_taken_than_there_are():
    assert len(most_telling(some_questions(count=5), np.ones(5), 40)) == 5
    assert most_telling(np.zeros((0, 4), np.float32), np.ones(0), 40) == []


def test_questions_count_for_more_where_the_best_arms_differ():
    quality = np.array([[0.9, 0.9, 0.1], [0.9, 0.5, 0.5], [0.8, 0.8, 0.2]])
    assert importance_of(quality, 3).tolist() == pytest.approx(
        [1 + 0.8 / 0.6, 1 + 0.4 / 0.6, 1 + 0.6 / 0.6]
    )
    assert importance_of(None, 3).tolist() == [1, 1, 1]
    assert importance_of(np.ones((3, 1)), 3).tolist() == [1, 1, 1]
    assert importance_of(np.ones((3, 2)), 3).tolist() == [1, 1, 1]


def test_a_fifth_arm_far_behind_does_not_count():
    quality = np.full((2, 5), 0.8)
    quality[:, 4] = [0.0, 0.7]
    assert importance_of(quality, 2).tolist() == [1, 1]
