"""Which model answered is found in every wire, whole or streamed, and nowhere else."""

import pytest

from wayfare.wire.served import served_model

SAID = {
    "chat": b'{"id":"1","object":"chat.completion","model":"m-2","choices":[]}',
    "chat stream": b'{"id":"1","object":"chat.completion.chunk","model":"m-2","choices":[{}]}',
    "messages": b'{"id":"1","type":"message","model":"m-2","content":[{"type":"text"}]}',
    "messages stream": b'{"type":"message_start","message":{"id":"1","model":"m-2"}}',
    "responses": b'{"id":"1","object":"response","model":"m-2","output":[]}',
    "responses stream": b'{"type":"response.created","response":{"id":"1","model":"m-2"}}',
    "gemini": b'{"candidates":[{"content":{"parts":[]}}],"modelVersion":"m-2"}',
}


@pytest.mark.parametrize("wire", SAID)
def test_every_wire_says_who_answered(wire):
    assert served_model(SAID[wire]) == "m-2"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[DONE]",
        b'{"choices":[]}',
        b'{"model":null}',
        b'{"model":""}',
        b'{"model":{"name":"m-2"}}',
        b'{"model":"\xff"}',
        b'{"message":"model m-2 is busy"}',
        b'{"choices":[{"message":{"content":"\\"model\\":\\"m-2\\""}}]}',
    ],
)
def test_where_it_is_not_said_it_is_not_known(data):
    assert served_model(data) is None


def test_a_name_is_not_longer_than_a_name():
    assert len(served_model(b'{"model":"' + b"m" * 10_000 + b'"}') or "") == 200
