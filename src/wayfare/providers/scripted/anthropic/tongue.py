"""Anthropic's Messages for the scripted provider: messages, and how many tokens they have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from wayfare.domain.deployment import Deployment
from wayfare.domain.usage import Usage
from wayfare.providers.scripted.answers import Mind
from wayfare.providers.scripted.anthropic.encoding import MessageFrame
from wayfare.providers.scripted.anthropic.errors import error_body, wrong, wrong_shape
from wayfare.providers.scripted.anthropic.rules import (
    check_conversation,
    check_sampling,
    check_thoughts,
    is_thinking,
)
from wayfare.providers.scripted.anthropic.shapes import (
    AnyBlock,
    AnyChoice,
    AutoChoice,
    Countable,
    DocumentBlock,
    ImageBlock,
    MessagesRequest,
    NamedChoice,
    NoChoice,
    PlainText,
    TextBlock,
    ThinkingOff,
    ToolResultBlock,
    ToolUseBlock,
    Turn,
)
from wayfare.providers.scripted.directives import Directives
from wayfare.providers.scripted.fitting import fit
from wayfare.providers.scripted.models import ANTHROPIC_DEPLOYMENTS
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.requests import (
    ChatRequest,
    Message,
    Part,
    ResponseFormat,
    SchemaFormat,
    Tool,
    ToolChoice,
    ToolSpec,
    encode_json,
)
from wayfare.providers.scripted.slips import SlipError, shape
from wayfare.providers.scripted.tokens import count_prompt
from wayfare.providers.scripted.tongue import Lookup

Counted = TypeVar("Counted", bound=Countable)

PROVIDER = "scripted-anthropic"
HEADERS = {
    "anthropic-organization-id": "scripted",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
    "anthropic-ratelimit-tokens-limit": "2000000",
    "anthropic-ratelimit-tokens-remaining": "1999000",
}


@dataclass(frozen=True, slots=True)
class MessagesAsked:
    """A request for a message."""

    raw: MessagesRequest
    request: ChatRequest

    @property
    def is_streamed(self) -> bool:
        """Whether the answer is to be streamed."""
        return self.raw.stream

    @property
    def tells_thought(self) -> bool:
        """Whether thought is sent like words."""
        return not _omits(self.raw)

    def admit(self, directives: Directives) -> tuple[Deployment, Mind]:
        """The model, if it can do this, and whether it thinks."""
        deployment = _find(self.raw.model)
        may_think = not isinstance(self.raw.thinking, ThinkingOff)
        told_to = directives.thought is not None or directives.hidden is not None
        must_think = is_thinking(self.raw)
        check_thoughts(self.raw, thinks=may_think and (must_think or told_to))
        fit(self.request, deployment, _too_long)
        return deployment, Mind(may_think, must_think)

    def frame(self, call_id: str, directives: Directives, *, no_usage: bool) -> MessageFrame:
        """How the answer is written."""
        return MessageFrame(f"msg_{call_id}", self.raw.model, _omits(self.raw), no_usage)


class MessagesTongue:
    """Anthropic's wire."""

    provider = PROVIDER
    bases = ("/v1",)
    deployments: Sequence[Deployment] = ANTHROPIC_DEPLOYMENTS
    headers_needed = ("anthropic-version",)

    def speaks(self, endpoint: str) -> bool:
        """Whether there is such an endpoint."""
        return endpoint.partition("?")[0] in {"messages", "messages/count_tokens"}

    def read(self, endpoint: str, body: bytes) -> MessagesAsked | Lookup:
        """Understand a call, or refuse it as Anthropic does."""
        path = endpoint.partition("?")[0]
        if not self.speaks(endpoint):
            raise self.unknown_endpoint("POST", path)
        if path == "messages/count_tokens":
            return _count(_read(body, Countable))
        raw = _read(body, MessagesRequest)
        check_sampling(raw)
        return MessagesAsked(raw, _lower(raw))

    def unknown_model(self, model: str) -> Refusal:
        """The refusal where no model has this name."""
        return Refusal(404, f"model: {model}")

    def unknown_endpoint(self, method: str, path: str) -> Refusal:
        """The refusal where there is nothing at a path."""
        return Refusal(404, "Not found")

    def error(self, refusal: Refusal, call_id: str) -> bytes:
        """A refusal as Anthropic puts it."""
        return error_body(refusal, call_id)

    def headers(self, call_id: str) -> Mapping[str, str]:
        """What stands in every answer's head."""
        return {"request-id": f"req_{call_id}", **HEADERS}


