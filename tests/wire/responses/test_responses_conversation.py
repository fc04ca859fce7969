"""Requests in Responses and nouns say the same: every field is carried, or refused by name.

Shapes are transcribed from the request types of the `openai` package (version 3.57.0,
types/responses/response_create_params.py and response_input_item_param.py).
"""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from wayfare.wire.responses.conversation import read_request
from wayfare.wire.responses.request import write_request


def raw(value: str) -> msgspec.Raw:
    return msgspec.Raw(value.encode())


def plain(value):
    """A noun with its raw JSON as text, so that two can be compared."""
    return json.loads(msgspec.json.encode(value, enc_hook=bytes.decode))


def request(**fields) -> bytes:
    return json.dumps({"model": "m", "input": "안녕", **fields}, ensure_ascii=False).encode()


def read(*items: dict) -> tuple[Turn, ...]:
    return read_request(request(input=[*items])).turns


def write(*turns: Turn) -> list[dict]:
    return json.loads(write_request(Conversation("m", turns), "m", "max_tokens").body)["input"]


def sent(conversation: Conversation) -> dict:
    return json.loads(write_request(conversation, "gpt-5", "max_tokens").body)


HI = Turn("user", (Text("안녕"),))

# --- items, both ways --------------------------------------------------------------------

ITEMS = [
    (
        [{"type": "message", "role": "user", "content": "안녕"}],
        [HI],
    ),
    (
        [
            {"type": "message", "role": "user", "content": "a"},
            {"type": "message", "role": "developer", "content": "be brief"},
            {"type": "message", "role": "system", "content": "be kind"},
        ],
        [
            Turn("user", (Text("a"),)),
            Turn("developer", (Text("be brief"),)),
            Turn("system", (Text("be kind"),)),
        ],
    ),
    (
        [
            {
                "type": "message",
                "role": "user",
                "content": [
                    {"type": "input_text", "text": "이것은?"},
                    {
                        "type": "input_image",
                        "image_url": "data:image/png;base64,AAAA",
                        "detail": "high",
                    },
                    {"type": "input_image", "image_url": "https://x.test/a.png"},
                    {"type": "input_image", "file_id": "file-1"},
                    {
                        "type": "input_file",
                        "file_data": "data:application/pdf;base64,BBBB",
                        "filename": "보고서.pdf",
                    },
                    {"type": "input_file", "file_url": "https://x.test/a.pdf"},
                    {"type": "input_file", "file_id": "file-2"},
                    {"type": "input_audio", "input_audio": {"data": "CCCC", "format": "wav"}},
                    {"type": "input_audio", "input_audio": {"data": "DDDD", "format": "mp3"}},
                ],
            }
        ],
        [
            Turn(
                "user",
                (
                    Text("이것은?"),
                    Media("image", mime="image/png", data="AAAA", detail="high"),
                    Media("image", url="https://x.test/a.png"),
                    Media("image", file_id="file-1"),
                    Media("file", mime="application/pdf", data="BBBB", name="보고서.pdf"),
                    Media("file", url="https://x.test/a.pdf"),
                    Media("file", file_id="file-2"),
                    Media("audio", mime="audio/wav", data="CCCC"),
                    Media("audio", mime="audio/mpeg", data="DDDD"),
                ),
            )
        ],
    ),
    (
        [
            {
                "type": "message",
                "role": "assistant",
                "content": [
                    {"type": "output_text", "text": "one"},
                    {"type": "refusal", "refusal": "no more"},
                ],
            }
        ],
        [Turn("assistant", (Text("one"), Refusal("no more")))],
    ),
    (
        [
            {
                "type": "message",
                "role": "assistant",
                "content": [{"type": "output_text", "text": "I look."}],
            },
            {
                "type": "function_call",
                "call_id": "call_1",
                "name": "weather",
                "arguments": '{"city": "서울", "n": 1.0}',
            },
            {"type": "function_call", "call_id": "call_2", "name": "time", "arguments": ""},
            {"type": "function_call_output", "call_id": "call_1", "output": "맑음"},
            {
                "type": "function_call_output",
                "call_id": "call_2",
                "output": [
                    {"type": "input_text", "text": "a clock"},
                    {"type": "input_image", "image_url": "data:image/png;base64,AAAA"},
                ],
            },
        ],
        [
            Turn(
                "assistant",
                (
                    Text("I look."),
                    ToolCall("call_1", "weather", '{"city": "서울", "n": 1.0}'),
                    ToolCall("call_2", "time", ""),
                ),
            ),
            Turn("tool", (ToolResult("call_1", (Text("맑음"),), name="weather"),)),
            Turn(
                "tool",
                (
                    ToolResult(
                        "call_2",
                        (Text("a clock"), Media("image", mime="image/png", data="AAAA")),
                        name="time",
                    ),
                ),
            ),
        ],
    ),
    (
        [
            {
                "type": "custom_tool_call",
                "call_id": "call_1",
                "name": "sql",
                "input": "SELECT '한'",
            },
            {"type": "custom_tool_call_output", "call_id": "call_1", "output": "1"},
        ],
        [
            Turn("assistant", (ToolCall("call_1", "sql", "SELECT '한'", is_custom=True),)),
            Turn("tool", (ToolResult("call_1", (Text("1"),), is_custom=True, name="sql"),)),
        ],
    ),
    (
        [
            {
                "type": "reasoning",
                "id": "rs_1",
                "summary": [
                    {"type": "summary_text", "text": "first"},
                    {"type": "summary_text", "text": "then"},
                ],
                "encrypted_content": "gAAA",
            },
            {
                "type": "reasoning",
                "id": "rs_2",
                "summary": [],
                "encrypted_content": "gBBB",
            },
            {
                "type": "message",
                "role": "assistant",
                "content": [{"type": "output_text", "text": "so"}],
            },
        ],
        [
            Turn(
                "assistant",
                (
                    Thinking("first", maker="responses", is_summary=True, id="rs_1"),
                    Thinking(
                        "then", signature="gAAA", maker="responses", is_summary=True, id="rs_1"
                    ),
                    Thinking(redacted="gBBB", maker="responses", id="rs_2"),
                    Text("so"),
                ),
            )
        ],
    ),
]


