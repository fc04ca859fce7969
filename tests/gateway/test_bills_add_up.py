"""Under budgets, with faults, hedges and clients that leave, in every wire: each call has its
row, each ticket the sum of its rows, the counters what the ledger has, and nothing stays held.
"""

import asyncio
import random
import re
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from wayfare.domain.account import DEFAULT_PROJECT
from wayfare.domain.budget import Budget, Period, Rate, Scope, purse_at
from wayfare.domain.cost import CostState
from wayfare.settings.serving import Hedging, Retries
from wayfare.store.budgets import set_budget, set_rate
from wayfare.store.schema import costs, keys

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

COUNT, AT_ONCE = 500, 40
LIMIT_MICROS = 8_000
PATHS = ("/v1/chat/completions", "/v1/messages", "/v1/responses", "/v1/embeddings")
MODELS = (
    *("auto", "auto:best", "auto:cheap", "auto:fast", "scripted-small", "scripted-large"),
    *("scripted-anthropic/scripted-small", "scripted-responses/scripted-small"),
    *("scripted-gemini/scripted-small", "scripted-unpriced"),
)
FAULTS = (
    *("cut={}", "error_event={}", "malformed={}", "status=503", "status=429", "unreachable"),
    *("no_usage", "delay=0.02", "delay=0.04", "stall=0.02 after={}", "content_type=text/html"),
)
_TICKET = re.compile(rb'"wayfare":\{"decision_id":"(\w+)".*?"cost_micros":(\d+|null)')


def question(number: int, rng: random.Random) -> tuple[str, dict]:
    """Where it is asked, and the body."""
    path = rng.choices(PATHS, [4, 2, 2, 1])[0]
    if path == "/v1/embeddings":
        return path, {"model": "scripted-embed", "input": [f"q{number}"] * rng.randint(1, 4)}
    lines = [f"q{number}", f"#words {rng.randint(1, 40)}"]
    if rng.random() < 0.3:
        cached = rng.choice((0, 20))
        lines.append(f"#tokens input={rng.randint(20, 40)} cached={cached} reasoning=3")
    if rng.random() < 0.5:
        lines.append("#fault " + rng.choice(FAULTS).format(rng.randint(0, 9)))
    if rng.random() < 0.3:
        lines.append("#pace 0.002")
    said = "\n".join(lines)
    body = {"model": rng.choice(MODELS), "stream": rng.random() < 0.6}
    if path == "/v1/responses":
        return path, {**body, "input": said, "max_output_tokens": 60}
    body |= {"messages": [{"role": "user", "content": said}], "max_tokens": 60}
    if path == "/v1/chat/completions" and rng.random() < 0.2:
        body["n"] = rng.randint(2, 3)
    return path, body


async def come(client, asked: tuple[str, dict], leaves_after_s: float | None) -> bytes:
    path, body = asked
    heard = b""
    try:
        async with asyncio.timeout(leaves_after_s):
            async with client.session.post(path, json=body) as response:
                async for piece in response.content.iter_any():
                    heard += piece
    except TimeoutError:
        assert leaves_after_s is not None
    return heard


@pytest.fixture
async def client(wayfare, client_at):
    wayfare.parts = replace(
        wayfare.parts,
        hedging=Hedging(after_ms=5),
        retries=Retries(base_s=0.001, waiting_max_s=0.05),
    )
    return await client_at()


@pytest.fixture
async def budgets(wayfare):
    """Budgets and a rate of whoever asks, that hold from now on."""
    now = wayfare.parts.clock.now()
    with wayfare.database.read() as connection:
        (key_id,) = connection.execute(select(keys.c.id)).one()
    made = [
        Budget(Scope.USER, "owner", Period.DAY, LIMIT_MICROS),
        Budget(Scope.PROJECT, DEFAULT_PROJECT, Period.MONTH, LIMIT_MICROS * 2),
        Budget(Scope.KEY, key_id, Period.TOTAL, LIMIT_MICROS * 3),
    ]
    for budget in made:
        set_budget(wayfare.database, budget, now)
    set_rate(wayfare.database, Rate(Scope.USER, "owner", 100_000, 100_000_000))
    await wayfare.limits.refresh()
    return made


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_is_spent_is_what_the_ledger_has_and_nothing_stays_held(
    client, wayfare, record, budgets, seed
):
    rng = random.Random(seed)
    asked = [question(number, rng) for number in range(COUNT)]
    leaves = [rng.uniform(0, 0.1) if rng.random() < 0.2 else None for _ in asked]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> bytes:
        async with gate:
            return await come(client, asked[number], leaves[number])

    heard = await asyncio.gather(*map(one, range(COUNT)))
    scripted = [each for name, each in wayfare.providers.items() if name.startswith("scripted")]
    async with asyncio.timeout(30):
        while any(each.open_calls for each in scripted):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    assert sum(b"insufficient_quota" in raw for raw in heard) > 5, "the budget was spent"
    decisions = record.decisions()
    check_rows(decisions)
    check_tickets(heard, decisions)
    check_calls(decisions, [row for each in scripted for row in each.ledger])
    await check_purses(wayfare, budgets)


def check_rows(decisions) -> None:
    hedged = 0
    for decision in decisions:
        rows = decision.attempts
        hedged += any(row.error == "hedge_lost" for row in rows)
        assert rows, "each request that was admitted has a row"
        assert len({row.number for row in rows}) == len(rows)
        assert all(row.cost.micros is None or row.cost.micros >= 0 for row in rows)
    assert hedged


def check_tickets(heard, decisions) -> None:
    rows_of = {decision.id: decision.attempts for decision in decisions}
    seen = 0
    for raw in heard:
        if (found := _TICKET.search(raw)) is None:
            continue
        rows = rows_of[found[1].decode()]
        told = None if found[2] == b"null" else int(found[2])
        known = [row.cost.micros for row in rows if row.cost.state is not CostState.UNKNOWN]
        if told is not None:
            assert told == sum(known)
        seen += 1
    assert seen > COUNT / 10  # how many depends on who left before it came


def check_calls(decisions, ledger) -> None:
    """What the provider counted stands in a row, and every call of its has one."""
    rows = [row for decision in decisions for row in decision.attempts]
    counted = [
        (row.usage.input_tokens, row.usage.output_tokens, row.cost.micros)
        for row in rows
        if row.counted_by_provider
    ]
    told = [(call.input_tokens, call.output_tokens, call.cost_micros) for call in ledger]
    assert Counter(counted) - Counter(told) == Counter()
    assert len(ledger) <= len(rows)
    assert len(counted) > COUNT / 10


async def check_purses(wayfare, budgets) -> None:
    purses = [purse_at(budget, wayfare.parts.clock.now()) for budget in budgets]
    balances = await wayfare.limits.counters.balances(purses)
    with wayfare.database.read() as connection:
        (spent,) = connection.execute(select(func.sum(costs.c.micros))).one()
    for balance in balances:
        assert (balance.spent_micros, balance.held_micros) == (spent, 0)
    assert 0 < spent <= LIMIT_MICROS
