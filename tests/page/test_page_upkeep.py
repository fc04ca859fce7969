"""Keep a Wayfare well on the page: see how it does, back it up, switch models, see who signs in."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from bench.page_server import PageServer
from page_axe import axe
from page_chat import Chat, talk
from playwright.async_api import Route, expect

from wayfare.providers.prices.row import table_name
from wayfare.store.database import connect, place_of
from wayfare.store.revisions import MIGRATIONS, migrate
from wayfare.store.schema import HEAD, REVISIONS

LARGE = "scripted-large"


async def test_health_tells_what_is_known_and_says_what_is_not(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("A short answer."))
        await chat.until("whole")
        page = chat.page
        await page.goto(here.server.url + "/admin/health")
        table = page.get_by_role("table")
        unasked = table.get_by_role("row").filter(has_text="not asked yet").first
        await expect(unasked).to_contain_text("not yet known")
        await expect(table.get_by_role("row").filter(has_text="ms").first).to_contain_text("0 (0%)")
        await expect(page.get_by_text("none was made yet")).to_be_visible()
        await page.get_by_role("link", name="One hour").click()
        await expect(page).to_have_url(here.server.url + "/admin/health?hours=1")


async def test_a_backup_is_made_and_taken_away_whole(visit, tmp_path: Path):
    async with visit() as here:
        page = await here.tab("/admin/backups")
        await expect(page.get_by_text("Nothing is pending")).to_be_visible()
        await page.get_by_role("button", name="Make a backup now").click()
        row = page.get_by_role("row").filter(has_text="wayfare-")
        await expect(row).to_contain_text("whole")
        async with page.expect_download() as coming:
            await row.get_by_role("link").click()
        file = tmp_path / "taken.db"
        await (await coming.value).save_as(file)
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        await page.goto(here.server.url + "/admin/changes")
        await expect(page.get_by_text("took a backup along")).to_be_visible()
        await expect(page.get_by_text("size: ").first).to_contain_text("kB")


async def test_a_model_is_switched_off_for_members_and_on_again(visit):
    async with visit() as here:
        page = await here.tab("/admin/models")
        name = f"{LARGE} is on for the role member"
        box = page.get_by_role("checkbox", name=name, exact=True)
        await box.uncheck()
        await expect(
            page.get_by_text(f"{LARGE} is off for the role member.", exact=True)
        ).to_be_attached()
        await page.reload()
        await expect(box).not_to_be_checked()
        assert here.server.ask("GET", f"/api/switches/{LARGE}")["off_for"] == ["member"]
        await box.check()
        await expect(
            page.get_by_text(f"{LARGE} is on for the role member.", exact=True)
        ).to_be_attached()
        assert here.server.ask("GET", f"/api/switches/{LARGE}")["off_for"] == []


async def test_it_is_said_in_the_readers_words_by_whom_a_price_is(visit):
    async with visit(locale="ko-KR") as here:
        page = await here.tab("/admin/models")
        row = page.get_by_role("row").filter(
            has=page.get_by_role("rowheader", name=LARGE, exact=True)
        )
        await expect(row.get_by_text("시험용으로 지어낸 값")).to_be_visible()
        prices = iter((table_name(), "settings", "Kim's list"))

        async def tell(route: Route) -> None:
            answer = await (await route.fetch()).json()
            for model, source in zip(answer["data"], prices, strict=False):
                model["price"]["source"] = source
            await route.fulfill(json=answer)

        await page.route("**/api/switches", tell)
        await page.reload()
        for said in (f"{table_name()} 가격표", "설정", "Kim's list"):
            await expect(page.get_by_role("cell").filter(has_text=f"{said},")).to_be_visible()


@pytest.fixture
def keyed(server: PageServer) -> Iterator[str]:
    """A provider with a key."""
    server.ask("PUT", "/api/credentials/groq", {"key": "gsk_0123456789"})
    yield "groq"
    if any(
        each["name"] == "groq" and each["key"]
        for each in server.ask("GET", "/api/providers")["data"]
    ):
        server.ask("DELETE", "/api/credentials/groq")


async def test_providers_that_nobody_uses_are_folded_away_and_found_by_typing(visit, keyed):
    async with visit(width=390) as here:
        page = await here.tab("/admin/providers")
        table = page.get_by_role("table", name="Providers")
        await expect(table.get_by_role("rowheader")).to_have_text([keyed])
        others = page.get_by_role("button", name="openai: Set a key")
        await expect(others).to_be_hidden()
        assert await page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        await page.locator("summary").filter(has_text="Other providers").focus()
        await page.keyboard.press("Enter")
        await expect(others).to_be_visible()
        assert await axe(page) == []
        await page.keyboard.press("Tab")
        await page.keyboard.type("MIST")
        await expect(page.locator("details").get_by_role("listitem")).to_have_count(1)
        await expect(page.get_by_role("status").filter(has_text="1 provider")).to_be_attached()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name="mistral: Set a key")).to_be_focused()
        await page.get_by_role("searchbox").fill("nobody")
        await expect(page.get_by_text("No other provider has such a name.")).to_be_visible()


async def test_who_works_with_keys_keeps_the_focus_where_the_provider_goes(visit, keyed):
    async with visit() as here:
        page = await here.tab("/admin/providers")
        await page.get_by_role("button", name=f"{keyed}: Remove").press("Enter")
        await expect(page.get_by_text("No provider has a key yet.")).to_be_visible()
        await expect(page.get_by_role("button", name=f"{keyed}: Set a key")).to_be_focused()


@pytest.fixture
def older(server: PageServer) -> Iterator[None]:
    """The tables as an older version left them, as where a newer one was installed meanwhile."""
    database = connect(place_of(f"sqlite:///{server.home / 'wayfare.db'}"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, REVISIONS[-2])
    yield
    with database.write() as connection:
        migrate(connection)
    database.close()


async def test_what_a_newer_version_would_change_is_tried_on_a_copy(visit, older):
    async with visit() as here:
        page = await here.tab("/admin/backups")
        await expect(page.get_by_text("the next start makes 1 migration")).to_be_visible()
        await page.get_by_role("button", name="Try it on a copy").click()
        await expect(page.get_by_text(f"came to revision {HEAD}")).to_be_visible()
        await expect(page.get_by_role("table", name="What would change")).to_be_visible()
        assert await axe(page) == []
        assert here.server.ask("GET", "/api/store")["revision"] == REVISIONS[-2]


@pytest.mark.parametrize("part", ["health", "providers", "models", "backups", "sign_in"])
async def test_each_part_can_be_used_by_everybody_on_a_phone_too(visit, part):
    async with visit(width=390, locale="ko-KR", theme="dark") as here:
        page = await here.tab(f"/admin/{part}")
        tab = page.locator("nav [aria-current=page]").last
        await expect(tab).to_be_in_viewport()
        await expect(page.locator("section").get_by_role("status", name="…")).to_have_count(0)
        assert await axe(page) == []
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, "nothing is wider than the page"
