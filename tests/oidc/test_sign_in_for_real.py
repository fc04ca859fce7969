"""Signing in at a real OpenID provider, npm's `oidc-provider`, over real HTTP with cookies."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest
from browsing import REDIRECT, Browser, Went, browser_session

from openid import SECRET, openid_provider
from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.account import Role
from wayfare.settings.people import Oidc
from wayfare.settings.serving import Network
from wayfare.settings.whole import Settings
from wayfare.store.audit import list_entries
from wayfare.store.users import find_user

pytestmark = pytest.mark.slow


@pytest.fixture
async def issuer() -> AsyncIterator[str]:
    """Whom people sign in at."""
    async with openid_provider(REDIRECT) as found:
        yield found


@pytest.fixture
def environ(home: Path, tmp_path: Path) -> Mapping[str, str]:
    return {
        "WAYFARE_HOME": str(home),
        "WAYFARE_CACHE": str(tmp_path / "cache"),
        "OIDC_SECRET": SECRET,
    }


@pytest.fixture
def settings(issuer: str) -> Settings:
    return Settings(
        oidc=Oidc(
            issuer=issuer,
            client_id="wayfare",
            client_secret_env="OIDC_SECRET",
            redirect_url=REDIRECT,
            make_users=True,
        ),
        network=Network(private=[issuer.removeprefix("http://")]),
    )


@pytest.fixture
async def browser(url: str) -> AsyncIterator[Browser]:
    async with browser_session() as session:
        yield Browser(session, url)


async def consent(browser: Browser, person: str, back: str = "/") -> str:
    """Go to the provider and through its pages; the address that it sends the browser to."""
    went: Went = await browser.go(f"/api/oidc/login?back={back}")
    assert went.status == 303, went.body
    at = f"{went.location}&login_hint={person}"
    for _ in range(8):
        went = await browser.go(at)
        assert went.status in (302, 303), went.body
        at = urljoin(at, went.location)
        if at.startswith(REDIRECT):
            return at
    raise AssertionError("the provider sends the browser in circles")


async def test_the_whole_way_there_and_back(browser, wayfare, issuer):
    back = await consent(browser, "mina", "/usage")
    assert f"iss={issuer.replace(':', '%3A').replace('/', '%2F')}" in back
    went = await browser.go(back)
    assert (went.status, went.location) == (303, "/usage"), went.body
    assert await browser.who() == "mina@example.com"
    user = find_user(wayfare.database, "mina@example.com")
    assert user is not None
    assert (user.subject, user.role) == (f"{issuer}|mina", Role.MEMBER)
    assert [entry.action for entry in list_entries(wayfare.database)] == ["login", "user.add"]


async def test_people_are_told_apart_and_come_back_as_themselves(browser, wayfare):
    for person, name in [("mina", "mina@example.com"), ("jun", "jun@example.com")]:
        for _ in range(2):
            browser.session.cookie_jar.clear()
            await browser.go(await consent(browser, person))
            assert await browser.who() == name


async def test_an_unverified_address_is_no_name_and_takes_over_nobody(browser, wayfare):
    await browser.go(await consent(browser, "thief"))
    who = await browser.who()
    assert who is not None
    assert who.startswith("owner-")
    assert find_user(wayfare.database, "owner").subject is None


async def test_whoever_refuses_there_is_not_let_in(browser):
    went = await browser.go(await consent(browser, "nobody"))
    assert went.status == 401
    assert "did not sign you in" in went.body
    assert await browser.who() is None


async def test_a_code_opens_once(browser, url):
    back = await consent(browser, "mina")
    went = await browser.go("/api/oidc")
    cookies = {
        cookie.key: cookie.value
        for cookie in browser.session.cookie_jar
        if cookie["path"] == "/api/oidc"
    }
    assert (await browser.go(back)).status == 303
    async with browser_session() as session:
        thief = Browser(session, url)
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        went = await thief.go(back, headers={"cookie": header})
        assert went.status == 401
        assert "invalid_grant" in went.body
        assert await thief.who() is None


async def test_a_code_of_another_browser_opens_nothing(browser, url):
    stolen = await consent(browser, "mina")
    async with browser_session() as session:
        thief = Browser(session, url)
        assert (await thief.go(stolen)).status == 401  # without a cookie
        mine = await consent(thief, "jun")
        code = stolen.partition("code=")[2].partition("&")[0]
        own = mine.partition("code=")[2].partition("&")[0]
        went = await thief.go(mine.replace(own, code))  # PKCE: it belongs to another attempt
        assert went.status == 401
        assert "invalid_grant" in went.body
        assert await thief.who() is None


@pytest.mark.parametrize("change", [("state=", "state=x"), ("iss=http", "iss=https")])
async def test_what_was_changed_on_the_way_back_is_refused(browser, change):
    back = (await consent(browser, "mina")).replace(*change)
    assert (await browser.go(back)).status == 401
    assert await browser.who() is None


async def test_a_wrong_secret_is_told_as_the_provider_tells_it(issuer, settings, environ):
    from loopback import serving
    from wayfare.api.app import App

    options = Options(scripted=True, environ={**environ, "OIDC_SECRET": "wrong"})
    async with (
        run_wayfare(settings, options) as wayfare,
        serving(App(wayfare)) as url,
        browser_session() as session,
    ):
        browser = Browser(session, url)
        went = await browser.go(await consent(browser, "mina"))
        assert went.status == 401
        assert "invalid_client" in went.body
        assert "wrong" not in went.body.replace("wrong-", "")
