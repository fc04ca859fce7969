"""Requests in Responses: what the router reads, what goes on, and what a gateway keeps."""

import json

import msgspec
import pytest

from wayfare.domain.arm import PLAIN, Setup
from wayfare.domain.chat import Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.wire.responses.body import (
    PreviousResponseNotFoundError,
    decode_request,
    expand,
    input_items,
    output_items,
)
from wayfare.wire.responses.wire import RESPONSES
from wayfare.wire.wire import Fault


def body(**fields) -> bytes:
    return json.dumps({"model": "auto", "input": "안녕", **fields}, ensure_ascii=False).encode()


# --- what the router goes by -------------------------------------------------------------


def test_texts_are_read_from_instructions_messages_and_results():
    read = decode_request(
        body(
            instructions="be brief",
            input=[
                {"role": "user", "content": "서울 날씨?"},
                {"type": "reasoning", "id": "rs_1", "summary": [], "content": []},
                {"type": "function_call", "call_id": "c", "name": "w", "arguments": "{}"},
                {"type": "function_call_output", "call_id": "c", "output": "맑음"},
                {"role": "user", "content": [{"type": "input_text", "text": "고마워"}]},
            ],
        )
    )
    assert read.request.messages == (
        Message("system", "be brief"),
        Message("user", "서울 날씨?"),
        Message("tool", "맑음"),
        Message("user", "고마워"),
    )
    assert read.request.question == "고마워"


@pytest.mark.parametrize(
    ("fields", "need"),
    [
        ({"tools": [{"type": "function", "name": "f"}]}, Feature.TOOLS),
        (
            {"input": [{"type": "function_call_output", "call_id": "c", "output": "x"}]},
            Feature.TOOLS,
        ),
        ({"text": {"format": {"type": "json_schema", "name": "x"}}}, Feature.JSON_SCHEMA),
        ({"text": {"format": {"type": "json_object"}}}, Feature.JSON_SCHEMA),
        ({"include": ["message.output_text.logprobs"]}, Feature.LOGPROBS),
        ({"top_logprobs": 3}, Feature.LOGPROBS),
        (
            {"input": [{"role": "user", "content": [{"type": "input_image", "image_url": "u"}]}]},
            Feature.IMAGE,
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_file", "file_url": "u"}]}]},
            Feature.FILE,
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_audio"}]}]},
            Feature.AUDIO,
        ),
        (
            {
                "input": [
                    {
                        "type": "function_call_output",
                        "call_id": "c",
                        "output": [{"type": "input_image", "image_url": "u"}],
                    }
                ]
            },
            Feature.IMAGE,
        ),
    ],
)
def test_what_a_request_needs_is_seen(fields, need):
    assert need in decode_request(body(**fields)).request.needs


def test_a_plain_request_needs_nothing_but_chat():
    request = decode_request(body(text={"format": {"type": "text"}}, top_logprobs=0)).request
    assert request.needs == {Feature.CHAT}


def test_limits_effort_and_streaming_are_read():
    fields = {"stream": True, "max_output_tokens": 64, "reasoning": {"effort": "low"}}
    request = decode_request(body(**fields)).request
    assert (request.stream, request.stream_usage) == (True, True)
    assert (request.output_tokens_max, request.reasoning_effort) == (64, "low")
    assert request.choices == 1


def test_media_are_counted():
    parts = [{"type": "input_image", "image_url": "u"}, {"type": "input_file", "file_id": "f"}]
    read = decode_request(body(input=[{"role": "user", "content": parts}]))
    assert read.request.media_parts == 2


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({}, (None, True, False, None, False)),
        ({"previous_response_id": "resp_1"}, ("resp_1", True, False, None, False)),
        ({"store": False}, (None, False, False, None, False)),
        ({"store": None}, (None, True, False, None, False)),
        ({"background": True}, (None, True, True, None, False)),
        ({"conversation": "conv_1"}, (None, True, False, "conv_1", False)),
        ({"conversation": {"id": "conv_1"}}, (None, True, False, "conv_1", False)),
        ({"prompt": {"id": "pmpt_1"}}, (None, True, False, None, True)),
    ],
)
def test_what_is_kept_elsewhere_is_seen(fields, seen):
    read = decode_request(body(**fields))
    assert seen == (
        read.previous_response_id,
        read.store,
        read.background,
        read.conversation_id,
        read.has_prompt,
    )


@pytest.mark.parametrize(
    ("written", "param"),
    [
        (b'{"input":"hi"}', "model"),
        (b'{"model":"auto"}', "input"),
        (b'{"model":"auto","input":[]}', "input"),
        (b'{"model":"auto","input":7}', "input"),
        (b'{"model":"auto","input":[{"role":7}]}', "input[0].role"),
        (b'{"model":"auto","input":"hi","stream":"yes"}', "stream"),
        (b'{"model":"auto","input":"hi","max_output_tokens":"many"}', "max_output_tokens"),
        (b"[]", None),
        (b'{"model":', None),
        (b'{"model":"\xff"}', None),
        (b'{"input":' + b"[" * 100_000, None),
    ],
)
def test_what_is_wrong_is_named(written, param):
    with pytest.raises(BadRequestError) as caught:
        decode_request(written)
    assert caught.value.param == param


