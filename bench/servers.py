"""Start the servers of a bench, and read what they cost from /proc. Linux only.

Knows processes. Knows nothing of what is asked of them.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).parent.parent
CHAT = "/v1/chat/completions"
READY_MAX_S = 60.0
_SAID_PORT = re.compile(rb"http://127\.0\.0\.1:(\d+)")
#: Wayfare looks for new budgets every two seconds.
RULES_READ_S = 2.5
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_WAYFARE = str(Path(sys.executable).with_name("wayfare"))
_SETTINGS = """\
discover = false

[server]
port = {port}

[local]
enabled = false

[providers.{provider}]
base_url = "http://127.0.0.1:{upstream}/v1"
allow_private = true
models = ["small", "middle", "large", "huge"]

[prices."{provider}/small"]
as_of = "2026-11-01"
input = 0.15
output = 0.6

[prices."{provider}/middle"]
as_of = "2026-11-01"
input = 1
output = 4

[prices."{provider}/large"]
as_of = "2026-11-01"
input = 3
output = 15

[prices."{provider}/huge"]
as_of = "2026-11-01"
input = 10
output = 40
"""


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs."""

    name: str
    port: int
    key: str
    pid: int
    ready_s: float
    model: str = "bench/small"
    path: str = CHAT
    headers: Mapping[str, str] = field(default_factory=dict)

    def cpu_s(self) -> float:
        """The CPU seconds that its whole process tree has taken so far."""
        return sum(_cpu_s(pid) for pid in _tree(self.pid))

    def rss_mb(self) -> float:
        """The memory that its whole process tree holds."""
        return sum(_rss_mb(pid) for pid in _tree(self.pid))


@contextmanager
def upstream(core: int) -> Iterator[Server]:
    """The canned provider."""
    port = free_port()
    command = [sys.executable, "-m", "bench.upstream", str(port)]
    with running("upstream", command, port, core) as server:
        yield server


@contextmanager
def bare_relay(upstream_port: int, core: int) -> Iterator[Server]:
    """Uvicorn and aiohttp and nothing else, set up as Wayfare sets uvicorn up."""
    port = free_port()
    options = "--loop uvloop --http httptools --lifespan off --no-access-log --log-level warning"
    command = [sys.executable, "-m", "uvicorn", "bench.bare:app", "--port", str(port)]
    command += [*options.split(), "--no-server-header", "--no-date-header"]
    url = f"http://127.0.0.1:{upstream_port}/v1/chat/completions"
    environ = {**os.environ, "BENCH_UPSTREAM": url}
    with running("bare relay", command, port, core, environ=environ) as server:
        yield server


@contextmanager
def wayfare(upstream_port: int, core: int, home: Path) -> Iterator[Server]:
    """Wayfare as users start it: keys, a budget, decision log and ledger on, texts kept."""
    with plain_wayfare(upstream_port, core, home) as server:
        # a budget of the user who asks: each call reserves from it, and settles
        command = [_WAYFARE, "budgets", "set", "user", "owner", "--month", "1000000"]
        subprocess.run(command, env=_environ_at(home), check=True, capture_output=True)
        time.sleep(RULES_READ_S)
        yield server


@contextmanager
def plain_wayfare(
    upstream_port: int, core: int, home: Path, provider: str = "bench"
) -> Iterator[Server]:
    """Wayfare without a budget, at a home that is new or was used; its provider has this name."""
    port = free_port()
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    settings = _SETTINGS.format(port=port, upstream=upstream_port, provider=provider)
    (config / "wayfare.toml").write_text(settings)
    with running(
        "Wayfare",
        [_WAYFARE, "serve"],
        port,
        core,
        environ=_environ_at(home),
        home=home,
        key_file=config / "key",
        model=f"{provider}/small",
    ) as server:
        yield server


def _environ_at(home: Path) -> dict[str, str]:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("WAYFARE_")}
    return environ | {"WAYFARE_HOME": str(home)}


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def pin(core: int) -> None:
    """Keep this process on one core, where there are several."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


@contextmanager
def running(
    name: str,
    command: list[str],
    port: int | None,
    core: int,
    *,
    environ: Mapping[str, str] = os.environ,
    home: Path | None = None,
    key_file: Path | None = None,
    model: str = "bench/small",
    path: str = CHAT,
    headers: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start one, wait until it answers, and end it. `port` None: it says where it listens."""
    began = time.perf_counter()
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, after the process
    process = subprocess.Popen(
        command,
        env=environ,
        stdout=said,
        stderr=subprocess.STDOUT,
        cwd=home or REPOSITORY,
        preexec_fn=lambda: pin(core),  # noqa: PLW1509 - no thread runs in the bench
    )
    server = Server(name, port or 0, "", process.pid, 0.0, model, path, headers or {})
    try:
        server = _wait_until_ready(server, process, said, key_file)
        yield replace(server, ready_s=time.perf_counter() - began)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
        said.close()


def _wait_until_ready(
    server: Server, process: subprocess.Popen[bytes], said: IO[bytes], key_file: Path | None
) -> Server:
    """Until it answers a question to a named model."""
    until = time.perf_counter() + READY_MAX_S
    while time.perf_counter() < until:
        if process.poll() is not None:
            said.seek(0)
            words = said.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{server.name} ended with {process.returncode}: {words}")
        if key_file is not None and not server.key and key_file.exists():
            server = replace(server, key=key_file.read_text().strip())
        if not server.port and (found := _SAID_PORT.search(_all_of(said))):
            server = replace(server, port=int(found[1]))
        if server.port and _answers(server):
            return server
        time.sleep(0.01)
    raise RuntimeError(f"{server.name} was not ready within {READY_MAX_S:.0f} s")


def _all_of(said: IO[bytes]) -> bytes:
    return os.pread(said.fileno(), 1 << 20, 0)


def _answers(server: Server) -> bool:
    body = json.dumps(
        {"model": server.model, "messages": [{"role": "user", "content": "Are you there?"}]}
    ).encode()
    headers = "".join(f"{name}: {value}\r\n" for name, value in server.headers.items())
    head = (
        f"POST {server.path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n{headers}"
        f"content-type: application/json\r\nauthorization: Bearer {server.key or 'none'}\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=2) as connection:
            connection.settimeout(20)
            connection.sendall(head.encode() + body)
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _tree(root: int) -> list[int]:
    """A process and all that it has started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parents[int(entry.name)] = int(_stat(int(entry.name))[1])
    tree = [root]
    for pid in tree:  # grows while it is walked
        tree += [child for child, parent in parents.items() if parent == pid]
    return tree


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may hold blanks."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu_s(pid: int) -> float:
    user, system = _stat(pid)[11:13]
    return (int(user) + int(system)) / _TICKS_PER_S


def _rss_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
