"""Votes are the truth: a judge may make fewer of them suffice, and can never make a seal wrong."""

import math
from random import Random

import numpy as np
import pytest
from bench.histories import flipping, guessing, leaning, turning
from bench.voting import BatchVotes, play_votes
from hypothesis import given
from hypothesis import strategies as st

from wayfare.evidence.bets import LARGEST
from wayfare.evidence.claim import BOUNDS, ClaimEvidence
from wayfare.evidence.votes import LOSS_MOST, Votes, told_by, weight_most

CHANCES = st.floats(0.01, 1.0)
PARTS = st.floats(0.0, 1.0)
DIFFERENCES = st.floats(-1.0, 1.0)


@given(DIFFERENCES, DIFFERENCES, CHANCES, PARTS)
def test_what_a_pair_tells_is_on_average_what_people_say(judged, vote, chance, trust):
    unvoted = told_by(judged, None, chance, trust)
    voted = told_by(judged, vote, chance, trust)
    assert chance * voted + (1 - chance) * unvoted == pytest.approx(vote, abs=1e-9)


@given(DIFFERENCES, st.none() | DIFFERENCES, CHANCES, PARTS, st.floats(0.005, 0.5))
def test_no_bet_can_lose_all_by_one_pair(judged, vote, chance, trust, margin):
    bounds = sorted({*BOUNDS, -margin})
    weight = weight_most(chance, trust, min(bounds[0], -bounds[-1]))
    told = told_by(judged, vote, chance, trust)
    for bound in bounds:
        assert LARGEST / (1 + bound) * weight * (told - bound) >= -LOSS_MOST - 1e-9
        assert LARGEST / (1 - bound) * weight * (bound - told) >= -LOSS_MOST - 1e-9


def test_a_judge_is_trusted_as_far_as_votes_go_with_it():
    good, bad, coin = Votes(), Votes(), Votes()
    assert good.trust == 0.5
    for number in range(200):
        vote = 1.0 if number % 2 else -1.0
        good.learn(vote, vote)
        bad.learn(-vote, vote)
        coin.learn(1.0, vote)
    assert good.trust > 0.98
    assert bad.trust == 0.0
    assert coin.trust < 0.05
    assert Votes(good.kept).trust == good.trust
    assert good.voted == 200


class TestFalseSeals:
    """Truth on the margin: 5 % and the noise of 2,000 tries, whatever the judge says."""

    MOST = 0.05 + 3 * math.sqrt(0.05 * 0.95 / 2_000)

    @pytest.mark.parametrize(
        "world",
        [flipping(0.0, -0.02), flipping(0.1, -0.02), leaning(-0.02), guessing(-0.02),
         turning(-0.02)],
        ids=["right", "errs", "leans", "guesses", "turns"],
    )  # fmt: skip
    @pytest.mark.parametrize("chance", [0.1, 0.4])
    def test_they_are_as_rare_as_is_said(self, world, chance):
        rng = np.random.default_rng(900)
        voted, _ = play_votes(world, 2_000, 1_500, rng, margin=0.02, chance=chance)
        assert np.isfinite(voted).mean() <= self.MOST


def test_a_good_judge_saves_votes_and_a_useless_one_costs_few():
    def median(world):
        voted, _ = play_votes(
            world, 200, 5_000, np.random.default_rng(901), margin=0.02, chance=0.3
        )
        return np.median(voted)

    alone, good, coin = (median(world) for world in (flipping(0.5, 0), flipping(0, 0), guessing(0)))
    assert good < 0.65 * alone
    assert coin < 1.25 * alone


class TestClaim:
    def test_it_is_the_bench_and_may_be_kept_at_any_time(self):
        rng = np.random.default_rng(7)
        said = flipping(0.05, 0.0, 0.3)(np.zeros(400), rng)
        drawn = rng.random(400) < 0.2
        batch, evidence = BatchVotes.begin(1, 0.02, 0.2), ClaimEvidence(0.02)
        for place in range(400):
            evidence.expect_votes(0.2)
            vote = float(said.votes[place]) if drawn[place] else None
            evidence.learn_voted(float(said.judged[place]), vote)
            one = slice(place, place + 1)
            batch.learn(said.votes[one], said.judged[one], drawn[one])
            if place == 200:
                evidence = ClaimEvidence(0.02, evidence.kept)
        assert evidence.log_value == pytest.approx(float(batch.bets.log_wealth[0]))
        assert (evidence.compared, evidence.voted) == (400, drawn.sum())

    def test_what_is_sure_counts_no_more_than_what_is_not(self):
        sure, voted = ClaimEvidence(0.02), ClaimEvidence(0.02)
        for _ in range(50):
            for each in (sure, voted):
                each.expect_votes(0.1)
            sure.learn(0.0)
            voted.learn_voted(0.0, None)
        assert sure.log_value == voted.log_value > 0
        alone = ClaimEvidence(0.02)
        alone.learn(0.0)
        assert alone.log_value > sure.log_value / 50

    def test_if_all_vote_it_is_as_if_all_were_sure(self):
        votes, plain = ClaimEvidence(0.02), ClaimEvidence(0.02)
        for number in range(100):
            difference = [0.0, 1.0, 0.0, -1.0][number % 4]
            votes.expect_votes(1.0)
            votes.learn_voted(-difference, difference)
            plain.learn(difference)
        assert votes.log_value == pytest.approx(plain.log_value)
        assert votes.lost == plain.lost

    def test_nobody_votes_unasked_or_without_a_chance(self):
        evidence = ClaimEvidence(0.02)
        with pytest.raises(ValueError, match="No votes"):
            evidence.learn_voted(0.0, None)
        with pytest.raises(ValueError, match="chance of 0"):
            evidence.expect_votes(0.0)


def test_seals_are_as_seldom_wrong_where_each_pair_has_a_chance_of_its_own():
    """Truth on the margin; the judge leans, and is right where votes are seldom."""
    wrong, worlds = 0, 120
    for seed in range(worlds):
        rng, evidence = Random(seed), ClaimEvidence(0.02)
        evidence.expect_votes(0.2)
        for place in range(400):
            chance, mean = ((0.9, 0.3), (0.2, -0.34))[place % 2]
            truth = 1.0 if rng.random() < (1 + mean) / 2 else -1.0
            vote = truth if rng.random() < chance else None
            judged = truth if place % 2 else 1.0
            evidence.learn_voted(judged, vote, chance=chance)
            if evidence.log_value >= math.log(20):
                wrong += 1
                break
    assert wrong / worlds <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / worlds)


def test_no_pair_may_be_drawn_more_seldom_than_was_expected():
    evidence = ClaimEvidence(0.02)
    evidence.expect_votes(0.5)
    with pytest.raises(ValueError, match=r"0\.4"):
        evidence.learn_voted(0.0, 1.0, chance=0.4)
