"""People talk on the page: a question is kept first, its answer streams, all of it stays."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from people import Person, join
from talk import Talk
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role


@pytest.fixture
def mina(wayfare: Wayfare) -> Person:
    return join(wayfare, "mina", Role.MEMBER)


@pytest.fixture
async def talk(url: str, mina: Person) -> AsyncIterator[Talk]:
    """Mina's page."""
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Talk(session, mina)


async def test_an_answer_streams_and_stays(talk: Talk) -> None:
    conversation = await talk.begin()
    sent = await talk.send(conversation, text="#say It is 12.\nHow late is it?")
    assert sent.status == 201
    question, answer = sent.body["user"], sent.body["answer"]
    assert question["role"] == "user"
    assert answer["parent"] == question["id"]
    assert answer["run"]["status"] == "running"

    heard = await talk.hear(answer["run"]["id"])

    assert heard.text == "It is 12."
    assert heard.names[0] == "began"
    assert heard.names[-1] == "ended"
    assert heard.run["status"] == "whole", heard.run["error"]
    assert heard.run["arm"] == "scripted-small"
    assert heard.run["ticket"]["decision_id"] == heard.run["decision_id"]
    assert heard.run["last_event"] == len("It is 12.") + 1
    found = await talk.tree(conversation)
    assert found["leaf"] == answer["id"]
    assert not found["is_running"]
    assert found["messages"][answer["id"]]["text"] == "It is 12."
    assert found["title"] == "#say It is 12. How late is it?"
