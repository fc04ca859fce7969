"""From an import to a comparison of one's models in one click, and a vote on its answers."""

import json

from page_axe import axe
from page_chat import PATIENCE_MS
from playwright.async_api import FilePayload, expect

from exported import exported


def export(count: int) -> FilePayload:
    """What ChatGPT exports."""
    made = [exported(n, f"What is {n} plus {n}?", f"It is {n}, I think.") for n in range(count)]
    content = json.dumps(made).encode()
    return FilePayload(name="conversations.json", mimeType="application/json", buffer=content)


async def test_an_import_is_compared_in_one_click_and_voted_on_without_names(visit):
    async with visit() as here:
        page = await here.tab("/chat")
        await page.get_by_role("button", name="Take along, bring in").click()
        await page.get_by_label("Choose a file").set_input_files(export(4))
        await page.get_by_role("link", name="Compare its questions with your models, blind").click()
        await expect(page.get_by_text("and never more than")).to_be_visible(timeout=PATIENCE_MS)
        await expect(page.get_by_label("How many questions")).to_have_value("4")
        await page.get_by_role("button", name="Compare", exact=True).click()
        table = page.get_by_role("table")
        await expect(table).to_contain_text("ChatGPT", timeout=PATIENCE_MS)
        await page.reload()
        await expect(table).to_contain_text("scripted-large", timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Vote on 10 pairs without names").click()
        sides = page.locator("[data-side]")
        for left in range(3, -1, -1):
            await expect(sides).to_have_count(2)
            await expect(sides.first).not_to_contain_text("scripted")
            if left == 3:
                assert await axe(page) == []
            await page.keyboard.press("3")
            await expect(page.get_by_text("A was ")).to_contain_text("ChatGPT")
            await expect(page.get_by_role("heading", name="Which answer")).to_contain_text(
                f"{left} pair"
            )
            await page.get_by_role("button", name="Next pair").click()
        await expect(page.get_by_text("All that were drawn are voted on.")).to_be_visible()
        await page.get_by_role("link", name="All comparisons").click()
        await expect(page.get_by_role("link", name="4 questions, ")).to_be_visible()


async def test_where_nothing_was_brought_in_it_is_said_what_to_do(visit, server):
    for each in server.ask("GET", "/api/conversations")["data"]:
        server.ask("DELETE", f"/api/conversations/{each['id']}")
    async with visit(width=390) as here:
        page = await here.tab("/arena/own")
        await expect(page.get_by_text("You have brought in no questions yet.")).to_be_visible()
        assert await axe(page) == []
