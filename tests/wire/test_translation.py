"""Any wire stands in front of any other, and nothing is lost on the way there and back.

What each wire carries stands in two tables, `REQUESTS` and `ANSWERS`; a further wire is a
row in each. What a wire does not carry is refused or left out by its name: `docs/probing.py`
asks every wire about every field, and `docs/reference/wires.md` shows what they say.
"""

import json
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace

from answers import deltas_of, finish_for, gather, play, stream_of
from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Conversation,
    Finish,
    Media,
    OutputFormat,
    Part,
    Reasoning,
    Refusal,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
    WholeAnswer,
)
from wayfare.wire.deltas import Ended
from wayfare.wire.gemini.request import read_request
from wayfare.wire.passage import Translation
from wayfare.wire.sse import EventReader
from wayfare.wire.wire import Heading
from wayfare.wire.wires import CHAT_WIRES

PAIRS = list(permutations(CHAT_WIRES, 2))
CLIENTS = [name for name, wire in CHAT_WIRES.items() if wire.decode is not None]
MODELS = {
    "openai": "gpt-5",
    "anthropic": "claude-opus-4-6",
    "gemini": "gemini-3-pro",
    "responses": "gpt-5",
}

EVERYWHERE = frozenset(
    {"system", "images", "tools", "tool choice", "calls", "result texts", "efforts", "limit",
     "stream", "temperature", "top_p"}
)  # fmt: skip
OPENAI = EVERYWHERE | {
    "developer", "custom tools", "refusals", "strict", "one at a time", "json", "named schema",
    "files", "audio", "image urls", "detail", "none", "minimal", "verbosity", "logprobs",
    "user", "metadata", "service_tier", "prompt_cache_key", "safety_identifier",
}  # fmt: skip

#: What of a request each wire carries without changing a letter.
REQUESTS = {
    "openai": OPENAI
    | {"names", "stop", "several", "top_k", "seed", "penalties", "logit_bias", "store"},
    "responses": OPENAI | {"result images", "summary"},
    "anthropic": EVERYWHERE
    | {"schema", "strict", "stop", "top_k", "image urls", "files", "result images",
       "result errors", "user", "none"},
    "gemini": EVERYWHERE
    | {"schema", "json", "stop", "several", "top_k", "seed", "penalties", "audio",
       "result images", "result errors", "none", "minimal", "logprobs", "summary"},
}  # fmt: skip

#: What of an answer each wire carries.
ANSWERS = {
    "openai": {"custom tools", "refusals", "logprobs", "several", "signed calls", "audio usage",
               "cache writes", "filter"},
    "responses": {"custom tools", "refusals", "logprobs", "signed calls", "filter"},
    "anthropic": {"cache writes", "filter"},
    "gemini": {"several", "logprobs", "signed calls", "audio usage", "filter"},
}  # fmt: skip


def read(wire: str, body: bytes, *, stream: bool) -> Conversation:
    """Gemini's requests have the model and the stream in their address."""
    decode = CHAT_WIRES[wire].decode
    if decode is None:
        return read_request(body, MODELS[wire], stream=stream)
    return decode(body).conversation()


# --- requests ----------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=5)
BASE64 = st.binary(min_size=1, max_size=6).map(
    lambda data: msgspec.json.encode(data).decode()[1:-1]
)
SPACE = st.sampled_from(["", " ", "\n  "])


@st.composite
def json_objects(draw: st.DrawFn) -> str:
    """An object as some model writes it, keys in any order, with spaces of its own."""
    space = draw(SPACE)
    fields = draw(st.dictionaries(WORDS, WORDS | st.integers(-9, 9), max_size=3))
    numbers = draw(st.sampled_from(["", f'{space}"z":{space}1.0', '"a":1e3', '"n":-0.0,"b":null']))
    inner = [f"{json.dumps(k)}:{space}{json.dumps(v)}" for k, v in fields.items()]
    inner += [numbers] if numbers else []
    assume(len({each.partition(":")[0].strip() for each in inner}) == len(inner))
    return "{" + f",{space}".join(inner) + "}"


SCHEMAS = st.sampled_from(
    [
        b'{"type":"object","properties":{"z":{"type":"number","maximum":1.0},"a":{}}}',
        b'{ "type" : "object", "properties" : {}, "additionalProperties": false }',
    ]
).map(Raw)


