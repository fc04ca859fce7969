import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.routing.final_answer import Kind, agree, final_answer


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("42", Kind.NUMBER, "42"),
        ("There are 60 * 2 = 120 of them.\nThe answer is $1,200.", Kind.NUMBER, "1200"),
        ('```json\n{"reasoning": "3 and 4 are 7.", "answer": "7"}\n```', Kind.NUMBER, "7"),
        ("Hence \\boxed{\\frac{3}{4}}.", Kind.NUMBER, "0.75"),
        ("5 * 3 = 15\n#### 15", Kind.NUMBER, "15"),
        ("B", Kind.OPTION, "b"),
        ("(c) none of them", Kind.OPTION, "c"),
        ("The correct answer is D.", Kind.OPTION, "d"),
        ("정답은 ③입니다.", Kind.NUMBER, "3"),
        ("정답: 12개", Kind.NUMBER, "12"),
        ("答えは25です。", Kind.NUMBER, "25"),
        ("Paris", Kind.WORDS, "paris"),
        ("\\boxed{4\\sqrt{3}}", Kind.WORDS, "4sqrt3"),
        ("", Kind.NOTHING, ""),
        ("Once there was a king. He had a daughter. " * 9, Kind.NOTHING, ""),
    ],
)
def test_an_answer_comes_down_to(text, kind, said):
    final = final_answer(text)
    assert (final.kind, final.text) == (kind, said)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The answer is 0.5.", "\\boxed{\\frac{1}{2}}", True),
        ("1,000", "1000.0", True),
        ("B", "b) the second", True),
        ("B", "C", False),
        ("Seoul", "seoul.", True),
        ("So it is 12.", "So it is 13.", False),
        ("A long story. " * 30, "A long story. " * 30, None),
    ],
)
def test_two_answers_agree_where_they_come_down_to_the_same(one, other, same):
    assert agree(final_answer(one), final_answer(other)) is same


@given(st.text(max_size=300))
def test_any_text_is_read_and_agrees_with_itself(text):
    final = final_answer(text)
    assert agree(final, final_answer(text)) in {True, None}


def test_a_very_long_answer_is_read_in_no_time():
    assert final_answer("((([[[{{{\\boxed{" * 60_000).kind in set(Kind)
    assert final_answer("1/" * 500_000).kind in set(Kind)