@pytest.mark.parametrize(("items", "turns"), ITEMS)
def test_items_are_read(items, turns):
    assert list(read(*items)) == turns


@pytest.mark.parametrize(("items", "turns"), ITEMS)
def test_items_are_written(items, turns):
    assert write(*turns) == items


@pytest.mark.parametrize(
    ("items", "turns"),
    [
        # an easy message has no type, and what came back from the API has an id and a status
        ([{"role": "user", "content": "a"}], [Turn("user", (Text("a"),))]),
        ([{"role": "assistant", "content": "a"}], [Turn("assistant", (Text("a"),))]),
        (
            [
                {
                    "id": "msg_1",
                    "type": "message",
                    "status": "completed",
                    "role": "assistant",
                    "content": [
                        {"type": "output_text", "annotations": [], "logprobs": [], "text": "a"}
                    ],
                },
                {
                    "id": "fc_1",
                    "type": "function_call",
                    "status": "completed",
                    "call_id": "c",
                    "name": "f",
                    "arguments": "{}",
                    "caller": {"type": "direct"},
                    "namespace": None,
                },
            ],
            [Turn("assistant", (Text("a"), ToolCall("c", "f", "{}")))],
        ),
        # a thought that nothing proves is nobody's
        (
            [
                {
                    "type": "reasoning",
                    "id": "rs_1",
                    "summary": [{"type": "summary_text", "text": "hm"}],
                    "content": [{"type": "reasoning_text", "text": "hm, hm"}],
                    "encrypted_content": None,
                }
            ],
            [Turn("assistant", (Thinking("hm", is_summary=True), Thinking("hm, hm")))],
        ),
        ([{"type": "reasoning", "id": "rs_1", "summary": []}], []),
        # what another maker signed came out under its name
        (
            [
                {
                    "type": "reasoning",
                    "id": "rs_1",
                    "summary": [{"type": "summary_text", "text": "hm"}],
                    "encrypted_content": "wayfare:anthropic:signature:Eq:QB",
                },
                {
                    "type": "reasoning",
                    "id": "rs_2",
                    "summary": [],
                    "encrypted_content": "wayfare:anthropic:redacted:Em",
                },
            ],
            [
                Turn(
                    "assistant",
                    (
                        Thinking("hm", signature="Eq:QB", maker="anthropic"),
                        Thinking(redacted="Em", maker="anthropic"),
                    ),
                )
            ],
        ),
        (
            [
                {
                    "type": "function_call",
                    "call_id": "c",
                    "name": "f",
                    "arguments": "{}",
                    "extra_content": {"google": {"thought_signature": "CiI"}},
                }
            ],
            [Turn("assistant", (ToolCall("c", "f", "{}", signature="CiI"),))],
        ),
        (
            [
                {
                    "role": "user",
                    "content": [{"type": "input_file", "file_data": "QQ==", "filename": "a.pdf"}],
                }
            ],
            [Turn("user", (Media("file", mime="application/pdf", data="QQ==", name="a.pdf"),))],
        ),
    ],
)
def test_items_are_read_in_every_form(items, turns):
    assert list(read(*items)) == turns


