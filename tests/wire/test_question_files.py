"""Questions are read from what people have: text, tables, JSON lines, an export."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.errors import BadRequestError
from wayfare.wire.question_files import CHATGPT, read_questions

EXPORT = [
    {
        "title": "바다",
        "mapping": {
            "root": {"message": None},
            "b": {
                "message": {
                    "author": {"role": "assistant"},
                    "create_time": 3.0,
                    "content": {"content_type": "text", "parts": ["파랗습니다."]},
                }
            },
            "a": {
                "message": {
                    "author": {"role": "user"},
                    "create_time": 2.0,
                    "content": {"content_type": "text", "parts": ["바다는 무슨 색인가요?"]},
                }
            },
            "picture": {
                "message": {
                    "author": {"role": "user"},
                    "create_time": 1.0,
                    "content": {"content_type": "multimodal_text", "parts": [{"asset": "x"}]},
                }
            },
        },
    },
    {"title": "empty", "mapping": {}},
]


def read(name: str, text: str):
    return [
        (each.turns[-1].text, each.expected, dict(each.answers))
        for each in read_questions(name, text.encode())
    ]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("q.txt", "Why?\nHow?\n\n", [("Why?", None, {}), ("How?", None, {})]),
        ("q.txt", "Two\nlines\n\nOne\n", [("Two\nlines", None, {}), ("One", None, {})]),
        ("q.txt", "Why?\nWhy?\n", [("Why?", None, {})]),
        ("q.csv", "id,question,expected\n1,Why?,7\n2,,8\n", [("Why?", "7", {})]),
        ("q.CSV", '\ufeff질문,정답\n"왜, 그래?",\n', [("왜, 그래?", None, {})]),
        (
            "q.csv",
            "prompt,answer:GPT,answer: other\nWhy?,So.,\n",
            [("Why?", None, {"GPT": "So."})],
        ),
        ("q.jsonl", '{"question": "Why?", "expected": 7}\n\n', [("Why?", "7", {})]),
        (
            "q.jsonl",
            '{"prompt": "Why?", "answers": {"GPT": "So."}}',
            [("Why?", None, {"GPT": "So."})],
        ),
        (
            "q.jsonl",
            '{"messages": [{"role": "user", "content": "1"}, {"role": "user", "content": "Why?"}]}',
            [("Why?", None, {})],
        ),
        (
            "conversations.json",
            json.dumps(EXPORT),
            [("바다는 무슨 색인가요?", None, {CHATGPT: "파랗습니다."})],
        ),
    ],
)
def test_each_kind_of_file_is_read(name, text, found):
    assert read(name, text) == found


def test_a_conversation_keeps_its_turns():
    line = '{"messages": [{"role": "system", "content": "A"}, {"role": "user", "content": "B"}]}'
    (question,) = read_questions("q.jsonl", line.encode())
    assert [(turn.role, turn.text) for turn in question.turns] == [("system", "A"), ("user", "B")]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("q.pdf", b"x", "no file of questions"),
        ("q.txt", b"\xff\xfe", "not UTF-8"),
        ("q.txt", b" \n", "no questions in q.txt"),
        ("q.csv", b"id,text\n1,Why?\n", "no column with questions"),
        ("q.csv", b'question\n"' + b"x" * 200_000, "no table"),
        ("q.jsonl", b'{"question": "Why?"}\n{broken\n', "Line 2 of q.jsonl is no JSON object"),
        ("q.jsonl", b"[1]\n", "Line 1 of q.jsonl is no JSON object"),
        ("q.jsonl", b'{"question": 7}\n', "Line 1 of q.jsonl has no question"),
        ("q.jsonl", b'{"messages": []}\n', "Line 1 of q.jsonl has no question"),
        ("q.jsonl", b'{"question": "W", "answers": [1]}\n', "Line 1 of q.jsonl has no question"),
        ("c.json", b'{"a": 1}', "no export of ChatGPT"),
        ("c.json", b"[]", "no questions in c.json"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(name, content, says):
    with pytest.raises(BadRequestError, match=says) as error:
        read_questions(name, content)
    assert error.value.cure


@given(st.binary(max_size=300), st.sampled_from(["txt", "csv", "jsonl", "json"]))
def test_no_file_breaks_it(content, ending):
    with contextlib.suppress(BadRequestError):
        read_questions(f"q.{ending}", content)
