"""Whole Messages answers: read at a glance, and translated both ways."""

import json

import pytest
from anthropic_exchanges import HELLO
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.usage import Usage
from wayfare.wire.anthropic.answer import read_answer, write_answer
from wayfare.wire.anthropic.conversation import read_messages
from wayfare.wire.anthropic.reply import error_message, read_whole
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
from wayfare.wire.wire import Heading

HEADING = Heading("a1b2", 1_700_000_000, True, Conversation("auto", ()))
COUNT = Usage(2_000, 40, cached_tokens=1_500, cache_write_tokens=300, reasoning_tokens=10)


def answer(*parts, finish=Finish.STOP, usage=COUNT, sequence=None) -> WholeAnswer:
    return WholeAnswer("msg_a1b2", "m", (Choice(tuple(parts), finish, sequence),), usage)


def test_a_documented_answer_is_read():
    read = read_answer(HELLO)
    assert read == WholeAnswer(
        "msg_01XFDUDYJgAACzvnptvVoYEL",
        "claude-opus-5",
        (Choice((Text("Hello!"),), Finish.STOP),),
        Usage(12, 6),
    )
    glance = read_whole(HELLO)
    assert glance is not None
    assert (glance.text, glance.finish_reason, glance.usage) == ("Hello!", "end_turn", Usage(12, 6))


ANSWERS = {
    "words": answer(Text("안녕"), Text("!")),
    "thoughts": answer(
        Thinking("hm", signature="EqQB", maker="anthropic"),
        Thinking(redacted="EmwK", maker="anthropic"),
        Text("ok"),
    ),
    "calls": answer(
        ToolCall("toolu_1", "f", '{"지역":  "서울", "배율": 1.50}'),
        ToolCall("toolu_2", "g", "{}"),
        finish=Finish.TOOLS,
    ),
    "a limit": answer(Text("a"), finish=Finish.LENGTH),
    "a sequence": answer(Text("a"), finish=Finish.STOP_SEQUENCE, sequence="끝"),
    "a filter": answer(finish=Finish.FILTER),
    "a pause": answer(Text("a"), finish=Finish.PAUSE),
    "no ending": answer(Text("a"), finish=None),
}


@pytest.mark.parametrize("noun", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_survives_the_way_there_and_back(noun):
    assert read_answer(write_answer(noun, HEADING)) == noun


def test_an_answer_says_what_anthropics_own_does():
    written = json.loads(write_answer(ANSWERS["calls"], HEADING))
    assert written == {
        "id": "msg_a1b2",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [
            {
                "type": "tool_use",
                "id": "toolu_1",
                "name": "f",
                "input": {"지역": "서울", "배율": 1.5},
            },
            {"type": "tool_use", "id": "toolu_2", "name": "g", "input": {}},
        ],
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {
            "input_tokens": 200,
            "cache_creation_input_tokens": 300,
            "cache_read_input_tokens": 1_500,
            "output_tokens": 40,
            "output_tokens_details": {"thinking_tokens": 10},
        },
    }


def test_cached_tokens_are_counted_as_input():
    glance = read_whole(write_answer(ANSWERS["words"], HEADING))
    assert glance is not None
    assert glance.usage == COUNT


def handed_back(noun: WholeAnswer) -> tuple[object, ...]:
    """The parts as they come back with the client's next request."""
    content = json.loads(write_answer(noun, HEADING))["content"]
    turn = {"role": "assistant", "content": content}
    raw = json.dumps({"model": "m", "max_tokens": 9, "messages": [turn]}, ensure_ascii=False)
    turns = read_messages(raw.encode()).turns
    assert [turn.role for turn in turns] == ["assistant"]
    return turns[0].parts


FOREIGN = {
    "plain": Thinking("생각"),
    "signed": Thinking("hm", signature="CiIB+/=", maker="gemini"),
    "sealed": Thinking(redacted="gAAAA", maker="responses", id="rs_1"),
    "told anew": Thinking("hm", redacted="gAAAA", maker="responses", id="rs_1", is_summary=True),
    "a signature alone": Thinking(signature="CiIB", maker="gemini"),
}


@pytest.mark.parametrize("thought", FOREIGN.values(), ids=FOREIGN)
def test_another_makers_thought_comes_back_as_it_was(thought):
    assert handed_back(answer(thought, Text("a"))) == (thought, Text("a"))


def test_the_signature_of_a_call_comes_back_with_it():
    calls = (ToolCall("a", "f", "{}", signature="CiIB"), ToolCall("b", "f", "{}"))
    assert handed_back(answer(*calls, finish=Finish.TOOLS)) == calls


@given(st.text(), st.text(), st.text())
def test_no_signature_is_lost_on_its_way(text, signature, maker):
    if maker == "anthropic":
        return
    thought = Thinking(
        text.encode("utf-8", "ignore").decode(),
        signature.encode("utf-8", "ignore").decode(),
        maker=maker.encode("utf-8", "ignore").decode(),
    )
    assert handed_back(answer(thought)) == (thought,)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [((ToolCall("a", "f", "{}"),), "tool_use"), ((Refusal("no"),), "refusal")],
)
def test_an_ending_tells_what_the_client_must_do(parts, reason):
    written = json.loads(write_answer(answer(*parts), HEADING))
    assert written["stop_reason"] == reason


