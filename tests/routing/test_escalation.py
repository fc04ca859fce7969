import numpy as np
import pytest

from wayfare.routing.answer_form import Answered, see
from wayfare.routing.escalation import SIZE, Escalation, describe

QUESTION = np.zeros(16)


def numbers_of(cheap, second=None):
    seen = [see("How many?", Answered(text)) for text in (cheap, second) if text is not None]
    return describe(QUESTION, *seen)


def world(seed, count):
    """Two cheap answers agree on two questions of three; then the cheap one is mostly right."""
    rng = np.random.default_rng(seed)
    agree = rng.random(count) < 2 / 3
    numbers = [
        numbers_of(f"The answer is {n}.", f"The answer is {n if a else n + 1}.")
        for n, a in zip(rng.integers(2, 900, size=count), agree, strict=True)
    ]
    cheap = (rng.random(count) < np.where(agree, 0.95, 0.3)).astype(float)
    dear = (rng.random(count) < 0.9).astype(float)
    return np.stack(numbers), cheap, dear, agree


def taught(numbers, cheap, dear):
    state = Escalation()
    for row, one, other in zip(numbers, cheap, dear, strict=True):
        state.learn(row, cheap=float(one), dear=float(other))
    return state


def test_disagreement_is_learnt_to_be_worth_the_dearer_arm():
    """200 outcomes in each of 20 seeded worlds; true gaps are -0.05 and 0.6."""
    apart, right = [], []
    for seed in range(20):
        state = taught(*world(seed, 200)[:3])
        numbers, _, _, agree = world(1_000 + seed, 200)
        gaps = state.rule().gaps(numbers)
        apart.append(gaps[~agree].mean() - gaps[agree].mean())
        right.append(((gaps > 0.2) == ~agree).mean())
    assert 0.4 < np.mean(apart) < 0.75
    assert np.mean(right) > 0.98


def test_where_answers_tell_nothing_the_means_count():
    rng = np.random.default_rng(5)
    spreads = []
    for seed in range(10):
        numbers = world(seed, 300)[0]
        cheap, dear = (rng.random((2, 300)) < [[0.6], [0.8]]).astype(float)
        gaps = taught(numbers, cheap, dear).rule().gaps(numbers)
        assert abs(gaps.mean() - 0.2) < 0.12
        spreads.append(gaps.std())
    assert np.mean(spreads) < 0.03


def test_before_any_outcome_the_presumed_gap_stands_and_is_unsure():
    gap = Escalation().rule((0.5, 0.9)).gap(numbers_of("7", "7"))
    assert gap.mean == pytest.approx(0.4)
    assert gap.error > 0.2


def test_the_error_falls_with_outcomes_and_is_larger_where_nothing_was_seen():
    few, many = (taught(*world(1, count)[:3]).rule() for count in (20, 800))
    usual = numbers_of("The answer is 7.", "The answer is 7.")
    strange = numbers_of("I cannot answer. " * 40, "Perhaps -7\n" * 9)
    assert many.gap(usual).error < few.gap(usual).error
    assert many.gap(strange).error > many.gap(usual).error


def test_any_order_shards_and_forgetting_come_to_the_same():
    numbers, cheap, dear, _ = world(3, 60)
    whole = taught(numbers, cheap, dear)
    backwards = taught(numbers[::-1], cheap[::-1], dear[::-1])
    shard = taught(numbers[:25], cheap[:25], dear[:25])
    shard.merge(taught(numbers[25:], cheap[25:], dear[25:]))
    more = taught(numbers, cheap, dear)
    more.learn(numbers[0], cheap=1.0, weight=0.5)
    more.learn(numbers[0], cheap=1.0, weight=-0.5)
    kept = Escalation.from_bytes(whole.to_bytes())
    expected = whole.rule().gaps(numbers)
    for other in (backwards, shard, more, kept):
        assert other.rule().gaps(numbers) == pytest.approx(expected, abs=1e-9)


def test_one_of_the_two_may_be_all_that_is_known():
    numbers, cheap, dear, agree = world(4, 300)
    state = Escalation()
    for row, one, other, kept in zip(numbers, cheap, dear, agree, strict=True):
        if kept:
            state.learn(row, cheap=float(one))
            continue
        state.learn(row, dear=float(other))
    rule = state.rule((0.5, 0.9))
    assert rule.outcomes == (agree.sum(), (~agree).sum())
    assert np.isfinite(rule.gaps(numbers)).all()


def test_what_cannot_be_learnt_is_refused():
    with pytest.raises(ValueError, match=str(SIZE)):
        Escalation().learn(np.zeros(3), cheap=1.0)
    with pytest.raises(ValueError, match="score"):
        Escalation().learn(np.zeros(SIZE), dear=1.5)
    with pytest.raises(ValueError, match="no state"):
        Escalation.from_bytes(b"nothing")
