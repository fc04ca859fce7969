"""What every estimator must pass, whatever it is made of: a `make` gives a fresh one.

Worlds are seeded and small: two kinds of question, arms that are good at one of them.
"""

import numpy as np

from wayfare.routing.experience import Experience, Lesson
from wayfare.routing.feature_map import FeatureMap

SIZE, SURFACE = 24, 4


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def make_experience(**given):
    rng = np.random.default_rng(7)
    return Experience(
        FeatureMap(unit(rng.normal(size=(16, SIZE)))), "test-1", SIZE + SURFACE, **given
    )


def questions(count, seed):
    """Vectors of two kinds of question, and which kind each is."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(2, size=count)
    middle = unit(np.random.default_rng(1).normal(size=(2, SIZE)))
    directions = unit(middle[kinds] + 0.15 * rng.normal(size=(count, SIZE)))
    surface = rng.normal(size=(count, SURFACE)).astype(np.float32)
    return np.hstack([directions, surface]), kinds


def world(count=400, seed=0, good=0.9, bad=0.4, *, tagged=False, changed_at=0):
    """Lessons in which `left` is good at kind 0 and `right` at kind 1; `poor` at nothing.

    `left` changes before question number `changed_at`: what it answered before is earlier.
    """
    vectors, kinds = questions(count, seed)
    rng = np.random.default_rng(seed + 1)
    lessons = []
    for row, kind in enumerate(kinds.tolist()):
        chances = {"left": bad if kind else good, "right": good if kind else bad, "poor": 0.1}
        for arm, chance in chances.items():
            score = float(rng.random() < chance)
            topic = f"t{kind}" if tagged else None
            is_earlier = arm == "left" and row < changed_at
            lessons.append(
                Lesson(
                    f"q{seed}-{row}", arm, vectors[row], score, 100.0, topic, is_earlier=is_earlier
                )
            )
    return lessons
