"""Runs outlive those who follow them, and what they said outlives the process that had them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from loopback import serving
from people import Person, join
from talk import Heard, Talk
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.domain.account import Role
from wayfare.gateway.chats import follow
from wayfare.settings.whole import Settings
from wayfare.store.runs import interrupt_runs
from wayfare_process import serve_process, start_process, until_ready

SLOW = "#words 400\n#pace 0.02\nTell me a story."


@asynccontextmanager
async def opened(settings: Settings, environ: Mapping[str, str]) -> AsyncIterator[Wayfare]:
    async with run_wayfare(settings, Options(scripted=True, environ=environ)) as running:
        await running.until_listed()
        yield running


@asynccontextmanager
async def paged(wayfare: Wayfare, person: Person) -> AsyncIterator[Talk]:
    """Somebody's page at a Wayfare."""
    async with (
        serving(App(wayfare)) as url,
        aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        yield Talk(session, person)


async def test_a_server_that_ends_marks_what_ran_and_keeps_its_text(
    settings: Settings, environ: Mapping[str, str]
) -> None:
    async with opened(settings, environ) as wayfare:
        mina = join(wayfare, "mina", Role.MEMBER)
        async with paged(wayfare, mina) as talk:
            conversation = await talk.begin()
            answer = await talk.ask(conversation, SLOW)
            run = answer["run"]["id"]
            following = asyncio.create_task(talk.hear(run))
            await talk.hear(run, letters=50)
            await wayfare.chats.running.close()
            heard = await following
        assert heard.run["status"] == "interrupted"
        wayfare.parts.records.flush()
        found = wayfare.read_decision(heard.run["decision_id"], "mina")
        assert [each.ending for each in found.attempts] == ["cut"]
    async with opened(settings, environ) as wayfare:
        mina = Person(wayfare, "mina", Role.MEMBER)
        await shows_what_was_heard(wayfare, mina, conversation, answer["id"], heard)


async def shows_what_was_heard(
    wayfare: Wayfare, person: Person, conversation: str, answer: str, heard: Heard
) -> None:
    async with paged(wayfare, person) as talk:
        kept = (await talk.tree(conversation))["messages"][answer]
        assert kept["text"] == heard.text
        assert len(kept["text"]) >= 50
        assert kept["run"]["status"] == "interrupted"
        rest = await talk.hear(heard.run["id"], 11)
        assert rest.text == heard.text[10:]


@pytest.fixture
def empty_home(home: Path) -> Path:
    home.mkdir()
    return home


async def test_a_process_that_is_killed_leaves_what_it_had_shown(empty_home: Path) -> None:
    home = empty_home
    process = start_process(home, "--scripted")
    try:
        until_ready(process)
        async with aiohttp.ClientSession(process.url) as session:
            talk = Talk(session, process.key)
            conversation = await talk.begin()
            answer = await talk.ask(conversation, SLOW)
            heard = await talk.hear(answer["run"]["id"], letters=80)
    finally:
        process.kill()
    with serve_process(home, "--scripted") as process:
        async with aiohttp.ClientSession(process.url) as session:
            talk = Talk(session, process.key)
            rest = await talk.hear(answer["run"]["id"], heard.last_id)
            assert rest.run["status"] == "interrupted"
            kept = (await talk.tree(conversation))["messages"][answer["id"]]
            assert heard.text + rest.text == kept["text"]
            again = await talk.send(conversation, again=answer["id"])
            assert again.status == 201
            await talk.stop(again.body["answer"]["run"]["id"])


async def test_a_server_that_is_told_to_end_waits_for_what_runs(empty_home: Path) -> None:
    home = empty_home
    environ = {"WAYFARE_SERVER__GRACE_S": "20", "WAYFARE_SERVER__DRAIN_DELAY_S": "0"}
    with serve_process(home, "--scripted", **environ) as process:
        until_ready(process)
        async with aiohttp.ClientSession(process.url) as session:
            talk = Talk(session, process.key)
            conversation = await talk.begin()
            answer = await talk.ask(conversation, "#words 60\n#pace 0.02\nGo on.")
    with serve_process(home, "--scripted") as process:
        async with aiohttp.ClientSession(process.url) as session:
            talk = Talk(session, process.key)
            kept = (await talk.tree(conversation))["messages"][answer["id"]]
            assert kept["run"]["status"] == "whole"


async def test_a_run_of_another_process_is_followed_and_stopped(
    settings: Settings, environ: Mapping[str, str]
) -> None:
    async with opened(settings, environ) as one, opened(settings, environ) as other:
        mina = join(one, "mina", Role.MEMBER)
        async with paged(one, mina) as here, paged(other, mina) as there:
            conversation = await here.begin()
            answer = await here.ask(conversation, "#words 60\n#pace 0.02\nGo on.")
            run = answer["run"]["id"]
            own, afar = await asyncio.gather(here.hear(run), there.hear(run))
            assert own.text == afar.text
            assert own.run == afar.run
            assert afar.names[0] == "began"

            answer = await here.ask(conversation, SLOW, parent=answer["id"])
            run = answer["run"]["id"]
            following = asyncio.create_task(there.hear(run, 5))
            await here.hear(run, letters=30)
            stopped = await there.stop(run)
            assert stopped["status"] == "stopped"
            kept = (await here.tree(conversation))["messages"][answer["id"]]
            assert (await following).text == kept["text"][4:]


async def test_a_run_that_another_process_took_for_dead_ends_as_that_one_saw_it(
    wayfare: Wayfare,
) -> None:
    mina = join(wayfare, "mina", Role.MEMBER)
    async with paged(wayfare, mina) as talk:
        conversation = await talk.begin()
        answer = await talk.ask(conversation, SLOW)
        run = answer["run"]["id"]
        following = asyncio.create_task(talk.hear(run))
        await talk.hear(run, letters=40)
        end = interrupt_runs
        forever = float("inf")
        ended = await asyncio.to_thread(
            end, wayfare.database, beaten_before=forever, but=(), now=1.0
        )
        assert ended == [run]
        heard = await following
        assert heard.run["status"] == "interrupted"
        kept = (await talk.tree(conversation))["messages"][answer["id"]]
        assert heard.text == kept["text"]
        assert not wayfare.chats.running.is_busy


async def test_nothing_is_told_that_is_not_on_the_disk(wayfare: Wayfare) -> None:
    mina = join(wayfare, "mina", Role.MEMBER)
    release, held = threading.Event(), threading.Event()

    def hold() -> None:
        with wayfare.database.write():
            held.set()
            release.wait(20)

    async with paged(wayfare, mina) as talk:
        conversation = await talk.begin()
        answer = await talk.ask(conversation, "#words 20\n#fault delay=0.5\nGo on.")
        holding = asyncio.create_task(asyncio.to_thread(hold))
        await asyncio.to_thread(held.wait)
        following = asyncio.create_task(talk.hear(answer["run"]["id"]))
        await asyncio.sleep(1)
        shown = (await talk.tree(conversation))["messages"][answer["id"]]
        assert shown["text"] == ""
        assert shown["run"]["status"] == "running"
        assert not following.done()
        release.set()
        await holding
        heard = await following
        assert heard.run["status"] == "whole"
        assert len(heard.text.split()) == 20


async def test_silence_is_told_from_a_dead_line(
    wayfare: Wayfare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "SILENCE_S", 0.05)
    mina = join(wayfare, "mina", Role.MEMBER)
    async with paged(wayfare, mina) as talk:
        answer = await talk.ask(await talk.begin(), "#fault delay=0.5\n#say Well.\nGo on.")
        heard = await talk.hear(answer["run"]["id"])
        assert heard.comments > 3
        assert heard.text == "Well."


async def test_runs_of_many_go_on_at_once(wayfare: Wayfare) -> None:
    mina = join(wayfare, "mina", Role.MEMBER)
    async with paged(wayfare, mina) as talk:
        asked = [f"#say Answer {number}.\n#pace 0.03\nGo on." for number in range(30)]
        conversations = [await talk.begin() for _ in asked]
        both = zip(conversations, asked, strict=True)
        heard = await asyncio.gather(*(talk.whole(*each) for each in both))
        assert [each.text for each in heard] == [f"Answer {number}." for number in range(30)]
