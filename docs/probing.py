"""Ask every wire what it carries: one conversation for each thing that a request may hold.

Nothing here says what a wire can do. The writers are run, what they wrote is read back, and
what comes of it is printed.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    CannotCarryError,
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
from wayfare.wire.gemini.request import read_request
from wayfare.wire.wire import Heading
from wayfare.wire.wires import CHAT_WIRES

#: A model's name in each wire: what it is told depends on what it can understand.
MODELS = {
    "openai": "gpt-5",
    "responses": "gpt-5",
    "anthropic": "claude-opus-4-6",
    "gemini": "gemini-3-pro",
}
LENGTH_FIELD = "max_completion_tokens"

HI = Turn("user", (Text("Hi"),))
TOOL = Tool("f", "d", Raw(b'{"type":"object","properties":{}}'))
PLAIN = Conversation("m", (HI,), output_tokens_max=4_096)
CALL = ToolCall("call_1", "f", '{"a": 1.0}')
PNG = Media("image", mime="image/png", data="iVBORw0KGgo=")


def _user(*parts: Part) -> Conversation:
    return replace(PLAIN, turns=(Turn("user", parts),))


def _said(*parts: Part) -> Conversation:
    return replace(PLAIN, turns=(HI, Turn("assistant", parts), HI))


def _result(*parts: Text | Media, is_error: bool = False) -> Conversation:
    result = ToolResult("call_1", parts, is_error=is_error, name="f")
    turns = (HI, Turn("assistant", (CALL,)), Turn("tool", (result,)))
    return replace(PLAIN, turns=turns, tools=(TOOL,))


def _tools(*tools: Tool, choice: ToolChoice | None = None) -> Conversation:
    return replace(PLAIN, tools=tools, tool_choice=choice)


def _sampling(name: str, value: bytes) -> Conversation:
    return replace(PLAIN, sampling={name: Raw(value)})


def _hint(name: str, value: bytes) -> Conversation:
    return replace(PLAIN, hints={name: Raw(value)})


def _output(output: OutputFormat) -> Conversation:
    return replace(PLAIN, output=output)


def _thinks(reasoning: Reasoning) -> Conversation:
    return replace(PLAIN, reasoning=reasoning)


_SCHEMA = Raw(b'{"type":"object","properties":{}}')
_CUSTOM = Tool("sql", "d", is_custom=True)

#: (what a request may hold, a conversation that holds it and little else)
PROBES: Mapping[str, Conversation] = {
    "text": PLAIN,
    "several texts in a message": _user(Text("a"), Text("b")),
    "system message": replace(PLAIN, turns=(Turn("system", (Text("Be brief."),)), HI)),
    "developer message": replace(PLAIN, turns=(Turn("developer", (Text("Be brief."),)), HI)),
    "system message after the user's": replace(
        PLAIN, turns=(HI, Turn("system", (Text("Be brief."),)))
    ),
    "system message after the model's": replace(
        PLAIN,
        turns=(HI, Turn("assistant", (Text("Hi"),)), Turn("system", (Text("Be brief."),)), HI),
    ),
    "name of a speaker": replace(PLAIN, turns=(Turn("user", (Text("Hi"),), "ann"),)),
    "image, data": _user(Text("a"), PNG),
    "image, URL": _user(Text("a"), Media("image", url="https://example.com/a.png")),
    "image, file id": _user(Text("a"), Media("image", file_id="file_1")),
    "image, `detail`": _user(Text("a"), replace(PNG, detail="low")),
    "audio, data": _user(Text("a"), Media("audio", mime="audio/wav", data="UklGRg==")),
    "audio, URL": _user(Text("a"), Media("audio", url="https://example.com/a.wav")),
    "PDF, data": _user(Text("a"), Media("file", mime="application/pdf", data="JVBERi0=")),
    "PDF, data and name": _user(
        Text("a"), Media("file", mime="application/pdf", data="JVBERi0=", name="a.pdf")
    ),
    "PDF, URL": _user(Text("a"), Media("file", url="https://example.com/a.pdf")),
    "PDF, file id": _user(Text("a"), Media("file", file_id="file_1")),
    "citations of an earlier answer": _said(Text("a", Raw(b'[{"type":"char_location"}]'))),
    "refusal of an earlier answer": _said(Refusal("No.")),
    "image of an earlier answer": _said(Text("a"), PNG),
    "thought, unsigned": _said(Thinking("Hm."), Text("a")),
    **{
        f"thought, signed by a model of {maker}": _said(
            Thinking("Hm.", signature="EqQB", maker=maker), Text("a")
        )
        for maker in ("anthropic", "gemini", "openai")
    },
    "thought, sealed by a model of responses": _said(
        Thinking(redacted="gAAA", maker="responses", id="rs_1"), Text("a")
    ),
    "tool": _tools(TOOL),
    "tool, `strict`": _tools(replace(TOOL, strict=True)),
    "tool, free text": _tools(_CUSTOM),
    "tool choice, required": _tools(TOOL, choice=ToolChoice("required")),
    "tool choice, none": _tools(TOOL, choice=ToolChoice("none")),
    "tool choice, named": _tools(TOOL, choice=ToolChoice("named", "f")),
    "one tool at a time": replace(_tools(TOOL), parallel_tools=False),
    "tool call": _said(CALL),
    "tool call, cut short": _said(replace(CALL, arguments='{"a": 1')),
    "tool call, signed by Gemini": _said(replace(CALL, signature="CiQB")),
    "tool result": _result(Text("1")),
    "tool result, several texts": _result(Text("1"), Text("2")),
    "tool result, error": _result(Text("1"), is_error=True),
    "tool result, image": _result(PNG),
    "answer as JSON": _output(OutputFormat("json_object")),
    "answer by a schema": _output(OutputFormat("json_schema", None, _SCHEMA)),
    "answer by a schema, name": _output(OutputFormat("json_schema", "n", _SCHEMA)),
    "answer by a schema, `strict`": _output(OutputFormat("json_schema", "n", _SCHEMA, True)),
    "answer by a schema, description": _output(
        OutputFormat("json_schema", "n", _SCHEMA, description="d")
    ),
    "reasoning effort, none": _thinks(Reasoning("none")),
    "reasoning effort, minimal": _thinks(Reasoning("minimal")),
    "reasoning effort, high": _thinks(Reasoning("high")),
    "reasoning effort, max": _thinks(Reasoning("max")),
    "reasoning, budget in tokens": _thinks(Reasoning(budget_tokens=2_048)),
    "reasoning, summary": _thinks(Reasoning("high", summary="auto")),
    "limit of output tokens": replace(PLAIN, output_tokens_max=100),
    "no limit of output tokens": replace(PLAIN, output_tokens_max=None),
    "stop words": replace(PLAIN, stop=("END",)),
    "several answers": replace(PLAIN, choices=2),
    "log-probabilities": replace(PLAIN, logprobs=True, top_logprobs=2),
    "stream": replace(PLAIN, stream=True),
    **{
        f"`{name}`": _sampling(name, value)
        for name, value in (
            ("temperature", b"0.70"),
            ("top_p", b"0.9"),
            ("top_k", b"40"),
            ("seed", b"7"),
            ("presence_penalty", b"0.5"),
            ("frequency_penalty", b"0.5"),
            ("logit_bias", b'{"50256":-100}'),
            ("verbosity", b'"low"'),
        )
    },
    **{
        f"hint `{name}`": _hint(name, value)
        for name, value in (
            ("user", b'"u"'),
            ("safety_identifier", b'"s"'),
            ("metadata", b'{"a":"1"}'),
            ("service_tier", b'"auto"'),
            ("store", b"false"),
            ("prompt_cache_key", b'"k"'),
            ("prompt_cache_retention", b'"24h"'),
            ("cache_control", b'{"type":"ephemeral"}'),
        )
    },
}


def read(wire: str, body: bytes, model: str, *, stream: bool) -> Conversation:
    """Decode a request in any wire. Gemini's has its model and its stream in the address."""
    decode = CHAT_WIRES[wire].decode
    if decode is None:
        return read_request(body, model, stream=stream)
    return decode(body).conversation()


