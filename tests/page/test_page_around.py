"""Around a conversation: found again, shared, brought along, with files, in either language."""

import re
import zipfile
from io import BytesIO
from json import dumps

import pytest
from page_chat import Chat, talk
from playwright.async_api import expect

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00"
    b"\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("어제 **회의**에서 [예산](https://budget.example)을 정했습니다.", "예산"),
        ("## 昨日の会議\n\n**予算**を決めました。", "予算"),
        ("| 会议 | 预算 |\n|---|---|\n| 昨天 | `决定了` |", "预算"),
        ("- The *zeppelin* arrived\n- at `noon`.", "zeppelin"),
    ],
    ids=["ko", "ja", "zh", "en"],
)
async def test_search_finds_it_and_leads_to_the_message(visit, said, wanted):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(said, question="Tell me."))
        await chat.until("whole")
        message = await chat.answers.last.get_attribute("data-message")
        address = chat.page.url
        for number in range(3):  # so that it must be gone to
            await chat.ask(talk("\n\n".join(["filler"] * 30), question=f"{number}"))
            await expect(chat.answers).to_have_count(number + 2)
            await chat.until("whole")
        await chat.page.goto(here.server.url + "/chat")
        await chat.page.get_by_role("searchbox").fill(wanted)
        hit = chat.page.locator(f"a[href*='{message}']")
        await expect(hit.locator("mark")).to_have_text(wanted)
        words = await hit.locator(".snippet").inner_text()
        assert not re.search(r"[*#`|]|https?:", words), "words, not their marks"
        await hit.click()
        found = chat.page.locator(f"[data-message='{message}']")
        await expect(found).to_be_in_viewport()
        assert chat.page.url == address


async def test_a_shared_link_shows_a_stranger_the_words_and_no_costs(visit):
    async with visit() as here, visit(cookie="") as stranger:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("**What** one may read."))
        await chat.until("whole")
        page = chat.page
        share = here.server.ask("POST", f"/api/conversations/{chat.conversation}/shares", {})
        seen = await stranger.tab(f"/shared/{share['token']}")
        await expect(seen.get_by_text("What one may read.")).to_be_visible()
        await expect(seen.get_by_text("$")).to_have_count(0)
        here.server.ask("DELETE", f"/api/shares/{share['id']}")
        await seen.reload()
        await expect(seen.get_by_text("What one may read.")).to_have_count(0)
        await page.close()


