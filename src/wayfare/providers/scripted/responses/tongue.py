"""OpenAI's Responses for the scripted provider, with what it keeps between two calls."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from wayfare.domain.deployment import Deployment
from wayfare.providers.scripted.answers import FREE, Answer, Mind
from wayfare.providers.scripted.chat import HEADERS
from wayfare.providers.scripted.directives import Directives
from wayfare.providers.scripted.fitting import fit
from wayfare.providers.scripted.models import RESPONSES_DEPLOYMENTS
from wayfare.providers.scripted.refusals import (
    Refusal,
    bad_request,
    flagged_prompt,
    unknown_model,
    unknown_url,
)
from wayfare.providers.scripted.requests import (
    AllowedTools,
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
from wayfare.providers.scripted.responses import shapes
from wayfare.providers.scripted.responses.encoding import ResponseFrame, wants_summary
from wayfare.providers.scripted.responses.errors import (
    unknown_item,
    unknown_response,
    wrong_shape,
)
from wayfare.providers.scripted.responses.rules import check_items, check_request
from wayfare.providers.scripted.slips import SlipError, shape
from wayfare.providers.scripted.tongue import Lookup

PROVIDER = "scripted-responses"

#: Responses kept at most, so that a script that serves for weeks does not fill the memory.
KEPT_RESPONSES = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A response that is kept: what led to it, and what it said."""

    response: shapes.Json
    items: list[shapes.Item]


class Shelf:
    """What a provider keeps of its responses, the oldest forgotten first."""

    def __init__(self) -> None:
        self.responses: dict[str, Kept] = {}
        self.items: dict[str, shapes.Item] = {}

    def keep(self, response: shapes.Json, before: list[shapes.Item]) -> None:
        """Keep a response, after the items that led to it."""
        output = msgspec.json.decode(encode_json(response["output"]), type=list[shapes.Item])
        for item in output:
            if item.id is not None:
                self.items[item.id] = item
        self.responses[str(response["id"])] = Kept(response, [*before, *output])
        if len(self.responses) > KEPT_RESPONSES:
            self.forget(next(iter(self.responses)))

    def forget(self, response_id: str) -> None:
        """Forget a response, and its items."""
        kept = self.responses.pop(response_id)
        for item in _list(kept.response["output"]):
            self.items.pop(str(item["id"]), None)


@dataclass(frozen=True, slots=True)
class KeepingFrame(ResponseFrame):
    """A frame whose response is kept as soon as it is made."""

    shelf: Shelf | None = None
    before: tuple[shapes.Item, ...] = ()

    def response(self, answer: Answer) -> shapes.Json:
        """The response at its end, kept."""
        made = ResponseFrame.response(self, answer)
        if self.shelf is not None:
            self.shelf.keep(made, list(self.before))
        return made


@dataclass(frozen=True, slots=True)
class ResponseAsked:
    """A request for a response, with the items that it goes on from."""

    raw: shapes.ResponsesRequest
    items: list[shapes.Item]
    request: ChatRequest
    shelf: Shelf

    @property
    def is_streamed(self) -> bool:
        """Whether the answer is to be streamed."""
        return bool(self.raw.stream)

    @property
    def tells_thought(self) -> bool:
        """Whether thought is sent like words."""
        return wants_summary(self.raw)

    def admit(self, directives: Directives) -> tuple[Deployment, Mind]:
        """The model, if it can do this."""
        found = next((d for d in RESPONSES_DEPLOYMENTS if d.model == self.raw.model), None)
        if found is None:
            raise unknown_model(self.raw.model)
        if directives.is_blocked:
            raise flagged_prompt()
        fit(self.request, found, _too_long)
        return found, FREE

    def frame(self, call_id: str, directives: Directives, *, no_usage: bool) -> ResponseFrame:
        """How the answer is written."""
        shelf = None if self.raw.store is False else self.shelf
        return KeepingFrame(call_id, self.raw, no_usage, shelf, tuple(self.items))


