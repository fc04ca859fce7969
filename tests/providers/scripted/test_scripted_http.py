"""The scripted provider over real sockets, read by the real OpenAI client."""

import asyncio
import socket

import aiohttp
import openai
import pytest
import uvicorn

from wayfare.providers.scripted import Ending, ScriptedProvider, http_app


@pytest.fixture
async def served():
    """A scripted provider and the address at which it is served."""
    provider = ScriptedProvider()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(http_app(provider), log_level="critical"))
        serving = asyncio.ensure_future(server.serve([listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        yield provider, f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        server.should_exit = True
        await serving


@pytest.fixture
async def sdk(served):
    async with openai.AsyncOpenAI(base_url=served[1], api_key="none", max_retries=0) as client:
        yield client


def user(text):
    return {"model": "scripted-small", "messages": [{"role": "user", "content": text}]}


async def wait_for_rows(provider):
    while not provider.ledger:  # noqa: ASYNC110 - a ledger has no event
        await asyncio.sleep(0.01)
    return provider.ledger


async def test_the_sdk_reads_answers_streams_models_and_embeddings(sdk):
    completion = await sdk.chat.completions.create(**user("안녕"))
    assert completion.choices[0].message.content == "You said: 안녕"

    stream = await sdk.chat.completions.create(**user("안녕"), stream=True)
    text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream])
    assert text == "You said: 안녕"

    models = [model.id async for model in sdk.models.list()]
    assert "scripted-large" in models
    assert (await sdk.models.retrieve("scripted-small")).owned_by == "scripted"
    embedding = await sdk.embeddings.create(model="scripted-embed", input="안녕", dimensions=16)
    assert len(embedding.data[0].embedding) == 16


async def test_the_sdk_raises_its_own_errors(sdk):
    with pytest.raises(openai.RateLimitError) as limited:
        await sdk.chat.completions.create(**user("#fault status=429 retry_after=3"))
    assert limited.value.response.headers["retry-after"] == "3"
    with pytest.raises(openai.NotFoundError):
        await sdk.models.retrieve("gpt-0")
    with pytest.raises(openai.NotFoundError):
        await sdk.responses.create(model="scripted-small", input="Hi")


@pytest.mark.parametrize("cut", [0, 3])
async def test_a_cut_stream_closes_the_connection_without_its_end(served, cut):
    provider, address = served
    body = {**user(f"Hi\n#fault cut={cut}"), "stream": True}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/chat/completions", json=body) as response,
    ):
        assert response.status == 200
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()
    assert (await wait_for_rows(provider))[0].ending is Ending.CUT


@pytest.mark.parametrize("directive", ["#pace 0.05", "#fault stall=3600 after=2"])
async def test_a_client_that_leaves_stops_the_stream(served, directive):
    provider, address = served
    body = {**user(f"#words 2000\n{directive}"), "stream": True}
    async with aiohttp.ClientSession() as session:
        response = await session.post(f"{address}/chat/completions", json=body)
        await response.content.readline()
        response.close()
        rows = await asyncio.wait_for(wait_for_rows(provider), 30)
    assert rows[0].ending is Ending.CLOSED
    assert rows[0].deltas_sent < 10


async def test_a_client_that_leaves_before_the_answer_stops_the_call(served):
    provider, address = served
    async with aiohttp.ClientSession() as session:
        body = user("Hi\n#fault delay=3600")
        asking = asyncio.ensure_future(session.post(f"{address}/chat/completions", json=body))
        while not provider.open_calls:  # noqa: ASYNC110 - nobody tells of a call
            await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        rows = await asyncio.wait_for(wait_for_rows(provider), 30)
    assert rows[0].ending is Ending.CLOSED
    assert provider.open_calls == 0
