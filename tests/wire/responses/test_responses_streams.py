"""Streams in Responses: passed on, read and written, however the bytes are cut."""

import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

import msgspec
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai._models import construct_type_unchecked
from openai.lib.streaming.responses._responses import ResponseStreamState
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter
from responses_exchanges import (
    CALL_IN_KOREAN,
    CUSTOM_CALL,
    OUT_OF_QUOTA,
    TEXT_CUT_SHORT,
    THOUGHT_THEN_CALL,
)

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Conversation,
    Finish,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
from wayfare.wire.deltas import (
    Began,
    Counted,
    Delta,
    Ended,
    Failed,
    PartClosed,
    PartGrew,
    PartOpened,
)
from wayfare.wire.passage import Translation
from wayfare.wire.reading import Reading
from wayfare.wire.responses.answer import write_answer
from wayfare.wire.responses.reader import ResponsesDeltaReader
from wayfare.wire.responses.stream import ResponsesPassage
from wayfare.wire.responses.writer import ResponsesDeltaWriter
from wayfare.wire.sse import EventReader, encode_event, split_events
from wayfare.wire.wire import Heading

TICKET = b'{"arm":"a"}'
HEADING = Heading("0f1e2d3c", 1_700_000_000, True, Conversation("m", ()))
RECORDED = [CALL_IN_KOREAN, THOUGHT_THEN_CALL, CUSTOM_CALL, TEXT_CUT_SHORT]


def events(written: bytes) -> list[dict]:
    return [json.loads(event.data) for event in split_events(written)]


def read(stream: bytes) -> list[Delta]:
    reader = ResponsesDeltaReader()
    return [delta for event in split_events(stream) for delta in reader.read(event)]


def write(*deltas: Delta, usage: Usage | None = None) -> bytes:
    writer = ResponsesDeltaWriter(HEADING)
    return b"".join(map(writer.write, deltas)) + writer.finish(TICKET, usage)


def feed(passage: ResponsesPassage, pieces: list[bytes]) -> bytes:
    reader, out = EventReader(), b""
    for piece in pieces:
        out += passage.take(reader.complete(piece))
        if passage.is_over:
            break
    return out


def cut(stream: bytes, marks: list[int]) -> list[bytes]:
    ends = [0, *sorted(mark % (len(stream) + 1) for mark in marks), len(stream)]
    return [stream[a:b] for a, b in pairwise(ends)]


# --- the same wire on both sides ---------------------------------------------------------


@pytest.mark.parametrize("stream", RECORDED)
def test_all_but_the_last_event_go_on_unchanged(stream):
    passage = ResponsesPassage(True)
    out = passage.take(stream)
    assert out == stream[: len(out)]
    assert passage.is_over
    assert passage.is_done
    assert passage.trouble() is None
    last = passage.finish(TICKET)
    assert events(last)[0]["response"]["wayfare"] == {"arm": "a"}
    assert out + last.replace(b',"wayfare":' + TICKET, b"") == stream


@given(st.sampled_from(RECORDED), st.lists(st.integers(0, 10_000), max_size=6))
def test_a_passage_does_not_depend_on_how_the_bytes_arrive(stream, marks):
    whole, pieces = ResponsesPassage(True), ResponsesPassage(True)
    at_once = feed(whole, [stream])
    assert feed(pieces, cut(stream, marks)) == at_once
    assert pieces.finish(TICKET) == whole.finish(TICKET)
    assert pieces.reading() == whole.reading()


@pytest.mark.parametrize(
    ("stream", "reading"),
    [
        (CALL_IN_KOREAN, Reading("", "tools", Usage(45, 25), None, 6)),
        (THOUGHT_THEN_CALL, Reading("", "tools", Usage(134, 90, reasoning_tokens=64), None, 4)),
        (TEXT_CUT_SHORT, Reading("Hi there", "length", Usage(37, 11), -1.0, 2)),
    ],
)
def test_what_was_said_and_counted_is_read(stream, reading):
    passage = ResponsesPassage(True)
    passage.take(stream)
    assert passage.reading() == reading


@given(st.sampled_from(RECORDED), st.integers(0, 10_000))
def test_a_cut_stream_ends_with_an_error_and_no_sign_of_an_end(stream, mark):
    passage = ResponsesPassage(True)
    last_begins = stream.rindex(b"event: response.")
    out = feed(passage, [stream[: mark % last_begins]])
    assert not passage.is_done
    assert passage.trouble() == "The provider's answer ended before it was whole."
    told = events(out + passage.cut("It broke off.", "stream_cut"))
    assert all(event["type"] not in ("response.completed", "response.incomplete") for event in told)
    assert told[-1]["type"] == "error"
    assert told[-1]["code"] == told[-1]["error"]["code"] == "stream_cut"
    assert told[-1]["message"] == "It broke off."