def test_a_text_is_what_the_user_says_and_instructions_go_first():
    turns = read_request(request(instructions="be brief")).turns
    assert turns == (Turn("system", (Text("be brief"),)), HI)
    assert sent(Conversation("m", turns))["instructions"] == "be brief"


def test_only_the_first_system_turn_becomes_instructions():
    turns = (Turn("system", (Text("a"),)), Turn("system", (Text("b"),)), HI)
    body = write_request(Conversation("m", turns), "m", "max_tokens").body
    assert json.loads(body)["instructions"] == "a"
    assert read_request(body).turns == turns


# --- fields, both ways -------------------------------------------------------------------

FIELDS = [
    (
        (
            b'"tools":[{"type":"function","name":"w","description":"d",'
            b'"parameters":{"b": 1.0e0, "a": [ ]},"strict":true}]'
        ),
        {"tools": (Tool("w", description="d", schema=raw('{"b": 1.0e0, "a": [ ]}'), strict=True),)},
    ),
    (
        (
            b'"tools":[{"type":"custom","name":"sql",'
            b'"format":{"type":"grammar", "syntax":"regex","definition":"S.+"}}]'
        ),
        {
            "tools": (
                Tool(
                    "sql",
                    is_custom=True,
                    grammar=raw('{"type":"grammar", "syntax":"regex","definition":"S.+"}'),
                ),
            )
        },
    ),
    (b'"tool_choice":"required"', {"tool_choice": ToolChoice("required")}),
    (b'"tool_choice":"none"', {"tool_choice": ToolChoice("none")}),
    (
        b'"tool_choice":{"type":"function","name":"w"}',
        {"tool_choice": ToolChoice("named", "w")},
    ),
    (b'"parallel_tool_calls":false', {"parallel_tools": False}),
    (b'"text":{"format":{"type":"json_object"}}', {"output": OutputFormat("json_object")}),
    (
        (
            b'"text":{"format":{"type":"json_schema","name":"n","description":"d",'
            b'"schema":{"z": 1, "a": 2.50},"strict":true},"verbosity":"low"}'
        ),
        {
            "output": OutputFormat(
                "json_schema",
                name="n",
                description="d",
                schema=raw('{"z": 1, "a": 2.50}'),
                strict=True,
            ),
            "sampling": {"verbosity": raw('"low"')},
        },
    ),
    (
        (
            b'"reasoning":{"effort":"high","summary":"auto"},'
            b'"include":["reasoning.encrypted_content"]'
        ),
        {"reasoning": Reasoning(effort="high", summary="auto")},
    ),
    (b'"reasoning":{"effort":"none"}', {"reasoning": Reasoning(effort="none")}),
    (b'"max_output_tokens":64', {"output_tokens_max": 64}),
    (
        b'"temperature":1.0e0,"top_p":0.50',
        {"sampling": {"temperature": raw("1.0e0"), "top_p": raw("0.50")}},
    ),
    (
        b'"top_logprobs":3,"include":["message.output_text.logprobs"]',
        {"logprobs": True, "top_logprobs": 3},
    ),
    (b'"stream":true', {"stream": True}),
    (
        (
            b'"metadata":{"a": "1"},"user":"u","service_tier":"flex","prompt_cache_key":"k",'
            b'"safety_identifier":"s","stream_options":{"include_obfuscation":false}'
        ),
        {
            "hints": {
                "metadata": raw('{"a": "1"}'),
                "user": raw('"u"'),
                "service_tier": raw('"flex"'),
                "prompt_cache_key": raw('"k"'),
                "safety_identifier": raw('"s"'),
                "stream_options": raw('{"include_obfuscation":false}'),
            }
        },
    ),
]
#: Asked for in every case, since a provider keeps what it is not told to forget.
KEEP = raw("true")


