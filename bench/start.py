"""Measure what Wayfare's start takes and what it holds while nobody asks.

Knows servers. Knows nothing of what they are asked, but for the question that tells they are ready.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.asking import OTHERS_CORE, SERVERS_CORE
from bench.servers import plain_wayfare, upstream

#: What is begun at the start is over by then, the child that reads the table of prices too.
IDLE_S = 3.0
#: An own server, and one that the table of prices may know.
PROVIDERS = ("bench", "openai")
Figures = tuple[float, float, float]


def main() -> None:
    """Start it some times, with a new home and again with the same, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    figures: dict[str, list[Figures]] = defaultdict(list)
    with upstream(OTHERS_CORE) as up:
        for _ in range(rounds):
            for provider in PROVIDERS:
                with tempfile.TemporaryDirectory() as folder:
                    for home in ("new", "used"):
                        found = _start(up.port, Path(folder) / "home", provider)
                        figures[f"{provider}, {home} home"].append(found)
    for name, rows in figures.items():
        rss, ready, cpu = (_spread(values) for values in zip(*rows, strict=True))
        print(f"{name}: RSS idle {rss} MB, ready after {ready} s, CPU {cpu} s")


def _start(upstream_port: int, home: Path, provider: str) -> Figures:
    """RSS in MB, seconds until the first answer, CPU seconds until it is idle."""
    with plain_wayfare(upstream_port, SERVERS_CORE, home, provider) as server:
        time.sleep(IDLE_S)
        return server.rss_mb(), server.ready_s, server.cpu_s()


def _spread(values: tuple[float, ...]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


if __name__ == "__main__":
    main()
