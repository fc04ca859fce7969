"""A chat request in OpenAI's wire: what it means, and that its own bytes go on untouched."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.arm import PLAIN, Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.wire.fields import decode_fields
from wayfare.wire.openai.body import (
    decode_chat,
    decode_embeddings,
    encode_error,
    encode_with_model,
)

CHAT = frozenset({Feature.CHAT})
HI = b'"messages":[{"role":"user","content":"hi"}]'


ASKED = Message("user", "hi")


def request(model="m", messages=(ASKED,), needs=(), **fields) -> ChatRequest:
    return ChatRequest(model, tuple(messages), CHAT | set(needs), **fields)


# the noun, and the bytes that mean it
CASES = {
    "plain": (request(), b'{"model":"m",' + HI + b"}"),
    "model last": (request(), b"{" + HI + b',"model":"m"}'),
    "spaces": (request(), b' {\n "model" : "m" , ' + HI + b" } \r\n"),
    "escaped name": (request(), b'{"m\\u006fdel":"\\u006d",' + HI + b"}"),
    "nulls": (
        request(),
        b'{"model":"m",' + HI + b',"stream":null,"n":null,"tools":null,"max_tokens":null,'
        b'"stream_options":null,"response_format":null,"logprobs":null,"reasoning_effort":null}',
    ),
    "unknown": (request(), b'{"model":"m",' + HI + b',"x":{"y":[1e3]},"metadata":{"a":"b"}}'),
    "stream": (request(stream=True), b'{"model":"m","stream":true,' + HI + b"}"),
    "stream with usage": (
        request(stream=True, stream_usage=True),
        b'{"model":"m","stream":true,"stream_options":{"include_usage":true},' + HI + b"}",
    ),
    "stream without usage": (
        request(stream=True),
        b'{"model":"m","stream":true,"stream_options":{"include_usage":false},' + HI + b"}",
    ),
    "limit": (request(output_tokens_max=9), b'{"model":"m","max_tokens":9,' + HI + b"}"),
    "newer limit wins": (
        request(output_tokens_max=7),
        b'{"model":"m","max_tokens":9,"max_completion_tokens":7,' + HI + b"}",
    ),
    "choices": (request(choices=3), b'{"model":"m","n":3,' + HI + b"}"),
    "effort": (
        request(reasoning_effort="low"),
        b'{"model":"m","reasoning_effort":"low",' + HI + b"}",
    ),
    "tools": (
        request(needs=[Feature.TOOLS]),
        b'{"model":"m",' + HI + b',"tools":[{"type":"function","function":{"name":"f"}}]}',
    ),
    "no tools": (request(), b'{"model":"m",' + HI + b',"tools":[]}'),
    "no tools, spaced": (request(), b'{"model":"m",' + HI + b',"tools":[ ]}'),
    "schema": (
        request(needs=[Feature.JSON_SCHEMA]),
        b'{"model":"m",' + HI + b',"response_format":{"type":"json_schema","json_schema":{}}}',
    ),
    "json": (
        request(needs=[Feature.JSON_SCHEMA]),
        b'{"model":"m",' + HI + b',"response_format":{"type":"json_object"}}',
    ),
    "text": (request(), b'{"model":"m",' + HI + b',"response_format":{"type":"text"}}'),
    "logprobs": (
        request(needs=[Feature.LOGPROBS]),
        b'{"model":"m",' + HI + b',"logprobs":true,"top_logprobs":2}',
    ),
    "spoken answer": (
        request(needs=[Feature.AUDIO]),
        b'{"model":"m",' + HI + b',"modalities":["text","audio"],"audio":{"voice":"v"}}',
    ),
    "parts": (
        request(
            messages=[Message("user", "one\ntwo")],
            needs=[Feature.IMAGE, Feature.AUDIO, Feature.FILE],
            media_parts=3,
        ),
        (
            b'{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"one"},'
            b'{"type":"image_url","image_url":{"url":"data:,"}},{"type":"text","text":"two"},'
            b'{"type":"input_audio","input_audio":{}},{"type":"file","file":{}},{"type":"new"}]}]}'
        ),
    ),
    "a conversation with tools": (
        request(
            messages=[
                Message("developer", "be brief"),
                Message("user", "수도는?"),
                Message("assistant", ""),
                Message("tool", "서울"),
            ],
            needs=[Feature.TOOLS],
        ),
        '{"model":"m","messages":[{"role":"developer","content":"be brief"},'
        '{"role":"user","content":"수도는?","name":"kim"},'
        '{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function",'
        '"function":{"name":"f","arguments":"{}"}}]},'
        '{"role":"tool","tool_call_id":"1","content":"서울"}]}'.encode(),
    ),
    "wide escapes": (
        request(messages=[Message("user", "안 😀 \n")]),
        b'{"model":"m","messages":[{"role":"user","content":"\\uc548 \\ud83d\\ude00 \\n"}]}',
    ),
}


@pytest.mark.parametrize(("noun", "wire"), CASES.values(), ids=CASES.keys())
def test_a_request_means_what_it_says(noun, wire):
    assert decode_chat(wire).request == noun


@pytest.mark.parametrize("wire", [wire for _, wire in CASES.values()], ids=CASES.keys())
def test_a_request_goes_on_with_every_field_but_the_model_as_it_was(wire):
    sent = decode_chat(wire).encode("gpt", PLAIN)
    before, after = json.loads(wire), json.loads(sent)
    assert after.pop("model") == "gpt"
    del before["model"]
    if before.get("stream"):
        before["stream_options"] = {"include_usage": True}
    assert after == before
    assert list(json.loads(sent)) == list({**json.loads(wire), **before})


# 1e3 is a float and 1000 an int to many a server: what is written must be what is sent
AS_WRITTEN = (
    b'{"temperature":0.1000,"top_p":1.0,"seed":12345678901234567890,"big":1e3,"neg":-0.0,'
    b'"user":"\\u0041\\/\xea\xb0\x80\\n","logit_bias":{ "50256" : -1e2 },"model":"m",'
    + HI
    + b',"unknown":[ 1.50, {"b":2,"a":1,"b":3} ]}'
)


def test_numbers_escapes_spaces_and_order_are_sent_as_they_were_written():
    sent = decode_chat(AS_WRITTEN).encode("gpt", PLAIN)
    assert sent == AS_WRITTEN.replace(b'"model":"m"', b'"model":"gpt"')


def test_a_model_is_written_as_json():
    sent = decode_chat(b'{"model":"m",' + HI + b"}").encode('a"b\\가', PLAIN)
    assert json.loads(sent)["model"] == 'a"b\\가'


@pytest.mark.parametrize(
    ("given_options", "sent_options"),
    [
        (b"", b'{"include_usage":true}'),
        (b',"stream_options":null', b'{"include_usage":true}'),
        (b',"stream_options":{}', b'{"include_usage":true}'),
        (
            b',"stream_options":{"include_obfuscation":false,"include_usage":false}',
            b'{"include_obfuscation":false,"include_usage":true}',
        ),
        (b',"stream_options":{"include_usage": true}', b'{"include_usage": true}'),
    ],
)
def test_usage_is_asked_for_in_every_stream(given_options, sent_options):
    wire = b'{"model":"m","stream":true,' + HI + given_options + b"}"
    sent = decode_fields(decode_chat(wire).encode("m", PLAIN))
    assert bytes(sent["stream_options"]) == sent_options


def test_usage_is_not_asked_for_where_nothing_is_streamed():
    wire = b'{"model":"m",' + HI + b"}"
    assert decode_chat(wire).encode("m", PLAIN) == wire


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
OURS = {
    "model", "messages", "stream", "stream_options", "n", "max_tokens", "max_completion_tokens",
    "logprobs", "reasoning_effort", "response_format", "tools", "modalities",
}  # fmt: skip


@given(
    fields=st.dictionaries(st.text().filter(lambda name: name not in OURS), json_values),
    is_ascii=st.booleans(),
    indent=st.sampled_from([None, 1]),
)
def test_any_unknown_field_passes_byte_for_byte(fields, is_ascii, indent):
    def write(value):
        return json.dumps(value, ensure_ascii=is_ascii, indent=indent).encode("utf-8", "replace")

    written = {name: write(value) for name, value in _without_surrogates(fields).items()}
    wire = b"{" + b"".join(write(name) + b":" + raw + b"," for name, raw in written.items())
    sent = decode_fields(decode_chat(wire + b'"model":"m",' + HI + b"}").encode("gpt", PLAIN))
    assert {name: bytes(sent[name]) for name in written} == written


def _without_surrogates(value):
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


# --- setups ------------------------------------------------------------------------------


def sent_with(setup: Setup, more: bytes = b"", length_field="max_tokens"):
    wire = b'{"model":"m",' + HI + more + b"}"
    return json.loads(decode_chat(wire).encode("gpt", setup, length_field=length_field))


def test_an_effort_is_asked_for_unless_the_client_asks_for_its_own():
    setup = Setup(reasoning_effort="high")
    assert sent_with(setup)["reasoning_effort"] == "high"
    assert sent_with(setup, b',"reasoning_effort":null')["reasoning_effort"] == "high"
    assert sent_with(setup, b',"reasoning_effort":"low"')["reasoning_effort"] == "low"


@pytest.mark.parametrize(
    ("more", "sent"),
    [
        (b"", {"max_completion_tokens": 50}),
        (b',"max_tokens":20', {"max_tokens": 20}),
        (b',"max_tokens":80', {"max_tokens": 50}),
        (b',"max_completion_tokens":80', {"max_completion_tokens": 50}),
        (
            b',"max_tokens":90,"max_completion_tokens":40',
            {"max_tokens": 40, "max_completion_tokens": 40},
        ),
    ],
)
def test_a_length_budget_never_gives_more_than_the_client_allows(more, sent):
    found = sent_with(Setup(output_tokens_max=50), more, "max_completion_tokens")
    assert {name: value for name, value in found.items() if name.startswith("max_")} == sent


def test_a_length_budget_stands_where_the_arm_looks_for_it():
    found = sent_with(Setup(output_tokens_max=50), b',"max_completion_tokens":80')
    assert {name: value for name, value in found.items() if name.startswith("max_")} == {
        "max_tokens": 50
    }
    assert sent_with(Setup(output_tokens_max=50), b',"max_tokens":-1')["max_tokens"] == 50


def test_a_system_prompt_goes_before_the_clients_own_messages():
    wire = b'{"model":"m","messages": [ {"role":"user","content":"hi","n":1e3} ] }'
    sent = decode_chat(wire).encode("gpt", Setup(system_prompt='Say "예".'))
    assert json.loads(sent)["messages"] == [
        {"role": "system", "content": 'Say "예".'},
        {"role": "user", "content": "hi", "n": 1000.0},
    ]
    assert b'{"role":"user","content":"hi","n":1e3}' in sent


# --- what is wrong with a request --------------------------------------------------------


@pytest.mark.parametrize(
    ("wire", "param", "said"),
    [
        (b"", None, "not JSON"),
        (b"{", None, "not JSON"),
        (b'{"model":"m",}', None, "not JSON"),
        (b"[]", None, "must be a JSON object"),
        (b'"model"', None, "must be a JSON object"),
        (b'{"model":"\xff",' + HI + b"}", None, "UTF-8"),
        (b"[" * 100_000, None, "body"),
        (b'{"x":' + b"[" * 100_000, None, "nested too deeply"),
        (b"{" + HI + b"}", "model", "`GET /v1/models` lists"),
        (b'{"model":null,' + HI + b"}", "model", "`model` is missing"),
        (b'{"model":"",' + HI + b"}", "model", "`model` is missing"),
        (b'{"model":7,' + HI + b"}", "model", "`model` is wrong"),
        (b'{"model":"m"}', "messages", "Send at least one"),
        (b'{"model":"m","messages":[]}', "messages", "missing or empty"),
        (b'{"model":"m","messages":null}', "messages", "missing or empty"),
        (b'{"model":"m","messages":"hi"}', "messages", "`messages` is wrong"),
        (b'{"model":"m","messages":["hi"]}', "messages[0]", "`messages[0]` is wrong"),
        (b'{"model":"m","messages":[{"content":"hi"}]}', "messages[0]", "role"),
        (b'{"model":"m","messages":[{"role":1}]}', "messages[0].role", "Expected `str`"),
        (
            b'{"model":"m","messages":[{"role":"user","content":7}]}',
            "messages[0].content",
            "`messages[0].content`",
        ),
        (
            b'{"model":"m","messages":[{"role":"user","content":[{"type":1}]}]}',
            "messages[0].content[0].type",
            "Expected `str`",
        ),
        (b'{"model":"m","stream":"yes",' + HI + b"}", "stream", "Expected `bool`"),
        (
            b'{"model":"m","stream_options":{"include_usage":1},' + HI + b"}",
            "stream_options.include_usage",
            "Expected `bool",
        ),
        (b'{"model":"m","max_tokens":"9",' + HI + b"}", "max_tokens", "Expected `int`"),
        (b'{"model":"m","max_completion_tokens":1.5,' + HI + b"}", "max_completion_tokens", "int"),
        (b'{"model":"m","n":0,' + HI + b"}", "n", "lie between 1 and 128"),
        (b'{"model":"m","n":129,' + HI + b"}", "n", "lie between 1 and 128"),
        (b'{"model":"m","n":"2",' + HI + b"}", "n", "Expected `int`"),
        (b'{"model":"m","response_format":"json",' + HI + b"}", "response_format", "object"),
        (b'{"model":"m","response_format":{},' + HI + b"}", "response_format", "type"),
        (b'{"model":"m","tools":{},' + HI + b"}", "tools", "Expected `array`"),
        (b'{"model":"m","logprobs":3,' + HI + b"}", "logprobs", "Expected `bool`"),
        (b'{"model":"m","reasoning_effort":3,' + HI + b"}", "reasoning_effort", "Expected `str`"),
    ],
)
def test_a_request_that_is_wrong_is_told_which_field_and_why(wire, param, said):
    with pytest.raises(BadRequestError) as refused:
        decode_chat(wire)
    assert refused.value.param == param
    assert said in str(refused.value)


@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_at_all_do_more_harm_than_a_refusal(wire):
    for body in (wire, b'{"model":"m","messages":' + wire + b"}"):
        try:
            decode_chat(body)
        except BadRequestError:
            continue


# --- embeddings and errors ---------------------------------------------------------------


@pytest.mark.parametrize("text", [b'"hi"', b'["a","b"]', b"[1,2]", b"[[1],[2]]"])
def test_an_embeddings_request_says_its_model_and_its_length(text):
    model, letters, fields = decode_embeddings(b'{"input":' + text + b',"model":"m","d":1e1}')
    assert (model, letters) == ("m", len(text))
    assert encode_with_model(fields, "e") == b'{"input":' + text + b',"model":"e","d":1e1}'


@pytest.mark.parametrize(
    ("wire", "param"),
    [
        (b'{"model":"m"}', "input"),
        (b'{"model":"m","input":null}', "input"),
        (b'{"input":"a"}', "model"),
    ],
)
def test_an_embeddings_request_names_what_it_lacks(wire, param):
    with pytest.raises(BadRequestError) as refused:
        decode_embeddings(wire)
    assert refused.value.param == param
    assert refused.value.cure


def test_an_error_has_openais_shape():
    wire = encode_error('It said "no".', "server_error", "c", None)
    assert json.loads(wire) == {
        "error": {"message": 'It said "no".', "type": "server_error", "param": None, "code": "c"}
    }
