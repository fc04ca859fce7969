"""The two commands, where something is in their way."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def make(*arguments, **environ):
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_explains_every_target():
    targets = ["demo", "page", "setup", "check", "test", "endurance", "bench", "screens", "docs"]
    said = make("help").stdout
    assert [target for target in targets if f"make {target}" not in said] == []


@pytest.mark.parametrize("target", ["demo", "setup"])
def test_a_python_without_ensurepip_is_told_the_cure(target, tmp_path):
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    done = make(target, f"VENV={tmp_path / 'venv'}", PYTHONPATH=str(tmp_path))
    assert done.returncode != 0
    assert "apt-get install python3-venv" in done.stdout
    assert not (tmp_path / "venv").exists()


def test_an_old_python_is_told_so(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make("demo", f"VENV={tmp_path / 'venv'}", f"PYTHON={old}")
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stdout


@pytest.mark.slow
def test_a_taken_port_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = make("demo", "ONCE=1", f"PORT={port}", LANG="C.UTF-8")
    assert done.returncode != 0
    assert f"Port {port} is taken" in done.stderr
    assert "Traceback" not in done.stderr
