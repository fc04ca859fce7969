"""Chat requests and nouns say the same: every field is carried, or refused by its name.

Shapes are transcribed from the request types of the `openai` package (version 3.57.0,
`types/chat/*_param.py`); `reasoning_details` from OpenRouter's guide to reasoning tokens,
`extra_content` from Google's page on thought signatures in OpenAI's API.
"""

import json

import msgspec
import pytest

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    CannotCarryError,
    Conversation,
    Media,
    OutputFormat,
    Reasoning,
    Refusal,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
)
from wayfare.wire.openai.conversation import read_chat, write_chat

HI = Turn("user", (Text("안녕"),))
CALL = ToolCall("call_1", "weather", '{"city": "서울", "n": 1.0}')
ASKED = {
    "role": "assistant",
    "content": None,
    "tool_calls": [
        {
            "id": "call_1",
            "type": "function",
            "function": {"name": "weather", "arguments": '{"city": "서울", "n": 1.0}'},
        }
    ],
}


def raw(value: str) -> msgspec.Raw:
    return msgspec.Raw(value.encode())


def chat(**fields) -> bytes:
    body = {"model": "gpt-5", "messages": [{"role": "user", "content": "안녕"}], **fields}
    return json.dumps(body, ensure_ascii=False).encode()


def messages_of(*turns: Turn, model: str = "gpt-5") -> list[dict]:
    written = write_chat(Conversation(model, turns), model, "max_tokens")
    return json.loads(written.body)["messages"]


# --- messages ----------------------------------------------------------------------------

