"""`auto` deviates only where that is shown or on trial, and it is said how likely that was."""

import math
from collections import Counter
from random import Random

import msgspec
import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest, Context, Message
from wayfare.domain.claim import ClaimState, Cover
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.key import Caller
from wayfare.domain.lot import Lot
from wayfare.domain.offer import Offer
from wayfare.domain.price import Price, Rates
from wayfare.gateway.certify.case import Asking
from wayfare.gateway.certify.guard import Guard
from wayfare.gateway.certify.lots import Lots
from wayfare.gateway.certify.purse import NoMoney
from wayfare.gateway.certify.shares import Sampling
from wayfare.gateway.certify.standing import Standing
from wayfare.gateway.certify.voting import VOTES_FROM, Voting
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.exploring import Exploring
from wayfare.routing.router import PriorRouter
from wayfare.routing.trial import Trial
from wayfare.settings.choosing import CertificateSection, Exploration

CHAT = frozenset({Feature.CHAT})
CONTEXT = Context("ko", CHAT, 100, 200, topic="tax")
PLAIN = ChatRequest("auto", (Message("user", "세금은 얼마인가요?"),), CHAT)
ASKING = Asking(PLAIN, CONTEXT, may_compare=True)
ROUTER = PriorRouter(point_worth_micros=200, baseline="large")


def offer(name: str, fare: int | None, quality: float) -> Offer:
    """An offer of an arm whose usual question costs as much as this one."""
    price = None if fare is None else Price(Rates(input=1_000 * fare, output=0))
    return Offer(Arm(name, Deployment(name, "p", name, price=price)), fare, quality, 900.0)


LARGE, SMALL, MINI = offer("large", 9_000, 0.95), offer("small", 300, 0.9), offer("mini", 10, 0.8)
OFFERS = (LARGE, SMALL, MINI)


class Known:
    """Claims that stand as they are told to."""

    def __init__(self, **standings: Standing) -> None:
        self.standings = standings
        self.drawn: list[str] = []

    def standing(self, baseline: str, arm: str, topic: str | None) -> Standing:
        assert (baseline, topic) == ("large", "tax")
        return self.standings.get(arm, Standing(lost=float(self.drawn.count(arm))))

    def note_drawn(self, baseline: str, arm: str, decision_id: str) -> None:
        self.drawn.append(arm)


def guard(known: Known | None = None, *, micros: int = 10**9, **given) -> Guard:
    purse = Exploring(Exploration(budget_micros=micros))
    return Guard(CertificateSection(**given), known or Known(), purse)


def clock(seed: int = 1) -> Clock:
    return Clock(now=lambda: 1_000.0, rng=Random(seed))


def chosen(goal: Goal = Goal.AUTO, trial: Trial | None = None, offers=OFFERS):
    return ROUTER.choose("d", goal, CONTEXT, offers, trial=trial)


def settled(guard: Guard, asking: Asking = ASKING, *, goal=Goal.AUTO, ticking=None, trial=None):
    return guard.settle(chosen(goal, trial), asking, trial, ticking or clock())


def test_what_was_wished_for_is_left_alone_and_not_covered():
    for goal in (Goal.BEST, Goal.CHEAP, Goal.FAST):
        found = settled(guard(), goal=goal)
        assert found.decision == chosen(goal)
        assert (found.covered.state, found.shadow) == (Cover.NOT_COVERED, None)
    assert settled(guard(), goal=Goal.NAMED).covered is None


def test_where_nothing_is_shown_the_baseline_answers_but_for_trials():
    assert chosen().choice is SMALL
    known, ticking = Known(), clock()
    one = guard(known, loss_max=10_000)
    found = [settled(one, ticking=ticking) for _ in range(4_000)]
    tried = [each for each in found if each.decision.choice is SMALL]
    back = [each for each in found if each.decision.choice is LARGE]
    assert len(tried) + len(back) == 4_000
    assert len(tried) / 4_000 == pytest.approx(0.1, abs=0.015)
    assert {each.covered.state for each in tried} == {Cover.TRIAL}
    assert all(each.shadow.share == 1.0 and not each.shadow.is_mirror for each in tried)
    assert {each.covered.state for each in back} == {Cover.BASELINE}
    assert {each.decision.reason.code for each in back} == {"not_shown"}
    assert {each.decision.propensity for each in tried} == {0.1}
    assert {each.decision.propensity for each in back} == {0.9}
    assert [o.arm.name for o in back[0].decision.offers] == ["large", "small", "mini"]


