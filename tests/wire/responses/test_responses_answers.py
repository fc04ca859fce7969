"""Whole answers in Responses: read, written, glanced at, and valid for OpenAI's own SDK."""

import json

import msgspec
import pytest
from openai.types.responses import Response
from responses_exchanges import WHOLE_TEXT, WHOLE_THOUGHT

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Conversation,
    Finish,
    OutputFormat,
    Reasoning,
    Refusal,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolChoice,
    Turn,
    WholeAnswer,
)
from wayfare.wire.reading import Reading
from wayfare.wire.responses.answer import read_answer, write_answer
from wayfare.wire.responses.conversation import read_request
from wayfare.wire.responses.reply import read_whole
from wayfare.wire.wire import Heading

HEADING = Heading("0f1e2d3c", 1_700_000_000, True, Conversation("m", (Turn("user", ()),)))


def raw(value: str) -> msgspec.Raw:
    return msgspec.Raw(value.encode())


def answer(*parts, finish=Finish.STOP, usage=None, logprobs=None) -> WholeAnswer:
    return WholeAnswer("x", "model-x", (Choice(parts, finish, logprobs=logprobs),), usage)


def written(*parts, heading=HEADING, **more) -> dict:
    body = write_answer(answer(*parts, **more), heading)
    Response.model_validate_json(body, strict=True)
    return json.loads(body)


def message(*content: dict, **fields) -> dict:
    return {"type": "message", "role": "assistant", "content": [*content], **fields}


def response(*output: dict, **fields) -> bytes:
    whole = {"id": "resp_1", "model": "m", "created_at": 7.0, "output": [*output], **fields}
    return json.dumps({"status": "completed", "error": None, **whole}).encode()


# --- reading -----------------------------------------------------------------------------


def test_a_recorded_text_is_read():
    assert read_answer(WHOLE_TEXT) == WholeAnswer(
        id="resp_689a0b2545288193953c892439b42e2800b2e36c65a1fd4b",
        model="gpt-4o-mini-2024-07-18",
        choices=(Choice((Text("I can't provide real-time updates."),), Finish.STOP),),
        usage=Usage(14, 50),
        created=1754925861,
    )


def test_a_recorded_thought_is_read():
    read = read_answer(WHOLE_THOUGHT)
    assert read.choices[0].parts == (
        Thinking(
            "Thinking about the answer...", maker="responses", is_summary=True, id="rs_phase_001"
        ),
        Text("I'm going to use the web search tool"),
        Text("The capital of France is Paris."),
    )
    assert read.usage == Usage(50, 100, reasoning_tokens=20)


@pytest.mark.parametrize(
    ("body", "finish"),
    [
        (response(), Finish.STOP),
        (
            response({"type": "function_call", "call_id": "c", "name": "f", "arguments": ""}),
            Finish.TOOLS,
        ),
        (
            response({"type": "custom_tool_call", "call_id": "c", "name": "f", "input": ""}),
            Finish.TOOLS,
        ),
        (
            response(status="incomplete", incomplete_details={"reason": "max_output_tokens"}),
            Finish.LENGTH,
        ),
        (
            response(status="incomplete", incomplete_details={"reason": "content_filter"}),
            Finish.FILTER,
        ),
        (response(status="incomplete"), Finish.LENGTH),
    ],
)
def test_an_ending_is_read(body, finish):
    assert read_answer(body).choices[0].finish is finish
    assert read_whole(body).finish_reason == finish


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html>",
        b"[]",
        b'{"error":{"message":"overloaded"}}',
        b'{"output":null}',
        response(status="failed", error={"code": "server_error", "message": "boom"}),
        b'{"output":[{"type":"message","content":"\xff"}]}',
        b'{"output":' + b"[" * 100_000,
    ],
)
def test_what_is_not_an_answer_is_not_taken_for_one(body):
    assert read_answer(body) is None
    assert read_whole(body) is None


def test_an_answer_that_comes_later_is_let_through_but_not_translated():
    body = response(status="queued")
    assert read_answer(body) is None
    assert read_whole(body) == Reading("", None, None, None, 0)


