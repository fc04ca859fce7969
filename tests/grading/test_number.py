"""The last number counts, as English, Korean and Japanese write it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.check import NumberCheck
from wayfare.grading.number import grade_number, last_number


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("First 3 and 4, then 1,234.5 in all.", 1234.5),
        ("答えは５です。", 5),
        ("정답은 12개입니다.", 12),
        ("답은-5입니다", -5),
        ("x = −7 °C", -7),
        ("10-5", 5),
        ("**42**.", 42),
        ("It costs $40.", 40),
        ("12 %", 12),
        (".5", 0.5),
        ("1.5e3", 1500),
        ("3/4", 0.75),
        ("3만 5천 원", 35_000),
        ("1億2000万", 120_000_000),
        ("4천만 명", 40_000_000),
        ("3조", 3_000_000_000_000),
        ("정답은 3조입니다", 3),  # the third group, not three trillions
        (r"So \\boxed{1{,}234}, see step 2", 1234),
        ("0.30000000000000004", 0.3),
    ],
)
def test_the_last_number_is_read(answer, number):
    assert grade_number(NumberCheck(number), answer).score == 1
    assert grade_number(NumberCheck(number + 1000), answer).score == 0


@pytest.mark.parametrize("answer", ["", "none", "스물셋", "1/0 is not defined, as 1/0", "²x"])
def test_where_there_is_no_such_number_it_is_wrong(answer):
    assert grade_number(NumberCheck(23), answer).score == 0


def test_what_is_near_enough_is_right():
    assert grade_number(NumberCheck(3.14159, tolerance=0.01), "about 3.14").score == 1
    assert grade_number(NumberCheck(3.14159, tolerance=0.001), "about 3.14").score == 0


@given(st.integers(-(10**12), 10**12))
def test_a_number_is_read_as_it_was_written(number):
    for written in (f"{number}", f"{number:,}", f"It is {number:,}."):
        assert grade_number(NumberCheck(number), written).score == 1


@given(st.text(alphabet="0123456789.,-+/eE 만억천조\\{}boxed", max_size=300))
def test_no_text_is_too_strange(answer):
    last_number(answer)


@pytest.mark.parametrize(
    "piece", ["1", "1,111", "1천 ", "1/", "-", "1.1", "\\boxed{", "1e", ",111", "천", "٣"]
)
def test_a_long_answer_is_read_quickly(piece):
    began = time.process_time()
    last_number(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 1
