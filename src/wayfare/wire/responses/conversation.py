"""A request in Responses, decoded wholly for a model that speaks another wire.

Knows what of it has a meaning elsewhere. Knows nothing of that other wire.
"""

from collections.abc import Iterable, Iterator

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    Conversation,
    Namespace,
    OutputFormat,
    Reasoning,
    Text,
    Tool,
    ToolChoice,
    Turn,
)
from wayfare.wire.fields import NULL, Fields, is_null
from wayfare.wire.responses.items import Transcript, read_items
from wayfare.wire.responses.namespaces import put_into
from wayfare.wire.responses.strict import cannot_carry, decode_strictly


class _Format(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    name: str | None = None
    schema: msgspec.Raw = NULL
    strict: bool | None = None
    description: str | None = None


class _TextOptions(msgspec.Struct, forbid_unknown_fields=True):
    format: _Format | None = None
    verbosity: msgspec.Raw = NULL


class _Reasoning(msgspec.Struct, forbid_unknown_fields=True):
    effort: str | None = None
    summary: str | None = None
    generate_summary: str | None = None
    context: str | None = None
    mode: str | None = None


class _Tool(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    name: str
    description: str | None = None
    parameters: msgspec.Raw = NULL
    strict: bool | None = None
    format: msgspec.Raw = NULL


class _Namespace(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    name: str
    tools: list[msgspec.Raw]
    description: str | None = None


class _Choice(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    name: str | None = None


class _Kind(msgspec.Struct):
    type: str = ""


class _Request(msgspec.Struct, forbid_unknown_fields=True):
    """Every field that has a meaning outside of Responses, or none that matters."""

    model: str
    input: str | list[msgspec.Raw] | None = None
    instructions: str | None = None
    stream: bool | None = None
    stream_options: msgspec.Raw = NULL
    tools: list[msgspec.Raw] | None = None
    tool_choice: msgspec.Raw = NULL
    parallel_tool_calls: bool | None = None
    max_tool_calls: msgspec.Raw = NULL
    text: _TextOptions | None = None
    reasoning: _Reasoning | None = None
    max_output_tokens: int | None = None
    temperature: msgspec.Raw = NULL
    top_p: msgspec.Raw = NULL
    top_logprobs: int | None = None
    include: list[str] | None = None
    truncation: str | None = None
    background: bool | None = None
    metadata: msgspec.Raw = NULL
    user: msgspec.Raw = NULL
    service_tier: msgspec.Raw = NULL
    prompt_cache_key: msgspec.Raw = NULL
    prompt_cache_retention: msgspec.Raw = NULL
    prompt_cache_options: msgspec.Raw = NULL
    safety_identifier: msgspec.Raw = NULL
    client_metadata: msgspec.Raw = NULL
    store: msgspec.Raw = NULL
    previous_response_id: msgspec.Raw = NULL
    conversation: msgspec.Raw = NULL
    prompt: msgspec.Raw = NULL
    context_management: msgspec.Raw = NULL
    moderation: msgspec.Raw = NULL


_request = msgspec.json.Decoder(_Request)
_tool = msgspec.json.Decoder(_Tool)
_kind = msgspec.json.Decoder(_Kind)
_namespace = msgspec.json.Decoder(_Namespace)
_choice = msgspec.json.Decoder(_Choice)
_word = msgspec.json.Decoder(str)

_ONLY_HERE = {
    "previous_response_id": "Send the earlier items themselves.",
    "conversation": "Send the earlier items themselves.",
    "prompt": "Send the text of the prompt itself: a stored one stays where it is.",
    "moderation": "Leave it out, or name a model that speaks Responses.",
}
SAMPLING = ("temperature", "top_p")
HINTS = (
    "metadata",
    "user",
    "service_tier",
    "prompt_cache_key",
    "prompt_cache_retention",
    "prompt_cache_options",
    "safety_identifier",
    "client_metadata",
    "store",
    "stream_options",
    "max_tool_calls",
)
LOGPROBS = "message.output_text.logprobs"
ENCRYPTED = "reasoning.encrypted_content"
# What these add belongs to tools that OpenAI runs itself, and those are refused.
_INCLUDE_IDLE = (
    ENCRYPTED,
    "file_search_call.results",
    "web_search_call.results",
    "web_search_call.action.sources",
    "message.input_image.image_url",
    "computer_call_output.output.image_url",
    "code_interpreter_call.outputs",
)
_MODES = ("auto", "none", "required")


def read_request(raw: bytes) -> Conversation:
    """Decode a request wholly.

    Raises:
        BadRequestError: a field is malformed.
        CannotCarryError: a field has no meaning outside of Responses.
    """
    asked = decode_strictly(_request, raw)
    _refuse_what_stays_here(asked)
    transcript = Transcript()
    if asked.instructions is not None:
        transcript.add(Turn("system", (Text(asked.instructions),)))
    if isinstance(asked.input, str):
        transcript.add(Turn("user", (Text(asked.input),)))
    read_items(asked.input if isinstance(asked.input, list) else [], transcript)
    text = asked.text or _TextOptions()
    include = asked.include or []
    return Conversation(
        model=asked.model,
        turns=tuple(transcript.turns),
        tools=tuple(_read_tools(asked.tools or (), "tools")),
        tool_choice=_read_choice(asked.tool_choice),
        parallel_tools=asked.parallel_tool_calls,
        output=None if text.format is None else _read_format(text.format),
        reasoning=None if asked.reasoning is None else _read_reasoning(asked.reasoning),
        output_tokens_max=asked.max_output_tokens,
        logprobs=LOGPROBS in include or bool(asked.top_logprobs),
        top_logprobs=asked.top_logprobs,
        stream=bool(asked.stream),
        sampling=_given({**_fields(asked, SAMPLING), "verbosity": text.verbosity}),
        hints=_given({**transcript.hints, **_fields(asked, HINTS), **_shortening(asked)}),
    )


def _refuse_what_stays_here(asked: _Request) -> None:
    for name, cure in _ONLY_HERE.items():
        if not is_null(getattr(asked, name)):
            raise cannot_carry(name, cure)
    if asked.background:
        raise cannot_carry("background", "Ask in the foreground, with `stream` if it takes long.")
    for number, name in enumerate(asked.include or ()):
        if name != LOGPROBS and name not in _INCLUDE_IDLE:
            raise cannot_carry(f"include[{number}]")


def _shortening(asked: _Request) -> Fields:
    """What shortens a conversation that is too long. Without it, all of it is read."""
    hints = {"context_management": asked.context_management}
    if asked.truncation != "disabled":
        hints["truncation"] = msgspec.Raw(msgspec.json.encode(asked.truncation))
    return hints


def _fields(asked: _Request, names: Iterable[str]) -> Fields:
    return {name: getattr(asked, name) for name in names}


def _given(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if not is_null(value)}


def _read_tools(tools: Iterable[msgspec.Raw], where: str) -> Iterator[Tool]:
    for number, raw in enumerate(tools):
        place = f"{where}[{number}]"
        if where == "tools" and decode_strictly(_kind, raw, place).type == "namespace":
            group = decode_strictly(_namespace, raw, place)
            namespace = Namespace(group.name, group.description)
            for tool in _read_tools(group.tools, f"{place}.tools"):
                yield put_into(namespace, tool)
        else:
            yield _read_tool(raw, place)


def _read_tool(raw: msgspec.Raw, where: str) -> Tool:
    kind = decode_strictly(_kind, raw, where).type
    if kind not in ("function", "custom"):
        raise cannot_carry(
            f"{where}.type",
            "OpenAI runs this tool itself: describe a function instead, and run that.",
        )
    tool = decode_strictly(_tool, raw, where)
    return Tool(
        name=tool.name,
        description=tool.description,
        schema=None if is_null(tool.parameters) else tool.parameters,
        strict=tool.strict,
        is_custom=kind == "custom",
        grammar=None if is_null(tool.format) else tool.format,
    )


def _read_choice(raw: msgspec.Raw) -> ToolChoice | None:
    if is_null(raw):
        return None
    if bytes(raw).startswith(b'"'):
        word = decode_strictly(_word, raw, "tool_choice")
        if word not in _MODES:
            raise BadRequestError(
                f"`tool_choice` must be one of {', '.join(_MODES)}, or name a tool.",
                param="tool_choice",
            )
        return ToolChoice(word)  # type: ignore[arg-type]
    kind = decode_strictly(_kind, raw, "tool_choice").type
    if kind not in ("function", "custom"):
        raise cannot_carry("tool_choice.type", "Send only the tools that may be called.")
    name = decode_strictly(_choice, raw, "tool_choice").name
    if name is None:
        raise BadRequestError("`tool_choice.name` is missing.", param="tool_choice.name")
    return ToolChoice("named", name)


def _read_format(asked: _Format) -> OutputFormat | None:
    if asked.type == "text":
        return None
    if asked.type == "json_object":
        return OutputFormat("json_object")
    if asked.type != "json_schema":
        raise cannot_carry("text.format.type", "Send text, json_object or json_schema.")
    return OutputFormat(
        "json_schema",
        name=asked.name,
        schema=None if is_null(asked.schema) else asked.schema,
        strict=asked.strict,
        description=asked.description,
    )


def _read_reasoning(asked: _Reasoning) -> Reasoning | None:
    if asked.context not in (None, "auto"):
        raise cannot_carry("reasoning.context")
    if asked.mode not in (None, "standard"):
        raise cannot_carry("reasoning.mode")
    summary = asked.summary or asked.generate_summary
    if asked.effort is None and summary is None:
        return None
    return Reasoning(effort=asked.effort, summary=summary)
