"""Lighthouse: how the page is rated by what many look at."""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.browser import program
from page_build import node, npm

HERE = Path(__file__).parent / "lighthouse"
#: It says so where its own recording of a load came to nothing.
AGAIN, TRIES = "Please run Lighthouse again", 3
CATEGORIES = ("accessibility", "best-practices", "performance")


def lighthouse(url: str, *, cookie: str = "", phone: bool = False) -> dict[str, float]:
    """The rating of an address by category, and what of it is not perfect."""
    script = HERE / "node_modules/lighthouse/cli/index.js"
    if not script.is_file():
        npm("ci", at=HERE)
    command = [
        str(node()),
        str(script),
        url,
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--no-enable-error-reporting",
    ]
    if not phone:
        command.append("--preset=desktop")
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    for _ in range(TRIES):
        done = _run(command)
        if AGAIN not in done.stderr:
            break
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    return (
        {name: found["categories"][name]["score"] for name in CATEGORIES}
        | {
            f"lacking: {each}": audit["score"]
            for each, audit in found["audits"].items()
            if audit["score"] is not None and audit["score"] < 0.9
        }
        | {
            f"why: {each}": json.dumps(audit.get("details", {}).get("items"))[:600]
            for each, audit in found["audits"].items()
            if audit["score"] == 0
        }
    )


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    with TemporaryDirectory() as home:  # Chromium leaves things there
        environ = {"CHROME_PATH": program(), "PATH": "/usr/bin:/bin", "HOME": home}
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=300, env=environ
        )
