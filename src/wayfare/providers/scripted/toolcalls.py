"""Which tools a scripted model calls, and with what.

It calls what the tool choice demands; and where it is free, each tool that the text names.
"""

import re
from dataclasses import dataclass
from zlib import crc32

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
    called = allowed if mode == "named" else [tool for tool in allowed if _is_named(tool, text)]
    if mode == "required" and not called:
        called = allowed[:1]
    if request.parallel_tool_calls is False:
        called = called[:1]
    return [_make_call(tool, request, text, choice, place) for place, tool in enumerate(called)]


def _is_named(tool: Tool, text: str) -> bool:
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
    schema = tool.function.parameters or {"type": "object"}
    # Two tools get unlike arguments, so that a fragment that goes astray is seen.
    arguments = encode_json(make_instance(schema, f"{request.seed}/{tool.name}")).decode()
    return ToolCall(call_id, "function", tool.name, split_tokens(arguments))
