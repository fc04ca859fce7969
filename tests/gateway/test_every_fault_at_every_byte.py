"""A stream that breaks after any of its bytes, in any way, ends honestly and is booked once.

The quick form breaks it at the ends of its events and at some bytes between them; the full
form, `make endurance`, at every byte. See docs/endurance.md.
"""

import asyncio
import json
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from faulty_upstream import CASE, MODEL, Case, FaultyUpstream, faulty_upstream
from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, owner_key, run_wayfare
from wayfare.settings.prices import PriceRow
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import BreakerSection, Retries, Timeouts
from wayfare.settings.whole import Settings

pytestmark = pytest.mark.timeout(1_800)

FAULTS = ("cut", "end", "error", "malformed", "leave", "stall")
ANSWER = "#say 하나 둘 three 🚀"
#: Long, so that a busy machine is not taken for a silent provider; short where one is.
SILENCE_S, STALL_S = 60.0, 2.0
AT_ONCE = {"stall": 300, "leave": 8}
HUNG_UP_WITHIN_S = 0.1
LAST_WORDS = (b"data: [DONE]\n\n", b'{"type":"message_stop"}\n\n')
INPUT_MICROS, OUTPUT_MICROS = 1_000, 2_000

ROWS = """
SELECT requests.prompt, attempts.ending, attempts.deltas, completions.input_tokens,
    completions.output_tokens, completions.counted_by_provider, costs.micros, costs.state,
    decisions.id = requests.id
FROM requests LEFT JOIN decisions ON decisions.request_id = requests.id
    LEFT JOIN attempts ON attempts.request_id = requests.id
    LEFT JOIN completions ON completions.attempt_id = attempts.id
    LEFT JOIN costs ON costs.attempt_id = attempts.id
"""


@dataclass
class Heard:
    """What the client got, and when it left."""

    status: int = 0
    raw: bytes = b""
    left_at: float | None = None

    @property
    def datas(self) -> list[bytes]:
        events = self.raw.split(b"\n\n")
        return [event.partition(b"data: ")[2] for event in events if b"data: " in event]

    @property
    def deltas(self) -> int:
        """Pieces of the answer that came whole."""
        chunks = [json.loads(data) for data in self.datas if data[:1] == b"{" and _is_json(data)]
        choices = [choice for chunk in chunks for choice in chunk.get("choices", ())]
        return sum(bool(choice.get("delta", {}).get("content")) for choice in choices)

    @property
    def ending(self) -> str:
        """How the answer ended, as far as the client can tell."""
        if self.left_at is not None and b"[DONE]" not in self.raw:
            return "abandoned"
        if self.status != 200:
            assert json.loads(self.raw)["error"]["message"], self
            return "failed"
        if self.datas[-1] == b"[DONE]":
            assert b'"error"' not in self.raw, self
            return "whole"
        assert json.loads(self.datas[-1])["error"]["message"], self
        assert b"[DONE]" not in self.raw, self
        return "cut"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


@dataclass
class Booked:
    """A row of the ledger."""

    ending: str
    deltas: int
    input_tokens: int
    output_tokens: int
    counted: int
    micros: int | None
    state: str


