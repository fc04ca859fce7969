"""What an answer in OpenAI's wire says of itself, and that no text in it can say otherwise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.usage import Usage
from wayfare.wire.openai.reply import (
    Said,
    deltas_in,
    ends_choice,
    plain_letters,
    read_whole,
    says_anything,
    usage_in,
    without_empty_usage,
)
from wayfare.wire.passage import is_broken, is_error
from wayfare.wire.reading import Reading, Token, with_field
from wayfare.wire.sse import split_events


def whole(**message) -> bytes:
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "c", "choices": [choice]}).encode()


def chunk(finish_reason=None, index=0, more=None, **delta) -> bytes:
    choice = {"index": index, "delta": delta, "finish_reason": finish_reason}
    return json.dumps({"id": "c", "choices": [choice], **(more or {})}).encode()


def read_deltas(datas) -> Reading:
    said = Said()
    for data in datas:
        said.add_data(data)
    return said.reading()


# --- whole answers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reading"),
    [
        (whole(content="hi"), Reading("hi", "stop", None, None, 1)),
        (whole(content="", refusal="no"), Reading("no", "stop", None, None, 1)),
        (whole(content=None, tool_calls=[{"id": "1"}]), Reading("", "stop", None, None, 1)),
        (whole(content=None), Reading("", "stop", None, None, 0)),
        # Mistral's thinking models answer in parts
        (
            whole(content=[{"type": "thinking", "thinking": []}, {"type": "text", "text": "hi"}]),
            Reading("hi", "stop", None, None, 1),
        ),
        (
            (
                b'{"choices":[{"index":1,"message":{"content":"b"},"finish_reason":"stop"},'
                b'{"index":0,"message":{"content":"a"},"finish_reason":"length"}]}'
            ),
            Reading("a", "length", None, None, 2),
        ),
        (
            (
                b'{"choices":[{"message":{"content":"a"},"logprobs":{"content":[{"logprob":-1},'
                b'{"logprob":-3.0}]}}]}'
            ),
            Reading("a", None, None, -2.0, 1, (Token(-1.0), Token(-3.0))),
        ),
    ],
)
def test_a_whole_answer_is_read(body, reading):
    assert read_whole(body) == reading


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html>",
        b"[]",
        b"null",
        b'{"choices":[{"message":{"content":"cut o',
        b'{"error":{"message":"overloaded"}}',
        b'{"choices":[]}',
        b'{"choices":null}',
        b'{"choices":"none"}',
        b'{"choices":[{"message":{"content":"\xff"}}]}',
        b'{"choices":' + b"[" * 100_000,
    ],
)
def test_what_is_not_an_answer_is_not_taken_for_one(body):
    assert read_whole(body) is None


def test_an_answer_of_a_new_shape_is_an_answer_all_the_same():
    body = (
        b'{"choices":[{"message":{"content":{"new":1}},"logprobs":7}],'
        b'"usage":{"prompt_tokens":3,"completion_tokens":4}}'
    )
    assert read_whole(body) == Reading("", None, Usage(3, 4), None, 0)
    odd = b'{"choices":[{"message":{"content":7}}],"usage":{"prompt_tokens":"three"}}'
    assert read_whole(odd) == Reading("", None, None, None, 0)


# --- usage -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "usage"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}, Usage(9, 4)),
        ({"prompt_tokens": 9}, Usage(9, 0)),
        ({"prompt_tokens": 9, "completion_tokens": None, "total_tokens": 9}, Usage(9, 0)),
        (
            {
                "prompt_tokens": 9,
                "completion_tokens": 7,
                "total_tokens": 16,
                "prompt_tokens_details": {"cached_tokens": 5, "audio_tokens": 1},
                "completion_tokens_details": {"reasoning_tokens": 3, "audio_tokens": 2},
            },
            Usage(9, 7, cached_tokens=5, reasoning_tokens=3, audio_input_tokens=1,
                  audio_output_tokens=2),
        ),
        (
            {"prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": None,
             "completion_tokens_details": None},
            Usage(9, 4),
        ),
        # OpenRouter tells what was written to the cache
        (
            {"prompt_tokens": 9, "completion_tokens": 4, "cost": 0.1,
             "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 6}},
            Usage(9, 4, cache_write_tokens=6),
        ),
        # DeepSeek has a name of its own for cached tokens
        (
            {"prompt_tokens": 9, "completion_tokens": 4, "prompt_cache_hit_tokens": 8,
             "prompt_cache_miss_tokens": 1},
            Usage(9, 4, cached_tokens=8),
        ),
        # xAI does not count thoughts among the completion tokens
        (
            {"prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135,
             "completion_tokens_details": {"reasoning_tokens": 94}},
            Usage(32, 103, reasoning_tokens=94),
        ),
    ],
)  # fmt: skip
def test_each_dialect_of_usage_comes_to_the_same_counts(written, usage):
    body = json.dumps({"choices": [{"message": {"content": "a"}}], "usage": written}).encode()
    reading = read_whole(body)
    assert reading is not None
    assert reading.usage == usage
    assert usage_in(json.dumps({"choices": [], "usage": written}).encode()) == (usage, True)
    assert usage_in(chunk(content="a", more={"usage": written})) == (usage, False)


@pytest.mark.parametrize(
    "data",
    [
        chunk(content="a"),
        chunk(content="a", more={"usage": None}),
        chunk(content="a", more={"usage": {}}),
        chunk(content="a", more={"usage": {"prompt_tokens": "9"}}),
        chunk(content="a", more={"x_groq": {"usage": {"prompt_tokens": 9}}}),
        b'{"usage": {"prompt_tokens": 9',
        b"[DONE]",
        b"",
    ],
)
def test_where_no_usage_is_there_is_none(data):
    assert usage_in(data) is None


# --- streams -----------------------------------------------------------------------------


def test_deltas_are_read_to_the_text_they_make():
    datas = [
        chunk(role="assistant", content=""),
        chunk(content="안"),
        chunk(content="녕", index=1),
        chunk(content="녕"),
        chunk(finish_reason="stop"),
        b'{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":3}}',
    ]
    assert read_deltas(datas) == Reading("안녕", "stop", Usage(1, 3), None, 3)


def test_a_broken_delta_hides_only_itself():
    datas = [chunk(content="a"), b'{"choices":[{"del', chunk(content="b", finish_reason="stop")]
    assert read_deltas(datas) == Reading("ab", "stop", None, None, 2)


def test_no_deltas_are_no_text():
    assert read_deltas([]) == Reading("", None, None, None, 0)


@pytest.mark.parametrize(
    ("delta", "says"),
    [
        ({"content": "a"}, True),
        ({"refusal": "a"}, True),
        ({"reasoning_content": "a"}, True),
        ({"reasoning": "a"}, True),
        ({"tool_calls": [{"index": 0}]}, True),
        ({"content": [{"type": "text", "text": "a"}]}, True),
        ({"role": "assistant", "content": "", "refusal": None, "tool_calls": []}, False),
        ({}, False),
    ],
)
def test_a_delta_counts_when_a_token_was_spent_on_it(delta, says):
    assert read_deltas([chunk(**delta)]).deltas == says
    assert says_anything(chunk(**delta)) is says
    assert says_anything(chunk(finish_reason="stop", **delta))


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (chunk(finish_reason="stop"), True),
        (b'{"choices":[{"finish_reason" : "tool_calls"}]}', True),
        (chunk(content="a"), False),
        (chunk(finish_reason="", content="a"), False),
        (b'{"choices":[{"native_finish_reason":"stop","finish_reason":null}]}', False),
        (b"[DONE]", False),
    ],
)
def test_a_finish_reason_ends_a_choice(data, ends):
    assert ends_choice(data) is ends


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"error":{"message":"overloaded"}}', True),
        (b'{"error": "overloaded"}', True),
        # OpenRouter's errors come in a chunk with choices
        (b'{"error":{"code":502},"choices":[{"delta":{},"finish_reason":"error"}]}', True),
        (b'{"error":null,"choices":[]}', False),
        (b'{"choices":[{"error":{"code":1}}]}', False),
        (b'{"error":{"mess', False),
        (chunk(content="a"), False),
        (b"[DONE]", False),
    ],
)
def test_an_error_is_told_from_an_answer(data, said):
    assert is_error(data) is said


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (b"{}", False),
        (b'{"a":1} \r', False),
        (chunk(content="}"), False),
        (b'{"id":"chatcmpl-broken","object":"chat.completion.chu', True),
        (b"oops", True),
        (b"<html>}", True),
        (b"[]", True),
    ],
)
def test_a_chunk_that_is_no_object_is_broken(data, broken):
    assert is_broken(data) is broken


BAIT = [
    '"finish_reason":"stop"',
    '{"finish_reason": "stop"}',
    ',"usage":null',
    '"usage":{"prompt_tokens":1,"completion_tokens":1}',
    '"error":{"message":"x"}',
    '{"error":"x"}',
    '"choices":[]',
    "\\",
    '\\"',
    '"',
    "}",
    "{",
    "[DONE]",
    "\n\ndata: [DONE]\n\n",
    "\u2028",
    "한",
]
texts = st.lists(st.sampled_from(BAIT) | st.text(max_size=4), max_size=6).map("".join)


@given(text=texts, is_ascii=st.booleans(), tight=st.booleans())
def test_no_text_is_taken_for_an_ending_a_usage_or_an_error(text, is_ascii, tight):
    separators = (",", ":") if tight else (", ", ": ")
    call = {"index": 0, "function": {"name": text, "arguments": text}}
    body = {"id": text, "choices": [{"delta": {"content": text, "tool_calls": [call]}}]}
    data = json.dumps(body, ensure_ascii=is_ascii, separators=separators)
    data = data.encode("utf-8", "replace")
    assert not ends_choice(data)
    assert not is_error(data)
    assert not is_broken(data)
    assert usage_in(data) is None
    assert without_empty_usage(data) == data


@given(
    fields=st.dictionaries(texts.filter(lambda name: name != "usage"), texts, min_size=1),
    place=st.integers(0, 3),
    tight=st.booleans(),
)
def test_an_empty_usage_is_taken_out_and_nothing_else(fields, place, tight):
    separators = (",", ":") if tight else (", ", ": ")
    pairs = list(fields.items())
    pairs.insert(place, ("usage", None))
    with_it = json.dumps(dict(pairs), separators=separators).encode()
    assert json.loads(without_empty_usage(with_it)) == fields


@given(
    fields=st.dictionaries(texts, texts | st.dictionaries(texts, texts, max_size=2), max_size=3),
    end=st.sampled_from(["", " ", "\n", "\r\n"]),
    indent=st.sampled_from([None, 2]),
)
def test_a_field_is_added_and_every_other_byte_stays(fields, end, indent):
    given_object = (json.dumps(fields, indent=indent) + end).encode()
    found = with_field(given_object, b"wayfare", b'{"a":1}')
    assert json.loads(found) == {**fields, "wayfare": {"a": 1}}
    assert found.replace(b"," * bool(fields) + b'"wayfare":{"a":1}', b"") == given_object


PLAIN = chunk(content='[DONE] {"error": 1} \n\ndata: {}')
LOOKED_AT = [
    chunk("stop", content="end"),
    chunk(more={"usage": {"prompt_tokens": 1}}),
    chunk(more={"error": {"message": "no"}}),
    b"[DONE]",
]


@given(st.integers(0, 5), st.sampled_from(LOOKED_AT), st.integers(0, 3))
def test_plain_deltas_end_before_the_first_that_one_must_look_at(before, remarkable, after):
    head = b"".join(b"data: " + PLAIN + b"\n\n" for _ in range(before))
    rest = b"data: " + remarkable + b"\n\n" + after * (b"data: " + PLAIN + b"\n\n")
    chunks, end = deltas_in(head + rest)
    assert (len(chunks), end) == ((before, len(head)) if before else (0, 0))
    assert deltas_in(head)[1] == len(head)
    letters, end = plain_letters(head + rest)
    assert (len(letters), end) in [(before, len(head)), (0, 0)]


MORE_OR_LESS_PLAIN = [
    chunk(content="one"),
    chunk(content="둘"),
    chunk(role="assistant", content=""),
    chunk(content=None),
    chunk(reasoning_content="hm"),
    chunk(refusal="no"),
    chunk(index=1, content="another choice"),
    chunk(tool_calls=[{"index": 0}]),
    b'{"choices": []}',
    b'{"choices":[{"delta":{"content":"' + rb"\"finish_reason\":\"" + b'"}}]}',
    chunk("stop"),
    chunk("", content="an ending that is none"),
    chunk(more={"usage": {"prompt_tokens": 1}}),
    chunk(more={"usage": None}, content="no count"),
    chunk(more={"error": {"message": "no"}}),
    b"not JSON",
    b"{}",
    b'{"choices":[{"delta":{"content":"a"}}]},{"choices":[{"delta":{"content":"b"}}]}',
    b"[DONE]",
]


@given(st.lists(st.sampled_from(MORE_OR_LESS_PLAIN), max_size=6))
def test_deltas_say_the_same_read_at_once_or_one_by_one(datas):
    block = b"".join(b"data: " + data + b"\n\n" for data in datas)
    at_once = Said()
    end = at_once.take_deltas(block)
    one_by_one = Said()
    for event in split_events(block[:end]):
        assert not ends_choice(event.data)
        assert not usage_in(event.data)
        assert not is_error(event.data)
        one_by_one.add_data(event.data)
    assert at_once.reading() == one_by_one.reading()


@pytest.mark.parametrize(
    "block",
    [
        b'data: {"choices":[]}\ndata: {"choices":[]}\n\n',  # two lines of one event
        b'data: {"choices":[]},{"choices":[]}\n\n',  # no JSON, though it would be in an array
        b'data: {"choices":[]}\n\n: still here\n\n',
        b'event: x\ndata: {"choices":[]}\n\n',
        b'data: {"choices":[]}\n\n\ndata: {"choices":[]}\n\n',
        b'data: {"choices":[]}\r\n\r\n',
        b'data: {"choices":\n[]}\n\n',
        b'data: {"choices":[\xff]}\n\n',
    ],
)
def test_what_is_not_plain_is_looked_at_event_by_event(block):
    assert deltas_in(block) == ([], 0)
    assert plain_letters(block) == ([], 0)
