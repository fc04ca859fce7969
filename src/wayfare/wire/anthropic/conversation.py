"""A Messages request, decoded wholly and encoded, for translation.

What has no noun is refused by its name. Knows nothing of answers, arms or HTTP.
"""

import re
from collections.abc import Sequence
from typing import Literal, NoReturn

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.anthropic.blocks import (
    Block,
    BlockReader,
    Content,
    TextBlock,
    write_blocks,
)
from wayfare.wire.anthropic.thinking import ask_for_thought
from wayfare.wire.conversation import (
    CannotCarryError,
    Conversation,
    OutputFormat,
    Part,
    Reasoning,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
    Written,
)
from wayfare.wire.fields import NULL, Fields, decode_fields, fault_of
from wayfare.wire.reading import with_field


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Literal["user", "assistant", "system"]
    content: str | list[Content]


class _Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    input_schema: msgspec.Raw
    description: str | None = None
    type: Literal["custom"] | None = None
    strict: bool | None = None
    eager_input_streaming: msgspec.Raw = NULL  # changes when a call comes, not what it says
    defer_loading: Literal[False] | None = None
    allowed_callers: list[Literal["direct"]] | None = None
    input_examples: msgspec.Raw = NULL
    cache_control: msgspec.Raw = NULL


class _Kind(msgspec.Struct, frozen=True):
    type: str | None = None


class _ToolChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["auto", "any", "tool", "none"]
    name: str | None = None
    disable_parallel_tool_use: bool | None = None


class _Thinking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["enabled", "adaptive", "disabled", "between_tools"]
    budget_tokens: int | None = None
    display: str | None = None
    block_binding: msgspec.Raw = NULL