@pytest.mark.parametrize(("written", "fields"), FIELDS)
def test_fields_are_read(written, fields):
    read = read_request(b'{"model":"m","input":"\xec\x95\x88\xeb\x85\x95",' + written + b"}")
    assert plain(read) == plain(Conversation("m", (HI,), **fields))


@pytest.mark.parametrize(("written", "fields"), FIELDS)
def test_fields_are_written(written, fields):
    hints = {**fields.get("hints", {}), "store": KEEP}
    conversation = Conversation("m", (HI,), **{**fields, "hints": hints})
    body = write_request(conversation, "m", "max_tokens")
    assert body.left_out == ()
    assert plain(read_request(body.body)) == plain(conversation)


def test_schemas_and_numbers_keep_their_bytes():
    schema, number = raw('{"z": 1.0e0, "a": [ ]}'), raw("0.70")
    written = write_request(
        Conversation(
            "m",
            (HI,),
            tools=(Tool("f", schema=schema),),
            output=OutputFormat("json_schema", name="n", schema=schema),
            sampling={"temperature": number},
        ),
        "m",
        "max_tokens",
    )
    assert written.body.count(bytes(schema)) == 2
    assert b'"temperature":0.70' in written.body


@pytest.mark.parametrize(
    "fields",
    [
        {"truncation": "disabled"},
        {"background": False},
        {"previous_response_id": None, "conversation": None, "prompt": None, "unheard_of": None},
        {"include": ["reasoning.encrypted_content", "web_search_call.action.sources"]},
        {"text": {"format": {"type": "text"}}},
        {"reasoning": {"effort": None, "summary": None, "context": "auto", "mode": "standard"}},
        {"tools": [], "tool_choice": None},
        {"stream": False},
    ],
)
def test_fields_that_say_nothing_change_nothing(fields):
    assert read_request(request(**fields)) == Conversation("m", (HI,))


@pytest.mark.parametrize(
    ("name", "value"),
    [("truncation", "auto"), ("context_management", [{"type": "compaction"}])],
)
def test_what_shortens_a_long_conversation_is_a_hint(name, value):
    conversation = read_request(json.dumps({"model": "m", "input": "hi", name: value}).encode())
    assert list(conversation.hints) == [name]
    assert write_request(conversation, "m", "").left_out == (name,)


@pytest.mark.parametrize(("user", "left_out"), [("가" * 64, ()), ("u" * 65, ("user",))])
def test_a_name_too_long_for_a_user_is_left_out(user, left_out):
    conversation = Conversation("m", (), hints={"user": msgspec.Raw(json.dumps(user).encode())})
    assert write_request(conversation, "m", "").left_out == left_out


def test_a_caches_marks_are_hints():
    mark = {"mode": "explicit"}
    part = {"type": "input_text", "text": "a", "prompt_cache_breakpoint": mark}
    message = {"role": "assistant", "content": "b", "phase": "commentary"}
    read = read_request(request(input=[{"role": "user", "content": [part]}, message]))
    assert set(read.hints) == {"prompt_cache_breakpoint", "phase"}
    written = write_request(read, "m", "max_tokens")
    assert written.left_out == ("phase", "prompt_cache_breakpoint")