MESSAGES = [
    ({"role": "system", "content": "be brief"}, Turn("system", (Text("be brief"),))),
    ({"role": "developer", "content": "be"}, Turn("developer", (Text("be"),))),
    ({"role": "user", "content": "hi", "name": "ann"}, Turn("user", (Text("hi"),), "ann")),
    ({"role": "user", "content": ""}, Turn("user", (Text(""),))),
    (
        {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        Turn("user", (Text("a"), Text("b"))),
    ),
    (
        {
            "role": "user",
            "content": [
                {"type": "image_url", "image_url": {"url": "https://x.test/a.png", "detail": "low"}}
            ],
        },
        Turn("user", (Media("image", url="https://x.test/a.png", detail="low"),)),
    ),
    (
        {
            "role": "user",
            "content": [
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0="}}
            ],
        },
        Turn("user", (Media("image", mime="image/png", data="iVBORw0="),)),
    ),
    (
        {
            "role": "user",
            "content": [
                {"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}},
                {"type": "input_audio", "input_audio": {"data": "SUQz", "format": "mp3"}},
            ],
        },
        Turn(
            "user",
            (
                Media("audio", mime="audio/wav", data="UklG"),
                Media("audio", mime="audio/mpeg", data="SUQz"),
            ),
        ),
    ),
    (
        {
            "role": "user",
            "content": [
                {
                    "type": "file",
                    "file": {
                        "file_data": "data:application/pdf;base64,JVBE",
                        "filename": "a.pdf",
                    },
                },
                {"type": "file", "file": {"file_id": "file-7", "filename": "b.pdf"}},
                {"type": "file", "file": {"file_id": "file-8"}},
            ],
        },
        Turn(
            "user",
            (
                Media("file", mime="application/pdf", data="JVBE", name="a.pdf"),
                Media("file", file_id="file-7", name="b.pdf"),
                Media("file", file_id="file-8"),
            ),
        ),
    ),
    ({"role": "assistant", "content": "so"}, Turn("assistant", (Text("so"),))),
    (
        {"role": "assistant", "content": None, "refusal": "no"},
        Turn("assistant", (Refusal("no"),)),
    ),
    (
        {"role": "assistant", "content": "I", "refusal": "no"},
        Turn("assistant", (Text("I"), Refusal("no"))),
    ),
    (
        {
            "role": "assistant",
            "content": [
                {"type": "refusal", "refusal": "no"},
                {"type": "text", "text": "but"},
            ],
        },
        Turn("assistant", (Refusal("no"), Text("but"))),
    ),
    (ASKED, Turn("assistant", (CALL,))),
    (
        {
            "role": "assistant",
            "content": "wait",
            "reasoning_content": "hm",
            "tool_calls": [
                *ASKED["tool_calls"],
                {"id": "c2", "type": "custom", "custom": {"name": "sql", "input": "SELECT 1"}},
            ],
        },
        Turn(
            "assistant",
            (Thinking("hm"), Text("wait"), CALL, ToolCall("c2", "sql", "SELECT 1", True)),
        ),
    ),
    (
        {
            "role": "assistant",
            "content": "so",
            "reasoning_details": [
                {
                    "type": "reasoning.text",
                    "text": "hm",
                    "signature": "EqQB",
                    "format": "xai-responses-v1",
                    "index": 0,
                },
                {"type": "reasoning.encrypted", "data": "gAAA", "index": 2},
            ],
        },
        Turn(
            "assistant",
            (
                Thinking("hm", signature="xai-responses-v1:EqQB", maker="openai"),
                Text("so"),
                Thinking(redacted="gAAA", maker="openai"),
            ),
        ),
    ),
]


@pytest.mark.parametrize(("message", "turn"), MESSAGES)
def test_messages_and_turns_say_the_same(message, turn):
    assert read_chat(chat(messages=[message])).turns == (turn,)
    assert messages_of(turn) == [message]


def test_a_result_knows_the_name_and_the_kind_of_its_call():
    custom = {"id": "c2", "type": "custom", "custom": {"name": "sql", "input": "SELECT 1"}}
    messages = [
        {**ASKED, "tool_calls": [*ASKED["tool_calls"], custom]},
        {"role": "tool", "tool_call_id": "call_1", "content": "맑음"},
        {
            "role": "tool",
            "tool_call_id": "c2",
            "content": [{"type": "text", "text": "1"}, {"type": "text", "text": "2"}],
        },
    ]
    turns = read_chat(chat(messages=messages)).turns
    assert turns[1:] == (
        Turn("tool", (ToolResult("call_1", (Text("맑음"),), name="weather"),)),
        Turn("tool", (ToolResult("c2", (Text("1"), Text("2")), is_custom=True, name="sql"),)),
    )
    assert messages_of(*turns) == messages


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        # what SDKs leave in when they hand a message back as they got it
        (
            {
                "role": "assistant",
                "content": "so",
                "refusal": None,
                "annotations": [],
                "audio": None,
                "function_call": None,
                "tool_calls": None,
            },
            (Text("so"),),
        ),
        # beside tool calls, an empty text is none
        ({**ASKED, "content": ""}, (CALL,)),
        # a client that gathered a stream left the index in
        ({**ASKED, "tool_calls": [{**ASKED["tool_calls"][0], "index": 0}]}, (CALL,)),
        # arguments as an object instead of text
        (
            {
                "role": "assistant",
                "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": {"a": 1}}}],
            },
            (ToolCall("c", "f", '{"a": 1}'),),
        ),
        # other names for thought
        ({"role": "assistant", "content": "so", "reasoning": "hm"}, (Thinking("hm"), Text("so"))),
        (
            {
                "role": "assistant",
                "content": [
                    {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
                    {"type": "text", "text": "so"},
                ],
            },
            (Thinking("hm"), Text("so")),
        ),
        # pieces of one thought, as a client gathers them from a stream
        (
            {
                "role": "assistant",
                "content": "so",
                "reasoning_content": "hmm",
                "reasoning_details": [
                    {"type": "reasoning.text", "text": "h", "format": "anthropic-claude-v1",
                     "index": 0},
                    {"type": "reasoning.text", "text": "mm", "format": "anthropic-claude-v1",
                     "index": 0},
                    {"type": "reasoning.text", "signature": "EqQB",
                     "format": "anthropic-claude-v1", "index": 0},
                ],
            },
            (Thinking("hmm", signature="EqQB", maker="anthropic"), Text("so")),
        ),
        # the images of some clients are plain addresses, their files bare base64
        (
            {"role": "user", "content": [{"type": "image_url", "image_url": "https://x.test/a"}]},
            (Media("image", url="https://x.test/a"),),
        ),
        (
            {
                "role": "user",
                "content": [{"type": "file", "file": {"file_data": "JVBE", "filename": "a.PDF"}}],
            },
            (Media("file", mime="application/pdf", data="JVBE", name="a.PDF"),),
        ),
    ],
)  # fmt: skip
def test_what_clients_of_many_kinds_write_is_understood(message, parts):
    assert read_chat(chat(messages=[message])).turns[0].parts == parts


# --- whose thoughts go where -------------------------------------------------------------

CLAUDES = Thinking("hm", signature="EqQB", maker="anthropic")
GEMINIS = ToolCall("c", "f", "{}", signature="CiQB")
RESPONSES = Thinking("told", signature="gAAA", maker="responses", is_summary=True, id="rs_1")


