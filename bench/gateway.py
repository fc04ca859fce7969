"""Measure what Wayfare takes for a request, beside a bare relay and other gateways.

`python -m bench.gateway` starts a canned provider, a bare relay and Wayfare on loopback,
asks them by turns, and prints medians and the ratios pair by pair. What counts is the CPU
time of a server's whole process tree: unlike requests per second, it hardly depends on what
else the machine does. `--peers FOLDER` measures those beside it whose environments lie
there. `bench/README.md` says more.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from bench.asking import CONNECTIONS, OTHERS_CORE, SERVERS_CORE, SETTLE_S, Case, ask, cpu_us
from bench.load import Result
from bench.peers import started, those_in, version_of
from bench.report import about, table
from bench.servers import Server, bare_relay, upstream, wayfare


class Plan(msgspec.Struct, frozen=True):
    """How much is asked. Counts are answers per measurement."""

    rounds: int
    whole: int
    streamed: int
    alone: int
    at_once: int
    seconds_max: float  # per measurement


FULL = Plan(rounds=21, whole=1_500, streamed=400, alone=500, at_once=600, seconds_max=30)
QUICK = Plan(rounds=1, whole=300, streamed=60, alone=30, at_once=30, seconds_max=8)

WHOLE = Case("whole")
STREAMED = Case("streamed", stream=True)
EAGER = Case("streamed, eagerly", stream=True, pace="eager")
BURST = Case("streamed, in one burst", stream=True, pace="burst")
SLOW = Case("streamed slowly", stream=True, pace="slow")
WARM_ANSWERS = 10_000
SLOW_S = 1.5  # how long such an answer takes
#: Asked of everybody.
COMMON = (WHOLE, EAGER, STREAMED, BURST)
#: Asked of Wayfare alone: nobody else has a counterpart to it.
OWN = (
    Case("whole, auto", model="auto"),
    Case("whole, auto, one question", model="auto", questions=1),
    Case("streamed, auto", model="auto", stream=True),
    Case("whole, Messages client", as_messages=True),
    Case("streamed, Messages client", stream=True, as_messages=True),
)


def main() -> None:
    """Measure, print, and write JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench.gateway", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--peers", type=Path, help="a folder with other gateways' environments")
    parser.add_argument("--quick", action="store_true", help="a smoke run of a few seconds")
    parser.add_argument("--rounds", type=int, default=0, help="measurements of each")
    parser.add_argument("--seed", type=int, default=1, help="of the questions' words")
    options = parser.parse_args()
    plan = QUICK if options.quick else FULL
    if options.rounds:
        plan = msgspec.structs.replace(plan, rounds=options.rounds)
    peers = those_in(options.peers.resolve()) if options.peers else []
    versions = {peer.name: version_of(peer, options.peers.resolve()) for peer in peers}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wayfare-bench-")))
        provider = stack.enter_context(upstream(OTHERS_CORE))
        bare = stack.enter_context(bare_relay(provider.port, SERVERS_CORE))
        ours = stack.enter_context(wayfare(provider.port, SERVERS_CORE, folder / "home"))
        others = [
            stack.enter_context(
                started(
                    peer, options.peers.resolve(), folder / peer.name, provider.port, SERVERS_CORE
                )
            )
            for peer in peers
        ]
        bench = Bench(plan, options.seed, provider, [bare, ours, *others], ours)
        figures = {"about": about(options.seed, versions), **bench.measure()}
        check_ledger(folder / "home" / "wayfare.db", bench.asked)
    print(table(figures))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(figures)))


