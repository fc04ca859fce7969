import numpy as np

from wayfare.routing import estimates
from wayfare.routing.estimates import estimate
from wayfare.routing.experience import Experience, Lesson
from wayfare.routing.feature_map import PlainMap

ARMS = ("first", "second", "third")
TOPICS = tuple(f"t{place}" for place in range(8))
DIRECTIONS = 256  # most of what words say is noise


def learned(chances, questions, seed):
    """`chances` (topics, arms): how likely each arm answers well; all arms answer everything."""
    rng = np.random.default_rng(seed)
    experience = Experience(PlainMap(DIRECTIONS), "random", DIRECTIONS)
    lessons = []
    for number in range(questions):
        vector = rng.standard_normal(DIRECTIONS).astype(np.float32)
        topic = int(rng.integers(len(TOPICS)))
        for arm, chance in zip(ARMS, chances[topic], strict=True):
            score = float(rng.random() < chance)
            lessons.append(
                Lesson(
                    f"q{number}", arm, vector / np.linalg.norm(vector), score, topic=TOPICS[topic]
                )
            )
    experience.learn_all(lessons)
    return experience


def by_topic(experience):
    """What is estimated of each arm for the average question of each topic, (topics, arms)."""
    vectors = np.zeros((len(TOPICS), DIRECTIONS), dtype=np.float32)
    found = estimate(experience, ARMS)
    return found, found.quality(experience.features_of(vectors, list(TOPICS)))


def specialists(seed):
    return np.random.default_rng(seed).uniform(0.2, 0.9, size=(len(TOPICS), len(ARMS)))


def test_topics_set_specialists_apart_more_freely(monkeypatch):
    freely, evenly = [], []
    for seed in range(8):
        chances = specialists(seed)
        experience = learned(chances, 400, seed)
        freely.append(np.abs(by_topic(experience)[1] - chances).mean())
        monkeypatch.setattr(estimates, "TOPIC_STRETCHES", (1.0,))
        evenly.append(np.abs(by_topic(experience)[1] - chances).mean())
        monkeypatch.undo()
    assert np.mean(freely) < 0.9 * np.mean(evenly)
    assert np.mean(freely) < 0.07


def test_topics_that_say_nothing_set_nobody_apart():
    alike = np.tile([0.4, 0.6, 0.7], (len(TOPICS), 1))
    apart = [np.ptp(by_topic(learned(alike, 400, seed))[1], axis=0).max() for seed in range(8)]
    assert np.mean(apart) < 0.1


def test_what_is_left_out_is_exact_whatever_stretches(monkeypatch):
    monkeypatch.setattr(estimates, "TOPIC_STRETCHES", (2.0,))
    chances = specialists(1)
    whole = learned(chances, 120, 1)
    found, _ = by_topic(whole)
    assert found.strength is not None
    question = found.left_out.questions[7]
    vector = np.asarray(whole.sample.vectors[question], dtype=np.float32)
    topic = whole.sample.topics[question]
    for arm, score in zip(found.arms, found.left_out.scores[7].tolist(), strict=True):
        whole.forget(Lesson(question, arm, vector, score, topic=topic))
    without = estimate(whole, ARMS, strengths=(found.strength,))
    again = whole.features_of(vector[None], [topic]) @ without.slopes + without.offsets
    # what sets the arms apart; what they share is learned from all other questions alike
    assert np.ptp(found.left_out.quality[7] - again) < 1e-3