# --- what is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"unheard_of": 1}, "unheard_of"),
        ({"background": True}, "background"),
        ({"conversation": "conv_1"}, "conversation"),
        ({"prompt": {"id": "pmpt_1"}}, "prompt"),
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
        ({"include": ["something.new"]}, "include[0]"),
        ({"tools": [{"type": "web_search"}]}, "tools[0].type"),
        ({"tools": [{"type": "mcp", "server_label": "x"}]}, "tools[0].type"),
        ({"tools": [{"type": "function", "name": "f", "new": 1}]}, "tools[0].new"),
        ({"tool_choice": {"type": "allowed_tools", "mode": "auto"}}, "tool_choice.type"),
        ({"tool_choice": {"type": "web_search_preview"}}, "tool_choice.type"),
        ({"text": {"format": {"type": "grammar"}}}, "text.format.type"),
        ({"text": {"format": {"type": "text", "new": 1}}}, "text.format.new"),
        ({"reasoning": {"mode": "pro"}}, "reasoning.mode"),
        ({"reasoning": {"context": "all_turns"}}, "reasoning.context"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input[0].type"),
        ({"input": [{"role": "user", "content": "a"}, {"type": "compaction"}]}, "input[1].type"),
        ({"input": [{"role": "user", "content": "a", "new": 1}]}, "input[0].new"),
        (
            {"input": [{"role": "user", "content": [{"type": "input_video"}]}]},
            "input[0].content[0].type",
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_text", "text": "", "x": 1}]}]},
            "input[0].content[0].x",
        ),
        (
            {
                "input": [
                    {
                        "type": "function_call",
                        "call_id": "c",
                        "name": "f",
                        "arguments": "",
                        "caller": {"type": "program", "caller_id": "p"},
                    }
                ]
            },
            "input[0].caller",
        ),
    ],
)
def test_what_means_something_here_alone_is_refused_by_name(fields, param):
    with pytest.raises(CannotCarryError) as caught:
        read_request(request(**fields))
    assert caught.value.param == param
    assert caught.value.cure


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"temperature": 1, "max_output_tokens": "many"}, "max_output_tokens"),
        ({"tool_choice": "sometimes"}, "tool_choice"),
        ({"tool_choice": {"type": "function"}}, "tool_choice.name"),
        ({"input": [{"role": "robot", "content": "a"}]}, "input[0].role"),
        ({"input": [{"role": "user"}]}, "input[0]"),
        ({"input": [{"type": "function_call", "call_id": "c", "name": "f"}]}, "input[0]"),
        (
            {"input": [{"role": "user", "content": [{"type": "input_image"}]}]},
            "input[0].content[0].image_url",
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_file", "filename": "a"}]}]},
            "input[0].content[0].file_data",
        ),
        (
            {
                "input": [
                    {
                        "role": "user",
                        "content": [{"type": "input_image", "image_url": "data:image/png,x"}],
                    }
                ]
            },
            "input[0].content[0].image_url",
        ),
    ],
)
def test_what_is_malformed_is_named(fields, param):
    with pytest.raises(BadRequestError) as caught:
        read_request(request(**fields))
    assert not isinstance(caught.value, CannotCarryError)
    assert caught.value.param == param


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"choices": 2}, "n"),
        ({"stop": ("END",)}, "stop"),
        ({"sampling": {"top_k": raw("40")}}, "top_k"),
        ({"sampling": {"seed": raw("7")}}, "seed"),
        ({"sampling": {"presence_penalty": raw("0.5")}}, "presence_penalty"),
        ({"sampling": {"logit_bias": raw('{"1": 2}')}}, "logit_bias"),
        ({"turns": (Turn("user", (Text("a"),), name="ann"),)}, "messages[0].name"),
        ({"turns": (Turn("assistant", (Media("image", url="u"),)),)}, "messages[0].content"),
        ({"turns": (Turn("user", (Refusal("no"),)),)}, "messages[0].content"),
        (
            {"turns": (Turn("user", (Media("audio", mime="audio/ogg", data="A"),)),)},
            "input_audio",
        ),
    ],
)
def test_what_other_wires_have_and_this_one_has_not_is_refused_by_name(fields, param):
    conversation = Conversation("m", **{"turns": (HI,), **fields})
    with pytest.raises(CannotCarryError) as caught:
        write_request(conversation, "m", "max_tokens")
    assert caught.value.param == param
    assert caught.value.cure


# --- what is asked of a provider ---------------------------------------------------------


def test_a_provider_is_asked_to_keep_nothing_unless_the_client_wants_it():
    assert sent(Conversation("m", (HI,)))["store"] is False
    assert sent(Conversation("m", (HI,), hints={"store": raw("true")}))["store"] is True


