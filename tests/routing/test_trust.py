"""Trust in a cheap answer is learned from outcomes: calibrated, mergeable, silent at first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.routing.sums import Sums
from wayfare.routing.trust import OUTCOMES_MIN, SIZE, Trust


def answers(count: int, seed: int, tell: float = 1.5):
    """Forms of which two numbers tell how likely an answer is good."""
    rng = np.random.default_rng(seed)
    forms = rng.normal(size=(count, SIZE))
    likely = 1 / (1 + np.exp(-tell * (forms[:, 0] + forms[:, 1]) + 0.3))
    return forms, (rng.random(count) < likely).astype(float), likely


def learned(forms, scores) -> Trust:
    trust = Trust()
    for form, score in zip(forms, scores, strict=True):
        trust.learn(form, score)
    return trust


def test_with_few_outcomes_nothing_is_trusted():
    forms, scores, _ = answers(OUTCOMES_MIN - 1, 1)
    assert learned(forms, scores).rule() is None


def test_where_the_form_tells_nothing_there_is_no_rule_in_most_worlds():
    rules = [learned(*answers(400, seed, tell=0.0)[:2]).rule() for seed in range(60)]
    assert sum(rule is not None for rule in rules) <= 12


@pytest.mark.parametrize("count", [OUTCOMES_MIN, 1_000])
def test_of_answers_that_are_trusted_as_many_are_good_as_is_said(count):
    told, true = [], []
    for seed in range(40):
        forms, scores, _ = answers(count, seed)
        rule = learned(forms, scores).rule()
        assert rule is not None
        fresh, _, likely = answers(300, 1_000 + seed)
        for form, chance in zip(fresh, likely, strict=True):
            if (good := rule.good(form)) >= 0.8:
                told.append(good)
                true.append(chance)
    assert np.mean(told) == pytest.approx(np.mean(true), abs=0.06)


def test_it_tells_good_answers_from_bad_ones_nearly_as_well_as_can_be():
    forms, scores, _ = answers(1_000, 3)
    rule = learned(forms, scores).rule()
    fresh, outcome, likely = answers(4_000, 4)
    told = np.array([rule.good(form) for form in fresh])
    assert auc(told, outcome) > auc(likely, outcome) - 0.02


def auc(told, outcome) -> float:
    ranks = told.argsort().argsort() + 1
    good = outcome == 1
    return (ranks[good].sum() - good.sum() * (good.sum() + 1) / 2) / (good.sum() * (~good).sum())


@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_shards_order_and_forgetting_do_not_matter(cut, random):
    forms, scores, _ = answers(400, 5)
    whole = learned(forms, scores)
    order = list(range(400))
    random.shuffle(order)
    parts = learned(forms[order[:cut]], scores[order[:cut]])
    parts.merge(learned(forms[order[cut:]], scores[order[cut:]]))
    parts.learn(np.ones(SIZE), 1.0)
    parts.learn(np.ones(SIZE), 1.0, -1.0)
    assert parts.rule().good(forms[0]) == pytest.approx(whole.rule().good(forms[0]))


def test_what_is_kept_goes_on():
    forms, scores, _ = answers(300, 6)
    trust = learned(forms, scores)
    kept = Trust(Sums.from_bytes(SIZE, trust.sums.to_bytes()))
    assert kept.rule().good(forms[0]) == pytest.approx(trust.rule().good(forms[0]))


@pytest.mark.parametrize(("form", "score"), [([0.0] * (SIZE - 1), 1.0), ([0.0] * SIZE, 1.1)])
def test_what_cannot_be_is_refused(form, score):
    with pytest.raises(ValueError, match=r"numbers of form|between 0 and 1"):
        Trust().learn(form, score)
