"""Each fault does what its row in the table says."""

import json

import pytest

from wayfare.domain.errors import ProviderError, ProviderUnreachableError, StreamCutError
from wayfare.providers.scripted import Ending, ScriptedProvider


async def read_until_cut(reply):
    """The pieces that came before the stream was cut; that it is cut is a must."""
    pieces = []
    while True:
        try:
            pieces.append(await anext(reply.pieces))
        except StreamCutError:
            return pieces


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 429, 500, 502, 503, 529])
async def test_an_error_status_has_openais_body(client, status):
    with pytest.raises(ProviderError) as failed:
        await client.send(f"Hi\n#fault status={status}", stream=True)
    assert failed.value.status == status
    assert failed.value.provider == "scripted"
    assert set(json.loads(failed.value.body)["error"]) == {"message", "type", "param", "code"}
    assert failed.value.retry_after is None


async def test_retry_after_is_passed_as_written(client):
    with pytest.raises(ProviderError) as failed:
        await client.send("Hi\n#fault status=429 retry_after=1")
    assert failed.value.retry_after == "1"
    assert all(name == name.lower() for name in failed.value.headers)


async def test_unreachable_has_no_answer_at_all(client, provider):
    with pytest.raises(ProviderUnreachableError):
        await client.send("Hi\n#fault unreachable")
    assert provider.ledger[0].status == 0


@pytest.mark.parametrize("cut", [1, 3, 99])
async def test_a_cut_comes_after_so_many_deltas(client, cut):
    pieces = await read_until_cut(await client.send(f"Hi\n#fault cut={cut}", stream=True))
    assert sum(b'"content":' in piece for piece in pieces) - 1 == min(cut, 4)
    assert b"data: [DONE]\n\n" not in pieces


async def test_a_cut_at_nothing_sends_not_even_the_role(client):
    assert await read_until_cut(await client.send("Hi\n#fault cut=0", stream=True)) == []


@pytest.mark.parametrize("cut", [0, 1])
async def test_a_whole_answer_is_cut_in_the_middle(client, cut):
    body = b"".join(await read_until_cut(await client.send(f"Hi\n#fault cut={cut}")))
    assert bool(body) is bool(cut)
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)


async def test_an_error_event_ends_the_stream_without_done(client, provider):
    events = await client.events("Hi\n#fault error_event=2")
    assert json.loads(events[-1])["error"]["type"] == "server_error"
    assert "[DONE]" not in events
    assert len(events) == 4
    assert provider.ledger[0].ending is Ending.CUT


async def test_a_malformed_event_is_put_between_good_ones(client):
    events = await client.events("Hi\n#fault malformed=1")
    with pytest.raises(json.JSONDecodeError):
        json.loads(events[2])
    assert events[-1] == "[DONE]"
    assert json.loads(events[3])["choices"]


async def test_a_stall_comes_once(client, clock):
    await client.chunks("Hi\n#fault stall=5 after=2")
    assert clock.naps == [5]


async def test_a_delay_comes_before_the_status(client, clock):
    with pytest.raises(ProviderError):
        await client.send("Hi\n#fault delay=0.5 status=500")
    assert clock.naps == [0.5]


async def test_no_usage_is_no_usage(client):
    assert (await client.whole("Hi\n#fault no_usage")).usage is None
    options = {"include_usage": True}
    chunks = await client.chunks("Hi\n#fault no_usage", stream_options=options)
    assert not any(chunk.usage for chunk in chunks)
    chunks = await client.chunks("Hi\n#fault no_usage\n#usage inline", stream_options=options)
    assert not any(chunk.usage for chunk in chunks)


@pytest.mark.parametrize("stream", [True, False])
async def test_a_page_in_place_of_an_answer(client, provider, stream):
    reply = await client.send("Hi\n#fault content_type=text/html", stream=stream)
    assert reply.headers["content-type"] == "text/html"
    assert b"".join([piece async for piece in reply.pieces]).startswith(b"<!doctype html>")
    assert provider.ledger[0].ending is Ending.REFUSED


async def test_an_error_page(client):
    with pytest.raises(ProviderError) as failed:
        await client.send("Hi\n#fault status=502 content_type=text/html")
    assert failed.value.headers["content-type"] == "text/html"
    assert failed.value.body.startswith(b"<!doctype html>")


async def test_a_fault_by_model_leaves_the_prompt_and_the_others_alone(client):
    failing = type(client)(ScriptedProvider(faults={"scripted-small": "status=503"}))
    with pytest.raises(ProviderError):
        await failing.whole("Hi", model="scripted-small")
    completion = await failing.whole("Hi", model="scripted-large")
    assert completion.choices[0].message.content == "You said: Hi"


async def test_a_fault_can_pass_after_some_times(client):
    flaky = type(client)(ScriptedProvider(faults={"scripted-small": "status=503 times=2"}))
    for _ in range(2):
        with pytest.raises(ProviderError):
            await flaky.whole("Hi")
    await flaky.whole("Hi")


async def test_faults_can_change_while_it_runs(client, provider):
    provider.faults["scripted-small"] = "unreachable"
    with pytest.raises(ProviderUnreachableError):
        await client.whole("Hi")
    del provider.faults["scripted-small"]
    await client.whole("Hi")


def test_a_fault_with_a_mistake_is_found_at_once():
    with pytest.raises(ValueError, match="frob"):
        ScriptedProvider(faults={"scripted-small": "frob=1"})


@pytest.mark.parametrize("spec", ["status=200", "cut=-1", "delay=inf", "delay=soon", "what=1"])
async def test_a_fault_with_a_mistake_in_a_prompt_is_refused(client, spec):
    with pytest.raises(ProviderError, match="cannot be read"):
        await client.send(f"#fault {spec}")
