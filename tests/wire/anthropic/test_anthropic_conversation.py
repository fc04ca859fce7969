"""A Messages request as nouns, both ways: what is carried, and what is refused by its name."""

import json

import msgspec
import pytest
from anthropic_exchanges import TOOL_CONVERSATION
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace

from wayfare.domain.errors import BadRequestError
from wayfare.wire.anthropic.conversation import read_messages, write_messages
from wayfare.wire.anthropic.thinking import OUTPUT_TOKENS_DEFAULT
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

NEWER, OLDER = "claude-opus-5", "claude-sonnet-4-5"
HI = Turn("user", (Text("hi"),))
PIXEL = "iVBORw0KGgo="


def talk(*turns: Turn, model: str = NEWER, **fields) -> Conversation:
    fields = {"output_tokens_max": 100, **fields}
    return Conversation(model, turns or (HI,), **fields)


def body(messages: str = '[{"role":"user","content":"hi"}]', **fields: str) -> bytes:
    more = "".join(f',"{name}":{value}' for name, value in fields.items() if name != "model")
    model = fields.get("model", NEWER)
    head = f'{{"model":"{model}","max_tokens":100,"messages":{messages}'
    return (head + more + "}").encode()


def of_user(*blocks: str) -> bytes:
    return body('[{"role":"user","content":[' + ",".join(blocks) + "]}]")


