"""The command line as a person uses it: `cli` runs a command and tells what came of it."""

import io
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from homes import put_store
from wayfare.cli.main import main
from wayfare.providers.scripted import ScriptedProvider, http_app
from wayfare_process import ServerProcess, serve_process

#: Of the environment in which the tests run, nothing else is seen.
KEPT = ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    out: str
    err: str
    status: int

    @property
    def json(self):
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(scope="module")
def scripted() -> ScriptedProvider:
    """A provider whose thinker judges fairly."""
    return ScriptedProvider(judges={"scripted-thinker": "fair"})


@pytest.fixture(scope="module")
def upstream_url(scripted) -> Iterator[str]:
    """The scripted provider, served by a thread."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(http_app(scripted), log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        server.should_exit = True
        thread.join()


@pytest.fixture
def surroundings(tmp_path: Path, empty_store: bytes) -> dict[str, str]:
    """An environment in which nothing was set up, and no local model is offered."""
    put_store(tmp_path / "home", empty_store)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **kept,
        "WAYFARE_HOME": str(tmp_path / "home"),
        "WAYFARE_CACHE": str(tmp_path / "cache"),
        "WAYFARE_DISCOVER": "false",
        "WAYFARE_LOCAL__ENABLED": "false",
        "WAYFARE_SERVER__PORT": "1",  # so that no server that runs here is found
    }


@pytest.fixture
def cli(
    surroundings: Mapping[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run `wayfare` in an empty folder."""
    (tmp_path / "folder").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "folder")

    def run(*arguments: str, stdin: bytes = b"", **environ: str) -> Said:
        for name in os.environ.keys() - {"PYTEST_CURRENT_TEST"}:
            monkeypatch.delenv(name)
        for name, value in {**surroundings, **environ}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        return Said(said.out, said.err, int(ended.value.code or 0))

    return run


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A scripted Wayfare that serves."""
    with serve_process(tmp_path_factory.mktemp("server"), "--scripted") as process:
        yield process


@pytest.fixture
def to_server(server: ServerProcess) -> dict[str, str]:
    """What to set so that the scripted Wayfare is asked."""
    return {"WAYFARE_URL": server.url, "WAYFARE_API_KEY": server.key}


@pytest.fixture
def upstream(server: ServerProcess, surroundings: Mapping[str, str]) -> dict[str, str]:
    """Settings in which the scripted Wayfare is a provider, asked without a server between."""
    config = Path(surroundings["WAYFARE_HOME"]) / "config"
    config.mkdir(parents=True)
    (config / "wayfare.toml").write_text(
        f'[providers.up]\nbase_url = "{server.url}/v1"\nkey_env = "UP_KEY"\n'
        "allow_private = true\n"
        'models = ["scripted-small", "scripted-unpriced"]\n'
        "[prices.'up/scripted-small']\nas_of = '2026-11-01'\ninput = 1.0\noutput = 2.0\n",
        "utf-8",
    )
    return {"UP_KEY": server.key}
