"""Providers find themselves: by a key in the environment, by a server on its usual port."""

import asyncio
from datetime import date

import pytest

from loopback import closed_port
from raw_server import raw_server, reply
from wayfare.domain.deployment import LOCAL_TERMS
from wayfare.providers.address import AUTHS
from wayfare.providers.discover import found_by_key, found_by_port
from wayfare.providers.presets import GENERIC, PRESETS, Preset

OLLAMA = b'{"object":"list","data":[{"id":"llama3.2:latest","object":"model"}]}'


def preset_at(url: str, port: int) -> Preset:
    return Preset(url, port=port, terms=LOCAL_TERMS)


async def test_a_server_that_lists_models_is_found_and_costs_no_money():
    async with raw_server(reply(OLLAMA)) as server:
        presets = {
            "ollama": preset_at(server.url, server.port),
            "vllm": preset_at(f"http://127.0.0.1:{closed_port()}/v1", 1),
        }
        (found,) = await found_by_port(8080, presets)
    assert (found.name, found.base_url, found.key) == ("ollama", server.url, "")
    assert found.is_local
    assert found.terms == LOCAL_TERMS
    assert server.requests[0].startswith(b"GET /v1/models ")
    assert b"uthorization" not in server.requests[0]


@pytest.mark.parametrize(
    "says",
    [
        [reply(b"<html>", "200 OK", "Content-Type: text/html")],
        [reply(b'{"data":{}}')],
        [reply(b'{"models":[]}')],
        [reply(b"[]")],
        [reply(b'{"data":["\xff"]}')],
        [reply(b"", "401 Unauthorized")],
        [reply(b"", "302 Found", "Location: http://127.0.0.1:1/v1/models")],
        [b"SSH-2.0-OpenSSH\r\n"],
        [],
        [60.0],
    ],
)
async def test_anything_else_on_that_port_is_left_alone(says):
    async with raw_server(*says) as server:
        presets = {"ollama": preset_at(server.url, server.port)}
        async with asyncio.timeout(30):
            assert await found_by_port(None, presets) == []


async def test_wayfare_does_not_ask_itself():
    async with raw_server(reply(OLLAMA)) as server:
        presets = {"vllm": preset_at(server.url, server.port)}
        assert await found_by_port(server.port, presets) == []
    assert server.requests == []


async def test_a_list_of_models_that_comes_in_pieces_is_believed():
    whole = reply(OLLAMA)
    async with raw_server(whole[:-20], 0.02, whole[-20:]) as server:
        assert await found_by_port(None, {"ollama": preset_at(server.url, server.port)})


async def test_servers_are_only_looked_for_on_ports_of_their_own():
    assert await found_by_port(None, {"openai": PRESETS["openai"]}) == []


def test_a_key_in_the_environment_brings_its_provider():
    found = found_by_key({"OPENAI_API_KEY": " sk-1 ", "MISTRAL_API_KEY": "", "PATH": "/"})
    assert [(a.name, a.key) for a in found] == [("openai", "sk-1")]
    assert found[0].base_url == "https://api.openai.com/v1"
    assert found[0].length_field == "max_completion_tokens"
    assert not found[0].is_local
    assert found_by_key({}) == []


def test_a_provider_whose_address_lacks_a_part_waits_for_it():
    key = {"AZURE_OPENAI_API_KEY": "k"}
    assert found_by_key(key) == []
    (azure,) = found_by_key({**key, "AZURE_OPENAI_ENDPOINT": "https://mine.openai.azure.com/"})
    assert azure.base_url == "https://mine.openai.azure.com/openai/v1"
    assert azure.fixed_headers() == {"api-key": "k"}
    both = {"AWS_BEARER_TOKEN_BEDROCK": "t", "AWS_REGION": "eu-west-1"}
    assert [a.base_url for a in found_by_key(both)] == [
        "https://bedrock-mantle.eu-west-1.api.aws/v1",
        "https://bedrock-mantle.eu-west-1.api.aws/anthropic/v1",
    ]


def test_the_first_variable_that_holds_a_key_wins():
    (gemini,) = found_by_key({"GOOGLE_API_KEY": "old", "GEMINI_API_KEY": "new"})
    assert gemini.fixed_headers() == {"x-goog-api-key": "new"}
    assert [a.key for a in found_by_key({"GOOGLE_API_KEY": "old"})] == ["old"]


def test_every_preset_is_either_local_or_encrypted():
    for name, preset in PRESETS.items():
        if preset.port is None:
            assert preset.base_url.startswith(("https://", "{AZURE_OPENAI_ENDPOINT}/")), name
            assert preset.key_env or preset.auth == "google", name
        else:
            assert preset.base_url.startswith(f"http://127.0.0.1:{preset.port}/"), name
            assert preset.key_env == (), name
            assert preset.terms == LOCAL_TERMS, name


def test_every_preset_speaks_known_wires_and_says_how_it_was_tested():
    for name, preset in PRESETS.items():
        assert set(preset.wires) <= set(GENERIC), name
        assert preset.auth in AUTHS, name
        assert preset.listing is not None or preset.models or "`models`" in preset.quirks, name
        assert preset.tested.startswith(("tested on a transcribed exchange", "untested")), name
        assert date.fromisoformat(preset.read_on) <= date(2026, 11, 25), name
