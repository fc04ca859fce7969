"""A whole Wayfare in a home of its own, served on a free port and asked over real sockets."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import aiohttp
import pytest
from hypothesis import settings as hypothesis_settings

from homes import put_store
from loopback import serving
from recorded import Record
from services import MissingServiceError, postgres_server, redis_server
from tape import TapeProvider
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, owner_key, run_wayfare
from wayfare.providers.scripted import ScriptedProvider
from wayfare.settings.choosing import CertificateSection
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare.store.database import open_database
from wayfare_client import Client

# the machine decides how long an example takes, not the code alone
hypothesis_settings.register_profile("wayfare", deadline=None, database=None)
hypothesis_settings.load_profile("wayfare")


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database as a first start leaves it: to make one takes longer than most tests."""
    file = tmp_path_factory.mktemp("store") / "wayfare.db"
    open_database(f"sqlite:///{file}").close()
    return file.read_bytes()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def environ(home: Path, tmp_path: Path, empty_store: bytes) -> Mapping[str, str]:
    """All that Wayfare sees of the environment. Its database holds nothing yet."""
    put_store(home, empty_store)
    return {"WAYFARE_HOME": str(home), "WAYFARE_CACHE": str(tmp_path / "cache")}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL in which tests may make schemas and databases."""
    try:
        with postgres_server() as address:
            yield address
    except MissingServiceError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """The address of a Redis in which tests may make and drop keys."""
    try:
        with redis_server() as address:
            yield address
    except MissingServiceError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def bubblewrap() -> None:
    """What code of others runs under."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed: `apt-get install bubblewrap`.")


@pytest.fixture
def settings() -> Settings:
    """The defaults, but no model is asked twice: tests of retries say what they wait for.

    No conversation is held by lot, or one test in twenty would be answered by another model.
    """
    held = CertificateSection(held_share=0)
    return Settings(retries=Retries(waiting_max_s=0), certificate=held)


@pytest.fixture
async def wayfare(settings: Settings, environ: Mapping[str, str]) -> AsyncIterator[Wayfare]:
    """Wayfare with the scripted provider and a real database."""
    async with run_wayfare(settings, Options(scripted=True, environ=environ)) as running:
        await running.until_listed()
        yield running


@pytest.fixture
def provider(wayfare: Wayfare) -> ScriptedProvider:
    found = wayfare.providers["scripted"]
    assert isinstance(found, ScriptedProvider)
    return found


@pytest.fixture
async def url(wayfare: Wayfare) -> AsyncIterator[str]:
    async with serving(App(wayfare)) as address:
        yield address


@pytest.fixture
def key(wayfare: Wayfare, environ: Mapping[str, str]) -> str:
    """The owner's key."""
    return owner_key(environ)


@pytest.fixture
async def client(url: str, key: str) -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(url, headers=headers) as session:
        yield Client(session)


@pytest.fixture
def record(wayfare: Wayfare, home: Path) -> Record:
    return Record(wayfare, home / "wayfare.db")


@pytest.fixture
async def tape(wayfare: Wayfare) -> TapeProvider:
    """A further provider, whose model is `tape`; a test says what it plays."""
    tape = TapeProvider()
    wayfare.providers[tape.name] = tape
    await wayfare.parts.catalog.refresh()
    return tape
