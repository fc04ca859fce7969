"""Wayfare as a process of its own, as users start it."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

READY_S = 60


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A `wayfare serve` that runs."""

    url: str
    key: str
    pid: int
    popen: "subprocess.Popen[bytes]"

    def resident_mb(self) -> float:
        """Its resident memory."""
        pages = Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def open_files(self) -> Counter[str]:
        """What it has open: how many sockets, and which files how often."""
        found: Counter[str] = Counter()
        for link in Path(f"/proc/{self.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # it was just closed
                found[str(link.readlink()).partition(":[")[0]] += 1
        return found

    def stop(self) -> None:
        """Stop it as Ctrl+C would; it must end well."""
        self.popen.terminate()
        self.popen.communicate(timeout=READY_S)
        assert self.popen.returncode == 0

    def kill(self) -> None:
        """Kill it as the kernel would, without a word, if it still is there."""
        if self.popen.returncode is None:
            self.popen.kill()
            self.popen.communicate()


def start_process(
    home: Path, *arguments: str, log: Path | None = None, **environ: str
) -> ServerProcess:
    """`wayfare serve` on a free port with a home of its own, ready to be asked.

    What it logs goes into `log`.
    """
    errors = (log or Path(os.devnull)).open("wb")
    popen = subprocess.Popen(
        [sys.executable, "-m", "wayfare", "serve", "--json", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=home,
        env={**os.environ, "WAYFARE_HOME": str(home), "WAYFARE_DISCOVER": "false", **environ},
    )
    errors.close()
    try:
        assert popen.stdout is not None
        said = json.loads(popen.stdout.readline())
        key = Path(said["key_file"]).read_text("utf-8").strip()
    except BaseException:
        popen.kill()
        popen.communicate()
        raise
    return ServerProcess(said["url"], key, popen.pid, popen)


@contextmanager
def serve_process(
    home: Path, *arguments: str, log: Path | None = None, **environ: str
) -> Iterator[ServerProcess]:
    """The same for a while; it must end well when told to."""
    process = start_process(home, *arguments, log=log, **environ)
    try:
        yield process
        process.stop()
    finally:
        process.kill()


def until_ready(server: ServerProcess) -> None:
    """Wait until there is a model to ask."""
    deadline = time.monotonic() + READY_S
    while True:
        try:
            urllib.request.urlopen(server.url + "/readyz").close()
        except urllib.error.HTTPError as error:
            error.close()
            assert time.monotonic() < deadline
            time.sleep(0.02)
            continue
        return
