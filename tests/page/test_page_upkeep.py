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
from playwright.async_api import expect

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


@pytest.mark.parametrize("part", ["health", "models", "backups", "sign_in"])
async def test_each_part_can_be_used_by_everybody_on_a_phone_too(visit, part):
    async with visit(width=390, locale="ko-KR", theme="dark") as here:
        page = await here.tab(f"/admin/{part}")
        tab = page.locator("nav [aria-current=page]").last
        await expect(tab).to_be_in_viewport()
        await expect(page.locator("section").get_by_role("status", name="…")).to_have_count(0)
        assert await axe(page) == []
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, "nothing is wider than the page"
