"""Where only length differs nothing is better at equal length; what is better otherwise stays."""

import math
import random

import pytest

from wayfare.evidence.lengths import at_equal_length


def pairs(count: int, better: float, slope: float, longer: float, seed: int = 1):
    """A judge that likes length: the log odds are `better + slope * log ratio`; a tenth ties."""
    rng = random.Random(seed)
    for _ in range(count):
        ratio = rng.gauss(longer, 0.4)
        odds = 1 / (1 + math.exp(-(better + slope * ratio)))
        tie = rng.random() < 0.1
        yield (0.0 if tie else 1.0 if rng.random() < odds else -1.0), ratio


def test_where_only_length_differs_the_gain_is_gone():
    found = [*pairs(4_000, better=0.0, slope=2.0, longer=0.5)]
    raw = sum(preference for preference, _ in found) / len(found)
    adjusted = at_equal_length(found)
    assert raw > 0.35
    assert abs(adjusted.mean) < 0.07
    assert adjusted.low < 0 < adjusted.high


def test_what_is_better_at_equal_length_stays_better():
    adjusted = at_equal_length([*pairs(4_000, better=1.0, slope=2.0, longer=0.5)])
    assert adjusted.mean == pytest.approx(math.tanh(0.5), abs=0.08)
    assert adjusted.low > 0.25


def test_shorter_answers_that_are_better_are_no_longer_hidden():
    found = [*pairs(4_000, better=0.6, slope=2.0, longer=-0.5)]
    assert sum(preference for preference, _ in found) < 0
    assert at_equal_length(found).low > 0


def test_the_interval_holds_whenever_one_looks():
    wrong = 0
    for seed in range(60):
        found = [*pairs(240, better=0.4, slope=1.5, longer=0.3, seed=seed)]
        truth = 0.9 * math.tanh(0.2)  # a tenth ties
        looks = (at_equal_length(found[:count]) for count in (60, 120, 240))
        wrong += any(not each.low <= truth <= each.high for each in looks)
    assert wrong <= 4


def test_few_have_no_interval_and_who_always_wins_has_an_end():
    few = at_equal_length([(1.0, 0.1)] * 10)
    assert (few.low, few.high) == (None, None)
    assert 0.5 < few.mean < 1
    assert at_equal_length([]) is None
