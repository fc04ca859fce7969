"""A scripted Wayfare that all clients ask."""

from collections.abc import Iterator

import pytest
from client_scripts import Scripts

from wayfare_process import ServerProcess, serve_process


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with serve_process(tmp_path_factory.mktemp("home"), "--scripted") as server:
        yield server


@pytest.fixture(scope="session")
def scripts(door: ServerProcess, tmp_path_factory: pytest.TempPathFactory) -> Scripts:
    return Scripts(door, tmp_path_factory.mktemp("client"))
