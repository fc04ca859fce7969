"""What is shown of a pivot: gains with intervals, what length does, what was not measured."""

import asyncio
import random
from dataclasses import replace

import msgspec
import pytest

from wayfare.cli.measuring import switch_on
from wayfare.domain.arm import Arm, Setup
from wayfare.domain.chat import Message
from wayfare.domain.check import NumberCheck
from wayfare.domain.deployment import Deployment
from wayfare.domain.measured_gain import OWN, MeasuredGain
from wayfare.gateway.asides.kept import Failed, Given, Judged
from wayfare.gateway.measuring.beside import Measured, foreseen, gains_of, sum_up
from wayfare.gateway.measuring.measured import Cell, Estimate, Gain, Weighing
from wayfare.gateway.measuring.plan import Asking, MeasurePlan, Ways
from wayfare.gateway.measuring.questions import Question
from wayfare.gateway.measuring.scores import scores_of
from wayfare.settings.choosing import PivotSection
from wayfare.wire.question_files import FileQuestion


class Kept:
    """All in memory."""

    def __init__(self) -> None:
        self.all = {}

    def given(self, question, arm):
        return self.all.get((question, arm, "given"))

    def failed(self, question, arm):
        return self.all.get((question, arm, "failed"))

    def judged(self, question, arm, used):
        return self.all.get((question, arm, "judged"))

    def add(self, found) -> None:
        kind = {Given: "given", Failed: "failed", Judged: "judged"}[type(found)]
        self.all[found.question, found.arm, kind] = found


def ways(model: str, maker: str = "qwen") -> Ways:
    deployment = Deployment(model, "p", f"{maker}-{model}")
    translator = Deployment("t", "p", "t")
    pivot = Arm(f"{model}@via-en", deployment, path="pivot:en", ahead=(translator,))
    return Ways(Arm(model, deployment), pivot, False)


def question(number: int, language: str = "ko", *, is_open: bool = False) -> Question:
    def asked(text: str) -> FileQuestion:
        return FileQuestion((Message("user", text),), "1")

    check = None if is_open else NumberCheck(1)
    true = None if is_open else asked(f"{language} {number} in English?")
    return Question(asked(f"{number} {language}?"), language, check, true, check)


def planned(questions, models) -> MeasurePlan:
    asks = [Asking(each, its) for each in questions for its in models]
    return MeasurePlan("en", questions, models, asks, None, 0, ())


def answer(kept: Kept, each: FileQuestion, key: str, text: str, path: str = "direct") -> None:
    kept.add(Given(each.id, key, text, "d", 100, 1_000.0, 0.0, None, path))


def measured(plan: MeasurePlan, kept: Kept, *, error=None, countries=False):
    errors = {} if error is None else {"judge": error}
    scores = asyncio.run(scores_of(plan, kept))
    return sum_up(plan, kept, scores, Weighing(0.05, errors), countries=countries)


def asked(shares, count=150, model="a", seed=3):
    """A model that is right in such shares: directly, by pivot, and asked truly in English."""
    rng, its, kept = random.Random(seed), ways(model), Kept()
    plan = planned([question(number) for number in range(count)], [its])
    for each in plan.questions:
        right = ["1" if rng.random() < share else "0" for share in shares]
        answer(kept, each.asked, its.direct.name, right[0])
        answer(kept, each.asked, its.key, right[1], "pivot:en")
        answer(kept, each.true, its.direct.name, right[2])
    return plan, kept


@pytest.mark.parametrize(
    ("shares", "shown"),
    [
        ((0.4, 0.8, 0.9), Gain.HELPS),
        ((0.8, 0.4, 0.9), Gain.HARMFUL),
        ((1.0, 1.0, 1.0), Gain.WITHIN),
        ((0.6, 0.6, 0.6), Gain.UNKNOWN),
    ],
)
def test_a_verdict_follows_from_the_interval(shares, shown):
    (cell,) = measured(*asked(shares)).cells
    assert cell.shown is shown
    truth = 100 * (shares[1] - shares[0])
    assert cell.gain.low_points <= truth <= cell.gain.high_points
    assert (cell.still_needed == 0) is (shown is not Gain.UNKNOWN)
    assert (cell.direct_cost_per_1k, cell.pivot_ms) == (0.1, 1_000.0)


def test_the_gain_is_what_english_gains_less_what_translating_loses():
    (cell,) = measured(*asked((0.3, 0.6, 0.9))).cells
    assert cell.gain.points == pytest.approx(
        cell.middle_gain.points + cell.translation.points, abs=0.11
    )
    assert cell.middle_gain.low_points > 20
    assert cell.translation.high_points < 0


