"""A scripted provider, and a client that reads it as the OpenAI SDK would."""

import json
from collections.abc import AsyncIterator

import pytest
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from wayfare.ports import Call, Reply
from wayfare.providers.scripted import ScriptedProvider


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.naps: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)


class ScriptedClient:
    """Asks a scripted provider and validates all that comes back."""

    def __init__(self, provider: ScriptedProvider) -> None:
        self.provider = provider

    async def send(self, text, *, model="scripted-small", messages=None, **fields) -> Reply:
        messages = messages or [{"role": "user", "content": text}]
        body = json.dumps({"model": model, "messages": messages, **fields}).encode()
        return await self._send("chat/completions", body)

    async def whole(self, text="", **fields) -> ChatCompletion:
        reply = await self.send(text, **fields)
        assert reply.headers["content-type"] == "application/json"
        body = b"".join([piece async for piece in reply.pieces])
        return ChatCompletion.model_validate_json(body, strict=True)

    async def events(self, text="", **fields) -> list[str]:
        """What follows "data: " in each event of a stream."""
        reply = await self.send(text, stream=True, **fields)
        assert reply.headers["content-type"].startswith("text/event-stream")
        return [event async for event in read_events(reply.pieces)]

    async def chunks(self, text="", **fields) -> list[ChatCompletionChunk]:
        *events, done = await self.events(text, **fields)
        assert done == "[DONE]"
        return [ChatCompletionChunk.model_validate_json(event, strict=True) for event in events]

    async def embed(self, texts, **fields) -> CreateEmbeddingResponse:
        body = json.dumps({"model": "scripted-embed", "input": texts, **fields}).encode()
        reply = await self._send("embeddings", body)
        return json.loads(b"".join([piece async for piece in reply.pieces]))

    async def _send(self, endpoint, body) -> Reply:
        deployment = (await self.provider.deployments())[0]
        return await self.provider.send(Call(deployment, endpoint, body, stream=False))


async def read_events(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    async for piece in pieces:
        assert piece.startswith(b"data: ")
        assert piece.endswith(b"\n\n")
        yield piece.decode().removeprefix("data: ").removesuffix("\n\n")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock) -> ScriptedProvider:
    return ScriptedProvider(sleep=clock.sleep)


@pytest.fixture
def client(provider) -> ScriptedClient:
    return ScriptedClient(provider)
