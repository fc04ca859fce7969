"""The order of offers for each goal, what is left out, and what is said of it."""

import random
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.arm import Arm, Setup
from wayfare.domain.chat import Context
from wayfare.domain.decision import Exclusion, Goal, Reason
from wayfare.domain.deployment import Deployment, Feature, Prior
from wayfare.domain.offer import Offer
from wayfare.domain.price import Price, Rates
from wayfare.routing.filters import unfit
from wayfare.routing.prior import prior_from_price
from wayfare.routing.quote import quote
from wayfare.routing.reasons import dollars, points, reason, seconds
from wayfare.routing.router import (
    DOUBT,
    DOUBT_AFTER_CHANGE,
    QUALITY_UNKNOWN,
    PriorRouter,
    sureness_of,
)
from wayfare.routing.trial import Trial

CHAT = frozenset({Feature.CHAT})
KOREAN = Context("ko", CHAT, input_tokens=100, output_tokens=200)
ENGLISH = Context("en", CHAT, input_tokens=100, output_tokens=200)
ROUTER = PriorRouter(point_worth_micros=200)
GOALS = [Goal.AUTO, Goal.BEST, Goal.CHEAP, Goal.FAST]


def offer(name, fare=None, quality=None, time_ms=None) -> Offer:
    return Offer(Arm(name, Deployment(name, "p", name)), fare, quality, time_ms)


def order(goal: Goal, *offers: Offer, context=KOREAN) -> list[str]:
    return [o.arm.name for o in ROUTER.choose("d", goal, context, offers).offers]


GOOD = offer("good", fare=9_000, quality=0.95, time_ms=4_000)
FAIR = offer("fair", fare=300, quality=0.80, time_ms=2_000)
POOR = offer("poor", fare=10, quality=0.50, time_ms=500)
NEW = offer("new")


@pytest.mark.parametrize(
    ("goal", "ranked"),
    [
        (Goal.BEST, ["good", "fair", "new", "poor"]),
        (Goal.CHEAP, ["poor", "fair", "good", "new"]),
        (Goal.FAST, ["poor", "fair", "good", "new"]),
        # a point is worth 200: good 19000-9000, fair 16000-300, poor 10000-10
        (Goal.AUTO, ["fair", "good", "poor", "new"]),
    ],
)
def test_each_goal_has_its_order(goal, ranked):
    assert order(goal, NEW, GOOD, POOR, FAIR) == ranked


offers = st.lists(
    st.builds(
        offer,
        st.uuids().map(str),
        st.none() | st.integers(0, 10**7),
        st.none() | st.floats(0, 1),
        st.none() | st.floats(0, 10**6),
    ),
    min_size=1,
    max_size=6,
)


@given(offers=offers)
def test_an_unknown_price_is_never_taken_for_a_cheap_one(offers):
    for goal in (Goal.CHEAP, Goal.AUTO):
        fares = [o.fare_micros for o in ROUTER.choose("d", goal, KOREAN, offers).offers]
        assert fares == sorted(fares, key=lambda fare: fare is None)  # the known come first


@given(offers=offers)
def test_an_unknown_time_is_never_taken_for_a_short_one(offers):
    times = [o.time_ms for o in ROUTER.choose("d", Goal.FAST, KOREAN, offers).offers]
    assert times == sorted(times, key=lambda time: (time is None, time))


def test_an_unknown_quality_is_neither_the_best_nor_the_worst():
    assert order(Goal.BEST, NEW, GOOD, POOR) == ["good", "new", "poor"]
    assert POOR.quality < QUALITY_UNKNOWN < FAIR.quality


@given(offers=offers, goal=st.sampled_from(GOALS), seed=st.integers())
def test_the_same_offers_are_ranked_alike_and_none_is_lost(offers, goal, seed):
    decision = ROUTER.choose("d", goal, KOREAN, offers)
    assert ROUTER.choose("d", goal, KOREAN, offers) == decision
    assert sorted(o.arm.name for o in decision.offers) == sorted(o.arm.name for o in offers)
    assert decision.propensity == 1.0
    assert decision.choice == decision.offers[0]
    assert (decision.id, decision.goal, decision.router) == ("d", goal, "prior")
    shuffled = random.Random(seed).sample(offers, len(offers))
    again = ROUTER.choose("d", goal, KOREAN, shuffled)
    assert again.choice.fare_micros == decision.choice.fare_micros
    assert again.choice.quality == decision.choice.quality


