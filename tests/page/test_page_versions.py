"""To ask otherwise and to be answered anew: nothing that was said goes away. And why it was so."""

import re

import pytest
from page_chat import Chat, talk
from playwright.async_api import expect


async def test_an_edited_question_stands_beside_the_first(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("What is the capital of France?")
        await chat.until_said("Paris")
        await chat.until("whole")
        await chat.questions.last.get_by_role("button", name="Edit").click()
        field = chat.questions.last.get_by_role("textbox")
        await field.fill("What is the capital of Japan?")
        await field.press("Enter")
        await chat.until_said("Tokyo")
        await chat.until("whole")
        await expect(chat.questions).to_have_count(1)
        versions = chat.questions.last.get_by_role("group", name="Versions of this question")
        await expect(versions).to_contain_text("2 of 2")
        await versions.get_by_role("button", name="The one before").click()
        await chat.until_said("Paris")
        await expect(versions).to_contain_text("1 of 2")
        await chat.page.reload()
        await expect(chat.questions).to_have_count(1)
        stored = here.server.ask("GET", f"/api/conversations/{chat.conversation}")["messages"]
        assert len(stored) == 4


@pytest.mark.parametrize("how", ["The same model", "The runner-up", "A better one"])
async def test_an_answer_given_anew_stands_beside_the_first(visit, how):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("Hello there")
        await chat.until("whole")
        first = await named(chat)
        await chat.answers.last.get_by_role("button", name="Answer again").click()
        await chat.page.get_by_role("menuitem", name=how).click()
        versions = chat.answers.last.get_by_role("group", name="Answers to this question")
        await expect(versions).to_contain_text("2 of 2")
        await chat.until("whole")
        assert (await named(chat) == first) == (how == "The same model")
        await versions.get_by_role("button", name="The one before").click()
        await expect(chat.answers.last.locator("[data-ticket]")).to_contain_text(first)
        await expect(chat.questions).to_have_count(1)


async def test_a_question_goes_on_from_the_version_that_is_shown(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("first"))
        await chat.until("whole")
        await chat.answers.last.get_by_role("button", name="Answer again").click()
        await chat.page.get_by_role("menuitem", name="The same model").click()
        versions = chat.answers.last.get_by_role("group", name="Answers to this question")
        await expect(versions).to_contain_text("2 of 2")
        await chat.until("whole")
        await versions.get_by_role("button", name="The one before").click()
        shown = await chat.answers.last.get_attribute("data-message")
        await chat.ask("And then?")
        await expect(chat.answers).to_have_count(2)
        await chat.until("whole")
        stored = here.server.ask("GET", f"/api/conversations/{chat.conversation}")["messages"]
        asked = next(each for each in stored if each["text"] == "And then?")
        assert asked["parent"] == shown


async def test_a_ticket_says_who_why_when_and_for_how_much(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("What is the capital of South Korea?")
        await chat.until("whole")
        line = chat.answers.last.locator("[data-ticket]")
        await expect(line).to_contain_text("scripted-")
        await expect(line).to_contain_text("ms")
        await expect(line).to_contain_text("$0.")
        await line.click()
        ticket = chat.page.get_by_role("dialog", name="Ticket")
        for said in ("Answered by", "Why", "Runner-up", "Path", "Time", "Cost", "Certificate"):
            await expect(ticket.get_by_text(said, exact=True).first).to_be_visible()
        await chat.page.keyboard.press("Escape")
        await expect(ticket).to_be_hidden()
        await expect(line).to_be_focused()


async def test_the_runner_up_is_asked_from_the_ticket(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("What is the capital of South Korea?")
        await chat.until("whole")
        await chat.answers.last.locator("[data-ticket]").click()
        await chat.page.get_by_role("dialog").get_by_role("button", name="Use the other").click()
        versions = chat.answers.last.get_by_role("group", name="Answers to this question")
        await expect(versions).to_contain_text("2 of 2")
        await chat.until("whole")


async def test_an_unknown_price_is_said_and_never_nothing(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.page.get_by_role("button", name="Who answers").click()
        await chat.page.get_by_role("menuitemradio", name="scripted-unpriced").first.click()
        await chat.ask("Hello")
        await chat.until("whole")
        await expect(chat.answers.last.locator("[data-ticket]")).to_contain_text("unknown")


async def test_all_of_it_goes_by_keyboard(visit):
    """Ask, stop at the ticket, open it, close it, go on writing: no mouse."""
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await expect(chat.composer).to_be_focused()
        await chat.page.keyboard.type("What is the capital of Japan?")
        await chat.page.keyboard.press("Enter")
        await chat.until("whole")
        await expect(chat.composer).to_be_focused()
        for _ in range(40):
            await chat.page.keyboard.press("Shift+Tab")
            if await chat.page.evaluate("document.activeElement.matches('[data-ticket]')"):
                break
        await chat.page.keyboard.press("Enter")
        await expect(chat.page.get_by_role("dialog", name="Ticket")).to_be_visible()
        await chat.page.keyboard.press("Escape")
        await expect(chat.page.get_by_role("dialog")).to_have_count(0)


async def test_a_screen_reader_hears_the_answer_once_in_whole_sentences(visit):
    async with visit() as here:
        page = await here.context.new_page()
        await page.add_init_script(
            "window.heard = []; new MutationObserver((all) => all.forEach(({addedNodes}) =>"
            " addedNodes.forEach((each) => { if (each.parentElement?.closest?.('[role=log]'))"
            " window.heard.push(each.textContent.trim()) })))"
            ".observe(document, {childList: true, subtree: true})"
        )
        await page.goto(here.server.url + "/chat")
        chat = Chat(page)
        await chat.ask(talk("The first sentence. The second one. And a third.", pace_s=0.05))
        await chat.until("whole")
        await page.wait_for_timeout(300)
        heard = [each for each in await page.evaluate("window.heard") if each]
        assert heard == ["The first sentence.", "The second one.", "And a third."]


async def named(chat: Chat) -> str:
    """Who gave the answer that is shown last."""
    found = re.search(
        r"scripted-\w+", await chat.answers.last.locator("[data-ticket]").inner_text()
    )
    assert found is not None
    return found.group()
