"""What a conversation looks like in Gemini's wire, and what it has no words for."""

import json

import pytest
from gemini_exchanges import PARALLEL_CALLS_AND_RESULTS
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace

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
from wayfare.wire.gemini.parts import UNCARRIED, UNSIGNED
from wayfare.wire.gemini.request import read_request
from wayfare.wire.gemini.wire import GEMINI

HELLO = Turn("user", (Text("Hello"),))
HELLO_WRITTEN = b'{"role":"user","parts":[{"text":"Hello"}]}'


def asking(*turns, **more) -> Conversation:
    return Conversation("m", turns or (HELLO,), **more)


def write(conversation, model="gemini-3-flash") -> bytes:
    return GEMINI.write(conversation, model, "max_tokens").body


def said(*parts) -> Conversation:
    return asking(HELLO, Turn("assistant", parts))


def contents(*written: bytes, more: bytes = b"") -> bytes:
    return b'{"contents":[' + b",".join((HELLO_WRITTEN, *written)) + b"]" + more + b"}"


def model(*parts: bytes) -> bytes:
    return contents(b'{"role":"model","parts":[' + b",".join(parts) + b"]}")


def configured(config: bytes) -> bytes:
    return contents(more=b',"generationConfig":{' + config + b"}")


SCHEMA = Raw(b'{"type":"object","properties":{"z":{"type":"number"},"a":{}},"required":["z"]}')
CALL = ToolCall("c1", "weather", '{"b": 1.0, "a":"\\u00e9 \xe9"}', signature="c2ln")
CALL_WRITTEN = (
    '{"functionCall":{"id":"c1","name":"weather","args":{"b": 1.0, "a":"\\u00e9 é"}},'
    '"thoughtSignature":"c2ln"}'
).encode()

