"""A kept key reaches its provider while Wayfare runs, and is taken away again."""

import asyncio
from typing import Any

import pytest

from raw_server import chunk, raw_server, reply
from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.audit import Actor
from wayfare.domain.demands import NO_DEMANDS
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import ProviderUnreachableError
from wayfare.gateway.send import send
from wayfare.ports import Call
from wayfare.settings.choosing import PoolSection
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.whole import Settings

ADMIN = Actor("mina", "session")
MODELS = b'{"object":"list","data":[{"id":"m1","object":"model"}]}'


def settings_for(url: str, **row: Any) -> Settings:
    return Settings(
        providers={"up": ProviderRow(base_url=url, allow_private=True, **row)},
        discover=False,
        local=Local(enabled=False),
        pool=PoolSection(probe=False),
    )


def call_of(deployment: Deployment) -> Call:
    return Call(deployment, "chat/completions", b"{}", stream=False)


async def test_a_kept_key_is_sent_at_once_and_no_more_once_it_is_removed(environ):
    async with raw_server(reply(MODELS)) as server:
        settings = settings_for(server.url)
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            assert b"authorization" not in server.requests[-1].lower()
            await asyncio.to_thread(wayfare.credentials.set, ADMIN, "up", "k-1")
            await wayfare.supply_keys()
            assert b"authorization: Bearer k-1\r\n" in server.requests[-1]
            await asyncio.to_thread(wayfare.credentials.set, ADMIN, "up", "a-second-key")
            await wayfare.supply_keys()
            assert b"authorization: Bearer a-second-key\r\n" in server.requests[-1]
            assert "a-second-key" not in repr(wayfare)
            await asyncio.to_thread(wayfare.credentials.remove, ADMIN, "up")
            await wayfare.supply_keys()
            assert b"authorization" not in server.requests[-1].lower()


async def test_a_key_that_is_kept_is_there_after_a_restart(environ):
    async with raw_server(reply(MODELS)) as server:
        settings = settings_for(server.url)
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await asyncio.to_thread(wayfare.credentials.set, ADMIN, "up", "k-1")
        server.requests.clear()
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
        assert all(b"Bearer k-1" in request for request in server.requests)


async def test_the_environment_has_the_last_word(environ):
    async with raw_server(reply(MODELS)) as server:
        settings = settings_for(server.url, key_env="UP_KEY")
        options = Options(environ={**environ, "UP_KEY": "from-outside"})
        async with run_wayfare(settings, options) as wayfare:
            await asyncio.to_thread(wayfare.credentials.set, ADMIN, "up", "k-1")
            await wayfare.supply_keys()
        assert all(b"Bearer from-outside" in request for request in server.requests)


async def test_a_usual_provider_comes_with_its_key_and_goes_with_it(environ):
    settings = Settings(discover=False, local=Local(enabled=False), pool=PoolSection(probe=False))
    async with run_wayfare(settings, Options(environ=environ)) as wayfare:
        # perplexity has no list of models, so nobody is asked for it
        await asyncio.to_thread(wayfare.credentials.set, ADMIN, "perplexity", "k-1")
        await wayfare.supply_keys()
        assert "perplexity" in wayfare.providers
        (deployment, *_) = wayfare.parts.catalog.deployments
        await asyncio.to_thread(wayfare.credentials.remove, ADMIN, "perplexity")
        await wayfare.supply_keys()
        assert "perplexity" not in wayfare.providers
        assert wayfare.parts.catalog.deployments == ()
        with pytest.raises(ProviderUnreachableError, match="not asked any more"):
            await send(wayfare.parts, call_of(deployment), NO_DEMANDS)


async def test_an_answer_that_has_begun_is_ended_with_the_old_key(environ):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    go_on = asyncio.Event()

    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head + chunk(b"one "))
        await go_on.wait()
        writer.write(chunk(b"two") + b"0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(slowly, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        settings = settings_for(f"http://127.0.0.1:{port}/v1", models=["m1"])
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            (deployment,) = wayfare.parts.catalog.deployments
            answer = await send(wayfare.parts, call_of(deployment), NO_DEMANDS)
            await asyncio.to_thread(wayfare.credentials.set, ADMIN, "up", "k-1")
            await wayfare.supply_keys()
            go_on.set()
            assert b"".join([piece async for piece in answer.pieces]) == b"one two"
