"""The page over the embedded local models, real ones: a Korean question, its answer, its ticket."""

import re
from collections.abc import Iterator

import pytest
from bench.browser import visiting
from bench.page_server import PageServer, page_server
from page_chat import Chat
from playwright.async_api import expect

from homes import put_store

pytestmark = pytest.mark.timeout(900)

KOREAN = "qwen2.5-coder-0.5b"
READY_S = 600  # the weights are fetched where no run before this one has
ANSWERED_MS = 120_000


@pytest.fixture(scope="module")
def local(built, tmp_path_factory, empty_store) -> Iterator[PageServer]:
    """A Wayfare with the models that it brings along, and nothing else."""
    home = tmp_path_factory.mktemp("local") / "home"
    put_store(home, empty_store)
    with page_server(home, is_scripted=False, ready_s=READY_S) as server:
        server.set_up()
        yield server


async def test_a_korean_question_is_answered_without_any_key(browser, local):
    async with visiting(browser, local, locale="ko-KR") as here:
        chat = Chat(await here.tab("/chat"))
        await chat.ask("대한민국의 수도는 어디인가요?")
        said = chat.answers.last.locator("[data-text]")
        # so small a model is not right each time
        await expect(said).to_contain_text(re.compile("[가-힣]{2}"), timeout=ANSWERED_MS)
        await chat.until("whole")
        await expect(chat.answers.last.locator("[data-ticket]")).to_contain_text(KOREAN)
