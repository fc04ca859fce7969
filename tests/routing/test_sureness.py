import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.routing.sureness import Sureness, sureness


def said(*tokens):
    return sureness("".join(letters for letters, _ in tokens), tokens)


def test_where_no_tokens_are_told_nothing_is_known():
    assert sureness("42", []) is None


@pytest.mark.parametrize(
    ("tokens", "final"),
    [
        (
            [
                ("Sum: 12 * 7\n" * 9, -3.0),
                ("It is ", -2.0),
                ("8", -0.25),
                ("4", -0.75),
                (".", -2.0),
            ],
            -0.5,
        ),
        ([("The answer is 84.\n", -1.0), ("No: the answer is", -1.0), (" 84", -0.25)], -0.25),
        ([("1,", -1.0), ("200", -2.0)], -1.5),
        ([("B", -0.5), (")", -0.25), (" bad", -4.0)], -0.5),
        ([("The answer is", -1.0), (" Seoul", -0.125), (".", -3.0)], -0.125),
        ([("The answer is", -1.0), (" New", -0.5), (" York", -0.25)], -0.375),
    ],
)
def test_the_tokens_of_the_final_answer_are_found(tokens, final):
    assert said(*tokens).final == final


def test_free_text_has_no_final_answer():
    sure = said(("Once upon a time there was a king. " * 9, -1.0), ("He ruled.", -2.0))
    assert sure == Sureness(-1.5, -2.0, None)


@given(st.lists(st.tuples(st.text(max_size=5), st.floats(-50, 0)), min_size=1, max_size=20))
def test_no_mean_lies_outside_its_tokens(tokens):
    sure = said(*tokens)
    values = [value for _, value in tokens]
    assert sure.least == min(values)
    for mean in (sure.mean, sure.mean if sure.final is None else sure.final):
        assert min(values) - 1e-9 <= mean <= max(values) + 1e-9
        assert math.isfinite(mean)
