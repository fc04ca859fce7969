"""The record is true in every wire: whoever asks, whoever answers, however it ends."""

import asyncio
import random

import aiohttp
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.domain.record import Ending
from wayfare.domain.usage import Usage
from wayfare.providers.scripted import Ending as LedgerEnding

PROVIDERS = ("scripted", "scripted-responses", "scripted-anthropic", "scripted-gemini")
PATHS = {
    "/v1/chat/completions": lambda text: {"messages": [{"role": "user", "content": text}]},
    "/v1/messages": lambda text: {
        "max_tokens": 500,
        "messages": [{"role": "user", "content": text}],
    },
    "/v1/responses": lambda text: {"input": text},
}
ROUNDS = 6
#: How an attempt ends that somebody was asked for, by a process that lives.
ASKED = (Ending.WHOLE, Ending.FAILED, Ending.CUT, Ending.ABANDONED)


def script_for(rng):
    """What the provider shall do, and whether the client leaves before it is done."""
    lines = [f"#words {rng.randint(5, 60)}"]
    kind = rng.choice(["well", "well", "cut", "refused", "left"])
    if rng.random() < 0.5:
        lines.append(f"#tokens input={rng.randint(3_000, 9_000)} cached={rng.randint(0, 2_000)}")
    if kind == "cut":
        lines.append(f"#fault cut={rng.randint(1, 5)}")
    if kind == "refused":
        lines.append("#fault status=503")
    if kind == "left":
        lines.append("#pace 0.01")
    return "\n".join(lines), kind


async def ask(session, path, body, kind):
    """The whole answer, or its beginning where the client leaves."""
    async with session.post(path, json=body) as response:
        if kind == "left" and body["stream"]:
            await response.content.readline()
            response.close()
            return
        await response.read()


@pytest.mark.slow
async def test_each_call_is_recorded_as_its_provider_counted_it(wayfare, record, key):
    rng = random.Random(20_261_125)
    headers = {"authorization": f"Bearer {key}"}
    seen = dict.fromkeys(Ending, 0)
    async with (
        serving(App(wayfare)) as url,
        aiohttp.ClientSession(url, headers=headers) as session,
    ):
        for _ in range(ROUNDS):
            for provider in PROVIDERS:
                for path, body in PATHS.items():
                    for stream in (False, True):
                        text, kind = script_for(rng)
                        model = "scripted-large"
                        if provider != "scripted":
                            model = f"{provider}/{model}"
                        asked = {"model": model, "stream": stream, **body(text)}
                        script = wayfare.providers[provider]
                        calls = len(script.ledger)
                        await ask(session, path, asked, kind)
                        await until_booked(script, calls + 1)
                        attempt = record.attempts()[-1]
                        check(attempt, script.ledger[-1], (path, model, stream, text))
                        seen[attempt.ending] += 1
    assert all(seen[ending] > 5 for ending in ASKED), seen
    assert sum(seen.values()) == sum(seen[ending] for ending in ASKED)


async def until_booked(script, calls):
    async with asyncio.timeout(30):
        while len(script.ledger) < calls:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await asyncio.sleep(0.02)  # and recorded on our side


def check(attempt, call, about):
    if attempt.ending is Ending.WHOLE:
        assert attempt.served_model == "scripted-large", about
    usage = Usage(
        call.input_tokens,
        call.output_tokens,
        cached_tokens=call.cached_tokens,
        cache_write_tokens=call.cache_write_tokens,
        reasoning_tokens=call.reasoning_tokens,
    )
    if call.ending is LedgerEnding.WHOLE and attempt.ending is Ending.WHOLE:
        assert attempt.counted_by_provider, about
    if attempt.counted_by_provider:
        assert attempt.usage == usage, about
        assert attempt.cost.micros == call.cost_micros, about
        return
    if attempt.ending is Ending.FAILED:
        assert attempt.usage == Usage(0, 0), about
        return
    assert attempt.ending in (Ending.CUT, Ending.ABANDONED), about
    assert attempt.usage.output_tokens <= call.output_tokens + 1, about
