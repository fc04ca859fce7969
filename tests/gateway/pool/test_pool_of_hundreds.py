"""Four keys bring three hundred models: `auto` takes eight sensible ones, and says why of each."""

import asyncio
import os
import re
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing

import aiohttp
import pytest
from msgspec.structs import replace
from pool_lists import anthropic_list, gemini_list, openai_list, openrouter_list
from pool_upstreams import Upstream

from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, PoolNews, Wayfare, owner_key, run_wayfare
from wayfare.domain.pool import Membership, ProbeOutcome
from wayfare.settings.choosing import PoolSection
from wayfare.settings.demands import Demanded, TermsRow
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.whole import Settings
from wayfare_client import Client

LISTS = {
    "openai": openai_list,
    "anthropic": anthropic_list,
    "gemini": gemini_list,
    "openrouter": openrouter_list,
}
PATHS = {"gemini": "/v1beta"}


@pytest.fixture
async def upstreams() -> dict[str, Upstream]:
    return {name: Upstream(name, make()) for name, make in LISTS.items()}


@pytest.fixture
async def settings(upstreams) -> AsyncIterator[Settings]:
    async with AsyncExitStack() as stack:
        rows = {}
        for name, upstream in upstreams.items():
            url = await stack.enter_async_context(serving(upstream))
            rows[name] = ProviderRow(
                base_url=url + PATHS.get(name, "/v1"), like=name, allow_private=True
            )
        terms = {"openrouter": TermsRow(as_of="2026-11-25", like="openrouter")}
        yield Settings(local=Local(enabled=False), discover=False, providers=rows, terms=terms)


class Run:
    """One start of Wayfare, until what `auto` takes is known."""

    def __init__(self, settings: Settings, environ: Mapping[str, str], **options) -> None:
        self.news: list[PoolNews] = []
        self._settings = settings
        self._options = Options(
            environ=environ, tell=self.news.append, **({"probe": True} | options)
        )

    async def __aenter__(self) -> Wayfare:
        self._stack = AsyncExitStack()
        wayfare = await self._stack.enter_async_context(run_wayfare(self._settings, self._options))
        await wayfare.until_listed()
        await wayfare.tend_pool()
        return wayfare

    async def __aexit__(self, *error) -> None:
        await self._stack.aclose()


def taken(wayfare: Wayfare) -> list[str]:
    return [arm.name for arm in wayfare.parts.catalog.candidates("auto").arms]


@asynccontextmanager
async def asking(wayfare: Wayfare, environ: Mapping[str, str]) -> AsyncIterator[Client]:
    """A client of this Wayfare, over a socket."""
    headers = {"authorization": f"Bearer {owner_key(environ)}"}
    async with (
        serving(App(wayfare)) as url,
        aiohttp.ClientSession(url, headers=headers) as session,
    ):
        yield Client(session)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def costs(home) -> list[tuple[str, int]]:
    """What the record says that probes cost: (user, micro-dollars)."""
    with closing(sqlite3.connect(home / "wayfare.db")) as connection:
        return connection.execute(
            "SELECT requests.user, costs.micros FROM requests "
            "JOIN attempts ON attempts.request_id = requests.id "
            "JOIN costs ON costs.attempt_id = attempts.id WHERE requests.model = 'probe'"
        ).fetchall()


