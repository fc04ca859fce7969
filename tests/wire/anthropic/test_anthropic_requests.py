"""A Messages request: what it means, and that its own bytes go on untouched."""

import json

import pytest
from anthropic_exchanges import TOOL_CONVERSATION
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.arm import PLAIN, Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.wire.anthropic.body import (
    MessagesBody,
    decode_count,
    decode_messages,
    encode_count,
    encode_fault,
)
from wayfare.wire.anthropic.marks import mark, mark_call
from wayfare.wire.conversation import Thinking
from wayfare.wire.wire import Body, Fault
from wayfare.wire.wires import WIRES

HI = '"messages":[{"role":"user","content":"hi"}]'
HEAD = '{"model":"m","max_tokens":9,'
ASKED = Message("user", "hi")


def request(messages=(ASKED,), needs=(), **fields) -> ChatRequest:
    fields = {"output_tokens_max": 9, "stream_usage": True, **fields}
    return ChatRequest("m", tuple(messages), frozenset({Feature.CHAT, *needs}), **fields)


def of_user(blocks: str) -> str:
    return HEAD + '"messages":[{"role":"user","content":[' + blocks + "]}]}"


# the noun, and the bytes that mean it
CASES = {
    "plain": (request(), HEAD + HI + "}"),
    "nulls": (request(), HEAD + HI + ',"system":null,"tools":null,"stream":null,"thinking":null}'),
    "unknown": (request(), HEAD + HI + ',"x":{"y":[1e3]},"mcp_servers":[]}'),
    "stream": (request(stream=True), HEAD + HI + ',"stream":true}'),
    "system": (
        request([Message("system", "s"), ASKED]),
        HEAD + HI + ',"system":[{"type":"text","text":"s"}]}',
    ),
    "blocks": (
        request([Message("user", "a\nb")]),
        of_user('{"type":"text","text":"a"},{"type":"new","text":"b"}'),
    ),
    "image": (
        request(needs=[Feature.IMAGE], media_parts=1),
        of_user('{"type":"text","text":"hi"},{"type":"image","source":{"type":"url","url":"u"}}'),
    ),
    "document": (
        request(needs=[Feature.FILE], media_parts=1),
        of_user(
            '{"type":"text","text":"hi"},{"type":"document","source":{"type":"base64",'
            '"media_type":"application/pdf","data":"JVBERi0="}}'
        ),
    ),
    "document of words": (
        request([Message("user", "서울")], needs=[Feature.FILE], media_parts=1),
        of_user(
            '{"type":"document","source":{"type":"text","media_type":"text/plain","data":"서울"}}'
        ),
    ),
    "results are no question": (
        request([Message("tool", "1\n2"), ASKED], needs=[Feature.TOOLS]),
        of_user(
            '{"type":"tool_result","tool_use_id":"a","content":"1"},'
            '{"type":"tool_result","tool_use_id":"b","content":[{"type":"text","text":"2"}]},'
            '{"type":"text","text":"hi"}'
        ),
    ),
    "a picture in a result": (
        request([Message("tool", "")], needs=[Feature.TOOLS, Feature.IMAGE], media_parts=1),
        of_user(
            '{"type":"tool_result","tool_use_id":"a","content":'
            '[{"type":"image","source":{"type":"url","url":"u"}}]}'
        ),
    ),
    "tools": (request(needs=[Feature.TOOLS]), HEAD + HI + ',"tools":[{"name":"f"}]}'),
    "shape": (
        request(needs=[Feature.JSON_SCHEMA]),
        HEAD + HI + ',"output_config":{"format":{"type":"json_schema","schema":{}}}}',
    ),
    "shape of the beta": (
        request(needs=[Feature.JSON_SCHEMA]),
        HEAD + HI + ',"output_format":{"type":"json_schema","schema":{}}}',
    ),
    "effort": (
        request(reasoning_effort="max"),
        HEAD + HI + ',"thinking":{"type":"adaptive"},"output_config":{"effort":"max"}}',
    ),
    "budget": (
        request(reasoning_effort="medium"),
        HEAD + HI + ',"thinking":{"type":"enabled","budget_tokens":9000}}',
    ),
    "adaptive": (
        request(reasoning_effort="high"),
        HEAD + HI + ',"thinking":{"type":"adaptive"}}',
    ),
    "no thought": (
        request(reasoning_effort="none"),
        HEAD + HI + ',"thinking":{"type":"disabled"}}',
    ),
}


