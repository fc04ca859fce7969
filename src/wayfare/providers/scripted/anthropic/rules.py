"""The rules that a Messages request must keep beyond its shape.

Knows requests. Each rule is Anthropic's, with Anthropic's sentence.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import cast

from wayfare.providers.scripted.anthropic.errors import wrong
from wayfare.providers.scripted.anthropic.shapes import (
    AnyBlock,
    AnyChoice,
    Base64,
    Block,
    Countable,
    DocumentBlock,
    ImageBlock,
    MessagesRequest,
    NamedChoice,
    RedactedThinkingBlock,
    TextBlock,
    ThinkingAdaptive,
    ThinkingBlock,
    ThinkingOff,
    ThinkingOn,
    Tool,
    ToolResultBlock,
    ToolUseBlock,
    Turn,
)
from wayfare.providers.scripted.seals import unseal

MAKER = "anthropic"
MOST_OUTPUT_TOKENS = 64_000
LEAST_BUDGET = 1_024
MOST_CACHE_MARKS = 4
IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")

_ID = re.compile(r"^[a-zA-Z0-9_-]+$")
_NAME = re.compile(r"^[a-zA-Z0-9_-]{1,128}$")

#: What may not stand in a schema that the answer is held to, by type.
_UNSUPPORTED = {
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "string": ("minLength", "maxLength"),
    "array": ("maxItems", "uniqueItems"),
}


def check_conversation(request: Countable) -> None:
    """Check what holds for answering and for counting alike."""
    _check_turns(request.messages)
    _check_tool_traffic(request.messages)
    _check_tools(request)
    _check_cache_marks(request)
    output = request.output_config
    if output is not None and output.format is not None:
        check_schema(output.format.schema, "output_config.format.schema")


def check_sampling(request: MessagesRequest) -> None:
    """Check how the answer is to be made."""
    if request.max_tokens > MOST_OUTPUT_TOKENS:
        raise wrong(
            f"max_tokens: {request.max_tokens} > {MOST_OUTPUT_TOKENS}, which is the maximum "
            f"allowed number of output tokens for {request.model}"
        )
    for name in ("temperature", "top_p"):
        value = getattr(request, name)
        if value is not None and not 0 <= value <= 1:
            bound = "less than or equal to 1" if value > 1 else "greater than or equal to 0"
            raise wrong(f"{name}: Input should be {bound}")
    for sequence in request.stop_sequences or ():
        if not sequence.strip():
            raise wrong("stop_sequences: each stop sequence must contain non-whitespace")
    _check_thinking(request)


def check_thoughts(request: Countable, *, thinks: bool) -> None:
    """Check that thought comes back as it went out, and before the calls that it led to."""
    for place, turn in enumerate(request.messages):
        for number, block in enumerate(turn.blocks):
            _check_seal(block, f"messages.{place}.content.{number}")
    if not thinks:
        return
    first = _after_last_question(request.messages)
    for place, turn in enumerate(request.messages[first:], first):
        blocks = turn.blocks
        if turn.role != "assistant" or not any(isinstance(b, ToolUseBlock) for b in blocks):
            continue
        if not isinstance(blocks[0], ThinkingBlock | RedactedThinkingBlock):
            raise wrong(
                f"messages.{place}.content.0.type: Expected `thinking` or `redacted_thinking`, "
                f"but found `{_tag(blocks[0])}`. When `thinking` is enabled, a final `assistant` "
                "message must start with a thinking block (preceeding the lastmost set of "
                "`tool_use` and `tool_result` blocks). We recommend you include thinking blocks "
                "from previous turns. To avoid this requirement, disable `thinking`."
            )


def check_schema(schema: object, where: str) -> None:
    """Check a schema that the answer is held to."""
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    if kind == "object" and schema.get("additionalProperties") is not False:
        raise wrong(
            f"{where}: For 'object' type, 'additionalProperties' must be explicitly set to false"
        )
    found = [word for word in _UNSUPPORTED.get(str(kind), ()) if word in schema]
    if found:
        raise wrong(f"{where}: For '{kind}' type, properties {', '.join(found)} are not supported")
    for child in _children(schema):
        check_schema(child, where)


def _children(schema: dict[str, object]) -> Iterator[object]:
    for word in ("properties", "$defs", "definitions"):
        table = schema.get(word)
        yield from table.values() if isinstance(table, dict) else ()
    yield schema.get("items")
    for word in ("anyOf", "allOf"):
        rows = schema.get(word)
        yield from rows if isinstance(rows, list) else ()


def _check_turns(turns: list[Turn]) -> None:
    if not turns:
        raise wrong("messages: at least one message is required")
    for place, turn in enumerate(turns):
        if turn.role == "system":
            raise wrong(
                'messages: Unexpected role "system". The Messages API accepts a top-level '
                '`system` parameter, not "system" as an input message role.'
            )
        if turn.role not in {"user", "assistant"}:
            raise wrong(
                f'messages: Unexpected role "{turn.role}". Allowed roles are "user" or "assistant"'
            )
        is_last = place == len(turns) - 1
        if not turn.content and not (is_last and turn.role == "assistant"):
            raise wrong(
                f"messages.{place}: all messages must have non-empty content except for the "
                "optional final assistant message"
            )
        for number, block in enumerate(turn.blocks):
            _check_block(block, turn.role, f"messages.{place}.content.{number}")
    if turns[0].role != "user":
        raise wrong('messages: first message must use the "user" role')
    last = turns[-1].blocks[-1:]
    if turns[-1].role == "assistant" and last and isinstance(last[0], TextBlock):
        text = last[0].text
        if text != text.rstrip():
            raise wrong("messages: final assistant content cannot end with trailing whitespace")


def _check_block(block: AnyBlock, role: str, where: str) -> None:
    tag = _tag(block)
    if isinstance(block, TextBlock):
        if not block.text:
            raise wrong("messages: text content blocks must be non-empty")
        if not block.text.strip():
            raise wrong("messages: text content blocks must contain non-whitespace text")
        return
    if isinstance(block, ToolUseBlock | ThinkingBlock | RedactedThinkingBlock):
        if role != "assistant":
            raise wrong(f"{where}: `{tag}` blocks can only be in `assistant` messages")
    elif role != "user":
        raise wrong(f"{where}: `{tag}` blocks can only be in `user` messages")
    if isinstance(block, ToolUseBlock):
        _match(_ID, block.id, f"{where}.tool_use.id")
        _match(_NAME, block.name, f"{where}.tool_use.name")
    if isinstance(block, ToolResultBlock):
        _match(_ID, block.tool_use_id, f"{where}.tool_result.tool_use_id")
        for inner in block.content if isinstance(block.content, list) else ():
            _check_source(inner, f"{where}.tool_result.content")
    _check_source(block, where)


def _check_source(block: AnyBlock, where: str) -> None:
    if not isinstance(block, ImageBlock | DocumentBlock) or not isinstance(block.source, Base64):
        return
    source, tag = block.source, _tag(block)
    allowed = IMAGES if isinstance(block, ImageBlock) else ("application/pdf",)
    if source.media_type not in allowed:
        names = " or ".join([", ".join(f"'{name}'" for name in allowed[:-1]), f"'{allowed[-1]}'"])
        raise wrong(
            f"{where}.{tag}.source.base64.media_type: Input should be {names.removeprefix(' or ')}"
        )
    try:
        b64decode(source.data, validate=True)
    except (Error, ValueError) as error:
        raise wrong(f"{where}.{tag}.source.base64: invalid base64 data") from error


def _match(pattern: re.Pattern[str], text: str, where: str) -> None:
    if not pattern.match(text):
        raise wrong(f"{where}: String should match pattern '{pattern.pattern}'")


def _check_tool_traffic(turns: list[Turn]) -> None:
    """Each call has its one result, at the head of the next message, and each result its call."""
    seen: set[str] = set()
    open_ids: list[str] = []
    merged = list(_merged(turns))
    for place, blocks in enumerate(merged):
        where = f"messages.{place}.content"
        _check_results(blocks, open_ids, where)
        head = _ids_at_head(blocks)
        if missing := [call_id for call_id in open_ids if call_id not in head]:
            raise _unanswered(place - 1, missing)
        open_ids = [block.id for block in blocks if isinstance(block, ToolUseBlock)]
        if len(seen | set(open_ids)) < len(seen) + len(open_ids):
            raise wrong(f"{where}: `tool_use` ids must be unique")
        seen.update(open_ids)
    if open_ids:
        raise _unanswered(len(merged) - 1, open_ids)


def _merged(turns: list[Turn]) -> Iterator[list[AnyBlock]]:
    """The blocks of each turn; turns of one role that follow each other are one."""
    for _, group in groupby(turns, key=lambda turn: turn.role):
        yield [block for turn in group for block in turn.blocks]


def _ids_at_head(blocks: list[AnyBlock]) -> set[str]:
    """The calls that are answered before anything else is said."""
    found: set[str] = set()
    for block in blocks:
        if not isinstance(block, ToolResultBlock):
            break
        found.add(block.tool_use_id)
    return found


def _check_results(blocks: list[AnyBlock], open_ids: list[str], where: str) -> None:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        if not isinstance(block, ToolResultBlock):
            continue
        if block.tool_use_id not in open_ids:
            raise wrong(
                f"{where}.{number}: unexpected `tool_use_id` found in `tool_result` blocks: "
                f"{block.tool_use_id}. Each `tool_result` block must have a corresponding "
                "`tool_use` block in the previous message."
            )
        if block.tool_use_id in seen:
            raise wrong(
                f"{where}.{number}: each tool_use must have a single result. Found multiple "
                f"`tool_result` blocks with id: {block.tool_use_id}"
            )
        seen.add(block.tool_use_id)


def _unanswered(place: int, missing: Iterable[str]) -> Exception:
    return wrong(
        f"messages.{place}: `tool_use` ids were found without `tool_result` blocks immediately "
        f"after: {', '.join(missing)}. Each `tool_use` block must have a corresponding "
        "`tool_result` block in the next message."
    )


def _check_tools(request: Countable) -> None:
    tools = request.tools or []
    for number, tool in enumerate(tools):
        _check_tool(tool, f"tools.{number}.custom")
    if len({tool.name for tool in tools}) < len(tools):
        raise wrong("tools: Tool names must be unique.")
    choice = request.tool_choice
    if choice is not None and not tools:
        raise wrong("tool_choice: tool_choice may only be specified while providing tools")
    if isinstance(choice, NamedChoice) and choice.name not in {tool.name for tool in tools}:
        raise wrong(f"tool_choice: Tool '{choice.name}' not found in provided tools")


def _check_tool(tool: Tool, where: str) -> None:
    _match(_NAME, tool.name, f"{where}.name")
    kind = tool.input_schema.get("type")
    if kind != "object":
        problem = "Field required" if kind is None else "Input should be 'object'"
        raise wrong(f"{where}.input_schema.type: {problem}")
    if {"oneOf", "allOf", "anyOf"} & tool.input_schema.keys():
        raise wrong(
            f"{where}.input_schema: input_schema does not support oneOf, allOf, or anyOf at the "
            "top level"
        )
    if tool.strict:
        check_schema(tool.input_schema, f"{where}.input_schema")


def _check_cache_marks(request: Countable) -> None:
    blocks: list[object] = [block for turn in request.messages for block in turn.blocks]
    if isinstance(request.system, list):
        for number, block in enumerate(request.system):
            if not block.text:
                raise wrong(f"system.{number}: text content blocks must be non-empty")
        blocks += request.system
    for result in list(blocks):
        if isinstance(result, ToolResultBlock) and isinstance(result.content, list):
            blocks += result.content
    marks = [b.cache_control for b in blocks if isinstance(b, Block)]
    marks += [tool.cache_control for tool in request.tools or ()]
    marks.append(request.cache_control)
    count = sum(mark is not None for mark in marks)
    if count > MOST_CACHE_MARKS:
        raise wrong(
            f"A maximum of {MOST_CACHE_MARKS} blocks with cache_control may be provided. "
            f"Found {count}."
        )


def _check_thinking(request: MessagesRequest) -> None:
    thinking = request.thinking
    if thinking is None or isinstance(thinking, ThinkingOff):
        return
    if isinstance(thinking, ThinkingOn):
        if thinking.budget_tokens < LEAST_BUDGET:
            raise wrong(
                "thinking.enabled.budget_tokens: Input should be greater than or equal to "
                f"{LEAST_BUDGET}"
            )
        if thinking.budget_tokens >= request.max_tokens:
            raise wrong("`max_tokens` must be greater than `thinking.budget_tokens`.")
    if request.temperature not in {None, 1}:
        raise wrong(
            "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode."
        )
    if request.top_k is not None:
        raise wrong("`top_k` must be unset when thinking is enabled or in adaptive mode.")
    if request.top_p is not None and request.top_p < 0.95:
        raise wrong(
            "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or "
            "in adaptive mode."
        )
    if isinstance(request.tool_choice, AnyChoice | NamedChoice):
        raise wrong("Thinking may not be enabled when tool_choice forces tool use.")
    if request.messages[-1].role == "assistant":
        raise wrong("The final message must be a `user` message when `thinking` is enabled.")


def is_thinking(request: Countable) -> bool:
    """Whether thinking is asked for."""
    return isinstance(request.thinking, ThinkingOn | ThinkingAdaptive)


def _check_seal(block: AnyBlock, where: str) -> None:
    if isinstance(block, ThinkingBlock):
        known = unseal(MAKER, block.signature)
        # thought that was left out of the answer goes back empty, under its signature
        if known is None or block.thinking not in {"", known}:
            raise wrong(f"{where}: Invalid `signature` in `thinking` block")
    elif isinstance(block, RedactedThinkingBlock) and unseal(MAKER, block.data, "data") is None:
        raise wrong(f"{where}: Invalid `data` in `redacted_thinking` block")


def _after_last_question(turns: list[Turn]) -> int:
    """Where the turns begin that follow the user's last words of his own."""
    for place in range(len(turns) - 1, -1, -1):
        turn = turns[place]
        if turn.role == "user" and not any(isinstance(b, ToolResultBlock) for b in turn.blocks):
            return place + 1
    return 0


def _tag(block: AnyBlock) -> str:
    return cast("str", block.__struct_config__.tag)
