"""The bench runs from end to end. How fast anything is, is not asked here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="CPU time is read from /proc")
def test_a_quick_run_ends_well_and_writes_its_figures(tmp_path):
    report = tmp_path / "figures.json"
    command = [sys.executable, "-m", "bench.gateway", "--quick", "--json", str(report)]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(report.read_text())
    assert {"commit", "date", "seed", "command", "machine", "versions"} <= set(figures["about"])
    assert {"whole", "streamed"} <= set(figures["cases"])
    for case in figures["cases"].values():
        assert case["bare_us"] > 0
        assert case["wayfare_us"] > 0
        assert all(0 < ratio < 100 for ratio in case["ratios"])
    assert figures["rss_idle_mb"]["wayfare"] > 10
    assert "| streamed |" in done.stdout
