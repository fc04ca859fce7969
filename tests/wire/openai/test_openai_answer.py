"""Answers in chat completions and nouns say the same, whole and streamed.

Chunks are transcribed from the `openai` package (version 3.57.0, `types/chat`), from
DeepSeek's, Mistral's and OpenRouter's pages on reasoning, and from what gateways were
reported to send: calls without an index, without an id, or all with the same index.
"""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from answers import deltas_of, gather, play, stream_of
from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Conversation,
    Finish,
    Media,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
from wayfare.wire.deltas import (
    Began,
    Counted,
    Ended,
    Failed,
    PartClosed,
    PartGrew,
    PartOpened,
)
from wayfare.wire.openai.answer import read_answer, write_answer
from wayfare.wire.openai.conversation import read_chat
from wayfare.wire.openai.reader import ChatDeltaReader
from wayfare.wire.openai.writer import ChatDeltaWriter
from wayfare.wire.sse import Event, encode_event, split_events
from wayfare.wire.wire import Heading

CONVERSATION = Conversation("auto", ())
HEADING = Heading("ab12", 1_700_000_000, False, CONVERSATION)
COUNTING = Heading("ab12", 1_700_000_000, True, CONVERSATION)
LOGPROBS = msgspec.Raw(b'[{"token": "a", "logprob": -1.50, "bytes": [97], "top_logprobs": []}]')
CALL = ToolCall("call_1", "weather", '{"city": "서울", "n": 1.0}')
WRITTEN_CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "weather", "arguments": '{"city": "서울", "n": 1.0}'},
}


def answer(*parts, finish=Finish.STOP, usage=None, logprobs=None, created=1_700_000_000):
    choice = Choice(parts, finish, logprobs=logprobs)
    return WholeAnswer("chatcmpl-ab12", "gpt-5-mini", (choice,), usage, created)


def whole(finish_reason="stop", **message) -> bytes:
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return json.dumps({"id": "c", "model": "m", "choices": [choice]}).encode()


def chunks(*deltas: dict, finish_reason="stop") -> bytes:
    rows = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    rows.append({"index": 0, "delta": {}, "finish_reason": finish_reason})
    events = [encode_event(json.dumps({"id": "c", "choices": [row]}).encode()) for row in rows]
    return b"".join(events) + encode_event(b"[DONE]")


def heard(stream: bytes) -> Choice:
    return gather(deltas_of(stream, ChatDeltaReader())).choices[0]


def datas(stream: bytes) -> list:
    *rest, last = [event.data for event in split_events(stream)]
    assert last == b"[DONE]"
    return [json.loads(data) for data in rest]


# --- whole -------------------------------------------------------------------------------