BOTH_WAYS = {
    "words": (asking(), contents()),
    "instructions": (
        asking(Turn("system", (Text("Be brief."), Text("Be kind."))), HELLO),
        contents(more=b',"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Be kind."}]}'),
    ),
    "an answer": (said(Text("Hi"), Text("!")), model(b'{"text":"Hi"}', b'{"text":"!"}')),
    "a thought": (
        said(Thinking("Hm", "c2ln", maker="gemini"), Text("Hi")),
        model(b'{"text":"Hm","thought":true,"thoughtSignature":"c2ln"}', b'{"text":"Hi"}'),
    ),
    "a signature of words": (
        said(Text("Hi"), Thinking(signature="c2ln", maker="gemini")),
        model(b'{"text":"Hi"}', b'{"text":"","thoughtSignature":"c2ln"}'),
    ),
    "a call": (said(CALL), model(CALL_WRITTEN)),
    "calls at once": (
        said(CALL, ToolCall("c2", "now", "{}")),
        model(CALL_WRITTEN, b'{"functionCall":{"id":"c2","name":"now","args":{}}}'),
    ),
    "results, an object, words, an error and a picture": (
        asking(
            HELLO,
            Turn("tool", (ToolResult("c1", (Text('{"temp": 1.50}'),), name="weather"),)),
            Turn("tool", (ToolResult("c2", (Text("15°"),), name="now"),)),
            Turn("tool", (ToolResult("c3", (Text("broken"),), is_error=True, name="now"),)),
            Turn("tool", (ToolResult("c4", (Text("a"), Text("b")), name="now"),)),
            Turn(
                "tool",
                (
                    ToolResult(
                        "c5", (Text("seen"), Media("image", "image/png", "AAAA")), name="see"
                    ),
                ),
            ),
        ),
        contents(
            '{"role":"user","parts":['
            '{"functionResponse":{"id":"c1","name":"weather","response":{"temp": 1.50}}},'
            '{"functionResponse":{"id":"c2","name":"now","response":{"result":"15°"}}},'
            '{"functionResponse":{"id":"c3","name":"now","response":{"error":"broken"}}},'
            '{"functionResponse":{"id":"c4","name":"now","response":{"result":["a","b"]}}},'
            '{"functionResponse":{"id":"c5","name":"see","response":{"result":"seen"},'
            '"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}}]}'.encode()
        ),
    ),
    "media": (
        asking(
            HELLO,
            Turn(
                "user",
                (
                    Media("image", "image/png", "AAAA"),
                    Media("audio", "audio/wav", "BBBB"),
                    Media("file", "application/pdf", url="https://a.example/b.pdf"),
                ),
            ),
        ),
        contents(
            b'{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}},'
            b'{"inlineData":{"mimeType":"audio/wav","data":"BBBB"}},'
            b'{"fileData":{"fileUri":"https://a.example/b.pdf","mimeType":"application/pdf"}}]}'
        ),
    ),
    "tools": (
        asking(
            tools=(Tool("weather", "Ask the sky.", SCHEMA), Tool("now")),
            tool_choice=ToolChoice("named", "weather"),
        ),
        contents(
            more=b',"tools":[{"functionDeclarations":[{"name":"weather","description":'
            b'"Ask the sky.","parametersJsonSchema":' + bytes(SCHEMA) + b'},{"name":"now"}]}],'
            b'"toolConfig":{"functionCallingConfig":{"mode":"ANY",'
            b'"allowedFunctionNames":["weather"]}}'
        ),
    ),
    "strict tools": (
        asking(tools=(Tool("now", strict=True),), tool_choice=ToolChoice("auto")),
        contents(
            more=b',"tools":[{"functionDeclarations":[{"name":"now"}]}],'
            b'"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}}'
        ),
    ),
    "sampling": (
        asking(
            sampling={
                "temperature": Raw(b"0.70"),
                "top_p": Raw(b"1"),
                "top_k": Raw(b"40"),
                "seed": Raw(b"7"),
                "presence_penalty": Raw(b"1e-1"),
                "frequency_penalty": Raw(b"-0.5"),
            },
            output_tokens_max=5,
            stop=("\n", "END"),
            choices=2,
            logprobs=True,
            top_logprobs=3,
        ),
        configured(
            b'"temperature":0.70,"topP":1,"topK":40,"seed":7,"presencePenalty":1e-1,'
            b'"frequencyPenalty":-0.5,"maxOutputTokens":5,"stopSequences":["\\n","END"],'
            b'"candidateCount":2,"responseLogprobs":true,"logprobs":3'
        ),
    ),
    "JSON": (
        asking(output=OutputFormat("json_object")),
        configured(b'"responseMimeType":"application/json"'),
    ),
    "JSON of a schema": (
        asking(output=OutputFormat("json_schema", schema=SCHEMA)),
        configured(b'"responseMimeType":"application/json","responseJsonSchema":' + bytes(SCHEMA)),
    ),
    "an effort": (
        asking(reasoning=Reasoning("low", summary="auto")),
        configured(b'"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}'),
    ),
    "a budget": (
        asking(reasoning=Reasoning(budget_tokens=512)),
        configured(b'"thinkingConfig":{"thinkingBudget":512}'),
    ),
    "no thought": (
        asking(reasoning=Reasoning("none")),
        configured(b'"thinkingConfig":{"thinkingBudget":0}'),
    ),
    "a close look": (
        asking(HELLO, Turn("user", (Media("image", "image/png", "AAAA", detail="high"),))),
        contents(
            b'{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}',
            more=b',"generationConfig":{"mediaResolution":"MEDIA_RESOLUTION_HIGH"}',
        ),
    ),
}


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_it_is_written(name):
    conversation, written = BOTH_WAYS[name]
    assert write(conversation) == written


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_it_is_read(name):
    conversation, written = BOTH_WAYS[name]
    assert read_request(written, "m") == conversation


