"""A chat request in OpenAI's wire, decoded wholly and encoded, for translation.

Knows every field of it. What means nothing elsewhere is refused by its name; what stands
here under a name that nobody knows is refused too, as it might change the answer.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    EFFORT_TOKENS,
    Conversation,
    OutputFormat,
    Reasoning,
    Tool,
    ToolChoice,
    Written,
)
from wayfare.wire.openai.messages import Message, Seen, encode_messages, no_words_for, read_messages

_NULL = b"null"
_ABSENT = msgspec.Raw(_NULL)
_encode = msgspec.json.Encoder().encode


class _FunctionTool(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    description: str | None = None
    parameters: msgspec.Raw = _ABSENT
    strict: bool | None = None


class _CustomTool(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    description: str | None = None
    format: msgspec.Raw = _ABSENT


class _Tool(msgspec.Struct):
    type: str
    function: _FunctionTool | None = None
    custom: _CustomTool | None = None
    cache_control: msgspec.Raw = _ABSENT


class _Named(msgspec.Struct, forbid_unknown_fields=True):
    name: str


class _Choice(msgspec.Struct):
    type: str
    function: _Named | None = None
    custom: _Named | None = None


class _Schema(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    schema: msgspec.Raw = _ABSENT
    strict: bool | None = None
    description: str | None = None


class _Format(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    json_schema: _Schema | None = None


class _StreamOptions(msgspec.Struct, forbid_unknown_fields=True):
    include_usage: bool | None = None
    include_obfuscation: msgspec.Raw = _ABSENT


class _Chat(msgspec.Struct, forbid_unknown_fields=True):
    model: str
    messages: list[Message]
    tools: list[_Tool] | None = None
    tool_choice: str | _Choice | None = None
    parallel_tool_calls: bool | None = None
    response_format: _Format | None = None
    reasoning_effort: str | None = None
    max_completion_tokens: int | None = None
    max_tokens: int | None = None
    stop: str | list[str] | None = None
    n: int | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    modalities: list[str] | None = None
    # numbers and words that change the answer
    temperature: msgspec.Raw = _ABSENT
    top_p: msgspec.Raw = _ABSENT
    top_k: msgspec.Raw = _ABSENT
    seed: msgspec.Raw = _ABSENT
    presence_penalty: msgspec.Raw = _ABSENT
    frequency_penalty: msgspec.Raw = _ABSENT
    logit_bias: msgspec.Raw = _ABSENT
    verbosity: msgspec.Raw = _ABSENT
    # hints
    user: msgspec.Raw = _ABSENT
    metadata: msgspec.Raw = _ABSENT
    service_tier: msgspec.Raw = _ABSENT
    store: msgspec.Raw = _ABSENT
    prompt_cache_key: msgspec.Raw = _ABSENT
    prompt_cache_retention: msgspec.Raw = _ABSENT
    prompt_cache_options: msgspec.Raw = _ABSENT
    safety_identifier: msgspec.Raw = _ABSENT
    # what no other API has
    prediction: msgspec.Raw = _ABSENT
    audio: msgspec.Raw = _ABSENT
    web_search_options: msgspec.Raw = _ABSENT
    moderation: msgspec.Raw = _ABSENT
    functions: msgspec.Raw = _ABSENT
    function_call: msgspec.Raw = _ABSENT


_chat = msgspec.json.Decoder(_Chat)
_word = msgspec.json.Decoder(str)

SAMPLING = (
    "temperature",
    "top_p",
    "top_k",
    "seed",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "verbosity",
)
HINTS = (
    "user",
    "metadata",
    "service_tier",
    "store",
    "prompt_cache_key",
    "prompt_cache_retention",
    "prompt_cache_options",
    "safety_identifier",
)
_USER_LETTERS_MAX = 64
_SERVICE_TIERS = ("auto", "default", "flex", "scale", "priority", "fast")
_OLD = "is the old way to call functions, which no other API has"
_USE_TOOLS = "Use `tools` and `tool_choice`."
_REFUSED = {
    "prediction": "is OpenAI's alone",
    "audio": "asks for speech, which is carried only to a model that speaks the same API",
    "web_search_options": "asks for a search that OpenAI's own servers make",
    "moderation": "asks for a check that OpenAI's own servers make",
}
_CHOICES = {"auto": "auto", "none": "none", "required": "required", "any": "required"}
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")


def read_chat(raw: bytes) -> Conversation:
    """Decode a request wholly.

    Raises:
        BadRequestError: a field is malformed.
        CannotCarryError: a field means nothing outside this wire.
    """
    try:
        chat = _chat.decode(raw)
    except msgspec.ValidationError as error:
        raise _wrong(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequestError(f"The body cannot be read: {error}.") from error
    _refuse(chat)
    seen = Seen()
    turns = read_messages(chat.messages, seen)
    options = chat.stream_options or _StreamOptions()
    seen.mark("include_obfuscation", options.include_obfuscation)
    limit = chat.max_completion_tokens
    return Conversation(
        model=chat.model,
        turns=turns,
        tools=tuple([_tool(t, f"tools[{at}]", seen) for at, t in enumerate(chat.tools or ())]),
        tool_choice=_tool_choice(chat.tool_choice),
        parallel_tools=chat.parallel_tool_calls,
        output=_output(chat.response_format),
        reasoning=Reasoning(effort=chat.reasoning_effort) if chat.reasoning_effort else None,
        output_tokens_max=chat.max_tokens if limit is None else limit,
        stop=(chat.stop,) if isinstance(chat.stop, str) else tuple(chat.stop or ()),
        choices=1 if chat.n is None else chat.n,
        logprobs=bool(chat.logprobs),
        top_logprobs=chat.top_logprobs,
        stream=bool(chat.stream),
        sampling=dict(_given(chat, SAMPLING)),
        hints={**dict(_given(chat, HINTS)), **seen.marks},
    )


def _given(chat: _Chat, names: tuple[str, ...]) -> Iterator[tuple[str, msgspec.Raw]]:
    for name in names:
        raw = getattr(chat, name)
        if bytes(raw) != _NULL:
            yield name, raw.copy()


def _refuse(chat: _Chat) -> None:
    for name, _ in _given(chat, ("functions", "function_call")):
        raise no_words_for(name, _OLD, _USE_TOOLS)
    for name, _ in _given(chat, tuple(_REFUSED)):
        raise no_words_for(name, _REFUSED[name])
    if chat.modalities is not None and chat.modalities != ["text"]:
        raise no_words_for("modalities", "asks for more than text")


def _tool(tool: _Tool, path: str, seen: Seen) -> Tool:
    seen.mark("cache_control", tool.cache_control)
    if tool.function is not None:
        given = tool.function
        schema = _or_none(given.parameters)
        return Tool(given.name, given.description, schema, given.strict)
    if tool.custom is not None:
        grammar = _or_none(tool.custom.format)
        return Tool(tool.custom.name, tool.custom.description, is_custom=True, grammar=grammar)
    raise no_words_for(f"{path}.type", f"is {tool.type!r}, a tool that only its provider runs")


def _tool_choice(choice: str | _Choice | None) -> ToolChoice | None:
    if choice is None:
        return None
    if isinstance(choice, str):
        if choice not in _CHOICES:
            raise BadRequestError(
                f"`tool_choice` is {choice!r}.",
                cure="Say auto, none or required, or name a tool.",
                param="tool_choice",
            )
        return ToolChoice(_CHOICES[choice])  # type: ignore[arg-type]
    named = choice.function or choice.custom
    if named is None:
        raise no_words_for(
            "tool_choice.type",
            f"is {choice.type!r}, which no other API has",
            "Send only the tools that may be called, and say auto or required.",
        )
    return ToolChoice("named", named.name)


def _output(form: _Format | None) -> OutputFormat | None:
    if form is None or form.type == "text":
        return None
    if form.type == "json_object":
        return OutputFormat("json_object")
    if form.type != "json_schema":
        raise no_words_for("response_format.type", f"is {form.type!r}, which no other API has")
    given = form.json_schema
    if given is None:
        path = "response_format.json_schema"
        raise BadRequestError(f"`{path}` is missing.", param=path)
    schema = _or_none(given.schema)
    return OutputFormat("json_schema", given.name, schema, given.strict, given.description)


def _or_none(raw: msgspec.Raw) -> msgspec.Raw | None:
    return None if bytes(raw) == _NULL else raw.copy()


def _wrong(error: msgspec.ValidationError) -> BadRequestError:
    """Name the field that is at fault."""
    what, _, where = str(error).replace(" | null", "").partition(" - at `$")
    path = where.rstrip("`").lstrip(".")
    if unknown := _UNKNOWN.match(what):
        path = f"{path}.{unknown[1]}".lstrip(".")
        return no_words_for(path, "is not known here, so it cannot be carried to another API")
    return BadRequestError(f"`{path}` is wrong: {what}.", param=path or None)


# --- writing -----------------------------------------------------------------------------


def write_chat(conversation: Conversation, model: str, length_field: str) -> Written:
    """Encode a request for a model that speaks this wire.

    Raises:
        CannotCarryError: the request uses something that this wire has no words for.
    """
    left_out: set[str] = set()
    fields: dict[str, object] = {
        "model": model,
        "messages": encode_messages(conversation.turns, model, left_out),
        **dict(_written_tools(conversation)),
        **dict(_written_shape(conversation, left_out)),
        **conversation.sampling,
    }
    if conversation.output_tokens_max is not None:
        fields[length_field] = conversation.output_tokens_max
    if conversation.stream:
        fields |= {"stream": True, "stream_options": {"include_usage": True}}
    for name, value in conversation.hints.items():
        if name in HINTS and not _is_foreign(name, value):
            fields[name] = value
        else:
            left_out.add(name)
    return Written(_encode(fields), tuple(sorted(left_out)))


def _written_shape(conversation: Conversation, left_out: set[str]) -> Iterator[tuple[str, object]]:
    if conversation.output is not None:
        yield "response_format", _written_output(conversation.output)
    if conversation.reasoning is not None:
        yield from _written_reasoning(conversation.reasoning, left_out).items()
    if conversation.stop:
        yield "stop", conversation.stop
    if conversation.choices != 1:
        yield "n", conversation.choices
    if conversation.logprobs:
        yield "logprobs", True
    if conversation.top_logprobs is not None:
        yield "top_logprobs", conversation.top_logprobs


def _is_foreign(name: str, value: msgspec.Raw) -> bool:
    if name == "service_tier":
        return bytes(value).strip(b'"').decode() not in _SERVICE_TIERS
    return name == "user" and not is_user(value)


def is_user(value: msgspec.Raw) -> bool:
    """Whether OpenAI takes this for a user. Coding clients of other wires send longer names."""
    try:
        return len(_word.decode(value)) <= _USER_LETTERS_MAX
    except msgspec.DecodeError:
        return False


def _written_tools(conversation: Conversation) -> Iterator[tuple[str, object]]:
    if conversation.tools:
        yield "tools", [_written_tool(tool) for tool in conversation.tools]
    if conversation.tool_choice is not None:
        yield "tool_choice", _written_choice(conversation.tool_choice, conversation.tools)
    if conversation.parallel_tools is not None:
        yield "parallel_tool_calls", conversation.parallel_tools


def _written_tool(tool: Tool) -> dict[str, object]:
    if tool.is_custom:
        custom = {"name": tool.name, "description": tool.description, "format": tool.grammar}
        return {"type": "custom", "custom": _present(custom)}
    function = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.schema,
        "strict": tool.strict,
    }
    return {"type": "function", "function": _present(function)}


def _written_choice(choice: ToolChoice, tools: tuple[Tool, ...]) -> object:
    if choice.mode != "named":
        return choice.mode
    is_custom = any(tool.is_custom and tool.name == choice.name for tool in tools)
    kind = "custom" if is_custom else "function"
    return {"type": kind, kind: {"name": choice.name}}


def _written_output(output: OutputFormat) -> dict[str, object]:
    if output.kind == "json_object":
        return {"type": "json_object"}
    schema = {
        "name": output.name or "answer",  # OpenAI demands a name
        "description": output.description,
        "schema": output.schema,
        "strict": output.strict,
    }
    return {"type": "json_schema", "json_schema": _present(schema)}


def _written_reasoning(reasoning: Reasoning, left_out: set[str]) -> dict[str, object]:
    if reasoning.summary is not None:
        left_out.add("reasoning.summary")
    if reasoning.effort is not None:
        return {"reasoning_effort": reasoning.effort}
    if reasoning.budget_tokens is None:
        return {}
    budget = reasoning.budget_tokens
    enough = (word for word, tokens in EFFORT_TOKENS.items() if tokens >= budget)
    return {"reasoning_effort": next(enough, "high")}


def _present(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