@pytest.mark.parametrize(
    ("model", "part", "left_out"),
    [
        ("gpt-5", CLAUDES, ("thinking",)),
        ("anthropic/claude-sonnet-4.5", CLAUDES, ()),
        ("mistral-large", GEMINIS, ("thought_signature",)),
        ("google/gemini-3-pro", GEMINIS, ()),
        ("gpt-5", RESPONSES, ("thinking",)),
        ("deepseek-chat", Thinking("hm"), ()),
    ],
)
def test_what_only_its_maker_can_read_goes_to_no_other_model(model, part, left_out):
    turn = Turn("assistant", (part, Text("so")))
    written = write_chat(Conversation(model, (HI, turn)), model, "max_tokens")
    assert written.left_out == left_out
    proofs = (b"EqQB", b"CiQB", b"gAAA", b"hm")
    assert any(proof in written.body for proof in proofs) is not bool(left_out)
    if not left_out:
        found = read_chat(written.body).turns[1].parts
        assert part in found


@pytest.mark.parametrize("index", [-1, 7, 10**30])
def test_a_thought_keeps_its_turn_wherever_it_says_it_stood(index):
    detail = {"type": "reasoning.text", "text": "음", "index": index}
    said = {"role": "assistant", "content": "네", "reasoning_details": [detail]}
    (turn,) = read_chat(chat(messages=[said])).turns
    assert {type(part) for part in turn.parts} == {Text, Thinking}