def test_ties_go_by_the_next_thing_that_matters():
    cheap, dear = offer("cheap", 10, 0.8, 900.0), offer("dear", 20, 0.8, 100.0)
    assert order(Goal.BEST, dear, cheap) == ["cheap", "dear"]
    good, poor = offer("good", 10, 0.9, 900.0), offer("poor", 10, 0.8, 100.0)
    assert order(Goal.CHEAP, poor, good) == ["good", "poor"]
    assert order(Goal.FAST, offer("dear", 20, 0.8, 100.0), poor) == ["poor", "dear"]


def test_the_worth_of_a_point_is_the_owners():
    assert PriorRouter(0).choose("d", Goal.AUTO, KOREAN, [GOOD, POOR]).choice is POOR
    assert PriorRouter(10_000).choose("d", Goal.AUTO, KOREAN, [GOOD, POOR]).choice is GOOD


def test_a_decision_keeps_what_was_left_out():
    excluded = [Exclusion("x", reason("too_long", context_tokens="8"))]
    decision = ROUTER.choose("d", Goal.AUTO, KOREAN, [FAIR, GOOD], excluded)
    assert decision.excluded == tuple(excluded)
    assert decision.runner_up is GOOD
    assert ROUTER.choose("d", Goal.AUTO, KOREAN, [FAIR]).runner_up is None


# --- filters -----------------------------------------------------------------------------


def arm(**fields) -> Arm:
    return Arm("a", Deployment("a", "p", "a", **fields))


@pytest.mark.parametrize(
    ("fields", "context", "code"),
    [
        ({}, KOREAN, None),
        ({"languages": frozenset({"ko"})}, KOREAN, None),
        ({"languages": frozenset({"en"})}, KOREAN, "lacks_language"),
        ({"languages": frozenset({"en"})}, ENGLISH, None),
        ({"languages": frozenset({"en"})}, Context("und", CHAT, 1, 1), "lacks_language"),
        ({"languages": frozenset()}, ENGLISH, "lacks_language"),
        ({"features": CHAT}, Context("en", CHAT | {Feature.TOOLS}, 1, 1), "lacks_feature"),
        ({"features": frozenset({Feature.EMBEDDINGS})}, ENGLISH, "lacks_feature"),
        ({"context_tokens": 99}, ENGLISH, "too_long"),
        ({"context_tokens": 100}, ENGLISH, None),
        ({"context_tokens": None}, ENGLISH, None),
    ],
)
def test_an_arm_is_left_out_only_for_what_it_cannot(fields, context, code):
    found = unfit(arm(**fields), context)
    assert (found.code if found else None) == code


# --- what is said ------------------------------------------------------------------------


def test_the_only_one_of_several_that_can_is_not_the_only_one_there_is():
    left_out = [Exclusion("fair", reason("lacks_feature", missing="tools"))]
    decision = ROUTER.choose("d", Goal.AUTO, KOREAN, [GOOD], left_out)
    assert decision.reason == reason("only_one", language={"ko": "한국어", "en": "Korean"})
    assert "이것뿐입니다" in decision.reason.ko