class ResponsesTongue:
    """OpenAI's newer wire."""

    provider = PROVIDER
    bases = ("/v1",)
    deployments: Sequence[Deployment] = RESPONSES_DEPLOYMENTS
    headers_needed = ()

    def __init__(self) -> None:
        self.shelf = Shelf()

    def speaks(self, endpoint: str) -> bool:
        """Whether there is such an endpoint."""
        return endpoint.partition("?")[0] == "responses"

    def read(self, endpoint: str, body: bytes) -> ResponseAsked | Lookup:
        """Understand a call, or refuse it as OpenAI does."""
        if not self.speaks(endpoint):
            raise self.unknown_endpoint("POST", f"/v1/{endpoint}")
        raw = _read(body)
        items = self._items(raw)
        return ResponseAsked(raw, items, _lower(raw, items), self.shelf)

    def unknown_model(self, model: str) -> Refusal:
        """The refusal where no model has this name."""
        return unknown_model(model)

    def unknown_endpoint(self, method: str, path: str) -> Refusal:
        """The refusal where there is nothing at a path."""
        return unknown_url(method, path)

    def error(self, refusal: Refusal, call_id: str) -> bytes:
        """A refusal as OpenAI puts it."""
        return refusal.body

    def headers(self, call_id: str) -> Mapping[str, str]:
        """What stands in every answer's head."""
        return HEADERS

    def fetch(self, response_id: str) -> bytes:
        """A response that is kept.

        Raises:
            Refusal: it is not.
        """
        return encode_json(self._kept(response_id).response)

    def delete(self, response_id: str) -> bytes:
        """Forget a response that is kept.

        Raises:
            Refusal: it is not.
        """
        self._kept(response_id)
        self.shelf.forget(response_id)
        return encode_json({"id": response_id, "object": "response", "deleted": True})

    def _kept(self, response_id: str) -> Kept:
        kept = self.shelf.responses.get(response_id)
        if kept is None:
            raise Refusal(404, f"Response with id '{response_id}' not found.")
        return kept

    def _items(self, raw: shapes.ResponsesRequest) -> list[shapes.Item]:
        """The whole conversation, what is kept of it in its place."""
        before: list[shapes.Item] = []
        if raw.previous_response_id is not None:
            kept = self.shelf.responses.get(raw.previous_response_id)
            if kept is None:
                raise unknown_response(raw.previous_response_id)
            before = kept.items
        given = raw.input or []
        new = [shapes.MessageItem(role="user", content=given)] if isinstance(given, str) else given
        found = [self._resolve(item) for item in new]
        check_items([*before, *found], found, set(self.shelf.items))
        return [*before, *found]

    def _resolve(self, item: shapes.Item) -> shapes.Item:
        if not isinstance(item, shapes.ItemReference):
            return item
        kept = self.shelf.items.get(item.id)
        if kept is None:
            raise unknown_item(item.id)
        return kept


def _read(body: bytes) -> shapes.ResponsesRequest:
    try:
        decoded = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise bad_request(
            "We could not parse the JSON body of your request. "
            "(HINT: This likely means you aren't using your HTTP library correctly.)"
        ) from error
    if isinstance(decoded, dict) and isinstance(decoded.get("input"), list):
        decoded["input"] = [_typed(item) for item in decoded["input"]]
    try:
        request = shape(decoded, shapes.ResponsesRequest)
    except SlipError as error:
        raise wrong_shape(error.slip) from error
    check_request(request)
    return request


def _typed(item: object) -> object:
    """An item without a type is a message, or else a reference to one that is kept."""
    if not isinstance(item, dict) or item.get("type") is not None:
        return item
    rest = {name: value for name, value in item.items() if name != "type"}
    return {"type": "message" if "role" in item else "item_reference", **rest}


def _list(value: object) -> list[shapes.Json]:
    return value if isinstance(value, list) else []