def test_an_image_that_a_tool_gave_back_is_shown_after_the_last_result():
    image = Media("image", mime="image/png", data="AA==")
    calls = Turn("assistant", (CALL, ToolCall("call_2", "look", "{}")))
    seen = Turn("tool", (ToolResult("call_1", (image,), name="weather"),))
    told = Turn("tool", (ToolResult("call_2", (Text("맑음"), image), name="look"),))
    shown = [
        {"type": "text", "text": "What the tool call call_1 gave back:"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
        {"type": "text", "text": "What the tool call call_2 gave back:"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
    ]
    results = [
        {
            "role": "tool",
            "tool_call_id": "call_1",
            "content": "What it gave back is shown in the next message.",
        },
        {"role": "tool", "tool_call_id": "call_2", "content": "맑음"},
    ]
    assert messages_of(HI, calls, seen, told)[2:] == [*results, {"role": "user", "content": shown}]
    more = Turn("assistant", (Text("ok"),))
    assert messages_of(calls, seen, told, more)[1:] == [
        *results,
        {"role": "user", "content": shown},
        {"role": "assistant", "content": "ok"},
    ]
    asked = [*shown, {"type": "text", "text": "안녕"}]
    assert messages_of(calls, seen, told, HI)[1:] == [*results, {"role": "user", "content": asked}]


def test_only_openais_models_know_developers():
    turn = Turn("developer", (Text("be"),))
    for model in ("gpt-5", "openai/gpt-oss-120b", "o3-mini", "chatgpt-5-latest"):
        assert messages_of(turn, model=model)[0]["role"] == "developer"
    for model in ("deepseek-chat", "mistral-large", "grok-4", "qwen3"):
        assert messages_of(turn, model=model)[0]["role"] == "system"


# --- fields ------------------------------------------------------------------------------

SCHEMA = '{"z": {"type": "number", "maximum": 1.0}, "a": 1e3}'
GRAMMAR = '{"type": "grammar", "grammar": {"syntax": "regex", "definition": "a+"}}'
FIELDS = [
    (
        '"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":'
        + SCHEMA
        + ',"strict":true}}]',
        {"tools": (Tool("f", "d", raw(SCHEMA), True),)},
    ),
    (
        '"tools":[{"type":"function","function":{"name":"f"}}]',
        {"tools": (Tool("f"),)},
    ),
    (
        '"tools":[{"type":"custom","custom":{"name":"sql","description":"d","format":'
        + GRAMMAR
        + '}}],"tool_choice":{"type":"custom","custom":{"name":"sql"}}',
        {
            "tools": (Tool("sql", "d", is_custom=True, grammar=raw(GRAMMAR)),),
            "tool_choice": ToolChoice("named", "sql"),
        },
    ),
    ('"tool_choice":"auto"', {"tool_choice": ToolChoice("auto")}),
    ('"tool_choice":"none"', {"tool_choice": ToolChoice("none")}),
    ('"tool_choice":"required"', {"tool_choice": ToolChoice("required")}),
    (
        '"tool_choice":{"type":"function","function":{"name":"f"}}',
        {"tool_choice": ToolChoice("named", "f")},
    ),
    ('"parallel_tool_calls":false', {"parallel_tools": False}),
    ('"response_format":{"type":"json_object"}', {"output": OutputFormat("json_object")}),
    (
        '"response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d",'
        '"schema":' + SCHEMA + ',"strict":false}}',
        {"output": OutputFormat("json_schema", "n", raw(SCHEMA), False, "d")},
    ),
    ('"reasoning_effort":"xhigh"', {"reasoning": Reasoning(effort="xhigh")}),
    ('"stop":["\\n","끝"]', {"stop": ("\n", "끝")}),
    ('"n":3', {"choices": 3}),
    ('"logprobs":true,"top_logprobs":2', {"logprobs": True, "top_logprobs": 2}),
    ('"top_logprobs":0', {"top_logprobs": 0}),
    (
        '"temperature":1.00,"top_p":1e-1,"seed":-7,"logit_bias":{"50256": -100}',
        {
            "sampling": {
                "temperature": raw("1.00"),
                "top_p": raw("1e-1"),
                "seed": raw("-7"),
                "logit_bias": raw('{"50256": -100}'),
            }
        },
    ),
    (
        '"presence_penalty":0,"frequency_penalty":0.5,"verbosity":"low","top_k":40',
        {
            "sampling": {
                "presence_penalty": raw("0"),
                "frequency_penalty": raw("0.5"),
                "verbosity": raw('"low"'),
                "top_k": raw("40"),
            }
        },
    ),
    ('"stream":true,"stream_options":{"include_usage":true}', {"stream": True}),
    ('"max_tokens":9', {"output_tokens_max": 9}),
    *[
        (f'"{name}":{value}', {"hints": {name: raw(value)}})
        for name, value in (
            ("user", '"u"'),
            ("metadata", '{"b": "1", "a": "2"}'),
            ("service_tier", '"flex"'),
            ("store", "false"),
            ("prompt_cache_key", '"k"'),
            ("prompt_cache_retention", '"24h"'),
            ("safety_identifier", '"s"'),
        )
    ],
]


@pytest.mark.parametrize(("written", "fields"), FIELDS)
def test_fields_and_nouns_say_the_same(written, fields):
    body = '{"model":"gpt-5","messages":[{"role":"user","content":"안녕"}],' + written + "}"
    conversation = Conversation("gpt-5", (HI,), **fields)
    assert read_chat(body.encode()) == conversation
    again = write_chat(conversation, "gpt-5", "max_tokens")
    assert again.left_out == ()
    assert read_chat(again.body) == conversation
    assert json.loads(again.body) == json.loads(body)
    for value in (SCHEMA, GRAMMAR, "1.00", "1e-1"):
        assert (value in body) is (value.encode() in again.body)


def test_a_limit_is_written_under_the_name_that_the_provider_knows():
    conversation = Conversation("m", (HI,), output_tokens_max=7)
    for name in ("max_tokens", "max_completion_tokens"):
        assert json.loads(write_chat(conversation, "m", name).body)[name] == 7
    assert read_chat(chat(max_tokens=9, max_completion_tokens=5)).output_tokens_max == 5


@pytest.mark.parametrize(
    ("budget", "effort"),
    [(0, "none"), (500, "minimal"), (4_096, "low"), (5_000, "medium"), (64_000, "high")],
)
def test_a_budget_of_thought_becomes_the_word_for_it(budget, effort):
    conversation = Conversation("m", (HI,), reasoning=Reasoning(budget_tokens=budget))
    assert json.loads(write_chat(conversation, "m", "max_tokens").body)["reasoning_effort"] == (
        effort
    )


def test_nulls_and_defaults_ask_for_nothing():
    nothing = read_chat(
        chat(tools=None, tool_choice=None, stop=None, n=None, logprobs=None, user=None,
             temperature=None, response_format={"type": "text"}, modalities=["text"],
             functions=None, prediction=None, stream=False, stream_options=None)
    )  # fmt: skip
    assert nothing == Conversation("gpt-5", (HI,))


def test_a_stop_of_one_word_and_a_list_of_one_are_the_same():
    assert read_chat(chat(stop="x")).stop == read_chat(chat(stop=["x"])).stop == ("x",)


def test_marks_for_a_cache_are_hints_wherever_they_stand():
    mark = {"type": "ephemeral"}
    bodies = [
        chat(messages=[{"role": "user", "content": [
            {"type": "text", "text": "안녕", "cache_control": mark}]}]),
        chat(messages=[{"role": "user", "content": "안녕", "cache_control": mark}]),
        chat(tools=[{"type": "function", "function": {"name": "f"}, "cache_control": mark}]),
    ]  # fmt: skip
    for body in bodies:
        conversation = read_chat(body)
        assert conversation.hints == {"cache_control": raw('{"type": "ephemeral"}')}
        assert write_chat(conversation, "gpt-5", "max_tokens").left_out == ("cache_control",)


@pytest.mark.parametrize(("user", "left_out"), [("가" * 64, ()), ("u" * 65, ("user",))])
def test_a_name_too_long_for_a_user_is_left_out(user, left_out):
    conversation = Conversation("m", (HI,), hints={"user": raw(json.dumps(user))})
    assert write_chat(conversation, "m", "max_tokens").left_out == left_out


def test_hints_of_other_wires_are_left_out_by_name():
    conversation = Conversation(
        "m",
        (HI, Turn("tool", (ToolResult("c", (Text("x"),), is_error=True),))),
        reasoning=Reasoning("low", summary="auto"),
        hints={"service_tier": raw('"standard_only"'), "thinking.display": raw('"omitted"')},
    )
    written = write_chat(conversation, "m", "max_tokens")
    assert written.left_out == ("is_error", "reasoning.summary", "service_tier", "thinking.display")


# --- refusals ----------------------------------------------------------------------------


def user(**part) -> dict:
    return {"messages": [{"role": "user", "content": [part]}]}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"prediction": {"type": "content", "content": "x"}}, "prediction"),
        ({"modalities": ["text", "audio"]}, "modalities"),
        ({"audio": {"voice": "ash", "format": "wav"}}, "audio"),
        ({"web_search_options": {}}, "web_search_options"),
        ({"moderation": {"model": "m"}}, "moderation"),
        ({"functions": [{"name": "f"}]}, "functions"),
        ({"function_call": "auto"}, "function_call"),
        ({"thinking": {"type": "enabled"}}, "thinking"),
        ({"guided_json": {}}, "guided_json"),
        (
            {"tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "auto"}}},
            "tool_choice.type",
        ),
        ({"response_format": {"type": "grammar"}}, "response_format.type"),
        ({"response_format": {"type": "json_object", "schema": {}}}, "response_format.schema"),
        ({"tools": [{"type": "web_search"}]}, "tools[0].type"),
        ({"messages": [{"role": "function", "name": "f", "content": "x"}]}, "messages[0].role"),
        (
            {"messages": [{"role": "assistant", "function_call": {"name": "f"}}]},
            "messages[0].function_call",
        ),
        ({"messages": [{"role": "assistant", "audio": {"id": "a"}}]}, "messages[0].audio"),
        ({"messages": [{"role": "assistant", "prefix": True}]}, "messages[0].prefix"),
        (user(type="video_url", text="x"), "messages[0].content[0].type"),
        (user(type="text", text="x", new=1), "messages[0].content[0].new"),
    ],
)
def test_what_means_nothing_elsewhere_is_refused_by_its_name(fields, param):
    with pytest.raises(CannotCarryError) as error:
        read_chat(chat(**fields))
    assert error.value.param == param
    assert f"`{param}`" in error.value.message
    assert error.value.cure


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages[0].tool_call_id"),
        ({"messages": "x"}, "messages"),
        ({"stop": 3}, "stop"),
        ({"tool_choice": "sometimes"}, "tool_choice"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        (user(type="text"), "messages[0].content[0].text"),
        (user(type="file", file={}), "messages[0].content[0].file.file_data"),
        (
            user(type="image_url", image_url={"url": "data:image/png,raw"}),
            "messages[0].content[0].image_url.url",
        ),
        (
            {"messages": [{"role": "system", "content": [
                {"type": "image_url", "image_url": {"url": "https://x.test"}}]}]},
            "messages[0].content",
        ),
    ],
)  # fmt: skip
def test_what_is_malformed_is_named(fields, param):
    with pytest.raises(BadRequestError) as error:
        read_chat(chat(**fields))
    assert not isinstance(error.value, CannotCarryError)
    assert error.value.param == param


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"\xff"', b"[" * 100_000, b'{"model":"m"}'])
def test_what_is_no_request_is_a_bad_one(body):
    with pytest.raises(BadRequestError):
        read_chat(body)


@pytest.mark.parametrize(
    "turn",
    [
        Turn("user", (Media("image", file_id="f"),)),
        Turn("user", (Media("audio", url="https://x.test/a.wav"),)),
        Turn("user", (Media("file", url="https://x.test/a.pdf"),)),
        Turn("assistant", (Media("image", mime="image/png", data="AA=="),)),
    ],
)
def test_media_that_have_no_place_are_refused_with_a_cure(turn):
    with pytest.raises(CannotCarryError) as error:
        write_chat(Conversation("m", (turn,)), "m", "max_tokens")
    assert error.value.cure
    assert error.value.param == "messages"
