"""Measure the CPU time that Wayfare takes for a request, beside a bare relay.

`python -m bench.gateway` starts a canned provider, a bare relay and Wayfare on loopback,
asks relay and Wayfare by turns, and prints medians and the ratio pair by pair. What counts
is the CPU time of a server's whole process tree: unlike requests per second, it hardly
depends on what else the machine does. `bench/README.md` says more.
"""

import argparse
import os
import platform
import random
import shlex
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from bench.load import Load, Result
from bench.servers import REPOSITORY, Server, bare_relay, upstream, wayfare

SETTLE_S = 0.4  # records are written behind the request's back: that is paid for too
SERVERS_CORE, OTHERS_CORE = 1, 0
CONNECTIONS = 16
_SYLLABLES = ["ka", "to", "mi", "ra", "ne", "so", "li"]
_PACKAGES = ("wayfare", "uvicorn", "uvloop", "httptools", "aiohttp", "msgspec", "sqlalchemy")


class Plan(msgspec.Struct, frozen=True):
    """How much is asked. Counts are answers per measurement."""

    rounds: int
    whole: int
    streamed: int
    alone: int
    seconds_max: float  # per measurement


FULL = Plan(rounds=7, whole=4_000, streamed=1_000, alone=500, seconds_max=30)
QUICK = Plan(rounds=1, whole=300, streamed=60, alone=30, seconds_max=5)

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"

#: What is measured: name, the model asked for, whether streamed.
CASES: Sequence[tuple[str, str, bool]] = (
    ("whole", "bench/small", False),
    ("streamed", "bench/small", True),
    ("whole, auto", "auto", False),
    ("streamed, auto", "auto", True),
)
#: A client of Anthropic's wire on the same model: measured against a client of the model's own.
TRANSLATED: Sequence[tuple[str, str]] = (
    ("whole", "whole, Messages client"),
    ("streamed", "streamed, Messages client"),
)


def main() -> None:
    """Measure, print, and write JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench.gateway", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--quick", action="store_true", help="a smoke run of a few seconds")
    parser.add_argument("--rounds", type=int, default=0, help="pairs of measurements")
    parser.add_argument("--seed", type=int, default=1, help="of the questions' words")
    options = parser.parse_args()
    plan = QUICK if options.quick else FULL
    if options.rounds:
        plan = msgspec.structs.replace(plan, rounds=options.rounds)
    figures = {"about": about(options.seed), **measure(plan, random.Random(options.seed))}
    print(table(figures))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(figures)))


def measure(plan: Plan, rng: random.Random) -> dict[str, Any]:
    """All figures of one run."""
    with (
        tempfile.TemporaryDirectory(prefix="wayfare-bench-") as folder,
        upstream(OTHERS_CORE) as provider,
        bare_relay(provider.port, SERVERS_CORE) as bare,
        wayfare(provider.port, SERVERS_CORE, Path(folder)) as ours,
    ):
        idle = {server.name: server.rss_mb() for server in (bare, ours)}
        bodies = {name: question(rng, model, stream) for name, model, stream in CASES}
        asked = 0
        cases = {}
        for name, _, stream in CASES:
            count = plan.streamed if stream else plan.whole
            cases[name], sent = pairs(plan, bare, ours, bodies[name], count)
            asked += sent
        translated = {}
        for name, shown in TRANSLATED:
            count = plan.streamed if name == "streamed" else plan.whole
            translated[shown], sent = pairs(
                plan, ours, ours, bodies[name], count, (MESSAGES, as_messages(bodies[name]))
            )
            asked += sent
        alone = {}
        for server in (provider, bare, ours):
            alone[server.name] = latency(ask(server, bodies["whole"], plan.alone, plan, 1))
        asked += plan.alone + 1  # and the question that waited for it to be ready
        ceilings = {}
        for name in ("whole", "streamed"):
            count = plan.streamed if name == "streamed" else plan.whole
            result = ask(provider, bodies[name], count, plan)
            ceilings[name] = result.count / result.seconds
        time.sleep(SETTLE_S)
        check_ledger(Path(folder) / "wayfare.db", asked)
        return {
            "cases": cases,
            "translated": translated,
            "one_client_ms": alone,
            "ceiling_per_s": ceilings,
            "ready_s": {server.name: server.ready_s for server in (bare, ours)},
            "rss_idle_mb": idle,
            "rss_after_mb": {server.name: server.rss_mb() for server in (bare, ours)},
        }


def pairs(
    plan: Plan,
    bare: Server,
    ours: Server,
    body: str,
    count: int,
    other: tuple[str, str] | None = None,
) -> tuple[dict[str, Any], int]:
    """Ask both by turns. The first pair warms up and is not counted.

    `other` is a path and a body that ours is asked with instead. Returns the figures, and
    how many answers Wayfare gave.
    """
    path, body_ours = other or (CHAT, body)
    measured = []
    sent = 0
    for _ in range(plan.rounds + 1):
        cpu_bare, done_bare = cpu_us(bare, body, count, plan)
        cpu_ours, done_ours = cpu_us(ours, body_ours, count, plan, path)
        measured.append((cpu_bare, cpu_ours))
        sent += done_ours + (done_bare if bare is ours else 0)
    measured = measured[1:]
    ratios = [b / a for a, b in measured]
    figures = {
        "bare_us": statistics.median(a for a, _ in measured),
        "wayfare_us": statistics.median(b for _, b in measured),
        "ratio": statistics.median(ratios),
        "ratios": ratios,
        "requests_per_measurement": count,
    }
    return figures, sent


def cpu_us(
    server: Server, body: str, count: int, plan: Plan, path: str = CHAT
) -> tuple[float, int]:
    """CPU microseconds that an answer takes, and how many were given."""
    before = server.cpu_s()
    result = ask(server, body, count, plan, path=path)
    time.sleep(SETTLE_S)
    return (server.cpu_s() - before) * 1e6 / result.count, result.count


def ask(
    server: Server,
    body: str,
    count: int,
    plan: Plan,
    connections: int = CONNECTIONS,
    path: str = CHAT,
) -> Result:
    """Ask from a process of its own."""
    load = Load(
        port=server.port,
        path=path,
        body=body,
        key=server.key or "none",
        connections=connections,
        count=count,
        seconds_max=plan.seconds_max,
        wants_ticket=server.name == "wayfare",
    )
    command = ["taskset", "-c", str(OTHERS_CORE)] if (os.cpu_count() or 1) > 1 else []
    done = subprocess.run(
        [*command, sys.executable, "-m", "bench.load"],
        input=msgspec.json.encode(load),
        capture_output=True,
        timeout=plan.seconds_max + 30,
        cwd=REPOSITORY,
        check=True,
    )
    result = msgspec.json.decode(done.stdout, type=Result)
    if result.wrong or not result.count:
        raise RuntimeError(f"{server.name}: {result.wrong} of {result.count} answers were wrong")
    return result


def question(rng: random.Random, model: str, stream: bool) -> str:
    """A body of about 600 bytes, as clients send it."""
    words = ("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(90))
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": "Answer in one sentence."},
            {"role": "user", "content": " ".join(words)},
        ],
        "temperature": 0.7,
        "max_tokens": 200,
    }
    return msgspec.json.encode({**body, "stream": True} if stream else body).decode()


def as_messages(body: str) -> str:
    """The same question as a client of Anthropic's wire asks it."""
    asked = msgspec.json.decode(body)
    system, *rest = asked["messages"]
    asked |= {"system": system["content"], "messages": rest}
    return msgspec.json.encode(asked).decode()