def test_a_documented_exchange_is_read_and_written_back():
    asked = read_request(b'{"contents":' + PARALLEL_CALLS_AND_RESULTS + b"}", "m")
    calls = [part for part in asked.turns[1].parts if isinstance(part, ToolCall)]
    assert [call.signature for call in calls] == ["<Signature_A>", None]
    assert [json.loads(call.arguments) for call in calls] == [
        {"location": "Paris"},
        {"location": "London"},
    ]
    again = json.loads(write(asked))["contents"]
    for part in again[1]["parts"]:
        assert part["functionCall"].pop("id")
    for part in again[2]["parts"]:
        assert part["functionResponse"].pop("id")
    assert again == json.loads(PARALLEL_CALLS_AND_RESULTS)


@pytest.mark.parametrize("model_name", ["gemini-3-pro-preview", "gemini-flash-latest", "models/x"])
def test_a_call_that_another_model_made_gets_the_documented_stand_in(model_name):
    calls = said(ToolCall("c1", "now", "{}"), ToolCall("c2", "now", "{}"))
    parts = json.loads(write(calls, model_name))["contents"][1]["parts"]
    assert [part.get("thoughtSignature") for part in parts] == [UNSIGNED, None]
    assert read_request(write(calls, model_name), "m") == calls


@pytest.mark.parametrize("model_name", ["gemini-2.5-pro", "models/gemini-1.5-flash", "gemma-3-4b"])
def test_an_older_model_is_asked_in_its_own_words(model_name):
    asked = replace(said(ToolCall("c1", "now", "{}")), reasoning=Reasoning("high"))
    written = json.loads(write(asked, model_name))
    assert "thoughtSignature" not in written["contents"][1]["parts"][0]
    assert written["generationConfig"]["thinkingConfig"] == {"thinkingBudget": 16_384}


def test_messages_of_the_model_that_follow_each_other_become_one():
    apart = asking(HELLO, Turn("assistant", (Text("a"),)), Turn("assistant", (CALL,)))
    assert write(apart) == write(said(Text("a"), CALL))


def test_messages_of_the_user_that_follow_each_other_stay_apart():
    assert write(asking(HELLO, HELLO)) == contents(HELLO_WRITTEN)


def test_a_refusal_goes_as_the_words_that_it_is():
    assert write(said(Refusal("No."))) == write(said(Text("No.")))


def test_a_result_gets_its_name_from_the_call():
    asked = asking(HELLO, Turn("assistant", (CALL,)), Turn("tool", (ToolResult("c1", ()),)))
    written = json.loads(write(asked))["contents"][2]["parts"][0]["functionResponse"]
    assert written == {"id": "c1", "name": "weather", "response": {"result": []}}


def test_an_address_tells_its_media_type_where_it_can():
    asked = asking(Turn("user", (Media("image", url="https://a.example/b.JPG?size=1"),)))
    part = json.loads(write(asked))["contents"][0]["parts"][0]
    assert part == {
        "fileData": {"fileUri": "https://a.example/b.JPG?size=1", "mimeType": "image/jpeg"}
    }


def test_hints_and_foreign_thoughts_are_left_out_and_said_to_be():
    asked = asking(
        HELLO,
        Turn(
            "assistant",
            (
                Thinking("Hm", "c2ln", maker="anthropic"),
                Thinking(redacted="AAAA", maker="anthropic"),
                Thinking("Hm"),
                Text("Hi", citations=Raw(b"[]")),
            ),
        ),
        Turn("user", (Media("file", "application/pdf", "AAAA", name="a.pdf"),)),
        hints={"user": Raw(b'"u"'), "store": Raw(b"true")},
        output=OutputFormat("json_schema", "a", SCHEMA, description="An a."),
    )
    written = GEMINI.write(asked, "gemini-3-pro", "max_tokens")
    assert written.left_out == (
        "user",
        "store",
        "thinking",
        "citations",
        "filename",
        "response_format.description",
    )
    assert json.loads(written.body)["contents"][1]["parts"] == [{"text": "Hi"}]


