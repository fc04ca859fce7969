"""Topics are found in the log, once for all processes, and named by nobody's own words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asked_about import BEGAN, KINDS, ask, questions
from homes import put_store
from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.gateway.learning.find_topics import SETTLED_S, TopicFinder
from wayfare.routing.common_space import CommonSpace
from wayfare.routing.language import language_of
from wayfare.routing.topics import Topics
from wayfare.store.database import Database, open_database
from wayfare.store.topics import KeptTopics, TopicLog

LATER = BEGAN + 1e6
EMBEDDER = HashingEmbedder(shipped())
SPACE = CommonSpace(shipped().centres, shipped().across, shipped().into)


@pytest.fixture
def database(tmp_path: Path, empty_store: bytes) -> Iterator[Database]:
    put_store(tmp_path / "home", empty_store)
    database = open_database(f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}")
    yield database
    database.close()


@pytest.fixture
def log(database):
    return TopicLog(database)


def finder(log, now=LATER):
    return TopicFinder(log, lambda: now, SPACE)


def none_yet():
    return Topics(EMBEDDER.version, SPACE)


def of_kind(topics, seed=9):
    """For each thing that is asked about, the topics of new questions."""
    found = {kind: set() for kind in KINDS}
    for kind, text in questions(150, seed):
        found[kind].add(topics.find(EMBEDDER.vector(text), language_of(text)))
    return {kind: ids - {None} for kind, ids in found.items()}


def test_too_few_questions_have_no_topics(database, log):
    ask(database, [text for _, text in questions(99)])
    assert finder(log).refresh(none_yet()).topics == ()
    assert not log.has_any()


def test_topics_are_found_kept_and_named_by_their_words(database, log):
    ask(database, [text for _, text in questions(240)])
    topics = finder(log).refresh(none_yet())
    assert 200 <= topics.seen <= 240
    found = of_kind(topics)
    assert all(found.values())
    assert not found["cooking"] & found["python"]
    names = {topic.id: topic.names for topic in topics.topics}
    told = {w for each in found["cooking"] for w in names[each].get("en", ())}
    assert told & set(KINDS["cooking"][1])
    korean = {w for each in found["taxes"] for w in names[each].get("ko", ())}
    assert korean & set(KINDS["taxes"][1])


def test_another_process_and_a_later_start_have_the_same_topics(database, log):
    ask(database, [text for _, text in questions(130)])
    one, other = finder(log), finder(log)
    mine = one.refresh(none_yet())
    assert other.refresh(none_yet()).to_bytes() == mine.to_bytes()
    ask(database, [text for _, text in questions(60, seed=2)])
    theirs = other.refresh(mine)
    assert theirs.seen > mine.seen
    assert one.refresh(mine).to_bytes() == theirs.to_bytes()
    assert finder(log).refresh(none_yet()).to_bytes() == theirs.to_bytes()
    assert {topic.id for topic in mine.topics} <= {topic.id for topic in theirs.topics}


def test_questions_count_one_after_the_other_however_they_come(database, log):
    at_once = [text for _, text in questions(170)]
    ids = ask(database, at_once)
    whole = finder(log).refresh(none_yet())
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM topics")
    moments = [int(one[:12], 16) / 1_000 + SETTLED_S for one in ids[::7]] + [LATER]
    clock = iter(moments * 2)
    following, topics = TopicFinder(log, lambda: next(clock), SPACE), none_yet()
    for _ in moments:
        topics = following.refresh(topics)
    assert topics.to_bytes() == whole.to_bytes()


def test_who_is_quicker_is_followed(database, log):
    ask(database, [text for _, text in questions(110)])
    first = finder(log).refresh(none_yet())
    kept = log.read(first.embedder)
    assert kept is not None
    assert not log.keep(KeptTopics(first.embedder, 999, "x", b""), instead_of=0)
    assert log.read(first.embedder) == kept


def test_what_may_not_be_learned_from_is_passed_over(database, log):
    ask(database, [text for _, text in questions(150)], may_learn=False)
    assert finder(log).refresh(none_yet()).topics == ()


def test_without_kept_texts_topics_have_no_names(database, log):
    ask(database, [text for _, text in questions(150)], keeps_texts=False)
    topics = finder(log).refresh(none_yet())
    assert topics.topics
    assert all(topic.names == {} for topic in topics.topics)


def test_no_state_holds_a_word_that_only_one_person_used(database, log):
    texts = [text for _, text in questions(150)]
    ask(database, [f"{t} zanzibar" if n % 2 else t for n, t in enumerate(texts)])
    topics = finder(log).refresh(none_yet())
    kept = log.read(topics.embedder)
    assert kept is not None
    assert b"zanzibar" not in kept.state
    assert any(topic.names for topic in topics.topics)


def test_topics_of_another_version_are_found_anew_under_new_ids(database, log):
    ask(database, [text for _, text in questions(110)])
    old = finder(log).refresh(none_yet())
    kept = log.read(old.embedder)
    assert kept is not None
    damaged = KeptTopics(kept.embedder, kept.seen, kept.until, b"another version")
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM topics")
    assert log.keep(damaged, instead_of=0)
    ask(database, [text for _, text in questions(200, seed=3)])
    new = finder(log).refresh(none_yet())
    assert new.topics
    assert not {topic.id for topic in new.topics} & {topic.id for topic in old.topics}