def test_a_model_that_thinks_is_asked_for_what_its_next_turn_needs():
    thinks = Conversation("m", (HI,), reasoning=Reasoning(effort="low"))
    assert sent(thinks)["include"] == ["reasoning.encrypted_content"]
    assert "include" not in sent(Conversation("m", (HI,)))
    assert "include" not in sent(Conversation("m", (HI,), reasoning=Reasoning(effort="none")))


@pytest.mark.parametrize(
    ("budget", "effort"),
    [(0, "none"), (1_024, "minimal"), (4_000, "low"), (8_192, "medium"), (50_000, "high")],
)
def test_a_budget_of_thought_becomes_a_word(budget, effort):
    written = sent(Conversation("m", (HI,), reasoning=Reasoning(budget_tokens=budget)))
    assert written["reasoning"] == {"effort": effort}


def test_a_function_is_not_strict_unless_it_was_said_so():
    (tool,) = sent(Conversation("m", (HI,), tools=(Tool("f"),)))["tools"]
    assert tool == {"type": "function", "name": "f", "parameters": None, "strict": False}


def test_a_named_custom_tool_is_chosen_as_one():
    tools = (Tool("sql", is_custom=True),)
    written = sent(Conversation("m", (HI,), tools, ToolChoice("named", "sql")))
    assert written["tool_choice"] == {"type": "custom", "name": "sql"}


def test_foreign_thoughts_and_hints_are_left_out_and_named():
    turns = (
        HI,
        Turn(
            "assistant",
            (
                Thinking("hm", signature="EqQ", maker="anthropic"),
                Thinking("hm"),
                Text("a", citations=raw("[]")),
                ToolCall("c", "f", "{}", signature="CiI"),
            ),
        ),
        Turn("tool", (ToolResult("c", (Text("boom"),), is_error=True),)),
    )
    hints = {"cache_control": raw("{}"), "service_tier": raw('"standard_only"')}
    neutral = {"presence_penalty": raw("0.0"), "logit_bias": raw("{ }")}
    conversation = Conversation("m", turns, sampling=neutral, hints=hints)
    written = write_request(conversation, "m", "max_tokens")
    assert written.left_out == (
        "cache_control",
        "citations",
        "is_error",
        "service_tier",
        "thinking",
        "thought_signature",
    )
    assert [item["type"] for item in json.loads(written.body)["input"]] == [
        "message",
        "message",
        "function_call",
        "function_call_output",
    ]


# --- any conversation --------------------------------------------------------------------

texts = st.builds(Text, st.text(max_size=8))
media = st.builds(
    Media,
    kind=st.just("image"),
    mime=st.just("image/png"),
    data=st.sampled_from(["", "AAAA"]),
    detail=st.sampled_from([None, "low"]),
)
calls = st.builds(
    ToolCall, st.text(max_size=3), st.just("f"), st.text(max_size=8), is_custom=st.booleans()
)
thoughts = st.builds(
    Thinking,
    text=st.text(min_size=1, max_size=4),
    signature=st.text(min_size=1, max_size=4).filter(lambda s: not s.startswith("wayfare:")),
    maker=st.just("responses"),
    is_summary=st.booleans(),
    id=st.none(),
)
refusals = st.builds(Refusal, st.text(max_size=8))
asides = st.builds(
    Turn,
    st.sampled_from(["user", "developer"]),
    st.lists(texts | media, min_size=1, max_size=3).map(tuple),
)
answers = st.lists(texts | calls | thoughts | refusals, min_size=1, max_size=5).map(
    lambda parts: Turn("assistant", tuple(parts))
)
rounds = st.lists(st.tuples(asides, answers), max_size=4)


@given(rounds)
def test_whatever_was_said_is_read_as_it_was_written(rounds):
    turns = tuple([turn for pair in rounds for turn in pair])
    body = write_request(Conversation("m", turns), "m", "max_tokens").body
    assert read_request(body).turns == turns


def test_a_schema_without_a_name_gets_the_one_that_openai_demands():
    output = OutputFormat("json_schema", schema=raw("{}"))
    written = write_request(Conversation("m", (HI,), output=output), "m", "max_tokens")
    assert b'"name":"answer"' in written.body
