"""Ask a server so much, from a process of its own, and say what it cost.

Knows questions and servers. Knows nothing of which are compared.
"""

import os
import random
import subprocess
import sys
import time
from typing import Any

import msgspec

from bench.load import Load, Result
from bench.servers import REPOSITORY, Server

SETTLE_S = 0.4  # records are written behind the request's back: that is paid for too
SERVERS_CORE, OTHERS_CORE = 1, 0
CONNECTIONS = 16
MESSAGES = "/v1/messages"
_SYLLABLES = ["ka", "to", "mi", "ra", "ne", "so", "li"]


class Case(msgspec.Struct, frozen=True):
    """What is asked. `model` None: the server's own small one. `pace` is the provider's.

    By turns it is so many `questions`, each other words.
    """

    name: str
    model: str | None = None
    stream: bool = False
    pace: str = ""
    as_messages: bool = False
    questions: int = 1_000


def body_of(case: Case, server: Server, rng: random.Random) -> str:
    """A body of about 600 bytes, as clients send it."""
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(90)]
    if case.pace:
        words.append(f"pace-{case.pace}")
    system = "Answer in one sentence."
    messages = [{"role": "user", "content": " ".join(words)}]
    body: dict[str, Any] = {"model": case.model or server.model, "messages": messages}
    if case.as_messages:
        body["system"] = system
    else:
        messages.insert(0, {"role": "system", "content": system})
    body |= {"temperature": 0.7, "max_tokens": 200}
    return msgspec.json.encode({**body, "stream": True} if case.stream else body).decode()


def ask(
    server: Server,
    case: Case,
    count: int,
    *,
    seed: int,
    seconds_max: float,
    connections: int = CONNECTIONS,
    spread_s: float = 0.0,
) -> Result:
    """Ask from a process of its own."""
    rng = random.Random(seed)
    load = Load(
        port=server.port,
        path=MESSAGES if case.as_messages else server.path,
        bodies=[body_of(case, server, rng) for _ in range(case.questions)],
        key=server.key or "none",
        connections=connections,
        count=count,
        seconds_max=seconds_max,
        wants_ticket=server.name == "Wayfare",
        exact=server.name in ("upstream", "bare relay", "Wayfare"),
        spread_s=spread_s,
        headers=dict(server.headers),
    )
    command = ["taskset", "-c", str(OTHERS_CORE)] if (os.cpu_count() or 1) > 1 else []
    done = subprocess.run(
        [*command, sys.executable, "-m", "bench.load"],
        input=msgspec.json.encode(load),
        capture_output=True,
        timeout=seconds_max + 60,
        cwd=REPOSITORY,
        check=True,
    )
    result = msgspec.json.decode(done.stdout, type=Result)
    if result.wrong or not result.count:
        raise RuntimeError(f"{server.name}: {result.wrong} of {result.count} answers were wrong")
    return result


def cpu_us(
    server: Server, case: Case, count: int, *, seed: int, seconds_max: float
) -> tuple[float, int]:
    """CPU microseconds that an answer takes, and how many were given."""
    before = server.cpu_s()
    result = ask(server, case, count, seed=seed, seconds_max=seconds_max)
    time.sleep(SETTLE_S)
    return (server.cpu_s() - before) * 1e6 / result.count, result.count
