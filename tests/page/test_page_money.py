"""Amounts in the reader's currency, by a rate whose day is said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.page_server import PageServer, page_server
from page_chat import Chat, talk
from playwright.async_api import expect

RATES = '[money]\nas_of = "2026-11-20"\nper_dollar = { KRW = 1400, EUR = 0.9 }\n'
#: An amount that is not 0, in won.
WON = re.compile(r"₩(?!0(?!\.))[\d.,]+")


@pytest.fixture(scope="module")
def new(built: Path, home: Path) -> Iterator[PageServer]:
    """A Wayfare that knows what won and euro are worth."""
    (home.parent / "wayfare.toml").write_text(RATES)
    with page_server(home) as server:
        yield server


async def test_a_korean_reads_won_with_the_day_of_the_rate_and_the_dollars_below(visit):
    async with visit(locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("짧은 답입니다."))
        await chat.until("whole")
        line = chat.answers.last.locator("[data-ticket]")
        await expect(line).to_contain_text(WON)
        await line.click()
        ticket = chat.page.get_by_role("dialog")
        await expect(ticket).to_contain_text(WON)
        await expect(ticket).to_contain_text("$0.0")
        await expect(ticket).to_contain_text("2026. 11. 20. 환율로 1달러에 ₩1,400입니다.")
        for path in ("/fares", "/admin/spend"):
            await chat.page.goto(here.server.url + path)
            await expect(chat.page.locator("[data-rate]").first).to_contain_text("2026. 11. 20.")
            await expect(chat.page.get_by_text(WON).first).to_be_visible()


async def test_another_currency_is_chosen_in_the_menu_and_stays(visit):
    async with visit() as here:
        page = await here.tab("/fares")
        await expect(page.get_by_text(re.compile(r"^\$0\.0")).first).to_be_visible()
        await expect(page.locator("[data-rate]")).to_have_count(0)
        await page.locator("aside summary").click()
        await page.get_by_label("Currency").select_option("EUR")
        await expect(page.get_by_text(re.compile(r"^€0\.0")).first).to_be_visible()
        await page.reload()
        await expect(page.locator("[data-rate]")).to_contain_text("€0.90")