def test_how_much_to_say_is_a_wish_that_is_left_out():
    written = GEMINI.write(asking(sampling={"verbosity": Raw(b'"low"')}), "gemini-3-pro", "")
    assert written.left_out == ("verbosity",)
    assert b"low" not in written.body


LATER_SYSTEM = asking(HELLO, Turn("developer", (Text("Now be brief."),)))
ONE_LOOK = (Media("image", "image/png", "A", detail="low"), Media("image", "image/png", "A"))

REFUSED = [
    ("logit_bias", "logit_bias", asking(sampling={"logit_bias": Raw(b'{"50256":-100}')})),
    ("sampling", "min_p", asking(sampling={"min_p": Raw(b"0.1")})),
    (
        "parallel_tool_calls",
        "parallel_tool_calls",
        asking(tools=(Tool("now"),), parallel_tools=False),
    ),
    ("custom tools", "tools", asking(tools=(Tool("sh", is_custom=True),))),
    ("custom tools", "messages", said(ToolCall("c", "sh", "ls", is_custom=True))),
    ("tool arguments", "messages", said(ToolCall("c", "now", '{"a": "cut sho'))),
    ("tool arguments", "messages", said(ToolCall("c", "now", "[1]"))),
    ("tool_call_id", "tool_call_id", asking(HELLO, Turn("tool", (ToolResult("c", ()),)))),
    ("file_id", "file_id", asking(Turn("user", (Media("file", file_id="f-1"),)))),
    ("message name", "messages", asking(Turn("user", (Text("Hi"),), name="Ann"))),
    ("later system messages", "messages", LATER_SYSTEM),
    ("system media", "messages", asking(Turn("system", (Media("image", "image/png", "A"),)))),
    ("detail", "messages", asking(Turn("user", ONE_LOOK))),
    ("reasoning_effort", "reasoning_effort", asking(reasoning=Reasoning("max"))),
    ("no messages", "messages", asking(Turn("system", (Text("Be brief."),)))),
]


@pytest.mark.parametrize(("name", "param", "conversation"), REFUSED)
def test_what_cannot_be_carried_is_refused_by_name(name, param, conversation):
    with pytest.raises(CannotCarryError) as refused:
        write(conversation)
    assert refused.value.message.endswith(UNCARRIED[name])
    assert refused.value.param == param
    assert refused.value.cure


def test_each_refusal_has_its_case():
    assert {name for name, _, _ in REFUSED} == set(UNCARRIED)


def test_one_call_at_a_time_is_no_wish_where_nothing_is_called():
    assert write(asking(parallel_tools=False)) == contents()
    none = asking(tools=(Tool("now"),), tool_choice=ToolChoice("none"), parallel_tools=False)
    assert b'{"mode":"NONE"}' in write(none)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b'{"contents":[],"safetySettings":[]}', "safetySettings"),
        (b'{"contents":[{"parts":[{"text":"a","videoMetadata":{}}]}]}', "videoMetadata"),
        (b'{"contents":[],"tools":[{"googleSearch":{}}]}', "googleSearch"),
        (b'{"contents":[],"generationConfig":{"speechConfig":{}}}', "speechConfig"),
    ],
)
def test_a_field_that_is_not_known_is_refused_by_name(body, param):
    with pytest.raises(CannotCarryError, match=param):
        read_request(body)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"contents":[{"parts":[{"text":1}]}]}'])
def test_a_request_that_is_none_is_refused(body):
    with pytest.raises(BadRequestError):
        read_request(body)


@pytest.mark.parametrize(
    ("name", "stream", "path"),
    [
        ("gemini-2.5-flash", False, "models/gemini-2.5-flash:generateContent"),
        ("gemini-2.5-flash", True, "models/gemini-2.5-flash:streamGenerateContent?alt=sse"),
        ("models/gemini-2.5-flash", False, "models/gemini-2.5-flash:generateContent"),
        ("tunedModels/mine-1", False, "tunedModels/mine-1:generateContent"),
        ("../../x?y#z", False, "models/..%2F..%2Fx%3Fy%23z:generateContent"),
        ("models/../x", False, "models/..%2Fx:generateContent"),
    ],
)
def test_a_model_is_named_in_the_address_and_cannot_leave_it(name, stream, path):
    assert GEMINI.endpoint(name, stream) == path


