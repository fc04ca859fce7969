"""The bench of replays as if in use runs from end to end, on a set that is made up here."""

import numpy as np
import pytest
from bench.online import RULES, Verdict, board, by_cold_starts, by_rivals, by_votes, cut, wins

from wayfare.reports.replay.labelled import Asked, Labelled


@pytest.fixture
def asked():
    """What is presumed to be best is bad at it."""
    rng = np.random.default_rng(5)
    count = 160
    texts = tuple(f"Tell me of place {number}, please." for number in range(count))
    ids = tuple(f"p{number}" for number in range(count))
    scores = (rng.random((count, 3)) < [0.2, 0.95, 0.3]).astype(float)
    scores[:8] = np.nan
    dollars = np.tile([3e-4, 1e-4, 1e-5], (count, 1))
    nothing = (None,) * count
    return Labelled("toy", Asked(ids, texts, nothing, nothing), ("a", "b", "c"), scores, dollars)


def means(rows):
    found = {}
    for row in rows:
        found.setdefault(row["policy"], []).append(row["value"])
    return {policy: float(np.mean(values)) for policy, values in found.items()}


def test_a_long_set_is_cut_alike_each_time(asked):
    first, again = cut(asked, 50), cut(asked, 50)
    assert first.asked.ids == again.asked.ids != asked.asked.ids[:50]
    assert len(cut(asked, 10_000)) == 152


def test_every_rule_is_replayed_and_compared(asked):
    rows = list(by_rivals(cut(asked, 100), range(2)))
    assert set(means(rows)) == set(RULES)
    assert means(rows)["best_single"] < means(rows)["random"]
    lines = list(board(rows, 100, heading=True))
    assert len(lines) == 3
    assert len({line.count("|") for line in lines}) == 1
    said = list(wins(rows))
    assert len(said) == len(RULES) - 1
    assert all("of 1;" in line for line in said)


def test_votes_teach_little(asked):
    rows = list(by_votes(cut(asked, 100), range(1)))
    assert set(means(rows)) == {"wayfare"}


def test_fifty_outcomes_of_each_arm_find_the_best(asked):
    rows = list(by_cold_starts(cut(asked, 150), range(1)))
    found = means(rows)
    assert found["fresh, 0"] > 40
    assert found["fresh, 50"] == pytest.approx(0, abs=3)
    assert set(found) == {"fresh, 0", "fresh, 10", "fresh, 50", "new best, 0", "new best, 10"}


def test_a_lead_is_sure_where_its_interval_leaves_no_doubt():
    assert Verdict.of([1.0, 1.1, 0.9]) == Verdict(better=True, sure=True)
    assert Verdict.of([1.0, -0.8, 0.9]) == Verdict(better=True, sure=False)
    assert Verdict.of([-1.0, -1.1]) == Verdict(better=False, sure=True)
    assert Verdict.of([2.0]) == Verdict(better=True, sure=False)
