"""Answers that would run something, or tell somebody: none does, under the policy and before it."""

import json

from bench.browser import Faults
from page_attacks import ATTACKS, DIAGRAMS
from page_chat import Chat, talk
from playwright.async_api import expect

#: How many go into one conversation.
AT_ONCE = 16
#: Stands in bold before each attack, so that it is known to have been drawn.
DRAWN = "drawn"
#: What hovers, presses or opens whatever an attack drew.
_TOUCH = """() => {
    const drawn = document.querySelectorAll("[data-role=assistant] [data-text] *");
    for (const each of drawn)
        for (const type of ["pointerenter", "mouseover", "focus", "toggle", "scroll"])
            each.dispatchEvent(new Event(type, {bubbles: true}));
    return drawn.length;
}"""
#: What no answer may have made: what loads, runs, sends or covers.
_MADE = """() => [...document.querySelectorAll(
    "[data-text] :is(script, iframe, object, embed, form, input, style, link, meta, base, video," +
    " audio, source, area, svg script, foreignObject, [style*=fixed])")]
    .filter((each) => !each.closest(".katex")).map((each) => each.outerHTML)"""
_HREFS = (
    """() => [...document.querySelectorAll("[data-text] a[href]")].map((each) => each.protocol)"""
)
_HANDLERS = """() => [...document.querySelectorAll("[data-text] *")].flatMap((each) =>
    [...each.attributes].filter(({name}) => name.startsWith("on")).map(({name}) => name))"""

#: What of a drawing leads anywhere, runs, or loads anything from elsewhere.
_LEADING = """(body) => [...body.querySelectorAll("#drawing *")].flatMap((each) =>
    [...each.attributes].filter(({name, value}) =>
        name.startsWith("on") || /javascript:/i.test(value) ||
        (/href$/.test(name) && !value.startsWith("#") && each.localName !== "image"))
    .map(({name, value}) => `${each.localName} ${name}=${value}`))
    .concat([...body.querySelectorAll("#drawing :is(script, iframe, object, embed, form)")]
        .map((each) => each.outerHTML))"""


async def test_nothing_that_an_answer_brings_is_run(visit):
    assert len(ATTACKS) >= 60
    ran: list[str] = []
    async with visit(strict=False) as here:
        await here.context.expose_binding("pwned", lambda *_: ran.append("pwned"))
        for at in range(0, len(ATTACKS), AT_ONCE):
            some = ATTACKS[at : at + AT_ONCE]
            page = await here.tab("/chat")
            page.on("dialog", lambda dialog: ran.append(dialog.message))
            page.on("popup", lambda other: ran.append(other.url))
            chat = Chat(page)
            conversation = make(here.server, some)
            await page.goto(f"{here.server.url}/chat/{conversation}")
            await chat.until("whole")
            assert await chat.answers.count() == len(some)
            await draw_all(chat)
            assert await page.evaluate(_TOUCH)
            await page.wait_for_timeout(300)
            assert await page.evaluate(_MADE) == []
            assert await page.evaluate(_HANDLERS) == []
            assert set(await page.evaluate(_HREFS)) <= {"http:", "https:", "mailto:"}
            assert page.url.endswith(f"/chat/{conversation}"), "it led away"
            assert ran == [], f"one of these ran: {[name for name, _ in some]}"
            await page.close()
        check(here.faults)


async def draw_all(chat: Chat) -> None:
    """Look at each answer: what is far from what is seen stands as it was written."""
    for answer in reversed(await chat.answers.all()):
        for _ in range(50):
            await answer.scroll_into_view_if_needed()
            if await answer.locator("strong").count():
                break
            await chat.page.wait_for_timeout(100)
        await expect(answer.locator("strong").first).to_have_text(DRAWN)


def check(faults: Faults) -> None:
    """Nobody was asked, and the policy had nothing to stop."""
    assert faults.left == []
    assert faults.said == []


async def test_a_hostile_answer_that_streams_is_not_run_either(visit):
    ran: list[str] = []
    async with visit() as here:
        await here.context.expose_binding("pwned", lambda *_: ran.append("pwned"))
        chat = Chat(await here.tab("/chat"))
        for name in ("script", "image that fails", "link", "diagram", "half a tag", "maths"):
            await chat.ask(talk(dict(ATTACKS)[name], pace_s=0.01))
            await chat.until("whole")
        assert await chat.page.evaluate(_MADE) == []
        assert ran == []


async def test_nothing_runs_where_a_hostile_diagram_is_drawn(visit):
    ran: list[str] = []
    async with visit(strict=False) as here:
        await here.context.expose_binding("pwned", lambda *_: ran.append("pwned"))
        page = await here.tab("/chat")
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        page.on("popup", lambda other: ran.append(other.url))
        conversation = make(here.server, tuple(DIAGRAMS.items()))
        await page.goto(f"{here.server.url}/chat/{conversation}")
        chat = Chat(page)
        await chat.until("whole")
        await draw_all(chat)
        drawn = 0
        for answer in await chat.answers.all():
            await answer.get_by_role("button", name="Draw", exact=True).click()
            frame = answer.locator("iframe.diagram:not(.coming)")
            await expect(frame.or_(answer.locator(".fault"))).to_have_count(1, timeout=20_000)
            if not await frame.count():
                continue
            drawn += 1
            inside = answer.frame_locator("iframe.diagram")
            await expect(inside.locator("svg").first).to_be_visible()
            assert await inside.locator("body").evaluate(_LEADING) == []
            for each in (await inside.locator("svg g.node, svg a, svg text").all())[:4]:
                await each.dispatch_event("click")
            await answer.get_by_role("button", name="Show the text").click()
            await expect(frame).to_have_count(0)
        assert drawn >= len(DIAGRAMS) // 2
        assert ran == []
        assert here.faults.left == []
        assert page.url.endswith(f"/chat/{conversation}"), "it led away"


async def test_a_hostile_title_is_text(visit):
    ran: list[str] = []
    async with visit() as here:
        await here.context.expose_binding("pwned", lambda *_: ran.append("pwned"))
        title = "<img src=x onerror=pwned()><script>pwned()</script>"
        made = here.server.ask("POST", "/api/conversations", {"title": title})
        page = await here.tab(f"/chat/{made['id']}")
        await page.get_by_text(title).first.wait_for()
        assert ran == []


async def test_the_policy_itself_stops_a_script(visit):
    """So that none of the above passes because nothing is watched."""
    ran: list[str] = []
    async with visit(strict=False) as here:
        await here.context.expose_binding("pwned", lambda *_: ran.append("pwned"))
        page = await here.tab("/chat")
        attack = json.dumps("<img src=x onerror=pwned()>")
        await page.evaluate(f"() => {{ document.body.innerHTML = {attack} }}")
        await page.wait_for_timeout(300)
        assert ran == []
        assert any("Content Security Policy" in said for said in here.faults.said)


def make(server, attacks) -> str:
    """A conversation with these as answers."""
    conversation = server.ask("POST", "/api/conversations", {"title": "attacks"})["id"]
    parent = None
    for number, (name, text) in enumerate(attacks):
        body = {"key": f"{conversation}-{number}", "parent": parent, "text": ""}
        body["text"] = talk(f"**{DRAWN}**\n\n{text}", question=name)
        answer = server.ask("POST", f"/api/conversations/{conversation}/runs", body)["answer"]
        server.read(f"/api/runs/{answer['run']['id']}/events")
        parent = answer["id"]
    return conversation