MESSAGES = [
    ((Text("안녕 🚀\n"),), Finish.STOP, {"content": "안녕 🚀\n"}, "stop"),
    ((Text("so"),), Finish.LENGTH, {"content": "so"}, "length"),
    ((Text("so"),), Finish.FILTER, {"content": "so"}, "content_filter"),
    ((Refusal("no"),), Finish.STOP, {"content": None, "refusal": "no"}, "stop"),
    ((CALL,), Finish.TOOLS, {"content": None, "tool_calls": [WRITTEN_CALL]}, "tool_calls"),
    (
        (
            Thinking("hm"),
            Text("so"),
            ToolCall("c2", "sql", "SELECT 1", True),
            ToolCall("c3", "f", "{}", signature="CiQB"),
        ),
        Finish.TOOLS,
        {
            "content": "so",
            "reasoning_content": "hm",
            "tool_calls": [
                {"id": "c2", "type": "custom", "custom": {"name": "sql", "input": "SELECT 1"}},
                {
                    "id": "c3",
                    "type": "function",
                    "function": {"name": "f", "arguments": "{}"},
                    "extra_content": {"google": {"thought_signature": "CiQB"}},
                },
            ],
        },
        "tool_calls",
    ),
    (
        (
            Thinking("hm", signature="EqQB", maker="anthropic"),
            Text("so"),
            Thinking(redacted="EmwK", maker="anthropic"),
            CALL,
        ),
        Finish.TOOLS,
        {
            "content": "so",
            "reasoning_content": "hm",
            "reasoning_details": [
                {
                    "type": "reasoning.text",
                    "text": "hm",
                    "signature": "EqQB",
                    "format": "anthropic-claude-v1",
                    "index": 0,
                },
                {
                    "type": "reasoning.encrypted",
                    "data": "EmwK",
                    "format": "anthropic-claude-v1",
                    "index": 2,
                },
            ],
            "tool_calls": [WRITTEN_CALL],
        },
        "tool_calls",
    ),
    (
        (
            Thinking("told", signature="gAAA", maker="responses", is_summary=True, id="rs_1"),
            Text("so"),
        ),
        Finish.STOP,
        {
            "content": "so",
            "reasoning_content": "told",
            "reasoning_details": [
                {
                    "type": "reasoning.summary",
                    "summary": "told",
                    "format": "openai-responses-v1",
                    "id": "rs_1",
                    "index": 0,
                },
                {
                    "type": "reasoning.encrypted",
                    "data": "gAAA",
                    "format": "openai-responses-v1",
                    "id": "rs_1",
                    "index": 0,
                },
            ],
        },
        "stop",
    ),
]


@pytest.mark.parametrize(("parts", "finish", "message", "reason"), MESSAGES)
def test_whole_answers_and_nouns_say_the_same(parts, finish, message, reason):
    usage = Usage(9, 7, 5, 1, 3, 2, 1)
    nouns = answer(*parts, finish=finish, usage=usage)
    written = write_answer(nouns, HEADING)
    assert read_answer(written) == nouns
    assert json.loads(written) == {
        "id": "chatcmpl-ab12",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "gpt-5-mini",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "refusal": None, **message},
                "logprobs": None,
                "finish_reason": reason,
            }
        ],
        "usage": {
            "prompt_tokens": 9,
            "completion_tokens": 7,
            "total_tokens": 16,
            "prompt_tokens_details": {
                "cached_tokens": 5,
                "audio_tokens": 2,
                "cache_write_tokens": 1,
            },
            "completion_tokens_details": {
                "reasoning_tokens": 3,
                "audio_tokens": 1,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        },
        "system_fingerprint": None,
    }
    ChatCompletion.model_validate_json(written)


@pytest.mark.parametrize(("parts", "finish", "message", "reason"), MESSAGES)
def test_what_a_client_hands_back_is_what_the_model_said(parts, finish, message, reason):
    written = json.loads(write_answer(answer(*parts, finish=finish), HEADING))
    said = written["choices"][0]["message"]
    body = json.dumps({"model": "m", "messages": [said]}).encode()
    assert read_chat(body).turns[0].parts == parts


@pytest.mark.parametrize(
    ("body", "parts", "finish"),
    [
        (whole(content="a", reasoning="hm"), (Thinking("hm"), Text("a")), Finish.STOP),
        (whole(content="a", reasoning="hm", reasoning_content="hm"), (Thinking("hm"), Text("a")),
         Finish.STOP),
        (whole(content="", refusal=None), (), Finish.STOP),
        (
            whole(content=[
                {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}], "closed": True},
                {"type": "text", "text": "a"}]),
            (Thinking("hm"), Text("a")),
            Finish.STOP,
        ),
        # "stop" beside calls: a call that was forced, or a provider that knows no better
        (whole(tool_calls=[WRITTEN_CALL]), (CALL,), Finish.TOOLS),
        # no id, and the arguments' object itself
        (
            whole(tool_calls=[{"function": {"name": "f", "arguments": {"a": 1}}},
                              {"id": "", "function": {"name": "g"}}]),
            (ToolCall("call_c_0", "f", '{"a": 1}'), ToolCall("call_c_1", "g", "")),
            Finish.TOOLS,
        ),
        (whole("model_length", content="a"), (Text("a"),), Finish.LENGTH),
        (whole("eos", content="a"), (Text("a"),), Finish.STOP),
        (whole("error", content="a"), (Text("a"),), None),
        (whole(None, content="a"), (Text("a"),), None),
    ],
)  # fmt: skip
def test_each_dialect_of_an_answer_is_understood(body, parts, finish):
    assert read_answer(body).choices == (Choice(parts, finish),)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"choices":[]}', b'{"error":{"message":"x"}}', b"[" * 100_000]
)
def test_what_is_no_answer_is_none(body):
    assert read_answer(body) is None


