"""What a pivot gains for a model is foretold by models that are not it."""

import numpy as np
import pytest

from wayfare.pivot.foresight import ERROR_LEAST, Foreseen, Foresight
from wayfare.pivot.gain import Cell

USUAL = Foreseen(-0.05, 0.1)
LANGUAGES = ("de", "ja", "ko", "sw")


def cells(gains: dict[str, float]) -> list[Cell]:
    return [
        Cell(model, model[0], language, gain=gain)
        for model, gain in gains.items()
        for language in LANGUAGES
    ]


def asked(model: str, language: str = "ko") -> Cell:
    return Cell(model, model[0], language)


@pytest.mark.parametrize("models", [0, 1, 2])
def test_few_models_foretell_nothing(models):
    found = Foresight(cells(dict.fromkeys(list("abc")[:models], 0.2)), USUAL)
    assert found.of(asked("a")) == USUAL


def test_where_all_gain_alike_another_one_is_foretold_to():
    some = Foresight(cells(dict.fromkeys("abcd", 0.08)), USUAL).of(asked("x"))
    many = Foresight(cells(dict.fromkeys("abcdefghijklmnop", 0.08)), USUAL).of(asked("x"))
    assert USUAL.gain < some.gain < many.gain < 0.08
    assert USUAL.error > some.error > many.error >= ERROR_LEAST


def test_the_more_models_differ_the_less_is_known():
    alike = Foresight(cells(dict.fromkeys("abcdef", 0.05)), USUAL).of(asked("x"))
    apart = {"a": -0.1, "b": 0.2, "c": 0.0, "d": 0.1, "e": -0.05, "f": 0.15}
    assert Foresight(cells(apart), USUAL).of(asked("x")).error > 1.5 * alike.error


def test_a_model_is_foretold_by_others_alone():
    gains = {"a": 0.3, "b": 0.05, "c": 0.05, "d": 0.05}
    assert Foresight(cells(gains), USUAL).of(asked("a")).gain < 0.06


def test_what_is_seen_moves_what_is_foretold_by_how_sure_it_is():
    seen = Foreseen(0.0, 0.1).and_seen(0.2, 0.1**2)
    assert (seen.gain, seen.error) == (pytest.approx(0.1), pytest.approx(0.1 / 2**0.5))
    assert Foreseen(0.0, 0.1).and_seen(0.2, 1e-9).gain == pytest.approx(0.2)


def test_two_others_are_enough_and_one_is_not():
    assert Foresight(cells({"a": 0.2, "b": 0.2}), USUAL).of(asked("x")).gain > USUAL.gain
    assert Foresight(cells({"a": 0.2, "b": 0.2}), USUAL).of(asked("a")) == USUAL
    assert Foresight([asked(name) for name in "abcd"], USUAL).of(asked("x")) == USUAL


def test_what_a_model_gained_moves_nothing_that_is_foretold_of_it_but_how_sure_that_is():
    others = dict.fromkeys("bcde", 0.05)
    rules = [Foresight(cells({"a": own, **others}), USUAL) for own in (-0.3, 0.05, 0.3)]
    told = [rule._rule_without("a").gain(asked("a")) for rule in rules]
    assert told == [told[0]] * 3
    errors = [rule.of(asked("a")).error for rule in rules]
    assert errors[1] < min(errors[0], errors[2])


def test_a_language_where_others_gain_more_is_foretold_more():
    found = [
        Cell(model, model, language, gain=gain)
        for model in "abcdefgh"
        for language, gain in (("ko", 0.15), ("de", -0.05))
    ]
    rule = Foresight(found, USUAL)
    assert rule.of(asked("x", "ko")).gain > rule.of(asked("x", "de")).gain + 0.05


def test_what_is_foretold_does_not_depend_on_the_order_of_cells():
    found = cells({"a": 0.01, "b": 0.2, "c": -0.07, "d": 0.13, "e": 0.033})
    told = Foresight(found, USUAL).of(asked("x"))
    again = Foresight(list(reversed(found)), USUAL).of(asked("x"))
    assert again.gain == pytest.approx(told.gain, abs=1e-12)
    assert again.error == pytest.approx(told.error, abs=1e-12)
    assert Foresight(found, USUAL).of(asked("x")) == told


@pytest.mark.parametrize(("spread", "models"), [(0.04, 8), (0.06, 5), (0.1, 8)])
def test_how_far_it_is_off_is_said_rightly(spread, models):
    """200 seeded worlds: how often the true mean of one more model lies within two errors."""
    off = []
    for seed in range(200):
        rng = np.random.default_rng([43, seed])
        truth = spread * rng.normal(size=models + 1)
        seen = truth[:-1] + 0.02 * rng.normal(size=models)
        found = [Cell(str(n), str(n), "ko", gain=gain) for n, gain in enumerate(seen.tolist())]
        told = Foresight(found, Foreseen(0.0, 0.1)).of(asked("z"))
        off.append((told.gain - truth[-1]) / told.error)
    assert np.mean(np.abs(off) <= 2) > 0.9
    assert 0.7 < np.sqrt(np.mean(np.square(off))) < 1.25  # one, if it were right to the last digit