def test_what_is_shown_is_let_pass_and_compared_as_often_as_is_said():
    shown = Standing(ClaimState.CERTIFIED, Sampling(0.3, 0.1, 0.1, 0.05), compared=900)
    known, ticking = Known(small=shown), clock()
    one = guard(known)
    found = [settled(one, ticking=ticking) for _ in range(3_000)]
    assert all(each.decision.choice is SMALL for each in found)
    assert {each.covered.state for each in found} == {Cover.CERTIFIED}
    assert "900" in found[0].covered.reason.en
    assert "2 points" in found[0].covered.reason.en
    drawn = [each.shadow for each in found if each.shadow]
    assert len(drawn) / 3_000 == pytest.approx(0.3, abs=0.03)
    assert {(each.share, each.floor, each.arm_floor, each.baseline_floor) for each in drawn} == {
        (0.3, 0.1, 0.1, 0.05)
    }


def test_what_was_shown_to_harm_is_never_asked():
    known = Known(small=Standing(ClaimState.SUSPENDED, lost=-5.0))
    found = [settled(guard(known), ticking=clock(seed)) for seed in range(200)]
    assert all(each.decision.choice is LARGE and each.shadow is None for each in found)
    assert {each.decision.reason.code for each in found} == {"suspended"}
    assert {each.decision.propensity for each in found} == {1.0}


def test_the_trial_ends_before_more_than_the_bound_can_be_lost():
    known, ticking = Known(), clock()
    one = guard(known, trial_share=1.0, loss_max=7.0)
    found = [settled(one, ticking=ticking) for _ in range(50)]
    assert known.drawn == ["small"] * 7
    assert [each.decision.choice for each in found[7:]] == [LARGE] * 43


@pytest.mark.parametrize(
    "asking",
    [
        msgspec.structs.replace(ASKING, may_compare=False),
        msgspec.structs.replace(
            ASKING, request=msgspec.structs.replace(PLAIN, needs=CHAT | {Feature.TOOLS})
        ),
        msgspec.structs.replace(ASKING, request=msgspec.structs.replace(PLAIN, media_parts=1)),
        msgspec.structs.replace(ASKING, request=msgspec.structs.replace(PLAIN, choices=2)),
    ],
)
def test_what_cannot_be_compared_is_answered_by_the_baseline(asking):
    shown = Known(small=Standing(ClaimState.CERTIFIED, Sampling(0.3, 0.1), compared=900))
    for known in (Known(), shown):
        found = [settled(guard(known, trial_share=1.0), asking) for _ in range(20)]
        assert all(each.decision.choice is LARGE and each.shadow is None for each in found)


def test_a_critical_question_is_put_to_no_trial_but_goes_where_it_is_shown():
    asking = msgspec.structs.replace(
        ASKING, context=msgspec.structs.replace(CONTEXT, critical=True)
    )
    assert settled(guard(trial_share=1.0), asking).decision.choice is LARGE
    shown = Known(small=Standing(ClaimState.CERTIFIED, Sampling(0.3, 0.1), compared=900))
    assert settled(guard(shown), asking).decision.choice is SMALL


def test_a_ticket_says_by_how_many_votes_it_is_shown():
    said = {}
    for voted in (0, 1_234):
        known = Known(small=Standing(ClaimState.CERTIFIED, compared=5_000, voted=voted))
        said[voted] = settled(guard(known)).covered.reason
    assert "5,000 compared." in said[0].en
    assert said[1_234].en.endswith(
        "5,000 compared, by 1,234 people's votes, judge as control variate."
    )
    assert said[1_234].ko.endswith("견준 답 5,000건(사람의 평가 1,234건. 심판은 통제 변수).")


