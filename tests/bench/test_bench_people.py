"""A team's month is what it says, and goes by the product's own guard and comparison."""

import json
import sys
from dataclasses import fields

import numpy as np
import pytest
from bench.certificate_rows import Row
from bench.people import (
    A_DAY,
    DAYS,
    TOPICS,
    PeopleRow,
    Team,
    asked_by,
    by_compare,
    by_guard,
    by_topic,
    low_of,
    teams,
)

from bench import certificates, people

LAST = DAYS[-1]


def team(gap=0.0, topic=None):
    """Equal models, or one that is worse by as much, everywhere or in a topic."""
    means = np.array([-gap if topic in (None, each) else 0.0 for each in TOPICS])

    def draw(its, rng):
        return np.where(rng.random(len(its)) < gap, np.minimum(0, np.sign(means[its])), 0.0)

    return Team("toy", draw, means)


def rng(seed=3):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("world", teams(), ids=lambda it: it.name)
def test_a_world_has_its_means_and_the_traffic_its_shares(world):
    asked = asked_by(world, 600, rng())
    topics = np.array(asked.asked.topics)
    differences = asked.scores[:, 1] - asked.scores[:, 0]
    assert len(asked) == 600 * A_DAY
    assert differences.mean() == pytest.approx(world.whole, abs=0.005)
    for (topic, share), mean in zip(TOPICS.items(), world.means, strict=True):
        assert (topics == topic).mean() == pytest.approx(share, abs=0.005)
        assert differences[topics == topic].mean() == pytest.approx(mean, abs=0.03)
    assert sum(TOPICS.values()) == pytest.approx(1)
    assert ((asked.scores >= 0) & (asked.scores <= 1)).all()


def test_the_same_answers_are_certified_by_trials_and_a_tenth_is_compared():
    same = team()
    week, month = by_guard(same, asked_by(same, LAST, rng()), 5.0, rng())
    assert week.compared < 0.12 * DAYS[0] * A_DAY
    assert month.standing == 1.0
    assert not month.is_wrong
    assert week.dollars < DAYS[0] * 0.1 + 1e-9, "the purse of a day holds so much"


def test_a_model_that_is_always_worse_is_stopped_at_the_bound():
    bad = team(0.6)
    week, month = by_guard(bad, asked_by(bad, LAST, rng()), 5.0, rng())
    assert (week.standing, month.standing) == (0.0, 0.0)
    assert month.compared == week.compared < 60


def test_a_claim_about_a_worse_model_that_stands_is_called_wrong():
    worse, same = team(0.1), team()
    lucky = asked_by(same, DAYS[0], rng())
    assert [looked.standing for looked in by_compare(worse, lucky)] == [1.0, 1.0]
    assert all(looked.is_wrong for looked in by_compare(worse, lucky))
    assert not any(looked.is_wrong for looked in by_compare(same, lucky))
    month = list(by_guard(worse, asked_by(same, LAST, rng()), 5.0, rng()))[-1]
    assert month.is_wrong


def test_a_file_a_topic_leaves_out_the_topic_that_is_worse():
    mixed = team(0.3, "writing")
    asked = asked_by(mixed, LAST, rng())
    _, at_five = by_topic(mixed, asked)
    assert at_five.standing == pytest.approx(1 - TOPICS["writing"])
    assert not at_five.is_wrong
    assert by_compare(mixed, asked)[1].standing == 0.0
    assert at_five.dollars == pytest.approx(LAST * A_DAY * 0.0075)


def test_what_is_shown_of_nothing_is_nothing():
    assert low_of(asked_by(team(), 1, rng()).at(np.arange(3))) == -100


def test_rows_say_what_stands(tmp_path, monkeypatch, capsys):
    file = tmp_path / "rows.json"
    monkeypatch.setattr(people, "teams", lambda: (team(),))
    monkeypatch.setattr(people, "DAYS", (1, 2))
    monkeypatch.setattr(sys, "argv", ["x", "--quick", "--only", "people", "--json", str(file)])
    certificates.main()
    rows = json.loads(file.read_text("utf-8"))
    assert len(rows) == 2 * 2 * 3
    keys = {field.name for field in fields(PeopleRow)}
    assert all(set(row) == keys > {field.name for field in fields(Row)} for row in rows)
    assert {(row["margin_points"], row["days"]) for row in rows} == {
        (2, 1), (2, 2), (5, 1), (5, 2),
    }  # fmt: skip
    assert "| traffic with a claim |" in capsys.readouterr().out