def test_choices_come_in_their_order_with_their_log_probabilities():
    nouns = WholeAnswer(
        "chatcmpl-ab12",
        "m",
        (
            Choice((Text("a"),), Finish.STOP, logprobs=LOGPROBS),
            Choice((Refusal("b"),), Finish.LENGTH, logprobs=LOGPROBS),
        ),
        None,
        1_700_000_000,
    )
    written = write_answer(nouns, HEADING)
    assert written.count(bytes(LOGPROBS)) == 2
    assert read_answer(written) == nouns
    assert next(c["logprobs"]["refusal"] for c in json.loads(written)["choices"]) is None
    backwards = json.loads(written)
    backwards["choices"].reverse()
    again = read_answer(json.dumps(backwards).encode())
    assert [choice.finish for choice in again.choices] == [Finish.STOP, Finish.LENGTH]


@pytest.mark.parametrize(
    "unsayable",
    [
        answer(Text("wait"), finish=Finish.PAUSE),
        answer(Media("image", mime="image/png", data="AA==")),
    ],
)
def test_what_an_answer_cannot_say_is_an_error_and_nothing_else(unsayable):
    with pytest.raises(ValueError, match="chat completions"):
        write_answer(unsayable, HEADING)
    with pytest.raises(ValueError, match="chat completions"):
        stream_of(play(unsayable), ChatDeltaWriter(HEADING))


# --- streams, written --------------------------------------------------------------------


