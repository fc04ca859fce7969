"""Money to the micro-dollar, against exact fractions reckoned another way."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.cost import Cost, CostState, cost_of
from wayfare.domain.deployment import Deployment
from wayfare.domain.price import Price, Rates
from wayfare.domain.usage import Usage

rate = st.integers(0, 200_000_000)
maybe_rate = st.none() | rate
rates = st.builds(
    Rates,
    input=rate,
    output=rate,
    cached=maybe_rate,
    cache_write=maybe_rate,
    reasoning=maybe_rate,
    audio_input=maybe_rate,
    audio_output=maybe_rate,
)
tokens = st.integers(0, 2_000_000)
prices = st.builds(
    Price,
    rates=rates,
    tiers=st.lists(st.tuples(st.integers(1, 300_000), rates), max_size=3).map(
        lambda some: tuple(sorted(some, key=lambda tier: tier[0]))
    ),
    request_micros=st.integers(0, 10_000),
)


@st.composite
def usages(draw) -> Usage:
    """A usage whose parts add up: special tokens are among those of their side."""
    plain_in, cached, written, heard, plain_out, thought, spoken = (draw(tokens) for _ in range(7))
    return Usage(
        input_tokens=plain_in + cached + written + heard,
        output_tokens=plain_out + thought + spoken,
        cached_tokens=cached,
        cache_write_tokens=written,
        reasoning_tokens=thought,
        audio_input_tokens=heard,
        audio_output_tokens=spoken,
    )


def exact_micros(price: Price, usage: Usage) -> int:
    held = [rates for threshold, rates in price.tiers if usage.input_tokens > threshold]
    at = held[-1] if held else price.rates
    bill = [
        (usage.cached_tokens, at.cached, at.input),
        (usage.cache_write_tokens, at.cache_write, at.input),
        (usage.audio_input_tokens, at.audio_input, at.input),
        (usage.reasoning_tokens, at.reasoning, at.output),
        (usage.audio_output_tokens, at.audio_output, at.output),
    ]
    plain_in = usage.input_tokens - sum(count for count, _, _ in bill[:3])
    plain_out = usage.output_tokens - sum(count for count, _, _ in bill[3:])
    bill += [(plain_in, at.input, at.input), (plain_out, at.output, at.output)]
    micros = sum(
        (
            Fraction(count, 1_000_000) * (plain if own is None else own)
            for count, own, plain in bill
        ),
        Fraction(price.request_micros),
    )
    return floor(micros + Fraction(1, 2))


@given(price=prices, usage=usages())
def test_a_cost_is_the_exact_one_rounded_half_up_once(price, usage):
    assert price.cost_micros(usage) == exact_micros(price, usage)


@given(price=prices, usage=usages(), more=st.integers(1, 1000))
def test_an_answer_never_costs_less_for_being_longer(price, usage, more):
    longer = Usage(usage.input_tokens, usage.output_tokens + more)
    assert price.cost_micros(longer) >= price.cost_micros(
        Usage(usage.input_tokens, usage.output_tokens)
    )


@pytest.mark.parametrize(
    ("micros_per_mtok", "tokens_used", "cost"),
    [
        (1, 499_999, 0),
        (1, 500_000, 1),
        (1, 1_499_999, 1),
        (150_000, 10, 2),
        (150_000, 3, 0),
        (150_000, 4, 1),
    ],
)
def test_half_a_micro_dollar_is_rounded_up(micros_per_mtok, tokens_used, cost):
    assert Rates(input=micros_per_mtok, output=0).cost_micros(Usage(tokens_used, 0)) == cost


def test_parts_of_a_micro_dollar_are_added_before_they_are_rounded():
    # 0.3 + 0.3 of a micro-dollar: each alone would be rounded to nothing
    assert Rates(input=300_000, output=300_000).cost_micros(Usage(1, 1)) == 1


def test_a_tier_holds_for_the_whole_request_once_the_input_is_longer():
    price = Price(
        Rates(1_000_000, 0), tiers=((100, Rates(2_000_000, 0)), (200, Rates(3_000_000, 0)))
    )
    costs = [price.cost_micros(Usage(n, 0)) for n in (100, 101, 200, 201)]
    assert costs == [100, 202, 400, 603]


def test_a_kind_without_a_rate_of_its_own_is_charged_as_plain_tokens():
    plain = Rates(input=3_000_000, output=5_000_000)
    usage = Usage(10, 20, cached_tokens=4, cache_write_tokens=2, reasoning_tokens=15)
    assert plain.cost_micros(usage) == 130


def test_a_rate_of_nothing_is_a_rate():
    free = Rates(input=3_000_000, output=5_000_000, cached=0, reasoning=0)
    usage = Usage(10, 20, cached_tokens=4, reasoning_tokens=15)
    assert free.cost_micros(usage) == 6 * 3 + 5 * 5


def test_counts_that_do_not_add_up_are_never_charged_below_nothing():
    usage = Usage(5, 3, cached_tokens=9, reasoning_tokens=9)
    rates = Rates(input=1_000_000, output=1_000_000, cached=0, reasoning=0)
    assert rates.cost_micros(usage) == 0


PRICE = Price(Rates(input=1_000_000, output=2_000_000), request_micros=7)


@pytest.mark.parametrize(
    ("deployment", "counted", "cost"),
    [
        (Deployment("a", "p", "a", price=PRICE), True, Cost(57, CostState.SETTLED)),
        (Deployment("a", "p", "a", price=PRICE), False, Cost(57, CostState.ESTIMATED)),
        (Deployment("a", "p", "a"), True, Cost(None, CostState.UNKNOWN)),
        (Deployment("a", "p", "a"), False, Cost(None, CostState.UNKNOWN)),
        (Deployment("a", "p", "a", is_local=True), True, Cost(0, CostState.LOCAL)),
        (Deployment("a", "p", "a", is_local=True, price=PRICE), False, Cost(0, CostState.LOCAL)),
    ],
)
def test_a_cost_says_how_sure_it_is(deployment, counted, cost):
    assert cost_of(deployment, Usage(10, 20), counted_by_provider=counted) == cost


def test_a_refused_request_costs_no_fee_either():
    deployment = Deployment("p/m", "p", "m", price=PRICE)
    refused = cost_of(deployment, Usage(0, 0), counted_by_provider=False)
    assert refused == Cost(0, CostState.ESTIMATED)
    assert cost_of(deployment, Usage(1, 0), counted_by_provider=False).micros == 8