@dataclass(frozen=True)
class Maker:
    """Makes conversations of what some wires carry."""

    draw: st.DrawFn
    carries: frozenset[str]

    def may(self, feature: str) -> bool:
        """Draw whether to use a feature."""
        return feature in self.carries and self.draw(st.booleans())

    def of(self, *options: tuple[str, object]) -> list[object]:
        """The options whose feature is carried."""
        return [option for feature, option in options if feature in self.carries]

    def media(self) -> Media:
        """An image, a file or a piece of audio."""
        image = Media("image", mime="image/png", data=self.draw(BASE64))
        kinds = self.of(
            ("images", image),
            ("image urls", Media("image", url="https://example.com/a.png?b=1")),
            ("detail", replace(image, detail="low")),
            ("files", Media("file", mime="application/pdf", data=image.data, name="a.pdf")),
            ("audio", Media("audio", mime="audio/wav", data=image.data)),
        )
        return self.draw(st.sampled_from(kinds))

    def asked(self) -> Turn:
        """A user's turn."""
        parts = [Text(text) for text in self.draw(st.lists(WORDS, min_size=1, max_size=2))]
        media = self.draw(st.lists(st.builds(self.media), max_size=1))
        name = "ann" if self.may("names") else None
        return Turn("user", (*parts, *media), name)

    def said(self, tools: Sequence[Tool]) -> list[Turn]:
        """A model's turn, with the results of the calls in it."""
        words: list[Part] = [Text(text) for text in self.draw(st.lists(WORDS, max_size=2))]
        if self.may("refusals") and not words:
            words = [Refusal(self.draw(WORDS))]
        count = self.draw(st.integers(0 if words else 1, 2)) if tools else 0
        if not words and not count:
            words = [Text("ok")]
        calls = [self.call(self.draw(st.sampled_from(tools))) for _ in range(count)]
        results = [Turn("tool", (self.result(call),)) for call in calls]
        return [Turn("assistant", (*words, *calls)), *results]

    def call(self, tool: Tool) -> ToolCall:
        """A call of a tool."""
        call_id = f"call_{self.draw(st.uuids()).hex[:12]}"
        if tool.is_custom:
            return ToolCall(call_id, tool.name, self.draw(WORDS), is_custom=True)
        return ToolCall(call_id, tool.name, self.draw(json_objects()))

    def result(self, call: ToolCall) -> ToolResult:
        """What the tool gave back."""
        parts: list[Text | Media] = [
            Text(text) for text in self.draw(st.lists(WORDS, min_size=1, max_size=2))
        ]
        if self.may("result images"):
            parts.append(Media("image", mime="image/png", data=self.draw(BASE64)))
        return ToolResult(
            call.id,
            tuple(parts),
            is_error=self.may("result errors"),
            is_custom=call.is_custom,
            name=call.name,
        )

    def tools(self) -> tuple[Tool, ...]:
        """The tools."""
        found = [
            Tool(name, self.draw(WORDS), self.draw(SCHEMAS), True if self.may("strict") else None)
            for name in self.draw(st.lists(NAMES, max_size=2, unique=True))
        ]
        if self.may("custom tools"):
            found.append(Tool("sql_query", self.draw(WORDS), is_custom=True))
        return tuple(found)

    def choice(self, tools: Sequence[Tool]) -> ToolChoice | None:
        """Whether to call them."""
        if not tools:
            return None
        named = self.draw(st.sampled_from(tools)).name
        modes = [ToolChoice("none"), ToolChoice("required"), ToolChoice("named", named)]
        return self.draw(st.sampled_from([None, ToolChoice("auto"), *modes]))

    def output(self) -> OutputFormat | None:
        """The shape of the answer."""
        schema = self.draw(SCHEMAS)
        kinds = self.of(
            ("json", OutputFormat("json_object")),
            ("schema", OutputFormat("json_schema", None, schema)),
            ("named schema", OutputFormat("json_schema", "n", schema)),
        )
        return self.draw(st.sampled_from([None, *kinds]))

    def reasoning(self) -> Reasoning | None:
        """How much to think."""
        efforts = ["low", "medium", "high", *self.of(("none", "none"), ("minimal", "minimal"))]
        if not self.may("efforts"):
            return None
        effort = self.draw(st.sampled_from(efforts))
        summary = "auto" if effort != "none" and self.may("summary") else None
        return Reasoning(effort, summary=summary)

    def sampling(self) -> dict[str, Raw]:
        """Numbers as someone wrote them."""
        values = {
            "temperature": b"0.70", "top_p": b"1e-1", "top_k": b"40", "seed": b"7",
            "logit_bias": b'{"50256": -100}', "verbosity": b'"low"',
        }  # fmt: skip
        found = {name: Raw(value) for name, value in values.items() if self.may(name)}
        if self.may("penalties"):
            found |= {"presence_penalty": Raw(b"0.50"), "frequency_penalty": Raw(b"-1")}
        return found

    def hints(self) -> dict[str, Raw]:
        """What changes no answer."""
        values = {
            "user": b'"u"', "metadata": b'{"b": "1", "a": "2"}', "service_tier": b'"auto"',
            "prompt_cache_key": b'"k"', "safety_identifier": b'"s"', "store": b"true",
        }  # fmt: skip
        return {name: Raw(value) for name, value in values.items() if self.may(name)}


