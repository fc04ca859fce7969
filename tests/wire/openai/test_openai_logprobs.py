"""Log-probabilities that Wayfare asks for are asked for, and never reach the client."""

import json

import pytest

from wayfare.wire.openai.logprobs import with_logprobs, without_logprobs
from wayfare.wire.openai.stream import ChatPassage

TOLD = {"content": [{"token": "7", "logprob": -0.5}]}


def event(content, finish=None, logprobs=TOLD):
    choice = {"index": 0, "delta": {"content": content}, "logprobs": logprobs}
    return {"id": "c", "choices": [choice | {"finish_reason": finish}]}


def test_a_request_asks_for_them_whatever_it_said():
    for body in (b'{"model":"m","n":1e0}', b'{"logprobs":false,"model":"m","n":1e0}'):
        asked = with_logprobs(body)
        assert json.loads(asked)["logprobs"] is True
        assert b'"n":1e0' in asked


def test_all_else_of_an_answer_stays_as_it_was_written():
    body = b'{"x":1e3,"choices":[{"y":1.50,"logprobs":{"content":[]}},{"index":1}],"u":{"a": 1}}'
    quiet = without_logprobs(body)
    assert quiet == b'{"x":1e3,"choices":[{"y":1.50,"logprobs":null},{"index":1}],"u":{"a": 1}}'
    assert without_logprobs(b"\n \n" + body) == quiet
    said = b'{"choices":[{"message":{"content":"no \\"logprobs\\" here"}}]}'
    assert without_logprobs(said) == said


@pytest.mark.parametrize("raw", [b"", b'{"logprobs"', b"data: [DONE]\n\n", b'{"logprobs":1}'])
def test_what_is_no_answer_stays_as_it_is(raw):
    assert without_logprobs(raw) == raw


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_stream_tells_wayfare_and_not_the_client(newline):
    passage = ChatPassage(False, hides_logprobs=True)
    datas = [event("7", logprobs=None), event("7"), event("8"), event("", "stop")]
    blocks = [b"data: " + json.dumps(data).encode() + newline * 2 for data in datas]
    out = b"".join(map(passage.take, blocks)) + passage.finish(b"{}")
    assert b"-0.5" not in out
    seen = [json.loads(line[6:]) for line in out.splitlines() if line.startswith(b"data: {")]
    assert [each["choices"][0]["delta"]["content"] for each in seen] == ["7", "7", "8", ""]
    reading = passage.reading()
    assert (reading.text, reading.logprob_mean) == ("778", -0.5)
    assert [each.token for each in reading.tokens] == ["7", "7", "7"]
