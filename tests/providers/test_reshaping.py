"""Requests to a provider that speaks a usual wire, but not quite.

What goes to Vertex is what `lib/vertex/_client.py` of the `anthropic` SDK 2.14 makes of a
request: its path, and the two fields of its body.
"""

import asyncio

import pytest

from raw_server import reply
from wayfare.domain.deployment import Deployment
from wayfare.ports import Call
from wayfare.providers.address import address_of_row
from wayfare.providers.http import HttpProvider
from wayfare.providers.presets import PRESETS
from wayfare.providers.reshaping import to_vertex_anthropic, without_fields
from wayfare.settings.providers import ProviderRow
from wayfare.settings.serving import Timeouts

CLAUDE = Deployment("v/c", "v", "claude-sonnet-4-5@20250929", wires=("anthropic",))
BODY = b'{"model":"claude-sonnet-4-5@20250929","max_tokens":16,"temperature":1.0,"messages":[]}'


def sent(endpoint: str = "messages", body: bytes = BODY, *, stream: bool = False) -> Call:
    return to_vertex_anthropic(Call(CLAUDE, endpoint, body, stream, {"anthropic-beta": "b"}))


@pytest.mark.parametrize(("stream", "verb"), [(False, "rawPredict"), (True, "streamRawPredict")])
def test_the_model_goes_into_the_path_and_the_version_into_the_body(stream, verb):
    call = sent(stream=stream)
    assert call.endpoint == f"claude-sonnet-4-5@20250929:{verb}"
    assert call.body == (
        b'{"max_tokens":16,"temperature":1.0,"messages":[],"anthropic_version":"vertex-2023-10-16"}'
    )
    assert call.headers == {"anthropic-beta": "b"}


def test_a_version_that_is_there_stays():
    body = b'{"model":"m","anthropic_version":"vertex-2099-01-01"}'
    assert sent(body=body).body == b'{"anthropic_version":"vertex-2099-01-01"}'


def test_counting_keeps_the_model_in_the_body():
    call = sent("messages/count_tokens")
    assert call.endpoint == "count-tokens:rawPredict"
    assert call.body.startswith(b'{"model":"claude-sonnet-4-5@20250929",')


def test_what_is_not_named_stays_as_it_was_written():
    body = b'{ "a": 1e3, "b": {"c": [1.0, "\\u00e9"]}, "d": "stream_options" }'
    kept = b'{"a":1e3,"b":{"c": [1.0, "\\u00e9"]},"d":"stream_options"}'
    assert without_fields(body, ("stream_options",)) == kept
    assert without_fields(body, ("absent",)) == body


async def test_the_address_that_is_asked_is_vertexs():
    heads: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(reply(b"{}", "200 OK", "Connection: close"))
        await writer.drain()
        writer.close()

    class Token:
        async def headers(self, method, url, body):
            return {"authorization": "Bearer ya29"}

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        row = ProviderRow(
            base_url=f"http://127.0.0.1:{port}/v1/projects/p/locations/l/publishers/anthropic/models",
            like="vertex-anthropic",
            allow_private=True,
        )
        provider = HttpProvider(address_of_row("v", row, {}), Timeouts(), signer=Token())
        (await provider.send(Call(CLAUDE, "messages", BODY, stream=True))).close()
        await provider.close()
    assert heads[0].startswith(
        "POST /v1/projects/p/locations/l/publishers/anthropic/models/"
        "claude-sonnet-4-5@20250929:streamRawPredict HTTP/1.1"
    )
    assert "uthorization: Bearer ya29" in heads[0]


def test_only_rows_that_exist_are_reshaped():
    assert [name for name, preset in PRESETS.items() if preset.reshaping] == ["vertex-anthropic"]