def test_an_error_event_has_the_next_number():
    passage = ResponsesPassage(True)
    passage.take(CALL_IN_KOREAN[: CALL_IN_KOREAN.index(b"event: response.function_call")])
    (told,) = events(passage.cut("It broke off.", "stream_cut"))
    assert told["sequence_number"] == 3


def test_what_was_said_before_a_cut_is_read():
    passage = ResponsesPassage(True)
    passage.take(TEXT_CUT_SHORT[: TEXT_CUT_SHORT.index(b"event: response.output_text.done")])
    assert passage.reading() == Reading("Hi there", None, None, -1.0, 2)


def test_a_failure_goes_on_as_the_provider_told_it():
    passage = ResponsesPassage(True)
    assert passage.take(OUT_OF_QUOTA) == OUT_OF_QUOTA
    assert passage.has_told
    assert passage.is_over
    assert not passage.is_done
    assert passage.trouble() == "The provider reported an error."


def test_a_failure_without_an_error_event_is_one_too():
    failed = OUT_OF_QUOTA[OUT_OF_QUOTA.index(b"event: response.failed") :]
    passage = ResponsesPassage(True)
    assert passage.take(failed) == failed
    assert passage.has_told


def test_a_done_that_some_providers_send_is_swallowed():
    passage = ResponsesPassage(True)
    passage.take(CALL_IN_KOREAN)
    assert passage.take(b"data: [DONE]\n\n") == b""
    assert passage.trouble() is None
    early = ResponsesPassage(True)
    assert early.take(b"data: [DONE]\n\n") == b""
    assert early.is_over
    assert early.trouble() is not None


def test_a_text_that_speaks_of_endings_is_a_text():
    said = json.dumps(
        {"type": "response.output_text.delta", "delta": '{"type":"response.completed","error":{}}'}
    ).encode()
    passage = ResponsesPassage(True)
    event = encode_event(said)
    assert passage.take(event) == event
    assert not passage.is_over


@pytest.mark.parametrize("data", [b"<html>", b'{"type":"response.completed"}', b'{"error'])
def test_an_event_that_cannot_be_read_ends_the_stream(data):
    passage = ResponsesPassage(True)
    assert passage.take(encode_event(data)) == b""
    assert passage.is_over
    assert passage.trouble() == "The provider sent an event that cannot be read."


@pytest.mark.parametrize("answer", ["null", "true", "[]", '"x"'])
def test_an_end_without_an_answer_is_no_end(answer):
    passage = ResponsesPassage(True)
    data = f'{{"type":"response.completed","response":{answer}}}'
    assert passage.take(encode_event(data.encode())) == b""
    assert passage.is_over
    assert passage.trouble() == "The provider sent an event that cannot be read."


def test_comments_keep_the_line_open():
    assert ResponsesPassage(True).take(b": ping\n\n") == b": ping\n\n"


# --- reading a provider's stream ---------------------------------------------------------


def test_a_streamed_call_in_korean_is_read():
    call = ToolCall("call_2FQdm3Br7Qb35YUBSkDR7kue", "get_weather", "")
    assert read(CALL_IN_KOREAN) == [
        Began(
            "resp_0775572d10a16b66006a8d85285ef487d2ae865d3657af7276",
            "gpt-5.1-2025-11-13",
            1787659560,
        ),
        PartOpened(0, call),
        PartGrew(0, '{"'),
        PartGrew(0, "city"),
        PartGrew(0, '":"'),
        PartGrew(0, "서"),
        PartGrew(0, "울"),
        PartGrew(0, '"}'),
        PartClosed(0),
        Counted(Usage(45, 25)),
        Ended(Finish.TOOLS),
    ]


def test_a_streamed_thought_is_signed_at_its_end():
    rs = "rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9"
    assert read(THOUGHT_THEN_CALL)[1:] == [
        PartOpened(0, Thinking(maker="responses", is_summary=True, id=rs)),
        PartGrew(0, "**Calcul"),
        PartGrew(0, "ating**"),
        PartGrew(0, signature="gAAAAABpPDIVOKrs"),
        PartClosed(0),
        PartOpened(1, ToolCall("call_AB6AaRZ1FYZB2RwS6A5vbdqn", "calculator", "")),
        PartGrew(1, '{"a":12,'),
        PartGrew(1, '"b":7}'),
        PartClosed(1),
        Counted(Usage(134, 90, reasoning_tokens=64)),
        Ended(Finish.TOOLS),
    ]


