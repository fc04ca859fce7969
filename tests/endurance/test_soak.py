"""Thousands of streams through one process: its memory and its open files stay as they are."""

import asyncio

import aiohttp
import pytest

from counting_upstream import MODEL, counting_upstream, prompt, until_listed, write_settings
from wayfare_client import chat_body
from wayfare_process import serve_process

AT_ONCE = 25
WORDS = 20
GROWTH_MB = 20


async def ask_many(session: aiohttp.ClientSession, numbers: range) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(number: int) -> None:
        body = chat_body(prompt(number, words=WORDS), f"far/{MODEL}", stream=True)
        async with gate, session.post("/v1/chat/completions", json=body) as response:
            assert (await response.read()).endswith(b"data: [DONE]\n\n")

    await asyncio.gather(*(ask(number) for number in numbers))


@pytest.mark.parametrize(
    ("warm", "streams"),
    [
        pytest.param(300, 1_000, marks=pytest.mark.slow),
        pytest.param(2_000, 20_000, marks=[pytest.mark.endurance, pytest.mark.timeout(3_600)]),
    ],
)
async def test_memory_and_files_stay_flat_over_many_streams(tmp_path, warm, streams):
    async with counting_upstream() as upstream:
        write_settings(tmp_path, upstream.url)
        with serve_process(tmp_path) as process:
            headers = {"authorization": f"Bearer {process.key}"}
            async with aiohttp.ClientSession(process.url, headers=headers) as session:
                await until_listed(session)
                seen = []
                for numbers in (range(warm), range(warm, streams)):
                    await ask_many(session, numbers)
                    files = process.open_files()
                    sockets = files.pop("socket") - upstream.open
                    # the database has a pool of connections, which fills as they are needed
                    others = sum(n for name, n in files.items() if "wayfare.db" not in name)
                    seen.append((process.resident_mb(), others, sockets))
    (before_mb, files_before, sockets_before), (after_mb, files_after, sockets_after) = seen
    print(
        f"{before_mb:.1f} MB after {warm} streams, {after_mb:.1f} MB after"
        f" {streams}; files {files_before} and {files_after},"
        f" sockets beyond the upstream's {sockets_before} and {sockets_after}"
    )
    assert len(upstream.calls) == streams
    assert after_mb - before_mb < GROWTH_MB
    assert files_after <= files_before
    assert sockets_after <= AT_ONCE + sockets_before
