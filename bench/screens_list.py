"""Every screen of the page: where it is, what is done on it, and what is told where time is short.

Knows nothing of pictures; what is done finds its way by structure, so that it works
in any language.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, FilePayload, Page, Route

from bench import screens_told as told
from bench.screens_stage import Stage

Act = Callable[[Page, Stage], Awaitable[None]]
#: By the address's end: what an answer of the API becomes; null is given where nothing is asked.
Told = Mapping[str, Callable[[Any], Any]]
NOTHING: Told = {}
_FIGURE = re.compile(r"\d")
#: How long something may take to come.
PATIENCE_MS = 20_000


@dataclass(frozen=True)
class Screen:
    """A view with what is done on it before it is looked at."""

    name: str
    path: Callable[[Stage], str]
    act: Act | None = None
    is_logged_in: bool = True
    told: Callable[[Stage], Told] = lambda _stage: NOTHING


async def tell(context: BrowserContext, answers: Told) -> None:
    """Have the API answer so in a browser."""
    for end, change in answers.items():
        await context.route(f"**{end}", _teller(change))


def _teller(change: Callable[[Any], Any]) -> Callable[[Route], Awaitable[None]]:
    async def answer(route: Route) -> None:
        if route.request.method != "GET":
            await route.fulfill(json=change(None))
            return
        true = await route.fetch()
        await route.fulfill(json=change(await true.json() if true.ok else None))

    return answer


def _always(path: str) -> Callable[[Stage], str]:
    return lambda _stage: path


def _talk(stage: Stage) -> str:
    return f"/chat/{stage.conversations[stage.language]}"


def _drawn(stage: Stage) -> str:
    return f"/chat/{stage.diagrams[stage.language]}"


def _failed(stage: Stage) -> str:
    return f"/chat/{stage.failures[stage.language]}"


def _telling(**by_name: Callable[[Any], Any]) -> Callable[[Stage], Told]:
    return lambda _stage: {_PLACES[name]: change for name, change in by_name.items()}


_PLACES = {
    "hello": "/api/hello",
    "label": "/api/oidc",
    "sign_in": "/api/oidc/settings",
    "store": "/api/store",
    "challenge": "/api/runs/*/challenge",
    "challenge_vote": "/api/runs/*/challenge/vote",
    "preferences": "/api/preferences",
    "fares": "/api/fares?*",
    "board": "/api/arena/board",
    "daily": "/api/arena/daily",
    "pair": "/api/pairs/*/vote",
    "certificates": "/api/certificates",
}


def _other_answered(stage: Stage) -> Told:
    answer = told.other_answered(stage.runs[stage.language])
    return {_PLACES["challenge"]: lambda _none: answer, _PLACES["challenge_vote"]: told.compared}


async def _open_menu(page: Page, _stage: Stage) -> None:
    button = page.locator("header.bar button")
    if await button.is_visible():
        await button.click()
        await page.wait_for_timeout(300)  # the drawer slides


async def _open_person(page: Page, stage: Stage) -> None:
    await _open_menu(page, stage)
    await page.locator("aside footer summary").click()


async def _open_ticket(page: Page, _stage: Stage) -> None:
    await page.locator("[data-ticket]").first.click()
    await page.locator("dialog[open] dl").wait_for()


async def _write(page: Page, stage: Stage) -> None:
    await page.locator("textarea[data-composer]").fill(stage.words[stage.language].talk[0])
    await page.locator("form .fare").filter(has_text=_FIGURE).wait_for(timeout=PATIENCE_MS)


async def _choose_model(page: Page, _stage: Stage) -> None:
    await page.locator("form.composer [aria-haspopup=menu]").click()


async def _attach(page: Page, _stage: Stage) -> None:
    file = FilePayload(name="회의록.hwp", mimeType="application/x-hwp", buffer=b"\xd0\xcf\x11")
    await page.locator("form.composer input[type=file]").set_input_files(file)
    await page.locator("form.composer .cannot").wait_for()


async def _search(page: Page, stage: Stage) -> None:
    await _open_menu(page, stage)
    await page.get_by_role("searchbox").fill(stage.words[stage.language].sought)
    await page.locator("aside .search ~ [role=status]").wait_for()
    await page.wait_for_timeout(600)


def _shelf(number: int) -> Act:
    async def act(page: Page, stage: Stage) -> None:
        await _open_menu(page, stage)
        await page.locator("aside .shelf").nth(number).click()
        await page.locator("dialog[open]").wait_for()

    return act


def _option(number: int) -> Act:
    async def act(page: Page, _stage: Stage) -> None:
        await page.locator(".chat > header [aria-haspopup=menu]").click()
        await page.locator("[role=menuitem]").nth(number).click()
        await page.locator("dialog[open]").wait_for()

    return act


async def _share(page: Page, stage: Stage) -> None:
    await _option(2)(page, stage)
    await page.locator("dialog[open] footer button").last.click()
    await page.locator("dialog[open] input[readonly]").wait_for()


async def _open_options(page: Page, _stage: Stage) -> None:
    await page.locator(".chat > header [aria-haspopup=menu]").click()


async def _draw(page: Page, _stage: Stage) -> None:
    await page.locator("figure:has(code.language-mermaid) figcaption button").first.click()
    await page.locator("iframe.diagram:not(.coming)").wait_for(timeout=PATIENCE_MS)


async def _see_challenge(page: Page, _stage: Stage) -> None:
    await page.locator("[data-challenge]").scroll_into_view_if_needed(timeout=PATIENCE_MS)


async def _vote_on_challenge(page: Page, stage: Stage) -> None:
    await _see_challenge(page, stage)
    await page.locator("[data-challenge] .votes button").nth(1).click(timeout=PATIENCE_MS)
    await page.locator("[data-challenge] strong").wait_for()


async def _ask_two(page: Page, stage: Stage) -> None:
    await page.locator("#question").fill(stage.words[stage.language].slow)
    await page.locator("form.ask button").click()
    await page.locator("[data-side=b]").wait_for(timeout=PATIENCE_MS)
    await page.wait_for_timeout(1_000)


async def _until_ready(page: Page, stage: Stage) -> None:
    await page.locator("#question").fill(stage.words[stage.language].talk[0])
    await page.locator("form.ask button").click()
    await page.locator("[data-side=b]").wait_for(timeout=PATIENCE_MS)
    hurry = page.locator(".told button")
    vote = page.locator(".votes .buttons button:enabled").first
    await hurry.or_(vote).first.wait_for(timeout=PATIENCE_MS)
    if await hurry.is_visible():
        await hurry.click()
    await vote.wait_for(timeout=PATIENCE_MS)


async def _vote(page: Page, stage: Stage) -> None:
    await _until_ready(page, stage)
    await page.locator(".votes .buttons button").first.click()
    await page.locator(".sides .arm").first.wait_for(timeout=PATIENCE_MS)


async def _vote_on_pair(page: Page, _stage: Stage) -> None:
    await page.locator(".votes .buttons button").first.click()
    await page.locator(".sides .arm").first.wait_for()


async def _compare(page: Page, _stage: Stage) -> None:
    boxes = page.locator("table input[type=checkbox]")
    for number in range(2):
        await boxes.nth(number).check()


async def _to_heat(page: Page, _stage: Stage) -> None:
    await page.locator("#heat").scroll_into_view_if_needed()
    await page.evaluate("document.getElementById('heat').scrollIntoView()")


async def _open_all(page: Page, _stage: Stage) -> None:
    for each in await page.locator("main details > summary").all():
        await each.click()


async def _make_backup(page: Page, _stage: Stage) -> None:
    await page.locator("section button").first.click()
    await page.locator("section [role=status]").first.wait_for()


SCREENS: tuple[Screen, ...] = (
    Screen("welcome", _always("/"), is_logged_in=False, told=_telling(hello=told.first_run)),
    Screen(
        "account",
        _always("/welcome?step=account"),
        is_logged_in=False,
        told=_telling(hello=told.first_run),
    ),
    Screen("key", _always("/welcome"), told=_telling(hello=told.first_run)),
    Screen("log-in", _always("/chat"), is_logged_in=False),
    Screen(
        "log-in-openid",
        _always("/chat"),
        is_logged_in=False,
        told=_telling(hello=told.openid, label=told.openid_label),
    ),
    Screen("chat-new", _always("/chat")),
    Screen("chat", _talk),
    Screen("ticket", _talk, _open_ticket),
    Screen("composer", _talk, _write),
    Screen("model", _talk, _choose_model),
    Screen("attached", _talk, _attach),
    Screen("menu", _talk, _open_menu),
    Screen("person", _talk, _open_person),
    Screen("search", _talk, _search),
    Screen("options", _talk, _open_options),
    Screen("instructions", _talk, _option(1)),
    Screen("share", _talk, _share),
    Screen("delete", _talk, _option(4)),
    Screen("moving", _talk, _shelf(1)),
    Screen("preferences", _talk, _shelf(2), told=_telling(preferences=told.preferences)),
    Screen("preferences-none", _talk, _shelf(2)),
    Screen("challenge", _talk, _see_challenge, told=_telling(challenge=told.offered)),
    Screen("challenge-vote", _talk, _see_challenge, told=_other_answered),
    Screen("challenge-told", _talk, _vote_on_challenge, told=_other_answered),
    Screen("diagram", _drawn, _draw),
    Screen("failed", _failed),
    Screen("fares", _always("/fares")),
    Screen("fares-measured", _always("/fares"), told=_telling(fares=told.fares)),
    Screen("fares-cheap", _always("/fares?tab=cheap&topic=7"), told=_telling(fares=told.fares)),
    Screen("fares-fast", _always("/fares?tab=fast"), told=_telling(fares=told.fares)),
    Screen("fares-compared", _always("/fares"), _compare, told=_telling(fares=told.fares)),
    Screen("fares-heat", _always("/fares"), _to_heat, told=_telling(fares=told.fares)),
    Screen("fares-none", _always("/fares?terms=no_training&country=FR")),
    Screen("arena", _always("/arena")),
    Screen("arena-writing", _always("/arena"), _ask_two),
    Screen("arena-vote", _always("/arena"), _until_ready),
    Screen("arena-told", _always("/arena"), _vote),
    Screen("arena-board", _always("/arena/board")),
    Screen("arena-own", _always("/arena/own")),
    Screen("arena-groups", _always("/arena/board"), told=_telling(board=told.board)),
    Screen("daily", _always("/arena/daily")),
    Screen("daily-pair", _always("/arena/daily"), told=_telling(daily=told.daily)),
    Screen(
        "daily-told",
        _always("/arena/daily"),
        _vote_on_pair,
        told=_telling(daily=told.daily, pair=told.pair_voted),
    ),
    Screen("daily-own", _always("/arena/daily"), told=_telling(daily=told.own_questions)),
    Screen("certificates-none", _always("/certificates")),
    Screen(
        "certificates",
        _always("/certificates"),
        _open_all,
        told=_telling(certificates=told.certificates),
    ),
    *(
        Screen(f"admin-{part}", _always(f"/admin/{part}"))
        for part in ("spend", "health", "providers", "models", "users", "keys", "budgets")
    ),
    Screen("admin-sign_in", _always("/admin/sign_in")),
    Screen("admin-openid", _always("/admin/sign_in"), told=_telling(sign_in=told.openid_settings)),
    Screen("admin-backups", _always("/admin/backups"), _make_backup),
    Screen("admin-pending", _always("/admin/backups"), told=_telling(store=told.pending)),
    Screen("admin-changes", _always("/admin/changes")),
    Screen("shared", lambda stage: f"/shared/{stage.shared}", is_logged_in=False),
    Screen("nowhere", _always("/chat/there-is-no-such-conversation")),
)
