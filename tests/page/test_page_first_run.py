"""The first run: language, account, a key or none, and the first question; then in and out."""

import re
import time
from contextlib import asynccontextmanager

import pytest
from bench.browser import visiting
from bench.page_server import PASSWORD, page_server
from page_axe import axe
from playwright.async_api import Page, expect

from homes import put_store
from raw_server import raw_server, reply
from wayfare.bootstrap.first_run import LABEL

#: What each step says, by language.
WORDS = {
    "en-US": {
        "language": "English",
        "password": "Password",
        "again": "The same once more",
        "make": "Make the account",
        "key": "Key",
        "provider": "Provider",
        "try": "Try it and keep it",
        "go_on": re.compile("Go on"),
        "begin": "Ask the first question",
    },
    "ko-KR": {
        "language": "한국어",
        "password": "비밀번호",
        "again": "한 번 더",
        "make": "계정 만들기",
        "key": "키",
        "provider": "제공자",
        "try": "시험하고 보관하기",
        "go_on": re.compile("계속하기"),
        "begin": "첫 질문 하기",
    },
}


@asynccontextmanager
async def door(browser, server, path="/", **options):
    """A browser that nobody has logged in at."""
    async with visiting(browser, server, cookie="", **options) as here:
        yield await here.tab(path)


async def make_account(page: Page, words: dict, password: str = PASSWORD) -> None:
    await page.get_by_label(words["password"], exact=True).fill(password)
    await page.get_by_label(words["again"], exact=True).fill(password)
    await page.get_by_role("button", name=words["make"]).click()


@pytest.fixture
def fresh_with(built, tmp_path, empty_store):
    """A Wayfare that nobody has set up, with settings of its own."""

    def start(settings: str = ""):
        home = tmp_path / "home"
        put_store(home, empty_store)
        (home / "config").mkdir(parents=True, exist_ok=True)
        (home / "config" / "wayfare.toml").write_text(settings)
        return page_server(home)

    return start


@pytest.fixture
def fresh(fresh_with):
    with fresh_with() as server:
        yield server


@pytest.mark.parametrize("locale", sorted(WORDS))
async def test_the_first_question_is_asked_under_two_minutes(browser, fresh, locale):
    words, begun = WORDS[locale], time.monotonic()
    async with door(browser, fresh, f"/#setup={fresh.key}", locale=locale) as page:
        await page.get_by_role("button", name=words["language"]).click()
        assert "setup" not in page.url
        assert await axe(page) == []
        await make_account(page, words)
        await expect(page.get_by_label(words["key"], exact=True)).to_be_visible()
        assert await axe(page) == []
        await page.get_by_role("button", name=words["go_on"]).click()
        await page.wait_for_url("**/chat")
        await expect(page.get_by_role("textbox")).to_be_visible()
        assert await page.evaluate("document.documentElement.lang") == locale[:2]
        assert fresh.key not in await page.evaluate("JSON.stringify([localStorage, history.state])")
    assert time.monotonic() - begun < 120


async def test_without_the_key_in_the_address_it_is_asked_for(browser, fresh):
    words = WORDS["en-US"]
    async with door(browser, fresh, "/fares", locale="en-US") as page:
        await page.get_by_role("button", name="English").click()
        owner_key = page.get_by_label("The owner's key")
        await owner_key.fill("wf-nonsense")
        await make_account(page, words)
        await expect(page.get_by_text("This key does not open.")).to_be_visible()
        await owner_key.fill(fresh.key)
        await make_account(page, words, "short")
        await expect(page.get_by_role("alert").get_by_text("10 letters at least")).to_be_visible()
        await expect(page.get_by_text("10 letters at least")).to_have_count(1)
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.get_by_label(words["again"]).fill(PASSWORD + "!")
        await page.get_by_role("button", name=words["make"]).click()
        await expect(page.get_by_text("The two are not the same.")).to_be_visible()
        await make_account(page, words)
        await expect(page.get_by_label("Key", exact=True)).to_be_visible()


async def test_a_key_is_tried_at_once_and_what_is_wrong_is_said_plainly(browser, fresh_with):
    refusal = reply(b'{"error": {"message": "Incorrect API key."}}', "401 Unauthorized")
    models = reply(b'{"data": [{"id": "m", "object": "model"}]}')
    async with raw_server(refusal, stays=True) as upstream:
        settings = f'[providers.mine]\nbase_url = "{upstream.url}"\nallow_private = true\n'
        with fresh_with(settings) as server:
            async with door(browser, server, f"/#setup={server.key}", locale="en-US") as page:
                words = WORDS["en-US"]
                await page.get_by_role("button", name="English").click()
                await make_account(page, words)
                await page.get_by_label(words["key"], exact=True).fill("sk-wrong")
                await page.get_by_label(words["provider"]).select_option("mine")
                await page.get_by_role("button", name=words["try"]).click()
                await expect(page.get_by_text("does not take this key")).to_be_visible()
                assert await axe(page) == []
                upstream.says = (models,)
                await page.get_by_label(words["key"], exact=True).fill("sk-right")
                await page.get_by_role("button", name=words["try"]).click()
                await expect(page.get_by_text("It works: 1 model to choose from.")).to_be_visible()
                await page.get_by_role("button", name=words["begin"]).click()
                await page.wait_for_url("**/chat")
            kept = server.ask("GET", "/api/credentials", key=server.key)["data"]
            assert [each["provider"] for each in kept] == ["mine"]


async def test_the_key_of_the_first_run_opens_nothing_after_it(browser, fresh):
    made = fresh.ask("POST", "/api/keys", {"label": LABEL, "may_manage": True}, fresh.key)
    async with door(browser, fresh, f"/#setup={made['key']}", locale="en-US") as page:
        await page.get_by_role("button", name="English").click()
        await make_account(page, WORDS["en-US"])
        await expect(page.get_by_label("Key", exact=True)).to_be_visible()
        await page.wait_for_load_state("networkidle")
    keys = {each["id"]: each for each in fresh.ask("GET", "/api/keys", key=fresh.key)["keys"]}
    assert keys[made["id"]]["revoked_at"] is not None


async def test_one_logs_in_is_where_one_wanted_to_be_and_logs_out(browser, server):
    async with door(browser, server, "/fares?tab=cheap", locale="en-US") as page:
        await expect(page.get_by_role("heading", name="Log in to Wayfare")).to_be_visible()
        assert await axe(page) == []
        await page.get_by_label("Name").fill("owner")
        await page.get_by_label("Password").fill("not this one at all")
        await page.get_by_role("button", name="Log in").click()
        await expect(page.get_by_text("do not belong together")).to_be_visible()
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Log in").click()
        await page.wait_for_url("**/fares?tab=cheap")
        await page.get_by_text("owner", exact=True).click()
        await page.get_by_role("button", name="Log out").click()
        await expect(page.get_by_role("heading", name="Log in to Wayfare")).to_be_visible()


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "https://evil.example"])
async def test_nobody_is_sent_elsewhere_after_logging_in(browser, server, back):
    async with door(browser, server, f"/welcome?back={back}", locale="en-US") as page:
        await page.get_by_label("Name").fill("owner")
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Log in").click()
        await page.wait_for_url(f"{server.url}/chat")