class Outcome(msgspec.Struct, frozen=True):
    """What becomes of a thing in a wire: a word, and what more there is to say."""

    word: str
    more: str = ""

    @property
    def cell(self) -> str:
        """As a cell of the table."""
        return f"{self.word}: {self.more}" if self.more and self.word != "no" else self.word


def outcome(wire: str, conversation: Conversation) -> Outcome:
    """What becomes of a conversation in a wire."""
    model = MODELS[wire]
    try:
        written = CHAT_WIRES[wire].write(conversation, model, LENGTH_FIELD)
    except CannotCarryError as error:
        return Outcome("no", str(error))
    if written.left_out:
        return Outcome("left out", ", ".join(f"`{name}`" for name in written.left_out))
    again = _alike(read(wire, written.body, model, stream=conversation.stream))
    changes = list(_changes(_alike(conversation), again, ""))
    return Outcome("becomes", ", ".join(changes)) if changes else Outcome("yes")


def _alike(conversation: Conversation) -> Conversation:
    """Without what Responses must be told though nobody asked, as its defaults are others."""
    tools = tuple([replace(tool, strict=tool.strict or None) for tool in conversation.tools])
    hints = {n: v for n, v in conversation.hints.items() if (n, bytes(v)) != ("store", b"false")}
    return replace(conversation, model="m", tools=tools, hints=hints)


