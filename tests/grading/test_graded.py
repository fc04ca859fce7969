"""A judge that gives marks is asked in a form that no answer can break, and read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.chat import Message
from wayfare.grading.graded import pose_marks, read_marks
from wayfare.providers.scripted.judging import judge, parse_leaning

ASKED = [Message("user", "What is 6 times 7?")]


@given(st.text(), st.text())
def test_no_answer_reaches_beyond_its_own_lines(first, second):
    lines = pose_marks(ASKED, first, second).splitlines()
    assert sum(line.startswith("A|") for line in lines) == max(1, len(first.splitlines()))
    assert sum(line.startswith("B|") for line in lines) == max(1, len(second.splitlines()))
    assert lines[-1] == pose_marks(ASKED, "", "").splitlines()[-1]


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("A: 8\nB: 6", (8, 6)),
        ("A: 8.5\nB: 6,5", (8.5, 6.5)),
        ("**A:** 8/10\n**B:** 7/10", (8, 7)),
        ("A: 8 / 10, B: 10 / 10.", (8, 10)),
        ("A = 8; B = 0", (8, 0)),
        ("A - 8\nB - 6", (8, 6)),
        ("a: 8\nb: 6", (8, 6)),
        ("| A: 8 | B: 6 |", (8, 6)),
        ("A: 8 B: 6", (8, 6)),
        ("A: 8 and B: 6", (8, 6)),
        ("Answer A: 8 out of 10\nAnswer B: 6 out of 10", (8, 6)),
        ("Answer A: 8 points\nAnswer B: 6.5 points", (8, 6.5)),
        ("B: 6\nA: 8", (8, 6)),
        ('{"A": 8, "B": 6.5}', (8, 6.5)),
        ('```json\n{"a": 8, "b": 6}\n```', (8, 6)),
        ("8 6", (8, 6)),
        ("8, 6", (8, 6)),
        ("8\n6", (8, 6)),
        ("[8, 6]", (8, 6)),
        ("8/10 6/10", (8, 6)),
        ("답변 A: 8점\n답변 B: 6점", (8, 6)),
        ("A는 8점, B는 6점", (8, 6)),
        ("回答A：８分\n回答B：６．５分", (8, 6.5)),
        ("回答Aは8点、回答Bは6点。", (8, 6)),
        ("Antwort A: 7,5 von 10\nAntwort B: 6 von 10", (7.5, 6)),
        ("Réponse A : 8 sur 10\nRéponse B : 6 sur 10", (8, 6)),
        ("Respuesta A: 8 puntos y respuesta B: 6 puntos", (8, 6)),
        ("Ответ A: 8 баллов\nОтвет B: 6 баллов", (8, 6)),
        ("<think>A: 3\nB: 9, or rather</think>\nA: 8\nB: 6", (8, 6)),
        ("The first is right, the second hardly.\n\nA: 8\nB: 6", (8, 6)),
        ("A: 8 is fair.\nA: 8\nB: 6", (8, 6)),
        ("A: 8\nB: 6\n\nSo A: 8, B: 6.", (8, 6)),
    ],
)
def test_marks_are_read_as_models_write_them(said, marks):
    assert read_marks(said) == marks


@pytest.mark.parametrize(
    "said",
    [
        "",
        "A",
        "8",
        "A: 8",
        "A: 8\nB:",
        "A: 8\nB: six",
        "A: 8\nB: 11",
        "A: 80\nB: 60",
        "A: 8/100\nB: 6/100",
        "A: 8\nB: 6\nA: 7",
        "A: 8-9\nB: 6",
        "8,6",
        "8.6",
        "1 2 3",
        "Both get 8.",
        '{"A": true, "B": 6}',
        '{"A": "good", "B": "bad"}',
        "A: -3\nB: 6",
        "I would give them 8 and 6.",
        "A is better than B by 2 points.",
        "A: 8 apples\nB: 6 pears",
    ],
)
def test_without_one_mark_for_each_there_is_none(said):
    assert read_marks(said) is None


@given(st.text())
def test_whatever_is_said_marks_lie_from_0_to_10(said):
    found = read_marks(said)
    assert found is None or all(0 <= mark <= 10 for mark in found)


@given(st.integers(0, 20), st.integers(0, 20), st.sampled_from(["A: {}\nB: {}", "{}\n{}"]))
def test_what_was_written_is_read(first, second, form):
    said = form.format(first / 2, second / 2)
    assert read_marks(said) == (first / 2, second / 2)


class TestTheScriptedJudge:
    def said(self, leaning, first, second):
        return read_marks(judge(pose_marks(ASKED, first, second), parse_leaning(leaning)))

    def test_a_fair_one_gives_the_better_answer_more_in_either_place(self):
        assert self.said("fair", "It is 42.", "It is 7.") == (8, 5)
        assert self.said("fair", "It is 7.", "It is 42.") == (5, 8)
        assert self.said("fair", "It is 7.", "It is 42.5") == (5, 8)
        assert self.said("fair", "9.5", "7") == (9.5, 7)

    def test_others_say_what_they_always_say(self):
        found = [self.said(each, "1", "2") for each in ("first", "second", "tie", "babble")]
        assert found == [(9, 4), (4, 9), (7, 7), None]

    def test_one_errs_as_often_as_is_said(self):
        said = [self.said("fair error=0.2", f"{n} 9", f"{n} 5") for n in range(1_000)]
        assert said.count((5, 9)) / 1_000 == pytest.approx(0.2, abs=0.04)