# the noun, and the bytes that mean it
CASES = {
    "words": (talk(), body()),
    "blocks": (
        talk(Turn("user", (Text("하나"), Text("둘\u2028\n")))),
        of_user('{"type":"text","text":"하나"}', '{"type":"text","text":"둘\u2028\\n"}'),
    ),
    "system": (talk(Turn("system", (Text("Be brief."),)), HI), body(system='"Be brief."')),
    "system in blocks": (
        talk(Turn("system", (Text("a"), Text("b"))), HI),
        body(system='[{"type":"text","text":"a"},{"type":"text","text":"b"}]'),
    ),
    "system later": (
        talk(HI, Turn("system", (Text("Now in Korean."),))),
        body('[{"role":"user","content":"hi"},{"role":"system","content":"Now in Korean."}]'),
    ),
    "citations": (
        talk(Turn("assistant", (Text("so", Raw(b'[{"type":"char_location","n":1.0}]')),))),
        body(
            '[{"role":"assistant","content":[{"type":"text","text":"so",'
            '"citations":[{"type":"char_location","n":1.0}]}]}]'
        ),
    ),
    "image": (
        talk(Turn("user", (Media("image", mime="image/png", data=PIXEL),))),
        of_user(
            '{"type":"image","source":{"type":"base64","media_type":"image/png",'
            f'"data":"{PIXEL}"}}}}'
        ),
    ),
    "image by address": (
        talk(Turn("user", (Media("image", url="https://a.example/b.png"),))),
        of_user('{"type":"image","source":{"type":"url","url":"https://a.example/b.png"}}'),
    ),
    "image that was uploaded": (
        talk(Turn("user", (Media("image", file_id="file_011C"),))),
        of_user('{"type":"image","source":{"type":"file","file_id":"file_011C"}}'),
    ),
    "pdf": (
        talk(
            Turn("user", (Media("file", mime="application/pdf", data="JVBERi0=", name="보고서"),))
        ),
        of_user(
            '{"type":"document","source":{"type":"base64","media_type":"application/pdf",'
            '"data":"JVBERi0="},"title":"보고서"}'
        ),
    ),
    "document by address": (
        talk(Turn("user", (Media("file", url="https://a.example/b.pdf"),))),
        of_user('{"type":"document","source":{"type":"url","url":"https://a.example/b.pdf"}}'),
    ),
    "document of plain text": (
        talk(Turn("user", (Media("file", mime="text/plain", data="7ISc7Jq4"),))),
        of_user(
            '{"type":"document","source":{"type":"text","media_type":"text/plain","data":"서울"}}'
        ),
    ),
    "thoughts": (
        talk(
            HI,
            Turn(
                "assistant",
                (
                    Thinking("I see.", signature="EqQB", maker="anthropic"),
                    Thinking(redacted="EmwK", maker="anthropic"),
                    Text("ok"),
                ),
            ),
        ),
        body(
            '[{"role":"user","content":"hi"},{"role":"assistant","content":['
            '{"type":"thinking","thinking":"I see.","signature":"EqQB"},'
            '{"type":"redacted_thinking","data":"EmwK"},{"type":"text","text":"ok"}]}]'
        ),
    ),
    "a tool's picture": (
        talk(
            Turn("assistant", (ToolCall("a", "look", "{}"),)),
            Turn(
                "tool",
                (
                    ToolResult(
                        "a",
                        (Text("here"), Media("image", mime="image/png", data=PIXEL)),
                        name="look",
                    ),
                ),
            ),
        ),
        body(
            '[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"look",'
            '"input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a",'
            '"content":[{"type":"text","text":"here"},{"type":"image","source":{"type":"base64",'
            f'"media_type":"image/png","data":"{PIXEL}"}}}}]}}]}}]'
        ),
    ),
    "a tool that says nothing": (
        talk(Turn("tool", (ToolResult("a", ()),))),
        of_user('{"type":"tool_result","tool_use_id":"a"}'),
    ),
    "tools": (
        talk(
            tools=(
                Tool("f", "does", Raw(b'{"type":"object","z":1.50,"a":1e3}'), strict=True),
                Tool("g", None, Raw(b'{"type": "object"}')),
            )
        ),
        body(
            tools='[{"name":"f","description":"does","input_schema":'
            '{"type":"object","z":1.50,"a":1e3},"strict":true},'
            '{"name":"g","input_schema":{"type": "object"}}]'
        ),
    ),
    "any tool": (
        talk(tools=(Tool("f", None, Raw(b"{}")),), tool_choice=ToolChoice("required")),
        body(tools='[{"name":"f","input_schema":{}}]', tool_choice='{"type":"any"}'),
    ),
    "one tool at a time": (
        talk(
            tools=(Tool("f", None, Raw(b"{}")),),
            tool_choice=ToolChoice("named", "f"),
            parallel_tools=False,
        ),
        body(
            tools='[{"name":"f","input_schema":{}}]',
            tool_choice='{"type":"tool","name":"f","disable_parallel_tool_use":true}',
        ),
    ),
    "no tool": (
        talk(tools=(Tool("f", None, Raw(b"{}")),), tool_choice=ToolChoice("none")),
        body(tools='[{"name":"f","input_schema":{}}]', tool_choice='{"type":"none"}'),
    ),
    "shape": (
        talk(output=OutputFormat("json_schema", None, Raw(b'{"b":1,"a":2.0}'), True)),
        body(output_config='{"format":{"type":"json_schema","schema":{"b":1,"a":2.0}}}'),
    ),
    "thinks by itself": (talk(reasoning=Reasoning()), body(thinking='{"type":"adaptive"}')),
    "thinks by a word, and shows it": (
        talk(reasoning=Reasoning("xhigh", summary="auto")),
        body(
            thinking='{"type":"adaptive","display":"summarized"}',
            output_config='{"effort":"xhigh"}',
        ),
    ),
    "thinks by a budget": (
        talk(model=OLDER, reasoning=Reasoning(budget_tokens=2048), output_tokens_max=4096),
        body(model=OLDER, thinking='{"type":"enabled","budget_tokens":2048}').replace(
            b'"max_tokens":100', b'"max_tokens":4096'
        ),
    ),
    "does not think": (
        talk(reasoning=Reasoning("none")),
        body(thinking='{"type":"disabled"}'),
    ),
    "thinks out of sight": (
        talk(reasoning=Reasoning(), hints={"thinking.display": Raw(b'"omitted"')}),
        body(thinking='{"type":"adaptive","display":"omitted"}'),
    ),
    "stops": (talk(stop=("끝", "\n\n")), body(stop_sequences='["끝","\\n\\n"]')),
    "streams": (talk(stream=True), body(stream="true")),
    "sampling": (
        talk(sampling={"temperature": Raw(b"0.70"), "top_p": Raw(b"1e-1"), "top_k": Raw(b"40")}),
        body(temperature="0.70", top_p="1e-1", top_k="40"),
    ),
    "who asks": (
        talk(hints={"user": Raw(b'"u1"'), "service_tier": Raw(b'"default"')}),
        body(metadata='{"user_id":"u1"}', service_tier='"standard_only"'),
    ),
    "cache": (
        talk(hints={"cache_control": Raw(b'{"type":"ephemeral","ttl":"1h"}')}),
        of_user('{"type":"text","text":"hi","cache_control":{"type":"ephemeral","ttl":"1h"}}'),
    ),
    "speed": (talk(hints={"speed": Raw(b'"fast"')}), body(speed='"fast"')),
}