@st.composite
def conversations(draw: st.DrawFn, carries: frozenset[str]) -> Conversation:
    """Conversations of what is carried."""
    maker = Maker(draw, carries)
    tools = maker.tools()
    roles = maker.of(("system", "system"), ("developer", "developer"))
    turns = [
        Turn(role, (Text(draw(WORDS)),))
        for role in draw(st.lists(st.sampled_from(roles), max_size=1))
    ]
    turns.append(maker.asked())
    for _ in range(draw(st.integers(0, 2))):
        turns += maker.said(tools)
        if turns[-1].role != "tool":
            turns.append(maker.asked())
    logprobs = maker.may("logprobs")
    return Conversation(
        model="m",
        turns=tuple(turns),
        tools=tools,
        tool_choice=maker.choice(tools),
        parallel_tools=False if tools and maker.may("one at a time") else None,
        output=maker.output(),
        reasoning=maker.reasoning(),
        output_tokens_max=draw(st.integers(2_000, 9_000)),
        stop=("끝", "\n\n") if maker.may("stop") else (),
        choices=2 if maker.may("several") else 1,
        logprobs=logprobs,
        top_logprobs=2 if logprobs else None,
        stream=maker.may("stream"),
        sampling=maker.sampling(),
        hints=maker.hints(),
    )


def alike(conversation: Conversation) -> Conversation:
    """Without what some wires must say though nobody asked, and which changes no answer."""
    tools = [replace(tool, strict=tool.strict or None) for tool in conversation.tools]
    output = conversation.output and replace(conversation.output, strict=None)
    hints = {
        name: value
        for name, value in conversation.hints.items()
        if (name, bytes(value)) != ("store", b"false")
    }
    return replace(conversation, model="m", tools=tuple(tools), output=output, hints=hints)


def written(wire: str, conversation: Conversation) -> bytes:
    """A request, of which nothing was left out."""
    found = CHAT_WIRES[wire].write(conversation, MODELS[wire], "max_tokens")
    assert found.left_out == ()
    return found.body


QUICK = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("wire", CHAT_WIRES)
@QUICK
@given(data=st.data())
def test_a_request_is_read_as_it_was_written(wire, data):
    conversation = data.draw(conversations(frozenset(REQUESTS[wire])))
    body = written(wire, conversation)
    assert alike(read(wire, body, stream=conversation.stream)) == alike(conversation)


@pytest.mark.parametrize(("client", "provider"), PAIRS)
@QUICK
@given(data=st.data())
def test_a_request_comes_back_from_any_other_wire(client, provider, data):
    shared = frozenset(REQUESTS[client]) & frozenset(REQUESTS[provider])
    conversation = data.draw(conversations(shared))
    stream = conversation.stream
    asked = read(client, written(client, conversation), stream=stream)
    asked = replace(asked, hints=alike(asked).hints)
    sent = read(provider, written(provider, asked), stream=stream)
    back = read(client, written(client, replace(sent, hints=alike(sent).hints)), stream=stream)
    assert alike(back) == alike(conversation)


# --- answers -----------------------------------------------------------------------------


@st.composite
def answers(draw: st.DrawFn, carries: frozenset[str], maker: str | None) -> WholeAnswer:
    """Answers of what is carried, with the thoughts of one maker."""
    numbers = 2 if "several" in carries and draw(st.booleans()) else 1
    reasoning = draw(st.integers(0, 9))
    usage = Usage(
        input_tokens=100,
        output_tokens=50 + reasoning,
        cached_tokens=draw(st.integers(0, 9)),
        cache_write_tokens=draw(st.integers(0, 9)) if "cache writes" in carries else 0,
        reasoning_tokens=reasoning,
        audio_input_tokens=draw(st.integers(0, 9)) if "audio usage" in carries else 0,
    )
    choices = [draw(choices_of(carries, maker)) for _ in range(numbers)]
    return WholeAnswer("id", "gpt-5-mini", tuple(choices), usage)


