"""Debian's Chromium, driven by Playwright: what the page did wrong is kept and fails a test."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
    async_playwright,
)

from bench.page_server import COOKIE, PageServer

#: Names of the program, in the order in which they are looked for.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
#: The widths that every screen is looked at.
WIDTHS = (390, 820, 1440)
PHONE, TABLET, DESK = WIDTHS
#: The browser says this of every answer of 400 and more, expected or not; tests look at those.
_ANSWERED = "Failed to load resource: the server responded with a status of"
#: And this where the network is away, which tests do on purpose.
_AWAY = "net::ERR_"


Theme = Literal["light", "dark"]


class MissingBrowserError(Exception):
    """There is no Chromium here."""


@dataclass
class Faults:
    """What went wrong in the pages of one visit."""

    said: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # asked of any host that is not Wayfare
    may_answer: bool = True  # statuses of 400 and more are looked at by the test itself

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the console calls an error, and what breaks the security policy."""
        text = message.text
        if message.type != "error" and "Content Security Policy" not in text:
            return
        if _AWAY in text or (self.may_answer and text.startswith(_ANSWERED)):
            return
        self.said.append(text)

    def check(self) -> None:
        """Raise where anything went wrong."""
        assert not self.said, f"the page said: {self.said}"
        assert not self.left, f"the page asked others: {self.left}"


@dataclass
class Visit:
    """One person's browser with Wayfare open: tabs that share a session."""

    context: BrowserContext
    server: PageServer
    faults: Faults

    async def tab(self, path: str = "/") -> Page:
        """Open a tab."""
        page = await self.context.new_page()
        await page.goto(self.server.url + path)
        return page


def program() -> str:
    """Where Chromium is."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    raise MissingBrowserError("There is no Chromium: `apt-get install chromium fonts-noto-cjk`.")


@asynccontextmanager
async def chromium(*arguments: str) -> AsyncIterator[Browser]:
    """A browser without a window."""
    flags = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", *arguments]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program(), args=flags)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def visiting(
    browser: Browser,
    server: PageServer,
    *,
    locale: str = "en-US",
    theme: Theme = "light",
    width: int = DESK,
    height: int = 900,
    cookie: str | None = None,
    strict: bool = True,
    watched: bool = True,
    **options: Any,
) -> AsyncIterator[Visit]:
    """A browser of its own, logged in as the server's owner unless `cookie` is empty.

    Not `watched`: nothing looks at where requests go, which takes each of them some milliseconds.
    """
    context = await browser.new_context(
        locale=locale,
        color_scheme=theme,
        viewport={"width": width, "height": height},
        is_mobile=width <= PHONE,
        has_touch=width <= PHONE,
        **options,
    )
    faults = Faults()
    context.on("console", faults.hear)
    context.on("weberror", lambda error: faults.said.append(str(error.error)))
    if watched:
        await context.route(is_foreign, _refuse(faults))
    shown = server.cookie if cookie is None else cookie
    if shown:
        await context.add_cookies(
            [{"name": COOKIE, "value": shown, "url": server.url, "httpOnly": True}]
        )
    try:
        yield Visit(context, server, faults)
    finally:
        await context.close()
    if strict:
        faults.check()


def is_foreign(url: str) -> bool:
    """Whether an address lies outside this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"


def _refuse(faults: Faults) -> Any:
    async def refuse(route: Route, request: Request) -> None:
        faults.left.append(request.url)
        await route.abort()

    return refuse
