"""Budgets over HTTP: never overspent, refused in each wire's own words, renewed in time."""

import asyncio
import sqlite3
from contextlib import closing

import aiohttp
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.domain.budget import Budget, Period, Rate, Scope, purse_at
from wayfare.domain.usage import Usage
from wayfare.store.budgets import set_budget, set_rate
from wayfare_client import Client


@pytest.fixture
async def budget(wayfare):
    """Set a budget of the owner's, and wait until it holds."""

    async def set_one(limit_micros, soft_micros=None, period=Period.DAY):
        one = Budget(Scope.USER, "owner", period, limit_micros, soft_micros)
        set_budget(wayfare.database, one, wayfare.parts.clock.now())
        await wayfare.limits.refresh()

    return set_one


def ledger_micros(wayfare, home) -> int:
    wayfare.parts.records.flush()
    with closing(sqlite3.connect(home / "wayfare.db")) as connection:
        return connection.execute("SELECT coalesce(sum(micros), 0) FROM costs").fetchone()[0]


async def test_two_hundred_at_once_never_overspend_a_small_budget(client, wayfare, home, budget):
    await budget(2_000)
    answers = await asyncio.gather(*(client.chat("#words 20", max_tokens=50) for _ in range(200)))
    statuses = {answer.status for answer in answers}
    assert statuses == {200, 429}
    assert 0 < ledger_micros(wayfare, home) <= 2_000
    last = await client.chat("#words 4000", max_tokens=8_000)
    assert last.status == 429
    assert last.error["code"] == "insufficient_quota"
    assert last.headers["x-should-retry"] == "false"
    assert "user owner" in last.error["message"]


ASKED = {
    "/v1/chat/completions": {"messages": [{"role": "user", "content": "Hi"}]},
    "/v1/messages": {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 900},
    "/v1/responses": {"input": "Hi"},
    "/v1/embeddings": {"input": "Hi"},
}


@pytest.mark.parametrize("path", ASKED)
async def test_a_spent_budget_is_told_in_each_wires_own_shape(client, budget, record, path):
    await budget(1)
    model = "scripted-embed" if path == "/v1/embeddings" else "scripted-large"
    said = await client.request("POST", path, json={"model": model, **ASKED[path]})
    assert said.status == 429
    assert said.headers["x-should-retry"] == "false"
    kind = "billing_error" if path == "/v1/messages" else "insufficient_quota"
    assert said.error["type"] == kind
    for part in ("user owner", "$0.000001 per day", "renews at"):
        assert part in said.error["message"]
    assert record.decisions() == []


async def test_auto_takes_what_the_budget_covers_and_says_why_not_the_others(
    client, budget, record
):
    await budget(1_500)
    said = await client.chat("Hello there", model="auto:best", max_tokens=500)
    assert said.status == 200
    (decision,) = record.decisions()
    reasons = {each.arm: each.reason.code for each in decision.excluded}
    assert reasons["scripted-large"] == "over_budget"
    assert reasons["scripted-unpriced"] == "price_unknown"
    assert decision.arm == said.headers["x-wayfare-model"] not in reasons


async def test_a_model_without_a_price_is_refused_by_name_with_the_cure(client, budget):
    await budget(1_000_000)
    said = await client.chat("Hi", model="scripted-unpriced")
    assert (said.status, said.error["code"]) == (400, "price_unknown")
    assert '[prices."scripted-unpriced"]' in said.error["message"]


@pytest.mark.parametrize(
    ("text", "streamed"),
    [
        ("#words 30", False),
        ("#words 30", True),
        ("#fault status=500", False),
        ("#words 30\n#fault cut=5", True),
        ("#words 30\n#fault no_usage", True),
        ("#tokens input=90 cached=50 reasoning=20", False),
    ],
)
async def test_however_a_call_ends_its_hold_is_given_back_and_its_cost_counted(
    client, budget, wayfare, home, text, streamed
):
    await budget(1_000_000)
    ask = client.stream if streamed else client.chat
    await ask(text, max_tokens=200)
    (balance,) = await owners(wayfare)
    assert (balance.spent_micros, balance.held_micros) == (ledger_micros(wayfare, home), 0)


async def test_a_client_that_leaves_pays_for_what_came(client, budget, wayfare, home, record):
    await budget(1_000_000)
    async with client.open_stream("#words 500\n#pace 0.01", max_tokens=600) as response:
        await response.content.readany()
        (balance,) = await owners(wayfare)
        assert balance.held_micros > 0
    async with asyncio.timeout(30):
        while not record.attempts():  # noqa: ASYNC110 - what is polled is the database
            await asyncio.sleep(0.02)
    (balance,) = await owners(wayfare)
    assert record.attempt().ending == "abandoned"
    assert 0 < balance.spent_micros == ledger_micros(wayfare, home)
    assert balance.held_micros == 0


@pytest.mark.parametrize("fault", ["#pace 5", "#fault stall=5 after=0"])
async def test_who_leaves_before_an_answer_that_comes_at_once_pays_the_most_it_can_cost(
    client, budget, wayfare, home, record, fault
):
    await budget(1_000_000)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await client.chat(f"#words 500\n{fault}", max_tokens=600)
    async with asyncio.timeout(30):
        while not record.attempts():  # noqa: ASYNC110 - what is polled is the database
            await asyncio.sleep(0.02)
    (balance,) = await owners(wayfare)
    attempt = record.attempt()
    assert attempt.ending == "abandoned"
    assert attempt.cost.state == "estimated"
    (arm,) = wayfare.parts.catalog.candidates(attempt.deployment).arms
    assert attempt.cost.micros >= arm.deployment.price.cost_micros(Usage(1, 600))
    assert balance.spent_micros == ledger_micros(wayfare, home) == attempt.cost.micros
    assert balance.held_micros == 0


