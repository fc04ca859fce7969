"""What a comparison shows where a person voted on pairs that were drawn."""

from random import Random

import msgspec
import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Message
from wayfare.domain.deployment import Deployment
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.gateway.asides.compared import Shown, sum_up
from wayfare.gateway.asides.draw_votes import draw_lots, to_vote_on
from wayfare.gateway.asides.kept import Failed, Given, Judged, VoteLot
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.routing.judges import Judge, Judges
from wayfare.wire.question_files import FileQuestion


def arm(name: str) -> Arm:
    return Arm(name, Deployment(name, "p", name))


def plan(count: int) -> ComparePlan:
    questions = tuple(FileQuestion((Message("user", f"{n}?"),)) for n in range(count))
    return ComparePlan(questions, arm("large"), (arm("small"),), (), arm("judge"), 0)


def known(**more) -> Judge:
    """What votes have shown of the judge."""
    none = Judges()
    none.note(Outcome("v", "d", OutcomeKind.VERDICT, "judge", "small", 1.0, None, None, "m", 0.0))
    return msgspec.structs.replace(none.all()[0], **more)


class Kept:
    """All in memory."""

    def __init__(self) -> None:
        self.lots: dict[tuple[str, str], VoteLot] = {}
        self.found: dict[tuple[str, str], Judged] = {}

    def given(self, question: str, name: str) -> Given:
        return Given(question, name, f"{name} says so")

    def judged(self, question: str, name: str, used: str) -> Judged | None:
        return self.found.get((question, name))

    def lot(self, question: str, name: str, used: str) -> VoteLot | None:
        return self.lots.get((question, name))

    def chance(self) -> float | None:
        return next((lot.chance for lot in self.lots.values()), None)

    def add(self, each: Judged | VoteLot) -> None:
        its = self.lots if isinstance(each, VoteLot) else self.found
        its[each.question, each.arm] = each


def told(count: int, chance: float, *, people: float = 0.0, judge: float = 0.0, left: int = 0):
    """Half of the pairs are equal; of the rest people and the judge have a mean opinion."""
    rng, its, kept = Random(1), plan(count), Kept()
    for question in its.questions:
        if rng.random() < 0.5:
            kept.add(Judged(question.id, "small", 0.0, "equal"))
            continue
        said = 1.0 if rng.random() < (1 + judge) / 2 else -1.0
        kept.add(Judged(question.id, "small", said, "judge"))
    draw_lots(its, kept, round(chance * count / 2), Random(2))
    for question, other, _ in to_vote_on(its, kept)[left:]:
        vote = 1.0 if rng.random() < (1 + people) / 2 else -1.0
        judged = kept.judged(question.id, other.arm, "large")
        kept.add(Judged(question.id, other.arm, vote, "person", judged=judged.difference))
    found, lots = list(kept.found.values()), list(kept.lots.values())
    return sum_up(its, [], found, 0.02, None, lots)


def test_lots_are_drawn_once_and_with_the_same_chance_later():
    its, kept = plan(400), Kept()
    draw_lots(its, kept, 100, Random(1))
    assert {lot.chance for lot in kept.lots.values()} == {0.25}
    drawn = len(to_vote_on(its, kept))
    assert 70 < drawn < 130
    draw_lots(its, kept, 400, Random(3))
    assert len(to_vote_on(its, kept)) == drawn
    draw_lots(plan(500), kept, 400, Random(3))
    assert {lot.chance for lot in kept.lots.values()} == {0.25}
    assert len(kept.lots) == 500


@pytest.mark.parametrize("judge", [1.0, 0.0, -1.0])
def test_people_decide_whatever_the_judge_says(judge):
    better, worse = (told(2_000, 0.5, people=p, judge=judge).arms[1] for p in (0.9, -0.9))
    assert better.shown is Shown.BETTER
    assert worse.shown is Shown.WORSE
    assert better.points == pytest.approx(45, abs=12)
    assert worse.points == pytest.approx(-45, abs=12)