@pytest.mark.parametrize(("noun", "written"), CASES.values(), ids=CASES)
def test_bytes_mean_the_noun(noun, written):
    body: Body = decode_messages(written.encode())
    assert body == MessagesBody(noun, written.encode())
    assert body.wire == "anthropic"


@pytest.mark.parametrize(
    ("written", "param"),
    [
        (HEAD + '"messages":[]}', "messages"),
        ('{"max_tokens":9,' + HI + "}", "model"),
        ('{"model":"m",' + HI + "}", "max_tokens"),
        ('{"model":"m","max_tokens":-1,' + HI + "}", "max_tokens"),
        ('{"model":"m","max_tokens":"9",' + HI + "}", "max_tokens"),
        (HEAD + '"messages":[{"role":"user"}]}', "messages[0]"),
        (of_user('{"type":"tool_result","content":1}'), "messages[0].content[0].content"),
        ("[]", None),
        ("{", None),
    ],
)
def test_what_is_wrong_is_named(written, param):
    with pytest.raises(BadRequestError) as raised:
        decode_messages(written.encode())
    assert raised.value.param == param


def test_only_the_models_name_changes():
    for raw in (TOOL_CONVERSATION, (HEAD + HI + ',"x":{"y":[1.50, 1e3]} } \n').encode()):
        decoded = decode_messages(raw)
        written = decoded.encode("claude-opus-5-5", PLAIN)
        name = json.dumps(decoded.request.model).encode()
        assert written == raw.replace(b'"model": ' + name, b'"model":"claude-opus-5-5"').replace(
            b'"model":' + name, b'"model":"claude-opus-5-5"'
        )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_is_taken_for_the_models_name(text):
    content = json.dumps('"model":"m" ' + text, ensure_ascii=False)
    raw = HEAD + '"messages":[{"role":"user","content":' + content + "}]}"
    written = json.loads(decode_messages(raw.encode()).encode("b", PLAIN))
    assert written == {**json.loads(raw), "model": "b"}


def encoded(setup: Setup, rest: str = "", model: str = "claude-opus-5", limit: int = 4_096):
    raw = f'{{"model":"m","max_tokens":{limit},{HI}{rest}}}'
    written = decode_messages(raw.encode()).encode(model, setup)
    return {
        name: value
        for name, value in json.loads(written).items()
        if name != "model" and json.loads(raw).get(name) != value
    }


SYSTEM = Setup(system_prompt="Be brief.")
FIRST = {"type": "text", "text": "Be brief."}
OLDER = "claude-sonnet-4-5"
BUDGET = ',"thinking":{"type":"enabled","budget_tokens":3000}'

