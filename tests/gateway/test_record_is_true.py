"""The record is true: after thousands of requests of every kind, a third of them cut or
abandoned, each call of the provider has its one row, with the provider's own count.
"""

import asyncio
import json
import random
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field

import aiohttp
import pytest
from msgspec.structs import replace

from loopback import serving
from scratch import scratch_schema
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, owner_key, run_wayfare
from wayfare.domain.cost import CostState
from wayfare.domain.record import AttemptRecord, Ending
from wayfare.domain.usage import Usage
from wayfare.ports import Call, Reply
from wayfare.providers.address import Address
from wayfare.providers.http import HttpProvider
from wayfare.providers.scripted import Ending as LedgerEnding
from wayfare.providers.scripted import LedgerRow, ScriptedProvider, http_app
from wayfare.providers.scripted.models import BY_MODEL
from wayfare.settings.choosing import CertificateSection
from wayfare.settings.serving import Retries, Store, Timeouts
from wayfare.settings.whole import Settings
from wayfare.store.requests import read_decision
from wayfare_client import Client, chat_body

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

#: Models are asked again too, at once.
#: Nothing is asked in the shadow: that would be requests of their own, which nobody here sent.
SETTINGS = Settings(
    retries=Retries(base_s=0.001), certificate=CertificateSection(mode="open", held_share=0)
)
AT_ONCE = 40
MARK = re.compile(rb"\[q(\d+)\]")
PRICED = ("scripted-large", "scripted-small", "scripted-en", "scripted-plain", "scripted-thinker")
MODELS = (*PRICED, "scripted-unpriced", "auto", "auto:best", "auto:cheap", "auto:fast")


@dataclass
class Question:
    """What one client asks, how, and when it leaves."""

    number: int
    prompt: str
    model: str
    stream: bool
    fields: dict = field(default_factory=dict)
    leaves_after_s: float | None = None
    leaves_after_lines: int | None = None


@dataclass
class Heard:
    """What that client got."""

    status: int = 0
    raw: bytes = b""
    decision_id: str | None = None

    @property
    def deltas(self) -> int:
        """Deltas that arrived whole and say anything."""
        lines = [line for line in self.raw.split(b"\n")[:-1] if line.startswith(b"data: {")]
        choices = [c for line in lines for c in json.loads(line[6:]).get("choices", ())]
        return sum(bool(choice.get("delta", {}).get("content")) for choice in choices)


class Witness:
    """Stands before the scripted provider and notes which question made which call."""

    def __init__(self, script: ScriptedProvider) -> None:
        self.script = script
        self.name = script.name
        self.call_ids: dict[int, list[str]] = defaultdict(list)

    async def deployments(self):
        return await self.script.deployments()

    async def send(self, call: Call) -> Reply:
        found = MARK.search(call.body)
        assert found is not None
        calls = self.call_ids[int(found[1])]
        calls.append("")
        place = len(calls) - 1
        try:
            reply = await self.script.send(call)
        except BaseException:
            # it was booked just now, before anybody else had a turn
            calls[place] = self.script.ledger[-1].call_id
            raise
        calls[place] = reply.headers["x-request-id"].removeprefix("req_")
        return reply

    async def close(self) -> None:
        pass


def questions(count: int, rng: random.Random) -> list[Question]:
    return [question(number, rng) for number in range(count)]


def question(number: int, rng: random.Random) -> Question:
    """Of every kind; a third is broken off by the provider or by the client."""
    kind = rng.choices(["well", "cut", "left"], [4, 1, 1])[0]
    words, stream = rng.randint(1, 80), rng.random() < 0.7
    lines = [f"[q{number}] " + rng.choice(["Tell me", "말해 줘", "x" * 400]), f"#words {words}"]
    made = Question(number, "", rng.choice(MODELS), stream)
    if rng.random() < 0.4:
        cached = rng.choice([0, 100, 9_000])
        lines.append(f"#tokens input={rng.randint(9_000, 12_000)} cached={cached}")
    if rng.random() < 0.1:
        lines.append("#fault no_usage")
    if stream and rng.random() < 0.2:
        lines.append("#usage inline")
    if stream and rng.random() < 0.3:
        made.fields["stream_options"] = {"include_usage": True}
    if kind == "cut":
        at = rng.randint(0, words + 2)
        faults = ["cut={}", "error_event={}", "malformed={}", "status=503", "unreachable"]
        lines.append("#fault " + rng.choice(faults).format(at))
    if kind == "left":
        leave(made, lines, rng)
    made.prompt = "\n".join(lines)
    return made