def test_whether_a_person_is_asked_is_drawn_with_the_answer_and_kept():
    voting = Voting(0.5, lambda _: VOTES_FROM, lambda _: 0, lambda: 1_000.0)
    voting.refresh()
    purse = Exploring(Exploration(budget_micros=10**9))
    known = Known(small=Standing(ClaimState.CERTIFIED, compared=900))
    one = Guard(CertificateSection(), known, purse, None, voting)
    readable = Asking(PLAIN, CONTEXT, may_compare=True, may_read=True)
    shadows = [settled(one, readable, ticking=clock(seed)).shadow for seed in range(60)]
    assert {each.vote_chance for each in shadows} == {0.5}
    assert 15 < sum(bool(each.is_vote_drawn) for each in shadows) < 45
    kept_nowhere = settled(one).shadow
    assert (kept_nowhere.vote_chance, kept_nowhere.is_vote_drawn) == (0.5, None)


def test_without_money_nothing_is_tried_and_what_is_shown_is_not_compared():
    known = Known()
    one = guard(known, trial_share=1.0, micros=3 * LARGE.fare_micros)
    found = [settled(one) for _ in range(10)]
    assert [each.decision.choice for each in found] == [SMALL] * 3 + [LARGE] * 7
    assert {each.decision.propensity for each in found[3:]} == {1.0}
    shown = Known(small=Standing(ClaimState.CERTIFIED, compared=900))
    found = [settled(guard(shown, micros=0)) for _ in range(10)]
    assert all(each.decision.choice is SMALL and each.shadow is None for each in found)


def of_length(times: float) -> tuple[Offer, ...]:
    """The offers for a question so many times as long as a usual one."""
    fares = [round(times * each.fare_micros) for each in OFFERS]
    return tuple(
        msgspec.structs.replace(each, fare_micros=fare)
        for each, fare in zip(OFFERS, fares, strict=True)
    )


@pytest.mark.parametrize("state", [ClaimState.NONE, ClaimState.CERTIFIED])
@pytest.mark.parametrize("times", [0.2, 1.0, 4.0])
def test_whether_the_money_suffices_does_not_depend_on_the_question(state, times):
    """Near the end of a day's money only short questions would be compared."""
    for left, is_enough in ((0.9, False), (1.1, True)):
        known = Known(small=Standing(state, compared=900))
        purse = Exploring(Exploration(budget_micros=10 * LARGE.fare_micros))
        purse.pay(round((10 - left) * LARGE.fare_micros))
        one = Guard(CertificateSection(trial_share=1.0), known, purse)
        decision = chosen(offers=of_length(times))
        found = one.settle(decision, ASKING, None, Clock(now=lambda: 0.0, rng=Random(1)))
        assert (found.shadow is not None) is is_enough
        passes = is_enough or state is ClaimState.CERTIFIED
        assert found.decision.choice.arm.name == ("small" if passes else "large")


def test_long_questions_are_compared_as_often_as_they_are_asked():
    """Over many days, each of which ends before its money suffices for all."""
    known = Known(small=Standing(ClaimState.CERTIFIED, compared=900))
    purse, rng = Exploring(Exploration(budget_micros=10 * LARGE.fare_micros)), Random(7)
    one, long = Guard(CertificateSection(), known, purse), Counter()
    for number in range(40_000):
        is_long = rng.random() < 0.5
        decision = chosen(offers=of_length(3.0 if is_long else 0.3))
        ticking = Clock(now=lambda at=number: at * 2_160.0, rng=rng)
        if one.settle(decision, ASKING, None, ticking).shadow is not None:
            long[is_long] += 1
    assert 5_000 < long.total() < 20_000
    assert long[True] / long.total() == pytest.approx(0.5, abs=0.015)


@pytest.mark.parametrize("state", [ClaimState.NONE, ClaimState.CERTIFIED])
def test_a_question_that_no_day_could_pay_for_is_answered_by_the_baseline(state):
    """Such answers are never compared, so no claim is about them."""
    known = Known(small=Standing(state, compared=900))
    one = guard(known, trial_share=1.0, micros=5 * LARGE.fare_micros)
    for times, arm in ((4.9, "small"), (5.1, "large")):
        found = one.settle(chosen(offers=of_length(times)), ASKING, None, clock())
        assert found.decision.choice.arm.name == arm
        assert found.decision.propensity == 1.0
        assert (found.shadow is not None) is (arm == "small")


