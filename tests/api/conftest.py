"""Who talks on the page in these tests: Mina, and Jisu beside her."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from people import Person, join
from talk import Talk
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role


@pytest.fixture
def mina(wayfare: Wayfare) -> Person:
    """A member."""
    return join(wayfare, "mina", Role.MEMBER)


@pytest.fixture
async def session(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A connection that keeps no cookies: each person shows their own."""
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


@pytest.fixture
def talk(session: aiohttp.ClientSession, mina: Person) -> Talk:
    """Mina's page."""
    return Talk(session, mina)


@pytest.fixture
def other(session: aiohttp.ClientSession, wayfare: Wayfare) -> Talk:
    """Jisu's, who has nothing to do with Mina's."""
    return Talk(session, join(wayfare, "jisu", Role.MEMBER))