@pytest.mark.parametrize("field", ["previous_response_id", "conversation", "prompt"])
def test_no_input_is_needed_where_something_is_continued(field):
    value = {"id": "x"} if field == "prompt" else "x"
    written = json.dumps({"model": "auto", field: value}).encode()
    assert decode_request(written).request.messages == ()


# --- what goes on ------------------------------------------------------------------------

ODD = (
    b'{ "model" : "auto", "input": [{"role":"user","content":"\\uc548"}],'
    b' "temperature": 1.0e0, "new_field": {"b": 1, "a": 2.50}}'
)


def test_only_the_name_changes_on_the_way():
    assert decode_request(ODD).encode("gpt-5", PLAIN) == ODD.replace(
        b'"model" : "auto"', b'"model":"gpt-5"'
    )


def test_a_second_model_in_the_body_is_left_alone():
    written = body(metadata={"model": "mine"}, temperature=1.0)
    sent = json.loads(decode_request(written).encode("gpt-5", PLAIN))
    assert sent == {**json.loads(written), "model": "gpt-5"}


def test_a_setup_is_put_where_responses_has_its_fields():
    setup = Setup(reasoning_effort="low", output_tokens_max=100, system_prompt="Korean only")
    sent = json.loads(decode_request(body()).encode("gpt-5", setup))
    assert sent == {
        "model": "gpt-5",
        "input": "안녕",
        "reasoning": {"effort": "low"},
        "max_output_tokens": 100,
        "instructions": "Korean only",
    }


def test_what_the_client_asked_for_wins_over_a_setup():
    setup = Setup(reasoning_effort="low", output_tokens_max=100, system_prompt="Korean only")
    asked = body(reasoning={"effort": "high"}, max_output_tokens=50, instructions="be brief")
    sent = json.loads(decode_request(asked).encode("gpt-5", setup))
    assert sent["reasoning"] == {"effort": "high"}
    assert sent["max_output_tokens"] == 50
    assert sent["instructions"] == "Korean only\n\nbe brief"


def test_an_effort_goes_beside_the_summary_that_was_asked_for():
    asked = body(reasoning={"summary": "auto", "effort": None})
    sent = json.loads(decode_request(asked).encode("gpt-5", Setup(reasoning_effort="low")))
    assert sent["reasoning"] == {"summary": "auto", "effort": "low"}


# --- conversations that a gateway keeps --------------------------------------------------


def test_a_text_is_kept_as_a_message_of_the_user():
    (item,) = input_items(body())
    assert json.loads(bytes(item)) == {
        "type": "message",
        "role": "user",
        "content": [{"type": "input_text", "text": "안녕"}],
    }


def test_items_are_kept_as_written():
    written = b'{"model":"auto","input":[ {"a": 1.0} ,{"b":"\\u00e9"}]}'
    assert [bytes(item) for item in input_items(written)] == [b'{"a": 1.0}', b'{"b":"\\u00e9"}']
    answer = b'{"output":[{"type":"message", "x": 1.0}, {"type":"reasoning"}]}'
    assert [bytes(item) for item in output_items(answer)] == [
        b'{"type":"message", "x": 1.0}',
        b'{"type":"reasoning"}',
    ]


def test_earlier_items_go_before_the_new_ones_and_nothing_else_changes():
    written = (
        b'{"model":"auto","previous_response_id":"resp_1","temperature":1.0e0,'
        b'"input":[{"role":"user","content":"2"}],"tools":[{"b":1,"a":2.0}]}'
    )
    history = [msgspec.Raw(b'{"role":"user","content":"1"}'), msgspec.Raw(b'{"type":"x","n":1.0}')]
    assert expand(written, history) == (
        b'{"model":"auto","temperature":1.0e0,"input":[{"role":"user","content":"1"},'
        b'{"type":"x","n":1.0},{"role":"user","content":"2"}],"tools":[{"b":1,"a":2.0}]}'
    )


def test_a_request_that_only_continues_gets_the_earlier_items():
    written = b'{"model":"auto","previous_response_id":"resp_1"}'
    assert expand(written, [msgspec.Raw(b"{}")]) == b'{"model":"auto","input":[{}]}'


def test_two_turns_make_one_conversation():
    first, second = body(input="1"), body(input="2", previous_response_id="resp_1")
    answer = (
        b'{"output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant",'
        b'"content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"one"}]}]}'
    )
    whole = decode_request(expand(second, [*input_items(first), *output_items(answer)]))
    said = [(turn.role, turn.parts[0].text) for turn in whole.conversation().turns]
    assert said == [("user", "1"), ("assistant", "one"), ("user", "2")]


def test_a_response_that_is_not_kept_is_an_error_in_openais_words():
    error = PreviousResponseNotFoundError("resp_9")
    assert isinstance(error, BadRequestError)
    fault = Fault(str(error), 400, "invalid_request_error", error.code, error.param)
    told = json.loads(RESPONSES.error(fault))["error"]
    assert told["code"] == "previous_response_not_found"
    assert told["param"] == "previous_response_id"
    assert told["message"].startswith("Previous response with id 'resp_9' not found.")