async def test_a_link_is_made_by_hand_and_can_be_taken_back(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("Hello")
        await chat.until("whole")
        await chat.page.get_by_role("button", name="What to do with this conversation").click()
        await chat.page.get_by_role("menuitem", name="Share").click()
        dialog = chat.page.get_by_role("dialog")
        await dialog.get_by_role("button", name=re.compile("link", re.IGNORECASE)).first.click()
        await expect(
            dialog.get_by_text("/shared/").or_(dialog.locator("input")).first
        ).to_be_visible()
        assert len(here.server.ask("GET", "/api/shares")["data"]) >= 1


async def test_an_old_export_of_elsewhere_comes_in_line_by_line(server, visit):
    mapping = {
        "a": {"id": "a", "message": None, "parent": None, "children": ["b"]},
        "b": {
            "id": "b",
            "parent": "a",
            "children": [],
            "message": {
                "id": "b",
                "author": {"role": "user"},
                "create_time": 1.0,
                "content": {"content_type": "text", "parts": ["from elsewhere"]},
            },
        },
    }
    given = [{"title": "Elsewhere", "create_time": 1.0, "mapping": mapping, "current_node": "b"}]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("conversations.json", dumps(given))
    async with visit() as here:
        page = await here.tab("/chat")
        await page.get_by_role(
            "button", name=re.compile("Bring|import|Take", re.IGNORECASE)
        ).click()
        dialog = page.get_by_role("dialog")
        file = {"name": "export.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
        await dialog.locator("input[type=file]").set_input_files(file)
        await expect(dialog.get_by_text("Elsewhere").first).to_be_visible(timeout=15_000)
    titles = [each["title"] for each in server.ask("GET", "/api/conversations")["data"]]
    assert "Elsewhere" in titles


async def test_a_picture_goes_along_and_its_name_is_whole(visit):
    """macOS gives names taken apart into letters; they are kept put together."""
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        apart = "\u1112\u1161\u11ab\u1100\u1173\u11af.png"
        file = {"name": apart, "mimeType": "image/png", "buffer": PIXEL}
        await chat.page.locator("form input[type=file]").first.set_input_files(file)
        kept = chat.page.get_by_role("button", name="Take off 한글.png")  # not only on its way
        await expect(kept).to_be_visible()
        await chat.ask("What is this?")
        await chat.until("whole")
        await expect(chat.questions.last.get_by_text("한글.png")).to_be_visible()
        await expect(chat.answers.last.locator("[data-text]")).to_contain_text("image")


async def test_the_fare_is_said_before_it_is_asked(visit):
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        await chat.composer.fill("What is the capital of France?")
        await expect(chat.page.locator("form .fare")).to_contain_text("$", timeout=10_000)


async def test_korean_is_complete_and_breaks_at_words(visit):
    async with visit(locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await expect(chat.page.locator("html")).to_have_attribute("lang", "ko")
        await chat.ask("안녕")
        await chat.until("whole")
        breaking = await chat.answers.last.evaluate("e => getComputedStyle(e).wordBreak")
        assert breaking == "keep-all"


async def test_a_language_that_is_chosen_stays(visit):
    async with visit() as here:
        page = await here.tab("/fares")
        await page.get_by_text("owner", exact=True).click()
        await page.get_by_label("Language").select_option("ko")
        await expect(page.locator("html")).to_have_attribute("lang", "ko")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("lang", "ko")


async def test_who_wants_no_motion_sees_none(visit):
    async with visit(reduced_motion="reduce") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk("one two three four five six seven eight", pace_s=0.1))
        await chat.until("running")
        moving = await chat.page.evaluate(
            "document.getAnimations().filter((each) => each.playState === 'running'"
            " && each.effect.getTiming().iterations === Infinity"
            " && each.effect.getTiming().duration > 1).length"
        )
        assert moving == 0
        await chat.until("whole")


async def test_on_a_phone_the_menu_is_a_drawer(visit):
    async with visit(width=390, height=844) as here:
        page = await here.tab("/chat")
        await expect(page.get_by_role("link", name="Fares")).not_to_be_in_viewport()
        await page.get_by_role("button", name="Menu").click()
        await page.get_by_role("link", name="Fares").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Fares")
        await expect(page.get_by_role("link", name="Arena")).not_to_be_in_viewport()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(wide) <= 0


async def test_what_went_wrong_is_said_in_korean(visit, server):
    async with visit(locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("안녕\n#fault status=401")
        await chat.until("failed")
        await expect(chat.answers.last).to_contain_text("Wayfare의 키를 받지 않습니다")
        await chat.ask("안녕\n#words 30\n#fault cut=8")
        await chat.until("failed", 1)
        await expect(chat.answers.last).to_contain_text("답이 중간에 끊겼습니다")
        budget = "/api/budgets/user/owner/day"
        server.ask("PUT", budget, {"limit_micros": 0})
        try:
            await chat.ask("안녕")
            await chat.until("failed", 2)
            await expect(chat.answers.last).to_contain_text("하루 예산")
            await expect(chat.answers.last).not_to_contain_text(re.compile("budget|Ask again"))
        finally:
            server.ask("DELETE", budget)


async def test_a_diagram_is_drawn_on_a_click_and_is_a_text_again_on_another(visit):
    drawing = (
        "```mermaid\ngraph TD\n  A[질문] --> B[답]\n```\n\n```mermaid\ngraph TD\n  A[[ -->\n```"
    )
    async with visit(locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask(talk(drawing))
        await chat.until("whole")
        answer = chat.answers.last
        assert await chat.page.locator("iframe").count() == 0
        await answer.get_by_role("button", name="그리기").first.click()
        frame = answer.locator("iframe.diagram:not(.coming)")
        await expect(frame).to_have_count(1, timeout=20_000)
        assert await frame.get_attribute("sandbox") == "allow-scripts"
        inside = answer.frame_locator("iframe.diagram")
        await expect(inside.locator("svg")).to_contain_text("질문")
        assert 40 <= (await frame.bounding_box())["height"] <= 900
        await answer.get_by_role("button", name="글로 보기").click()
        await expect(frame).to_have_count(0)
        await expect(answer.get_by_text("A[질문] --> B[답]")).to_be_visible()
        await answer.get_by_role("button", name="그리기").last.click()
        await expect(answer.get_by_role("alert")).to_contain_text("번째 줄을 읽을 수 없습니다")
