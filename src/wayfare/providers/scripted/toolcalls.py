"""Which tools a scripted model calls, and with what.

It calls what the tool choice demands; and where it is free, each tool that the text names
or that a known question wants.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from wayfare.providers.scripted.directives import Turns
from wayfare.providers.scripted.known_calls import known_arguments
from wayfare.providers.scripted.refusals import bad_request
from wayfare.providers.scripted.requests import ChatRequest, Tool, ToolChoice, encode_json
from wayfare.providers.scripted.schemas import make_instance
from wayfare.providers.scripted.tokens import split_tokens


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call of a tool: `kind` is "function" or "custom", `tokens` make its arguments."""

    id: str
    kind: str
    name: str
    tokens: list[str]

    @property
    def arguments(self) -> str:
        """The whole arguments: JSON for a function, any text for a custom tool."""
        return "".join(self.tokens)

    @property
    def token_count(self) -> int:
        """The tokens of its arguments, and one for its name."""
        return 1 + len(self.tokens)


def choose_calls(request: ChatRequest, text: str, choice: int) -> list[ToolCall]:
    """The tools that this request makes the model call, in the order of the tools."""
    if not request.tools or request.messages[-1].role == "tool":
        return []
    mode, allowed = _read_tool_choice(request)
    if mode == "none":
        return []
    called = allowed if mode == "named" else [tool for tool in allowed if _is_meant(tool, text)]
    if mode == "required" and not called:
        called = allowed[:1]
    if request.parallel_tool_calls is False:
        called = called[:1]
    return [_make_call(tool, request, text, choice, place) for place, tool in enumerate(called)]


def take_turn(request: ChatRequest, turns: Turns) -> list[ToolCall]:
    """The call of the next turn, where there are turns left to take.

    They are counted in the conversation, so that nothing need be remembered. A request
    that offers no tools (agents have such too, for a title or so) takes no turn.
    """
    if not request.tools or request.tool_choice == "none":
        return []
    since = request.messages[(request.directing or 0) + 1 :]
    taken = sum(bool(message.tool_calls) for message in since)
    if taken >= turns.count:
        return []
    offered = {tool.name: tool for tool in request.tools}
    tool = offered.get(turns.tool) if turns.tool else request.tools[0]
    if tool is None:
        raise bad_request(f"There is no tool '{turns.tool}' among {', '.join(offered)}.", "tools")
    if not turns.arguments:
        return [_make_call(tool, request, turns.tool, 0, taken)]
    mark = crc32(f"{turns.tool}/{turns.arguments}/{len(request.messages)}".encode())
    arguments = turns.arguments.replace("{turn}", str(taken + 1))
    kind = "function" if tool.custom is None else "custom"
    return [ToolCall(f"call_{mark:08x}{taken:08x}", kind, tool.name, split_tokens(arguments))]


def _is_meant(tool: Tool, text: str) -> bool:
    if known_arguments(tool.name, _schema_of(tool), text) is not None:
        return True
    # A Korean particle may follow a name at once, so only ASCII counts as part of a word.
    return bool(re.search(rf"(?<![\w-]){re.escape(tool.name)}(?![\w-])", text, re.ASCII))


def _read_tool_choice(request: ChatRequest) -> tuple[str, list[Tool]]:
    """The mode of the tool choice, and the tools among which it lets choose."""
    tools = request.tools or []
    choice = request.tool_choice
    if not isinstance(choice, ToolChoice):
        return choice or "auto", tools
    if choice.allowed_tools is not None:
        names = {tool.name for tool in choice.allowed_tools.tools}
        return choice.allowed_tools.mode, [tool for tool in tools if tool.name in names]
    spec = choice.function or choice.custom
    named = [tool for tool in tools if spec is not None and tool.name == spec.name]
    if not named:
        raise bad_request("Tool choice names a tool that is not in 'tools'.", "tool_choice")
    return "named", named


def _make_call(tool: Tool, request: ChatRequest, text: str, choice: int, place: int) -> ToolCall:
    mark = f"{request.seed}/{tool.name}/{choice}/{place}/{len(request.messages)}"
    call_id = f"call_{crc32(mark.encode()):08x}{crc32(text.encode()):08x}{choice:04x}{place:04x}"
    if tool.function is None:
        return ToolCall(call_id, "custom", tool.name, split_tokens(text or tool.name))
    schema = _schema_of(tool)
    # Two tools get unlike arguments, so that a fragment that goes astray is seen.
    made = make_instance(schema, f"{request.seed}/{tool.name}")
    if isinstance(made, dict):
        made.update(known_arguments(tool.name, schema, text) or {})
    arguments = encode_json(made).decode()
    return ToolCall(call_id, "function", tool.name, split_tokens(arguments))


def _schema_of(tool: Tool) -> Mapping[str, object]:
    return (tool.function.parameters if tool.function else None) or {"type": "object"}
