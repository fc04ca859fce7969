"""Faults in outcomes are found, and a log without one is left alone."""

import math
import random

import pytest
from bench.faults import BAD_ARM, PLANTED, World, a_log, findings, found_while_it_grew, is_found

from wayfare.domain.outcome import OutcomeKind
from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.intervals import Tally
from wayfare.routing.guards.noted import Noted
from wayfare.routing.guards.sentences import SENTENCES, sentences
from wayfare.routing.guards.watch import Watch

CHECK = OutcomeKind.CHECK


@pytest.mark.slow
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault):
    found = [is_found(fault, findings(a_log(seed, fault=fault))) for seed in range(10)]
    assert sum(found) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("world", [World(), World(spread=0.8), World(arms=3, topics=1)])
def test_in_a_log_without_fault_nothing_is_found_however_often_one_looks(world):
    assert not any(found_while_it_grew(a_log(seed, world)) for seed in range(100, 108))


@pytest.mark.slow
@pytest.mark.parametrize("mean", [0.1, 0.5, 0.9])
def test_the_bounds_hold_the_mean_at_every_moment(mean):
    rng, missed = random.Random(7), 0
    for _ in range(200):
        tally, is_outside = Tally(), False
        for count in range(1, 400):
            tally.add(float(rng.random() < mean))
            if count % 5 == 0:
                low, high = tally.bounds(0.1)
                is_outside |= not low <= mean <= high
        missed += is_outside
    assert missed <= 20  # a tenth of them at the most


def test_bounds_close_in_on_the_mean():
    low, high = Tally(10_000, 7_000).bounds(0.001)
    assert 0.67 < low < 0.7 < high < 0.73
    assert Tally(100, 0).bounds(0.01)[0] == 0
    assert Tally(100, 100).bounds(0.01)[1] == 1
    assert Tally().bounds(0.01) == (0, 1)


def some(arm, scores, first=0, topic="t", **more):
    given = {"kind": CHECK, "source": "exact"} | more
    return [
        Noted(first + n, arm, topic, at=float(first + n), score=float(s), **given)
        for n, s in enumerate(scores)
    ]


def watched(*logs):
    watch = Watch()
    for log in logs:
        for noted in log:
            watch.note(noted)
    return watch.findings()


GOOD = [1, 1, 0, 1] * 40


def test_an_arm_that_is_never_right_where_others_are_is_found_on_its_topic():
    others = (some("b", GOOD), some("c", GOOD), some("a", GOOD, topic="u"))
    found = watched(some("a", [0] * 60), *others)
    (finding,) = (each for each in found if each.topic is not None)
    assert (finding.fault, finding.arm, finding.topic) == (Fault.ALL_ZERO, "a", "t")
    assert (finding.count, finding.seen) == (60, 0)
    assert finding.source == "check/exact"


def test_a_few_zeros_are_no_finding():
    assert watched(some("a", [0] * 19), some("b", GOOD), some("c", GOOD)) == ()


def test_an_arm_that_is_poor_everywhere_is_no_finding():
    arms = {"a": [0, 0, 0, 0, 1] * 40, "b": GOOD, "c": GOOD}
    logs = [some(arm, arms[arm], topic=topic) for topic in "tuv" for arm in arms]
    assert watched(*logs) == ()


def test_a_correction_takes_a_finding_away():
    watch, zeros = Watch(), some("a", [0] * 60)
    for noted in (*zeros, *some("b", GOOD), *some("c", GOOD)):
        watch.note(noted)
    assert any(each.fault is Fault.ALL_ZERO for each in watch.findings())
    for before, after in zip(zeros, some("a", GOOD[:60], first=1_000), strict=True):
        watch.note(after, before)
    assert not any(each.fault is Fault.ALL_ZERO for each in watch.findings())


def test_a_jump_is_dated_and_ends_with_the_next():
    found = watched(some("a", GOOD), some("a", [0] * 80, 160), some("a", GOOD * 2, 240))
    jumps = [each for each in found if each.fault is Fault.JUMP]
    assert len(jumps) == 2
    first, second = sorted(jumps, key=lambda each: each.since)
    assert 150 <= first.since <= 175
    assert first.until == second.since
    assert second.until is None
    assert 230 <= second.since <= 270
    assert first.seen < 0.1
    assert first.expected > 0.6


def test_a_new_check_that_is_stricter_is_no_jump():
    strict = [0, 0, 0, 1] * 40
    assert watched(some("a", GOOD), some("a", strict, 160, source="strict")) == ()


def test_signals_are_not_looked_at():
    assert watched(some("a", [1] * 400, kind=OutcomeKind.SIGNAL, source="copied")) == ()


def test_a_judge_of_one_order_alone_is_not_accused():
    log = [Noted(n, "a", None, CHECK, "j", float(n), None, "b", 1.0) for n in range(200)]
    assert watched(log) == ()
    turned = [Noted(n, "b", None, CHECK, "j", float(n), None, "a", 1.0) for n in range(200, 400)]
    (finding,) = watched(log, turned)
    assert (finding.fault, finding.source, finding.count) == (Fault.FIRST_WINS, "j", 400)


def test_what_a_finding_covers_is_its_own_cell_and_kind():
    cell = Finding(Fault.ALL_ZERO, 60, 0, 0.7, "a", "t", "check/exact")
    about = {"arm": "a", "topic": "t", "kind": CHECK, "source": "exact", "at": 1.0,
             "is_comparison": False, "is_cut": False}  # fmt: skip
    assert cell.covers(**about)
    for change in ({"arm": "b"}, {"topic": "u"}, {"source": "other"}, {"is_comparison": True},
                   {"kind": OutcomeKind.VOTE}):  # fmt: skip
        assert not cell.covers(**about | change)
    jump = Finding(Fault.JUMP, 60, 0, 0.7, "a", since=5.0, until=9.0)
    assert [jump.covers(**about | {"at": at}) for at in (4.0, 5.0, 8.9, 9.0)] == [0, 1, 1, 0]
    cut = Finding(Fault.CUT, 60, 0, 0.7, "a", source="check/exact")
    assert cut.covers(**about | {"is_cut": True})
    assert not cut.covers(**about)
    same = Finding(Fault.ALWAYS_THE_SAME, 60, 1, 0.7, source="exact")
    assert same.covers(**about | {"arm": "z"})
    assert not same.covers(**about | {"is_comparison": True})


def test_a_finding_keeps_its_id_while_it_grows():
    ids = {Finding(Fault.CUT, n, n / 100, 0.7, "a").id for n in range(10)}
    assert len(ids) == 1
    others = {Finding(fault, 1, 0, 0, "a").id for fault in Fault}
    assert len(others) == len(Fault)


def test_the_fold_is_the_same_in_one_go_and_in_pieces():
    log = list(a_log(3, World(outcomes=600), "changed"))
    once, twice = Watch(), Watch()
    for noted in log:
        once.note(noted)
        twice.note(noted)
        twice.findings()
    assert once.looked == twice.looked
    assert once.findings() == twice.findings()


def test_strange_scores_are_counted_too():
    rng = random.Random(1)
    log = [
        Noted(n, f"a{n % 3}", rng.choice([None, "", "주제\x00"]), CHECK, "s", -1.0, rng.random())
        for n in range(500)
    ]
    assert all(math.isfinite(each.seen) for each in watched(log))


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_finding_is_told_in_both_languages(fault, language):
    told = sentences(Finding(fault, 60, 0.1, 0.7, BAD_ARM, since=1.0), language, "2026-01-01")
    assert all(told)
    assert not any("{" in each for each in told)
    assert set(SENTENCES) == set(Fault)