@dataclass
class Road:
    """Wayfare between a client and the faulty upstream."""

    wayfare: Wayfare
    upstream: FaultyUpstream
    session: aiohttp.ClientSession
    path: Path

    async def ask(self, case: Case) -> Heard:
        """Ask, and leave where the case says so: as soon as all that can come has come."""
        body = {
            "model": f"far/{MODEL}",
            "stream": True,
            "messages": [{"role": "user", "content": case.prompt}],
        }
        heard = Heard()
        asking = asyncio.ensure_future(self._read(body, heard))
        if case.fault != "leave":
            await asking
            return heard
        sent = asyncio.ensure_future(case.sent.wait())
        await asyncio.wait([asking, sent], return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait([asking], timeout=0.01)
        sent.cancel()
        if not asking.done():
            heard.left_at = time.perf_counter()
            asking.cancel()
        await asyncio.wait([asking])
        return heard

    async def _read(self, body: dict[str, Any], heard: Heard) -> None:
        async with self.session.post("/v1/chat/completions", json=body) as response:
            heard.status = response.status
            async for piece in response.content.iter_any():
                heard.raw += piece

    async def ask_all(self, cases: list[Case]) -> list[Heard]:
        gate = asyncio.Semaphore(AT_ONCE.get(cases[0].fault, 32))

        async def come(case: Case) -> Heard:
            async with gate:
                return await self.ask(case)

        return await asyncio.gather(*(come(case) for case in cases))

    def ledger(self) -> dict[int, list[Booked]]:
        self.wayfare.parts.records.flush()
        with closing(sqlite3.connect(self.path)) as connection:
            rows = connection.execute(ROWS).fetchall()
        found: dict[int, list[Booked]] = {}
        for prompt, *columns, is_decided in rows:
            mark = CASE.search(prompt)
            assert mark
            assert is_decided
            found.setdefault(int(mark[1]), []).append(Booked(*columns))
        return found


@dataclass
class Upstream:
    """A recorded upstream, and how Wayfare is put in front of it."""

    recorded: FaultyUpstream
    wire: str
    environ: Mapping[str, str]
    home: Path

    def road(self, silence_s: float) -> AbstractAsyncContextManager[Road]:
        return road_to(self.recorded, self.wire, self.environ, self.home, silence_s)


@asynccontextmanager
async def road_to(
    upstream: FaultyUpstream, wire: str, environ: Mapping[str, str], home: Path, silence_s: float
) -> AsyncIterator[Road]:
    row = ProviderRow(base_url=upstream.url, wire=wire, allow_private=True, models=[MODEL])
    price = PriceRow(as_of="2026-11-26", input=INPUT_MICROS, output=OUTPUT_MICROS)
    settings = Settings(
        discover=False,
        local=Local(enabled=False),
        providers={"far": row},
        prices={f"far/{MODEL}": price},
        timeouts=Timeouts(first_token_s=silence_s, between_s=silence_s),
        retries=Retries(waiting_max_s=0),
        breaker=BreakerSection(failures=0),
    )
    async with run_wayfare(settings, Options(environ=environ)) as wayfare:
        await wayfare.until_listed()
        headers = {"authorization": f"Bearer {owner_key(environ)}"}
        # a connection each: one that the server just closed for idleness cannot be met
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        async with (
            serving(App(wayfare)) as url,
            aiohttp.ClientSession(url, headers=headers, connector=connector) as session,
        ):
            yield Road(wayfare, upstream, session, home / "wayfare.db")


@pytest.fixture
async def upstream(request, environ, home) -> AsyncIterator[Upstream]:
    """One that speaks the wire that the test names; its stream is recorded."""
    async with faulty_upstream(request.param, ANSWER) as recorded:
        upstream = Upstream(recorded, request.param, environ, home)
        async with upstream.road(SILENCE_S) as road:
            assert (await road.ask(recorded.add("whole", 0))).ending == "whole"
        yield upstream


def offsets(recorded: bytes, step: int) -> list[int]:
    """Every `step`th byte, and those around the end of each event."""
    marks = {0, len(recorded), *range(0, len(recorded), step)}
    at = recorded.find(b"\n\n")
    while at >= 0:
        marks |= {at, at + 1, at + 2, at + 3}
        at = recorded.find(b"\n\n", at + 1)
    return sorted(mark for mark in marks if mark <= len(recorded))


async def settle(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def check_nothing_is_left(road: Road, tasks_before: int) -> None:
    await settle(lambda: road.upstream.busy == 0)
    await settle(lambda: len(asyncio.all_tasks()) - road.upstream.open <= tasks_before)


@pytest.mark.parametrize(
    ("upstream", "step"),
    [
        pytest.param("openai", 61, marks=pytest.mark.slow),
        pytest.param("openai", 1, marks=pytest.mark.endurance),
        *(
            pytest.param(wire, 397, marks=pytest.mark.slow)
            for wire in ("anthropic", "responses", "gemini")
        ),
        *(
            pytest.param(wire, 5, marks=pytest.mark.endurance)
            for wire in ("anthropic", "responses", "gemini")
        ),
    ],
    indirect=["upstream"],
)
async def test_a_stream_may_break_anywhere_in_any_way(upstream, step):
    recorded = upstream.recorded
    marks = offsets(recorded.recorded, step)
    told: list[tuple[Case, Heard]] = []
    for fault in FAULTS:
        cases = [recorded.add(fault, at) for at in marks]
        async with upstream.road(STALL_S if fault == "stall" else SILENCE_S) as road:
            tasks_before = len(asyncio.all_tasks()) - recorded.open
            told += zip(cases, await road.ask_all(cases), strict=True)
            await check_nothing_is_left(road, tasks_before)
            ledger = road.ledger()
    assert len(ledger) == len(recorded.cases) == recorded.calls
    tally: Counter[tuple[str, str]] = Counter()
    for case, got in told:
        (row,) = ledger[case.number]
        check_agreement(case, got, row, recorded.recorded)
        if row.ending == "whole":
            assert row.deltas == ledger[0][0].deltas, (case, row)
        tally[case.fault, row.ending] += 1
    print(f"{len(told)} streams broken: {dict(tally)}")
    tell_lags(told)


def check_agreement(case: Case, got: Heard, row: Booked, recorded: bytes) -> None:
    """What the client was told is what was booked, and is the truth."""
    told = f"{case} {row} {got.status} {got.raw[-300:]!r}"
    assert row.ending == got.ending, told
    # Gemini's wire has no last word: its stream is whole once it ends in order
    if case.at == len(recorded) and (case.fault == "end" or recorded.endswith(LAST_WORDS)):
        assert row.ending == "whole", told
    if case.fault not in ("error", "malformed"):  # their own junk goes before an error
        assert all(data == b"[DONE]" or _is_json(data) for data in got.datas), told
    if row.ending == "failed":
        assert got.deltas == row.deltas == 0, told
        assert row.output_tokens == 0, told
        assert (row.input_tokens > 0) is (case.fault == "stall"), told
    else:
        assert got.deltas <= row.deltas, told
        assert row.input_tokens > 0, told
    if not row.counted:
        assert row.output_tokens == (0 if row.ending == "failed" else row.deltas), told
    assert row.state == ("settled" if row.counted else "estimated"), told
    assert row.micros == row.input_tokens * INPUT_MICROS + row.output_tokens * OUTPUT_MICROS, told


def tell_lags(pairs: Iterable[tuple[Case, Heard]]) -> None:
    """How long after its client the provider was let go of."""
    lags = sorted(
        case.hung_up_at - got.left_at
        for case, got in pairs
        if case.hung_up_at is not None and got.left_at is not None
    )
    p50, p99 = (lags[int(len(lags) * share)] for share in (0.5, 0.99))
    print(f"{len(lags)} clients left: let go after {p50 * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms")
    assert p50 < HUNG_UP_WITHIN_S * 10
