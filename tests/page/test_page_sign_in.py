"""Signing in on the page at a real OpenID provider: there, back, and where one was going."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from bench.browser import visiting
from bench.page_server import PageServer, page_server
from playwright.async_api import expect

from homes import put_store
from openid import SECRET, openid_provider


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def start(built, tmp_path, empty_store):
    """A Wayfare at a port that its provider knows, whose owner has an account."""

    def start(port: int, issuer: str):
        home = tmp_path / "home"
        put_store(home, empty_store)
        (home / "config").mkdir()
        (home / "config" / "wayfare.toml").write_text(f"""
[oidc]
issuer = "{issuer}"
client_id = "wayfare"
client_secret_env = "OIDC_SECRET"
redirect_url = "http://127.0.0.1:{port}/api/oidc/callback"
make_users = true
label = "Our company"

[network]
private = ["{urlsplit(issuer).netloc}"]
""")
        return page_server(home, port=port, OIDC_SECRET=SECRET)

    return start


@asynccontextmanager
async def elsewhere(start, person: str) -> AsyncIterator[PageServer]:
    """A Wayfare whose people sign in at a provider, where this one is."""
    port = free_port()
    async with openid_provider(f"http://127.0.0.1:{port}/api/oidc/callback", person) as issuer:
        with start(port, issuer) as server:
            server.set_up()
            yield server


@pytest.mark.parametrize(
    ("locale", "button"),
    [("en-US", "Log in with Our company"), ("ko-KR", "Our company로 로그인")],
    ids=["en", "ko"],
)
async def test_a_member_signs_in_elsewhere_and_is_where_they_were_going(
    browser, start, locale, button
):
    async with (
        elsewhere(start, "mina") as server,
        visiting(browser, server, cookie="", locale=locale) as here,
    ):
        page = await here.tab("/fares?tab=cheapest")
        await page.get_by_role("link", name=button).click()
        await page.wait_for_url("**/fares?tab=cheapest")
        await expect(page.get_by_text("mina@example.com")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("mina@example.com")).to_be_visible()


async def test_who_is_refused_elsewhere_is_told_so_at_the_door(browser, start):
    async with (
        elsewhere(start, "nobody") as server,
        visiting(browser, server, cookie="", locale="en-US") as here,
    ):
        page = await here.tab("/chat")
        button = page.get_by_role("link", name="Our company")
        await button.click()
        await page.wait_for_url("**/welcome?failed=sign_in_failed")
        await expect(page.get_by_text("Logging in there did not work.")).to_be_visible()
        await expect(button).to_be_visible()