class Bench:
    """One run. `asked` counts what Wayfare was asked."""

    def __init__(
        self, plan: Plan, seed: int, provider: Server, servers: Sequence[Server], ours: Server
    ) -> None:
        self.asked = 1  # the question that waited for it to be ready
        self._plan = plan
        self._seed = seed
        self._provider = provider
        self._servers = servers
        self._ours = ours
        self._heavy_mb: float | None = None

    def measure(self) -> dict[str, Any]:
        """All figures."""
        idle = {server.name: server.rss_mb() for server in self._servers}
        cpu = {case.name: self._by_turns(case, self._servers) for case in COMMON}
        cpu |= {case.name: self._by_turns(case, [self._ours]) for case in OWN}
        latency = self._latencies()
        ceilings = {
            case.name: {"upstream": self._ceiling(case)} for case in (WHOLE, STREAMED, BURST)
        }
        time.sleep(SETTLE_S)
        footprint = {
            "start to first answer, s": {s.name: s.ready_s for s in self._servers},
            "RSS idle, MB": idle,
            f"RSS after {WARM_ANSWERS} answers, MB": (
                {} if self._heavy_mb is None else {self._ours.name: self._heavy_mb}
            ),
            f"RSS after {self.asked} answers, MB": {s.name: s.rss_mb() for s in self._servers},
        }
        return {
            "cpu_us": cpu,
            "latency_ms": latency,
            "ceiling_per_s": ceilings,
            "footprint": footprint,
        }

    def _weigh(self) -> None:
        """Note what Wayfare weighs once it has given ten thousand answers."""
        if self._heavy_mb is None and self.asked > WARM_ANSWERS:
            self._heavy_mb = self._ours.rss_mb()

    def _by_turns(self, case: Case, servers: Sequence[Server]) -> dict[str, list[float]]:
        """CPU per answer, round by round. The first round warms up and is not counted."""
        measured: dict[str, list[float]] = {server.name: [] for server in servers}
        for number in range(self._plan.rounds + 1):
            for server in servers:
                count = self._plan.streamed if case.stream else self._plan.whole
                # each round has other words: what was asked lately may be known again
                seed = self._seed + number
                cpu, done = cpu_us(
                    server, case, count, seed=seed, seconds_max=self._plan.seconds_max
                )
                self._count(server, done)
                self._weigh()
                if number:
                    measured[server.name].append(cpu)
        return measured

    def _latencies(self) -> dict[str, dict[str, float]]:
        """One client alone, and many streams at once."""
        found: dict[str, dict[str, float]] = {}
        for server in (self._provider, *self._servers):
            for case in (WHOLE, BURST):
                times = self._ask(server, case, self._plan.alone, 1).latencies_ms
                _note(found, server, f"one client, {case.name}", times)
            streams = self._plan.at_once // 3
            for spread_s, label in ((SLOW_S, "in flight"), (0.0, "begun in one instant")):
                result = self._ask(server, SLOW, self._plan.at_once, streams, spread_s)
                _note(found, server, f"first token, {streams} streams {label}", result.first_ms)
        return found

    def _ask(
        self, server: Server, case: Case, count: int, connections: int, spread_s: float = 0.0
    ) -> Result:
        result = ask(
            server,
            case,
            count,
            seed=self._seed,
            seconds_max=self._plan.seconds_max,
            connections=connections,
            spread_s=spread_s,
        )
        self._count(server, result.count)
        return result

    def _ceiling(self, case: Case) -> float:
        count = self._plan.streamed if case.stream else self._plan.whole
        result = self._ask(self._provider, case, count, CONNECTIONS)
        return result.count / result.seconds

    def _count(self, server: Server, answers: int) -> None:
        if server is self._ours:
            self.asked += answers


def _note(
    found: dict[str, dict[str, float]], server: Server, label: str, times_ms: Sequence[float]
) -> None:
    """The median and the slowest hundredth."""
    cuts = statistics.quantiles(times_ms, n=100, method="inclusive")
    for cut, part in ((49, "p50"), (98, "p99")):
        found.setdefault(f"{label}, {part}", {})[server.name] = cuts[cut]


def check_ledger(database: Path, asked: int) -> None:
    """What was asked must be in the ledger, or the comparison is not worth making."""
    with sqlite3.connect(database) as connection:
        for name in ("requests", "decisions", "attempts", "completions", "costs"):
            (kept,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            if kept < asked:
                raise RuntimeError(f"{asked} requests, but {kept} rows in {name}")
    connection.close()


if __name__ == "__main__":
    main()
