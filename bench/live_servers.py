"""Start the Wayfares whose `auto` learns on real models: one as it comes, and a stranger.

The stranger asks the same models through the first, as any other provider's: nothing is
presumed of them.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

#: Weights may have to be fetched.
READY_MAX_S = 900.0
#: The name under which the stranger knows the first.
PROVIDER = "pair"
_KEY_ENV = "BENCH_LIVE_KEY"
_STRANGER = """\
discover = false

[local]
enabled = false

[providers.{provider}]
base_url = "{url}/v1"
key_env = "{key_env}"
allow_private = true
models = {models}

[pool]
arms = {arms}
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A Wayfare that answers."""

    url: str
    key: str


@contextmanager
def embedded(home: Path) -> Iterator[Served]:
    """With the two embedded models, as `wayfare serve` has them."""
    with _serving(home, {}) as served:
        yield served


@contextmanager
def embedded_with(home: Path, settings: str) -> Iterator[Served]:
    """The same with settings, in TOML."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "wayfare.toml").write_text(settings)
    with _serving(home, {}) as served:
        yield served


@contextmanager
def stranger(home: Path, first: Served, models: Sequence[str]) -> Iterator[Served]:
    """One that knows of these models only where they are."""
    (home / "config").mkdir(parents=True)
    arms = [f"{PROVIDER}/{model}" for model in models]
    settings = _STRANGER.format(
        provider=PROVIDER,
        url=first.url,
        key_env=_KEY_ENV,
        models=json.dumps(list(models)),
        arms=json.dumps(arms),
    )
    (home / "config" / "wayfare.toml").write_text(settings)
    with _serving(home, {_KEY_ENV: first.key}) as served:
        yield served


@contextmanager
def _serving(home: Path, more: dict[str, str]) -> Iterator[Served]:
    """`wayfare serve` on a free port, until all is asked."""
    home.mkdir(parents=True, exist_ok=True)
    environ = {k: v for k, v in os.environ.items() if not k.startswith("WAYFARE_")}
    environ |= {"WAYFARE_HOME": str(home), "WAYFARE_DISCOVER": "false", **more}
    command = [sys.executable, "-m", "wayfare", "serve", "--json", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environ, cwd=home)
    try:
        assert process.stdout is not None, "it is a pipe"
        said = json.loads(process.stdout.readline())
        served = Served(said["url"], Path(said["key_file"]).read_text("utf-8").strip())
        _wait_until_ready(served, process)
        yield served
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=60)
        process.kill()
        process.communicate()


def _wait_until_ready(served: Served, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_MAX_S
    while True:
        with suppress(urllib.error.URLError):
            urllib.request.urlopen(served.url + "/readyz", timeout=5).close()
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the Wayfare that was started is not ready")
        time.sleep(0.5)