def _read(body: bytes, kind: type[Counted]) -> Counted:
    try:
        decoded = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise wrong(f"The request body is not valid JSON: {error}") from error
    try:
        request = shape(decoded, kind)
    except SlipError as error:
        raise wrong_shape(error.slip, decoded) from error
    check_conversation(request)
    return request


def _count(raw: Countable) -> Lookup:
    deployment = _find(raw.model)
    check_thoughts(raw, thinks=False)
    body = encode_json({"input_tokens": count_prompt(_lower(raw))})
    return Lookup(raw.model, deployment, Usage(input_tokens=0, output_tokens=0), body)


def _find(model: str) -> Deployment:
    found = next((d for d in ANTHROPIC_DEPLOYMENTS if d.model == model), None)
    if found is None:
        raise MessagesTongue().unknown_model(model)
    return found


def _too_long(count: int, most: int) -> Refusal:
    return wrong(f"prompt is too long: {count} tokens > {most} maximum")


def _omits(raw: MessagesRequest) -> bool:
    return getattr(raw.thinking, "display", None) == "omitted"


def _lower(raw: Countable) -> ChatRequest:
    """The request in the script's own words."""
    request = ChatRequest(raw.model, list(_lower_turns(raw)))
    if raw.tools:
        request.tools = [
            Tool("function", ToolSpec(tool.name, tool.description, tool.input_schema))
            for tool in raw.tools
        ]
    choice = raw.tool_choice
    if isinstance(choice, NamedChoice):
        request.tool_choice = ToolChoice("function", ToolSpec(choice.name))
    elif isinstance(choice, AnyChoice | NoChoice):
        request.tool_choice = "required" if isinstance(choice, AnyChoice) else "none"
    if isinstance(choice, AutoChoice | AnyChoice | NamedChoice):
        request.parallel_tool_calls = not choice.disable_parallel_tool_use
    output = raw.output_config
    if output is not None and output.format is not None:
        schema = SchemaFormat("answer", output.format.schema)
        request.response_format = ResponseFormat("json_schema", schema)
    # a model of Anthropic's thinks only where it is asked to
    effort = (output.effort if output else None) or "medium"
    request.reasoning_effort = effort if is_thinking(raw) else "none"
    if isinstance(raw, MessagesRequest):
        request.max_tokens = raw.max_tokens
        request.stop = raw.stop_sequences
    return request


def _lower_turns(raw: Countable) -> Iterator[Message]:
    if raw.system:
        system = [TextBlock(text=raw.system)] if isinstance(raw.system, str) else raw.system
        yield Message("system", _parts(system))
    for turn in raw.messages:
        yield from _lower_turn(turn)


def _lower_turn(turn: Turn) -> Iterator[Message]:
    blocks = turn.blocks
    for block in blocks:
        if isinstance(block, ToolResultBlock):
            content = block.content or ""
            parts = content if isinstance(content, str) else _parts(content)
            yield Message("tool", parts, tool_call_id=block.tool_use_id)
    rest = [block for block in blocks if not isinstance(block, ToolResultBlock)]
    if not rest and blocks:
        return
    calls: list[dict[str, object]] = [
        {
            "id": block.id,
            "type": "function",
            "function": {"name": block.name, "arguments": encode_json(block.input).decode()},
        }
        for block in rest
        if isinstance(block, ToolUseBlock)
    ]
    yield Message(turn.role, _parts(rest), tool_calls=calls or None)


def _parts(blocks: Iterable[AnyBlock]) -> list[Part]:
    parts = []
    for block in blocks:
        if isinstance(block, TextBlock):
            parts.append(Part("text", block.text))
        elif isinstance(block, ImageBlock):
            parts.append(Part("image_url"))
        elif isinstance(block, DocumentBlock):
            parts.append(Part("file", file={"filename": block.title} if block.title else None))
            if isinstance(block.source, PlainText):
                parts.append(Part("text", block.source.data))
    return parts