class _Format(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["json_schema"]
    schema: msgspec.Raw


class _OutputConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    effort: str | None = None
    format: _Format | None = None


class _Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    user_id: str | None = None


class _Request(msgspec.Struct, frozen=True):
    model: str
    messages: list[_Message]
    max_tokens: int
    system: str | list[TextBlock] | None = None
    tools: list[_Tool] | None = None
    tool_choice: _ToolChoice | None = None
    thinking: _Thinking | None = None
    output_config: _OutputConfig | None = None
    output_format: _Format | None = None  # its name while it was a beta
    stop_sequences: list[str] | None = None
    stream: bool | None = None
    metadata: _Metadata | None = None
    service_tier: str | None = None
    temperature: msgspec.Raw = NULL
    top_p: msgspec.Raw = NULL
    top_k: msgspec.Raw = NULL
    cache_control: msgspec.Raw = NULL
    context_management: msgspec.Raw = NULL
    diagnostics: msgspec.Raw = NULL
    speed: msgspec.Raw = NULL
    user_profile_id: msgspec.Raw = NULL
    workspace_id: msgspec.Raw = NULL


class _Tools(msgspec.Struct):
    tools: list[_Kind] | None = None


_encode = msgspec.json.Encoder().encode
_request = msgspec.json.Decoder(_Request)
_tools = msgspec.json.Decoder(_Tools)

_CARRIED = frozenset(_Request.__struct_fields__)
_SAMPLING = ("temperature", "top_p", "top_k")
_HINTS = ("diagnostics", "speed", "user_profile_id", "workspace_id")
#: Coding clients send it unasked: it shortens what the model reads of a long conversation, so
#: that without it the model reads all.
_SHORTENING = ("context_management",)
_SAYS_NOTHING = (b"null", b"[]", b"{}", b'""')
_TIERS = {"auto": '"auto"', "standard_only": '"default"'}
_TIERS_WRITTEN = {b'"auto"': "auto", b'"default"': "standard_only"}
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`$")
_EMPTY_SCHEMA = msgspec.Raw(b'{"type":"object","properties":{}}')
_NO_CHANGE = (b"0", b"0.0", b"null")


def read_messages(raw: bytes) -> Conversation:
    """Decode a request wholly.

    Raises:
        BadRequestError: a field is malformed.
        CannotCarryError: a field has no meaning outside this wire; names it.
    """
    for name, value in decode_fields(raw).items():
        if name not in _CARRIED and bytes(value) not in _SAYS_NOTHING:
            raise _not_carried(name)
    try:
        asked = _request.decode(raw)
    except msgspec.ValidationError as error:
        _refuse_hosted_tools(raw)
        _refuse(error)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRequestError(f"The body cannot be read: {error}.") from error
    if asked.max_tokens < 1:
        raise CannotCarryError(
            "Only Anthropic warms its cache without answering.",
            cure="Ask for at least one token.",
            param="max_tokens",
        )
    reader = BlockReader()
    tools = tuple([_tool(tool) for tool in asked.tools or ()])
    turns = tuple(_read_turns(asked, reader))
    choice, parallel = _tool_choice(asked.tool_choice)
    output = asked.output_config or _OutputConfig()
    shape = output.format or asked.output_format
    return Conversation(
        model=asked.model,
        turns=turns,
        tools=tools,
        tool_choice=choice,
        parallel_tools=parallel,
        output=None if shape is None else OutputFormat("json_schema", None, shape.schema, True),
        reasoning=_reasoning(asked.thinking, output.effort),
        output_tokens_max=asked.max_tokens,
        stop=tuple(asked.stop_sequences or ()),
        stream=bool(asked.stream),
        sampling=_given(asked, _SAMPLING),
        hints=_hints(asked, reader),
    )


def _not_carried(param: str) -> CannotCarryError:
    return CannotCarryError(
        f"`{param}` means something to Anthropic's own models alone.",
        cure="Leave it out, or name a model that speaks Anthropic's Messages.",
        param=param,
    )


def _refuse(error: msgspec.ValidationError) -> NoReturn:
    """Tell what is malformed apart from what other wires have no words for."""
    what, param = fault_of(error)
    if found := _UNKNOWN.match(what):
        raise _not_carried(f"{param}.{found[1]}".lstrip(".")) from error
    if what.startswith("Invalid value"):
        raise _not_carried(param) from error
    raise BadRequestError(f"`{param}` is wrong: {what}.", param=param) from error


def _refuse_hosted_tools(raw: bytes) -> None:
    try:
        tools = _tools.decode(raw).tools or ()
    except msgspec.DecodeError:
        return  # the tools themselves are malformed
    for number, tool in enumerate(tools):
        if tool.type not in (None, "custom"):
            raise CannotCarryError(
                f"Only Anthropic has the tool `{tool.type}`.",
                cure="Leave it out, or name a model that speaks Anthropic's Messages.",
                param=f"tools[{number}].type",
            )


def _read_turns(asked: _Request, reader: BlockReader) -> list[Turn]:
    turns: list[Turn] = []
    for number, tool in enumerate(asked.tools or ()):
        if bytes(tool.cache_control) != b"null":
            reader.cache_control = tool.cache_control
        _check_schema(tool, number)
    if asked.system:
        turns.append(Turn("system", tuple(reader.read(asked.system, "system"))))
    for number, message in enumerate(asked.messages):
        parts = reader.read(message.content, f"messages[{number}].content")
        turns += _split(message.role, parts)
    return turns


def _check_schema(tool: _Tool, number: int) -> None:
    if bytes(tool.input_schema)[:1] != b"{":
        param = f"tools[{number}].input_schema"
        raise BadRequestError(f"`{param}` is wrong: Expected `object`.", param=param)


def _split(role: Literal["user", "assistant", "system"], parts: Sequence[Part]) -> list[Turn]:
    """Results of tools stand alone in a turn; what else a message has stays together."""
    turns: list[Turn] = []
    run: list[Part] = []
    for part in parts:
        if not isinstance(part, ToolResult):
            run.append(part)
            continue
        if run:
            turns.append(Turn(role, tuple(run)))
            run = []
        turns.append(Turn("tool", (part,)))
    if run or not parts:
        turns.append(Turn(role, tuple(run)))
    return turns


def _tool(tool: _Tool) -> Tool:
    return Tool(tool.name, tool.description, tool.input_schema, tool.strict or None)


def _tool_choice(choice: _ToolChoice | None) -> tuple[ToolChoice | None, bool | None]:
    if choice is None:
        return None, None
    disabled = choice.disable_parallel_tool_use
    parallel = None if disabled is None else not disabled
    if choice.type == "any":
        return ToolChoice("required"), parallel
    if choice.type == "tool":
        return ToolChoice("named", choice.name), parallel
    return ToolChoice(choice.type), parallel


def _reasoning(thinking: _Thinking | None, effort: str | None) -> Reasoning | None:
    if thinking is None:
        return None if effort is None else Reasoning(effort=effort)
    if thinking.type == "between_tools":
        raise _not_carried("thinking.type")
    if thinking.type == "disabled":
        return Reasoning(effort="none")
    summary = "auto" if thinking.display == "summarized" else None
    return Reasoning(effort, thinking.budget_tokens, summary)


def _given(asked: _Request, names: Sequence[str]) -> Fields:
    values = {name: getattr(asked, name) for name in names}
    return {name: value for name, value in values.items() if bytes(value) != b"null"}


def _hints(asked: _Request, reader: BlockReader) -> Fields:
    hints = _given(asked, (*_HINTS, *_SHORTENING))
    cache = reader.cache_control
    if bytes(asked.cache_control) != b"null":
        cache = asked.cache_control
    if bytes(cache) != b"null":
        hints["cache_control"] = cache
    if asked.metadata is not None and asked.metadata.user_id is not None:
        hints["user"] = msgspec.Raw(_encode(asked.metadata.user_id))
    if asked.service_tier is not None:
        tier = _TIERS.get(asked.service_tier)
        hints["service_tier"] = msgspec.Raw(
            _encode(asked.service_tier) if tier is None else tier.encode("ascii")
        )
    if any(bytes(tool.input_examples) not in _SAYS_NOTHING for tool in asked.tools or ()):
        hints["input_examples"] = msgspec.Raw(b"true")  # a teaching aid, as a description is
    return {**hints, **_hints_on_thought(asked)}


def _hints_on_thought(asked: _Request) -> Fields:
    thinking = asked.thinking
    if thinking is None:
        return {}
    hints: Fields = {}
    if thinking.display not in (None, "summarized"):
        hints["thinking.display"] = msgspec.Raw(_encode(thinking.display))
    if bytes(thinking.block_binding) not in _SAYS_NOTHING:
        hints["thinking.block_binding"] = thinking.block_binding
    effort = None if asked.output_config is None else asked.output_config.effort
    if thinking.type == "disabled" and effort is not None:
        hints["output_config.effort"] = msgspec.Raw(_encode(effort))  # of words, not of thought
    return hints


def write_messages(conversation: Conversation, model: str, length_field: str) -> Written:
    """Encode a request for a model that speaks this wire.

    System turns at the start become `system`; later ones stay where they are, as Claude 4.8
    and after read them: a model that does not says so itself.

    Raises:
        CannotCarryError: Messages have no words for something; names it.
    """
    _refuse_unknown(conversation)
    left_out: list[str] = []
    body: Block = {"model": model}
    first = _first_turn(conversation.turns)
    system = _write_system(conversation.turns[:first], left_out)
    if system:
        body["system"] = system
    messages = _write_turns(conversation.turns[first:], left_out)
    _write_hints(conversation, messages, body, left_out)
    body["messages"] = messages
    _write_thought(conversation, model, body, left_out)
    _write_tools(conversation, body)
    if conversation.stop:
        body["stop_sequences"] = conversation.stop
    if conversation.stream:
        body["stream"] = True
    body.update(_sampling(conversation.sampling))
    left_out += [name for name in conversation.sampling if name == "verbosity"]
    return Written(_encode(body), tuple(dict.fromkeys(left_out)))


def _refuse_unknown(conversation: Conversation) -> None:
    if conversation.choices != 1:
        raise CannotCarryError(
            "Anthropic's Messages give one answer.", cure="Ask with `n` 1.", param="n"
        )
    if conversation.logprobs or conversation.top_logprobs:
        raise CannotCarryError(
            "Anthropic's Messages have no log-probabilities.",
            cure="Leave `logprobs` out, or name another model.",
            param="logprobs",
        )


def _first_turn(turns: Sequence[Turn]) -> int:
    for number, turn in enumerate(turns):
        if turn.role not in ("system", "developer"):
            return number
    return len(turns)


def _write_system(turns: Sequence[Turn], left_out: list[str]) -> str | list[Block]:
    _refuse_names(turns)
    parts = [part for turn in turns for part in turn.parts]
    if any(not isinstance(part, Text) for part in parts):
        raise CannotCarryError("Anthropic's system prompt is words alone.", param="messages")
    return _content(write_blocks(parts, left_out))


def _write_turns(turns: Sequence[Turn], left_out: list[str]) -> list[Block]:
    """The messages; results and what the user says right after them share one."""
    _refuse_names(turns)
    messages: list[Block] = []
    results: list[Block] | None = None
    before = ""
    for turn in turns:
        blocks = write_blocks(turn.parts, left_out)
        if turn.role == "tool" or (turn.role == "user" and before == "tool"):
            if results is None:
                results = []
                messages.append({"role": "user", "content": results})
            results += blocks
        elif turn.role in ("system", "developer"):
            if before not in ("user", "tool", "system", "developer"):
                raise CannotCarryError(
                    "Anthropic takes a later system message only right after the user's.",
                    cure="Send it at the start, or after a message of the user.",
                    param="messages",
                )
            messages.append({"role": "system", "content": _content(blocks)})
        elif blocks or turn.role == "user":  # an assistant's turn without a word says nothing
            messages.append({"role": turn.role, "content": _content(blocks)})
        before = turn.role
        if turn.role != "tool":
            results = None
    return messages


def _refuse_names(turns: Sequence[Turn]) -> None:
    for turn in turns:
        if turn.name is not None and turn.role != "tool":
            raise CannotCarryError(
                f"Anthropic's Messages have no names of speakers (`{turn.name}`).",
                cure="Put the name into the text.",
                param="messages",
            )


def _content(blocks: list[Block]) -> str | list[Block]:
    if not blocks:
        return ""
    if len(blocks) == 1 and blocks[0].keys() == {"type", "text"}:
        return str(blocks[0]["text"])
    return blocks


def _write_hints(
    conversation: Conversation, messages: list[Block], body: Block, left_out: list[str]
) -> None:
    for name, value in conversation.hints.items():
        written = bytes(value)
        if name == "cache_control":
            if not _mark_cached(messages, value):
                left_out.append(name)
        elif name == "service_tier" and written in _TIERS_WRITTEN:
            body["service_tier"] = _TIERS_WRITTEN[written]
        elif name == "user" or (name == "safety_identifier" and "user" not in conversation.hints):
            body["metadata"] = {"user_id": value}
        elif name in _HINTS:
            body[name] = value
        elif name != "thinking.display":
            left_out.append(name)


def _mark_cached(messages: list[Block], cache_control: msgspec.Raw) -> bool:
    """Put the mark on the last block that can bear it; every model of this wire reads it there."""
    if bytes(cache_control)[:1] != b"{":
        return False
    for message in reversed(messages):
        content = message["content"]
        if isinstance(content, str) and content:
            content = message["content"] = [{"type": "text", "text": content}]
        if not isinstance(content, list):
            continue
        for block in reversed(content):
            if block["type"] not in ("thinking", "redacted_thinking"):
                block["cache_control"] = cache_control
                return True
    return False


def _write_thought(
    conversation: Conversation, model: str, body: Block, left_out: list[str]
) -> None:
    thought = ask_for_thought(conversation.reasoning, model, conversation.output_tokens_max)
    body["max_tokens"] = thought.max_tokens
    thinking = thought.thinking
    if thinking is not None and thinking["type"] == "enabled" and _lost_its_thought(conversation):
        left_out.append("reasoning")  # with a budget, Anthropic insists on the thought it signed
        thinking = None
    if thinking is not None:
        if "thinking.display" in conversation.hints and thinking["type"] != "disabled":
            thinking = {**thinking, "display": conversation.hints["thinking.display"]}
        body["thinking"] = thinking
    output: Block = {}
    if thought.effort is not None:
        output["effort"] = thought.effort
    if conversation.output is not None:
        output["format"] = _format(conversation.output, left_out)
    if output:
        body["output_config"] = output


def _lost_its_thought(conversation: Conversation) -> bool:
    """Whether the model is amid calls of tools whose first thought the client did not keep."""
    turns = list(conversation.turns)
    while turns and turns[-1].role == "tool":
        turns.pop()
    if not turns or len(turns) == len(conversation.turns) or turns[-1].role != "assistant":
        return False
    parts = turns[-1].parts
    return any(isinstance(part, ToolCall) for part in parts) and not any(
        isinstance(part, Thinking) and part.maker == "anthropic" for part in parts
    )


def _format(output: OutputFormat, left_out: list[str]) -> Block:
    if output.kind == "json_object" or output.schema is None:
        raise CannotCarryError(
            "Anthropic gives JSON only by a schema.",
            cure="Send `response_format` of the type `json_schema`.",
            param="response_format",
        )
    if output.name is not None:
        left_out.append("response_format.name")
    schema = output.schema
    if output.description is not None:
        if b'"description"' in bytes(schema):
            left_out.append("response_format.description")
        else:
            written = _encode(output.description)
            schema = msgspec.Raw(with_field(bytes(schema), b"description", written))
    return {"type": "json_schema", "schema": schema}


def _write_tools(conversation: Conversation, body: Block) -> None:
    if conversation.tools:
        body["tools"] = [_tool_block(tool) for tool in conversation.tools]
    choice, parallel = conversation.tool_choice, conversation.parallel_tools
    if choice is None and (parallel is None or not conversation.tools):
        return
    mode = "auto" if choice is None else choice.mode
    kinds = {"required": "any", "named": "tool"}
    written: Block = {"type": kinds.get(mode, mode)}
    if choice is not None and choice.name is not None:
        written["name"] = choice.name
    if parallel is not None and mode != "none":
        written["disable_parallel_tool_use"] = not parallel
    if conversation.tools or mode not in ("auto", "none"):
        body["tool_choice"] = written


def _tool_block(tool: Tool) -> Block:
    if tool.is_custom:
        raise CannotCarryError(
            f"Anthropic's tools take JSON; `{tool.name}` takes free text.",
            cure="Send it as a function, or name a model of OpenAI's.",
            param="tools",
        )
    block: Block = {"name": tool.name}
    if tool.description is not None:
        block["description"] = tool.description
    block["input_schema"] = _EMPTY_SCHEMA if tool.schema is None else tool.schema
    if tool.strict:  # what is the default anyway need not be known to older models
        block["strict"] = True
    return block


def _sampling(sampling: Fields) -> Fields:
    for name, value in sampling.items():
        if name in _SAMPLING or name == "verbosity":  # a wish, told as left out
            continue
        if name.endswith("_penalty") and bytes(value) in _NO_CHANGE:
            continue
        raise CannotCarryError(
            f"Anthropic's Messages have no `{name}`.",
            cure="Leave it out, or name another model.",
            param=name,
        )
    temperature = sampling.get("temperature", NULL)
    if bytes(temperature) != b"null" and _temperature(temperature) > 1:
        raise CannotCarryError(
            "Anthropic's temperature ends at 1.", cure="Ask for less.", param="temperature"
        )
    return {name: value for name, value in sampling.items() if name in _SAMPLING}


def _temperature(raw: msgspec.Raw) -> float:
    try:
        return msgspec.json.decode(raw, type=float)
    except msgspec.DecodeError as error:
        raise BadRequestError(f"`temperature` is wrong: {error}.", param="temperature") from error