def test_a_streamed_custom_call_is_read():
    assert read(CUSTOM_CALL)[1:6] == [
        PartOpened(0, ToolCall("call_custom_sql_001", "write_sql", "", is_custom=True)),
        PartGrew(0, "SELECT * "),
        PartGrew(0, "FROM users "),
        PartGrew(0, "WHERE age > 25"),
        PartClosed(0),
    ]


def test_a_streamed_text_brings_its_logprobs_and_its_ending():
    deltas = read(TEXT_CUT_SHORT)
    assert [type(delta) for delta in deltas] == [
        Began,
        PartOpened,
        PartGrew,
        PartGrew,
        PartClosed,
        Counted,
        Ended,
    ]
    assert bytes(deltas[2].logprobs) == (
        b'[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]'
    )
    assert deltas[-1] == Ended(Finish.LENGTH)


def test_a_failure_is_read_from_the_event_or_from_the_answer():
    message = "You exceeded your current quota, please check your plan and billing details."
    assert read(OUT_OF_QUOTA)[1:] == [Failed(message, "insufficient_quota")] * 2
    flat = b'{"type":"error","code":"server_error","message":"boom","param":null}'
    assert read(encode_event(flat)) == [Failed("boom", "server_error")]
    bare = b'{"error":{"message":"boom","code":500}}'
    assert read(encode_event(bare)) == [Failed("boom", "500")]


@pytest.mark.parametrize("stream", RECORDED)
def test_an_answer_told_only_at_its_end_is_read_all_the_same(stream):
    """Some providers stream nothing but items that are done, or only the whole answer."""

    def said(deltas: list[Delta]) -> list[tuple]:
        parts: dict[int, list] = {}
        for delta in deltas:
            if isinstance(delta, PartOpened):
                part = delta.part
                text = part.arguments if isinstance(part, ToolCall) else part.text
                proof = getattr(part, "signature", None)
                parts[delta.index] = [type(part), text, proof]
            if isinstance(delta, PartGrew):
                parts[delta.index][1] += delta.text
                parts[delta.index][2] = delta.signature or parts[delta.index][2]
        return [tuple(part) for part in parts.values()]

    whole = read(stream)
    for kept in (
        (b"response.created", b"response.output_item", b"response.completed", b"response.inc"),
        (b"response.created", b"response.output_item.done", b"response.completed", b"response.inc"),
        (b"response.completed", b"response.incomplete"),
    ):
        some = b"".join(e.raw for e in split_events(stream) if e.name.startswith(kept))
        deltas = read(some)
        assert said(deltas) == said(whole)
        assert deltas[-2:] == whole[-2:]
        opened = [d.index for d in deltas if isinstance(d, PartOpened)]
        assert opened == [d.index for d in deltas if isinstance(d, PartClosed)]


def test_several_summaries_are_several_thoughts_of_one_item():
    lines = [
        {"type": "response.output_item.added", "item": {"type": "reasoning", "id": "rs_1"}},
        {"type": "response.reasoning_summary_text.delta", "summary_index": 0, "delta": "a"},
        {
            "type": "response.reasoning_summary_part.added",
            "summary_index": 1,
            "part": {"type": "summary_text", "text": ""},
        },
        {"type": "response.reasoning_summary_text.delta", "summary_index": 1, "delta": "b"},
        {
            "type": "response.output_item.done",
            "item": {
                "type": "reasoning",
                "id": "rs_1",
                "summary": [{"type": "summary_text", "text": t} for t in "ab"],
                "encrypted_content": "gAAA",
            },
        },
    ]
    stream = b"".join(encode_event(json.dumps(line).encode()) for line in lines)
    thought = Thinking(maker="responses", is_summary=True, id="rs_1")
    assert read(stream) == [
        PartOpened(0, thought),
        PartGrew(0, "a"),
        PartClosed(0),
        PartOpened(1, thought),
        PartGrew(1, "b"),
        PartGrew(1, signature="gAAA"),
        PartClosed(1),
    ]


# --- writing a client's stream -----------------------------------------------------------

