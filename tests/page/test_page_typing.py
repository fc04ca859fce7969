"""Writing in languages that have an input method: one Enter sends, or chooses, and never both."""

import pytest
from page_chat import Chat
from page_typing import Enter, input_method
from playwright.async_api import expect


@pytest.mark.parametrize("heard", list(Enter), ids=lambda heard: heard.name)
async def test_one_enter_commits_hangul_and_sends_it_once(visit, heard):
    async with visit(locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.composer.focus()
        hand = await input_method(chat.page)
        await hand.compose("ㅇ", "아", "안")
        await hand.commit()
        await hand.compose("ㄴ", "녀", "녕")
        await hand.enter(heard)
        await chat.until("whole")
        await expect(chat.questions).to_have_count(1)
        await expect(chat.questions.locator("[data-text]")).to_have_text("안녕")
        await expect(chat.composer).to_have_value("")


@pytest.mark.parametrize("heard", [Enter.ONE_KEY, Enter.KEY_AFTER], ids=lambda heard: heard.name)
@pytest.mark.parametrize(
    ("steps", "said"),
    [(("に", "にほ", "日本"), "日本"), (("カ", "カナ"), "カナ"), (("ni", "nihao", "你好"), "你好")],
    ids=["kanji", "kana", "hanzi"],
)
async def test_the_first_enter_chooses_a_candidate_and_the_second_sends(visit, heard, steps, said):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.composer.focus()
        hand = await input_method(chat.page)
        await hand.compose(*steps)
        await hand.enter(heard)
        await chat.page.wait_for_timeout(150)
        await expect(chat.questions).to_have_count(0)
        await expect(chat.composer).to_have_value(said)
        await hand.enter()
        await chat.until("whole")
        await expect(chat.questions).to_have_count(1)
        await expect(chat.questions.locator("[data-text]")).to_have_text(said)


async def test_shift_and_enter_begin_a_line(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.composer.focus()
        await chat.page.keyboard.type("one")
        await chat.page.keyboard.press("Shift+Enter")
        await chat.page.keyboard.type("two")
        await expect(chat.composer).to_have_value("one\ntwo")
        await chat.page.keyboard.press("Enter")
        await chat.until("whole")
        await expect(chat.questions).to_have_count(1)