async def owners(wayfare):
    now = wayfare.parts.clock.now()
    purses = [purse_at(each, now) for each in wayfare.limits.rules.budgets]
    return await wayfare.limits.counters.balances(purses)


async def test_a_request_without_a_limit_goes_out_with_one(client, budget, tape, wayfare):
    await budget(1_000_000)
    said = await client.chat("#words 9", model="scripted-small")
    assert said.status == 200
    last = await client.chat("#words 20000", model="scripted-plain")
    # half of its context of 4,096
    assert last.body["usage"]["completion_tokens"] == 2_048
    assert last.body["choices"][0]["finish_reason"] == "length"


async def test_from_the_soft_limit_on_tickets_warn(client, budget):
    await budget(1_000_000, soft_micros=20)
    assert (await client.chat("#words 1", max_tokens=5)).ticket["warnings"] == []
    said = await client.chat("#words 30", max_tokens=50)
    (warning,) = said.ticket["warnings"]
    assert warning["code"] == "soft_limit"
    assert "daily budget of $1.000000 of user owner" in warning["en"]
    assert "예산" in warning["ko"]


async def test_what_was_spent_outlives_the_process(settings, environ, home):
    async def spend(ask):
        async with run_wayfare(settings, Options(scripted=True, environ=environ)) as wayfare:
            await wayfare.until_listed()
            if not wayfare.limits.rules.budgets:
                one = Budget(Scope.PROJECT, "default", Period.TOTAL, 1_000)
                set_budget(wayfare.database, one, 0.0)
                await wayfare.limits.refresh()
            async with serving(App(wayfare)) as url:
                headers = {"authorization": f"Bearer {owner_key(environ)}"}
                async with aiohttp.ClientSession(url, headers=headers) as session:
                    return await ask(Client(session))

    first = await spend(lambda client: client.chat("#words 900", max_tokens=1_000))
    assert first.status == 200
    second = await spend(lambda client: client.chat("#words 900", max_tokens=1_000))
    assert (second.status, second.error["code"]) == (429, "insufficient_quota")
    assert "does not renew" in second.error["message"]


async def test_a_budget_holds_within_two_seconds_of_being_set(client, wayfare):
    assert (await client.chat("Hi")).status == 200
    set_budget(wayfare.database, Budget(Scope.USER, "owner", Period.DAY, 1), 0.0)
    async with asyncio.timeout(30):
        while (await client.chat("Hi")).status != 429:  # noqa: ASYNC110 - what is polled is HTTP
            await asyncio.sleep(0.05)


# --- rates -------------------------------------------------------------------------------


@pytest.fixture
async def rate(wayfare):
    async def set_one(requests=None, tokens=None):
        set_rate(wayfare.database, Rate(Scope.USER, "owner", requests, tokens))
        await wayfare.limits.refresh()

    return set_one


async def test_answers_say_how_the_rates_stand_only_where_there_are_any(client, rate):
    before = await client.chat("Hi")
    assert not [name for name in before.headers if "ratelimit" in name.lower()]
    await rate(requests=2, tokens=10_000)
    said = await client.chat("Hi", max_tokens=10)
    assert said.headers["x-ratelimit-limit-requests"] == "2"
    assert said.headers["x-ratelimit-remaining-requests"] == "1"
    assert said.headers["x-ratelimit-reset-requests"] == "1m0s"
    assert said.headers["x-ratelimit-limit-tokens"] == "10000"
    assert 9_900 < int(said.headers["x-ratelimit-remaining-tokens"]) < 10_000
    body = {"model": "scripted-anthropic/scripted-small", **ASKED["/v1/messages"]}
    said = await client.request("POST", "/v1/messages", json=body)
    assert said.headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert said.headers["anthropic-ratelimit-tokens-reset"].endswith("Z")
    assert "x-ratelimit-limit-requests" not in said.headers
    full = await client.chat("Hi")
    assert (full.status, full.error["code"]) == (429, "rate_limit_exceeded")
    assert 1 <= int(full.headers["retry-after"]) <= 60
    assert full.headers["x-ratelimit-remaining-requests"] == "0"


async def test_counting_tokens_is_a_request_like_any_other(client, rate):
    await rate(requests=1, tokens=10)
    path, asked = "/v1/messages/count_tokens", ASKED["/v1/chat/completions"]
    body = {"model": "scripted-anthropic/scripted-small", **asked}
    said = await client.request("POST", path, json=body)
    assert said.status == 200
    assert said.headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert said.headers["anthropic-ratelimit-tokens-remaining"] == "10"
    full = await client.request("POST", path, json=body)
    assert (full.status, full.error["type"]) == (429, "rate_limit_error")
    assert 1 <= int(full.headers["retry-after"]) <= 60


async def test_a_request_that_no_minute_has_room_for_is_refused_for_good(client, rate):
    await rate(tokens=100)
    said = await client.chat("Hi", max_tokens=200)
    assert said.status == 400
    assert "100 tokens a minute" in said.error["message"]


async def test_tokens_are_counted_as_they_were_used(client, rate):
    await rate(tokens=400)
    for _ in range(4):  # each is expected to take over 200, and takes about 20
        assert (await client.chat("#words 3", max_tokens=200)).status == 200
