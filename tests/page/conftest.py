"""The page in a browser over a Wayfare that really serves, a server a file."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

import pytest
import pytest_asyncio
from bench.browser import MissingBrowserError, Visit, chromium, program, visiting
from bench.page_server import PageServer, page_server
from page_build import MissingNodeError, built_page
from playwright.async_api import Browser
from pytest_asyncio import is_async_test

from homes import put_store

HERE = Path(__file__).parent


class Visiting(Protocol):
    """Open a browser of one's own at the server; options as `visiting` has them."""

    def __call__(self, **options: object) -> AbstractAsyncContextManager[Visit]: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser is slow, and all of it lives in the loop that the browser has."""
    for item in items:
        if HERE not in item.path.parents:
            continue
        if not item.get_closest_marker("endurance"):
            item.add_marker(pytest.mark.slow)
        if is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def built() -> Path:
    """The built page, as the server finds it."""
    try:
        return built_page()
    except MissingNodeError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session", autouse=True)
def _has_chromium() -> None:
    try:
        program()
    except MissingBrowserError as missing:
        pytest.skip(str(missing))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A browser that all tests of a process share; each visit has nothing of another."""
    async with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, empty_store: bytes) -> Path:
    """A home whose tables are there."""
    home = tmp_path_factory.mktemp("page") / "home"
    put_store(home, empty_store)
    return home


@pytest.fixture(scope="module")
def new(built: Path, home: Path) -> Iterator[PageServer]:
    """A Wayfare that nobody has set up."""
    with page_server(home) as server:
        yield server


@pytest.fixture(scope="module")
def server(new: PageServer) -> PageServer:
    """The same with its owner's account, logged in."""
    new.set_up()
    return new


@pytest.fixture
def visit(browser: Browser, server: PageServer) -> Visiting:
    """Come as the owner; what goes wrong in the page by then fails the test."""

    def come(**options: object) -> AbstractAsyncContextManager[Visit]:
        return visiting(browser, server, **options)

    return come
