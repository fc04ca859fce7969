import numpy as np
import pytest
from router_checks import SIZE, SURFACE, make_experience, questions, world

from wayfare.routing.epochs import EARLIER_WORTH, share_of_earlier
from wayfare.routing.estimates import Presumed, estimate
from wayfare.routing.experience import Experience, Lesson
from wayfare.routing.scoring import Scorer

ARMS = ("left", "poor", "right")
#: Worlds in which nothing changed, and in which one arm did.
CHANGES = pytest.mark.parametrize("changed_at", [0, 150])


def taught(lessons, **given):
    experience = make_experience(**given)
    experience.learn_all(lessons)
    return experience


def quality(experience, vectors, arms=ARMS, topics=None):
    found = estimate(experience, arms)
    features = experience.features_of(vectors, topics or [None] * len(vectors))
    return dict(zip(found.arms, found.quality(features).T, strict=True))


def same(one, other):
    vectors, _ = questions(50, 99)
    first, second = quality(one, vectors), quality(other, vectors)
    return all(np.allclose(first[arm], second[arm], atol=1e-8) for arm in ARMS)


def test_each_arm_is_known_for_what_it_is_good_at():
    experience = taught(world())
    vectors, kinds = questions(200, 5)
    found = quality(experience, vectors)
    leans_left = found["left"] > found["right"]
    assert (leans_left == (kinds == 0)).mean() > 0.95
    assert found["poor"].max() < min(found["left"].max(), found["right"].max())


def test_it_is_calibrated_in_a_world_of_two_kinds():
    experience = taught(world(2_000))
    vectors, kinds = questions(500, 6)
    found = quality(experience, vectors)
    assert found["left"][kinds == 0].mean() == pytest.approx(0.9, abs=0.05)
    assert found["left"][kinds == 1].mean() == pytest.approx(0.4, abs=0.05)


def test_a_known_topic_says_more_than_a_vector():
    experience = taught(world(tagged=True))
    vectors, kinds = questions(200, 5)
    middle = np.repeat(vectors.mean(axis=0)[None], 2, axis=0)
    found = quality(experience, middle, topics=["t0", "t1"])
    assert found["left"][0] - found["left"][1] > 0.2
    assert found["right"][1] - found["right"][0] > 0.2
    assert set(kinds.tolist()) == {0, 1}


@CHANGES
def test_the_order_of_outcomes_makes_no_difference(changed_at):
    lessons = world(tagged=True, changed_at=changed_at)
    shuffled = [lessons[place] for place in np.random.default_rng(3).permutation(len(lessons))]
    # topics get their places as they come, so that only the estimates must agree
    assert same(taught(lessons), taught(shuffled))


@CHANGES
def test_one_at_a_time_is_the_same_as_all_at_once(changed_at):
    lessons = world(changed_at=changed_at)
    slowly = make_experience()
    for lesson in lessons:
        slowly.learn(lesson)
    assert same(slowly, taught(lessons))


@CHANGES
def test_shards_learnt_apart_and_merged_equal_the_whole(changed_at):
    lessons = world(tagged=True, changed_at=changed_at)
    one = taught(lessons[300:])  # begins with other questions, so topics may stand elsewhere
    one.merge(taught(lessons[:300]))
    assert same(one, taught(lessons))


@CHANGES
def test_an_outcome_that_is_taken_away_was_never_there(changed_at):
    lessons = world(changed_at=changed_at)
    wrong = Lesson(
        "q0-0", "left", lessons[0].vector, 0.3, 100.0, "t0", is_earlier=lessons[0].is_earlier
    )
    experience = taught([wrong, *lessons])
    experience.forget(wrong)
    assert same(experience, taught(lessons))


def test_answers_from_before_a_change_count_as_few():
    after = world(100, seed=9, good=0.1, bad=0.1)
    vectors, _ = questions(200, 5)
    known = quality(taught([*world(changed_at=400), *after]), vectors)["left"].mean()
    unknown = quality(taught([*world(), *after]), vectors)["left"].mean()
    assert unknown > 0.5
    assert known < 0.3
    found = estimate(taught([*world(changed_at=400), *after]), ARMS)
    assert found.weights[0] == pytest.approx(100 + 400 * share_of_earlier(400), abs=1e-6)


def test_an_arm_with_earlier_answers_alone_is_not_forgotten():
    experience = taught(world(changed_at=400))
    found = estimate(experience, experience.arms)
    place = found.arms.index("left")
    assert 0.5 < found.means[place] < 0.8
    assert 0 < found.weights[place] < EARLIER_WORTH


@CHANGES
def test_state_survives_a_round_trip(changed_at):
    experience = taught(world(tagged=True, changed_at=changed_at))
    state = experience.to_bytes()
    again = Experience.from_bytes(state, experience.feature_map)
    assert same(again, experience)
    again.learn_all(world(100, seed=8))
    experience.learn_all(world(100, seed=8))
    assert same(again, experience)


@pytest.mark.parametrize("damaged", [b"", b"\x80", b"not a state"])
def test_a_damaged_state_is_refused(damaged):
    with pytest.raises(ValueError, match="state"):
        Experience.from_bytes(damaged, make_experience().feature_map)