FULL = [
    Began("x", "model-x"),
    PartOpened(0, Thinking(maker="anthropic")),
    PartGrew(0, "음"),
    PartGrew(0, signature="EqQ"),
    PartClosed(0),
    PartOpened(1, Text("")),
    PartGrew(1, "안"),
    PartGrew(1, "녕"),
    PartClosed(1),
    PartOpened(2, Refusal("")),
    PartGrew(2, "no"),
    PartClosed(2),
    PartOpened(3, ToolCall("c1", "f", "")),
    PartGrew(3, '{"city": '),
    PartGrew(3, '"서울"}'),
    PartGrew(3, signature="CiI"),
    PartClosed(3),
    PartOpened(4, ToolCall("c2", "sql", "", is_custom=True)),
    PartGrew(4, "SELECT 1"),
    PartClosed(4),
    PartOpened(5, Thinking(redacted="Em", maker="anthropic")),
    PartClosed(5),
    Counted(Usage(9, 7)),
    Ended(Finish.TOOLS),
]
SAID = (
    Thinking("음", signature="EqQ", maker="anthropic"),
    Text("안녕"),
    Refusal("no"),
    ToolCall("c1", "f", '{"city": "서울"}', signature="CiI"),
    ToolCall("c2", "sql", "SELECT 1", is_custom=True),
    Thinking(redacted="Em", maker="anthropic"),
)


def test_events_come_in_the_order_of_the_api():
    assert [event["type"].removeprefix("response.") for event in events(write(*FULL))] == [
        "created",
        "in_progress",
        "output_item.added",
        "reasoning_summary_part.added",
        "reasoning_summary_text.delta",
        "reasoning_summary_text.done",
        "reasoning_summary_part.done",
        "output_item.done",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.delta",
        "output_text.done",
        "content_part.done",
        "content_part.added",
        "refusal.delta",
        "refusal.done",
        "content_part.done",
        "output_item.done",
        "output_item.added",
        "function_call_arguments.delta",
        "function_call_arguments.delta",
        "function_call_arguments.done",
        "output_item.done",
        "output_item.added",
        "custom_tool_call_input.delta",
        "custom_tool_call_input.done",
        "output_item.done",
        "output_item.added",
        "output_item.done",
        "completed",
    ]


def check_with_sdk(stream: bytes) -> Response:
    """Every event strictly, and all of them through the SDK's own accumulation."""
    event_type = TypeAdapter(ResponseStreamEvent)
    state = ResponseStreamState(input_tools=openai.omit, text_format=openai.omit)
    for number, event in enumerate(split_events(stream)):
        told = json.loads(event.data)
        assert event.name.decode() == told["type"]
        assert told["sequence_number"] == number
        event_type.validate_json(event.data, strict=True)
        state.handle_event(construct_type_unchecked(value=told, type_=ResponseStreamEvent))
    return state._completed_response


def test_openais_sdk_accumulates_the_stream():
    final = check_with_sdk(write(*FULL, usage=Usage(9, 7)))
    assert final.output_text == "안녕"
    assert [item.type for item in final.output] == [
        "reasoning",
        "message",
        "function_call",
        "custom_tool_call",
        "reasoning",
    ]
    assert final.output[2].arguments == '{"city": "서울"}'
    assert final.usage.total_tokens == 16


def test_a_stream_ends_with_what_would_have_been_the_whole_answer():
    (*_, last) = events(write(*FULL, usage=Usage(9, 7)))
    assert last["response"].pop("wayfare") == {"arm": "a"}
    whole = WholeAnswer("x", "model-x", (Choice(SAID, Finish.TOOLS),), Usage(9, 7))
    assert last["response"] == json.loads(write_answer(whole, HEADING))


def test_items_and_parts_are_told_apart_by_their_places():
    told = events(write(*FULL))
    at = {
        event["type"]: (event["item_id"], event["output_index"], event.get("content_index"))
        for event in told
        if "item_id" in event
    }
    assert at["response.output_text.done"] == ("msg_0f1e2d3c0001", 1, 0)
    assert at["response.refusal.done"] == ("msg_0f1e2d3c0001", 1, 1)
    assert at["response.function_call_arguments.done"] == ("fc_0f1e2d3c0002", 2, None)
    assert at["response.custom_tool_call_input.done"] == ("ctc_0f1e2d3c0003", 3, None)


def test_calls_that_are_told_in_turns_stay_apart():
    stream = write(
        Began("x", "m"),
        PartOpened(0, Text("")),
        PartGrew(0, "a"),
        PartOpened(1, ToolCall("c1", "f", "")),
        PartOpened(2, ToolCall("c2", "f", "")),
        PartGrew(1, "1"),
        PartGrew(2, "2"),
        PartGrew(0, "b"),
        PartGrew(1, "1"),
        PartClosed(0),
        PartClosed(1),
        PartClosed(2),
        Ended(Finish.TOOLS),
    )
    final = check_with_sdk(stream)
    assert final.output_text == "ab"
    assert [item.arguments for item in final.output[1:]] == ["11", "2"]


