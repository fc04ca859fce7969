"""The official `openai` SDK works unchanged, in each major version that is in use."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wayfare_process import serve_process

CHECKS = Path(__file__).parent / "openai_checks.py"

#: Where `make setup` puts the SDK's older major version, beside the newest in the environment.
OLDER_SDK = Path(sys.prefix) / "openai2"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The base URL of a scripted Wayfare, and its key."""
    with serve_process(tmp_path_factory.mktemp("home"), "--scripted") as server:
        yield f"{server.url}/v1", server.key


def run_checks(door: tuple[str, str], sdk: str) -> str:
    done = subprocess.run(
        [sys.executable, CHECKS, *door],
        env={**os.environ, "PYTHONPATH": sdk},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_newest_openai_sdk_works_unchanged(door):
    assert not run_checks(door, sdk="").startswith("openai 2.")


def test_the_openai_sdk_of_the_major_version_before_works_unchanged(door):
    if not OLDER_SDK.is_dir():
        pytest.skip(f"there is no {OLDER_SDK}: `make setup` puts it there")
    assert run_checks(door, sdk=str(OLDER_SDK)).startswith("openai 2.")