def test_arguments_that_the_limit_cut_are_an_empty_object():
    cut = answer(ToolCall("a", "f", '{"x": "'), finish=Finish.LENGTH)
    written = json.loads(write_answer(cut, HEADING))
    assert (written["content"][0]["input"], written["stop_reason"]) == ({}, "max_tokens")


@pytest.mark.parametrize(
    "noun",
    [
        answer(ToolCall("a", "f", '{"x": '), finish=Finish.TOOLS),
        answer(ToolCall("a", "f", "[1]"), finish=Finish.TOOLS),
        answer(ToolCall("a", "f", "x", is_custom=True)),
        answer(Media("image", mime="image/png", data="")),
        WholeAnswer("a", "m", ()),
    ],
)
def test_what_messages_cannot_say_is_no_answer(noun):
    with pytest.raises(ValueError, match=r"."):
        write_answer(noun, HEADING)


@pytest.mark.parametrize(
    "body",
    [
        b'{"id":"a","content":[{"type":"server_tool_use","id":"b","name":"c","input":{}}]}',
        b'{"id":"a","content":[],"stop_reason":"something_new"}',
    ],
)
def test_what_has_no_noun_is_no_answer(body):
    with pytest.raises(ValueError, match="Anthropic's"):
        read_answer(body)
    assert read_whole(body) is not None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"type":"error","error":{"type":"x","message":"y"}}', b"\xff"]
)
def test_what_is_no_message_is_none(body):
    assert read_answer(body) is None
    assert read_whole(body) is None


def test_an_answer_of_a_new_shape_is_an_answer_all_the_same():
    body = b'{"type":"message","content":[{"type":"text","text":["a"]}],"stop_reason":7,"usage":{"input_tokens":3,"output_tokens":"x"}}'  # noqa: E501
    glance = read_whole(body)
    assert glance is not None
    assert (glance.text, glance.finish_reason, glance.usage) == ("", None, None)


def test_an_explanation_of_a_refusal_is_kept():
    body = (
        b'{"id":"a","type":"message","content":[],"stop_reason":"refusal",'
        b'"stop_details":{"type":"refusal","category":"cyber","explanation":"No."}}'
    )
    read = read_answer(body)
    assert read is not None
    assert read.choices == (Choice((Refusal("No."),), Finish.FILTER),)


def test_an_uncounted_answer_is_counted_as_nothing():
    written = json.loads(write_answer(answer(Text("a"), usage=None), HEADING))
    assert written["usage"] == {"input_tokens": 0, "output_tokens": 0}


def test_a_providers_sentence_is_found_in_its_error():
    said = b'{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'
    assert error_message(said) == "Overloaded"
    assert error_message(b'{"error":"down"}') == "down"
    assert error_message(b"<html>") is None