# --- whatever is written is read back as it was -------------------------------------------

words = st.text(max_size=8)
ids = st.from_regex(r"[a-z0-9_-]{1,8}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
objects = st.dictionaries(words, values, max_size=3).map(json.dumps)
media = st.one_of(
    st.builds(Media, st.just("image"), mime=st.just("image/png"), data=st.just("AAAA")),
    st.builds(Media, st.just("audio"), mime=st.just("audio/wav"), data=st.just("AAAA")),
    st.builds(Media, st.just("file"), mime=st.just("text/csv"), url=st.just("https://a.example/b")),
)
thoughts = st.builds(
    Thinking, words.filter(bool), st.none() | ids, maker=st.just("gemini")
) | st.builds(Thinking, signature=ids, maker=st.just("gemini"))
calls = st.builds(ToolCall, ids, ids, objects, signature=st.none() | ids)


def is_plain(text: str) -> bool:
    """Whether a result's words cannot be taken for the name that other words are given."""
    try:
        return set(json.loads(text)) not in ({"result"}, {"error"})
    except (ValueError, TypeError):
        return True


@st.composite
def results(draw) -> ToolResult:
    is_error = draw(st.booleans())
    texts = draw(st.lists((words | objects).filter(is_plain).map(Text), max_size=2))
    seen = draw(st.lists(media, max_size=1))
    return ToolResult(draw(ids), (*texts, *seen), is_error=is_error, name=draw(ids))


@st.composite
def conversations(draw) -> Conversation:
    turns = [Turn("user", tuple(draw(st.lists(words.map(Text) | media, min_size=1, max_size=3))))]
    for role in draw(st.lists(st.sampled_from(["user", "assistant", "tool"]), max_size=4)):
        if role == "user":
            turns.append(Turn("user", tuple(draw(st.lists(words.map(Text), min_size=1)))))
        elif role == "tool":
            turns.append(Turn("tool", (draw(results()),)))
        elif turns[-1].role != "assistant":
            said = draw(st.lists(words.map(Text) | thoughts | calls, min_size=1, max_size=3))
            turns.append(Turn("assistant", tuple(said)))
    system = draw(st.lists(words.map(Text), max_size=2))
    if system:
        turns.insert(0, Turn("system", tuple(system)))
    tools = tuple(
        Tool(name, draw(st.none() | words), draw(st.none() | objects.map(str.encode).map(Raw)))
        for name in draw(st.lists(ids, max_size=2))
    )
    modes = ["auto", "none", "required"]
    return Conversation(
        "m",
        tuple(turns),
        tools=tools,
        tool_choice=draw(st.none() | st.builds(ToolChoice, st.sampled_from(modes)))
        if tools
        else None,
        reasoning=draw(
            st.none() | st.builds(Reasoning, st.sampled_from(["none", "low"]), summary=st.none())
        ),
        output_tokens_max=draw(st.none() | st.integers(1, 9)),
        stop=tuple(draw(st.lists(words, max_size=2))),
        choices=draw(st.integers(1, 3)),
        sampling=draw(
            st.dictionaries(
                st.sampled_from(["temperature", "seed"]), st.sampled_from([Raw(b"1"), Raw(b"0.50")])
            )
        ),
    )


@given(conversations(), st.sampled_from(["gemini-2.5-pro", "gemini-3-pro"]))
def test_whatever_is_written_is_read_back_as_it_was(conversation, model_name):
    reasoning = conversation.reasoning
    if model_name == "gemini-2.5-pro" and reasoning is not None and reasoning.effort == "low":
        reasoning = Reasoning(budget_tokens=4_096)
    again = read_request(write(conversation, model_name), "m")
    assert again == replace(conversation, reasoning=reasoning)