async def test_eight_sensible_arms_are_taken_and_each_of_the_others_is_explained(
    settings, environ, upstreams
):
    async with Run(settings, environ) as wayfare:
        arms = taken(wayfare)
        assert len(arms) == 8
        assert {"openai/gpt-6-astra", "openai/gpt-6-luna"} < set(arms)  # both ends of its prices
        assert {"anthropic/claude-fable-5-2", "anthropic/claude-haiku-5-5"} < set(arms)
        providers = [name.partition("/")[0] for name in arms]
        assert {name: providers.count(name) for name in LISTS} == dict.fromkeys(LISTS, 2)
        deployments = wayfare.parts.catalog.deployments
        assert len(deployments) >= 300
        pool = wayfare.parts.catalog.pool
        places = {place.name: place for place in pool.places()}
        assert places.keys() == {deployment.name for deployment in deployments}
        assert {n for n, p in places.items() if p.state is Membership.IN} == set(arms)
        for place in places.values():
            assert place.reason.en.endswith(".")
            assert place.reason.ko.endswith((".", ")", "음."))
        codes = {name: place.reason.code for name, place in places.items()}
    assert codes["openai/text-embedding-3-large"] == "pool_embeddings"
    assert codes["openai/whisper-1"] == "pool_not_chat"
    assert codes["openai/gpt-5-codex"] == "pool_purpose"
    assert codes["openai/gpt-4-turbo-preview"] == "pool_preview"
    assert codes["openai/gpt-4o-2024-08-06"] == "pool_old"
    assert codes["openai/gpt-5-2025-08-07"] == "pool_older"
    assert codes["openai/gpt-5.5-pro"] == "pool_dear"
    assert codes["openai/ft:gpt-4o-mini-2024-07-18:acme::Abc123"] == "pool_tuned"
    assert codes["gemini/gemini-2.0-flash"] == "pool_retired"
    assert codes["gemini/gemini-flash-latest"] == "pool_snapshot"
    assert codes["gemini/gemma-3-27b-it"] == "pool_unpriced"
    assert codes["openrouter/x-ai/grok-4.20"] == "pool_retires"
    assert codes["openrouter/anthropic/claude-haiku-5.5"] == "pool_elsewhere"
    assert codes["openrouter/nousresearch/hermes-4-70b"] == "pool_lacks"
    assert codes["openrouter/openai/gpt-oss-20b:free"] == "pool_rationed"
    assert codes["openrouter/meta-llama/llama-3.1-8b-instruct"] == "pool_small"


async def test_each_is_asked_once_for_what_the_providers_count_and_never_again(
    settings, environ, home, upstreams
):
    for _ in range(2):
        async with Run(settings, environ) as wayfare:
            arms = taken(wayfare)
        asked = {f"{u.name}/{model}": n for u in upstreams.values() for model, n in u.asked.items()}
        assert asked == dict.fromkeys(arms, 1)
    spent = costs(home)
    assert {user for user, _ in spent} == {"owner"}
    assert sum(micros for _, micros in spent) == sum(u.micros for u in upstreams.values()) > 0
    for body in upstreams["openai"].bodies:
        assert body["max_completion_tokens"] == 16
        assert body["messages"] == [{"role": "user", "content": "Reply with OK."}]
    assert upstreams["anthropic"].bodies[0]["max_tokens"] == 16


async def test_what_is_refused_goes_out_with_one_sentence_and_the_next_best_comes_in(
    settings, environ, upstreams
):
    upstreams["openai"].statuses = {"gpt-6-astra": 403, "gpt-6-luna": 404}
    upstreams["anthropic"].statuses = {"claude-fable-5-2": 404, "claude-haiku-5-5": 429}
    upstreams["openrouter"].statuses = {"moonshotai/kimi-k3": 401, "openai/gpt-oss-20b": 503}
    async with Run(settings, environ) as wayfare:
        arms = taken(wayfare)
        places = {place.name: place for place in wayfare.parts.catalog.pool.places()}
    assert len(arms) == 8
    out = places["openai/gpt-6-astra"]
    assert out.state is Membership.OUT
    assert out.reason.en == (
        "openai refused it with status 403: it is not there, or not for this key."
    )
    assert places["openai/gpt-6-luna"].reason.code == "pool_refused"
    assert len([name for name in arms if name.startswith("openai/")]) == 2
    # busy, broken or with a wrong key: that says nothing of the model
    assert places["anthropic/claude-haiku-5-5"].row.probe is ProbeOutcome.LATER
    assert places["openrouter/openai/gpt-oss-20b"].row.probe is ProbeOutcome.LATER
    assert places["openrouter/moonshotai/kimi-k3"].row.probe is ProbeOutcome.KEY
    assert {"anthropic/claude-haiku-5-5", "openrouter/moonshotai/kimi-k3"} < set(arms)
    # an older one of the line is sensible once the newest cannot be had
    assert places["anthropic/claude-fable-5-1"].reason.code != "pool_older"