@pytest.mark.parametrize(
    ("goal", "offers", "ko", "en"),
    [
        (
            Goal.NAMED,
            [GOOD],
            "요청에서 이 모델을 지정했습니다.",
            "The request names this model.",
        ),
        (
            Goal.AUTO,
            [GOOD],
            "`auto`가 쓰는 모델이 이것뿐이라 고를 것이 없습니다.",
            "There is nothing to choose: it is the only model that `auto` takes.",
        ),
        (
            Goal.BEST,
            [GOOD, FAIR],
            (
                "한국어 품질이 가장 높을 것으로 봅니다: 100점 만점에 95점, "
                "다음은 fair 100점 만점에 80점."
            ),
            "Best presumed quality in Korean: 95 of 100, next fair with 80 of 100.",
        ),
        (
            Goal.AUTO,
            [GOOD, FAIR],
            (
                "값에 견준 한국어 품질이 가장 좋을 것으로 봅니다: 100점 만점에 80점 / $0.000300, "
                "다음은 good 100점 만점에 95점 / $0.009000."
            ),
            (
                "Best presumed quality for its price in Korean: 80 of 100 at $0.000300, "
                "next good with 95 of 100 at $0.009000."
            ),
        ),
        (
            Goal.CHEAP,
            [FAIR, NEW],
            "가장 쌉니다: $0.000300, 다음은 new 아직 모름.",
            "Cheapest: $0.000300, next new at not yet known.",
        ),
        (
            Goal.FAST,
            [FAIR, POOR],
            "가장 빠를 것으로 봅니다: 0.5초, 다음은 fair 2.0초.",
            "Presumed fastest: 0.5 s, next fair with 2.0 s.",
        ),
    ],
)
def test_a_reason_is_said_in_korean_and_in_english(goal, offers, ko, en):
    found = ROUTER.choose("d", goal, KOREAN, offers).reason
    assert (found.ko, found.en) == (ko, en)


def test_where_the_price_makes_no_difference_it_is_not_mentioned():
    local = [offer("a", 0, 0.5, 1.0), offer("b", 0, 0.4, 1.0)]
    found = ROUTER.choose("d", Goal.AUTO, ENGLISH, local).reason
    assert found.code == "best"
    assert found.en == "Best presumed quality in English: 50 of 100, next b with 40 of 100."


@pytest.mark.parametrize(
    ("code", "values", "ko", "en"),
    [
        (
            "failed_over",
            {"first": "gpt"},
            "먼저 고른 모델(gpt)에서 답이 시작되지 않아 다음 모델이 답했습니다.",
            "gpt, chosen first, could not begin to answer, so the next one did.",
        ),
        (
            "lacks_feature",
            {"missing": "tools"},
            "이 요청에 필요한 기능이 없습니다: tools.",
            "It lacks what this request needs: tools.",
        ),
        (
            "lacks_language",
            {"language": {"ko": "한국어", "en": "Korean"}},
            "한국어로 답할 수 있다고 알려져 있지 않습니다.",
            "It is not known to answer in Korean.",
        ),
        (
            "too_long",
            {"context_tokens": "4,096"},
            "질문이 이 모델의 문맥 4,096토큰보다 깁니다.",
            "The question is longer than its context of 4,096 tokens.",
        ),
    ],
)
def test_a_sentence_is_filled_in_both_languages(code, values, ko, en):
    assert reason(code, **values) == Reason(code, ko, en)


@given(offers=offers, goal=st.sampled_from([*GOALS, Goal.NAMED]))
def test_no_reason_leaves_a_gap(offers, goal):
    found = ROUTER.choose("d", goal, Context("und", CHAT, 1, 1), offers).reason
    for sentence in (found.ko, found.en):
        assert re.search(r"[{}]|None|nan|inf", sentence) is None
        assert sentence.endswith(".")


def test_braces_in_a_name_are_only_letters():
    found = ROUTER.choose("d", Goal.CHEAP, ENGLISH, [FAIR, offer("{x}", 900)]).reason
    assert "next {x} at $0.000900" in found.en


def test_what_is_not_known_is_said_to_be_so():
    for say in (points, dollars, seconds):
        assert say(None) == {"ko": "아직 모름", "en": "not yet known"}
    assert dollars(0)["en"] == "$0.000000"


# --- quotes and priors -------------------------------------------------------------------

PRICE = Price(Rates(input=1_000_000, output=4_000_000))


def test_a_quote_is_the_price_of_what_is_presumed():
    prior = Prior({"": 0.5, "ko": 0.7}, tokens_per_s=100, first_token_ms=250)
    found = quote(arm(price=PRICE, prior=prior), KOREAN)
    assert (found.fare_micros, found.quality, found.time_ms) == (100 + 4 * 200, 0.7, 2_250)
    assert quote(arm(price=PRICE, prior=prior), ENGLISH).quality == 0.5