def test_what_was_given_up_or_did_not_come_counts_as_what_the_client_got():
    plan, kept = asked((1.0, 1.0, 1.0), count=10)
    its, (first, second, *_) = plan.ways[0], plan.questions
    answer(kept, first.asked, its.key, "0", "direct")
    del kept.all[second.id, its.key, "given"]
    kept.add(Failed(second.id, its.key, "d"))
    (cell,) = measured(plan, kept).cells
    assert (cell.abandoned, cell.failed) == (1 / 9, 1)
    assert (cell.gain.points, cell.gain.count) == (-20.0, 10)


def test_where_the_model_itself_gives_none_a_question_says_nothing():
    plan, kept = asked((1.0, 1.0, 1.0), count=10)
    first = plan.questions[0]
    del kept.all[first.id, "a", "given"]
    (cell,) = measured(plan, kept).cells
    assert (cell.questions, cell.gain.count) == (9, 9)


def opened(count, longer, wins, seed=1):
    """Open questions: so often the pivot's answer is longer, and so often the longer one wins."""
    rng, its, kept = random.Random(seed), ways("a"), Kept()
    plan = planned([question(number, is_open=True) for number in range(count)], [its])
    for each in plan.questions:
        is_longer = rng.random() < longer
        texts = ("word " * 100, "word " * 50)
        answer(kept, each.asked, its.direct.name, texts[is_longer])
        answer(kept, each.asked, its.key, texts[not is_longer], "pivot:en")
        said = 1.0 if is_longer == (rng.random() < wins) else -1.0
        kept.add(Judged(each.id, its.key, said, "judge", used="a"))
    return plan, kept


def test_where_a_pivot_is_only_longer_nothing_is_shown():
    (cell,) = measured(*opened(400, longer=0.8, wins=0.85), error=0.05).cells
    assert cell.gain.low_points > 10
    assert cell.equal_length.low_points < 0 < cell.equal_length.high_points
    assert cell.shown is Gain.UNKNOWN


def test_what_is_preferred_at_equal_length_too_helps():
    plan, kept = opened(400, longer=0.5, wins=0.5)
    for each in plan.questions:
        said = 1.0 if random.Random(each.id).random() < 0.9 else -1.0
        kept.add(Judged(each.id, plan.ways[0].key, said, "judge", used="a"))
    (cell,) = measured(plan, kept, error=0.1).cells
    assert cell.equal_length.low_points > 20
    assert cell.shown is Gain.HELPS


def test_a_judge_that_was_not_measured_shows_nothing():
    (cell,) = measured(*opened(100, longer=0.5, wins=1.0)).cells
    assert (cell.gain.low_points, cell.gain.high_points) == (None, None)
    assert cell.equal_length.low_points is None
    assert (cell.shown, cell.is_uncounted) == (Gain.UNKNOWN, True)


def test_models_of_a_country_stand_side_by_side():
    models = [ways("a"), ways("b"), ways("c", "exaone"), ways("d", "unheard")]
    plan, kept = planned([question(number) for number in range(40)], models), Kept()
    for each in plan.questions:
        for place, its in enumerate(models):
            answer(kept, each.asked, its.direct.name, "1" if place in (0, 2) else "0")
    rows = measured(plan, kept, countries=True).countries
    assert [(r.country, r.models, r.quality.points) for r in rows] == [
        ("KR", 1, 100.0),
        ("CN", 2, 50.0),
        (None, 1, 0.0),
    ]
    assert rows[1].quality.low_points < 50 < rows[1].quality.high_points
    assert rows[0].quality.count == 40


def cell(model: str, language: str, gain: float | None, count: int = 50, **more) -> Cell:
    estimate = None if gain is None else Estimate(gain, None, None, count)
    return Cell(
        language=language, model=model, translator="t", is_open=False, is_configured=False,
        questions=count, direct=50.0, gain=estimate, **more,
    )  # fmt: skip


def test_what_was_not_measured_is_foreseen_from_four_cells_on():
    known = [cell("qwen-a", "sw", 30.0), cell("qwen-b", "sw", 28.0), cell("qwen-a", "de", 1.0)]
    missing = cell("qwen-b", "de", None)
    assert foreseen([*known, missing])[-1].foreseen_points is None
    *others, last = foreseen([*known, cell("qwen-c", "de", 0.0), missing])
    assert all(each.foreseen_points is None for each in others)
    assert 0 < last.foreseen_points < 20
    few = cell("qwen-d", "sw", -90.0, count=3)  # three pairs are no measurement
    *_, last = foreseen([*known, cell("qwen-c", "de", 0.0), few])
    assert last.foreseen_points > 5


