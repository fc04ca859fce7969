"""Show a bench's figures as Markdown, with all that they need to be believed."""

import os
import platform
import shlex
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGES = ("wayfare", "uvicorn", "uvloop", "httptools", "aiohttp", "msgspec", "sqlalchemy")


def about(seed: int, peers: Mapping[str, str], module: str = "bench.gateway") -> dict[str, Any]:
    """What a figure must carry to be believed. `module` is the bench that was run."""
    return {
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "seed": seed,
        "command": shlex.join(["python", "-m", module, *sys.argv[1:]]),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.platform()}",
        "python": platform.python_version(),
        "versions": {**{name: version(name) for name in _PACKAGES}, **peers},
    }


def table(figures: Mapping[str, Any]) -> str:
    """The figures as Markdown."""
    told = figures["about"]
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    lines = [
        f"commit {told['commit']}, {told['date']}, seed {told['seed']}, `{told['command']}`",
        f"{told['machine']}; Python {told['python']}, {versions}",
        "",
        *_cpu(figures["cpu_us"]),
        "",
        *_grid("milliseconds", figures["latency_ms"], "{:.2f}"),
        "",
        *_grid("answers a second, at most", figures["ceiling_per_s"], "{:.0f}"),
        "",
        *_grid("start and memory", figures["footprint"], "{:.2f}"),
    ]
    return "\n".join(lines)


def _cpu(cases: Mapping[str, Mapping[str, Sequence[float]]]) -> list[str]:
    """Medians, and how many times what a server takes Wayfare takes: the median of pairs."""
    names = _names(cases.values())
    lines = [
        f"| CPU us per answer | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
    ]
    for case, measured in cases.items():
        cells = []
        for name in names:
            if name not in measured:
                cells.append("-")
                continue
            cell = f"{statistics.median(measured[name]):.0f}"
            if name != "Wayfare" and (ratios := ratios_to(measured, name)):
                cell += (
                    f" (**{statistics.median(ratios):.2f}**, {min(ratios):.2f}-{max(ratios):.2f})"
                )
            cells.append(cell)
        lines.append(f"| {case} | {' | '.join(cells)} |")
    return [
        *lines,
        "",
        "In brackets: Wayfare's time as a multiple of it, median of pairs and range.",
    ]


def ratios_to(measured: Mapping[str, Sequence[float]], name: str) -> list[float]:
    """Wayfare's figures as multiples of another's, pair by pair.

    The system counts in hundredths of a second: of whom it counted none, nothing can be said.
    """
    pairs = zip(measured["Wayfare"], measured[name], strict=True)
    return [ours / theirs for ours, theirs in pairs if theirs]


def _grid(title: str, rows: Mapping[str, Mapping[str, float]], shape: str) -> list[str]:
    names = _names(rows.values())
    lines = [f"| {title} | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for label, row in rows.items():
        cells = [shape.format(row[name]) if name in row else "-" for name in names]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return lines


def _names(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "not known"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
