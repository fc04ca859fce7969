"""A client that comes after a test has changed what Wayfare is made of."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import aiohttp
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Wayfare
from wayfare_client import Client


@pytest.fixture
async def client_at(wayfare: Wayfare, key: str) -> AsyncIterator[Callable[[], Awaitable[Client]]]:
    """Makes a client of Wayfare as it is at that moment."""
    async with AsyncExitStack() as stack:

        async def make() -> Client:
            address = await stack.enter_async_context(serving(App(wayfare)))
            headers = {"authorization": f"Bearer {key}"}
            session = aiohttp.ClientSession(address, headers=headers)
            return Client(await stack.enter_async_context(session))

        yield make