@pytest.mark.parametrize(("noun", "written"), CASES.values(), ids=CASES)
def test_bytes_are_read_as_the_noun(noun, written):
    assert read_messages(written) == noun


@pytest.mark.parametrize(("noun", "written"), CASES.values(), ids=CASES)
def test_the_noun_is_written_as_the_bytes(noun, written):
    back = write_messages(noun, noun.model, "max_tokens")
    assert back.left_out == ()
    assert json.loads(back.body) == json.loads(written)
    assert read_messages(back.body) == noun


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"tools": '[{"name":"f","input_schema":{},"input_examples":[{}]}]'}, "input_examples"),
        ({"context_management": '{"edits":[{"keep":"all"}]}'}, "context_management"),
        ({"thinking": '{"type":"adaptive","display":"updates"}'}, "thinking.display"),
        ({"thinking": '{"type":"adaptive","block_binding":{"a":1}}'}, "thinking.block_binding"),
        (
            {"thinking": '{"type":"disabled"}', "output_config": '{"effort":"low"}'},
            "output_config.effort",
        ),
    ],
)
def test_what_coding_clients_send_unasked_is_a_hint(fields, hint):
    assert list(read_messages(body(**fields)).hints) == [hint]


@pytest.mark.parametrize("nothing", ["null", "[]", "{}", '""'])
def test_a_field_that_says_nothing_is_not_refused(nothing):
    assert read_messages(body(mcp_servers=nothing)) == talk()


def test_numbers_and_the_order_of_keys_go_as_they_were_written():
    written = write_messages(CASES["tools"][0], NEWER, "").body
    assert b'{"type":"object","z":1.50,"a":1e3}' in written
    written = write_messages(CASES["sampling"][0], NEWER, "").body
    assert b'"temperature":0.70,"top_p":1e-1' in written


def test_a_documented_conversation_of_tools_is_read_and_written_whole():
    read = read_messages(TOOL_CONVERSATION)
    calls = [part for part in read.turns[2].parts if isinstance(part, ToolCall)]
    assert [call.arguments for call in calls] == [
        '{ "ticker": "^GSPC" }',
        '{"ticker":"코스피",  "배율": 1.50}',
    ]
    assert [turn.role for turn in read.turns] == [
        "system",
        "user",
        "assistant",
        "tool",
        "tool",
        "user",
    ]
    assert read.turns[4].parts == (
        ToolResult(calls[1].id, (Text("장 마감"),), is_error=True, name="get_stock_price"),
    )
    written = write_messages(read, NEWER, "")
    assert written.left_out == ()
    assert read_messages(written.body) == read
    assert calls[1].arguments.encode() in written.body


def test_results_of_tools_share_one_message_right_after_the_calls():
    calls = Turn("assistant", (ToolCall("a", "f", "{}"), ToolCall("b", "f", "{}")))
    results = [Turn("tool", (ToolResult(each, (Text(each),)),)) for each in "ab"]
    more = Turn("user", (Text("go on"),))
    written = json.loads(write_messages(talk(HI, calls, *results, more), NEWER, "").body)
    assert [message["role"] for message in written["messages"]] == ["user", "assistant", "user"]
    kinds = [block["type"] for block in written["messages"][2]["content"]]
    assert kinds == ["tool_result", "tool_result", "text"]


