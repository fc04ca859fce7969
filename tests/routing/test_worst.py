"""The worst price of a call bounds every usage that can come of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.arm import Arm, Setup
from wayfare.domain.chat import ChatRequest
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.price import Price, Rates
from wayfare.domain.usage import Usage
from wayfare.routing.worst import (
    CONTEXT_TOKENS,
    HIDDEN_TOKENS,
    PICTURE_TOKENS,
    input_tokens_max,
    is_limited,
    output_tokens_max,
    reads_beyond,
    worst_micros,
)

RATE = st.integers(0, 10**8)
RATES = st.builds(Rates, RATE, RATE, *([st.none() | RATE] * 5))
PRICES = st.builds(
    lambda rates, tiers, fee: Price(rates, tuple(sorted(tiers, key=lambda tier: tier[0])), fee),
    RATES,
    st.lists(st.tuples(st.integers(1, 10_000), RATES), max_size=3),
    st.integers(0, 1_000),
)
CHAT = ChatRequest("m", (), frozenset({Feature.CHAT}))


@given(PRICES, st.integers(0, 20_000), st.integers(0, 20_000), st.data())
def test_no_usage_within_the_bounds_costs_more(price, most_in, most_out, data):
    worst = worst_micros(Deployment("m", "p", "m", price=price), most_in, most_out)
    tokens_in, tokens_out = data.draw(st.integers(0, most_in)), data.draw(st.integers(0, most_out))
    cached = data.draw(st.integers(0, tokens_in))
    written = data.draw(st.integers(0, tokens_in - cached))
    audio = data.draw(st.integers(0, tokens_in - cached - written))
    reasoning = data.draw(st.integers(0, tokens_out))
    spoken = data.draw(st.integers(0, tokens_out - reasoning))
    usage = Usage(tokens_in, tokens_out, cached, written, reasoning, audio, spoken)
    assert price.cost_micros(usage) <= worst


def test_what_has_no_price_has_no_worst_and_what_is_local_costs_nothing():
    assert worst_micros(Deployment("m", "p", "m"), 1, 1) is None
    assert worst_micros(Deployment("m", "p", "m", is_local=True), 1, 1) == 0


@pytest.mark.parametrize(
    ("context", "media", "needs", "is_beyond", "tokens"),
    [
        (None, 0, (), False, 100 + HIDDEN_TOKENS),
        (500, 0, (), False, 100 + HIDDEN_TOKENS),  # a text is never cut by what a table says
        (None, 2, (Feature.IMAGE,), False, 100 + HIDDEN_TOKENS + 2 * PICTURE_TOKENS),
        (9_000, 2, (Feature.IMAGE,), False, 9_000),
        (200_000, 1, (Feature.FILE,), False, 200_000),
        (200_000, 0, (), True, 200_000),
        (None, 0, (), True, CONTEXT_TOKENS),
    ],
)
def test_an_input_is_bounded_by_its_bytes_and_by_what_goes_along(
    context, media, needs, is_beyond, tokens
):
    deployment = Deployment("m", "p", "m", context_tokens=context)
    request = ChatRequest("m", (), frozenset(needs), media_parts=media)
    assert input_tokens_max(deployment, 100, None, request, is_beyond=is_beyond) == tokens


@pytest.mark.parametrize(
    "body",
    [
        b'{"tools":[{"type":"web_search"}]}',
        b'{"tools":[{"type": "code_interpreter"}]}',
        b'{"mcp_servers":[]}',
        b'{"prompt" : {"id":"p"}}',
        b'{"conversation":"c"}',
        b'{"web_search_options":{}}',
        b'{"tools":[{"googleSearch":{}}]}',
        rb'{"tools":[{"t\u0079pe":"web_search"}]}',
    ],
)
def test_what_a_provider_adds_itself_is_noticed(body):
    assert reads_beyond(body)


@pytest.mark.parametrize(
    "body",
    [
        rb'{"messages":[{"content":"{\"type\":\"web_search\"}"}]}',
        b'{"tools":[{"type":"function","function":{"name":"web_search"}}]}',
        rb'{"messages":[{"content":"caf\u00e9"}]}',
    ],
)
def test_what_only_speaks_of_it_is_not(body):
    assert not reads_beyond(body)


@pytest.mark.parametrize(
    ("asked", "own", "context", "limit"),
    [
        (None, None, None, 8_192),
        (None, None, 4_096, 2_048),
        (50, None, 4_096, 50),
        (50, 20, None, 20),
        (None, 20, None, 20),
        (-1, None, None, 8_192),
        (0, None, None, 8_192),
    ],
)
def test_an_answer_is_bounded_by_the_smallest_limit(asked, own, context, limit):
    arm = Arm("m", Deployment("m", "p", "m", context_tokens=context), Setup(output_tokens_max=own))
    request = ChatRequest("m", (), frozenset(), output_tokens_max=asked)
    assert output_tokens_max(arm, request, 8_192) == limit


@pytest.mark.parametrize(
    ("raw", "asked", "length_field", "is_bounded"),
    [
        (b'{"max_tokens":5}', 5, "max_tokens", True),
        (b'{"max_completion_tokens":5}', 5, "max_completion_tokens", True),
        (b'{"max_completion_tokens":5}', 5, "max_tokens", False),  # it may not know that word
        (b'{"max_tokens":9,"max_completion_tokens":5}', 5, "max_tokens", False),
        (b'{"max_tokens":5,"max_tokens":9}', 9, "max_tokens", False),
        (rb'{"max_tokens":5,"m\u0061x_tokens":9}', 9, "max_tokens", False),
        (b'{"max_tokens":-1}', -1, "max_tokens", False),
        (b"{}", None, "max_tokens", False),
    ],
)
def test_a_clients_own_limit_is_trusted_only_where_it_is_plain(
    raw, asked, length_field, is_bounded
):
    arm = Arm("m", Deployment("m", "p", "m", length_field=length_field))
    request = ChatRequest("m", (), frozenset(), output_tokens_max=asked)
    assert is_limited("openai", raw, request, arm) is is_bounded
