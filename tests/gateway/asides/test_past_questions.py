"""Only questions with a known answer are evidence, in the order of their file."""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Message
from wayfare.domain.deployment import Deployment
from wayfare.gateway.asides.kept import Given
from wayfare.gateway.asides.past_questions import Asked, past_of
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.wire.question_files import FileQuestion

USED, SMALL = (Arm(name, Deployment(name, "p", name)) for name in ("large", "small"))
FILE = [FileQuestion((Message("user", f"1 + {number}?"),), str(1 + number)) for number in range(5)]
PLAN = ComparePlan(FILE, USED, [SMALL], [], None, 0)


def answered(*, without: tuple[tuple[int, str], ...] = (), failed=(), file=FILE) -> Asked:
    given = {
        (question.id, arm): Given(question.id, arm, "2", f"{arm}{number}", at=float(number))
        for number, question in enumerate(file)
        for arm in ("large", "small")
        if (number, arm) not in {*without, *failed}
    }
    checked = {(question.id, "small"): 0.5 for question in file}
    return Asked(given, {(file[n].id, arm): f"f{n}" for n, arm in failed}, checked)


def rows(asked: Asked, file=FILE):
    plan = msgspec.structs.replace(PLAN, questions=file)
    return [(row.question, row.difference) for row in past_of(plan, asked, 9.0)]


def test_they_come_in_the_order_of_the_file():
    assert rows(answered()) == [(question.id, 0.5) for question in FILE]
    assert rows(answered(), FILE[::-1]) == [(question.id, 0.5) for question in FILE[::-1]]
    (first, *_) = past_of(PLAN, answered(), 9.0)
    assert (first.arm, first.baseline, first.decision_id) == ("small", "large", "small0")
    assert (first.baseline_id, first.at, first.kept_at) == ("large0", 0.0, 9.0)


def test_what_was_not_asked_yet_keeps_back_all_after_it():
    for gap in ("large", "small"):
        assert len(rows(answered(without=((2, gap),)))) == 2


def test_an_answer_that_does_not_come_is_lost_and_one_of_the_baseline_says_nothing():
    found = rows(answered(failed=((2, "small"),)))
    assert [difference for _, difference in found] == [0.5, 0.5, None, 0.5, 0.5]
    assert len(rows(answered(failed=((2, "large"),)))) == 4
    assert len(rows(answered(failed=((2, "large"),), without=((2, "small"),)))) == 4


def test_a_question_of_which_nobody_knows_what_is_right_is_none():
    file = [*FILE[:2], msgspec.structs.replace(FILE[2], expected=None), *FILE[3:]]
    assert len(rows(answered(file=file), file)) == 4
    assert len(rows(answered(file=file, without=((2, "small"),)), file)) == 4


def test_where_no_check_could_be_made_nothing_is_said():
    asked = answered()
    checked = {key: its for key, its in asked.checked.items() if key[0] != FILE[1].id}
    assert len(rows(msgspec.structs.replace(asked, checked=checked))) == 4


def test_answers_of_which_it_is_not_known_when_they_were_given_say_nothing():
    asked = answered()
    given = {key: msgspec.structs.replace(its, at=None) for key, its in asked.given.items()}
    assert rows(msgspec.structs.replace(asked, given=given)) == []