def _too_long(count: int, most: int) -> Refusal:
    return bad_request(
        "Your input exceeds the context window of this model. Please adjust your input and try "
        "again.",
        "input",
        "context_length_exceeded",
    )


def _lower(raw: shapes.ResponsesRequest, items: list[shapes.Item]) -> ChatRequest:
    """The request in the script's own words."""
    request = ChatRequest(raw.model, [])
    if raw.instructions:
        request.messages.append(Message("developer", raw.instructions))
    request.messages += [message for item in items for message in _lower_item(item)]
    if raw.tools:
        request.tools = [lower for tool in raw.tools for lower in _lower_tool(tool)]
    request.tool_choice = _lower_choice(raw)
    request.parallel_tool_calls = raw.parallel_tool_calls
    request.max_tokens = raw.max_output_tokens
    request.top_logprobs = raw.top_logprobs
    request.logprobs = "message.output_text.logprobs" in (raw.include or ())
    request.reasoning_effort = raw.reasoning.effort if raw.reasoning else None
    form = raw.text.format if raw.text else None
    if isinstance(form, shapes.SchemaFormat):
        request.response_format = ResponseFormat(
            "json_schema", SchemaFormat(form.name, form.schema)
        )
    elif isinstance(form, shapes.JsonFormat):
        request.response_format = ResponseFormat("json_object")
    return request


def _lower_tool(
    tool: shapes.FunctionTool | shapes.CustomTool | shapes.NamespaceTool, group: str = ""
) -> Iterator[Tool]:
    """A tool in the script's words: one of a group has the group before a dot."""
    name = f"{group}.{tool.name}" if group else tool.name
    if isinstance(tool, shapes.NamespaceTool):
        for member in tool.tools:
            yield from _lower_tool(member, tool.name)
    elif isinstance(tool, shapes.CustomTool):
        yield Tool("custom", custom=ToolSpec(name, tool.description))
    else:
        yield Tool("function", ToolSpec(name, tool.description, tool.parameters))


def _lower_choice(raw: shapes.ResponsesRequest) -> str | ToolChoice | None:
    choice = raw.tool_choice
    if choice is None or isinstance(choice, str):
        return choice
    if isinstance(choice, shapes.AllowedTools):
        names = {tool.name for tool in choice.tools}
        allowed = [
            lower for tool in raw.tools or () if tool.name in names for lower in _lower_tool(tool)
        ]
        return ToolChoice("allowed_tools", allowed_tools=AllowedTools(choice.mode, allowed))
    return ToolChoice("function", ToolSpec(choice.name))


def _lower_item(item: shapes.Item) -> Iterator[Message]:
    if isinstance(item, shapes.MessageItem):
        content = item.content
        yield Message(item.role, content if isinstance(content, str) else _parts(content))
    elif isinstance(item, shapes.FunctionCallItem):
        spec = {"name": item.name, "arguments": item.arguments}
        call: dict[str, object] = {"id": item.call_id, "type": "function", "function": spec}
        yield Message("assistant", tool_calls=[call])
    elif isinstance(item, shapes.CustomCallItem):
        spec = {"name": item.name, "input": item.input}
        call = {"id": item.call_id, "type": "custom", "custom": spec}
        yield Message("assistant", tool_calls=[call])
    elif isinstance(item, shapes.FunctionOutputItem | shapes.CustomOutputItem):
        output = item.output if isinstance(item.output, str) else _parts(item.output)
        yield Message("tool", output, tool_call_id=item.call_id)


def _parts(given: Iterable[shapes.AnyPart]) -> list[Part]:
    parts = []
    for part in given:
        if isinstance(part, shapes.InputImage):
            parts.append(Part("image_url"))
        elif isinstance(part, shapes.InputFile):
            parts.append(Part("file", file={"filename": part.filename} if part.filename else None))
        elif isinstance(part, shapes.RefusalPart):
            parts.append(Part("refusal", refusal=part.refusal))
        else:
            parts.append(Part("text", part.text))
    return parts
