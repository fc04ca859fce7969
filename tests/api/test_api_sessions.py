"""People log in and out; what a browser sends by itself changes nothing."""

import aiohttp
import pytest

PASSWORD = "several words are easy to keep"


@pytest.fixture
async def owner(client, url):
    """The owner, logged in, with the token that a page shows."""
    body = (await client.request("POST", "/api/setup", json={"password": PASSWORD})).body
    assert body["user"] == "owner"
    return body


async def log_in(session, name="owner", password=PASSWORD, **options):
    options.setdefault("json", {"name": name, "password": password})
    return await session.post("/api/session", **options)


async def test_the_owner_sets_a_password_by_the_key_and_logs_in_with_it(client, url):
    first = await client.request("POST", "/api/setup", json={"password": PASSWORD})
    assert first.status == 200
    again = await client.request("POST", "/api/setup", json={"password": PASSWORD})
    assert (again.status, again.error["code"]) == (409, "conflict")
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        said = await (await log_in(browser)).json()
        assert (said["user"], said["role"]) == ("owner", "owner")
        seen = await (await browser.get("/api/session")).json()
        assert seen == said
        gone = await browser.delete("/api/session", headers={"x-wayfare-csrf": said["csrf"]})
        assert gone.status == 204
        assert (await browser.get("/api/session")).status == 401
