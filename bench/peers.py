"""Other gateways, started plain beside Wayfare: no keys, no budgets, no log.

Each has an environment of its own in one folder, made by hand (`bench/README.md` says how);
one that is missing is left out. Knows how each starts and is asked. Nothing of theirs is
imported or kept.
"""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from bench.servers import CHAT, Server, free_port, running

_TENSORZERO = """\
[gateway]
bind_address = "127.0.0.1:$port"
observability.enabled = false

[models.small]
routing = ["bench"]

[models.small.providers.bench]
type = "openai"
model_name = "small"
api_base = "http://127.0.0.1:$upstream/v1"
api_key_location = "none"
"""

#: Its wheel has no program of its own, but starts its HTTP gateway inside Python.
_START_TENSORZERO = """\
import sys, time
from tensorzero.tensorzero import _start_http_gateway
gateway = _start_http_gateway(
    config_file=sys.argv[1], clickhouse_url=None, postgres_url=None, valkey_url=None,
    async_setup=False,
)
print(gateway.base_url, flush=True)
while True:
    time.sleep(3600)
"""

_ROLTER = """\
[server]
host = "127.0.0.1"
port = $port

[[providers]]
name = "bench"
kind = "openai"
api_base = "http://127.0.0.1:$upstream/v1"
api_key = "none"

[[routes]]
model = "small"
strategy = "round_robin"
[[routes.targets]]
provider = "bench"
model = "small"
"""

_LITELLM = """\
model_list:
  - model_name: small
    litellm_params:
      model: openai/small
      api_base: http://127.0.0.1:$upstream/v1
      api_key: none
general_settings:
  dangerously_permit_weak_or_unset_master_key: true
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """How one starts.

    `command` and `headers` may name `$env` (the folder of environments), `$work` (a folder
    for its files), `$port` and `$upstream`. `files` are written into `$work` first.
    `picks_port`: it says on its output where it listens. `version` is a command that tells it.
    """

    name: str
    needs: str
    command: tuple[str, ...]
    version: tuple[str, ...]
    model: str = "small"
    path: str = CHAT
    files: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    picks_port: bool = False


PEERS = (
    Peer(
        name="TensorZero",
        needs="tensorzero/bin/python",
        command=("$env/tensorzero/bin/python", "$work/start.py", "$work/tensorzero.toml"),
        version=("$env/tensorzero/bin/pip", "show", "tensorzero"),
        model="tensorzero::model_name::small",
        path="/openai/v1/chat/completions",
        files={"tensorzero.toml": _TENSORZERO, "start.py": _START_TENSORZERO},
        picks_port=True,
    ),
    Peer(
        name="rolter",
        needs="rolter/bin/rolter",
        command=("$env/rolter/bin/rolter", "gateway", "-c", "$work/rolter.toml"),
        version=("$env/rolter/bin/pip", "show", "rolter"),
        files={"rolter.toml": _ROLTER},
    ),
    Peer(
        name="Portkey",
        needs="portkey/node_modules/@portkey-ai/gateway/build/start-server.js",
        command=(
            *("node", "$env/portkey/node_modules/@portkey-ai/gateway/build/start-server.js"),
            *("--headless", "--port=$port"),
        ),
        version=(
            "node",
            "-p",
            "require('$env/portkey/node_modules/@portkey-ai/gateway/package').version",
        ),
        headers={
            "x-portkey-provider": "openai",
            "x-portkey-custom-host": "http://127.0.0.1:$upstream/v1",
        },
    ),
    Peer(
        name="LiteLLM",
        needs="litellm/bin/litellm",
        command=(
            *("$env/litellm/bin/litellm", "--config", "$work/litellm.yaml"),
            *("--host", "127.0.0.1", "--port", "$port"),
        ),
        version=("$env/litellm/bin/pip", "show", "litellm"),
        files={"litellm.yaml": _LITELLM},
    ),
)


def those_in(folder: Path) -> list[Peer]:
    """The peers whose environments are there."""
    return [peer for peer in PEERS if (folder / peer.needs).exists() and _has_program(peer)]


def _has_program(peer: Peer) -> bool:
    program = peer.command[0]
    return program.startswith("$") or shutil.which(program) is not None


@contextmanager
def started(
    peer: Peer, folder: Path, work: Path, upstream_port: int, core: int
) -> Iterator[Server]:
    """One of them, ready."""
    port = free_port()
    names = {
        "env": str(folder),
        "work": str(work),
        "port": str(port),
        "upstream": str(upstream_port),
    }
    work.mkdir(parents=True)
    for name, text in peer.files.items():
        (work / name).write_text(Template(text).substitute(names) if "$" in text else text)
    command = [Template(part).substitute(names) for part in peer.command]
    headers = {k: Template(v).substitute(names) for k, v in peer.headers.items()}
    with running(
        peer.name,
        command,
        None if peer.picks_port else port,
        core,
        model=peer.model,
        path=peer.path,
        headers=headers,
        home=work,
    ) as server:
        yield server


def version_of(peer: Peer, folder: Path) -> str:
    """The version that was measured."""
    names = {"env": str(folder)}
    command = [Template(part).safe_substitute(names) for part in peer.version]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    lines = [line.partition(": ")[2] for line in said.splitlines() if line.startswith("Version")]
    return lines[0] if lines else said.strip() or "not known"