def test_what_costs_nobody_knows_what_is_not_tried():
    offers = (LARGE, msgspec.structs.replace(SMALL, fare_micros=None))
    best = PriorRouter(200, baseline="small").choose("d", Goal.AUTO, CONTEXT, offers)
    assert best.choice is LARGE

    class Any(Known):
        def standing(self, baseline, arm, topic):
            return Standing()

    found = guard(Any(), trial_share=1.0).settle(best, ASKING, None, clock())
    assert found.decision.choice.arm.name == "small"


def test_in_mirror_the_baseline_always_answers_and_the_other_is_asked_beside():
    known, ticking = Known(), clock()
    one = guard(known, mode="mirror", trial_share=0.5, loss_max=10_000)
    found = [settled(one, ticking=ticking) for _ in range(1_000)]
    assert all(each.decision.choice is LARGE for each in found)
    assert {each.decision.propensity for each in found} == {1.0}
    shadows = [each.shadow for each in found if each.shadow]
    assert len(shadows) / 1_000 == pytest.approx(0.5, abs=0.05)
    assert all(each.is_mirror and each.arm == "small" for each in shadows)
    assert {(each.share, each.floor, each.arm_floor) for each in shadows} == {(0.5, 0.5, 0.5)}


def test_in_mirror_what_is_shown_counts_no_more_than_what_is_on_trial():
    """Of an arm's wanted answers, those on trial are compared with the chance of the trial."""
    shown = Standing(ClaimState.CERTIFIED, Sampling(0.4, 0.3, 0.3, 0.3), compared=900)
    one, ticking = guard(Known(small=shown), mode="mirror", trial_share=0.1), clock()
    found = [settled(one, ticking=ticking) for _ in range(500)]
    assert all(each.decision.choice.arm.name == "small" for each in found)
    shadows = [each.shadow for each in found if each.shadow]
    assert len(shadows) / 500 == pytest.approx(0.4, abs=0.06)
    one_of_them = shadows[0]
    assert (one_of_them.share, one_of_them.floor) == (0.4, 0.3)
    assert (one_of_them.arm_floor, one_of_them.baseline_floor) == (0.1, 0.1)


def test_open_goes_by_estimates_and_says_so():
    found = settled(guard(mode="open"))
    assert found.decision == chosen()
    assert (found.covered.state, found.shadow) == (Cover.OPEN, None)


def test_a_look_without_a_clock_draws_nothing():
    found = guard(trial_share=1.0).settle(chosen(), ASKING, None, None)
    assert (found.decision.choice, found.shadow) == (LARGE, None)


def test_the_propensities_are_how_often_each_arm_answers():
    """Trials of the router, trials of the guard, and a claim that is shown, all at once."""
    known = Known(mini=Standing(ClaimState.CERTIFIED, Sampling(0.3, 0.1), compared=900))
    one, ticking = guard(known, trial_share=0.4, loss_max=10**6), clock()
    counts, said = Counter(), {}
    for _ in range(20_000):
        lot = ticking.rng.random()
        drawn = "mini" if lot < 0.15 else "large" if lot < 0.2 else None
        trial = Trial(0.2, {"mini": 0.75, "large": 0.25}, drawn)
        decision = settled(one, ticking=ticking, trial=trial).decision
        counts[decision.choice.arm.name] += 1
        said.setdefault(decision.choice.arm.name, set()).add(round(decision.propensity, 9))
    assert said == {"small": {0.32}, "mini": {0.15}, "large": {0.53}}
    for arm, (likely,) in said.items():
        assert counts[arm] / 20_000 == pytest.approx(likely, abs=0.012)


def test_of_a_later_turn_it_says_that_others_may_have_given_the_answers_before():
    its = guard(Known(small=Standing(ClaimState.CERTIFIED, compared=900)))
    first = settled(its).covered
    turns = (*PLAIN.messages, Message("assistant", "10 %"), Message("user", "왜요?"))
    request = msgspec.structs.replace(PLAIN, messages=turns)
    later = settled(its, msgspec.structs.replace(ASKING, request=request)).covered
    assert (first.state, later.state) == (Cover.CERTIFIED, Cover.CERTIFIED)
    assert "whoever answered those" in later.reason.en
    assert "누가 했든" in later.reason.ko
    assert "whoever" not in first.reason.en


