"""Boards by votes: how often intervals hold, how seldom anything false is said, what decides."""

import math
import os

import numpy as np
import pytest

from wayfare.evidence.preferences import (
    BOARD_VOTES_LEAST,
    boundary,
    is_ahead,
    most_telling,
    rank,
    thinnest,
)
from wayfare.evidence.strengths import Vote, fit

TIES = 0.8
#: More where somebody says so: thousands take too long for every day.
ROUNDS = int(os.environ.get("WAYFARE_BOARD_ROUNDS", "150"))
STYLE = np.array([0.8, 0.2, 0.3, 0.0])


def drawn(rng, strengths, count, *, topics=None, deviations=None, style=None):
    """Votes on pairs drawn by lot, of arms m0, m1, ... with these strengths."""
    arms = len(strengths)
    first = rng.integers(arms, size=count)
    second = (first + rng.integers(1, arms, size=count)) % arms
    odds = strengths[first] - strengths[second]
    places = np.zeros(count, int)
    if topics is not None:
        places = rng.choice(len(topics), size=count, p=topics)
        odds = odds + deviations[first, places] - deviations[second, places]
    looks = np.zeros((count, 0))
    if style is not None:
        looks = rng.uniform(-1, 1, (count, len(style)))
        looks[:, 0] = np.clip(looks[:, 0] + 0.4 * (first - second) / arms, -1, 1)
        odds = odds + looks @ style
    wins, losses = np.exp(odds / 2), np.exp(-odds / 2)
    lots = rng.random(count) * (wins + losses + TIES)
    said = np.where(lots < wins, 1.0, np.where(lots < wins + losses, 0.0, 0.5))
    names = [f"t{n}" if topics is not None else None for n in places]
    return [
        Vote(f"m{a}", f"m{b}", float(s), topic, tuple(look))
        for a, b, s, topic, look in zip(first, second, said, names, looks.tolist(), strict=True)
    ]


def share(odds):
    wins, losses = math.exp(odds / 2), math.exp(-odds / 2)
    return (wins + TIES / 2) / (wins + losses + TIES)


def told_wrong(ranking, truth):
    return [
        (it.arm, other)
        for it in ranking.placed
        for other in it.better_than
        if truth[it.arm] <= truth[other]
    ]


def named(strengths):
    return {f"m{n}": float(each) for n, each in enumerate(strengths)}


def test_who_wins_most_stands_first_and_in_a_group_of_its_own():
    votes = drawn(np.random.default_rng(1), np.array([1.5, 0.0, 0.0, -1.5]), 1_500)
    found = rank(fit(votes))
    assert found.is_enough
    assert [(it.arm, it.group) for it in found.placed if it.arm in ("m0", "m3")] == [
        ("m0", 1),
        ("m3", 3),
    ]
    assert {it.arm for it in found.placed if it.group == 2} == {"m1", "m2"}
    first = found.placed[0]
    assert first.better_than == ("m1", "m2", "m3")
    assert first.low < first.share < first.high
    assert found.ties == pytest.approx(0.22, abs=0.03)


@pytest.mark.parametrize("count", [1, BOARD_VOTES_LEAST - 1])
def test_too_few_votes_say_nothing(count):
    found = rank(fit([Vote("a", "b", 1.0)] * count))
    assert not found.is_enough
    assert [it.group for it in found.placed] == [None, None]


def test_an_arm_with_few_votes_waits_for_more():
    votes = [*drawn(np.random.default_rng(2), np.array([1.0, 0.0]), 300), Vote("new", "m0", 1.0)]
    found = rank(fit(votes))
    assert [it.arm for it in found.placed if it.group is None] == ["new"]


def test_a_few_votes_decide_nothing():
    votes = [Vote("a", "b", 1.0)] * 20 + [Vote("a", "b", 0.0)] * 14
    assert all(not it.better_than for it in rank(fit(votes)).placed)


def test_an_arm_that_only_writes_longer_answers_is_no_better():
    rng = np.random.default_rng(3)
    longer = rng.uniform(0.3, 0.7, 2_000)
    said = (rng.random(2_000) < 1 / (1 + np.exp(-2 * longer))).astype(float)
    votes = [Vote("long", "short", s, None, (x,)) for s, x in zip(said, longer, strict=True)]
    votes += [
        Vote("short", "long", float(rng.random() < 1 / (1 + math.exp(-2 * x))), None, (x,))
        for x in rng.uniform(-0.3, 0.3, 500)
    ]
    plain = rank(fit([Vote(v.first, v.second, v.said) for v in votes]))
    assert plain.placed[0].better_than == ("short",)
    controlled = rank(fit(votes))
    assert all(not it.better_than for it in controlled.placed)
    assert controlled.style[0].low < 2.0 < controlled.style[0].high


