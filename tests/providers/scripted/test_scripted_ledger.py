"""The scripted provider's own count, against what it said and what was read."""

import asyncio

import pytest

from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.domain.usage import Usage
from wayfare.providers.scripted import Ending, ScriptedProvider
from wayfare.providers.scripted.models import BY_MODEL, DEPLOYMENTS


async def test_a_whole_answer_is_booked_as_it_says(client, provider):
    completion = await client.whole("Hi\n#tokens cached=10 reasoning=5", model="scripted-large")
    (row,) = provider.ledger

    assert f"chatcmpl-{row.call_id}" == completion.id
    assert (row.model, row.status, row.ending) == ("scripted-large", 200, Ending.WHOLE)
    assert row.input_tokens == completion.usage.prompt_tokens
    assert row.output_tokens == completion.usage.completion_tokens
    assert (row.cached_tokens, row.reasoning_tokens) == (10, 5)
    assert provider.open_calls == 0


async def test_a_stream_is_booked_before_its_last_piece_is_read(client, provider):
    reply = await client.send("Hi", stream=True)
    async for piece in reply.pieces:
        if piece == b"data: [DONE]\n\n":
            break
    reply.close()
    (row,) = provider.ledger
    assert row.ending is Ending.WHOLE
    assert row.deltas_sent == row.output_tokens == 4


@pytest.mark.parametrize("deployment", [d for d in DEPLOYMENTS if d.model != "scripted-embed"])
@pytest.mark.parametrize(
    "counts", ["reasoning=3", "input=9000 cached=4000", "input=20000 cached=1"]
)
async def test_the_cost_is_what_the_price_makes_of_the_usage(client, provider, deployment, counts):
    usage = (await client.whole(f"Hi\n#tokens {counts}", model=deployment.model)).usage
    known = Usage(
        usage.prompt_tokens,
        usage.completion_tokens,
        cached_tokens=usage.prompt_tokens_details.cached_tokens,
        reasoning_tokens=usage.completion_tokens_details.reasoning_tokens,
    )
    price = deployment.price
    expected = None if price is None else price.cost_micros(known)
    assert provider.ledger[-1].cost_micros == expected


async def test_a_long_input_costs_the_dearer_rate(client, provider):
    for count in (10_000, 10_001):
        await client.whole(f"#say \n#tokens input={count}", model="scripted-large")
    assert [row.cost_micros for row in provider.ledger] == [25_000, 50_005]


async def test_a_closed_stream_stops_and_costs_what_was_sent(client, provider):
    reply = await client.send("#words 1000", stream=True)
    read = [await anext(reply.pieces) for _ in range(11)]
    reply.close()
    reply.close()
    with pytest.raises(StreamCutError):
        await anext(reply.pieces)

    (row,) = provider.ledger
    assert len(read) == 11
    assert (row.ending, row.deltas_sent, row.output_tokens) == (Ending.CLOSED, 10, 10)
    assert row.cost_micros == round(row.input_tokens * 0.15 + 10 * 0.60)


async def test_closing_wakes_a_reader_that_waits(client):
    provider = ScriptedProvider()
    reply = await type(client)(provider).send("Hi\n#fault stall=3600 after=2", stream=True)
    for _ in range(3):
        await anext(reply.pieces)
    reading = asyncio.ensure_future(anext(reply.pieces))
    await asyncio.sleep(0.01)
    reply.close()
    with pytest.raises(StreamCutError):
        await asyncio.wait_for(reading, 30)
    assert provider.ledger[0].ending is Ending.CLOSED
    assert provider.ledger[0].deltas_sent == 2


@pytest.mark.parametrize("directive", ["#fault delay=3600", "#pace 3600"])
async def test_a_caller_who_gives_up_before_the_answer_is_booked_as_closed(client, directive):
    provider = ScriptedProvider()
    sending = asyncio.ensure_future(type(client)(provider).send(f"Hi\n{directive}"))
    await asyncio.sleep(0.01)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    (row,) = provider.ledger
    assert (row.ending, row.deltas_sent) == (Ending.CLOSED, 0)
    assert row.input_tokens > 0
    assert provider.open_calls == 0


async def test_an_answer_that_is_not_read_was_made_all_the_same(client, provider):
    reply = await client.send("Hi")
    assert provider.open_calls == 1
    reply.close()
    (row,) = provider.ledger
    assert (row.ending, row.output_tokens, row.deltas_sent) == (Ending.CLOSED, 4, 0)


async def test_a_cut_stream_costs_what_was_sent(client, provider):
    with pytest.raises(StreamCutError):
        await client.events("#words 90\n#fault cut=3", model="scripted-thinker")
    (row,) = provider.ledger
    assert (row.ending, row.deltas_sent, row.output_tokens) == (Ending.CUT, 3, 256 + 3)


async def test_a_refused_call_costs_nothing(client, provider):
    with pytest.raises(ProviderError):
        await client.whole("Hi\n#fault status=500", model="scripted-unpriced")
    (row,) = provider.ledger
    assert (row.ending, row.status, row.cost_micros) == (Ending.REFUSED, 500, 0)
    assert row.input_tokens == row.output_tokens == 0


def test_exactly_one_model_has_no_price_and_its_price_is_unknown():
    assert [d.model for d in DEPLOYMENTS if d.price is None] == ["scripted-unpriced"]
    assert not any(deployment.is_local for deployment in DEPLOYMENTS)
    assert len(BY_MODEL) == len(DEPLOYMENTS)