def test_the_logprobs_of_several_texts_are_one_list_as_written():
    body = (
        b'{"status":"completed","output":[{"type":"message","content":['
        b'{"type":"output_text","text":"a","logprobs":[ {"token":"a","logprob":-1.0e0} ]},'
        b'{"type":"output_text","text":"b","logprobs":[]},'
        b'{"type":"output_text","text":"c","logprobs":[{"token":"c","logprob":-3}]}]}]}'
    )
    logprobs = read_answer(body).choices[0].logprobs
    assert bytes(logprobs) == b'[{"token":"a","logprob":-1.0e0},{"token":"c","logprob":-3}]'
    assert read_whole(body).logprob_mean == -2.0


@pytest.mark.parametrize("extra", ["true", '{"other":1}', '{"google":[]}', '{"google":{"x":1}}'])
def test_what_a_provider_puts_beside_a_call_does_no_harm(extra):
    call = '{"type":"function_call","call_id":"c","name":"f","arguments":"{}","extra_content":'
    body = f'{{"id":"x","output":[{call}{extra}}}]}}'
    assert read_answer(body.encode()).choices[0].parts == (ToolCall("c", "f", "{}"),)


def test_what_only_tells_of_a_tool_of_the_providers_is_no_part():
    body = response(
        {"type": "web_search_call", "id": "ws_1", "action": {"type": "search", "query": 7}},
        message({"type": "output_text", "text": "hi", "annotations": []}),
    )
    assert read_answer(body).choices[0].parts == (Text("hi"),)


def test_a_glance_sees_text_usage_and_how_much_there_is():
    assert read_whole(WHOLE_TEXT) == Reading(
        "I can't provide real-time updates.", "stop", Usage(14, 50), None, 1
    )
    refused = response(message({"type": "refusal", "refusal": "no"}))
    assert read_whole(refused).text == "no"


@pytest.mark.parametrize(
    ("counts", "usage"),
    [
        (None, None),
        ({"input_tokens": "many"}, None),
        ({"output_tokens": 3}, None),
        ({"input_tokens": 9, "output_tokens": 4, "total_tokens": 13}, Usage(9, 4)),
        (
            {
                "input_tokens": 9,
                "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 2},
                "output_tokens": 7,
                "output_tokens_details": {"reasoning_tokens": 3},
            },
            Usage(9, 7, cached_tokens=5, cache_write_tokens=2, reasoning_tokens=3),
        ),
    ],
)
def test_usage_is_read(counts, usage):
    assert read_whole(response(usage=counts)).usage == usage


# --- writing -----------------------------------------------------------------------------


def test_a_text_is_written_whole():
    told = written(Text("안녕"), usage=Usage(9, 7, cached_tokens=5, reasoning_tokens=3))
    assert told["id"] == "resp_0f1e2d3c"
    assert (told["object"], told["status"], told["model"]) == ("response", "completed", "model-x")
    assert told["created_at"] == 1_700_000_000
    assert told["error"] is told["incomplete_details"] is None
    assert told["output"] == [
        {
            "id": "msg_0f1e2d3c0000",
            "type": "message",
            "status": "completed",
            "role": "assistant",
            "content": [{"type": "output_text", "annotations": [], "logprobs": [], "text": "안녕"}],
        }
    ]
    assert told["usage"] == {
        "input_tokens": 9,
        "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 0},
        "output_tokens": 7,
        "output_tokens_details": {"reasoning_tokens": 3},
        "total_tokens": 16,
    }


def test_what_was_asked_is_told_again():
    asked = Conversation(
        "m",
        (Turn("system", (Text("be brief"),)), Turn("user", (Text("hi"),))),
        tools=(Tool("w", schema=raw('{"type":"object"}'), strict=True), Tool("q", is_custom=True)),
        tool_choice=ToolChoice("named", "w"),
        parallel_tools=False,
        output=OutputFormat("json_schema", name="n", schema=raw("{}")),
        reasoning=Reasoning(effort="low"),
        output_tokens_max=64,
        top_logprobs=2,
        sampling={"temperature": raw("0.5"), "top_p": raw("1.0"), "verbosity": raw('"low"')},
        hints={"metadata": raw('{"a":"1"}'), "store": raw("false"), "user": raw('"u"')},
    )
    told = written(Text("{}"), heading=Heading("0a", 1, True, asked))
    assert told["instructions"] == "be brief"
    assert told["tools"] == [
        {"type": "function", "name": "w", "parameters": {"type": "object"}, "strict": True},
        {"type": "custom", "name": "q"},
    ]
    assert told["tool_choice"] == {"type": "function", "name": "w"}
    assert told["parallel_tool_calls"] is False
    assert told["text"] == {
        "format": {"type": "json_schema", "name": "n", "schema": {}},
        "verbosity": "low",
    }
    assert told["reasoning"] == {"effort": "low", "summary": None}
    assert (told["max_output_tokens"], told["top_logprobs"]) == (64, 2)
    assert (told["temperature"], told["top_p"]) == (0.5, 1.0)
    assert (told["metadata"], told["store"], told["user"]) == ({"a": "1"}, False, "u")


