"""No bill is made smaller, larger or lost by what a client asks or a provider says."""

import msgspec
import pytest

from wayfare.domain.budget import Budget, Period, Scope, purse_at
from wayfare.domain.cost import CostState
from wayfare.domain.deployment import Deployment
from wayfare.domain.price import Price, Rates
from wayfare.store.budgets import set_budget

PRICED = Deployment("tape", "tape", "tape-1", price=Price(Rates(1_000_000, 2_000_000)))


def whole(usage: str) -> bytes:
    return (
        b'{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"hi there"},'
        b'"finish_reason":"stop"}],"usage":' + usage.encode() + b"}"
    )


def events(usage: str) -> list[bytes]:
    return [
        b'data: {"choices":[{"index":0,"delta":{"content":"hi there"}}]}\n\n',
        b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        b'data: {"choices":[],"usage":' + usage.encode() + b"}\n\n",
        b"data: [DONE]\n\n",
    ]


ABSURD = [
    '{"prompt_tokens":-1000000,"completion_tokens":5}',
    '{"prompt_tokens":5,"completion_tokens":-1000000}',
    '{"prompt_tokens":5,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":-900}}',
    '{"prompt_tokens":9000000000000000000,"completion_tokens":5}',
    '{"prompt_tokens":18000000000000000000,"completion_tokens":5}',
    '{"prompt_tokens":5,"completion_tokens":1e30}',
    '{"prompt_tokens":"5","completion_tokens":"6"}',
    '{"prompt_tokens":[5],"completion_tokens":{}}',
    '{"prompt_tokens":5.5,"completion_tokens":true}',
]


async def owner_has(wayfare, micros: int) -> Budget:
    """Give the owner a budget that holds from now on."""
    budget = Budget(Scope.USER, "owner", Period.DAY, micros)
    set_budget(wayfare.database, budget, 0.0)
    await wayfare.limits.refresh()
    return budget


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("usage", ABSURD)
async def test_a_count_that_cannot_be_one_is_not_believed(
    client, wayfare, tape, record, usage, stream
):
    tape.deployment = PRICED
    await wayfare.parts.catalog.refresh()
    budget = await owner_has(wayfare, 10_000_000)
    tape.content_type = "text/event-stream" if stream else "application/json"
    tape.pieces = events(usage) if stream else [whole(usage)]
    ask = client.stream if stream else client.chat
    assert (await ask("Hi", model="tape", max_tokens=50)).status == 200
    attempt = record.attempt()
    assert attempt.cost.state is CostState.ESTIMATED
    assert 0 < attempt.cost.micros < 1_000
    assert min(msgspec.structs.astuple(attempt.usage)) >= 0
    assert wayfare.writer.refused == 0
    purse = purse_at(budget, wayfare.parts.clock.now())
    (balance,) = await wayfare.limits.counters.balances([purse])
    assert (balance.spent_micros, balance.held_micros) == (attempt.cost.micros, 0)


MESSAGES = b'"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]'
DEARER = [
    b'"service_tier":"priority"',
    b'"serv\\u0069ce_tier":"priority"',
    b'"service_tier":"\\u0070riority"',
    b'"service_tier":"of tomorrow"',
    b'"speed":"fast"',
    b'"inference_geo":"us"',
    b'"models":["scripted-large"]',
]
USUAL = [b'"service_tier":"default"', b'"service_tier":"flex"', b'"x":{"service_tier":"priority"}']


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages", "/v1/responses"])
async def test_what_costs_more_than_the_known_price_is_refused_under_a_budget(
    client, wayfare, provider, record, path
):
    await owner_has(wayfare, 10_000_000)
    said = b'"input":"Hi"' if path == "/v1/responses" else MESSAGES
    for field in DEARER:
        body = b'{"model":"auto",' + said + b"," + field + b"}"
        answer = await client.request("POST", path, data=body)
        assert answer.status == 400, field
        # other wires carry less to a model of OpenAI's
        assert path != "/v1/chat/completions" or b"may charge more" in answer.raw, field
    assert (len(provider.ledger), record.attempts()) == (0, [])


async def test_what_costs_no_more_is_asked_under_a_budget_too(client, wayfare):
    await owner_has(wayfare, 10_000_000)
    for field in USUAL:
        body = b'{"model":"auto",' + MESSAGES + b"," + field + b"}"
        answer = await client.request("POST", "/v1/chat/completions", data=body)
        assert answer.status == 200, field
