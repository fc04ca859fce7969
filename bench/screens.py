"""Take a picture of every screen, at three widths, in two languages, light and dark.

    python -m bench.screens [--out FOLDER] [--only chat,fares] [--all]

Serves the built page in a home that is thrown away, after a few conversations with a provider of
its own. Without `--all` only those few are taken that the repository keeps, into docs/images.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page
from playwright.async_api import TimeoutError as TooLateError

from bench.browser import DESK, PHONE, WIDTHS, Theme, chromium, visiting
from bench.page_server import PageServer, page_server
from bench.screens_answers import MODELS, SAID, answering
from bench.servers import REPOSITORY

IMAGES = REPOSITORY / "docs" / "images"
LANGUAGES: Mapping[str, str] = {"en": "en-US", "ko": "ko-KR"}
THEMES: tuple[Theme, ...] = ("light", "dark")
HEIGHTS: Mapping[int, int] = {390: 844, 820: 1100, 1440: 900}
#: What is still moving by then is not waited for.
SETTLED_MS = 5_000
_SETTINGS = """\
discover = false

[local]
enabled = false

[providers.example]
base_url = "http://127.0.0.1:{port}/v1"
allow_private = true
models = ["large", "middle", "small"]
"""
_PRICES: Mapping[str, tuple[float, float]] = {
    "large": (3, 15),
    "middle": (0.8, 4),
    "small": (0.1, 0.4),
}


@dataclass(frozen=True)
class Screen:
    """A view with what is done on it before the picture is taken."""

    name: str
    path: Callable[["Stage"], str]
    act: Callable[[Page], Awaitable[None]] | None = None
    is_logged_in: bool = True


@dataclass(frozen=True)
class Stage:
    """A Wayfare with conversations in it, by language."""

    server: PageServer
    language: str
    conversations: Mapping[str, str]
    shared: str


@dataclass(frozen=True)
class Shot:
    """One picture."""

    screen: str
    language: str
    width: int
    theme: Theme

    @property
    def file(self) -> str:
        """Its name."""
        return f"{self.screen}-{self.language}-{self.width}-{self.theme}.png"


async def _open_ticket(page: Page) -> None:
    await page.locator("[data-ticket]").first.click()


async def _make_backup(page: Page) -> None:
    await page.locator("section button").first.click()
    await page.locator("section [role=status]").first.wait_for()


def _always(path: str) -> Callable[[Stage], str]:
    return lambda _stage: path


SCREENS: tuple[Screen, ...] = (
    Screen("welcome", lambda stage: f"/#setup={stage.server.key}", is_logged_in=False),
    Screen("log-in", _always("/chat"), is_logged_in=False),
    Screen("chat-new", _always("/chat")),
    Screen("chat", lambda stage: f"/chat/{stage.conversations[stage.language]}"),
    Screen("ticket", lambda stage: f"/chat/{stage.conversations[stage.language]}", _open_ticket),
    Screen("fares", _always("/fares")),
    Screen("arena", _always("/arena")),
    Screen("arena-board", _always("/arena/board")),
    Screen("arena-own", _always("/arena/own")),
    Screen("certificates", _always("/certificates")),
    Screen("admin", _always("/admin")),
    Screen("admin-health", _always("/admin/health")),
    Screen("admin-models", _always("/admin/models")),
    Screen("admin-backups", _always("/admin/backups"), _make_backup),
    Screen("admin-sign-in", _always("/admin/sign_in")),
    Screen("shared", lambda stage: f"/shared/{stage.shared}", is_logged_in=False),
    Screen("nowhere", _always("/chat/there-is-no-such-conversation")),
)
KEPT: tuple[Shot, ...] = (
    Shot("ticket", "en", DESK, "light"),
    Shot("chat", "ko", DESK, "dark"),
    Shot("chat", "ko", PHONE, "light"),
    Shot("fares", "en", DESK, "light"),
)


def shots(names: frozenset[str]) -> Iterator[Shot]:
    """Every picture of these screens."""
    for screen, language, width, theme in product(SCREENS, LANGUAGES, WIDTHS, THEMES):
        if screen.name in names:
            yield Shot(screen.name, language, width, theme)


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """A Wayfare in which people have been."""
    async with answering() as port:
        home = folder / "home"
        (home / "config").mkdir(parents=True, mode=0o700)
        (home / "config" / "wayfare.toml").write_text(_settings(port), "utf-8")
        with page_server(home, is_scripted=False) as server:
            server.set_up()
            yield await asyncio.to_thread(_furnish, server)


def _settings(port: int) -> str:
    prices = [
        f'[prices."example/{name}"]\nas_of = "2026-11-01"\ninput = {asked}\noutput = {answered}\n'
        for name, (asked, answered) in _PRICES.items()
    ]
    assert set(_PRICES) == set(MODELS)
    return "\n".join([_SETTINGS.format(port=port), *prices])


def _furnish(server: PageServer) -> Stage:
    questions = list(SAID)
    made = {
        language: converse(server, questions[at : at + 2], "auto")
        for language, at in (("en", 0), ("ko", 2))
    }
    share = server.ask("POST", f"/api/conversations/{made['en']}/shares", {})
    return Stage(server, "en", made, share["token"])


def converse(server: PageServer, questions: list[str], model: str) -> str:
    """Ask one after the other in a new conversation; returns its id."""
    conversation: str = server.ask("POST", "/api/conversations", {"model": model})["id"]
    parent: str | None = None
    for number, question in enumerate(questions):
        body = {"key": f"{conversation}-{number}", "parent": parent, "text": question}
        answer = server.ask("POST", f"/api/conversations/{conversation}/runs", body)["answer"]
        until_ended(server, answer["run"]["id"])
        parent = answer["id"]
    return conversation


def until_ended(server: PageServer, run: str) -> Any:
    """Wait until a run has ended; returns it."""
    server.read(f"/api/runs/{run}/events")  # the stream closes when it has
    return server.ask("GET", f"/api/runs/{run}")


async def take(browser: Browser, there: Stage, shot: Shot, folder: Path) -> None:
    """Take one picture."""
    screen = next(each for each in SCREENS if each.name == shot.screen)
    there = replace(there, language=shot.language)
    async with visiting(
        browser,
        there.server,
        locale=LANGUAGES[shot.language],
        theme=shot.theme,
        width=shot.width,
        height=HEIGHTS[shot.width],
        cookie=None if screen.is_logged_in else "",
        strict=False,
    ) as here:
        page = await here.tab(screen.path(there))
        await settle(page)
        if screen.act is not None:
            await screen.act(page)
            await settle(page)
        await page.screenshot(path=folder / shot.file, animations="disabled")
        if here.faults.said or here.faults.left:
            print(f"{shot.file}: {here.faults.said} {here.faults.left}")


async def settle(page: Page) -> None:
    """Wait until nothing is fetched any more and the letters are there."""
    try:
        await page.wait_for_load_state("networkidle", timeout=SETTLED_MS)
    except TooLateError:
        print(f"{page.url} is still asking")
    await page.wait_for_timeout(100)  # letters are asked for once something is drawn with them
    await page.evaluate("document.fonts.ready.then(() => null)")


async def run(folder: Path, wanted: list[Shot]) -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        async with stage(Path(scratch)) as there, chromium() as browser:
            for shot in wanted:
                await take(browser, there, shot, folder)
                print(folder / shot.file)


def main() -> None:
    """Read the command line, and take the pictures."""
    names = [screen.name for screen in SCREENS]
    parser = argparse.ArgumentParser(prog="python -m bench.screens")
    parser.add_argument("--out", type=Path, default=IMAGES)
    parser.add_argument("--only", default=",".join(names), help=f"of {', '.join(names)}")
    parser.add_argument("--all", action="store_true", help="not only those that are kept")
    arguments = parser.parse_args()
    only = frozenset(arguments.only.split(","))
    wanted = list(shots(only)) if arguments.all else [s for s in KEPT if s.screen in only]
    arguments.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(arguments.out, wanted))


if __name__ == "__main__":
    main()
