"""Always one model for a topic, as one says it on a ticket, sees it and takes it back."""

import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from bench.page_server import PageServer, page_server
from bench.screens_stage import until_ended
from page_axe import axe
from page_chat import PATIENCE_MS, Chat
from playwright.async_api import expect

from asked_about import ask, questions
from wayfare.store.database import open_database

#: Learning rests for twenty times what it took, which is long on a busy machine.
FOUND_S, PAUSE_S = 60.0, 0.2
COOKING = "How do I use bread and butter with garlic for dinner?"


@pytest.fixture(scope="module")
def new(built: Path, home: Path) -> Iterator[PageServer]:
    """A Wayfare in which enough was asked for topics to be found."""
    database = open_database(f"sqlite:///{home / 'wayfare.db'}")
    ask(database, [text for _, text in questions(200)])
    database.close()
    with page_server(home) as server:
        yield server


def until_there_are_topics(server: PageServer) -> None:
    """Ask until a question is of a topic: they are found behind the requests."""
    conversation = server.ask("POST", "/api/conversations", {"model": "auto"})["id"]
    deadline = time.monotonic() + FOUND_S
    for number in count():
        body = {"key": f"q{number}", "text": COOKING}
        run = server.ask("POST", f"/api/conversations/{conversation}/runs", body)["answer"]["run"]
        until_ended(server, run["id"])
        if server.ask("GET", f"/api/runs/{run['id']}/preference")["topic"] is not None:
            return
        assert time.monotonic() < deadline, "no topic was found"
        time.sleep(PAUSE_S)


async def test_a_reader_gives_a_topic_to_one_model_and_takes_it_back(visit, server):
    until_there_are_topics(server)
    async with visit() as here:
        chat = Chat(await here.tab("/chat"))
        page = chat.page
        await chat.ask(COOKING)
        await chat.until("whole")
        await chat.answers.last.locator("[data-ticket]").click()
        ticket = page.get_by_role("dialog")
        always = ticket.get_by_role("button", name="Always")
        await expect(always).to_have_count(2, timeout=PATIENCE_MS)
        chosen = (await always.last.inner_text()).split()[1]
        await always.last.focus()
        await page.keyboard.press("Enter")
        await expect(ticket).to_contain_text(f"Always {chosen} for this topic, because you chose")
        assert await axe(page) == []
        await page.keyboard.press("Escape")

        await chat.ask(COOKING)
        await chat.until("whole", 1)
        await chat.answers.last.locator("[data-ticket]").click()
        await expect(ticket).to_contain_text("You chose it for this topic.")
        await page.keyboard.press("Escape")

        await page.get_by_role("button", name="Always for a topic").click()
        listed = page.get_by_role("dialog")
        await expect(listed).to_contain_text(chosen)
        assert await axe(page) == []
        await listed.get_by_role("button", name="Take back").click()
        await expect(listed).to_contain_text("You have chosen no model for a topic.")
        assert server.ask("GET", "/api/preferences") == {"data": []}
