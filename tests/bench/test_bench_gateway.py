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
    assert {"whole", "streamed", "streamed, in one burst"} <= set(figures["cpu_us"])
    for case in figures["cpu_us"].values():
        assert all(0 < us < 1e6 for us in case["Wayfare"])
    assert figures["footprint"]["RSS idle, MB"]["Wayfare"] > 10
    assert all(set(row) >= {"upstream", "Wayfare"} for row in figures["latency_ms"].values())
    assert "| streamed |" in done.stdout
