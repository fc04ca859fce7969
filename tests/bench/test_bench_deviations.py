"""The bench of deviations counts what it says, and every rule goes through it."""

import numpy as np
import pytest
from bench.deviations import LEAST, RULES, by_rules, deviations, line_of, worse_seals

from wayfare.domain.claim import Cell
from wayfare.reports.replay.labelled import Asked, Labelled

TOPICS = ("law", "verse")


def labelled(scores, topics):
    count = len(scores)
    texts = tuple(f"Tell me of {topic} {number}." for number, topic in enumerate(topics))
    asked = Asked(tuple(map(str, range(count))), texts, tuple(topics), (None,) * count)
    dollars = np.tile([3e-3, 1e-4, 1e-5], (count, 1))
    return Labelled("toy", asked, ("gpt-4", "b", "c"), scores, dollars)


@pytest.fixture
def halves():
    """Two topics, 100 prompts each: b is as good in law, and half as good in verse."""
    scores = np.ones((200, 3))
    scores[100:150, 1] = 0.0
    scores[:, 2] = 0.99  # a point of 100 behind everywhere
    return labelled(scores, [TOPICS[place // 100] for place in range(200)])


def test_arms_are_worse_by_all_prompts_of_a_topic_asked_or_not(halves):
    usual, choices = np.zeros(200, dtype=np.intp), np.zeros(200, dtype=np.intp)
    choices[:40], choices[150:190] = 1, 1  # where b's own answers to verse are right
    found = deviations(halves, usual, choices)
    assert found.deviating == pytest.approx(0.4)
    assert found.worse_share == pytest.approx(0.5)
    assert (found.cells, found.worse_cells) == (2, 1)
    assert (found.topics, found.worse_topics) == (2, 1)


def test_few_answers_are_no_topic_yet_they_count_in_the_share(halves):
    usual, choices = np.zeros(200, dtype=np.intp), np.zeros(200, dtype=np.intp)
    choices[100 : 100 + LEAST - 1] = 1
    found = deviations(halves, usual, choices)
    assert (found.cells, found.topics, found.worse_share) == (0, 0, 1.0)


def test_a_topic_is_worse_by_the_mean_over_who_answered_there(halves):
    usual, choices = np.zeros(200, dtype=np.intp), np.zeros(200, dtype=np.intp)
    choices[100:200], choices[199] = 2, 1  # 99 lose a point, one loses fifty: 1.5 on average
    found = deviations(halves, usual, choices)
    assert (found.topics, found.worse_topics) == (1, 0)
    choices[190:200] = 1
    assert deviations(halves, usual, choices).worse_topics == 1


def test_who_never_deviates_has_nothing_to_count(halves):
    usual = np.zeros(200, dtype=np.intp)
    found = deviations(halves, usual, usual)
    assert (found.deviating, found.worse_share, found.topics) == (0.0, None, 0)


def test_prompts_that_one_of_them_did_not_answer_are_left_out(halves):
    halves.scores[150:, 1] = np.nan
    usual, choices = np.zeros(200, dtype=np.intp), np.zeros(200, dtype=np.intp)
    choices[100:150] = 1
    assert deviations(halves, usual, choices).worse_cells == 1


def test_seals_are_worse_by_all_prompts_of_their_topic_or_of_the_set(halves):
    usual = np.zeros(200, dtype=np.intp)

    def count(topic, arm="b"):
        return worse_seals(halves, usual, [Cell("gpt-4", arm, topic)])

    assert [count("law"), count("verse"), count(None), count(None, "c")] == [0, 1, 1, 0]


def test_every_rule_is_replayed():
    rng = np.random.default_rng(5)
    scores = (rng.random((160, 3)) < [0.9, 0.9, 0.3]).astype(float)
    asked = labelled(scores, [TOPICS[place % 2] for place in range(160)])
    rows = list(by_rules(asked, range(2), tuple(RULES)))
    assert [row["policy"] for row in rows] == [name for name in RULES for _ in range(2)]
    found = {row["policy"]: row for row in rows}
    assert found["mirror"]["deviating"] == found["mirror"]["certified_share"]
    assert found["guarded"]["deviating"] < found["open"]["deviating"]
    assert found["provara"]["audit_cost"] == 0
    assert len({line_of([row]).count("|") for row in rows}) == 1
