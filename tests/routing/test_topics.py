"""Topics: found, kept, and never changed by what does not concern them."""

from random import Random

import numpy as np
import pytest

from wayfare.domain.chat import is_found
from wayfare.routing.common_space import CommonSpace
from wayfare.routing.topics import QUESTIONS_LEAST, TOPICS_MAX, WINDOW, Topics

SIZE, SURFACE = 32, 4
MIDDLES = {
    language: np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)
    for seed, language in enumerate(("en", "ko"))
}
#: Translations differ along the first two directions alone.
ACROSS = np.diag([0.05] * 2 + [1.0] * (SIZE - 2)).astype(np.float32)
KINDS = 5


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def questions(count, seed, kinds=KINDS):
    """Vectors about a few things, in two languages; the language moves them all."""
    rng = np.random.default_rng(seed)
    kind, spoken = rng.integers(kinds, size=count), rng.choice(["en", "ko"], size=count)
    about = unit(np.random.default_rng(99).normal(size=(20, SIZE)))[kind]
    moved = np.stack([MIDDLES[each] for each in spoken])
    accent = np.zeros((count, SIZE))
    accent[:, 0] = np.where(spoken == "ko", 1.0, -1.0)
    noise = 0.08 * rng.normal(size=(count, SIZE))
    vectors = np.hstack([about + accent + noise + moved, rng.normal(size=(count, SURFACE))])
    return vectors.astype(np.float32), spoken.tolist(), kind.tolist()


def beginning():
    return Topics("test-1", CommonSpace(MIDDLES, ACROSS))


def grown(vectors, languages, topics=None):
    """The topics after all of a log, as the product would fit them."""
    topics = topics or beginning()
    while topics.seen + topics.due <= len(languages):
        more, end = topics.due, topics.seen + topics.due
        newest = slice(max(0, end - WINDOW), end)
        topics = topics.fit(vectors[newest], languages[newest], more, Random(end))
    return topics


def found(topics, vectors, languages):
    return [topics.find(v, language) for v, language in zip(vectors, languages, strict=True)]


def test_without_questions_there_are_no_topics():
    vectors, languages, _ = questions(3, 0)
    topics = beginning()
    assert topics.due == QUESTIONS_LEAST
    assert found(topics, vectors, languages) == [None] * 3


def test_questions_about_one_thing_share_topics_that_others_do_not_have():
    topics = grown(*questions(600, 1)[:2])
    vectors, languages, kinds = questions(400, 2)
    of_kind = {}
    for topic, kind in zip(found(topics, vectors, languages), kinds, strict=True):
        if topic is not None:
            of_kind.setdefault(topic, []).append(kind)
    assert len(of_kind) >= KINDS
    assert all(len(set(each)) == 1 for each in of_kind.values())


def test_a_question_has_one_topic_whatever_language_it_is_asked_in():
    fitted = [grown(*questions(600, seed)[:2]) for seed in range(5)]
    rng = np.random.default_rng(5)
    about = unit(np.random.default_rng(99).normal(size=(20, SIZE)))[rng.integers(KINDS, size=1_000)]
    same = 0
    for number, each in enumerate(about):
        topics = fitted[number % len(fitted)]
        forms = []
        for language, accent in (("en", -1.0), ("ko", 1.0)):
            vector = each + MIDDLES[language] + 0.04 * rng.normal(size=SIZE)
            vector[0] += accent
            forms.append(topics.find(vector, language))
        same += forms[0] == forms[1]
    assert same >= 800


def test_a_language_that_says_things_elsewhere_is_turned_to_where_the_usual_one_has_them():
    rng = np.random.default_rng(5)
    turn = np.linalg.qr(rng.normal(size=(SIZE, SIZE)))[0].astype(np.float32)
    space = CommonSpace(MIDDLES, ACROSS, {"ko": turn})
    about = rng.normal(size=SIZE).astype(np.float32)
    english = space.point(MIDDLES["en"] + about, "en")
    assert space.point(MIDDLES["ko"] + about @ turn.T, "ko") == pytest.approx(english, abs=1e-5)
    plain = CommonSpace(MIDDLES, ACROSS).point(MIDDLES["en"] + about, "en")
    assert english.tolist() == plain.tolist(), "the usual one stays where it is"