def latency(result: Result) -> dict[str, float]:
    """The median and the slowest hundredth."""
    cuts = statistics.quantiles(result.latencies_ms, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98]}


def check_ledger(database: Path, asked: int) -> None:
    """What was asked must be in the ledger, or the comparison is not worth making."""
    with sqlite3.connect(database) as connection:
        for name in ("requests", "decisions", "attempts", "completions", "costs"):
            (kept,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            if kept < asked:
                raise RuntimeError(f"{asked} requests, but {kept} rows in {name}")
    connection.close()


def about(seed: int) -> dict[str, Any]:
    """What a figure must carry to be believed."""
    return {
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "seed": seed,
        "command": shlex.join(["python", "-m", "bench.gateway", *sys.argv[1:]]),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.platform()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES},
    }


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "not known"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def table(figures: Mapping[str, Any]) -> str:
    """The figures as Markdown."""
    told = figures["about"]
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    lines = [
        f"commit {told['commit']}, {told['date']}, seed {told['seed']}, `{told['command']}`",
        f"{told['machine']}; Python {told['python']}, {versions}",
        "",
        "| CPU per request | bare relay us | Wayfare us | ratio (median of pairs) | pairs |",
        "|---|---|---|---|---|",
    ]
    lines += rows(figures["cases"])
    lines += ["", "| CPU per request | same wire us | translated us | ratio | pairs |"]
    lines += ["|---|---|---|---|---|", *rows(figures["translated"])]
    alone, ceilings = figures["one_client_ms"], figures["ceiling_per_s"]
    lines += ["", "| | upstream | bare relay | Wayfare |", "|---|---|---|---|"]
    for part in ("p50", "p99"):
        cells = " | ".join(f"{alone[n][part]:.2f}" for n in ("upstream", "bare", "wayfare"))
        lines.append(f"| one client, whole, {part} ms | {cells} |")
    lines.append(f"| ceiling, whole, answers/s | {ceilings['whole']:.0f} | | |")
    lines.append(f"| ceiling, streamed, answers/s | {ceilings['streamed']:.0f} | | |")
    for key, label in (
        ("ready_s", "start to first answer, s"),
        ("rss_idle_mb", "RSS idle, MB"),
        ("rss_after_mb", "RSS after the run, MB"),
    ):
        row = figures[key]
        lines.append(f"| {label} | | {row['bare']:.2f} | {row['wayfare']:.2f} |")
    return "\n".join(lines)


def rows(cases: Mapping[str, Any]) -> list[str]:
    """A row for each case."""
    return [
        f"| {name} | {case['bare_us']:.0f} | {case['wayfare_us']:.0f} | "
        f"**{case['ratio']:.2f}** | {min(case['ratios']):.2f}-{max(case['ratios']):.2f} |"
        for name, case in cases.items()
    ]


if __name__ == "__main__":
    main()
