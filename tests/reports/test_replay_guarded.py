"""Behind the guard a rule answers where that is shown, on trial elsewhere, and no seal is wrong."""

import msgspec
import numpy as np
import pytest

from wayfare.domain.claim import Cell
from wayfare.gateway.learning.exploring import Exploring
from wayfare.reports.replay.guarded import Behind, Pace
from wayfare.reports.replay.labelled import Asked, Labelled
from wayfare.reports.replay.online import Arms, OnlinePlan, replay_online
from wayfare.settings.choosing import CertificateSection, Exploration

ARMS = Arms(("cheap", "dear"), np.array([0.0001, 0.01]), 200e-6)
PLAIN = CertificateSection(trial_share=0.5)


class Always:
    """Takes one arm, and remembers what it was told."""

    def __init__(self, arm: int) -> None:
        self.arm = arm
        self.seen: list[tuple[int, float]] = []

    def choose(self, question, offered):
        return self.arm

    def see(self, question, arm, score):
        self.seen.append((arm, score))


def world(count: int, cheap: float, dear: float = 0.9, seed: int = 1) -> Labelled:
    """Both arms are right for the same questions, as far as they are as good."""
    rng = np.random.default_rng(seed)
    lots = rng.random(count)
    scores = np.stack([lots < cheap, lots < dear], axis=1).astype(float)
    swapped = rng.random(count) < 0.03  # now and then each is right where the other is wrong
    scores[swapped] = rng.permutation([[1.0, 0.0], [0.0, 1.0]] * count)[: swapped.sum()]
    ids = tuple(f"q{number}" for number in range(count))
    asked = Asked(ids, ids, ("sums",) * count, ("en",) * count)
    return Labelled("world", asked, ARMS.names, scores, np.tile([0.0001, 0.01], (count, 1)))


def behind(settings: CertificateSection = PLAIN, seed: int = 1) -> Behind:
    return Behind(Always(0), Always(1), settings, np.random.default_rng(seed))


def test_an_arm_that_is_as_good_is_shown_to_be_and_answers_from_then_on():
    shown = behind().play(world(6_000, 0.9), ARMS)
    assert Cell("dear", "cheap") in shown.certified
    assert shown.false == ()
    assert shown.was_certified[-1_000:].mean() > 0.9
    assert (shown.choices[shown.was_certified] == 0).all()
    assert 0 < shown.audit_dollars[-1_000:].sum() < 0.5 * 1_000 * 0.01


@pytest.mark.parametrize("seed", range(3))
def test_an_arm_that_is_worse_is_tried_for_a_while_and_left(seed):
    shown = behind(seed=seed).play(world(4_000, 0.8, seed=seed), ARMS)
    assert shown.certified == ()
    assert (shown.choices[-1_000:] == 1).all()
    scores = world(4_000, 0.8, seed=seed).scores
    lost = (scores[:, 1] - scores[np.arange(4_000), shown.choices]).sum()
    assert lost <= PLAIN.loss_max + 5  # claims are weighed every five questions here


def test_in_mirror_nothing_is_lost_before_it_is_shown():
    settings = msgspec.structs.replace(PLAIN, mode="mirror")
    rule = Always(0)
    shown = Behind(rule, Always(1), settings, np.random.default_rng(2)).play(
        world(6_000, 0.9), ARMS
    )
    first = int(np.flatnonzero(shown.was_certified)[0])
    assert (shown.choices[:first] == 1).all()
    assert shown.audit_dollars[:first].max() == 0.0001
    assert {arm for arm, _ in rule.seen[:first]} == {0, 1}


def test_rows_tell_what_was_shown_and_what_that_cost():
    plan = OnlinePlan(
        {"ours": lambda *_: Always(0), "best_single": None},
        lambda *_: Always(1),
        seeds=2,
        guard=lambda rule, baseline, rng: Behind(rule, baseline, PLAIN, rng),
    )
    rows, _ = replay_online(world(3_000, 0.9), plan)
    ours = [row for row in rows if row["policy"] == "ours" and row["seed"] is not None]
    assert [row["false_topics"] for row in ours] == [0, 0]
    assert all(0 < row["certified_share"] < 1 and row["audit_cost"] > 0 for row in ours)
    best = next(row for row in rows if row["policy"] == "best_single")
    assert best["certified_share"] is None


def test_what_was_shown_in_one_set_holds_in_the_next():
    whole = world(6_000, 0.9)
    parts = behind()
    first = parts.play(whole.at(np.arange(4_000)), ARMS)
    second = parts.play(whole.at(np.arange(4_000, 6_000)), ARMS)
    at_once = behind().play(whole, ARMS)
    assert np.concatenate([first.choices, second.choices]).tolist() == at_once.choices.tolist()
    assert second.was_certified.all()


def test_shadows_cost_no_more_a_day_than_the_purse_holds():
    purse = Exploring(Exploration(budget_micros=30_000))
    pace = Pace(86_400 / 100, purse)
    parts = Behind(Always(0), Always(1), PLAIN, np.random.default_rng(1), pace)
    shown = parts.play(world(1_000, 0.9), ARMS)
    days = (np.arange(1, 1_001) * pace.seconds // 86_400).astype(int)
    assert {round(shown.audit_dollars[days == day].sum(), 6) for day in range(10)} == {0.03}