SETUPS = {
    "prompt": (encoded(SYSTEM), {"system": "Be brief."}),
    "prompt before words": (
        encoded(SYSTEM, ',"system":"s"'),
        {"system": [FIRST, {"type": "text", "text": "s"}]},
    ),
    "prompt before blocks": (
        encoded(SYSTEM, ',"system":[{"type":"text","text":"s","cache_control":{"a":1}}]'),
        {"system": [FIRST, {"type": "text", "text": "s", "cache_control": {"a": 1}}]},
    ),
    "limit": (encoded(Setup(output_tokens_max=50)), {"max_tokens": 50}),
    "the client's limit is smaller": (encoded(Setup(output_tokens_max=5_000)), {}),
    "limit below a budget": (
        encoded(Setup(output_tokens_max=2_500), BUDGET),
        {"max_tokens": 2_500, "thinking": {"type": "enabled", "budget_tokens": 1_250}},
    ),
    "limit without room to think": (
        encoded(Setup(output_tokens_max=900), BUDGET),
        {"max_tokens": 900, "thinking": {"type": "disabled"}},
    ),
    "effort in a word": (
        encoded(Setup(reasoning_effort="low"), ',"output_config":{"format":{"type":"t"}}'),
        {
            "thinking": {"type": "adaptive"},
            "output_config": {"format": {"type": "t"}, "effort": "low"},
        },
    ),
    "effort in tokens": (
        encoded(Setup(reasoning_effort="high"), model=OLDER),
        {"thinking": {"type": "enabled", "budget_tokens": 2_048}},
    ),
    "no room for an effort": (
        encoded(Setup(reasoning_effort="high"), model=OLDER, limit=100),
        {},
    ),
    "the client's own wish": (encoded(Setup(reasoning_effort="high"), BUDGET), {}),
}


@pytest.mark.parametrize(("changed", "expected"), SETUPS.values(), ids=SETUPS)
def test_a_setup_changes_only_its_own_fields(changed, expected):
    assert changed == expected


def test_thoughts_that_another_maker_signed_are_taken_out_on_the_way_to_anthropic():
    foreign = mark(Thinking("x", signature="s", maker="gemini"))
    own = '{"type":"thinking","thinking":"ours","signature":"EqQB"}'
    said = '{"type":"text","text":"a \\"signature\\":\\"wayfare:\\"",  "cache_control": {"b":1.0}}'
    turns = [
        '{"role":"user","content":"hi"}',
        '{"role":"assistant","content":['
        + own
        + ',{"type":"thinking","thinking":"x","signature":"'
        + foreign
        + '"},{"type":"redacted_thinking","data":"'
        + mark_call("a", "s")
        + '"},'
        + said
        + "]}",
        '{"role":"assistant","content":[{"type":"redacted_thinking","data":"' + foreign + '"}]}',
    ]
    raw = HEAD + '"messages":[' + ",".join(turns) + "]}"
    written = decode_messages(raw.encode()).encode("n", PLAIN)
    kept = '{"role":"assistant","content":[' + own + "," + said + "]}"
    assert written.decode() == (
        '{"model":"n","max_tokens":9,"messages":[' + turns[0] + "," + kept + "]}"
    )


def test_a_request_to_count_needs_no_limit_and_gets_none():
    raw = ('{"model":"m",' + HI + "}").encode()
    body = decode_count(raw)
    assert body.request == request(output_tokens_max=None)
    assert body.encode("n", PLAIN) == raw.replace(b'"m"', b'"n"')
    assert b"max_tokens" not in body.encode("n", Setup(output_tokens_max=5))
    assert encode_count(14) == b'{"input_tokens":14}'


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (402, "billing_error"),
        (403, "permission_error"),
        (404, "not_found_error"),
        (413, "request_too_large"),
        (422, "invalid_request_error"),
        (429, "rate_limit_error"),
        (500, "api_error"),
        (502, "api_error"),
        (504, "timeout_error"),
        (529, "overloaded_error"),
    ],
)
def test_an_error_has_anthropics_shape_and_the_kind_of_its_status(status, kind):
    written = json.loads(encode_fault(Fault("안 됩니다.", status, "server_error")))
    assert written == {"type": "error", "error": {"type": kind, "message": "안 됩니다."}}
    coded = json.loads(encode_fault(Fault("no", status, "server_error", "stream_cut")))
    assert coded["error"]["details"] == {"error_code": "stream_cut"}


def test_the_wire_is_a_row_of_the_table():
    wire = WIRES["anthropic"]
    assert wire.endpoint("m", True) == "messages"
    assert wire.forwarded == ("anthropic-version", "anthropic-beta")
    assert wire.decode is decode_messages
