"""What takes too long for every landing. Results with their dates: docs/endurance.md."""

import os
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).parent.parent.parent
QUESTION = "대한민국의 수도는 어디인가요?"


def test_a_fresh_clone_answers_in_korean_from_nothing(tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    environ = {
        **os.environ,
        "WAYFARE_HOME": str(tmp_path / "home"),
        "WAYFARE_CACHE": str(tmp_path / "cache"),
    }
    for start in ("cold", "warm"):
        began = time.monotonic()
        done = subprocess.run(
            ["make", "demo", "ONCE=1", "PORT=8187", f"ASK={QUESTION}"],
            cwd=clone,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        print(f"{start} start to first answer: {time.monotonic() - began:.1f} s")
        assert done.returncode == 0, done.stderr
        assert "서울" in done.stdout