def _changes(before: object, after: object, path: str) -> Iterator[str]:
    """What differs, field by field."""
    if before == after:
        return
    if isinstance(before, Struct) and type(before) is type(after):
        for name in before.__struct_fields__:
            yield from _changes(getattr(before, name), getattr(after, name), name)
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _changes(one, other, path)
    elif isinstance(before, tuple) and isinstance(after, tuple) and path == "turns":
        yield f"a further message of the {after[-1].role}'s"
    elif isinstance(before, dict) and isinstance(after, dict):
        for name in (*before, *(name for name in after if name not in before)):
            yield from _changes(before.get(name), after.get(name), name)
    else:
        yield f"`{path}` {_shown(after)}"


def _shown(value: object) -> str:
    if isinstance(value, ToolChoice):
        return f"`{value.mode}`"
    if isinstance(value, Struct):
        return f"{type(value).__name__.lower()}"
    if value is None:
        return "not given"
    return f"`{bytes(value).decode()}`" if isinstance(value, Raw) else f"`{value}`"


# --- what clients may ask in one wire alone ----------------------------------------------


def _chat(**fields: object) -> dict[str, object]:
    return {"model": "m", "messages": [{"role": "user", "content": "Hi"}], **fields}


def _chat_part(**part: object) -> dict[str, object]:
    return {"model": "m", "messages": [{"role": "user", "content": [part]}]}


def _messages(**fields: object) -> dict[str, object]:
    return {**_chat(max_tokens=100), **fields}


def _messages_block(**block: object) -> dict[str, object]:
    return {**_messages(), "messages": [{"role": "user", "content": [block]}]}


def _responses(**fields: object) -> dict[str, object]:
    return {"model": "m", "input": "Hi", **fields}


def _item(**item: object) -> dict[str, object]:
    return {"model": "m", "input": [{"type": "message", "role": "user", "content": "Hi"}, item]}


