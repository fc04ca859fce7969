"""Ask every wire what it carries: one conversation for each thing that a request may hold.

Nothing here says what a wire can do. The writers are run, what they wrote is read back, and
what comes of it is printed.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Raw
from msgspec.structs import replace

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    CannotCarryError,
    Conversation,
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
)
from wayfare.wire.gemini.request import read_request
from wayfare.wire.wires import WIRES

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
    decode = WIRES[wire].decode
    if decode is None:
        return read_request(body, model, stream=stream)
    return decode(body).conversation()


def outcome(wire: str, conversation: Conversation) -> str:
    """What becomes of a conversation in a wire, in a word or with the error's text."""
    model = MODELS[wire]
    try:
        written = WIRES[wire].write(conversation, model, LENGTH_FIELD)
    except CannotCarryError as error:
        return f"refused: {error}"
    if written.left_out:
        return f"left out: {', '.join(written.left_out)}"
    again = read(wire, written.body, model, stream=conversation.stream)
    return "carried" if again == replace(conversation, model=model) else "in other words"