HELPS = {"shown": Gain.HELPS}


@pytest.mark.parametrize(
    ("cells", "pivot", "lines"),
    [
        ([cell("a", "ko", 9.0)], PivotSection(), []),
        (
            [cell("a", "ko", 9.0, **HELPS), cell("a", "ja", 9.0, **HELPS)],
            PivotSection(),
            ["[pivot]", 'models = ["a"]', 'translator = "t"', 'middle = "en"'],
        ),
        (
            [cell("t", "ko", 9.0, **HELPS)],
            PivotSection(models=["b"]),
            ["[pivot]", 'models = ["b", "t"]', 'translator = ""', 'middle = "en"'],
        ),
        (
            [cell("a", "ko", 9.0, **HELPS)],
            PivotSection(models=["b"], translator="other"),
            ["[[arms]]", 'deployment = "a"', 'translator = "t"', 'middle = "en"'],
        ),
    ],
)
def test_the_lines_that_switch_it_on_keep_what_is_on(cells, pivot, lines):
    assert switch_on(Measured("en", 5.0, {}, tuple(cells)), pivot) == lines


class TestGains:
    """What of it is kept for whoever learns."""

    def gains(self, plan, kept):
        return gains_of(plan, kept, asyncio.run(scores_of(plan, kept)))

    def asked(self, models, gains, language="ko", *, at=5.0, learned=0):
        """Each model is always wrong directly, and right by its pivot as often as it is said."""
        kept, count = Kept(), 20
        plan = planned([question(number, language) for number in range(count)], models)
        for its, right in zip(models, gains, strict=True):
            for number, each in enumerate(plan.questions):
                is_right = "1" if number < right * count else "0"
                for key, text in ((its.direct.name, "0"), (its.key, is_right)):
                    is_learned = key == its.key and number < learned
                    kept.add(
                        Given(each.asked.id, key, text, "d", at=at + number, is_learned=is_learned)
                    )
        return plan, kept

    def test_a_gain_is_of_all_questions_and_as_old_as_the_first(self):
        (gain,) = self.gains(*self.asked([ways("a")], [0.5], learned=8))
        assert gain == MeasuredGain("qwen-a", "t", "en", "ko", 0.5, 20, 5.0, 8)

    def test_who_translates_for_itself_is_told_from_others(self):
        its = ways("a")
        own = Ways(its.direct, replace(its.pivot, ahead=(its.direct.deployment,)), False)
        (gain,) = self.gains(*self.asked([own], [0.5]))
        assert gain.translator == OWN

    def test_a_model_at_two_providers_is_one(self):
        here, there = ways("a"), Deployment("there/a", "q", "qwen-a")
        other = Ways(Arm("there/a", there), replace(here.pivot, deployment=there), False)
        (gain,) = self.gains(*self.asked([here, other], [0.2, 0.6]))
        assert (gain.gain, gain.questions) == (pytest.approx(0.4), 40)

    def test_few_questions_open_ones_and_other_setups_are_no_gain(self):
        its = ways("a")
        plan, kept = self.asked([its], [0.5])
        few = msgspec.structs.replace(plan, asks=plan.asks[:9])
        assert self.gains(few, kept) == []
        set_up = Ways(replace(its.direct, setup=Setup(output_tokens_max=9)), its.pivot, False)
        assert self.gains(*self.asked([set_up], [0.5])) == []
        open_ = planned([question(number, is_open=True) for number in range(20)], [its])
        assert self.gains(open_, kept) == []

    def test_a_pivot_that_gave_no_answer_counts_as_wrong(self):
        its = ways("a")
        plan, kept = self.asked([its], [1.0])
        last = plan.questions[-1].id
        del kept.all[last, its.key, "given"]
        kept.add(Failed(last, its.key, "d"))
        (gain,) = self.gains(plan, kept)
        assert (gain.gain, gain.questions) == (pytest.approx(0.95), 20)

    def test_an_answer_of_an_unknown_time_is_as_old_as_can_be(self):
        plan, kept = self.asked([ways("a")], [0.5])
        first = plan.questions[0].id
        kept.add(msgspec.structs.replace(kept.given(first, "a"), at=None))
        (gain,) = self.gains(plan, kept)
        assert gain.at == 0.0