#: Requests that mean something in their own wire, or to some who speak it.
OWN: Mapping[str, Sequence[Mapping[str, object]]] = {
    "openai": (
        _chat(prediction={"type": "content", "content": "x"}),
        _chat(modalities=["text", "audio"]),
        _chat(audio={"voice": "ash", "format": "wav"}),
        _chat(web_search_options={}),
        _chat(moderation={"model": "omni-moderation-latest"}),
        _chat(functions=[{"name": "f"}]),
        _chat(function_call="auto"),
        _chat(
            tool_choice={
                "type": "allowed_tools",
                "allowed_tools": {"mode": "auto", "tools": []},
            }
        ),
        _chat(tools=[{"type": "web_search"}]),
        _chat(response_format={"type": "grammar", "grammar": "a"}),
        _chat(min_p=0.1),
        _chat(messages=[{"role": "assistant", "audio": {"id": "audio_1"}}]),
        _chat(messages=[{"role": "function", "name": "f", "content": "1"}]),
        _chat(messages=[{"role": "assistant", "content": "a", "prefix": True}]),
        _chat_part(type="video_url", text=None),
    ),
    "anthropic": (
        _messages(tools=[{"type": "web_search_20250305", "name": "web_search"}]),
        _messages(tools=[{"type": "bash_20250124", "name": "bash"}]),
        _messages(mcp_servers=[{"type": "url", "url": "https://example.com", "name": "a"}]),
        _messages(container="container_1"),
        _messages(inference_geo="us"),
        _messages(max_tokens=0),
        _messages_block(type="container_upload", file_id="file_1"),
        _messages_block(
            type="search_result",
            source="a",
            title="a",
            content=[{"type": "text", "text": "a"}],
        ),
    ),
    "responses": (
        _responses(previous_response_id="resp_1"),
        _responses(conversation="conv_1"),
        _responses(prompt={"id": "pmpt_1"}),
        _responses(background=True),
        _responses(moderation={"model": "omni-moderation-latest"}),
        _responses(include=["computer_call_output.output.image"]),
        _responses(tools=[{"type": "web_search"}]),
        _responses(tools=[{"type": "file_search", "vector_store_ids": []}]),
        _responses(tools=[{"type": "mcp", "server_label": "a"}]),
        _item(type="item_reference", id="msg_1"),
        _item(type="web_search_call", id="ws_1", status="completed"),
        _item(type="computer_call_output", call_id="c", output={}),
        _item(type="compaction", encrypted_content="gAAA"),
    ),
}


#: An answer of a Claude, and one of a Gemini: a thought, words, and a call that is signed.
THOUGHTS: Mapping[str, tuple[Part, ...]] = {
    "A thought that nobody signed": (Thinking("Hm."), Text("So.")),
    "A thought that a Claude signed": (
        Thinking("Hm.", signature="EqQB", maker="anthropic"),
        Text("So."),
    ),
    "A call that a Gemini signed": (ToolCall("call_1", "f", "{}", signature="CiQB"),),
}


def shown(wire: str, parts: tuple[Part, ...]) -> bytes:
    """What a client is shown of a model's message, and hands back."""
    finish = Finish.TOOLS if isinstance(parts[-1], ToolCall) else Finish.STOP
    answer = WholeAnswer("a", "m", (Choice(parts, finish),))
    whole = msgspec.json.decode(
        CHAT_WIRES[wire].write_answer(answer, Heading("a", 0, False, PLAIN))
    )
    if wire == "openai":
        said = whole["choices"][0]["message"]
        kept = {name: value for name, value in said.items() if value is not None}
    else:
        kept = whole["content"] if wire == "anthropic" else whole["output"]
    return msgspec.json.format(msgspec.json.encode(kept), indent=1)


def refusal(wire: str, body: Mapping[str, object]) -> tuple[str, str] | None:
    """The field that is refused, and the error's text; None where the request is carried."""
    decode = CHAT_WIRES[wire].decode
    assert decode is not None, "clients speak it"
    try:
        decode(msgspec.json.encode(body)).conversation()
    except BadRequestError as error:
        return error.param or "", str(error)
    return None
