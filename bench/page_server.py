"""A Wayfare that serves its page: a process with the scripted provider, in a home of its own.

It can be stopped, killed and started again at the same address, and asked as the page asks.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

COOKIE = "wayfare-session"
PASSWORD = "several words are easy to keep"
READY_S = 60.0


@dataclass
class PageServer:
    """Where it lives, and what its owner's browser shows at the door."""

    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    is_scripted: bool = True
    ready_s: float = READY_S
    port: int = 0
    key: str = ""
    cookie: str = ""
    csrf: str = ""
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.home.with_name(f"{self.home.name}.log")

    def start(self) -> None:
        """Start it, and wait until there is a model to ask."""
        command = [sys.executable, "-m", "wayfare", "serve", "--json"]
        if self.is_scripted:
            command.append("--scripted")
        environ = {**os.environ, "WAYFARE_HOME": str(self.home), "WAYFARE_DISCOVER": "false"}
        environ["WAYFARE_PAGE__VOTE_SHARE"] = "0"  # no lot decides what somebody looks at
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.home.parent,
                env={**environ, **self.environ},
            )
        assert self._process.stdout is not None
        try:
            said = json.loads(self._process.stdout.readline())
            self.key = Path(said["key_file"]).read_text("utf-8").strip()
            self.port = int(said["url"].rpartition(":")[2])
            self._until_ready()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Stop it as Ctrl+C would; it must end well."""
        assert self._process is not None
        self._process.terminate()
        self._process.communicate(timeout=READY_S)
        assert self._process.returncode == 0, self.log.read_text("utf-8")[-2000:]

    def kill(self) -> None:
        """Kill it without a word, if it still is there."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            self._process.communicate()

    def restart(self) -> None:
        """Kill it without a word, and start it again."""
        self.kill()
        self.start()

    def resident_mb(self) -> float:
        """Its resident memory."""
        assert self._process is not None
        pages = Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def set_up(self) -> None:
        """Give the owner a password, as the first run does, and log in."""
        self.ask("POST", "/api/setup", {"password": PASSWORD}, key=self.key)

    def ask(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        """Ask the API as the page does: with the session, or with a key."""
        found = self._send(method, path, body, key)
        return json.loads(found) if found else None

    def read(self, path: str) -> bytes:
        """What is at a path, to its end."""
        return self._send("GET", path, None, "")

    def _send(self, method: str, path: str, body: Any, key: str) -> bytes:
        headers = {"content-type": "application/json"}
        if key:
            headers["authorization"] = f"Bearer {key}"
        elif self.cookie:
            headers |= {"cookie": f"{COOKIE}={self.cookie}", "x-wayfare-csrf": self.csrf}
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, headers, method=method)
        try:
            with urlopen(request, timeout=READY_S) as answer:
                found: bytes = answer.read()
                self._keep(answer.headers.get("set-cookie", ""), found)
        except HTTPError as error:
            with error:
                said = error.read().decode()
            raise AssertionError(f"{method} {path}: {error.code} {said}") from None
        return found

    def _keep(self, set_cookie: str, answer: bytes) -> None:
        if given := re.match(rf"{COOKIE}=([^;]+)", set_cookie):
            self.cookie = given.group(1)
            self.csrf = json.loads(answer)["csrf"]

    def _until_ready(self) -> None:
        deadline = time.monotonic() + self.ready_s
        while True:
            try:
                urlopen(self.url + "/readyz").close()
            except HTTPError as error:
                error.close()
                assert time.monotonic() < deadline, "no model is there"
                time.sleep(0.02)
                continue
            return


@contextmanager
def page_server(
    home: Path, *, is_scripted: bool = True, ready_s: float = READY_S, port: int = 0, **environ: str
) -> Iterator[PageServer]:
    """A Wayfare that nobody has set up yet; it must end well when told to."""
    home.mkdir(mode=0o700, exist_ok=True)
    server = PageServer(home, environ, is_scripted, ready_s, port)
    server.start()
    try:
        yield server
        server.stop()
    finally:
        server.kill()
