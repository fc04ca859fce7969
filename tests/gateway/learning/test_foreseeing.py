"""What is presumed of pivots, by what was measured."""

import msgspec
import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.deployment import Deployment
from wayfare.domain.measured_gain import OWN, MeasuredGain
from wayfare.gateway.learning.foreseeing import USUAL, Foreseeing

MODEL, OTHER = Deployment("p/m", "p", "m-8b"), Deployment("p/t", "p", "t-1b")
PIVOT = Arm("p/m@via-en", MODEL, path="pivot:en", ahead=(MODEL,))
BY_OTHER = Arm("p/m@via-en by p/t", MODEL, path="pivot:en", ahead=(OTHER,))


def gain(model: str, points: float, translator: str = OWN, **more) -> MeasuredGain:
    return MeasuredGain(model, translator, "en", "ko", points / 100, 400, 5.0, **more)


OTHERS = [gain(f"{name}-7b", 8.0) for name in ("ant", "bee", "cat", "dog")]


def test_without_any_measurement_all_is_as_usual():
    assert Foreseeing().of(PIVOT, "ko") == USUAL
    assert Foreseeing(OTHERS).of(Arm("p/m", MODEL), "ko") == USUAL


def test_what_others_gained_is_presumed_where_the_same_translates():
    foreseeing = Foreseeing(OTHERS)
    assert foreseeing.of(PIVOT, "ko").gain > 0.03
    assert foreseeing.of(BY_OTHER, "ko") == USUAL
    by_name = [gain(each.model, 8.0, OTHER.model) for each in OTHERS]
    assert Foreseeing(by_name).of(BY_OTHER, "ko").gain > 0.03
    assert Foreseeing(by_name).of(PIVOT, "ko") == USUAL


def test_what_was_measured_of_itself_counts():
    own = Foreseeing([gain("m-8b", 20.0)]).of(PIVOT, "ko")
    assert own.gain == pytest.approx(0.177, abs=0.001)
    assert own.error < USUAL.error / 2
    assert Foreseeing([gain("m-8b", 20.0)]).of(PIVOT, "ja") == USUAL


def test_what_was_learned_already_is_not_counted_twice():
    whole = Foreseeing([gain("m-8b", 20.0)]).of(PIVOT, "ko")
    half = Foreseeing([gain("m-8b", 20.0, learned=360)]).of(PIVOT, "ko")
    assert Foreseeing([gain("m-8b", 20.0, learned=400)]).of(PIVOT, "ko") == USUAL
    assert USUAL.gain < half.gain < whole.gain
    assert USUAL.error > half.error > whole.error
    by_others = Foreseeing([*OTHERS, gain("m-8b", 20.0, learned=400)])
    assert by_others.of(PIVOT, "ko").gain <= Foreseeing(OTHERS).of(PIVOT, "ko").gain
    others = [msgspec.structs.replace(each, learned=each.questions) for each in OTHERS]
    assert Foreseeing(others).of(PIVOT, "ko") == Foreseeing(OTHERS).of(PIVOT, "ko")


@pytest.mark.parametrize(("changed_at", "counts"), [(4.0, True), (6.0, False)])
def test_after_a_change_only_what_was_measured_since_counts(changed_at, counts):
    changes = {"p/m@via-en": changed_at}.get
    foreseeing = Foreseeing([*OTHERS, gain("m-8b", 20.0)], changes)
    assert (foreseeing.of(PIVOT, "ko").gain > 0.1) is counts
    assert Foreseeing(OTHERS, changes).of(PIVOT, "ko") == USUAL


def test_what_was_measured_since_a_change_counts_beside_nothing_else():
    changes = {"p/m@via-en": 4.0}.get
    alone = Foreseeing([gain("m-8b", 20.0)], changes).of(PIVOT, "ko")
    assert Foreseeing([*OTHERS, gain("m-8b", 20.0)], changes).of(PIVOT, "ko") == alone


def test_through_another_language_it_is_another_pivot():
    through = Arm("p/m@via-de", MODEL, path="pivot:de", ahead=(MODEL,))
    assert Foreseeing([*OTHERS, gain("m-8b", 20.0)]).of(through, "ko") == USUAL


def test_a_model_is_the_same_at_every_provider():
    there = Deployment("q/m", "q", "m-8b")
    arm = Arm("q/m@via-en", there, path="pivot:en", ahead=(there,))
    measured = Foreseeing([gain("m-8b", 20.0)])
    assert measured.of(arm, "ko") == measured.of(PIVOT, "ko") != USUAL