class TestHeld:
    """Conversations that stay with the baseline by lot, and the others beside them."""

    HELD, LEFT = Lot("u", 0.2, is_held=True), Lot("v", 0.2, is_held=False)

    def settled(self, guard: Guard, lot: Lot, *, trial=None, goal=Goal.AUTO, asking=ASKING):
        decision = msgspec.structs.replace(chosen(goal, trial), lot=lot)
        return guard.settle(decision, asking, trial, clock())

    @pytest.mark.parametrize("mode", ["guarded", "open"])
    def test_the_baseline_answers_whatever_is_shown(self, mode):
        certified = Known(small=Standing(ClaimState.CERTIFIED))
        found = self.settled(guard(certified, mode=mode), self.HELD)
        assert found.decision.choice is LARGE
        assert found.decision.runner_up is SMALL
        assert found.decision.reason.code == "held_by_lot"
        assert (found.covered.state, found.shadow, certified.drawn) == (Cover.HELD, None, [])
        assert "20 of 100" in found.covered.reason.en
        assert found.decision.lot == self.HELD

    @pytest.mark.parametrize("mode", ["guarded", "open"])
    @pytest.mark.parametrize("share", [0.05, 0.5])
    def test_propensities_are_those_of_the_lot_the_router_and_the_guard(self, mode, share):
        """Over many lots, each arm answers as often as is said, and weights add up to 1."""
        rng, counts, inverse, runs = Random(3), Counter(), Counter(), 6_000
        ticking = clock(9)
        parts = {"large": 0.2, "mini": 0.8}
        for number in range(runs):
            tried = rng.choices(list(parts), list(parts.values()))[0]
            trial = Trial(0.7, parts, tried if rng.random() < 0.7 else None)
            lot = Lot(str(number), share, is_held=rng.random() < share)
            decision = msgspec.structs.replace(chosen(trial=trial), lot=lot)
            known = Known(mini=Standing(ClaimState.CERTIFIED))
            found = guard(known, mode=mode).settle(decision, ASKING, trial, ticking).decision
            name = found.choice.arm.name
            counts[name] += 1
            inverse[name] += 1 / found.propensity
            said = found.propensity
            if number == 0:
                first = {name: said}
            assert first.setdefault(name, said) == pytest.approx(said)
        assert sum(first.values()) == pytest.approx(1.0)
        for name, total in inverse.items():
            assert total / runs == pytest.approx(1.0, abs=4 / math.sqrt(first[name] * runs))
            assert counts[name] / runs == pytest.approx(first[name], abs=0.03)

    def test_where_the_router_takes_the_baseline_itself_only_the_chance_changes(self):
        offers = (LARGE, MINI)
        decision = ROUTER.choose("d", Goal.AUTO, CONTEXT, offers)
        if decision.choice is not LARGE:
            decision = msgspec.structs.replace(decision, offers=offers)
        for lot in (self.HELD, self.LEFT):
            its = msgspec.structs.replace(decision, lot=lot)
            found = guard().settle(its, ASKING, None, clock()).decision
            assert (found.choice, found.propensity) == (LARGE, 1.0)
            assert found.reason == decision.reason

    @pytest.mark.parametrize("goal", [Goal.BEST, Goal.CHEAP, Goal.FAST, Goal.NAMED])
    def test_wishes_are_never_held(self, goal):
        found = self.settled(guard(), self.HELD, goal=goal)
        assert found.decision.offers == chosen(goal).offers
        assert found.covered is None or found.covered.state is Cover.NOT_COVERED

    def test_in_mirror_no_lot_is_drawn(self):
        caller = Caller("mina", "k")
        for mode, has_one in (("guarded", True), ("open", True), ("mirror", False)):
            section = CertificateSection(mode=mode)
            its = Guard(section, Known(), NoMoney(), Lots(b"s", 0.5))
            assert (its.draw(caller, "c", PLAIN) is not None) is has_one
        assert guard().draw(caller, "c", PLAIN) is None
