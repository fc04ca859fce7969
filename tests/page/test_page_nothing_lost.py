"""Nothing is lost and nothing is doubled, whatever happens while an answer comes.

Twenty answers in `make test`, three hundred in `make endurance`. The chances are seeded.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import pytest
from bench.browser import Visit
from page_chat import ENDED, Chat, talk
from playwright.async_api import expect

#: Answers a conversation.
A_CONVERSATION = 10
WORDS, PACE_S = 30, 0.01
#: When it happens, counted from Enter; an answer takes about a second.
LATEST_S = 1.4
AWAY_S = 0.6


@dataclass
class Play:
    """One who asks, and what was seen by then."""

    visit: Visit
    rng: random.Random
    happened: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    asked: dict[str, list[str]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)


async def reload(play: Play, chat: Chat) -> None:
    await chat.page.reload()


async def switch(play: Play, chat: Chat) -> None:
    """Look at something else in between, and come back."""
    address = chat.page.url
    await chat.page.goto(play.visit.server.url + "/fares")
    await chat.page.goto(address)


async def second_tab(play: Play, chat: Chat) -> None:
    other = await play.visit.tab(chat.page.url.removeprefix(play.visit.server.url))
    await other.wait_for_timeout(200)
    await other.close()


async def cut(play: Play, chat: Chat) -> None:
    await play.visit.context.set_offline(True)
    await asyncio.sleep(AWAY_S)
    await play.visit.context.set_offline(False)


async def restart(play: Play, chat: Chat) -> None:
    await asyncio.to_thread(play.visit.server.restart)


async def nothing(play: Play, chat: Chat) -> None:
    """Now and then all goes well."""


HAPPENS: Mapping[str, Callable[[Play, Chat], Awaitable[None]]] = {
    each.__name__: each for each in (reload, switch, second_tab, cut, restart, nothing)
}
#: A restart takes seconds, so it happens more rarely.
WEIGHTS = {"restart": 1, "nothing": 1}


def words(number: int) -> str:
    return " ".join(f"a{number}w{at}" for at in range(WORDS))


async def one_answer(play: Play, chat: Chat, number: int) -> None:
    """Ask, have something happen, and wait for the end; what was seen is remembered."""
    count = await chat.answers.count()
    name = play.rng.choices(list(HAPPENS), [WEIGHTS.get(each, 3) for each in HAPPENS])[0]
    play.happened[name] += 1
    when = play.rng.uniform(0.1, LATEST_S)
    await chat.ask(talk(words(number), pace_s=PACE_S, question=f"question {number}"))
    await expect(chat.answers).to_have_count(count + 1)
    await asyncio.sleep(when)
    seen = await chat.text()
    await HAPPENS[name](play, chat)
    await chat.until(ENDED, count)
    said = await chat.text(count)
    assert said.startswith(seen.strip()), f"{name}: what was seen is gone: {seen!r}, {said!r}"
    assert words(number).startswith(said.strip()), f"{name}: {said!r}"
    play.asked.setdefault(chat.conversation, []).append(said)


def check_stored(play: Play) -> None:
    """Each question once, each with one answer; what the page shows is what is stored."""
    number = 0
    for conversation, shown in play.asked.items():
        stored = play.visit.server.ask("GET", f"/api/conversations/{conversation}")["messages"]
        questions = [each for each in stored if each["role"] == "user"]
        answers = {each["parent"]: each for each in stored if each["role"] == "assistant"}
        assert len(questions) == len(shown)
        assert len(stored) == 2 * len(shown)
        for question, said in zip(questions, shown, strict=True):
            answer = answers[question["id"]]
            status = answer["run"]["status"]
            play.ended[status] += 1
            assert question["text"].startswith(f"question {number}\n")
            assert answer["text"].strip() == said.strip()
            assert words(number).startswith(answer["text"])
            assert status in {"whole", "interrupted"}
            assert (answer["text"] == words(number)) or status == "interrupted"
            number += 1


async def play_through(visit, count: int, seed: int) -> Play:
    async with visit() as here:
        play = Play(here, random.Random(seed))
        chat = Chat(await here.tab("/chat"))
        for number in range(count):
            if number % A_CONVERSATION == 0:
                await chat.page.goto(here.server.url + "/chat")
            await one_answer(play, chat, number)
        await asyncio.to_thread(check_stored, play)
    print(f"\nseed {seed}: {dict(play.happened)}, {dict(play.ended)}")
    assert play.ended["interrupted"] <= play.happened["restart"]
    return play


@pytest.mark.timeout(600)  # a busy machine starts a server slowly
async def test_twenty_answers_survive_what_happens(visit):
    await play_through(visit, 20, seed=1)


@pytest.mark.endurance
@pytest.mark.timeout(3600)
async def test_three_hundred_answers_survive_what_happens(visit):
    play = await play_through(visit, 300, seed=20261128)
    assert play.happened["restart"] >= 10