def test_a_stream_has_the_shape_of_the_real_one():
    said = answer(
        Text("Hi there"), CALL, ToolCall("c2", "f", "{}"), finish=Finish.TOOLS, usage=Usage(9, 7)
    )
    found = datas(stream_of(play(said, [2]), ChatDeltaWriter(HEADING), b'{"arm":"a"}'))
    for chunk in found:
        ChatCompletionChunk.model_validate(chunk)
        assert {name: chunk[name] for name in ("id", "object", "created", "model")} == {
            "id": "chatcmpl-ab12",
            "object": "chat.completion.chunk",
            "created": 1_700_000_000,
            "model": "gpt-5-mini",
        }
        assert "usage" not in chunk
    rows = [chunk["choices"][0] for chunk in found]
    assert [row["delta"] for row in rows] == [
        {"role": "assistant", "content": "", "refusal": None},
        {"content": "Hi"},
        {"content": " there"},
        {
            "tool_calls": [
                {
                    "index": 0,
                    "id": "call_1",
                    "type": "function",
                    "function": {"name": "weather", "arguments": ""},
                }
            ]
        },
        {"tool_calls": [{"index": 0, "function": {"arguments": '{"'}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": 'city": "서울", "n": 1.0}'}}]},
        {
            "tool_calls": [
                {
                    "index": 1,
                    "id": "c2",
                    "type": "function",
                    "function": {"name": "f", "arguments": ""},
                }
            ]
        },
        {"tool_calls": [{"index": 1, "function": {"arguments": "{}"}}]},
        {},
    ]
    assert [row["finish_reason"] for row in rows] == [None] * 8 + ["tool_calls"]
    assert all(row["logprobs"] is None and row["index"] == 0 for row in rows)
    assert [chunk.get("wayfare") for chunk in found] == [None] * 8 + [{"arm": "a"}]


def test_usage_is_one_event_when_asked_for_and_none_otherwise():
    said = answer(Text("a"), usage=Usage(9, 7))
    counted = datas(stream_of(play(said), ChatDeltaWriter(COUNTING)))
    assert [chunk["usage"] and chunk["usage"]["total_tokens"] for chunk in counted] == [
        None, None, None, 16,
    ]  # fmt: skip
    assert counted[-1]["choices"] == []
    assert [len(chunk["choices"]) for chunk in counted[:-1]] == [1, 1, 1]
    uncounted = datas(stream_of(play(answer(Text("a"))), ChatDeltaWriter(COUNTING)))
    assert all(chunk["choices"] for chunk in uncounted)


def test_the_first_chunk_of_a_call_says_that_there_are_no_words():
    (first, *_, last) = datas(stream_of(play(answer(CALL, finish=Finish.TOOLS)),
                                        ChatDeltaWriter(HEADING)))  # fmt: skip
    delta = first["choices"][0]["delta"]
    assert (delta["role"], delta["content"]) == ("assistant", None)
    assert delta["tool_calls"][0]["id"] == "call_1"
    assert last["choices"][0]["finish_reason"] == "tool_calls"


def test_an_answer_without_a_word_still_has_a_role_and_an_end():
    found = datas(stream_of(play(answer()), ChatDeltaWriter(HEADING)))
    assert found[0]["choices"][0]["delta"]["role"] == "assistant"
    assert found[-1]["choices"][0]["finish_reason"] == "stop"


def test_a_stream_that_broke_off_has_no_sign_of_an_end():
    writer = ChatDeltaWriter(HEADING)
    out = b"".join(writer.write(delta) for delta in play(answer(Text("a"))))
    out += writer.fail("The line broke.", "stream_cut")
    assert b"[DONE]" not in out
    assert b'"stop"' not in out
    last = [event.data for event in split_events(out)][-1]
    assert json.loads(last)["error"] == {
        "message": "The line broke.", "type": "server_error", "param": None, "code": "stream_cut",
    }  # fmt: skip


def test_each_choice_ends_and_the_last_end_bears_the_ticket():
    said = WholeAnswer(
        "x", "m", (Choice((Text("a"),), Finish.STOP), Choice((Text("b"),), Finish.LENGTH))
    )
    found = datas(stream_of(play(said), ChatDeltaWriter(HEADING), b"{}"))
    ends = [(c["index"], c["finish_reason"], "wayfare" in chunk)
            for chunk in found for c in chunk["choices"] if c["finish_reason"]]  # fmt: skip
    assert ends == [(0, "stop", False), (1, "length", True)]


# --- streams, read -----------------------------------------------------------------------


def call(arguments=None, name=None, **fields) -> dict:
    function = {"name": name, "arguments": arguments}
    given = {key: value for key, value in function.items() if value is not None}
    return {"tool_calls": [{**fields, "function": given}]}


A, B = ToolCall("a", "f", '{"x":1}'), ToolCall("b", "g", "{}")


@pytest.mark.parametrize(
    "deltas",
    [
        # as OpenAI sends them
        [call("", "f", index=0, id="a"), call('{"x"', index=0), call(":1}", index=0),
         call("", "g", index=1, id="b"), call("{}", index=1)],
        # in turns
        [call("", "f", index=0, id="a"), call("", "g", index=1, id="b"), call('{"x"', index=0),
         call("{}", index=1), call(":1}", index=0)],
        # whole, all under the same index
        [call('{"x":1}', "f", index=0, id="a"), call("{}", "g", index=0, id="b")],
        # piecewise, all under the same index
        [call("", "f", index=0, id="a"), call('{"x":1}', index=0), call("", "g", index=0, id="b"),
         call("{}", index=0)],
        # without an index
        [call('{"x"', "f", id="a"), call(":1}"), call("{}", "g", id="b")],
        # with the id and the name in every piece
        [call('{"x"', "f", index=0, id="a"), call(":1}", "f", index=0, id="a"),
         call("{}", "g", index=1, id="b")],
        # with empty ids in later pieces
        [call('{"x"', "f", index=0, id="a"), call(":1}", "", index=0, id=""),
         call("{}", "g", index=1, id="b")],
    ],
)  # fmt: skip
def test_pieces_of_parallel_calls_are_never_merged(deltas):
    assert heard(chunks(*deltas, finish_reason="tool_calls")) == Choice((A, B), Finish.TOOLS)


def test_a_tool_may_be_named_in_a_later_piece():
    stream = chunks(
        {"tool_calls": [{"index": 0, "id": "call_1", "function": {"arguments": '{"a'}}]},
        {"tool_calls": [{"index": 0, "function": {"name": "weather", "arguments": '":1}'}}]},
        finish_reason="tool_calls",
    )
    assert heard(stream).parts == (ToolCall("call_1", "weather", '{"a":1}'),)


def test_a_call_of_no_tool_is_no_answer():
    call = {"index": 0, "id": "call_1", "function": {"arguments": "{}"}}
    with pytest.raises(ValueError, match="which tool"):
        heard(chunks({"tool_calls": [call]}))
    with pytest.raises(ValueError, match="which tool"):
        read_answer(whole(tool_calls=[call]))


def test_an_end_that_is_said_twice_is_written_once():
    writer = ChatDeltaWriter(HEADING)
    for finish in (Finish.STOP, Finish.LENGTH):
        assert writer.write(Ended(finish)) == b""
    assert writer.finish(b"{}", None).count(b'"finish_reason":"') == 1


def test_calls_without_ids_get_some():
    stream = chunks(call("{}", "f", index=0), call('{"y"', "g", index=0), call(":2}", index=0))
    assert heard(stream) == Choice(
        (ToolCall("call_c_0", "f", "{}"), ToolCall("call_c_1", "g", '{"y":2}')), Finish.TOOLS
    )


CLAUDE = {"type": "reasoning.text", "format": "anthropic-claude-v1", "index": 0}


@pytest.mark.parametrize(
    ("deltas", "parts"),
    [
        ([{"role": "assistant", "content": ""}, {"content": "a"}, {"content": "b"}], (Text("ab"),)),
        ([{"reasoning_content": "h", "content": None}, {"reasoning_content": "m"},
          {"content": "a"}], (Thinking("hm"), Text("a"))),
        ([{"reasoning": "hm"}, {"content": "a"}], (Thinking("hm"), Text("a"))),
        ([{"refusal": "n"}, {"refusal": "o"}], (Refusal("no"),)),
        (
            [{"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "h"}]}]},
             {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "m"}]}]},
             {"content": [{"type": "text", "text": "a"}]}, {"content": "b"}],
            (Thinking("hm"), Text("ab")),
        ),
        (
            [{"reasoning": "h", "reasoning_details": [{**CLAUDE, "text": "h"}]},
             {"reasoning": "m", "reasoning_details": [{**CLAUDE, "text": "m"}]},
             {"reasoning_details": [{**CLAUDE, "signature": "EqQB"}]},
             {"reasoning_details": [{**CLAUDE, "type": "reasoning.encrypted", "data": "EmwK",
                                     "index": 1}]},
             {"content": "a"}],
            (Thinking("hm", signature="EqQB", maker="anthropic"),
             Thinking(redacted="EmwK", maker="anthropic"), Text("a")),
        ),
        (
            [{"content": "a"}, {"reasoning_content": "hm"}, {"content": "b"}],
            (Text("a"), Thinking("hm"), Text("b")),
        ),
    ],
)  # fmt: skip
def test_each_dialect_of_a_stream_is_understood(deltas, parts):
    assert heard(chunks(*deltas)) == Choice(parts, Finish.STOP)


