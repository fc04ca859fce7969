"""Take a picture of every screen, at three widths, in two languages, light and dark.

    python -m bench.screens [--all] [--only chat,fares] [--looks ko-390-light] [--whole]

Serves the built page in a home that is thrown away, after a few conversations with a provider of
its own. Without `--all` only those few are taken that the repository keeps, into docs/images.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from playwright.async_api import Browser, Page
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as TooLateError

from bench.browser import DESK, PHONE, WIDTHS, Theme, Visit, chromium, visiting
from bench.page_server import page_server
from bench.screens_answers import DIAGRAMS, MODELS, REFUSED, SAID, SLOW, SOUGHT, answering
from bench.screens_list import SCREENS, Screen, tell
from bench.screens_stage import Stage, Words, furnish
from bench.servers import REPOSITORY

IMAGES = REPOSITORY / "docs" / "images"
LANGUAGES: Mapping[str, str] = {"en": "en-US", "ko": "ko-KR"}
THEMES: tuple[Theme, ...] = ("light", "dark")
HEIGHTS: Mapping[int, int] = {390: 844, 820: 1100, 1440: 1080}
#: What is still moving by then is not waited for.
SETTLED_MS = 3_000
#: By how much something is wider than the page.
WIDER = "document.documentElement.scrollWidth - innerWidth"
_SETTINGS = """\
discover = false

[money]
as_of = "2026-11-20"
per_dollar = {{ KRW = 1400 }}

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
class Shot:
    """One picture."""

    screen: str
    language: str
    width: int
    theme: Theme

    @property
    def look(self) -> str:
        """In which language, how wide and how light."""
        return f"{self.language}-{self.width}-{self.theme}"

    @property
    def file(self) -> str:
        """Its name."""
        return f"{self.screen}-{self.look}.png"


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
            yield await asyncio.to_thread(furnish, server, _words(), "example/small")


def _settings(port: int) -> str:
    prices = [
        f'[prices."example/{name}"]\nas_of = "2026-11-01"\ninput = {asked}\noutput = {answered}\n'
        for name, (asked, answered) in _PRICES.items()
    ]
    assert set(_PRICES) == set(MODELS)
    return "\n".join([_SETTINGS.format(port=port), *prices])


def _words() -> Mapping[str, Words]:
    questions, diagrams = list(SAID), list(DIAGRAMS)
    return {
        language: Words(
            questions[2 * at : 2 * at + 2], diagrams[at], REFUSED[at], SLOW[at], SOUGHT[at]
        )
        for at, language in enumerate(LANGUAGES)
    }


async def take(
    browser: Browser, there: Stage, shot: Shot, folder: Path, *, is_whole: bool = False
) -> None:
    """Take one picture; a whole one is as tall as the page."""
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
        page = await show(here, there, screen)
        await page.screenshot(path=folder / shot.file, animations="disabled", full_page=is_whole)
        if (wide := await page.evaluate(WIDER)) > 0:
            print(f"{shot.file}: wider than the page by {wide} px")
        if here.faults.said or here.faults.left:
            print(f"{shot.file}: {here.faults.said} {here.faults.left}")


async def show(here: Visit, there: Stage, screen: Screen) -> Page:
    """Open a screen, and do on it what is to be done."""
    await tell(here.context, screen.told(there))
    page = await here.tab(screen.path(there))
    await settle(page)
    if screen.act is not None:
        await screen.act(page, there)
        await settle(page)
    return page


async def settle(page: Page) -> None:
    """Wait until nothing is fetched any more and the letters are there."""
    try:
        await page.wait_for_load_state("networkidle", timeout=SETTLED_MS)
    except TooLateError:
        print(f"{page.url} is still asking")
    await page.wait_for_timeout(100)  # letters are asked for once something is drawn with them
    await page.evaluate("document.fonts.ready.then(() => null)")


async def run(folder: Path, wanted: list[Shot], *, is_whole: bool = False) -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        async with stage(Path(scratch)) as there, chromium() as browser:
            missing = []
            for shot in wanted:
                try:
                    await take(browser, there, shot, folder, is_whole=is_whole)
                    print(folder / shot.file, flush=True)
                except BrowserError as error:  # the others are worth having all the same
                    missing.append(shot.file)
                    print(f"{shot.file}: not taken: {error}", flush=True)
    if missing:
        raise SystemExit(f"{len(missing)} pictures were not taken.")


def main() -> None:
    """Read the command line, and take the pictures."""
    names = [screen.name for screen in SCREENS]
    parser = argparse.ArgumentParser(prog="python -m bench.screens")
    parser.add_argument("--out", type=Path, default=IMAGES)
    parser.add_argument("--only", default=",".join(names), help=f"of {', '.join(names)}")
    parser.add_argument("--all", action="store_true", help="not only those that are kept")
    parser.add_argument("--looks", default="", help="of --all only these, as in ko-390-light")
    parser.add_argument("--whole", action="store_true", help="as tall as the page")
    arguments = parser.parse_args()
    only = frozenset(arguments.only.split(","))
    wanted = list(shots(only)) if arguments.all else [s for s in KEPT if s.screen in only]
    if arguments.looks:
        wanted = [shot for shot in wanted if shot.look in arguments.looks.split(",")]
    arguments.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(arguments.out, wanted, is_whole=arguments.whole))


if __name__ == "__main__":
    main()
