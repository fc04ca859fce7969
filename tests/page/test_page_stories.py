"""A conversation as one has it: ask, reload, a second tab, stop, a server that starts again."""

import asyncio

from page_chat import PATIENCE_MS, Chat, talk
from playwright.async_api import Route, expect

#: Long enough to be met in the middle.
SENTENCE = " ".join(f"word{n}" for n in range(60))
SLOW_S = 0.05


async def test_an_answer_streams_and_ends_whole(visit, server):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(SENTENCE, pace_s=0.02))
        await chat.until("running")
        await chat.until_said("word5")
        assert "word59" not in await chat.text()
        await chat.until("whole")
        assert await chat.text() == SENTENCE
        stored = server.ask("GET", f"/api/conversations/{chat.conversation}")
        assert [each["role"] for each in stored["messages"]] == ["user", "assistant"]


async def test_a_reload_in_mid_answer_shows_the_half_sentence_and_goes_on(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(SENTENCE, pace_s=SLOW_S))
        await chat.until_said("word9")
        await chat.page.reload()
        await chat.until_said("word9")
        assert "word59" not in await chat.text()
        await chat.until("whole")
        assert await chat.text() == SENTENCE
        assert await chat.questions.count() == 1


async def test_a_second_tab_sees_the_same_answer_grow(visit):
    async with visit() as here:
        first = Chat(await here.tab("/chat"))
        await first.ask(talk(SENTENCE, pace_s=SLOW_S))
        await first.until_said("word3")
        second = Chat(await here.tab(f"/chat/{first.conversation}"))
        await second.until_said("word9")
        await asyncio.gather(first.until("whole"), second.until("whole"))
        assert await first.text() == await second.text() == SENTENCE


async def test_a_second_device_sees_it_too(visit):
    async with visit() as desk, visit(width=390) as phone:
        first = Chat(await desk.tab("/chat"))
        await first.ask(talk(SENTENCE, pace_s=SLOW_S))
        await first.until_said("word3")
        second = Chat(await phone.tab(f"/chat/{first.conversation}"))
        await second.until("whole")
        assert await second.text() == SENTENCE


async def test_stop_keeps_what_was_said(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(SENTENCE, pace_s=SLOW_S))
        await chat.until_said("word9")
        await chat.page.get_by_role("button", name="Stop").click()
        await chat.until("stopped")
        said = await chat.text()
        assert "word9" in said
        assert "word59" not in said
        await chat.page.reload()
        await chat.until("stopped")
        assert await chat.text() == said


async def test_a_server_that_starts_again_marks_the_answer_and_keeps_its_text(visit, server):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(SENTENCE, pace_s=SLOW_S))
        await chat.until_said("word9")
        await asyncio.to_thread(server.restart)
        await chat.until("interrupted")
        assert "word9" in await chat.text()
        await chat.page.reload()
        await chat.until("interrupted")
        assert "word9" in await chat.text()
        await chat.ask("2 plus 2?")
        await chat.until("whole")


async def test_a_cut_network_is_gone_on_from(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(SENTENCE, pace_s=SLOW_S))
        await chat.until_said("word5")
        await here.context.set_offline(True)
        await chat.page.wait_for_timeout(500)
        await here.context.set_offline(False)
        await chat.until("whole")
        assert await chat.text() == SENTENCE


async def test_a_provider_that_fails_is_said_plainly(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("Hello\n#fault status=400")
        await chat.until("failed")
        await expect(chat.answers.last).not_to_contain_text("Traceback")
        await chat.page.reload()
        await chat.until("failed")


async def test_what_was_half_written_is_there_after_a_reload(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.composer.fill("half a question")
        await chat.page.reload()
        await expect(chat.composer).to_have_value("half a question")


async def test_history_lists_the_conversation_and_leads_back(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("An unusual zebra")
        await chat.until("whole")
        address = chat.page.url
        await chat.page.goto(here.server.url + "/fares")
        await chat.page.goto(here.server.url + "/chat")
        await chat.page.get_by_role("link", name="An unusual zebra").first.click()
        await chat.until("whole")
        assert chat.page.url == address


async def test_models_that_cannot_be_read_are_not_asked_for_without_end(visit):
    asked: list[str] = []

    async def refuse(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(status=503, json={"error": {"message": "Not now.", "code": "busy"}})

    async with visit() as here:
        await here.context.route("**/api/models", refuse)
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("A word."))
        await chat.until("whole")
        assert 1 <= len(asked) <= 5, "each look at the list may ask once"


async def test_a_fare_that_was_refused_once_is_quoted_for_the_next_words(visit):
    async with visit() as here:
        page = await here.tab("/chat")
        chat = Chat(page)
        refusal = {"error": {"message": "It is gone.", "code": "not_found"}}

        async def refuse(route: Route) -> None:
            await route.fulfill(status=404, json=refusal)

        await page.route("**/api/fare", refuse, times=1)
        async with page.expect_response("**/api/fare"):
            await chat.composer.fill("What is bread?")
        await chat.composer.fill("What is bread made of?")
        await expect(page.locator("form .fare")).to_contain_text("$", timeout=PATIENCE_MS)
