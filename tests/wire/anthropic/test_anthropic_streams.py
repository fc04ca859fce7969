"""Messages streams: passed on as they come, read into deltas, and written from them."""

import json
from itertools import pairwise

import msgspec
import pytest
from anthropic_exchanges import (
    BASIC,
    COUNTED_AT_THE_END,
    CUT_BY_THE_LIMIT,
    OVERLOADED,
    REFUSAL,
    THINKING_THEN_TOOLS,
    TOOL_USE,
)
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.usage import Usage
from wayfare.wire.anthropic.conversation import read_messages
from wayfare.wire.anthropic.deltas import MessagesDeltaReader, MessagesDeltaWriter
from wayfare.wire.anthropic.stream import MessagesPassage
from wayfare.wire.conversation import (
    Conversation,
    Finish,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
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
from wayfare.wire.sse import EventReader, split_events
from wayfare.wire.wire import Heading, Passage

TICKET = b'{"decision_id":"d"}'
HEADING = Heading("a1b2", 1_700_000_000, True, Conversation("auto", ()))
STREAMS = {
    "basic": BASIC,
    "tool": TOOL_USE,
    "limit": CUT_BY_THE_LIMIT,
    "refusal": REFUSAL,
    "counted at the end": COUNTED_AT_THE_END,
    "thinking and tools": THINKING_THEN_TOOLS,
}


def passed(stream: bytes, cuts: list[int]) -> tuple[Passage, bytes]:
    """Feed a stream in pieces; the passage, and the bytes for the client before its last."""
    passage, reader = MessagesPassage(False), EventReader()
    marks = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    out = b""
    for begin, end in pairwise(marks):
        if passage.is_over:
            break
        out += passage.take(reader.complete(stream[begin:end]))
    return passage, out


def events(stream: bytes) -> list[tuple[str, dict]]:
    return [
        (event.name.decode(), json.loads(event.data))
        for event in split_events(stream)
        if event.data
    ]


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_a_stream_goes_through_with_the_ticket_on_its_ending(stream):
    passage, out = passed(stream, [])
    assert passage.trouble() is None
    assert passage.is_done
    whole = out + passage.finish(TICKET)
    begin = stream.index(b"event: message_delta")
    assert whole[:begin] == stream[:begin]
    ending = stream[begin:]
    brace = ending.index(b"}\n\n")
    assert whole[begin:] == (ending[:brace] + b',"wayfare":' + TICKET + ending[brace:])


@given(st.sampled_from(list(STREAMS.values())), st.lists(st.integers(0, 4_000), max_size=12))
def test_what_a_client_gets_does_not_depend_on_how_the_bytes_arrive(stream, cuts):
    passage, out = passed(stream, cuts)
    once, at_once = passed(stream, [])
    assert out + passage.finish(TICKET) == at_once + once.finish(TICKET)
    assert passage.reading() == once.reading()


@given(st.sampled_from(list(STREAMS.values())), st.integers(0, 4_000))
def test_a_stream_that_breaks_off_ends_with_an_error_and_no_sign_of_an_end(stream, end):
    passage, out = passed(stream[: min(end, stream.index(b"event: message_delta"))], [])
    assert passage.trouble() is not None
    assert not passage.is_done
    whole = events(out + passage.cut("It broke off.", "stream_cut"))
    assert whole[-1] == (
        "error",
        {
            "type": "error",
            "error": {
                "type": "api_error",
                "message": "It broke off.",
                "details": {"error_code": "stream_cut"},
            },
        },
    )
    assert {name for name, _ in whole} & {"message_delta", "message_stop"} == set()


def test_an_ending_that_is_held_is_no_sign_of_an_end_when_the_line_breaks():
    passage, out = passed(BASIC[: BASIC.index(b"event: message_stop")], [])
    assert b"message_delta" not in out + passage.cut("It broke off.", "stream_cut")


def test_an_answer_that_lacks_only_its_last_event_is_whole():
    passage, _ = passed(BASIC[: BASIC.index(b"event: message_stop")], [])
    assert passage.trouble() is None
    assert [name for name, _ in events(passage.finish(TICKET))] == [
        "message_delta",
        "message_stop",
    ]


def test_a_providers_error_reaches_the_client_as_it_is():
    begun = BASIC[: BASIC.index(b"event: content_block_stop")]
    passage, out = passed(begun + OVERLOADED + BASIC, [])
    assert (passage.has_told, passage.is_over) == (True, True)
    assert out == begun + OVERLOADED


def test_what_cannot_be_read_ends_the_stream():
    passage, out = passed(b"event: content_block_delta\ndata: oops\n\n" + BASIC, [])
    assert (out, passage.is_over) == (b"", True)
    assert passage.trouble() == "The provider sent an event that cannot be read."


def test_comments_and_kinds_of_events_that_came_later_go_through():
    later = b': alive\n\nevent: fresh\ndata: {"type":"fresh"}\n\n'
    _, out = passed(later + BASIC, [])
    assert out.startswith(later)


def test_earlier_news_of_the_message_is_passed_on_without_a_ticket():
    news = b'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":null}}\n\n'
    at = BASIC.index(b"event: message_delta")
    passage, out = passed(BASIC[:at] + news + BASIC[at:], [])
    whole = out + passage.finish(TICKET)
    assert news in whole
    assert whole.count(TICKET) == 1


READ = {
    "basic": (BASIC, "Hello there!", "end_turn", Usage(11, 6), 3),
    "tool": (
        TOOL_USE,
        "I'll check the current weather in Paris for you.",
        "tool_use",
        Usage(377, 65),
        7,
    ),
    "counted at the end": (
        COUNTED_AT_THE_END,
        "Hello",
        "end_turn",
        Usage(19, 6, cached_tokens=3, cache_write_tokens=4, reasoning_tokens=2),
        1,
    ),
    "thinking": (
        THINKING_THEN_TOOLS,
        "",
        "tool_use",
        Usage(190_158, 89, cached_tokens=188_086, cache_write_tokens=2_051),
        8,
    ),
}


@pytest.mark.parametrize(("stream", "text", "finish", "usage", "pieces"), READ.values(), ids=READ)
def test_what_was_said_and_counted_is_known(stream, text, finish, usage, pieces):
    reading = passed(stream, [])[0].reading()
    assert (reading.text, reading.finish_reason, reading.usage) == (text, finish, usage)
    assert reading.deltas == pieces


def test_a_count_of_the_input_alone_is_no_count():
    reading = passed(BASIC[: BASIC.index(b"event: message_delta")], [])[0].reading()
    assert (reading.text, reading.usage, reading.deltas) == ("Hello there!", None, 3)


def read(stream: bytes) -> list[Delta]:
    reader = MessagesDeltaReader()
    deltas = [delta for event in split_events(stream) for delta in reader.read(event)]
    assert reader.is_done
    return deltas


def test_a_stream_of_thoughts_and_parallel_tools_is_read_piece_by_piece():
    assert read(THINKING_THEN_TOOLS) == [
        Began("msg_01GDU", "claude-sonnet-4-20250514"),
        PartOpened(0, Thinking(maker="anthropic")),
        PartGrew(0, "Let me solve this step by step:\n\n1. First break down 27 * 453"),
        PartGrew(0, "\n2. 453 = 400 + 50 + 3"),
        PartGrew(0, signature="EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds..."),
        PartClosed(0),
        PartOpened(
            1,
            Thinking(
                redacted="EmwKAhgBEgy3va3pzix/LafPsn4aDFIT2Xlxh0L5L8rLVyIwxtE3rAFBa8cr3qpPkNRj2YfWX"
                "GmKDxH4mPnZ5sQ7vB9URj2pLmN3kF8/dW5hR7xJ0aP1oLs9yTcMnKVf2wRpEGjH9XZaBt4UvDcPrQ...",
                maker="anthropic",
            ),
        ),
        PartClosed(1),
        PartOpened(2, ToolCall("toolu_01T1x1fJ34qAmk2tNTrN7Up6", "get_weather", "")),
        PartGrew(2, '{"지역":'),
        PartGrew(2, ' "서울", "배율": 1.50}'),
        PartClosed(2),
        PartOpened(3, ToolCall("toolu_02", "now", "")),
        PartGrew(3, "{}"),
        PartClosed(3),
        Counted(Usage(190_158, 89, cached_tokens=188_086, cache_write_tokens=2_051)),
        Ended(Finish.TOOLS),
    ]


def test_a_block_that_the_limit_cut_is_closed():
    assert read(CUT_BY_THE_LIMIT)[-3:] == [
        Counted(Usage(450, 124)),
        PartClosed(1),
        Ended(Finish.LENGTH),
    ]


def test_a_refusal_comes_with_its_explanation():
    assert read(REFUSAL)[-3:] == [
        PartOpened(1, Refusal("This request was refused due to policy.")),
        PartClosed(1),
        Ended(Finish.FILTER),
    ]


def test_an_error_in_the_stream_is_a_failure():
    reader = MessagesDeltaReader()
    (event,) = split_events(OVERLOADED)
    assert reader.read(event) == [Failed("Overloaded", "overloaded_error")]
    assert not reader.is_done


@pytest.mark.parametrize(
    "data",
    [
        b'{"type":"content_block_delta","index":7,"delta":{"type":"text_delta","text":"a"}}',
        b'{"type":"content_block_stop","index":7}',
        b'{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use"}}',
        b'{"type":"message_delta","delta":{"stop_reason":"something_new"}}',
        b'{"type":"content_block_delta","index":"x"}',
        b"oops",
    ],
)
def test_what_has_no_noun_cannot_be_read(data):
    (event,) = split_events(b"data: " + data + b"\n\n")
    with pytest.raises(ValueError, match=r"."):
        MessagesDeltaReader().read(event)


def written(deltas: list[Delta], usage: Usage | None = None) -> bytes:
    writer = MessagesDeltaWriter(HEADING)
    out = b"".join([writer.write(delta) for delta in deltas])
    return out + writer.finish(TICKET, usage)


def gathered(stream: bytes) -> list[Part]:
    """The blocks as a client puts them together; checks that they never overlap."""
    blocks: list[dict] = []
    is_open = False
    found = [event for event in events(stream) if event[0] != "ping"]
    assert found[0][0] == "message_start"
    assert [name for name, _ in found][-2:] == ["message_delta", "message_stop"]
    for name, data in found[1:-2]:
        assert name == data["type"]
        if name == "content_block_start":
            assert not is_open
            assert data["index"] == len(blocks)
            is_open = True
            blocks.append({**data["content_block"], "json": ""})
            continue
        assert is_open
        assert data["index"] == len(blocks) - 1
        if name == "content_block_stop":
            is_open = False
            continue
        delta, block = data["delta"], blocks[-1]
        if delta["type"] == "signature_delta":
            block["signature"] = delta["signature"]
        elif delta["type"] == "input_json_delta":
            block["json"] += delta["partial_json"]
        else:
            (kind,) = delta.keys() - {"type"}
            block[kind] += delta[kind]
    assert not is_open
    return [_part(block) for block in blocks]


def _part(block: dict) -> Part:
    """A block as the client hands it back, and as it is read then."""
    arguments = block.pop("json")
    if block["type"] != "tool_use":
        turn = {"role": "assistant", "content": [block]}
        body = json.dumps({"model": "m", "max_tokens": 9, "messages": [turn]})
        (part,) = read_messages(body.encode()).turns[0].parts
        return part
    assert block["input"] == {}
    return ToolCall(block["id"], block["name"], arguments or "{}")


@pytest.mark.parametrize("name", ["basic", "tool", "counted at the end", "thinking and tools"])
def test_a_stream_survives_the_way_there_and_back(name):
    stream = STREAMS[name]
    deltas = read(stream)
    (usage,) = [delta.usage for delta in deltas if isinstance(delta, Counted)]
    again = written(deltas, usage)
    assert read(again)[1:] == deltas[1:]  # all but the name of the message
    assert gathered(again) == gathered(stream)


def test_what_the_limit_cut_is_written_as_it_is_and_closed():
    call = gathered(written(read(CUT_BY_THE_LIMIT)))[-1]
    assert isinstance(call, ToolCall)
    assert call.arguments == '{"filename": "taxes.txt", "lines_of_text": [\n"# COMPREHENSIVE'


def test_a_refusal_is_said_in_words():
    stream = written(read(REFUSAL))
    assert gathered(stream) == [Text("This request was refused due to policy.")]
    assert events(stream)[-2][1]["delta"]["stop_reason"] == "refusal"


def test_a_stream_begins_and_ends_as_anthropics_own():
    stream = written(
        [
            Began("chatcmpl-1", "gpt"),
            PartOpened(0, Text("")),
            PartGrew(0, "안녕"),
            PartClosed(0),
            Ended(Finish.STOP),
        ],
        Usage(10, 5, cached_tokens=4),
    )
    assert events(stream) == [
        (
            "message_start",
            {
                "type": "message_start",
                "message": {
                    "id": "msg_a1b2",
                    "type": "message",
                    "role": "assistant",
                    "model": "gpt",
                    "content": [],
                    "stop_reason": None,
                    "stop_sequence": None,
                    "usage": {"input_tokens": 0, "output_tokens": 0},
                },
            },
        ),
        (
            "content_block_start",
            {
                "type": "content_block_start",
                "index": 0,
                "content_block": {"type": "text", "text": ""},
            },
        ),
        (
            "content_block_delta",
            {
                "type": "content_block_delta",
                "index": 0,
                "delta": {"type": "text_delta", "text": "안녕"},
            },
        ),
        ("content_block_stop", {"type": "content_block_stop", "index": 0}),
        (
            "message_delta",
            {
                "type": "message_delta",
                "delta": {"stop_reason": "end_turn", "stop_sequence": None},
                "usage": {
                    "input_tokens": 6,
                    "cache_creation_input_tokens": 0,
                    "cache_read_input_tokens": 4,
                    "output_tokens": 5,
                },
                "wayfare": {"decision_id": "d"},
            },
        ),
        ("message_stop", {"type": "message_stop"}),
    ]


def test_calls_that_come_in_turns_are_told_one_after_the_other():
    stream = written(
        [
            Began("a", "m"),
            PartOpened(0, ToolCall("a", "f", "")),
            PartOpened(1, ToolCall("b", "g", "")),
            PartGrew(1, '{"도시": '),
            PartGrew(0, '{"x"'),
            PartGrew(1, '"부산"}'),
            PartClosed(1),
            PartGrew(0, ": 1}"),
            PartClosed(0),
            Ended(Finish.STOP),
        ]
    )
    assert gathered(stream) == [
        ToolCall("a", "f", '{"x": 1}'),
        ToolCall("b", "g", '{"도시": "부산"}'),
    ]
    assert events(stream)[-2][1]["delta"]["stop_reason"] == "tool_use"


def test_fragments_of_arguments_go_as_they_came():
    pieces = ['{"지', '역": "서', '울"}', ""]
    stream = written(
        [
            PartOpened(0, ToolCall("a", "f", "")),
            *[PartGrew(0, piece) for piece in pieces],
            PartClosed(0),
            Ended(Finish.TOOLS),
        ]
    )
    assert [
        data["delta"]["partial_json"]
        for name, data in events(stream)
        if name == "content_block_delta"
    ] == pieces[:3]


FOREIGN = {
    "plain": ([PartOpened(0, Thinking("a")), PartGrew(0, "b")], Thinking("ab")),
    "signed at the end": (
        [PartOpened(0, Thinking(maker="gemini")), PartGrew(0, "a"), PartGrew(0, signature="s")],
        Thinking("a", "s", maker="gemini"),
    ),
    "signed and silent": (
        [PartOpened(0, Thinking(maker="gemini")), PartGrew(0, signature="s")],
        Thinking("", "s", maker="gemini"),
    ),
    "sealed": (
        [PartOpened(0, Thinking(redacted="r", maker="responses", id="rs_1"))],
        Thinking(redacted="r", maker="responses", id="rs_1"),
    ),
    "sealed and told anew": (
        [
            PartOpened(0, Thinking(redacted="r", maker="responses", is_summary=True)),
            PartGrew(0, "so"),
        ],
        Thinking("so", redacted="r", maker="responses", is_summary=True),
    ),
}


@pytest.mark.parametrize(("deltas", "thought"), FOREIGN.values(), ids=FOREIGN)
def test_another_makers_thought_can_be_handed_back(deltas, thought):
    stream = written([*deltas, PartClosed(0), Ended(Finish.STOP)])
    assert gathered(stream) == [thought]


@pytest.mark.parametrize(
    "deltas",
    [
        [PartOpened(0, ToolCall("a", "f", "{}", signature="s"))],
        [PartOpened(0, ToolCall("a", "f", "")), PartGrew(0, "{}"), PartGrew(0, signature="s")],
    ],
)
def test_the_signature_of_a_call_can_be_handed_back(deltas):
    stream = written([*deltas, PartClosed(0), Ended(Finish.TOOLS)])
    blocks = [data["content_block"] for name, data in events(stream) if "start" in name[10:]]
    for block in blocks:
        block.pop("text", None)
    turn = {"role": "assistant", "content": blocks}
    body = json.dumps({"model": "m", "max_tokens": 9, "messages": [turn]})
    assert read_messages(body.encode()).turns[0].parts == (ToolCall("a", "f", "{}", signature="s"),)


def test_silent_parts_make_no_block():
    deltas = [PartOpened(0, Text("")), PartClosed(0), PartOpened(1, Thinking()), PartClosed(1)]
    assert gathered(written([*deltas, Ended(Finish.STOP)])) == []


@pytest.mark.parametrize(
    "delta",
    [
        PartOpened(0, ToolCall("a", "f", "x", is_custom=True)),
        PartOpened(0, Text("a"), choice=1),
        PartGrew(3, "a"),
    ],
)
def test_what_messages_cannot_say_ends_the_stream(delta):
    with pytest.raises(ValueError, match=r"."):
        MessagesDeltaWriter(HEADING).write(delta)


def test_a_translated_stream_that_breaks_off_says_so_and_does_not_end():
    translation = Translation(MessagesDeltaReader(), MessagesDeltaWriter(HEADING))
    out = translation.take(BASIC[: BASIC.index(b"event: content_block_stop")])
    assert translation.trouble() is not None
    out += translation.cut("It broke off.", "stream_cut")
    names = [name for name, _ in events(out)]
    assert names[-1] == "error"
    assert "message_stop" not in names


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
KINDS = st.one_of(
    st.builds(Text, st.just("")),
    st.builds(ToolCall, WORDS, WORDS, st.just("")),
    st.builds(Thinking, maker=st.sampled_from([None, "gemini", "responses"])),
)


@given(st.data())
def test_parts_that_overlap_in_any_way_reach_the_client_whole(data):
    parts = data.draw(st.lists(KINDS, min_size=1, max_size=5))
    texts = [data.draw(st.lists(WORDS, min_size=1, max_size=4)) for _ in parts]
    left: list[list[Delta]] = [
        [PartOpened(i, part), *[PartGrew(i, text) for text in texts[i]], PartClosed(i)]
        for i, part in enumerate(parts)
    ]
    deltas: list[Delta] = [queue.pop(0) for queue in left]  # opened in order
    while any(left):
        queue = data.draw(st.sampled_from([queue for queue in left if queue]))
        deltas.append(queue.pop(0))
    whole = gathered(written([Began("a", "m"), *deltas, Ended(Finish.STOP)]))
    assert whole == [
        ToolCall(part.id, part.name, "".join(said))
        if isinstance(part, ToolCall)
        else msgspec.structs.replace(part, text="".join(said))
        for part, said in zip(parts, texts, strict=True)
    ]
