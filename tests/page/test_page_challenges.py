"""Better or worse than the runner-up: offered with its fare, shown without its name, voted on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.page_server import PageServer, page_server
from page_axe import axe
from page_chat import PATIENCE_MS, Chat, talk
from playwright.async_api import expect

#: Each answer is offered, and none is compared behind it.
ALWAYS = {
    "WAYFARE_PAGE__VOTE_SHARE": "1",
    "WAYFARE_CERTIFICATE__TRIAL_SHARE": "0",
    "WAYFARE_CERTIFICATE__HELD_SHARE": "0",
}


@pytest.fixture(scope="module")
def new(built: Path, home: Path) -> Iterator[PageServer]:
    """A Wayfare that asks about each answer."""
    with page_server(home, **ALWAYS) as server:
        yield server


async def test_a_reader_compares_an_answer_with_the_runner_ups_by_keys_alone(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        page = chat.page
        await chat.ask(talk("Bread is made of flour."))
        await chat.until("whole")
        offer = page.get_by_role("region", name="Is another answer better?")
        await expect(offer).to_contain_text("for about $", timeout=PATIENCE_MS)
        await offer.get_by_role("button", name="Compare").focus()
        await page.keyboard.press("Enter")
        await expect(offer).to_contain_text("by a model without its name")
        better = offer.get_by_role("button", name="better", exact=True)
        await expect(better).to_be_visible(timeout=PATIENCE_MS)
        await expect(offer).not_to_contain_text("scripted")
        assert await axe(page) == []
        await page.reload()
        await expect(better).to_be_visible(timeout=PATIENCE_MS)
        assert await chat.answers.count() == 1
        await better.focus()
        await page.keyboard.press("Enter")
        await expect(offer).to_contain_text("You found the other answer better.")
        await expect(offer).to_contain_text("The other one is by scripted-")
        await offer.get_by_role("button", name="Go on from the other").click()
        await expect(chat.answers.last).to_contain_text("2 of 2")


async def test_whoever_does_not_want_to_is_left_alone(visit):
    async with visit(width=390) as here:
        chat = Chat(await here.tab("/chat"))
        page = chat.page
        await chat.composer.fill(talk("Soup is hot."))
        await page.get_by_role("button", name="Send", exact=True).click()
        await chat.until("whole")
        offer = page.locator("[data-challenge]")
        await offer.get_by_role("button", name="Not now").click(timeout=PATIENCE_MS)
        await expect(offer).to_have_count(0)
        await page.reload()
        await chat.until("whole")
        await page.wait_for_load_state("networkidle")
        await expect(offer).to_have_count(0)