REFUSED = {
    "a hosted tool": (
        body(tools='[{"type":"web_search_20250305","name":"web_search"}]'),
        "tools[0].type",
    ),
    "a container": (body(container='"c"'), "container"),
    "an unknown field": (body(nonsense="1"), "nonsense"),
    "a place": (body(inference_geo='"us"'), "inference_geo"),
    "a block of the host's": (
        of_user('{"type":"server_tool_use","id":"a","name":"web_search","input":{}}'),
        "messages[0].content[0].type",
    ),
    "a search result": (
        of_user('{"type":"search_result","source":"s","title":"t","content":[]}'),
        "messages[0].content[0].type",
    ),
    "an unknown field of a block": (
        of_user('{"type":"text","text":"a","new":1}'),
        "messages[0].content[0].new",
    ),
    "citations of a document": (
        of_user(
            '{"type":"document","source":{"type":"url","url":"u"},"citations":{"enabled":true}}'
        ),
        "messages[0].content[0].citations",
    ),
    "a mode of thought": (body(thinking='{"type":"between_tools"}'), "thinking.type"),
    "a task's budget": (body(output_config='{"task_budget":{}}'), "output_config.task_budget"),
    "warming the cache": (body().replace(b":100", b":0"), "max_tokens"),
}


@pytest.mark.parametrize(("written", "param"), REFUSED.values(), ids=REFUSED)
def test_what_has_no_noun_is_refused_by_its_name(written, param):
    with pytest.raises(CannotCarryError) as raised:
        read_messages(written)
    assert raised.value.param == param
    assert raised.value.cure


MALFORMED = {
    "role": (body('[{"role":"tool","content":"a"}]'), "messages[0].role"),
    "content": (body('[{"role":"user","content":1}]'), "messages[0].content"),
    "schema": (body(tools='[{"name":"f","input_schema":[]}]'), "tools[0].input_schema"),
    "tools": (body(tools="1"), "tools"),
    "limit": (body().replace(b":100", b':"1"'), "max_tokens"),
}