@st.composite
def choices_of(draw: st.DrawFn, carries: frozenset[str], maker: str | None) -> Choice:
    """One answer of an answer."""
    parts: list[Part] = list(draw(THOUGHTS[maker])) if maker else []
    is_refused = "refusals" in carries and draw(st.booleans())
    words = draw(WORDS)
    calls = [] if is_refused else draw(st.lists(calls_of(carries), max_size=3))
    if is_refused:
        parts.append(Refusal(words))
    elif not calls or draw(st.booleans()):
        parts.append(Text(words))
    parts += calls
    ends = [Finish.STOP, Finish.LENGTH]
    ends += [Finish.FILTER] if "filter" in carries else []
    finish = finish_for(parts, Finish.STOP if is_refused else draw(st.sampled_from(ends)))
    logprobs = None
    if "logprobs" in carries and any(isinstance(part, Text) for part in parts):
        logprobs = draw(st.none() | st.just(LOGPROBS))
    return Choice(tuple(parts), finish, logprobs=logprobs)


LOGPROBS = Raw(
    b'[{"token":"a","logprob":-1.50,"bytes":[97],'
    b'"top_logprobs":[{"token":"a","logprob":-1.50,"bytes":[97]}]}]'
)


@st.composite
def calls_of(draw: st.DrawFn, carries: frozenset[str]) -> ToolCall:
    """A call of a tool."""
    call_id, name = f"call_{draw(st.uuids()).hex[:12]}", draw(NAMES)
    if "custom tools" in carries and draw(st.booleans()):
        return ToolCall(call_id, name, draw(WORDS), is_custom=True)
    signature = "CiQB" if "signed calls" in carries and draw(st.booleans()) else None
    return ToolCall(call_id, name, draw(json_objects()), signature=signature)


#: What the models of each wire think, with what must come back to them unchanged.
THOUGHTS: dict[str, st.SearchStrategy[tuple[Thinking, ...]]] = {
    "openai": WORDS.map(lambda text: (Thinking(text),)),
    "anthropic": st.lists(
        st.one_of(
            st.builds(Thinking, WORDS, st.just("EqQB/+=="), maker=st.just("anthropic")),
            st.builds(Thinking, redacted=st.just("EmwK/+=="), maker=st.just("anthropic")),
        ),
        max_size=2,
    ).map(tuple),
    "gemini": WORDS.map(lambda text: (Thinking(text, maker="gemini"),)),
    "responses": st.one_of(
        st.builds(
            Thinking, WORDS, st.just("gAAA/+=="), maker=st.just("responses"),
            is_summary=st.just(True), id=st.just("rs_1"),
        ).map(lambda thought: (thought,)),
        st.just((Thinking(redacted="gAAA/+==", maker="responses", id="rs_1"),)),
    ),
}  # fmt: skip

HEADING = Heading("ab12", 1_700_000_000, True, Conversation("m", (Turn("user", (Text("Hi"),)),)))
CUTS = st.lists(st.integers(0, 9_999), max_size=6)


def plainly(answer: WholeAnswer) -> WholeAnswer:
    """Without what names this one answer."""
    choices = [replace(choice, logprobs=_numbers(choice.logprobs)) for choice in answer.choices]
    return replace(answer, id="", created=None, choices=tuple(choices))


def _numbers(logprobs: Raw | None) -> Raw | None:
    """Tokens and their numbers: one wire has no words for the bytes of a token."""
    if logprobs is None:
        return None
    rows = msgspec.json.decode(logprobs, type=list[_Logprob])
    return Raw(msgspec.json.encode(rows))


class _Logprob(msgspec.Struct):
    token: str
    logprob: Raw
    top_logprobs: list["_Logprob"] = []


@pytest.mark.parametrize("wire", CHAT_WIRES)
@QUICK
@given(data=st.data())
def test_a_whole_answer_is_read_as_it_was_written(wire, data):
    answer = data.draw(answers(frozenset(ANSWERS[wire]), wire))
    found = CHAT_WIRES[wire].read_answer(CHAT_WIRES[wire].write_answer(answer, HEADING))
    assert found is not None
    assert plainly(found) == plainly(answer)


@pytest.mark.parametrize("wire", CHAT_WIRES)
@QUICK
@given(data=st.data(), cuts=CUTS)
def test_a_stream_cut_anywhere_comes_to_the_whole_answer(wire, data, cuts):
    answer = data.draw(answers(frozenset(ANSWERS[wire]), wire))
    stream = stream_of(play(answer, cuts), CHAT_WIRES[wire].writer(HEADING))
    found = gather(deltas_of(stream, CHAT_WIRES[wire].reader(), cuts))
    assert plainly(found) == plainly(answer)


