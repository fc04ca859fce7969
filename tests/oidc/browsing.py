"""A browser, as far as signing in needs one: it keeps cookies and follows no redirect."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import aiohttp

REDIRECT = "http://127.0.0.1/api/oidc/callback"


@dataclass
class Went:
    """What a request came to."""

    status: int
    location: str
    cookies: list[str]
    body: str

    @property
    def query(self) -> dict[str, str]:
        return {name: value for name, (value,) in parse_qs(urlsplit(self.location).query).items()}


class Browser:
    """Wayfare is at `url`, whatever address the provider sends the browser back to."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def go(self, address: str, **options) -> Went:
        address = address.replace("http://127.0.0.1/api", self.url + "/api")
        if address.startswith("/"):
            address = self.url + address
        async with self.session.get(address, allow_redirects=False, **options) as response:
            return Went(
                response.status,
                response.headers.get("location", ""),
                response.headers.getall("set-cookie", []),
                await response.text(),
            )

    async def who(self) -> str | None:
        """Who is logged in."""
        async with self.session.get(self.url + "/api/session") as response:
            return (await response.json())["user"] if response.status == 200 else None

    def forget(self, path: str) -> None:
        """Lose the cookies that are sent to a path."""
        self.session.cookie_jar.clear(lambda cookie: cookie["path"] == path)


def browser_session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