async def test_a_key_that_opens_no_model_is_not_tried_on_all_of_them(settings, environ, upstreams):
    gemini = upstreams["gemini"]
    gemini.statuses = {row["name"].removeprefix("models/"): 403 for row in gemini.listing["models"]}
    async with Run(settings, environ) as wayfare:
        arms = taken(wayfare)
        codes = {p.name: p.reason.code for p in wayfare.parts.catalog.pool.places()}
    assert len(arms) == 8
    assert not [name for name in arms if name.startswith("gemini/")]
    assert sum(gemini.asked.values()) <= 4
    assert "pool_untried" in codes.values() or len(gemini.asked) < 3


async def test_a_new_model_is_proposed_and_comes_in_only_by_a_persons_word(
    settings, environ, upstreams
):
    async with Run(settings, environ) as wayfare:
        before = taken(wayfare)
    new = {"id": "gpt-6.1-luna", "object": "model", "created": 1, "owned_by": "system"}
    old = {"id": "gpt-6-luna-2026-09-10", "object": "model", "created": 1, "owned_by": "system"}
    upstreams["openai"].listing["data"] += [new, old]
    run = Run(settings, environ)
    async with run as wayfare:
        assert taken(wayfare) == before
        await until(lambda: bool(run.news))
        assert run.news[0].proposed == ("openai/gpt-6.1-luna",)
        pool = wayfare.parts.catalog.pool
        assert pool.proposed() == ["openai/gpt-6.1-luna"]
        (place,) = [p for p in pool.places() if p.name == "openai/gpt-6.1-luna"]
        assert "`wayfare models add openai/gpt-6.1-luna`" in place.reason.en
        assert pool.rows["openai/gpt-6-luna-2026-09-10"].reason.code == "pool_older"
        assert "gpt-6.1-luna" not in upstreams["openai"].asked
        pool.remove("openai/gpt-6-luna")
        pool.add("openai/gpt-6.1-luna")
        await wayfare.tend_pool()
        assert upstreams["openai"].asked["gpt-6.1-luna"] == 1
        assert set(taken(wayfare)) == {*before} - {"openai/gpt-6-luna"} | {"openai/gpt-6.1-luna"}


async def test_what_a_provider_lists_no_longer_goes_out_with_a_sentence(
    settings, environ, upstreams
):
    async with Run(settings, environ) as wayfare:
        before = taken(wayfare)
    openai = upstreams["openai"]
    whole = openai.listing["data"]
    openai.listing = {"data": [row for row in whole if row["id"] != "gpt-6-luna"]}
    async with Run(settings, environ) as wayfare:
        assert set(taken(wayfare)) == {*before} - {"openai/gpt-6-luna"}
        (gone,) = [p for p in wayfare.parts.catalog.pool.places() if p.name == "openai/gpt-6-luna"]
        assert gone.reason.en.startswith("openai lists it no longer")
        # a list that was short by mistake costs nobody an arm
        openai.listing = {"data": whole}
        await wayfare.until_listed()
        assert set(taken(wayfare)) == set(before)


async def test_a_provider_that_was_down_at_first_finds_places(settings, environ, upstreams):
    upstreams["gemini"].is_down = True
    async with Run(settings, environ) as wayfare:
        assert len(taken(wayfare)) == 6
        upstreams["gemini"].is_down = False
        await wayfare.until_listed()
        await wayfare.tend_pool()
        assert len([name for name in taken(wayfare) if name.startswith("gemini/")]) == 2


