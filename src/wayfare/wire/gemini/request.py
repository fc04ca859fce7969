"""A request in Gemini's wire, decoded: what a server of this wire is asked.

The other way round from `conversation.py`, and as exact: a field that is not known is
refused, one in snake case among them. Knows nothing of HTTP.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import msgspec
from msgspec import UNSET, Raw, UnsetType
from msgspec.structs import replace

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    CannotCarryError,
    Conversation,
    Media,
    OutputFormat,
    Part,
    Reasoning,
    Tool,
    ToolChoice,
    ToolResult,
    Turn,
)
from wayfare.wire.gemini.conversation import DETAILS, SAMPLING, Content
from wayfare.wire.gemini.parts import (
    Blob,
    File,
    FunctionCall,
    FunctionResponse,
    GeminiPart,
    ResultPart,
    read_parts,
)


class _Blob(Blob, rename="camel", forbid_unknown_fields=True):
    pass


class _File(File, rename="camel", forbid_unknown_fields=True):
    pass


class _FunctionCall(FunctionCall, rename="camel", forbid_unknown_fields=True):
    pass


class _ResultPart(ResultPart, rename="camel", forbid_unknown_fields=True):
    inline_data: _Blob | None = None
    file_data: _File | None = None


class _FunctionResponse(FunctionResponse, rename="camel", forbid_unknown_fields=True):
    parts: Sequence[_ResultPart] = ()


class _Part(GeminiPart, rename="camel", forbid_unknown_fields=True):
    inline_data: _Blob | None = None
    file_data: _File | None = None
    function_call: _FunctionCall | None = None
    function_response: _FunctionResponse | None = None


class _Content(Content, forbid_unknown_fields=True):
    parts: Sequence[_Part] = ()


class _Declaration(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    name: str
    description: str | None = None
    parameters: Raw | UnsetType = UNSET
    parameters_json_schema: Raw | UnsetType = UNSET


class _Tool(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    function_declarations: list[_Declaration] = []


class _Calling(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    mode: str = "AUTO"
    allowed_function_names: list[str] = []


class _ToolConfig(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    function_calling_config: _Calling | None = None


class _Thinking(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    thinking_budget: int | None = None
    thinking_level: str | None = None
    include_thoughts: bool = False


class _Config(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    temperature: Raw | UnsetType = UNSET
    top_p: Raw | UnsetType = UNSET
    top_k: Raw | UnsetType = UNSET
    seed: Raw | UnsetType = UNSET
    presence_penalty: Raw | UnsetType = UNSET
    frequency_penalty: Raw | UnsetType = UNSET
    max_output_tokens: int | None = None
    stop_sequences: list[str] = []
    candidate_count: int = 1
    response_logprobs: bool = False
    logprobs: int | None = None
    response_mime_type: str | None = None
    response_json_schema: Raw | UnsetType = UNSET
    thinking_config: _Thinking | None = None
    media_resolution: str | None = None


class _Request(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    contents: list[_Content]
    system_instruction: _Content | None = None
    tools: list[_Tool] = []
    tool_config: _ToolConfig | None = None
    generation_config: _Config = msgspec.field(default_factory=_Config)


_request = msgspec.json.Decoder(_Request)


def read_request(raw: bytes, model: str = "", *, stream: bool = False) -> Conversation:
    """Decode a request. Its model, and whether it streams, stand in the address.

    Raises:
        BadRequestError: it is malformed.
        CannotCarryError: it has a field that is not known here; names it.
    """
    try:
        request = _request.decode(raw)
        return _conversation(request, model, stream)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        param = where.strip("`.") or None
        if "unknown field" in what:
            raise CannotCarryError(f"{what}.", param=param) from error
        raise BadRequestError(f"`{param}` is wrong: {what}.", param=param) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadRequestError(f"The body cannot be read: {error}.") from error


def _conversation(request: _Request, model: str, stream: bool) -> Conversation:
    config = request.generation_config
    calling = request.tool_config.function_calling_config if request.tool_config else None
    is_strict = True if calling is not None and calling.mode == "VALIDATED" else None
    detail = next((d for d, word in DETAILS.items() if word == config.media_resolution), None)
    turns = _turns(request, detail)
    return Conversation(
        model=model,
        turns=tuple(turns),
        tools=tuple(_tools(request.tools, is_strict)),
        tool_choice=_choice(calling),
        output=_output(config),
        reasoning=_reasoning(config.thinking_config),
        output_tokens_max=config.max_output_tokens,
        stop=tuple(config.stop_sequences),
        choices=config.candidate_count,
        logprobs=config.response_logprobs,
        top_logprobs=config.logprobs,
        stream=stream,
        sampling=_sampling(config),
    )


def _turns(request: _Request, detail: str | None) -> Iterator[Turn]:
    numbers = count()
    if request.system_instruction is not None:
        yield Turn("system", _parts(request.system_instruction, numbers, None))
    for content in request.contents:
        parts = _parts(content, numbers, detail)
        if content.role == "model":
            yield Turn("assistant", parts)
            continue
        yield from [Turn("tool", (part,)) for part in parts if isinstance(part, ToolResult)]
        rest = tuple(part for part in parts if not isinstance(part, ToolResult))
        if rest:
            yield Turn("user", rest)


def _parts(content: _Content, numbers: Iterator[int], detail: str | None) -> tuple[Part, ...]:
    parts = read_parts(content.parts, lambda: f"call_{next(numbers)}")
    return tuple(_seen(part, detail) for part in parts)


def _seen(part: Part, detail: str | None) -> Part:
    return replace(part, detail=detail) if detail and isinstance(part, Media) else part


def _tools(tools: Iterable[_Tool], is_strict: bool | None) -> Iterator[Tool]:
    for each in (declared for tool in tools for declared in tool.function_declarations):
        schema = each.parameters_json_schema
        schema = each.parameters if schema is UNSET else schema
        known = None if schema is UNSET else schema
        yield Tool(each.name, each.description, known, strict=is_strict)


def _choice(calling: _Calling | None) -> ToolChoice | None:
    if calling is None:
        return None
    names = calling.allowed_function_names
    if calling.mode == "ANY":
        if len(names) > 1:
            raise CannotCarryError("Only one function may be named.", param="allowedFunctionNames")
        return ToolChoice("named", names[0]) if names else ToolChoice("required")
    return ToolChoice("none" if calling.mode == "NONE" else "auto")


def _output(config: _Config) -> OutputFormat | None:
    if config.response_mime_type != "application/json":
        return None
    if config.response_json_schema is UNSET:
        return OutputFormat("json_object")
    return OutputFormat("json_schema", schema=config.response_json_schema)


def _reasoning(thinking: _Thinking | None) -> Reasoning | None:
    if thinking is None:
        return None
    summary = "auto" if thinking.include_thoughts else None
    if thinking.thinking_budget == 0:
        return Reasoning(effort="none", summary=summary)
    level = thinking.thinking_level
    return Reasoning(level.lower() if level else None, thinking.thinking_budget, summary)


def _sampling(config: _Config) -> dict[str, Raw]:
    given = {name: getattr(config, name) for name in SAMPLING}
    return {name: value for name, value in given.items() if value is not UNSET}
