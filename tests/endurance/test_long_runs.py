"""What takes too long for every landing. Results with their dates: docs/endurance.md."""

import asyncio
import os
import subprocess
import time
from pathlib import Path

import aiohttp
import msgspec
import pytest
from tests.serving import Server

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).parent.parent.parent
QUESTION = "대한민국의 수도는 어디인가요?"
REQUESTS = 20_000
AT_ONCE = 50


def test_a_fresh_clone_answers_in_korean_from_nothing(tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    environ = {
        **os.environ,
        "WAYFARE_HOME": str(tmp_path / "home"),
        "WAYFARE_CACHE": str(tmp_path / "cache"),
    }
    for start in ("cold", "warm"):
        began = time.monotonic()
        done = subprocess.run(
            ["make", "demo", "ONCE=1", "PORT=8187", f"ASK={QUESTION}"],
            cwd=clone,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        print(f"{start} start to first answer: {time.monotonic() - began:.1f} s")
        assert done.returncode == 0, done.stderr
        assert "서울" in done.stdout


async def test_memory_stays_flat_over_many_streams():
    server = Server("--scripted")
    url, key = server.start()
    try:
        body = msgspec.json.encode(
            {
                "model": "scripted-small",
                "messages": [{"role": "user", "content": "#words 50"}],
                "stream": True,
            }
        )
        await _ask_many(url, key, body, REQUESTS // 10)
        before = server.resident_mb()
        await _ask_many(url, key, body, REQUESTS)
        after = server.resident_mb()
    finally:
        server.stop()
    print(f"{REQUESTS} streams: {before:.0f} MB before, {after:.0f} MB after")
    # the scripted provider keeps a ledger of its own, about 0.3 kB a call
    assert after - before < 30


async def _ask_many(url: str, key: str, body: bytes, count: int) -> None:
    slots = asyncio.Semaphore(AT_ONCE)
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def ask() -> None:
            async with slots, session.post(url + "/v1/chat/completions", data=body) as response:
                assert (await response.read()).endswith(b"data: [DONE]\n\n")

        for _ in range(0, count, 1_000):
            await asyncio.gather(*(ask() for _ in range(1_000)))