def test_pairs_that_were_drawn_with_unequal_chances_count_as_often_as_there_are_of_them():
    """As where two files became one: those drawn seldom are the ones where people disagree."""
    its, points, wrong, worlds = plan(400), [], 0, 60
    for seed in range(worlds):
        rng, found, lots = Random(seed), [], []
        for place, question in enumerate(its.questions):
            chance, mean = ((0.8, 0.5), (0.1, -0.7))[place % 2]
            is_drawn = rng.random() < chance
            lots.append(VoteLot(question.id, "small", chance, is_drawn, "large"))
            if is_drawn:
                vote = 1.0 if rng.random() < (1 + mean) / 2 else -1.0
                found.append(Judged(question.id, "small", vote, "person"))
        small = sum_up(its, [], found, 0.02, None, lots).arms[1]
        points.append(small.points)
        wrong += small.shown in (Shown.BETTER, Shown.EQUAL)
    assert sum(points) / worlds == pytest.approx(-10, abs=4)
    assert wrong <= 0.05 * worlds


def test_while_votes_are_left_a_judge_that_nobody_measured_shows_nothing():
    found = told(2_000, 0.5, people=0.9, judge=1.0, left=3)
    assert found.votes_left == 3
    assert found.arms[1].shown is Shown.UNKNOWN
    assert told(2_000, 0.5).votes_left == 0


def test_it_says_how_many_votes_more_would_show_it():
    small = told(100, 0.2, people=0.3, judge=0.3).arms[1]
    assert small.shown is Shown.UNKNOWN
    assert small.votes_needed is not None
    assert small.still_needed is not None
    assert small.votes_needed < small.still_needed


def test_what_a_judge_says_after_the_lots_are_drawn_is_left_out():
    """It judges then only what nobody voted on, so that it would count on one side alone."""
    its, kept, rng = plan(2_000), Kept(), Random(5)
    for question in its.questions[:200]:
        kept.add(Judged(question.id, "small", rng.choice((1.0, -1.0)), "judge"))
    draw_lots(its, kept, 400, Random(2))
    for question, other, _ in to_vote_on(its, kept):
        before = kept.judged(question.id, other.arm, "large")
        said = None if before is None else before.difference
        vote = said if said is not None and rng.random() < 0.9 else rng.choice((1.0, -1.0))
        kept.add(Judged(question.id, other.arm, vote, "person", judged=said))
    for question in its.questions:
        if kept.judged(question.id, "small", "large") is None:
            kept.add(Judged(question.id, "small", 1.0, "judge"))
    found, lots = list(kept.found.values()), list(kept.lots.values())
    small = sum_up(its, [], found, 0.02, None, lots).arms[1]
    assert small.shown is Shown.UNKNOWN
    assert abs(small.points) < 12


def test_answers_that_nobody_compared_may_count_either_way():
    """Those that are left differ; without them all would look alike."""
    its = plan(1_500)
    given = [Given(each.id, name, "so") for each in its.questions for name in ("small", "large")]
    for difference in (0.0, -1.0):
        found = [Judged(each.id, "small", difference, "check") for each in its.questions]
        some, most = (sum_up(its, given, found[:n], 0.02, None) for n in (1_000, 1_490))
        assert (some.open, most.open) == (500, 10)
        assert some.arms[1].shown is (Shown.WORSE if difference else Shown.UNKNOWN)
        assert most.arms[1].shown is (Shown.WORSE if difference else Shown.EQUAL)
    assert sum_up(its, given, found, 0.02, None).open == 0


def failing(count: int, *failed: Failed, difference: float = 0.0):
    """What is shown where all others were checked to be so good."""
    its, without = plan(count), {(each.question, each.arm) for each in failed}
    given = [
        Given(each.id, name, "so")
        for each in its.questions
        for name in ("small", "large")
        if (each.id, name) not in without
    ]
    missing = {question for question, _ in without}
    found = [
        Judged(each.id, "small", difference, "check")
        for each in its.questions
        if each.id not in missing
    ]
    return sum_up(its, given, found, 0.02, None, failed=failed)


def test_an_arm_that_gives_no_answer_where_the_one_in_use_does_has_lost():
    ids = [each.id for each in plan(1_500).questions]
    assert failing(1_500).arms[1].shown is Shown.EQUAL
    small = failing(1_500, *(Failed(its, "small", "d") for its in ids[::10])).arms[1]
    assert (small.shown, small.compared, small.answers) == (Shown.WORSE, 1_500, 1_350)
    assert (small.points, small.failed) == (-10.0, 150)


