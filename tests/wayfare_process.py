"""Wayfare as a process of its own, as users start it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY_S = 20


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A `wayfare serve` that runs."""

    url: str
    key: str
    pid: int


@contextmanager
def serve_process(home: Path, *arguments: str, **environ: str) -> Iterator[ServerProcess]:
    """`wayfare serve` on a free port with a home of its own; it must end well when told to."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wayfare", "serve", "--json", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={**os.environ, "WAYFARE_HOME": str(home), "WAYFARE_DISCOVER": "false", **environ},
    )
    assert process.stdout is not None
    try:
        said = json.loads(process.stdout.readline())
        key = Path(said["key_file"]).read_text("utf-8").strip()
        yield ServerProcess(said["url"], key, process.pid)
        process.terminate()
        assert process.wait(READY_S) == 0
    finally:
        process.kill()
        process.communicate()
