"""A scripted Wayfare in a process of its own, as users start it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

READY_S = 20


class Server:
    """`wayfare serve` on a free port, with a home of its own."""

    def __init__(self, *arguments: str, environ: dict[str, str] | None = None) -> None:
        self._home = tempfile.TemporaryDirectory()
        self._arguments = arguments
        self._environ = environ or {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> tuple[str, str]:
        """Start it; return its address and the owner's key."""
        command = [sys.executable, "-m", "wayfare", "--json", "serve", "--port", "0"]
        # both end with the process: nothing is read after the first line
        self._process = subprocess.Popen(
            [*command, *self._arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "WAYFARE_HOME": self._home.name, **self._environ},
        )
        assert self._process.stdout is not None
        said = msgspec.json.decode(self._process.stdout.readline())
        return said["url"], Path(said["key_file"]).read_text("utf-8").strip()

    def resident_mb(self) -> float:
        """Its resident memory."""
        assert self._process is not None
        pages = Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def stop(self) -> None:
        """Stop it, as Ctrl+C would."""
        assert self._process is not None
        self._process.terminate()
        self._process.communicate(timeout=READY_S)
        self._home.cleanup()


def serve_scripted() -> Server:
    """A Wayfare with the scripted provider and nothing else."""
    return Server("--scripted")
