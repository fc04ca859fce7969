"""Tokens are counted by whoever would answer, where it can; else Wayfare guesses and says so."""

from dataclasses import replace

import aiohttp
import pytest

from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.gateway.count import COUNT_BYTES_MAX

COUNTED = b'{"input_tokens":77}'


@pytest.fixture
async def session(url, key):
    async with aiohttp.ClientSession(url, headers={"x-api-key": key}) as session:
        yield session


@pytest.fixture
def counting(tape):
    tape.deployment = replace(tape.deployment, wires=("anthropic",))
    tape.content_type = "application/json"
    tape.pieces = [COUNTED]
    return tape


async def count(session, wayfare, model, **headers):
    await wayfare.parts.catalog.refresh()
    body = {"model": model, "messages": [{"role": "user", "content": "How long is this?"}]}
    path = "/v1/messages/count_tokens"
    async with session.post(path, json=body, headers=headers) as response:
        said = await response.json()
        return response.status, said.get("input_tokens"), response.headers.get("x-wayfare-count")


async def test_the_provider_counts(session, wayfare, counting):
    assert await count(session, wayfare, "tape-1") == (200, 77, "counted")
    (call,) = counting.calls
    assert call.endpoint == "messages/count_tokens"
    assert counting.closed == 1


@pytest.mark.parametrize(
    "pieces",
    [
        [b" " * (COUNT_BYTES_MAX + 1), COUNTED],
        [b"<html>"],
        [b"{}"],
        [COUNTED[:5], StreamCutError("broke off")],
    ],
)
async def test_what_is_no_count_is_guessed_instead(session, wayfare, counting, pieces):
    counting.pieces = pieces
    status, tokens, state = await count(session, wayfare, "tape-1")
    assert (status, state) == (200, "estimated")
    assert 3 <= tokens <= 12
    assert counting.closed == 1


@pytest.mark.parametrize(("says", "status"), [(404, 200), (405, 200), (429, 429), (503, 503)])
async def test_only_who_cannot_count_is_guessed_for(session, wayfare, counting, says, status):
    counting.failure = ProviderError("no", provider="tape", status=says)
    assert (await count(session, wayfare, "tape-1"))[0] == status


async def test_nothing_is_sent_where_nobody_is_named_or_the_wire_is_another(
    session, wayfare, counting
):
    status, _, state = await count(session, wayfare, "auto")
    assert (status, state) == (200, "estimated")
    status, _, state = await count(session, wayfare, "scripted-large")
    assert (status, state) == (200, "estimated")
    assert counting.calls == []


async def test_who_may_not_read_it_does_not_count_it(session, wayfare, counting):
    demanded = {"x-wayfare-demands": "no_training"}
    assert (await count(session, wayfare, "tape-1", **demanded))[0] == 403
    assert counting.calls == []