def leave(made: Question, lines: list[str], rng: random.Random) -> None:
    """Before the answer, before its first token, or anywhere within it."""
    if not made.stream or rng.random() < 0.3:
        lines.append(rng.choice(["#fault delay=0.2", "#fault stall=0.2 after=0", "#pace 0.01"]))
        made.leaves_after_s = rng.uniform(0, 0.1)
        return
    lines.append(rng.choice(["#pace 0.001", "#pace 0.003", "#fault stall=5 after=3", ""]))
    made.leaves_after_lines = rng.randint(1, 80)


async def ask(client: Client, asked: Question) -> Heard:
    heard = Heard()
    body = chat_body(asked.prompt, asked.model, stream=asked.stream, **asked.fields)
    try:
        async with asyncio.timeout(asked.leaves_after_s):
            await read(client, asked, body, heard)
    except TimeoutError:
        if asked.leaves_after_s is None:
            raise
    return heard


async def read(client: Client, asked: Question, body: dict, heard: Heard) -> None:
    async with client.session.post("/v1/chat/completions", json=body) as response:
        heard.status = response.status
        heard.decision_id = response.headers.get("x-wayfare-decision-id")
        lines = 0
        while line := await response.content.readline():
            heard.raw += line
            lines += 1
            if asked.leaves_after_lines is not None and lines >= asked.leaves_after_lines:
                response.close()
                return


@dataclass
class Road:
    """Wayfare on its way to the scripted provider, and both ends of it."""

    wayfare: Wayfare
    client: Client
    witness: Witness


@pytest.fixture(params=["in process", "over HTTP", "on PostgreSQL"])
def way(request: pytest.FixtureRequest) -> str:
    """How Wayfare comes to the scripted provider, or where it keeps its record."""
    return request.param


@pytest.fixture
def store(way: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    if way != "on PostgreSQL":
        yield Store()
        return
    with scratch_schema(request.getfixturevalue("postgres")) as url:
        yield Store(url=url)


@pytest.fixture
async def road(way: str, store: Store, environ: Mapping[str, str]) -> AsyncIterator[Road]:
    options = Options(scripted=True, environ=environ)
    async with run_wayfare(replace(SETTINGS, store=store), options) as wayfare:
        script = wayfare.providers["scripted"]
        witness = Witness(script)
        async with serving(http_app(witness)) as far:
            wayfare.providers["scripted"] = Far(far) if way == "over HTTP" else witness
            await wayfare.until_listed()
            headers = {"authorization": f"Bearer {owner_key(environ)}"}
            connector = aiohttp.TCPConnector(limit=0)
            async with (
                serving(App(wayfare)) as url,
                aiohttp.ClientSession(url, headers=headers, connector=connector) as session,
            ):
                yield Road(wayfare, Client(session), witness)
            await wayfare.providers["scripted"].close()


class Far(HttpProvider):
    """The scripted models over HTTP, with the prices that they have in process."""

    def __init__(self, url: str) -> None:
        address = Address("scripted", f"{url}/v1", allow_private=True)
        super().__init__(address, Timeouts())

    async def deployments(self):
        return tuple(BY_MODEL.values())


async def test_each_call_has_one_row_and_each_row_is_what_the_provider_counted(road, record_of):
    rng = random.Random(20_261_124)
    asked = questions(2_000, rng)
    script = road.witness.script
    script.faults["scripted-thinker"] = "status=529 times=240"
    gate = asyncio.Semaphore(AT_ONCE)

    async def come(one: Question) -> Heard:
        async with gate:
            return await ask(road.client, one)

    heard = await asyncio.gather(*(come(one) for one in asked))
    async with asyncio.timeout(30):
        while script.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)

    ledger = {row.call_id: row for row in script.ledger}
    assert len(ledger) == len(script.ledger) == sum(map(len, road.witness.call_ids.values()))
    attempts = record_of(road.wayfare)

    tally = Tally()
    for one, got in zip(asked, heard, strict=True):
        rows = attempts.pop(one.number, [])
        calls = [ledger.pop(call_id) for call_id in road.witness.call_ids[one.number]]
        check_numbers(rows, calls)
        for row, call in zip(rows, calls, strict=False):
            delivered = got.deltas if row is rows[-1] else 0
            check_row(one, row, call, delivered)
            tally.add(row, call, delivered)
        check_ticket(got, rows)
    assert ledger == {}
    assert attempts == {}
    tally.check()


