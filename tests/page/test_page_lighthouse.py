"""Lighthouse over the pages that are met first."""

import asyncio

import pytest
from bench.page_server import COOKIE
from page_lighthouse import lighthouse

LEAST = {"accessibility": 1.0, "best-practices": 1.0, "performance": 0.95}


@pytest.mark.endurance
@pytest.mark.parametrize(
    ("path", "is_logged_in"),
    [("/chat", False), ("/chat", True), ("/fares", True), ("/arena", True), ("/admin", True)],
)
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
async def test_lighthouse_finds_nothing(server, path, is_logged_in, phone):
    cookie = f"{COOKIE}={server.cookie}" if is_logged_in else ""
    found = await asyncio.to_thread(lighthouse, server.url + path, cookie=cookie, phone=phone)
    print(f"\n{path} {found}")
    assert {name: found[name] for name, least in LEAST.items() if found[name] < least} == {}
