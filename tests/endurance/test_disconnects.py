"""A thousand clients leave at random moments: nothing stays open, and each is written down."""

import asyncio
import random
import sqlite3
from collections import Counter
from contextlib import closing, suppress

import aiohttp
import pytest

from counting_upstream import CALL, MODEL, counting_upstream, prompt, until_listed, write_settings
from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.settings.reading import load_settings
from wayfare_client import chat_body
from wayfare_process import serve_process

CLIENTS, AT_ONCE = 1_000, 50
#: When they leave: (a name, what they ask for, after how long at most).
KINDS = {
    "in the stream": ({"words": 60, "pace": 0.01}, True, 0.5),
    "before the first token": ({"words": 5, "delay": 2.0}, True, 0.2),
    "before a whole answer": ({"words": 5, "delay": 2.0}, False, 0.2),
    "at the very end": ({"words": 3, "pace": 0.001}, True, 0.03),
    "never": ({"words": 3, "pace": 0.001}, True, None),
}


async def come_and_go(session: aiohttp.ClientSession, number: int, rng: random.Random) -> str:
    kind = rng.choice(list(KINDS))
    asked, stream, leaves_within_s = KINDS[kind]
    body = chat_body(prompt(number, **asked), f"far/{MODEL}", stream=stream)
    patience = None if leaves_within_s is None else rng.uniform(0, leaves_within_s)
    with suppress(TimeoutError):
        async with (
            asyncio.timeout(patience),
            session.post("/v1/chat/completions", json=body) as response,
        ):
            await response.read()
    return kind


async def let_them_come(url: str, key: str) -> Counter[str]:
    rng = random.Random(20_261_126)
    gate = asyncio.Semaphore(AT_ONCE)
    headers = {"authorization": f"Bearer {key}"}
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(url, headers=headers, connector=connector) as session:
        await until_listed(session)

        async def come(number: int) -> str:
            async with gate:
                return await come_and_go(session, number, random.Random(rng.random()))

        return Counter(await asyncio.gather(*(come(number) for number in range(CLIENTS))))


async def settled(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def endings(path) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    with closing(sqlite3.connect(path)) as connection:
        for body, ending in connection.execute(
            "SELECT requests.prompt, attempts.ending FROM requests"
            " LEFT JOIN attempts ON attempts.request_id = requests.id"
        ):
            mark = CALL.search(body)
            assert mark
            found.setdefault(int(mark[1]), []).append(ending)
    return found


def check(found: dict[int, list[str]], upstream) -> None:
    """Each call has its one row; those that were never read were no calls."""
    asked = {call.number: call for call in upstream.calls}
    assert len(asked) == len(upstream.calls)
    assert set(asked) <= set(found)
    assert all(len(rows) == 1 for rows in found.values())
    for number, (ending,) in found.items():
        # the last bytes may be sent to one that just left
        is_whole = number in asked and asked[number].ended_at is not None
        assert ending in (("whole", "abandoned") if is_whole else ("abandoned",)), number
    tally = Counter(ending for (ending,) in found.values())
    print(f"{CLIENTS} clients, {len(asked)} calls: {dict(tally)}")
    # on a busy machine many leave before their call is begun
    assert tally["abandoned"] > len(found) // 2
    assert tally["whole"] > len(found) // 10
    assert len(found) > CLIENTS // 3


@pytest.mark.slow
async def test_no_socket_stays_open_in_a_process_of_its_own(tmp_path):
    async with counting_upstream() as upstream:
        write_settings(tmp_path, upstream.url)
        with serve_process(tmp_path) as process:
            async with aiohttp.ClientSession(
                process.url, headers={"authorization": f"Bearer {process.key}"}
            ) as session:
                await until_listed(session)
                text = prompt(10**6, words=1)
                for stream in (True, False):
                    body = chat_body(text, f"far/{MODEL}", stream=stream)
                    async with session.post("/v1/chat/completions", json=body) as response:
                        assert response.status == 200
                        await response.read()
            upstream.calls.clear()
            before = process.open_files()["socket"] - upstream.open
            kinds = await let_them_come(process.url, process.key)
            await settled(lambda: upstream.busy == 0)
            # what is still open to the upstream lies idle, to be used again
            await settled(lambda: process.open_files()["socket"] - upstream.open <= before)
            assert upstream.open <= AT_ONCE
            print(f"{dict(kinds)}; {before} sockets before, {upstream.open} idle connections after")
        await settled(lambda: upstream.open == 0)
    found = endings(tmp_path / "wayfare.db")
    del found[10**6]
    check(found, upstream)


@pytest.mark.slow
async def test_no_task_stays_behind(tmp_path):
    environ = {"WAYFARE_HOME": str(tmp_path)}
    async with counting_upstream() as upstream:
        write_settings(tmp_path, upstream.url)
        settings = load_settings(environ, tmp_path)
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            async with serving(App(wayfare)) as url:
                tasks = len(asyncio.all_tasks()) - upstream.open
                await let_them_come(url, owner_key(environ))
                await settled(lambda: upstream.busy == 0)
                # a task for each connection is the upstream's own
                await settled(lambda: len(asyncio.all_tasks()) - upstream.open <= tasks)
            wayfare.parts.records.flush()
    check(endings(tmp_path / "wayfare.db"), upstream)
