"""A stream begins once and ends once in every wire, whoever was tried before it."""

import aiohttp
import pytest

from wayfare.domain.record import Ending

SAID = "four"
WIRES = {
    "/v1/chat/completions": (
        {"messages": [{"role": "user", "content": f"#say {SAID}"}]},
        b'"role":"assistant"',
        b"data: [DONE]",
    ),
    "/v1/messages": (
        {"max_tokens": 2_000, "messages": [{"role": "user", "content": f"#say {SAID}"}]},
        b"event: message_start",
        b"event: message_stop",
    ),
    "/v1/responses": (
        {"input": f"#say {SAID}"},
        b"event: response.created",
        b"event: response.completed",
    ),
}


@pytest.mark.parametrize("fault", ["status=503", "cut=0", "error_event=0", "malformed=0"])
@pytest.mark.parametrize("path", WIRES)
async def test_a_stream_begins_and_ends_once_after_a_failover(
    url, key, provider, record, path, fault
):
    asked, begin, end = WIRES[path]
    provider.faults["scripted-large"] = fault
    headers = {"authorization": f"Bearer {key}"}
    body = {"model": "auto:best", "stream": True, **asked}
    async with (
        aiohttp.ClientSession(url, headers=headers) as session,
        session.post(path, json=body) as response,
    ):
        raw = await response.read()
    assert response.status == 200
    assert (raw.count(begin), raw.count(end)) == (1, 1)
    assert raw.index(begin) < raw.index(SAID.encode()) < raw.index(end)
    endings = [attempt.ending for attempt in record.attempts()]
    assert endings == [Ending.FAILED, Ending.WHOLE]
