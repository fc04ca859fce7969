"""A scripted Wayfare that all clients ask."""

from collections.abc import Iterator

import pytest
from client_scripts import Scripts

from wayfare_process import ServerProcess, serve_process

#: What a client does about a fault is tried here: so nobody else may cure or remember it.
PLAIN = {"WAYFARE_RETRIES__WAITING_MAX_S": "0", "WAYFARE_BREAKER__FAILURES": "0"}


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with serve_process(tmp_path_factory.mktemp("home"), "--scripted", **PLAIN) as server:
        yield server


@pytest.fixture(scope="session")
def scripts(door: ServerProcess, tmp_path_factory: pytest.TempPathFactory) -> Scripts:
    return Scripts(door, tmp_path_factory.mktemp("client"))