def test_what_is_not_known_is_quoted_as_unknown():
    found = quote(arm(), KOREAN)
    assert (found.fare_micros, found.quality, found.time_ms) == (None, None, None)
    assert quote(arm(prior=Prior({"en": 0.9})), KOREAN).quality is None


def test_a_local_model_costs_no_money():
    assert quote(arm(is_local=True), KOREAN).fare_micros == 0


def test_a_setup_changes_the_fare():
    deployment = Deployment("a", "p", "a", price=PRICE)
    short = Arm("a@50t", deployment, Setup(output_tokens_max=50))
    wordy = Arm("wordy", deployment, Setup(system_prompt="x" * 400))
    assert quote(short, KOREAN).fare_micros == 100 + 4 * 50
    assert quote(wordy, KOREAN).fare_micros == 100 + 100 + 4 * 200


def test_a_dearer_model_is_presumed_to_be_better_but_never_perfect():
    dollars_per_mtok = [0, 0.001, 0.01, 0.1, 1, 10, 100, 1_000]
    shares = [
        prior_from_price(Price(Rates(0, int(d * 1_000_000)))).quality_in("ko")
        for d in dollars_per_mtok
    ]
    assert shares == sorted(shares)
    assert shares[0] == shares[2]  # below a cent, a price says nothing more
    assert all(QUALITY_UNKNOWN < share < 1 for share in shares)
    assert prior_from_price(PRICE).basis == "presumed from its price"


def test_a_trial_comes_first_with_its_propensity_and_says_so():
    trial = Trial(0.1, {"good": 0.25, "poor": 0.75}, "poor")
    decision = ROUTER.choose("d", Goal.AUTO, ENGLISH, [GOOD, FAIR, POOR], (), trial)
    assert [o.arm.name for o in decision.offers] == ["poor", "fair", "good"]
    assert decision.propensity == pytest.approx(0.075)
    assert decision.reason.code == "tried"
    assert "fair" in decision.reason.ko


def test_a_lot_that_falls_on_the_best_or_on_nobody_changes_nothing():
    plain = ROUTER.choose("d", Goal.AUTO, ENGLISH, [GOOD, FAIR, POOR])
    for drawn, propensity in ((None, 0.9), ("gone", 0.9), ("fair", 0.9)):
        trial = Trial(0.1, {"poor": 1.0}, drawn)
        decision = ROUTER.choose("d", Goal.AUTO, ENGLISH, [GOOD, FAIR, POOR], (), trial)
        assert decision.offers == plain.offers
        assert decision.reason == plain.reason
        assert decision.propensity == pytest.approx(propensity)


def test_a_lead_that_is_in_doubt_counts_less():
    ahead = Offer(Arm("ahead", Deployment("ahead", "p", "ahead")), 300, 0.81, None, 9, 0.1)
    assert order(Goal.BEST, ahead, FAIR) == ["fair", "ahead"]
    surer = Offer(Arm("ahead", Deployment("ahead", "p", "ahead")), 300, 0.81, None, 900, 0.01)
    assert order(Goal.BEST, surer, FAIR) == ["ahead", "fair"]


def test_a_pivot_whose_model_changed_must_be_ahead_by_more():
    model = Deployment("ahead", "p", "ahead")
    pivot = Arm("ahead@via-en", model, path="pivot:en", ahead=(model,))
    assert sureness_of(Arm("ahead", model), None) == sureness_of(Arm("ahead", model), 7.0) == DOUBT
    assert sureness_of(pivot, None) == DOUBT
    assert sureness_of(pivot, 7.0) == DOUBT_AFTER_CHANGE > DOUBT
    lead = Offer(pivot, 300, 0.85, None, 9, 0.03)
    changed = msgspec.structs.replace(lead, changed_at=7.0)
    assert order(Goal.BEST, lead, FAIR) == ["ahead@via-en", "fair"]
    assert order(Goal.BEST, changed, FAIR) == ["fair", "ahead@via-en"]
    surer = msgspec.structs.replace(changed, doubt=0.02)
    assert order(Goal.BEST, surer, FAIR) == ["ahead@via-en", "fair"]
    direct = msgspec.structs.replace(changed, arm=Arm("ahead", model))
    assert order(Goal.BEST, direct, FAIR) == ["ahead", "fair"]