def test_where_the_one_in_use_gives_no_answer_nobody_wins_and_nothing_is_shown_to_be_worse():
    """The others are not asked then: they may have given one, which can only hide a gain."""
    ids = [each.id for each in plan(1_500).questions]
    lost = [Failed(its, "large", "d") for its in ids[::5]]
    same, worse = (failing(1_500, *lost, difference=each).arms[1] for each in (0.0, -0.1))
    assert (same.shown, same.compared, same.points) == (Shown.EQUAL, 1_200, 0.0)
    assert worse.shown is Shown.UNKNOWN
    assert failing(1_500, difference=-0.1).arms[1].shown is Shown.WORSE
    used = failing(1_500, *lost).arms[0]
    assert (used.answers, used.failed) == (1_200, 300)


def test_where_neither_gives_an_answer_both_are_alike_bad():
    ids = [each.id for each in plan(1_500).questions]
    lost = [Failed(its, name, "d") for its in ids[::10] for name in ("small", "large")]
    small = failing(1_500, *lost).arms[1]
    assert (small.shown, small.compared, small.failed) == (Shown.EQUAL, 1_350, 0)


def test_an_arm_that_never_answers_cannot_be_reached_and_shows_nothing():
    ids = [each.id for each in plan(300).questions]
    small = failing(300, *(Failed(its, "small", "d") for its in ids)).arms[1]
    assert (small.shown, small.compared, small.points) == (Shown.UNKNOWN, 0, None)


def test_failures_count_beside_votes_too():
    its, kept = plan(1_000), Kept()
    for question in its.questions[200:]:
        kept.add(Judged(question.id, "small", 0.0, "judge"))
    given = [kept.given(each.id, "large") for each in its.questions]
    given += [kept.given(each.id, "small") for each in its.questions[200:]]
    lost = [Failed(each.id, "small", "d") for each in its.questions[:200]]
    for question in its.questions[200:]:
        kept.add(VoteLot(question.id, "small", 1.0, True, "large", 0.0))
        kept.add(Judged(question.id, "small", 0.0, "person", judged=0.0))
    found, lots = list(kept.found.values()), list(kept.lots.values())
    without, with_them = (
        sum_up(its, given, found, 0.02, None, lots, failed).arms[1] for failed in ((), lost)
    )
    assert without.points == 0.0
    assert (with_them.points, with_them.shown) == (-20.0, Shown.WORSE)


def test_where_no_lots_were_drawn_the_judge_counts_as_far_as_it_was_measured():
    its = plan(200)
    found = [Judged(each.id, "small", 1.0, "judge") for each in its.questions]
    assert sum_up(its, [], found, 0.02, None).arms[1].shown is Shown.UNKNOWN
    assert sum_up(its, [], found, 0.02, known(error=0.1)).arms[1].shown is Shown.BETTER


def test_marks_count_as_far_as_votes_have_measured_them():
    """Of a judge that was measured by what it chose, marks show nothing, and the other way."""
    its = plan(300)
    found = [Judged(each.id, "small", 0.2, "marks") for each in its.questions]
    marked = known(marks_error=0.2, marks_votes=0)
    shown = sum_up(its, [], found, 0.02, marked)
    assert (shown.arms[1].shown, shown.judge_error) == (Shown.BETTER, 0.2)
    assert (shown.arms[1].judged, shown.arms[1].marked) == (300, 300)
    chose = sum_up(its, [], found, 0.02, known(error=0.2, marks_votes=70))
    assert (chose.arms[1].shown, chose.judge_error) == (Shown.UNKNOWN, None)
    assert chose.judge_votes == 70
    chosen = [Judged(each.id, "small", 1.0, "judge") for each in its.questions]
    assert sum_up(its, [], chosen, 0.02, marked).arms[1].shown is Shown.UNKNOWN


def test_marks_that_are_right_show_it_with_fewer_questions_than_what_is_chosen():
    """The differences of a judge that is right seven times of eight, small as marks are."""
    rng = Random(3)
    its = plan(4_000)
    sides = [rng.choice((1, -1)) for _ in its.questions]
    enough = {}
    for by, error in (("marks", "marks_error"), ("judge", "error")):
        for count in range(200, 4_000, 200):
            some = msgspec.structs.replace(its, questions=its.questions[:count])
            found = [
                Judged(q.id, "small", side * (rng.choice((0.1, 0.3)) if by == "marks" else 1), by)
                for q, side in zip(some.questions, sides, strict=False)
            ]
            if sum_up(some, [], found, 0.05, known(**{error: 0.125})).arms[1].shown is Shown.EQUAL:
                enough[by] = count
                break
    assert enough["marks"] <= 1_000
    assert enough.get("judge", 4_000) > 2 * enough["marks"]