def test_what_is_far_from_everything_has_no_topic():
    topics = grown(*questions(600, 1)[:2])
    rng = np.random.default_rng(3)
    strangers = (unit(rng.normal(size=(200, SIZE))) + MIDDLES["en"]).astype(np.float32)
    assert found(topics, strangers, ["en"] * 200).count(None) > 190
    vectors, languages, _ = questions(400, 2)
    assert found(topics, vectors, languages).count(None) < 40
    assert topics.find(np.zeros(SIZE + SURFACE, np.float32), "en") is None


def test_ids_stay_with_their_questions_when_topics_are_fitted_again():
    vectors, languages, _ = questions(1500, 1)
    early = grown(vectors[:400], languages[:400])
    asked, spoken, _ = questions(500, 2)
    kept, topics = [], early
    while (until := topics.seen + topics.due) < 1_200:
        later = grown(vectors[:until], languages[:until], topics=topics)
        pairs = zip(found(topics, asked, spoken), found(later, asked, spoken), strict=True)
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        kept.append(sum(a == b for a, b in both) / len(both))
        topics = later
    assert np.mean(kept) >= 0.95
    assert {topic.id for topic in early.topics} <= {topic.id for topic in topics.topics}


def test_something_new_that_is_asked_about_gets_a_topic_of_its_own():
    vectors, languages, _ = questions(600, 1)
    topics = grown(vectors, languages)
    old = {topic.id for topic in topics.topics}
    more, spoken, kinds = questions(2_400, 4, kinds=9)
    topics = grown(np.vstack([vectors, more]), languages + spoken, topics=topics)
    asked, spoken, kinds = questions(400, 6, kinds=9)
    new = [
        topic
        for topic, kind in zip(found(topics, asked, spoken), kinds, strict=True)
        if kind >= KINDS
    ]
    assert sum(topic is not None and topic not in old for topic in new) > 0.5 * len(new)


def test_the_same_log_gives_the_same_topics_and_a_round_trip_changes_nothing():
    vectors, languages, _ = questions(900, 1)
    one, two = grown(vectors, languages), grown(vectors, languages)
    assert one.to_bytes() == two.to_bytes()
    read = Topics.from_bytes(one.to_bytes(), CommonSpace(MIDDLES, ACROSS))
    assert read.to_bytes() == one.to_bytes()
    assert read.due == one.due
    asked, spoken, _ = questions(100, 2)
    assert found(read, asked, spoken) == found(one, asked, spoken)


def test_a_language_without_a_middle_and_a_log_of_silence_do_no_harm():
    vectors, languages, _ = questions(300, 1)
    topics = grown(vectors, languages)
    assert topics.find(vectors[0], "und") in {None, *(topic.id for topic in topics.topics)}
    silent = np.zeros((300, SIZE + SURFACE), np.float32)
    assert grown(silent, ["en"] * 300).topics == ()
    same = np.repeat(vectors[:1], 300, axis=0)
    alike = grown(same, ["en"] * 300)
    assert alike.find(vectors[0], "en") is not None


def test_there_are_never_more_topics_than_places():
    rng = np.random.default_rng(0)
    vectors = (rng.normal(size=(60_000, SIZE + SURFACE)) * 3).astype(np.float32)
    topics = grown(vectors[:2_000], ["en"] * 2_000)
    for turn in range(12):
        more = 10**turn
        topics = topics.fit(
            vectors[turn * WINDOW : (turn + 1) * WINDOW], ["en"] * WINDOW, more, Random(turn)
        )
    assert len(topics.topics) <= TOPICS_MAX
    assert len({topic.id for topic in topics.topics}) == len(topics.topics)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x80"])
def test_what_is_no_state_is_refused(data):
    with pytest.raises(ValueError, match="no topics"):
        Topics.from_bytes(data, CommonSpace(MIDDLES, ACROSS))


def test_names_are_kept_by_the_topic_they_belong_to():
    vectors, languages, _ = questions(600, 1)
    topics = grown(vectors[:300], languages[:300])
    first = topics.topics[0].id
    topics = topics.named({first: {"en": ("tax", "law"), "ko": ("세금",)}})
    topics = grown(vectors, languages, topics=topics)
    names = {topic.id: (topic.name("en"), topic.name("ko")) for topic in topics.topics}
    assert names[first] == ("tax, law", "세금")
    assert all(names[other] == (other, other) for other in names if other != first)


def test_a_found_topic_is_told_from_a_given_one():
    assert [is_found(each) for each in ("t1", "t12", "tax", "t", "7")] == [True] * 2 + [False] * 3
