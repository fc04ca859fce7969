"""Everything that the OpenAPI document allows, and much that it does not, is asked by a machine.

Nothing may answer with a fault of the server's own, with a status that the document does not
tell of, in a shape that it does not have, or without the key that it wants.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from wayfare_process import serve_process

ROOT = Path(__file__).parents[2]
BIN = ROOT / ".venv" / "openapi" / "bin"
SEED = 20_261_126
#: What goes to a provider is the provider's to judge; HEAD comes with every GET.
NOT_CHECKED = "positive_data_acceptance,allow_header_conformance"


def fuzz(home: Path, *options: str) -> str:
    """Ask a server of its own; returns what was found."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environ["SCHEMATHESIS_HOOKS"] = "fuzz_hooks"
    environ["PYTHONPATH"] = str(ROOT / "tests")
    with serve_process(home, "--scripted") as server:
        command = [BIN / "schemathesis", "run", f"{server.url}/openapi.json"]
        command += ["--header", f"Authorization: Bearer {server.key}", "--seed", str(SEED)]
        command += ["--exclude-checks", NOT_CHECKED, "--continue-on-failure", "--no-color"]
        command += ["--warnings", "off", "--suppress-health-check", "all", *options]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=home, env=environ
        )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    return done.stdout


def cases(said: str) -> int:
    found = re.search(r"(\d+) generated", said)
    assert found is not None, said[-2_000:]
    return int(found[1])


@pytest.mark.slow
def test_the_document_is_openapi():
    command = [BIN / "openapi-spec-validator", ROOT / "docs" / "reference" / "openapi.json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_whatever_is_asked_is_answered_as_the_document_says(tmp_path):
    said = fuzz(tmp_path, "--phases", "examples,coverage,fuzzing", "-n", "5")
    assert cases(said) > 500


@pytest.mark.endurance
@pytest.mark.timeout(7200)
def test_whatever_is_asked_for_an_hour_is_answered_as_the_document_says(tmp_path):
    said = fuzz(tmp_path, "-n", "1000", "--max-time", "3600")
    print(cases(said), "cases")
    assert cases(said) > 10_000