@pytest.mark.parametrize(
    ("finish", "status", "reason"),
    [
        (Finish.STOP, "completed", None),
        (Finish.STOP_SEQUENCE, "completed", None),
        (None, "completed", None),
        (Finish.LENGTH, "incomplete", "max_output_tokens"),
        (Finish.FILTER, "incomplete", "content_filter"),
        (Finish.REFUSAL, "incomplete", "content_filter"),
    ],
)
def test_an_ending_is_written(finish, status, reason):
    told = written(Text("a"), finish=finish)
    assert told["status"] == status
    assert told["incomplete_details"] == (reason and {"reason": reason})


def test_an_item_that_was_cut_short_says_so():
    told = written(Text("a"), ToolCall("c", "f", '{"a'), finish=Finish.LENGTH)
    assert [item["status"] for item in told["output"]] == ["completed", "incomplete"]


def test_a_model_that_refuses_in_words_is_complete():
    told = written(Refusal("no"), finish=Finish.REFUSAL)
    assert told["status"] == "completed"
    assert told["output"][0]["content"] == [{"type": "refusal", "refusal": "no"}]


def test_a_turn_that_is_only_paused_is_not_passed_for_a_whole_one():
    with pytest.raises(ValueError, match="paused"):
        write_answer(answer(Text("a"), finish=Finish.PAUSE), HEADING)


SAID = [
    (Text("안녕"),),
    (Text("a"), Text("b"), Refusal("c")),
    (Text("I look."), ToolCall("c1", "f", '{"city": "서울"}'), ToolCall("c2", "g", "")),
    (ToolCall("c1", "sql", "SELECT '한'", is_custom=True), Text("after")),
    (Thinking("hm", signature="EqQ", maker="anthropic"), Text("so")),
    (Thinking("hm", signature="a:b:c", maker="gemini", is_summary=True), Text("so")),
    (Thinking(redacted="Em", maker="anthropic"), Thinking("hm", signature="E", maker="anthropic")),
    (ToolCall("c1", "f", "{}", signature="CiI"), ToolCall("c2", "f", "{}")),
]


@pytest.mark.parametrize("parts", SAID)
def test_what_is_written_is_read_again(parts):
    finish = Finish.TOOLS if any(isinstance(p, ToolCall) for p in parts) else Finish.STOP
    body = write_answer(answer(*parts, finish=finish, usage=Usage(1, 2, 1, 0, 1)), HEADING)
    Response.model_validate_json(body, strict=True)
    read = read_answer(body)
    assert read.choices == (Choice(parts, finish),)
    assert read.usage == Usage(1, 2, 1, 0, 1)


@pytest.mark.parametrize("parts", SAID)
def test_what_a_client_sends_back_is_what_was_said(parts):
    body = write_answer(answer(*parts), HEADING)
    items = [
        item.model_dump(exclude_unset=True, mode="json")
        for item in Response.model_validate_json(body, strict=True).output
    ]
    asked = json.dumps({"model": "m", "input": items}).encode()
    assert read_request(asked).turns == (Turn("assistant", parts),)


def test_logprobs_go_out_as_they_came():
    logprobs = raw('[{"token":"a","logprob":-1.50,"bytes":[97],"top_logprobs":[]}]')
    body = write_answer(answer(Text("a"), logprobs=logprobs), HEADING)
    Response.model_validate_json(body, strict=True)
    assert bytes(logprobs) in body