def test_a_topic_borrows_from_the_whole_and_has_its_own_where_there_is_enough():
    rng = np.random.default_rng(4)
    deviations = np.array([[-1.2, 0.4], [0.0, 0.0]])
    votes = drawn(rng, np.array([0.8, 0.0]), 2_500, topics=[0.4, 0.6], deviations=deviations)
    votes += [Vote("m0", "m1", 1.0, "rare")] * 3
    found = fit(votes)
    of = {topic: rank(found, topic, whole=False) for topic in ("t0", "t1", "rare", "unheard")}
    first = {topic: next(it for it in its.placed if it.arm == "m0") for topic, its in of.items()}
    assert first["t0"].share < 0.5 < first["t1"].share
    assert (of["rare"].is_enough, of["unheard"].is_enough) == (False, False)
    assert first["rare"].high - first["rare"].low > first["t1"].high - first["t1"].low
    assert of["t1"].votes + of["t0"].votes + of["rare"].votes == len(votes)


def test_what_is_voted_on_least_is_drawn_most():
    votes = drawn(np.random.default_rng(5), np.array([0.3, 0.0, 0.0]), 400)
    gains = thinnest(fit(votes), ["m0", "m1", "m2", "new"])
    assert sum(gains.values()) == pytest.approx(1)
    with_new = {pair for pair in gains if "new" in pair}
    assert min(gains[pair] for pair in with_new) > max(
        gain for pair, gain in gains.items() if pair not in with_new
    )


def test_the_order_of_a_pair_changes_nothing():
    votes = drawn(np.random.default_rng(6), np.array([0.5, 0.0, -0.5]), 300, style=STYLE)
    turned = [
        Vote(v.second, v.first, 1 - v.said, v.topic, tuple(-x for x in v.style)) for v in votes
    ]
    for one, other in zip(rank(fit(votes)).placed, rank(fit(turned)).placed, strict=True):
        assert (one.arm, one.group) == (other.arm, other.group)
        assert one.share == pytest.approx(other.share)


def test_the_boundary_is_wider_than_that_of_one_look():
    assert min(boundary(count, 0.05) for count in range(30, 5_000, 10)) > 1.96


def test_no_claim_is_overturned_without_the_hundredth_that_speaks_for_it_the_most():
    rng, claims = np.random.default_rng(7), 0
    for _ in range(60):
        strengths = 0.5 * rng.standard_normal(4)
        votes = drawn(rng, strengths, int(rng.integers(100, 800)), style=STYLE)
        found = fit(votes)
        for it in rank(found).placed:
            for other in it.better_than:
                claims += 1
                dropped = set(most_telling(found, it.arm, other))
                left = fit([vote for n, vote in enumerate(votes) if n not in dropped])
                assert is_ahead(left, it.arm, other)
    assert claims > 30


@pytest.mark.slow
def test_intervals_hold_as_often_as_they_say_on_the_whole_and_on_topics():
    rng, rounds = np.random.default_rng(8), ROUNDS
    inside, boards_wrong = {"whole": [], "topic": []}, 0
    for _ in range(rounds):
        strengths = 0.6 * rng.standard_normal(5)
        strengths[1] = strengths[0]
        deviations = 0.3 * rng.standard_normal((5, 3))
        count = int(rng.integers(100, 1_000))
        votes = drawn(
            rng, strengths, count, topics=[0.5, 0.3, 0.2], deviations=deviations, style=STYLE
        )
        found = fit(votes)
        shares = np.bincount([int(vote.topic[1:]) for vote in votes], minlength=3) / count
        for kind, ranking, truth in (
            ("whole", rank(found), strengths + deviations @ shares),
            ("topic", rank(found, "t1", whole=False), strengths + deviations[:, 1]),
        ):
            of_arm = named(truth)
            inside[kind] += [
                it.low <= share(of_arm[it.arm] - truth.mean()) <= it.high for it in ranking.placed
            ]
            boards_wrong += bool(told_wrong(ranking, of_arm))
    held = {kind: float(np.mean(found)) for kind, found in inside.items()}
    print(f"\n{rounds} worlds: held {held}, boards with a false claim {boards_wrong}")
    assert 0.93 < held["whole"] < 0.97
    assert 0.92 < held["topic"] < 0.965
    assert boards_wrong / (2 * rounds) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize("arms", [2, 4])
def test_of_arms_that_are_alike_none_is_called_better_however_often_one_looks(arms):
    rng, rounds, wrong = np.random.default_rng(arms), ROUNDS, 0
    looks = (30, 45, 60, 90, 120, 180, 240, 360)
    for _ in range(rounds):
        votes = drawn(rng, np.zeros(arms), looks[-1])
        wrong += any(it.better_than for count in looks for it in rank(fit(votes[:count])).placed)
    print(
        f"\n{rounds} boards of {arms} arms alike: {wrong} with a claim at any of {len(looks)} looks"
    )
    assert wrong / rounds <= 0.05
