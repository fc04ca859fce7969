"""A client's object is taken apart without touching what is not ours."""

import json

import pytest

from wayfare.domain.arm import PLAIN
from wayfare.domain.errors import BadRequestError
from wayfare.wire.fields import decode_fields, with_model
from wayfare.wire.wires import WIRES

BODIES = {
    "openai": b'"messages":[{"role":"user","content":"hi"}]',
    "anthropic": b'"max_tokens":9,"messages":[{"role":"user","content":"hi"}]',
    "responses": b'"input":"hi"',
}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"model":"a","x":"model"}',
        b'{"model":"a","x":{"model":"b"}}',
        b'{"mod\\u0065l":"a","x":{"model":"b"}}',
        b'{"\\u006Dodel":"a","x":{"model":"b"}}',
    ],
)
def test_a_name_is_put_in_only_where_it_can_be_the_one(raw):
    assert with_model(raw, "m") is None


@pytest.mark.parametrize(("wire", "rest"), BODIES.items())
def test_a_name_written_in_escapes_is_the_name_all_the_same(wire, rest):
    raw = b'{"mod\\u0065l":"auto","metadata":{"model":"kept"},' + rest + b"}"
    body = WIRES[wire].decode(raw)
    assert body.request.model == "auto"
    sent = json.loads(body.encode("m", PLAIN))
    assert (sent["model"], sent["metadata"]) == ("m", {"model": "kept"})


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"a":', b'{"a":"\xff"}', b'{"a":' + b"[" * 100_000]
)
def test_what_is_no_object_is_a_bad_request(body):
    with pytest.raises(BadRequestError):
        decode_fields(body)


@pytest.mark.parametrize(("wire", "rest"), BODIES.items())
def test_a_request_without_a_model_says_how_to_name_one(wire, rest):
    for model in (b"", b'"model":null,', b'"model":"",'):
        with pytest.raises(BadRequestError) as raised:
            WIRES[wire].decode(b"{" + model + rest + b"}")
        assert (raised.value.param, raised.value.code) == ("model", "invalid_request")
        assert "`auto`" in raised.value.cure
