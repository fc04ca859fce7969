"""Killed without a word, under load, again and again: no half row, no sum that is wrong.

The quick form kills five times; the full form, `make endurance`, two hundred.
"""

import asyncio
import random
import sqlite3
import time
from bisect import bisect_right
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from counting_upstream import (
    CALL,
    INPUT_MICROS,
    INPUT_TOKENS,
    MODEL,
    OUTPUT_MICROS,
    CountingUpstream,
    Delivered,
    counting_upstream,
    prompt,
    until_listed,
    write_settings,
)
from wayfare.store.database import open_database
from wayfare.store.usage import usage_by
from wayfare_client import chat_body
from wayfare_process import ServerProcess, start_process

AT_ONCE = 12
#: What is promised to be on the disk, and what a machine that does other things adds to it.
DURABLE_S, BUSY_S = 0.1, 2.0

ROWS = """
SELECT requests.prompt, requests.started_at, attempts.number, attempts.ending,
    completions.input_tokens, completions.output_tokens, costs.micros, costs.state
FROM requests LEFT JOIN attempts ON attempts.request_id = requests.id
    LEFT JOIN completions ON completions.attempt_id = attempts.id
    LEFT JOIN costs ON costs.attempt_id = attempts.id
"""
#: Rows of the first table without one in the second.
HALVES = (
    ("requests", "id", "decisions", "request_id"),
    ("attempts", "id", "completions", "attempt_id"),
    ("attempts", "id", "costs", "attempt_id"),
)
OPEN = "SELECT count(*) FROM requests WHERE id NOT IN (SELECT request_id FROM attempts)"


@dataclass
class Run:
    """What was done to Wayfare."""

    home: Path
    upstream: CountingUpstream
    asked: int = 0
    first_asked: list[int] = field(default_factory=list)  # in each life
    killed_at: list[float] = field(default_factory=list)
    began: float = 0.0
    ready_s: list[float] = field(default_factory=list)

    async def start(self) -> ServerProcess:
        self.began = time.monotonic()
        return await asyncio.to_thread(start_process, self.home)

    async def live_and_die(self, rng: random.Random) -> None:
        """Serve many at once, and be killed in the middle."""
        process = await self.start()
        headers = {"authorization": f"Bearer {process.key}"}
        async with aiohttp.ClientSession(process.url, headers=headers) as session:
            await until_listed(session)
            self.ready_s.append(time.monotonic() - self.began)
            self.first_asked.append(self.asked)
            clients = [
                asyncio.ensure_future(self._ask_on(session, random.Random(rng.random())))
                for _ in range(AT_ONCE)
            ]
            await asyncio.sleep(rng.uniform(0.3, 1.0))
            self.killed_at.append(time.time())
            process.kill()
            await asyncio.gather(*clients)

    async def _ask_on(self, session: aiohttp.ClientSession, rng: random.Random) -> None:
        """Ask one thing after another, until nobody is there."""
        with suppress(aiohttp.ClientError, ConnectionError):
            while True:
                self.asked += 1
                text = prompt(self.asked - 1, words=rng.randint(1, 30), pace=0.004)
                body = chat_body(text, f"far/{MODEL}", stream=rng.random() < 0.7)
                async with session.post("/v1/chat/completions", json=body) as response:
                    assert response.status == 200
                    await response.read()

    def query(self, text: str) -> list[tuple]:
        with closing(sqlite3.connect(self.home / "wayfare.db")) as connection:
            return connection.execute(text).fetchall()


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(5, marks=[pytest.mark.slow, pytest.mark.timeout(240)]),
        pytest.param(200, marks=[pytest.mark.endurance, pytest.mark.timeout(3_600)]),
    ],
)
async def test_the_record_survives_kill_9(tmp_path, kills):
    rng = random.Random(20_261_126)
    async with counting_upstream() as upstream:
        write_settings(tmp_path, upstream.url)
        run = Run(tmp_path, upstream)
        for _ in range(kills):
            await run.live_and_die(rng)
        last = await run.start()  # it settles what the last one lost
        async with asyncio.timeout(30):
            while run.query(OPEN) != [(0,)]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        last.stop()
    check_file(run)
    check_rows(run)
    check_sums(run)
    ready = sorted(run.ready_s)
    print(f"ready after {ready[len(ready) // 2]:.2f} s, at most {ready[-1]:.2f} s")