@pytest.mark.parametrize(("written", "param"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_named(written, param):
    with pytest.raises(BadRequestError) as raised:
        read_messages(written)
    assert not isinstance(raised.value, CannotCarryError)
    assert raised.value.param == param


def test_nulls_and_the_models_own_calls_say_nothing():
    plain = body(container="null", tools='[{"name":"f","input_schema":{},"type":"custom"}]')
    assert read_messages(plain) == read_messages(body(tools='[{"name":"f","input_schema":{}}]'))
    called = of_user(
        '{"type":"tool_use","id":"a","name":"f","input":{},"caller":{"type":"direct"}}'
    )
    assert read_messages(called).turns[0].parts == (ToolCall("a", "f", "{}"),)


UNWRITABLE = {
    "choices": (talk(choices=2), "n"),
    "logprobs": (talk(logprobs=True), "logprobs"),
    "seed": (talk(sampling={"seed": Raw(b"1")}), "seed"),
    "penalty": (talk(sampling={"presence_penalty": Raw(b"0.5")}), "presence_penalty"),
    "hot": (talk(sampling={"temperature": Raw(b"1.5")}), "temperature"),
    "any json": (talk(output=OutputFormat("json_object")), "response_format"),
    "effort": (talk(reasoning=Reasoning("extreme")), "reasoning_effort"),
    "no room": (talk(model=OLDER, reasoning=Reasoning("low")), "max_tokens"),
    "free text": (talk(tools=(Tool("f", is_custom=True),)), "tools"),
    "a call in free text": (
        talk(Turn("assistant", (ToolCall("a", "f", "x", is_custom=True),))),
        "messages",
    ),
    "a call that was cut short": (
        talk(Turn("assistant", (ToolCall("a", "f", '{"a": '),))),
        "messages",
    ),
    "a call with a list": (talk(Turn("assistant", (ToolCall("a", "f", "[]"),))), "messages"),
    "audio": (talk(Turn("user", (Media("audio", mime="audio/wav", data=""),))), "messages"),
    "another's file": (talk(Turn("user", (Media("file", file_id="file-abc"),))), "messages"),
    "another kind of file": (
        talk(Turn("user", (Media("file", mime="text/csv", data="YQ=="),))),
        "messages",
    ),
    "a speaker's name": (talk(Turn("user", (Text("hi"),), name="kim")), "messages"),
    "a late system message": (
        talk(HI, Turn("assistant", (Text("a"),)), Turn("developer", (Text("b"),)), HI),
        "messages",
    ),
}


@pytest.mark.parametrize(("noun", "param"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_what_messages_cannot_say_is_refused(noun, param):
    with pytest.raises(CannotCarryError) as raised:
        write_messages(noun, noun.model, "max_tokens")
    assert raised.value.param == param


LEFT_OUT = {
    "another's thought": (
        talk(HI, Turn("assistant", (Thinking("hm", signature="x", maker="gemini"), Text("a")))),
        "thinking",
    ),
    "a plain thought": (talk(HI, Turn("assistant", (Thinking("hm"), Text("a")))), "thinking"),
    "another's signature": (
        talk(Turn("assistant", (ToolCall("a", "f", "{}", signature="s"),))),
        "thought_signature",
    ),
    "store": (talk(hints={"store": Raw(b"true")}), "store"),
    "tier": (talk(hints={"service_tier": Raw(b'"flex"')}), "service_tier"),
    "detail": (talk(Turn("user", (Media("image", url="u", detail="low"),))), "detail"),
    "a name of a shape": (
        talk(output=OutputFormat("json_schema", "city", Raw(b"{}"), True)),
        "response_format.name",
    ),
}


@pytest.mark.parametrize(("noun", "name"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_hints_without_a_place_are_left_out_and_listed(noun, name):
    assert write_messages(noun, NEWER, "").left_out == (name,)


def test_a_limit_is_written_where_the_client_gave_none():
    written = json.loads(write_messages(talk(output_tokens_max=None), NEWER, "").body)
    assert written["max_tokens"] == OUTPUT_TOKENS_DEFAULT == 8_192


@pytest.mark.parametrize(
    ("model", "thinking", "output"),
    [
        (NEWER, {"type": "adaptive"}, {"effort": "high"}),
        (OLDER, {"type": "enabled", "budget_tokens": 16_384}, None),
        ("kimi-k2", {"type": "enabled", "budget_tokens": 16_384}, None),
    ],
)
def test_an_effort_is_asked_for_in_the_models_own_words(model, thinking, output):
    wish = talk(reasoning=Reasoning("high"), output_tokens_max=None)
    written = json.loads(write_messages(wish, model, "").body)
    assert (written["thinking"], written.get("output_config")) == (thinking, output)
    assert written["max_tokens"] > thinking.get("budget_tokens", 0)


def test_a_budget_stays_below_the_clients_limit():
    wish = talk(model=OLDER, reasoning=Reasoning("high"), output_tokens_max=3_000)
    written = json.loads(write_messages(wish, OLDER, "").body)
    assert (written["max_tokens"], written["thinking"]["budget_tokens"]) == (3_000, 1_500)


def test_a_tool_loop_whose_thought_was_lost_goes_on_without_thinking():
    called = Turn("assistant", (ToolCall("a", "f", "{}"),))
    result = Turn("tool", (ToolResult("a", (Text("1"),)),))
    wish = talk(HI, called, result, reasoning=Reasoning("low"), output_tokens_max=None)
    written = write_messages(wish, OLDER, "")
    assert "thinking" not in json.loads(written.body)
    assert written.left_out == ("reasoning",)
    kept = replace(called, parts=(Thinking("x", "s", maker="anthropic"), *called.parts))
    wish = replace(wish, turns=(HI, kept, result))
    assert write_messages(wish, OLDER, "").left_out == ()


def test_ids_with_letters_that_anthropic_refuses_are_fitted_and_found_again():
    turns = (
        HI,
        Turn("assistant", (ToolCall("functions.날씨:0", "f", "{}"),)),
        Turn("tool", (ToolResult("functions.날씨:0", (Text("1"),), name="f"),)),
    )
    written = write_messages(talk(*turns), NEWER, "").body
    blocks = [m["content"][0] for m in json.loads(written)["messages"][1:]]
    assert blocks[0]["id"] == blocks[1]["tool_use_id"]
    assert blocks[0]["id"].replace("_", "").replace("-", "").isalnum()
    assert read_messages(written).turns == turns


def test_an_id_that_only_looks_fitted_is_left_as_it_is():
    for call_id in ("wayfare_eda080", "wayfare_ff", "wayfare_zz"):  # half a letter, none, no hex
        asked = of_user(f'{{"type":"tool_result","tool_use_id":"{call_id}","content":"a"}}')
        (turn,) = read_messages(asked).turns
        assert turn.parts[0].call_id == call_id


def test_a_temperature_that_is_no_number_is_named():
    with pytest.raises(BadRequestError) as raised:
        write_messages(talk(sampling={"temperature": Raw(b"true")}), NEWER, "")
    assert raised.value.param == "temperature"


def test_no_citations_are_none():
    assert read_messages(of_user('{"type":"text","text":"hi","citations":[]}')) == talk()


def test_a_tool_that_is_not_strict_says_nothing_of_it():
    lax = talk(tools=(Tool("f", None, Raw(b"{}"), strict=False),))
    assert b"strict" not in write_messages(lax, NEWER, "").body
    assert read_messages(body(tools='[{"name":"f","input_schema":{},"strict":false}]')) == talk(
        tools=(Tool("f", None, Raw(b"{}")),)
    )


def test_words_of_a_developer_and_of_a_refusal_are_kept():
    turns = (Turn("developer", (Text("d"),)), HI, Turn("assistant", (Refusal("no"),)))
    written = json.loads(write_messages(talk(*turns), NEWER, "").body)
    assert written["system"] == "d"
    assert written["messages"][1] == {"role": "assistant", "content": "no"}


def test_an_assistants_empty_turn_goes_and_a_shapes_description_comes_along():
    shape = OutputFormat("json_schema", None, Raw(b'{"type":"object"}'), None, "A city.")
    said = write_messages(talk(HI, Turn("assistant", (Text(""),)), HI, output=shape), NEWER, "")
    written = json.loads(said.body)
    assert [message["role"] for message in written["messages"]] == ["user", "user"]
    schema = written["output_config"]["format"]["schema"]
    assert schema == {"type": "object", "description": "A city."}


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
NUMBERS = st.sampled_from(["1", "1.50", "1e3", "-0.0", "12345678901234567890"])
OBJECTS = st.dictionaries(WORDS, NUMBERS, max_size=3).map(
    lambda found: "{" + ", ".join(f"{json.dumps(k)}: {v}" for k, v in found.items()) + "}"
)
SAID = st.one_of(
    WORDS.map(Text),
    st.builds(Thinking, WORDS, WORDS, maker=st.just("anthropic")),
    st.builds(Thinking, redacted=WORDS, maker=st.just("anthropic")),
    st.builds(ToolCall, WORDS, WORDS, OBJECTS),
)
ASKED = st.one_of(
    WORDS.map(Text),
    st.builds(Media, st.just("image"), url=WORDS),
    st.builds(
        Media, st.just("file"), mime=st.just("application/pdf"), data=WORDS, name=st.none() | WORDS
    ),
)
TURNS = st.one_of(
    st.builds(Turn, st.just("user"), st.lists(ASKED, min_size=1, max_size=3).map(tuple)),
    st.builds(Turn, st.just("assistant"), st.lists(SAID, min_size=1, max_size=4).map(tuple)),
    st.builds(
        Turn,
        st.just("tool"),
        st.builds(
            ToolResult,
            WORDS.map(lambda word: "never called " + word),
            st.lists(ASKED, max_size=2).map(tuple),
            st.booleans(),
        ).map(lambda result: (result,)),
    ),
)


@given(
    st.lists(TURNS, min_size=1, max_size=5).map(tuple),
    st.lists(st.builds(Tool, WORDS, st.none() | WORDS, OBJECTS.map(lambda o: Raw(o.encode())))),
    st.lists(WORDS, max_size=2).map(tuple),
)
def test_a_conversation_survives_the_way_there_and_back(turns, tools, stop):
    noun = talk(*turns, tools=tuple(tools), stop=stop)
    written = write_messages(noun, NEWER, "max_tokens")
    assert written.left_out == ()
    assert read_messages(written.body) == noun


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_field_that_is_not_known_is_named(name):
    known = set(msgspec.json.decode(TOOL_CONVERSATION)) | {
        "stream", "thinking", "metadata", "temperature", "top_p", "top_k", "stop_sequences",
        "output_config", "output_format", "service_tier", "cache_control", "diagnostics", "speed",
        "user_profile_id", "workspace_id",
    }  # fmt: skip
    if name in known:
        return
    with pytest.raises(CannotCarryError) as raised:
        read_messages(body()[:-1] + f",{json.dumps(name)}:1}}".encode())
    assert raised.value.param == name
