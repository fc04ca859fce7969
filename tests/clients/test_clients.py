"""Clients work unchanged, whichever wire the model's provider speaks."""

import sys
from pathlib import Path

import pytest
from client_scripts import Script, Scripts

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WIRES = ("openai",)

OURS = Path(sys.executable)

#: Where `make setup` puts the major version of OpenAI's SDK before the newest.
OPENAI_2 = Path(sys.prefix, "openai2")

#: Each with the first words that its script prints: the client's name and major version.
SCRIPTS = {
    "openai 3.": Script("openai_checks.py", OURS),
    "openai 2.": Script("openai_checks.py", OURS, {"PYTHONPATH": str(OPENAI_2)}, OPENAI_2),
}


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("client", SCRIPTS)
def test_a_client_works_unchanged_in_front_of_every_wire(
    client: str, wire: str, scripts: Scripts
) -> None:
    said = scripts.said(SCRIPTS[client], wire)
    assert said.startswith(client)
    assert "\nok " in said
    assert "FAILED" not in said, said
