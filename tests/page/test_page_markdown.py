"""What an answer looks like: bold in Korean, money that is no maths, maths that is."""

from page_chat import Chat, talk
from playwright.async_api import expect


async def test_bold_ends_before_a_particle(visit):
    async with visit(locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("여기서 **굵게(bold)**을 씁니다."))
        await chat.until("whole")
        await expect(chat.answers.locator("strong")).to_have_text("굵게(bold)")
        assert "*" not in await chat.text()


async def test_prices_are_money_and_formulas_are_maths(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("It costs $1.50 there and $2 here.\n\nBut $x^2$ is a square."))
        await chat.until("whole")
        await chat.until_said("It costs $1.50 there and $2 here.")
        await expect(chat.answers.locator(".katex")).to_have_count(1)
        await expect(chat.answers.locator(".katex msup")).to_have_count(1)


async def test_a_right_to_left_answer_runs_from_the_right(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("مرحبا بالعالم"))
        await chat.until("whole")
        side = "e => getComputedStyle(e).direction"
        assert await chat.answers.get_by_text("مرحبا بالعالم").last.evaluate(side) == "rtl"


async def test_code_is_coloured_and_can_be_copied(visit):
    async with visit(permissions=["clipboard-read", "clipboard-write"]) as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("```python\nprint('hello')\n```"))
        await chat.until("whole")
        await expect(chat.answers.locator("pre code [class*=hljs-]").first).to_be_visible()
        await chat.answers.locator("figure").get_by_role("button", name="Copy").click()
        copied = await chat.page.evaluate("navigator.clipboard.readText()")
        assert copied.strip() == "print('hello')"
