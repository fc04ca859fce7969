"""The real models in real children. Fetches their weights into the user's cache if needed."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import pytest

from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.ports import Call
from wayfare.providers.local.models import QWEN, SMOLLM
from wayfare.providers.local.provider import LocalProvider
from wayfare.providers.local.server import is_runtime_installed
from wayfare.providers.local.weights import ensure
from wayfare.settings.providers import Local
from wayfare.settings.reading import cache_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not is_runtime_installed(), reason="xllamacpp is not there"),
]

CACHE = cache_folder(os.environ)


@pytest.fixture(scope="module", autouse=True)
def weights():
    for model in (SMOLLM, QWEN):
        ensure(model, Local(), CACHE)


@pytest.fixture
async def provider():
    provider = LocalProvider(Local(), CACHE)
    yield provider
    await provider.close()


async def ask(provider, model, text, *, stream=False, **fields):
    (deployment,) = [d for d in await provider.deployments() if d.name == model.name]
    body = {"model": model.name, "messages": [{"role": "user", "content": text}]}
    body |= {"stream": stream, "temperature": 0, "max_tokens": 60, **fields}
    return await provider.send(
        Call(deployment, "chat/completions", json.dumps(body).encode(), stream)
    )


async def answer(provider, model, text, **fields):
    reply = await ask(provider, model, text, **fields)
    return json.loads(b"".join([piece async for piece in reply.pieces]))


def resident_bytes(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def command_line(pid):
    return Path(f"/proc/{pid}/cmdline").read_text()


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_qwen_answers_in_korean(provider):
    completion = await answer(provider, QWEN, "대한민국의 수도는 어디인가요?")
    assert "서울" in completion["choices"][0]["message"]["content"]
    assert completion["model"] == QWEN.name
    assert "xllamacpp" not in sys.modules


async def test_a_warm_start_answers_within_four_seconds(provider):
    begins = time.perf_counter()
    reply = await ask(provider, QWEN, "Hello!", stream=True)
    await anext(aiter(reply.pieces))
    reply.close()
    assert time.perf_counter() - begins < 4


async def test_both_models_run_side_by_side(provider):
    answers = await asyncio.gather(
        *(answer(provider, m, "What is the capital of France?") for m in (SMOLLM, QWEN))
    )
    assert all(a["choices"][0]["message"]["content"].strip() for a in answers)
    assert set(provider.child_pids()) == {SMOLLM.name, QWEN.name}


async def test_two_busy_children_do_not_wear_each_other_out(provider):
    async def story(model):
        begins = time.perf_counter()
        await answer(provider, model, "Tell a long story.", max_tokens=60)
        return time.perf_counter() - begins

    for model in (SMOLLM, QWEN):
        await provider.warm_up(model.name)
    one_by_one = await story(SMOLLM) + await story(QWEN)
    begins = time.perf_counter()
    await asyncio.gather(story(SMOLLM), story(QWEN))
    assert time.perf_counter() - begins < 3 * one_by_one


async def test_many_first_calls_make_one_child(provider):
    calls = [asyncio.create_task(answer(provider, SMOLLM, "Hi", max_tokens=2)) for _ in range(6)]
    await asyncio.sleep(0.05)
    calls[0].cancel()  # who leaves does not spoil the start for the others
    done = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(each, dict) for each in done) == 5
    assert len(provider.child_pids()) == 1


async def test_a_child_that_was_killed_is_started_anew(provider):
    await answer(provider, SMOLLM, "Hi", max_tokens=2)
    first = provider.child_pids()[SMOLLM.name]
    os.kill(first, signal.SIGKILL)  # and ask at once: some calls find it dying, some dead
    await asyncio.gather(*(answer(provider, SMOLLM, "Hi", max_tokens=2) for _ in range(4)))
    second = provider.child_pids()[SMOLLM.name]
    assert second != first
    os.kill(second, signal.SIGKILL)
    await asyncio.sleep(0.3)
    await answer(provider, SMOLLM, "Hi", max_tokens=2)
    assert provider.child_pids()[SMOLLM.name] not in {first, second}


async def test_a_stream_that_breaks_says_so(provider):
    reply = await ask(provider, SMOLLM, "Tell a long story.", stream=True, max_tokens=2000)
    pieces = aiter(reply.pieces)
    await anext(pieces)
    os.kill(provider.child_pids()[SMOLLM.name], signal.SIGKILL)
    with pytest.raises(StreamCutError):
        async for _ in pieces:
            pass


async def test_a_json_schema_is_obeyed(provider):
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
        "required": ["city", "people"],
        "additionalProperties": False,
    }
    for model in (SMOLLM, QWEN):
        completion = await answer(
            provider,
            model,
            "Describe Seoul as JSON with city and people.",
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "city", "schema": schema, "strict": True},
            },
        )
        found = json.loads(completion["choices"][0]["message"]["content"])
        assert set(found) == {"city", "people"}
        assert isinstance(found["people"], int)


async def test_logprobs_are_kept(provider):
    completion = await answer(
        provider, QWEN, "Say hello.", logprobs=True, top_logprobs=2, max_tokens=4
    )
    tokens = completion["choices"][0]["logprobs"]["content"]
    assert tokens
    assert all(token["logprob"] <= 0 and len(token["top_logprobs"]) == 2 for token in tokens)


async def test_what_is_too_long_is_refused_in_the_models_own_words(provider):
    with pytest.raises(ProviderError) as caught:
        await answer(provider, SMOLLM, "word " * 9000)
    assert caught.value.status == 400
    assert json.loads(caught.value.body)["error"]["type"] == "exceed_context_size_error"
    assert caught.value.headers["content-type"].startswith("application/json")


async def test_a_client_that_leaves_stops_the_work(provider):
    reply = await ask(provider, QWEN, "Tell a long story.", stream=True, max_tokens=3000)
    await anext(aiter(reply.pieces))
    reply.close()
    reply.close()
    begins = time.perf_counter()
    await answer(provider, QWEN, "Hi", max_tokens=1)
    assert time.perf_counter() - begins < 3


async def test_a_call_that_is_cancelled_stops_the_work(provider):
    await answer(provider, QWEN, "Hi", max_tokens=1)
    task = asyncio.create_task(answer(provider, QWEN, "Tell a long story.", max_tokens=3000))
    await asyncio.sleep(1)
    task.cancel()
    begins = time.perf_counter()
    await answer(provider, QWEN, "Hi", max_tokens=1)
    assert time.perf_counter() - begins < 5


async def test_nobody_without_the_key_is_answered(provider):
    server = await provider._server(SMOLLM.name)
    access = await server.start()
    assert access.address.startswith("http://127.0.0.1:")
    assert access.key not in command_line(server.pid)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{access.address}/v1/chat/completions", json={"messages": []}) as response,
    ):
        assert response.status == 401


async def test_a_child_stays_small(provider):
    await answer(provider, SMOLLM, "Hi", max_tokens=1)
    for number in range(12):
        await answer(provider, SMOLLM, f"{number} " + "a word or two " * 60, max_tokens=4)
    pid = provider.child_pids()[SMOLLM.name]
    assert resident_bytes(pid) < SMOLLM.weights.size + 250_000_000


async def test_an_idle_child_costs_no_time(provider):
    await answer(provider, SMOLLM, "Hi", max_tokens=4)
    stat = Path(f"/proc/{provider.child_pids()[SMOLLM.name]}/stat")
    await asyncio.sleep(0.5)

    def ticks():
        fields = stat.read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    before = ticks()
    await asyncio.sleep(1)
    assert ticks() - before <= 5  # of a hundred


async def test_closing_ends_the_children(provider):
    await answer(provider, SMOLLM, "Hi", max_tokens=1)
    pid = provider.child_pids()[SMOLLM.name]
    await provider.close()
    assert not is_alive(pid)


async def test_closing_ends_a_child_that_still_loads(provider):
    task = asyncio.create_task(provider.warm_up(QWEN.name))
    await asyncio.sleep(0.3)
    pid = provider.child_pids()[QWEN.name]
    await provider.close()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not is_alive(pid)


PARENT = """
import asyncio, os, sys
from pathlib import Path
from wayfare.providers.local.provider import LocalProvider
from wayfare.settings.providers import Local