def check_numbers(rows: list[AttemptRecord], calls: list[LedgerRow]) -> None:
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.deployment for row in rows][: len(calls)] == [call.model for call in calls]
    # a client may leave while the connection to the provider is still being made
    assert len(calls) <= len(rows) <= len(calls) + 1
    for row in rows[len(calls) :]:
        assert row.ending is Ending.ABANDONED


def check_row(one: Question, row: AttemptRecord, call: LedgerRow, delivered: int) -> None:
    usage = Usage(
        call.input_tokens,
        call.output_tokens,
        cached_tokens=call.cached_tokens,
        reasoning_tokens=call.reasoning_tokens,
    )
    unknown = BY_MODEL[row.deployment].price is None
    if row.counted_by_provider:
        assert row.usage == usage, (one, row, call)
        assert row.cost.micros == call.cost_micros, (one, row, call)
        assert row.cost.state is (CostState.UNKNOWN if unknown else CostState.SETTLED)
    else:
        assert row.cost.state is (CostState.UNKNOWN if unknown else CostState.ESTIMATED)
    if call.ending is LedgerEnding.WHOLE and row.ending is Ending.WHOLE:
        assert row.counted_by_provider is ("no_usage" not in one.prompt), (one, row, call)
    if call.ending is LedgerEnding.REFUSED and row.ending is not Ending.ABANDONED:
        assert row.ending is Ending.FAILED, (one, row, call)
        assert row.usage == Usage(0, 0)
        assert not row.cost.micros
    if row.ending in (Ending.CUT, Ending.ABANDONED) and not row.counted_by_provider:
        assert delivered <= row.usage.output_tokens <= call.deltas_sent, (one, row, call)
    if one.stream:
        assert delivered <= row.deltas <= call.deltas_sent or row.ending is Ending.FAILED


def check_ticket(got: Heard, rows: list[AttemptRecord]) -> None:
    """What the client was told is what was written down."""
    found = re.search(rb'"cost_micros":(null|\d+),"cost_state":"(\w+)"', got.raw)
    if found is None:
        return
    told = json.loads(found[1])
    costs = [row.cost.micros for row in rows]
    assert told == (None if costs[-1] is None else sum(cost or 0 for cost in costs))
    assert rows[-1].request_id == got.decision_id


@dataclass
class Tally:
    """What it comes to in sum."""

    endings: dict[Ending, int] = field(default_factory=lambda: defaultdict(int))
    kinds: dict[CostState, int] = field(default_factory=lambda: defaultdict(int))
    micros: int = 0
    script_micros: int = 0
    tokens: int = 0
    script_tokens: int = 0
    halves: int = 0

    def add(self, row: AttemptRecord, call: LedgerRow, delivered: int) -> None:
        self.endings[row.ending] += 1
        self.kinds[row.cost.state] += 1
        self.halves += row.ending in (Ending.CUT, Ending.ABANDONED) and delivered > 0
        if row.counted_by_provider:
            self.micros += row.cost.micros or 0
            self.script_micros += call.cost_micros or 0
            self.tokens += row.usage.input_tokens + row.usage.output_tokens
            self.script_tokens += call.input_tokens + call.output_tokens

    def check(self) -> None:
        assert self.micros == self.script_micros > 0
        assert self.tokens == self.script_tokens > 0
        # every kind was there, or nothing was proved
        assert self.halves > 100
        asked = (Ending.WHOLE, Ending.FAILED, Ending.CUT, Ending.ABANDONED)
        assert all(self.endings[ending] > 50 for ending in asked), self.endings
        for state in (CostState.SETTLED, CostState.ESTIMATED, CostState.UNKNOWN):
            assert self.kinds[state] > 50, self.kinds


@pytest.fixture
def record_of():
    """The attempts of a Wayfare, by the number of their question."""

    def read_all(wayfare: Wayfare) -> dict[int, list[AttemptRecord]]:
        wayfare.parts.records.flush()
        with wayfare.database.read() as connection:
            asked = connection.exec_driver_sql("SELECT id, prompt FROM requests")
            prompts = {row.id: row.prompt for row in asked}
        found = {}
        for request_id, prompt in prompts.items():
            mark = MARK.search(prompt)
            assert mark is not None
            decision = read_decision(wayfare.database, request_id)
            assert decision is not None
            found[int(mark[1])] = list(decision.attempts)
        return found

    return read_all