def translated(
    stream: bytes, provider: str, client: str, cuts: Sequence[int]
) -> tuple[bytes, Translation]:
    """A provider's stream on its way to a client, and what became of it."""
    passage = Translation(CHAT_WIRES[provider].reader(), CHAT_WIRES[client].writer(HEADING))
    reader, out = EventReader(), b""
    marks = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    for begin, end in pairwise(marks):
        if not passage.is_over:
            out += passage.take(reader.complete(stream[begin:end]))
    return out, passage


@pytest.mark.parametrize(("client", "provider"), PAIRS)
@QUICK
@given(data=st.data(), cuts=CUTS)
def test_an_answer_comes_through_any_other_wire(client, provider, data, cuts):
    shared = frozenset(ANSWERS[client]) & frozenset(ANSWERS[provider])
    answer = data.draw(answers(shared, None))
    whole = CHAT_WIRES[provider].read_answer(CHAT_WIRES[provider].write_answer(answer, HEADING))
    assert whole is not None
    told = CHAT_WIRES[client].read_answer(CHAT_WIRES[client].write_answer(whole, HEADING))
    assert told is not None
    assert plainly(told) == plainly(answer)

    stream = stream_of(play(answer, cuts), CHAT_WIRES[provider].writer(HEADING))
    out, passage = translated(stream, provider, client, cuts)
    assert passage.trouble() is None
    out += passage.finish(b'{"arm":"a"}')
    assert out.count(b'"wayfare":{"arm":"a"}') == 1
    found = gather(deltas_of(out, CHAT_WIRES[client].reader(), cuts))
    assert plainly(found) == plainly(answer)
    assert passage.reading().usage == answer.usage


@pytest.mark.parametrize(("client", "provider"), PAIRS)
@QUICK
@given(data=st.data(), share=st.floats(0, 1, exclude_max=True))
def test_half_an_answer_never_looks_whole(client, provider, data, share):
    shared = frozenset(ANSWERS[client]) & frozenset(ANSWERS[provider])
    answer = data.draw(answers(shared, None))
    stream = stream_of(play(answer), CHAT_WIRES[provider].writer(HEADING))
    out, passage = translated(stream[: int(len(stream) * share)], provider, client, ())
    assume(passage.trouble() is not None)
    out += passage.cut("It broke off.", "stream_cut")
    reader = CHAT_WIRES[client].reader()
    ended = [delta.choice for delta in deltas_of(out, reader) if isinstance(delta, Ended)]
    assert len(ended) < len(answer.choices)
    assert b"[DONE]" not in out
    assert b"It broke off." in out


# --- thoughts ----------------------------------------------------------------------------


def _echo_chat(answer: bytes) -> dict:
    return {"messages": [ASKED, json.loads(answer)["choices"][0]["message"]]}


def _echo_messages(answer: bytes) -> dict:
    said = {"role": "assistant", "content": json.loads(answer)["content"]}
    return {"max_tokens": 4_096, "messages": [ASKED, said]}


def _echo_responses(answer: bytes) -> dict:
    return {"input": [ASKED, *json.loads(answer)["output"]]}


ASKED = {"role": "user", "content": "Hi"}
ECHOES: dict[str, Callable[[bytes], dict]] = {
    "openai": _echo_chat,
    "anthropic": _echo_messages,
    "responses": _echo_responses,
}


@pytest.mark.parametrize(("client", "provider"), [pair for pair in PAIRS if pair[0] in CLIENTS])
@QUICK
@given(data=st.data())
def test_a_thought_goes_back_to_its_maker_as_it_came(client, provider, data):
    carries = frozenset({"signed calls"} if provider == "gemini" else ())
    answer = data.draw(answers(carries, provider))
    shown = CHAT_WIRES[client].write_answer(replace(answer, usage=None), HEADING)
    body = json.dumps({"model": "m", **ECHOES[client](shown)}).encode()
    decode = CHAT_WIRES[client].decode
    assert decode is not None
    conversation = decode(body).conversation()
    found = CHAT_WIRES[provider].write(conversation, MODELS[provider], "max_tokens")
    again = read(provider, found.body, stream=False)
    said = [part for turn in again.turns if turn.role == "assistant" for part in turn.parts]
    assert needed(said) == needed(answer.choices[0].parts)


def needed(parts: Sequence[Part]) -> list[Part]:
    """What a model needs back: of Gemini's thoughts, those that are signed.

    Arguments count as the JSON they are: the client wrote it anew.
    """
    parts = [
        part
        for part in parts
        if not (isinstance(part, Thinking) and part.maker == "gemini" and not part.signature)
    ]
    return [
        replace(part, arguments=json.dumps(json.loads(part.arguments)))
        if isinstance(part, ToolCall)
        else part
        for part in parts
    ]