async def main(wait):
    provider = LocalProvider(Local(), Path(sys.argv[1]))
    start = asyncio.create_task(provider.warm_up(sys.argv[2]))
    while not provider.child_pids():
        await asyncio.sleep(0.005)
    if wait:
        await start
    print(*provider.child_pids().values(), flush=True)
    await asyncio.sleep(60)

asyncio.run(main(sys.argv[3] == "ready"))
"""


@pytest.mark.parametrize("when", ["ready", 0.0, 0.1, 0.4, 0.8])
def test_no_child_outlives_a_parent_that_was_killed(when):
    arguments = [str(CACHE), QWEN.name, "ready" if when == "ready" else "at once"]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, *arguments], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        if when != "ready":
            time.sleep(when)
        parent.kill()
    ends = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < ends:
        time.sleep(0.02)
    assert not is_alive(child)


def test_a_child_ends_when_its_stdin_does():
    child = subprocess.Popen(
        [sys.executable, "-m", "wayfare.providers.local.child", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    path = str(ensure(SMOLLM, Local(), CACHE))
    job = {"model": "m", "path": path, "key": "k", "threads": 1, "context_tokens": 512}
    child.stdin.write(json.dumps(job).encode() + b"\n")
    child.stdin.flush()
    assert json.loads(child.stdout.readline())["address"].startswith("http://127.0.0.1:")
    child.communicate(timeout=5)
    assert child.returncode == 0


def test_a_child_of_another_parent_does_not_begin():
    child = subprocess.run(
        [sys.executable, "-m", "wayfare.providers.local.child", "1"],
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert child.returncode == 1