def check_file(run: Run) -> None:
    assert run.query("PRAGMA integrity_check") == [("ok",)]
    assert run.query("PRAGMA foreign_key_check") == []
    for table, key, other, its_key in HALVES:
        others = f"SELECT {its_key} FROM {other}"
        assert run.query(f"SELECT {key} FROM {table} WHERE {key} NOT IN ({others})") == []


def check_rows(run: Run) -> None:
    """Each call of the upstream has its row, but for the moment before each kill."""
    delivered = {call.number: call for call in run.upstream.calls}
    assert len(delivered) == len(run.upstream.calls)
    missing_s, lost, whole = [], 0, 0
    rows: dict[int, tuple] = {}
    for body, _, *row in run.query(ROWS):
        found = CALL.search(body)
        assert found
        assert int(found[1]) not in rows, "one row each"
        rows[int(found[1])] = tuple(row)
    for number, call in delivered.items():
        number_of, ending, tokens_in, tokens_out, micros, state = rows.pop(number, (None,) * 6)
        if ending == "whole":
            whole += 1
            assert (number_of, tokens_in, tokens_out) == (1, INPUT_TOKENS, call.words)
            assert micros == tokens_in * INPUT_MICROS + tokens_out * OUTPUT_MICROS
            assert state == "settled"
            continue
        if ending is not None:
            lost += 1
            assert (number_of, ending, micros, state) == (0, "lost", None, "unknown")
        missing_s.append(unwritten_s(run, call, is_begun=ending is not None))
    assert all(row[1] == "lost" for row in rows.values())  # killed before the upstream heard
    missing_s.sort()
    late = sum(seconds > DURABLE_S for seconds in missing_s)
    print(
        f"{len(run.killed_at)} kills, {len(delivered)} calls: {whole} whole, {lost} booked as lost,"
        f" {len(missing_s) - lost} unknown; {late} had happened over {DURABLE_S} s before a kill,"
        f" the oldest {missing_s[-1]:.3f} s"
    )
    assert whole > 10 * len(run.killed_at)
    assert lost > len(run.killed_at)
    assert missing_s[-1] < DURABLE_S + BUSY_S


def unwritten_s(run: Run, call: Delivered, *, is_begun: bool) -> float:
    """How long before a kill that happened which was not written: the end, or else the begin."""
    happened = call.ended_at if is_begun else call.begun_at
    # by its number: what was under way at a kill may reach the upstream a little later
    killed = run.killed_at[bisect_right(run.first_asked, call.number) - 1]
    return 0.0 if happened is None else max(0.0, killed - happened)


def check_sums(run: Run) -> None:
    """What `wayfare usage` adds up is what stands in the rows."""
    database = open_database(f"sqlite:///{run.home / 'wayfare.db'}")
    try:
        (sums,) = usage_by(database, since=0, until=time.time() + 1, group="model")
    finally:
        database.close()
    ((micros, unknown),) = run.query("SELECT sum(micros), sum(micros IS NULL) FROM costs")
    ((tokens_in, tokens_out),) = run.query(
        "SELECT sum(input_tokens), sum(output_tokens) FROM completions"
    )
    ((requests,),) = run.query("SELECT count(*) FROM requests")
    assert sums.cost_micros == micros
    assert sums.unknown_costs == unknown > 0
    assert (sums.input_tokens, sums.output_tokens) == (tokens_in, tokens_out)
    assert (sums.requests, sums.attempts) == (requests, requests)