def test_a_stream_cut_short_by_its_limit_ends_incomplete():
    stream = write(Began("x", "m"), PartOpened(0, Text("a")), PartClosed(0), Ended(Finish.LENGTH))
    (*_, item, last) = events(stream)
    assert item["item"]["status"] == "incomplete"
    assert last["type"] == "response.incomplete"
    assert last["response"]["incomplete_details"] == {"reason": "max_output_tokens"}
    assert last["response"]["output"] == [item["item"]]


def test_logprobs_stand_with_their_words_and_in_the_whole():
    first = msgspec.Raw(b'[{"token":"a","logprob":-1.0,"bytes":[97],"top_logprobs":[]}]')
    second = msgspec.Raw(b'[{"token":"b","logprob":-2.0,"bytes":[98],"top_logprobs":[]}]')
    stream = write(
        Began("x", "m"),
        PartOpened(0, Text("")),
        PartGrew(0, "a", logprobs=first),
        PartGrew(0, "b", logprobs=second),
        PartClosed(0),
        Ended(Finish.STOP),
    )
    final = check_with_sdk(stream)
    assert [each.logprob for each in final.output[0].content[0].logprobs] == [-1.0, -2.0]


@given(st.integers(0, len(FULL) - 1))
def test_a_broken_stream_ends_with_an_error_and_nothing_after_it(length):
    writer = ResponsesDeltaWriter(HEADING)
    out = b"".join(map(writer.write, FULL[:length])) + writer.fail("It broke off.", "stream_cut")
    assert writer.write(Ended(Finish.STOP)) + writer.finish(TICKET, None) == b""
    told = events(out)
    assert [event["sequence_number"] for event in told] == list(range(len(told)))
    assert told[-1]["type"] == "error"
    assert not any(event["type"] == "response.completed" for event in told)


@pytest.mark.parametrize("delta", [Ended(Finish.PAUSE), PartOpened(0, Text("a"), choice=1)])
def test_what_this_wire_cannot_say_is_refused(delta):
    with pytest.raises(ValueError, match="this wire"):
        write(Began("x", "m"), delta)


# --- there and back ----------------------------------------------------------------------


@given(st.sampled_from(RECORDED), st.lists(st.integers(0, 10_000), max_size=6))
def test_a_stream_that_is_read_and_written_says_the_same(stream, marks):
    reader, passage = (
        EventReader(),
        Translation(ResponsesDeltaReader(), ResponsesDeltaWriter(HEADING)),
    )
    out = b"".join(passage.take(reader.complete(piece)) for piece in cut(stream, marks))
    assert passage.trouble() is None
    again = out + passage.finish(TICKET)
    assert read(again)[-1] == read(stream)[-1]
    (*_, theirs), (*_, ours) = events(stream), events(again)

    def said(item: dict) -> dict:
        return {k: v for k, v in item.items() if k not in ("id", "status", "content")}

    assert list(map(said, ours["response"]["output"])) == list(
        map(said, theirs["response"]["output"])
    )


# --- the SDK over a socket ---------------------------------------------------------------


class Speaker(BaseHTTPRequestHandler):
    said = b""

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *args):
        pass


@pytest.fixture
def client():
    with socketserver.TCPServer(("127.0.0.1", 0), Speaker) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        with openai.OpenAI(api_key="none", base_url=address, max_retries=0) as client:
            yield client
        server.shutdown()
        thread.join()


def test_the_sdk_streams_a_whole_answer(client, monkeypatch):
    monkeypatch.setattr(Speaker, "said", write(*FULL, usage=Usage(9, 7)))
    with client.responses.stream(model="m", input="hi") as stream:
        final = stream.get_final_response()
    assert final.output_text == "안녕"
    assert final.wayfare == {"arm": "a"}


def test_the_sdk_raises_on_a_stream_that_broke_off(client, monkeypatch):
    writer = ResponsesDeltaWriter(HEADING)
    said = b"".join(map(writer.write, FULL[:8])) + writer.fail("It broke off.", "stream_cut")
    monkeypatch.setattr(Speaker, "said", said)
    with (
        pytest.raises(openai.APIError, match="It broke off") as caught,
        client.responses.stream(model="m", input="hi") as stream,
    ):
        stream.get_final_response()
    assert caught.value.code == "stream_cut"
