"""A text is the same whatever keyboard wrote it, and is not the same otherwise."""

import pytest

from wayfare.domain.check import ExactCheck
from wayfare.grading.exact import grade_exact


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("Seoul", "Seoul"),
        ("Seoul", "  seoul\n"),
        ("Seoul", "ＳＥＯＵＬ"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),  # the same syllables, letter by letter
        ("カタカナ", "ｶﾀｶﾅ"),
        ("New York", "new\u3000 york"),
        ("Straße", "STRASSE"),
        (["yes", "예"], "예"),
    ],
)
def test_what_two_keyboards_write_is_the_same(expected, answer):
    assert grade_exact(ExactCheck(expected), answer).score == 1


@pytest.mark.parametrize("answer", ["", "Seoul!", "It is Seoul", "Soul", "서울"])
def test_another_text_is_not(answer):
    assert grade_exact(ExactCheck("Seoul"), answer).score == 0
