"""Coding agents of the command line take turn after turn, by any wire in front of any wire.

The scripted provider asks for a command in each turn, and says a last word after them. Their
homes are empty folders, and their settings keep them from asking anybody but Wayfare.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from checks import PROVIDERS, model_of
from client_scripts import NODE_FOLDER, need, node, plain_environ

from wayfare_process import ServerProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

LAST_WORD = "다 했습니다."
RUN_S = 1500

CODEX_SETTINGS = """
model_provider = "wayfare"
model_context_window = 10000000  # so that nothing is left out of the conversation
approval_policy = "never"
sandbox_mode = "danger-full-access"  # the commands are ours; its sandbox is the machine's matter
check_for_update_on_startup = false
web_search = "disabled"  # OpenAI's own tool
analytics.enabled = false
feedback.enabled = false
features.plugins = false  # which are looked for on the web
features.apps = false

[model_providers.wayfare]
name = "Wayfare"
base_url = "{url}/v1"
env_key = "WAYFARE_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
"""

#: The names that pi has for the wires.
PI_WIRES = {
    "openai": "openai-completions",
    "responses": "openai-responses",
    "anthropic": "anthropic-messages",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What an agent did: what each command put out, and the last it said."""

    outputs: Sequence[str]
    said: str


def prompt(turns: int, tool: str, argument: str) -> str:
    arguments = json.dumps({argument: "echo 차례 {turn}"}, ensure_ascii=False)
    return f"#turns {turns} tool={tool} args={arguments}\n#say {LAST_WORD}"


def run(command: Sequence[str | Path], home: Path, **environ: str) -> list[Mapping[str, object]]:
    """Run an agent in an empty folder; returns the events that it tells."""
    folder = home / "work"
    folder.mkdir()
    done = subprocess.run(
        [need(node()), *command],
        cwd=folder,
        env=plain_environ(home, **environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=RUN_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def run_codex(door: ServerProcess, home: Path, model: str, turns: int) -> Run:
    """OpenAI's Codex, which speaks Responses."""
    settings = home / "config.toml"
    settings.write_text(CODEX_SETTINGS.format(url=door.url), "utf-8")
    program = need(NODE_FOLDER / "node_modules/@openai/codex/bin/codex.js")
    options = ["exec", "--strict-config", "--skip-git-repo-check", "--ephemeral", "--json"]
    asked = prompt(turns, "exec_command", "cmd")
    events = run(
        [program, *options, "--model", model, asked],
        home,
        CODEX_HOME=str(home),
        WAYFARE_KEY=door.key,
    )
    items = [event["item"] for event in events if event["type"] == "item.completed"]
    commands = [item for item in items if item["type"] == "command_execution"]
    assert all(item["exit_code"] == 0 for item in commands)
    said = [item["text"] for item in items if item["type"] == "agent_message"]
    return Run([item["aggregated_output"] for item in commands], "".join(said))


def run_pi(door: ServerProcess, home: Path, model: str, turns: int, wire: str) -> Run:
    """Pi, which speaks whatever it is told to."""
    api = PI_WIRES[wire]
    provider = {
        "baseUrl": door.url if wire == "anthropic" else f"{door.url}/v1",
        "api": api,
        "apiKey": door.key,
        "models": [{"id": model, "reasoning": True, "contextWindow": 10_000_000}],
    }
    (home / "models.json").write_text(json.dumps({"providers": {"wayfare": provider}}), "utf-8")
    program = need(NODE_FOLDER / "node_modules/@mariozechner/pi-coding-agent/dist/cli.js")
    options = ["--mode", "json", "--no-session", "--provider", "wayfare", "--model", model]
    asked = prompt(turns, "bash", "command")
    events = run(
        [program, *options, "--thinking", "low", "--print", asked],
        home,
        PI_CODING_AGENT_DIR=str(home),
        PI_OFFLINE="1",
        PI_TELEMETRY="0",
    )
    results = [event for event in events if event["type"] == "tool_execution_end"]
    assert not any(event["isError"] for event in results)
    texts = [part["text"] for event in results for part in event["result"]["content"]]
    last = events[-1]["messages"][-1]["content"]
    return Run(texts, "".join(part["text"] for part in last if part["type"] == "text"))


def check(done: Run, turns: int) -> None:
    assert list(done.outputs) == [f"차례 {turn}\n" for turn in range(1, turns + 1)]
    assert done.said == LAST_WORD


TURNS = [20, pytest.param(500, marks=pytest.mark.endurance)]


@pytest.mark.parametrize("turns", TURNS)
@pytest.mark.parametrize("wire", PROVIDERS)
def test_codex_takes_its_turns_in_front_of_every_wire(door, tmp_path, wire, turns):
    check(run_codex(door, tmp_path, model_of(wire, "thinker"), turns), turns)


@pytest.mark.parametrize("turns", TURNS)
@pytest.mark.parametrize("spoken", PI_WIRES)
@pytest.mark.parametrize("wire", PROVIDERS)
def test_pi_takes_its_turns_by_every_wire_in_front_of_every_wire(
    door, tmp_path, wire, spoken, turns
):
    check(run_pi(door, tmp_path, model_of(wire, "thinker"), turns, spoken), turns)
