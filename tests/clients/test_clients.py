"""Clients work unchanged, whichever wire the model's provider speaks."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from checks import PROVIDERS
from client_scripts import NODE_FOLDER, Script, Scripts, node

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OURS = Path(sys.executable)

#: Where `make setup` puts the major version of OpenAI's SDK before the newest.
OPENAI_2 = Path(sys.prefix, "openai2")

#: Each by the first words that its script prints: the client's name and its version.
SCRIPTS = {
    "openai 3.": Script("openai_checks.py", OURS),
    "openai 2.": Script("openai_checks.py", OURS, {"PYTHONPATH": str(OPENAI_2)}, OPENAI_2),
    "openai 3. responses": Script("responses_checks.py", OURS),
    "openai 2. responses": Script(
        "responses_checks.py", OURS, {"PYTHONPATH": str(OPENAI_2)}, OPENAI_2
    ),
    "anthropic": Script("anthropic_checks.py"),
    "langchain-tests": Script("langchain_checks.py"),
    "ai 7.": Script("ai_sdk_checks.mjs", node(), {"NODE_FOLDER": str(NODE_FOLDER)}, NODE_FOLDER),
    "pydantic-ai": Script("pydantic_ai_checks.py"),
    "openai-agents": Script("openai_agents_checks.py"),
}


@pytest.mark.parametrize("wire", PROVIDERS)
@pytest.mark.parametrize("client", SCRIPTS)
def test_a_client_works_unchanged_in_front_of_every_wire(
    client: str, wire: str, scripts: Scripts
) -> None:
    said = scripts.said(SCRIPTS[client], wire)
    assert said.startswith(client.removesuffix(" responses"))
    assert "\nok " in said
    assert "FAILED" not in said, said


#: Frameworks for agents, which take as many turns of tools as they are told to.
FRAMEWORKS = ("ai 7.", "pydantic-ai", "openai-agents")
LONG = {
    name: replace(SCRIPTS[name], environ={**SCRIPTS[name].environ, "TURNS": "500"})
    for name in FRAMEWORKS
}


@pytest.mark.endurance
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("wire", PROVIDERS)
@pytest.mark.parametrize("framework", LONG)
def test_an_agent_takes_five_hundred_turns_in_front_of_every_wire(
    framework: str, wire: str, scripts: Scripts
) -> None:
    said = scripts.said(LONG[framework], wire)
    assert "many turns of tools" in said.replace("_", " ")
    assert "FAILED" not in said, said
