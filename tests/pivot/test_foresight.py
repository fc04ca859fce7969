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
    assert USUAL.error > some.error > many.error >= ERROR_LEAST * 0.9


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


def test_how_far_it_is_off_is_said_rightly():
    """1,000 seeded worlds of 8 models: how often the true mean lies within two errors."""
    within = 0
    for seed in range(1_000):
        rng = np.random.default_rng([41, seed])
        truth = 0.02 + 0.04 * rng.normal(size=9)
        found = cells({chr(97 + n): 0.0 for n in range(8)})
        noisy = [
            Cell(c.model, c.family, c.language, gain=truth[ord(c.model) - 97] + 0.02 * rng.normal())
            for c in found
        ]
        told = Foresight(noisy, Foreseen(0.0, 0.1)).of(asked("z"))
        within += abs(told.gain - truth[8]) < 2 * told.error
    assert 0.9 < within / 1_000 < 0.995