def test_an_error_within_a_stream_is_told():
    for data, failed in (
        (b'{"error":{"message":"busy","type":"overloaded_error"}}',
         Failed("busy", "overloaded_error")),
        (b'{"error":{"message":"busy","code":502},"choices":[{"finish_reason":"error"}]}',
         Failed("busy", "502")),
        (b'{"error":"busy"}', Failed("busy")),
    ):  # fmt: skip
        assert ChatDeltaReader().read(Event(b"", data)) == [failed]
    assert ChatDeltaReader().read(Event(b"", b"what", b"error")) == [
        Failed("The provider reported an error.")
    ]


def test_an_ending_in_error_is_no_end():
    stream = chunks({"content": "a"}, finish_reason="error")
    assert not [d for d in deltas_of(stream, ChatDeltaReader()) if isinstance(d, Ended)]


def test_nothing_is_said_after_an_end():
    stream = chunks({"content": "a"})
    more = chunks({"content": "b"})
    with pytest.raises(ValueError, match="goes on"):
        list(deltas_of(stream.replace(encode_event(b"[DONE]"), b"") + more, ChatDeltaReader()))


def test_usage_is_counted_wherever_it_stands_and_the_end_may_come_twice():
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "prompt_cache_hit_tokens": 1}
    end = {"id": "c", "choices": [{"index": 0, "delta": {"content": ""}, "finish_reason": "stop"}]}
    events = [
        {"id": "c", "model": "m", "created": 7, "choices": [], "prompt_filter_results": []},
        {"id": "c", "choices": [{"index": 0, "delta": {"content": "a"}}]},
        end,
        {**end, "usage": usage},
    ]
    reader = ChatDeltaReader()
    stream = b"".join(encode_event(json.dumps(each).encode()) for each in events)
    assert list(deltas_of(stream + b": ping\n\n" + encode_event(b"[DONE]"), reader)) == [
        Began("c", "m", 7),
        PartOpened(0, Text("")),
        PartGrew(0, "a"),
        PartClosed(0),
        Ended(Finish.STOP),
        Counted(Usage(3, 2, cached_tokens=1)),
    ]
    assert reader.is_done