@pytest.mark.parametrize("status", [404, 410])
async def test_a_question_that_is_refused_takes_its_arm_out_until_it_is_well_again(
    settings, environ, upstreams, status
):
    openai, astra = upstreams["openai"], "openai/gpt-6-astra"
    async with Run(settings, environ) as wayfare, asking(wayfare, environ) as client:
        openai.statuses["gpt-6-astra"] = status
        refused = await client.chat("Hi", model=astra)
        assert refused.status == status
        assert astra not in taken(wayfare)
        (place,) = [p for p in wayfare.parts.catalog.pool.places() if p.name == astra]
        assert place.reason.en.startswith(f"openai refused a question to it with status {status}.")
        answered = await client.chat("Hi", model="auto:best")
        assert (answered.status, answered.ticket["model"] != astra) == (200, True)
        await until(lambda: openai.asked["gpt-6-astra"] == 3)  # asked once more, and still refused
        openai.statuses.clear()
        assert (await client.chat("Hi", model=astra)).status == 200  # by its name it can be asked
        assert astra not in taken(wayfare)
        wayfare.parts.catalog.pool.add(astra)
        await wayfare.tend_pool()
        assert astra in taken(wayfare)


async def test_a_question_that_was_itself_at_fault_costs_no_arm(settings, environ, upstreams):
    openai, astra = upstreams["openai"], "openai/gpt-6-astra"
    async with Run(settings, environ) as wayfare, asking(wayfare, environ) as client:
        openai.refuses = "forbidden words"
        assert (await client.chat("forbidden words", model=astra)).status >= 400
        await until(lambda: astra in taken(wayfare))
        rows = {place.name: place for place in wayfare.parts.catalog.pool.places()}
        assert rows[astra].reason.code == "pool_chosen"


async def test_no_probe_goes_where_the_installation_demands_that_nothing_goes(
    settings, environ, upstreams
):
    demands = Demanded(providers=["openai"])
    async with Run(replace(settings, demands=demands), environ) as wayfare:
        arms = taken(wayfare)
        codes = {p.name: p.reason.code for p in wayfare.parts.catalog.pool.places()}
    assert {name.partition("/")[0] for name in arms} == {"openai"}
    assert 1 < len(arms) <= 4
    assert codes["anthropic/claude-haiku-5-5"] == "other_provider"
    assert {name for name, u in upstreams.items() if u.asked} == {"openai"}


@pytest.mark.parametrize("way", ["the settings", "the command"])
async def test_where_nothing_is_to_be_probed_the_chosen_are_taken_as_they_are(
    settings, environ, upstreams, way
):
    asked = Run(settings, environ, probe=False)
    if way == "the settings":
        asked = Run(replace(settings, pool=PoolSection(probe=False)), environ)
    async with asked as wayfare:
        assert len(taken(wayfare)) == 8
    assert [u.asked for u in upstreams.values() if u.asked] == []


@pytest.mark.slow
async def test_every_model_is_explained_at_a_terminal(settings, environ, upstreams, tmp_path):
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    rows = "".join(
        f'[providers.{name}]\nbase_url = "{row.base_url}"\nlike = "{name}"\nallow_private = true\n'
        for name, row in settings.providers.items()
    )
    (config / "wayfare.toml").write_text(rows, "utf-8")
    alone = {"WAYFARE_DISCOVER": "false", "WAYFARE_LOCAL__ENABLED": "false"}

    async def say(*arguments: str) -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "wayfare", "models", *arguments),
            env={**{name: os.environ[name] for name in ("PATH", "PYTHONPATH")}, **environ, **alone},
            stdout=asyncio.subprocess.PIPE,
            cwd=tmp_path,
        )
        out, _ = await process.communicate()
        assert process.returncode == 0
        return out.decode()

    why = await say("--why", "--lang", "en")
    lines = why.splitlines()
    assert lines[0] == "auto takes (8):"
    names = {line.strip().partition(": ")[0] for line in lines}
    async with Run(settings, environ, probe=False) as wayfare:
        assert {deployment.name for deployment in wayfare.parts.catalog.deployments} <= names
    assert "  openai/gpt-5-codex: It is made for code." in lines
    short = await say("--lang", "ko")
    assert len(short.splitlines()) < 20
    assert re.search("openai/gpt-6-astra +사용", short)
    assert "`wayfare models --why`" in short
    assert [u.asked for u in upstreams.values() if u.asked] == []  # looking is free
