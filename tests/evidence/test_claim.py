"""A claim is shown as seldom as is said where it is false, and soon where it is true."""

import importlib.util
import math
from pathlib import Path

import msgspec
import numpy as np
import pytest
from bench.certificates import Run, play, watch  # noqa: F401
from bench.histories import Learned, Spells, everything, graded, predicted, reacting, steady
from hypothesis import given
from hypothesis import strategies as st

from wayfare.evidence.claim import BOUNDS, ClaimEvidence, ClaimKept

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "certificate.py"
differences = st.lists(st.floats(-1, 1), max_size=40)


def weighed(some, **more) -> ClaimEvidence:
    evidence = ClaimEvidence(0.02)
    for each in some:
        evidence.learn(each, **more)
    return evidence


def drawn(mean: float, count: int, seed: int, differ: float = 0.06) -> list[float]:
    rng = np.random.default_rng(seed)
    odds = [(differ - mean) / 2, 1 - differ, (differ + mean) / 2]
    return [float(each) for each in rng.choice([-1.0, 0.0, 1.0], count, p=odds)]


class TestFalseSeals:
    """Worlds where the truth lies on the margin, or below it: 5 % and the noise of 2,000 tries."""

    RUN = Run(2_000, 1_500, 700)
    MOST = 0.05 + 3 * math.sqrt(0.05 * 0.95 / 2_000)

    @pytest.mark.parametrize(
        "world",
        [
            steady(0.06, -0.02),
            steady(0.15, -0.02),
            steady(0.06, -0.02, 0.3),
            reacting(-0.02),
            Spells(),
            predicted(0.2, 0.24, 0.015, mean=-0.02 / 0.06),
            everything(0.02),
            Learned((0.9, 0.05, 0.05), (0.06, 0.2, 0.2), (0.0, 0.2, 0.2)),
        ],
        ids=[
            *("6 %", "15 %", "share .3", "reacting", "spells", "by prediction", "all at once"),
            "learned, quiet topics the worse",
        ],
    )
    def test_they_are_as_rare_as_is_said(self, world):
        assert np.isfinite(play(world, self.RUN).audited).mean() <= self.MOST

    def test_harm_is_seldom_seen_where_there_is_none(self):
        seen = np.isfinite(play(steady(0.06, -0.02), self.RUN, harm=True).audited).mean()
        assert seen <= 0.1 + 3 * math.sqrt(0.09 / 2_000)


class TestPower:
    RUN = Run(400, 6_000, 701)

    @pytest.mark.parametrize(
        ("world", "margin", "most"),
        [
            (steady(0.06, 0.0), 0.02, 1_000),
            (steady(0.06, 0.01), 0.02, 520),
            (graded(0.06), 0.02, 900),
            (graded(0.06), 0.05, 170),
        ],
        ids=["equal", "better", "graded 2", "graded 5"],
    )
    def test_what_is_true_is_shown_soon(self, world, margin, most):
        assert np.median(play(world, self.RUN, margin).audited) <= most

    def test_harm_is_shown_soon(self):
        assert np.median(play(steady(0.06, -0.05), self.RUN, harm=True).audited) <= 320


@given(differences)
def test_the_interval_holds_every_bound_that_is_not_refuted(some):
    evidence = weighed(some)
    assert -1.0 <= evidence.low < evidence.high <= 1.0
    assert evidence.lost == pytest.approx(-sum(some))


@given(differences, differences)
def test_what_is_kept_goes_on_as_if_nothing_had_been(before, after):
    whole = weighed([*before, *after])
    kept = msgspec.json.decode(msgspec.json.encode(weighed(before).kept), type=ClaimKept)
    again = ClaimEvidence(0.02, kept)
    for each in after:
        again.learn(each)
    assert again.kept == whole.kept


def test_the_state_of_a_claim_is_small():
    kept = weighed(drawn(0.0, 5_000, 1)).kept
    numbers = len(kept.above) + len(kept.below) + len(kept.drift) + 6
    assert 8 * numbers <= 2_048


@pytest.mark.parametrize(
    ("difference", "share", "floor"),
    [(1.1, 1.0, None), (math.nan, 1.0, None), (0.0, 0.1, 0.2), (0.0, 1.2, 0.3), (0.0, 0.3, 0.0)],
)
def test_what_is_out_of_range_is_refused_and_changes_nothing(difference, share, floor):
    evidence = weighed([0.5])
    before = evidence.kept
    with pytest.raises(ValueError, match=r"lies between|chance"):
        evidence.learn(difference, share, floor)
    assert evidence.kept == before


