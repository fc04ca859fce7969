"""Two models are asked where the first is slow to begin: one answers, the other is let go of."""

import asyncio
from dataclasses import replace

import pytest
from steady import with_steady_clock

from wayfare.domain.cost import CostState
from wayfare.domain.record import Ending
from wayfare.settings.serving import Hedging, Retries

SOON = Hedging(after_ms=30)
NEVER_AGAIN = Retries(waiting_max_s=0)
SLOW = "delay=60"


@pytest.fixture
async def client(wayfare, client_at):
    wayfare.parts = replace(wayfare.parts, hedging=SOON, retries=NEVER_AGAIN)
    return await client_at()


async def until(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
async def test_the_next_model_answers_where_the_first_is_slow_and_the_ticket_says_what_it_cost(
    client, provider, record, stream
):
    provider.faults["scripted-large"] = SLOW
    ask = client.stream if stream else client.chat
    answer = await ask("안녕", model="auto:best")
    assert (answer.status, answer.text) == (200, "You said: 안녕")
    ticket = answer.tickets[0] if stream else answer.ticket
    assert ticket["arm"] == "scripted-thinker"
    assert "was slow to begin" in ticket["reason"]["en"]
    assert "scripted-large" in ticket["reason"]["ko"]
    lost, answered = record.attempts()
    assert (lost.arm, lost.number) == ("scripted-large", 1)
    assert (lost.ending, lost.error) == (Ending.ABANDONED, "hedge_lost")
    assert lost.cost.state is CostState.ESTIMATED
    assert (answered.arm, answered.number) == ("scripted-thinker", 2)
    assert answered.ending is Ending.WHOLE
    assert ticket["hedge_micros"] == lost.cost.micros > 0
    assert ticket["cost_micros"] == lost.cost.micros + answered.cost.micros
    assert ticket["cost_state"] == "estimated"
    assert provider.open_calls == 0


async def test_one_that_begins_in_time_is_asked_alone(wayfare, client_at, provider, record):
    wayfare.parts = replace(wayfare.parts, hedging=Hedging(after_ms=30_000))
    client = await client_at()
    answer = await client.stream("안녕", model="auto:best")
    assert answer.tickets[0]["hedge_micros"] == 0
    assert len(provider.ledger) == len(record.attempts()) == 1


async def test_the_first_may_win_after_all(client, provider, record):
    provider.faults["scripted-large"] = "delay=0.3"
    provider.faults["scripted-thinker"] = SLOW
    answer = await client.chat("안녕", model="auto:best")
    assert answer.ticket["arm"] == "scripted-large"
    assert answer.ticket["reason"]["en"].startswith("Best presumed quality")
    answered, lost = record.attempts()
    assert (lost.arm, lost.error) == ("scripted-thinker", "hedge_lost")
    assert answer.ticket["hedge_micros"] == lost.cost.micros
    assert answer.ticket["cost_micros"] == lost.cost.micros + answered.cost.micros
    assert provider.open_calls == 0


async def test_a_first_that_fails_leaves_the_race_to_the_second(client, provider, record):
    provider.faults["scripted-large"] = "delay=0.2 status=503"
    provider.faults["scripted-thinker"] = "delay=0.4"
    answer = await client.chat("안녕", model="auto:best")
    assert answer.ticket["arm"] == "scripted-thinker"
    assert answer.ticket["hedge_micros"] == 0
    assert "could not begin" in answer.ticket["reason"]["en"]
    assert [a.ending for a in record.attempts()] == [Ending.FAILED, Ending.WHOLE]


async def test_where_both_fail_the_next_is_asked_and_all_count(client, provider, record):
    for model in ("scripted-large", "scripted-thinker"):
        provider.faults[model] = "delay=0.1 status=503"
    answer = await client.chat("안녕", model="auto:best")
    assert answer.status == 200
    attempts = record.attempts()
    assert [a.number for a in attempts] == [1, 2, 3]
    assert len(provider.ledger) == 3


async def test_where_all_fail_the_client_gets_the_first_ones_error(client, provider, record):
    for model in ("scripted-thinker", "scripted-unpriced", "scripted-small"):
        provider.faults[model] = "status=503"
    provider.faults["scripted-large"] = "delay=0.2 status=400"
    answer = await client.chat("안녕", model="auto:best")
    assert answer.status == 400
    assert len(provider.ledger) == len(record.attempts()) == 4


async def test_a_named_model_is_never_hedged(client, provider, record):
    assert (await client.chat("Hi\n#fault delay=0.2")).status == 200
    assert len(provider.ledger) == 1


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
async def test_a_client_that_leaves_stops_both(client, provider, record, stream):
    for model in ("scripted-large", "scripted-thinker"):
        provider.faults[model] = SLOW
    ask = client.stream if stream else client.chat
    asking = asyncio.ensure_future(ask("안녕", model="auto:best"))
    await until(lambda: provider.open_calls == 2)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    await until(lambda: provider.open_calls == 0)
    rows = [(a.arm, a.ending, a.error) for a in record.attempts()]
    assert rows == [
        ("scripted-large", Ending.ABANDONED, None),
        ("scripted-thinker", Ending.ABANDONED, None),
    ]


async def test_many_clients_leave_at_any_moment_of_a_race_and_nothing_is_left_open(
    client, provider, record
):
    provider.faults["scripted-large"] = "delay=0.06"
    provider.faults["scripted-thinker"] = "delay=0.03"

    async def come_and_go(number: int) -> None:
        asking = asyncio.ensure_future(client.stream("#words 50\n#pace 0.001", model="auto:best"))
        await asyncio.wait([asking], timeout=number / 200)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

    await asyncio.gather(*(come_and_go(number) for number in range(40)))
    await until(lambda: provider.open_calls == 0)
    # one that had not reached the provider yet has a row, but no call
    await until(lambda: len(provider.ledger) <= len(record.attempts()))
    attempts = record.attempts()
    assert len({attempt.id for attempt in attempts}) == len(attempts)


async def test_demands_hold_for_the_second_too(client, provider, wayfare, record):
    """Nobody fulfils it but the one model of another provider, which may then not be hedged."""
    provider.faults["scripted-large"] = "delay=0.2"
    headers = {"x-wayfare-demands": "providers=nobody"}
    answer = await client.chat("안녕", model="auto:best", headers=headers)
    assert answer.status in (400, 403)
    assert provider.ledger == []


async def test_hedges_share_the_bound_of_calls(wayfare, client_at, provider, record):
    with_steady_clock(wayfare, retries=Retries(attempts_max=1), hedging=SOON)
    provider.faults["scripted-large"] = "delay=0.2"
    client = await client_at()
    assert (await client.chat("안녕", model="auto:best")).ticket["arm"] == "scripted-large"
    assert len(provider.ledger) == 1
