import math
import string

from hypothesis import given
from hypothesis import strategies as st

from wayfare.routing.answer_form import NAMES, NAMES_TOGETHER, Answered, see, together


def form(text, question="", **given):
    return dict(zip(NAMES, see(question, Answered(text, **given)).form, strict=True))


def test_sums_that_are_written_out_are_checked():
    seen = form("First 60 * 2 + 5 = 125, then 125 / 5 = 25, and 25 - 5 = 21.")
    assert seen["sums that are right, as a logarithm"] == math.log1p(2) / 2
    assert seen["sums that are wrong"] == 0.5


def test_rounded_sums_and_formulae_are_not_held_wrong():
    for text in ("10 / 3 = 3.33", "2^3 + 1 = 9", "x = 5", "20% * 50 = 10", "(2 + 3) * 4 = 20"):
        assert form(text)["sums that are wrong"] == 0, text


def test_an_answer_that_hedges_refuses_or_repeats_itself_is_seen():
    assert form("Perhaps it is 5, but I am not sure.")["hedges"] > 0
    assert form("죄송하지만 알 수 없습니다.")["refuses"] == 1
    assert form("This line comes again.\n" * 10)["repeats itself"] == 0.9
    assert form("```python\nprint(1)")["breaks off"] == 1


def test_log_probabilities_are_told_from_unknown_ones():
    known = form("7", logprob_mean=-0.1, logprob_min=-2.0)
    unknown = form("7")
    assert known["mean log-probability of its tokens is known"] == 1
    assert known["least log-probability of its tokens"] == -0.5
    assert unknown["mean log-probability of its tokens is known"] == 0


def test_two_answers_are_laid_side_by_side():
    def beside(one, other):
        seen = [see("", Answered(text)) for text in (one, other)]
        return dict(zip(NAMES_TOGETHER, together(*seen), strict=True))

    same = beside("The answer is 7.", "The answer is 7.")
    assert (same["agree"], same["disagree"], same["likeness of the two"]) == (1, 0, 1)
    far = beside("7", "7000")
    assert far["disagree"] == 1
    assert far["ratio of the numbers, as a logarithm"] == 1


@given(st.text(alphabet=string.printable + "가①−∞", max_size=400), st.text(max_size=50))
def test_the_numbers_are_small_whatever_is_written(text, question):
    seen = see(question, Answered(text))
    assert all(math.isfinite(number) and -2 <= number <= 3 for number in seen.form)
    assert all(-1 <= number <= 1 for number in together(seen, see(question, Answered(""))))


def test_a_very_long_answer_is_seen_in_no_time():
    for text in ("1,000" * 100_000, "1+1" * 100_000, "12 * 3 = " * 50_000, "7 1." * 50_000):
        assert see("1 2 3", Answered(text)).letters == len(text)