def test_what_was_shown_is_watched_and_expires():
    evidence = weighed(drawn(0.0, 3_000, 2))
    assert evidence.since is not None
    assert not evidence.is_amber
    for each in drawn(-0.1, 400, 3, differ=0.1):
        evidence.learn(each)
    assert evidence.has_expired


def test_it_says_about_how_much_is_still_needed():
    """Half way through, the estimate is right by a factor of two, in most of some histories."""
    near = []
    for seed in range(40):
        history = drawn(0.01, 3_000, seed)
        evidence, told = ClaimEvidence(0.02), None
        for number, each in enumerate(history, start=1):
            evidence.learn(each)
            if number == 200:
                told = evidence.still_needed()
            if evidence.since is not None:
                break
        if number > 200:
            near.append(told is not None and 0.3 < (number - 200) / max(1, told) < 3)
    assert np.mean(near) > 0.5


def test_an_interval_shrinks_to_where_the_truth_is():
    evidence = weighed(drawn(-0.03, 20_000, 4, differ=0.1))
    assert -0.05 <= evidence.low < -0.03 < evidence.high <= -0.02


DRIFTED = [
    [(100, 0.1), (100, 0.3), (30, -1.0), (3, 0.1), (13, -1.0)],
    [(3, 0.5), (100, 0.05), (100, 0.3), (43, -1.0)],
]


@pytest.mark.parametrize("spells", DRIFTED)
def test_an_end_does_not_jump_over_a_bound_that_is_not_shown(spells):
    """Where a level drifts, one that says more may be shown alone."""
    evidence, jumped = ClaimEvidence(0.02), False
    for count, difference in spells:
        for _ in range(count):
            evidence.learn(difference)
            above = shown_by(evidence._above, evidence._bounds)
            below = shown_by(evidence._below, evidence._bounds)
            not_above = [bound for bound in evidence._bounds if bound not in above]
            not_below = [bound for bound in evidence._bounds if bound not in below]
            assert all(evidence.low < bound for bound in not_above)
            assert all(evidence.high > bound for bound in not_below)
            low, high = (max(above, default=-1.0), min(below, default=1.0))
            jumped = jumped or (low, high) != (evidence.low, evidence.high)
    assert jumped


def shown_by(gamblers, bounds) -> list[float]:
    wealth = [gamblers.log_wealth(place) for place in range(len(bounds))]
    return [bound for bound, log in zip(bounds, wealth, strict=True) if log >= -math.log(0.05)]


def test_where_a_judge_may_err_an_end_is_shown_no_sooner_than_the_claim():
    evidence, found = ClaimEvidence(0.02), set()
    evidence.expect_judge(0.1)
    for _ in range(400):
        evidence.learn(0.0)
        found.add((evidence.low >= -0.02, evidence.since is not None))
    assert found == {(False, False), (True, True)}


def test_a_claim_of_any_margin_has_its_own_bound():
    odd = ClaimEvidence(0.013)
    for each in drawn(0.0, 8_000, 5):
        odd.learn(each)
    assert odd.low in (*BOUNDS, -0.013)
    assert odd.since is not None


if REFERENCE.exists():  # where it is not, there is nothing to hold ours against

    class TestReference:
        """Another implementation, held against ours where both do the same."""

        @pytest.fixture
        def reference(self):
            spec = importlib.util.spec_from_file_location("reference_certificate", REFERENCE)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module

        @pytest.mark.parametrize("mean", [0.0, -0.02, -0.05, 0.01])
        def test_the_evidence_is_about_the_same(self, reference, mean):
            theirs, history = reference.Evidence(), drawn(mean, 1_500, 6)
            for each in history:
                theirs.update(each)
            ours = weighed(history).log_value
            assert ours == pytest.approx(math.log(theirs.value()), abs=0.7 + 0.1 * abs(ours))

        def test_shares_count_alike(self, reference):
            theirs, history = reference.Evidence(), drawn(0.0, 1_500, 7)
            for each in history:
                theirs.update(each, 0.3, 0.1)
            ours = weighed(history, share=0.3, floor=0.1).log_value
            assert ours == pytest.approx(math.log(theirs.value()), abs=0.5)