def test_a_chunk_that_cannot_be_read_is_an_error():
    for data in (b"{", b'{"choices":7}', b'{"choices":[{"delta":{"content":{}}}]}'):
        with pytest.raises(ValueError):  # noqa: PT011 - msgspec's errors are such
            ChatDeltaReader().read(Event(b"", data))


WORDS = st.text(min_size=1, max_size=12)
SIGNED = st.builds(
    Thinking,
    text=WORDS,
    signature=st.sampled_from(["EqQB/+==", "gAAA"]),
    maker=st.sampled_from(["anthropic", "gemini", "responses", "openai"]),
    is_summary=st.booleans(),
)
THOUGHTS = st.one_of(
    st.just(()),
    st.tuples(st.builds(Thinking, WORDS)),
    st.lists(SIGNED, min_size=1, max_size=2).map(tuple),
)
CALLS = st.lists(
    st.builds(
        ToolCall,
        id=st.uuids().map(str),
        name=st.sampled_from(["f", "g"]),
        arguments=st.text(max_size=9).map(lambda text: json.dumps({"a": text})),
        is_custom=st.booleans(),
        signature=st.none() | st.just("CiQB"),
    ),
    max_size=3,
    unique_by=lambda call: call.id,
).map(tuple)


@given(
    THOUGHTS,
    WORDS | st.none(),
    CALLS,
    st.lists(st.integers(0, 5_000), max_size=6),
    st.booleans(),
)
def test_a_stream_cut_anywhere_comes_to_the_whole_answer(thoughts, words, calls, cuts, logged):
    text = () if words is None else (Text(words),)
    nouns = answer(
        *thoughts,
        *text,
        *calls,
        finish=Finish.TOOLS if calls else Finish.STOP,
        usage=Usage(9, 7, 5),
        logprobs=msgspec.Raw(b'[{"token":"a","logprob":-1.50}]') if logged and text else None,
    )
    stream = stream_of(play(nouns, cuts), ChatDeltaWriter(COUNTING))
    assert gather(deltas_of(stream, ChatDeltaReader(), cuts)) == nouns
    assert read_answer(write_answer(nouns, HEADING)) == nouns