def test_an_unknown_arm_has_what_is_presumed_of_it():
    experience = taught(world())
    found = estimate(experience, (*ARMS, "new"), {"new": Presumed(0.75, 10.0)})
    place = found.arms.index("new")
    assert found.means[place] == pytest.approx(0.75, abs=1e-6)
    assert found.weights[place] == 0


def test_what_is_presumed_yields_to_outcomes():
    experience = taught(world())
    weak = estimate(experience, ARMS, {"poor": Presumed(0.9, 10.0)})
    plain = estimate(experience, ARMS)
    place = weak.arms.index("poor")
    assert 0 < weak.means[place] - plain.means[place] < 0.03


def test_nothing_learnt_is_no_error():
    experience = make_experience()
    found = estimate(experience, ("a", "b"), {"a": Presumed(0.8, 5.0)})
    vectors, _ = questions(3, 0)
    assert found.strength is None
    assert found.quality(experience.features_of(vectors, ["?", None, None]))[:, 0] == pytest.approx(
        0.8, abs=1e-6
    )


def test_a_constant_world_is_learnt_and_routes_nothing():
    vectors, _ = questions(300, 0)
    lessons = [
        Lesson(f"q{row}", arm, vectors[row], score)
        for row in range(300)
        for arm, score in (("left", 1.0), ("poor", 0.0), ("right", 1.0))
    ]
    found = quality(taught(lessons), vectors)
    assert found["left"] == pytest.approx(1, abs=0.01)
    assert found["poor"] == pytest.approx(0, abs=0.01)


def test_one_arm_a_question_still_tells_them_apart():
    rng = np.random.default_rng(2)
    lessons = world(3_000)
    one_each = [lessons[3 * row + int(rng.integers(3))] for row in range(3_000)]
    vectors, kinds = questions(200, 5)
    found = quality(taught(one_each), vectors)
    assert ((found["left"] > found["right"]) == (kinds == 0)).mean() > 0.9


def test_leaving_one_out_is_exact_for_the_difference_of_two_arms():
    """Against fitting anew without each question, in a small world of two arms."""
    lessons = [lesson for lesson in world(60) if lesson.arm != "poor"]
    arms = ("left", "right")
    strength = (10.0,)
    whole = estimate(taught(lessons), arms, strengths=strength, plain_allowed=False)
    for row in range(0, 60, 7):
        question = f"q0-{row}"
        rest = taught([lesson for lesson in lessons if lesson.question != question])
        anew = estimate(rest, arms, strengths=strength, plain_allowed=False)
        lesson = next(lesson for lesson in lessons if lesson.question == question)
        features = rest.features_of(
            lesson.vector[None].astype(np.float16).astype(np.float32), [lesson.topic]
        )
        expected = (features @ anew.slopes + anew.offsets)[0]
        place = whole.left_out.questions.index(question)
        left_out = whole.left_out.quality[place]
        assert left_out[0] - left_out[1] == pytest.approx(expected[0] - expected[1], abs=2e-3)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_out_of_range_is_refused_and_nothing_is_learnt(score):
    experience = make_experience()
    vectors, _ = questions(2, 0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        experience.learn_all(
            [Lesson("a", "x", vectors[0], 1.0), Lesson("b", "x", vectors[1], score)]
        )
    assert not experience.sums


def test_a_vector_of_another_size_is_refused():
    with pytest.raises(ValueError, match=f"{SIZE + SURFACE} numbers"):
        make_experience().learn(Lesson("a", "x", np.zeros(3, dtype=np.float32), 1.0))


def test_more_topics_than_places_do_no_harm():
    vectors, _ = questions(200, 0)
    lessons = [Lesson(f"q{row}", "left", vectors[row], 1.0, None, f"t{row}") for row in range(200)]
    one, other = taught(lessons[:100]), taught(lessons[100:])
    one.merge(other)
    assert quality(one, vectors, ("left",))["left"] == pytest.approx(1, abs=0.01)


def test_the_sample_keeps_the_same_questions_in_whatever_order():
    lessons = world(300)
    forwards, backwards = taught(lessons, questions_max=50), taught(lessons[::-1], questions_max=50)
    assert list(forwards.sample) == list(backwards.sample)
    assert len(forwards.sample) == 50


@pytest.mark.parametrize("topic", [None, "t0", "t1", "never heard of"])
def test_one_question_is_scored_as_its_features_say(topic):
    experience = taught(world(tagged=True))
    found = estimate(experience, ARMS)
    assert found.strength is not None
    vectors, _ = questions(20, 5)
    features = experience.features_of(vectors, [topic] * len(vectors)).astype(np.float64)
    scorer = Scorer(experience, found)
    for vector, row in zip(vectors, features, strict=True):
        ease, apart = scorer.score(vector, topic)
        assert ease == pytest.approx((row - found.middle) @ found.shared, abs=1e-5)
        own = found.slopes - found.shared[:, None]
        assert apart == pytest.approx((row @ own + found.centred).tolist(), abs=1e-5)
