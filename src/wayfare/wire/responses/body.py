"""What clients send in Responses, decoded lightly; their bytes go on as they were written.

Also what a gateway needs to keep conversations itself: the items of a request and of an
answer, and a request with the items of earlier turns put before its own.
Knows nothing of providers, arms or HTTP.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import UNSET

from wayfare.domain.arm import Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import Conversation
from wayfare.wire.fields import (
    NULL,
    Fields,
    decode_fields,
    decode_known,
    given_topic,
    is_null,
    missing_model,
    with_model,
)
from wayfare.wire.reading import with_field
from wayfare.wire.responses.conversation import LOGPROBS, read_request
from wayfare.wire.wishes import Said, take_wishes


class PreviousResponseNotFoundError(BadRequestError):
    """The response that a request continues is not kept here."""

    code = "previous_response_not_found"

    def __init__(self, response_id: str) -> None:
        super().__init__(
            f"Previous response with id '{response_id}' not found.",
            cure="It was deleted, or asked for with `store` off: send the earlier items instead.",
            param="previous_response_id",
        )


class _Part(msgspec.Struct):
    type: str = ""
    text: str | None = None


_Content = str | list[_Part] | dict[str, msgspec.Raw] | None


class _Item(msgspec.Struct):
    type: str | None = None
    role: str | None = None
    content: _Content = None
    output: _Content = None


class _Reasoning(msgspec.Struct):
    effort: str | None = None


class _Format(msgspec.Struct):
    type: str = ""


class _Text(msgspec.Struct):
    format: _Format | None = None


class _Kept(msgspec.Struct):
    id: str


class ResponsesFields(msgspec.Struct):
    """The fields that mean something to Wayfare."""

    model: str | None = None
    input: str | list[_Item] | None = None
    instructions: str | None = None
    stream: bool | None = None
    max_output_tokens: int | None = None
    reasoning: _Reasoning | None = None
    text: _Text | None = None
    tools: list[msgspec.Raw] | None = None
    include: list[str] | None = None
    top_logprobs: int | None = None
    previous_response_id: str | None = None
    store: bool | None = None
    background: bool | None = None
    conversation: str | _Kept | None = None
    prompt: msgspec.Raw = NULL
    wayfare: Said = UNSET
    metadata: msgspec.Raw = NULL


class _Output(msgspec.Struct):
    output: list[msgspec.Raw] | None = None


_request = msgspec.json.Decoder(ResponsesFields)
_output = msgspec.json.Decoder(_Output)
_raws = msgspec.json.Decoder(list[msgspec.Raw])
_word = msgspec.json.Decoder(str)
_encode = msgspec.json.Encoder().encode

_NEED_OF_PART = {
    "input_image": Feature.IMAGE,
    "input_file": Feature.FILE,
    "input_audio": Feature.AUDIO,
}
_SHAPED = ("json_schema", "json_object")
_CALLS = (
    "function_call",
    "function_call_output",
    "custom_tool_call",
    "custom_tool_call_output",
)


class ResponsesBody(msgspec.Struct, frozen=True):
    """A request in Responses: the meaning, and the bytes as they were written.

    `previous_response_id` names the answer that it continues, `conversation_id` a
    conversation kept by the provider. `store` is whether the answer shall be kept, which
    is so unless the client says no; `background` asks to be answered later; `has_prompt`
    means that it goes by a prompt stored at the provider.
    """

    request: ChatRequest
    raw: bytes
    previous_response_id: str | None = None
    store: bool = True
    background: bool = False
    conversation_id: str | None = None
    has_prompt: bool = False
    wire: str = "responses"

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write the body for one arm: its model's name and its setup."""
        if setup.is_plain:
            written = with_model(self.raw, model)
            if written is not None:
                return written
        fields = decode_fields(self.raw)
        fields["model"] = msgspec.Raw(_encode(model))
        if not setup.is_plain:
            _apply(setup, fields, self.request)
        return _encode(fields)

    def conversation(self) -> Conversation:
        """Decode it wholly, for a model that speaks another wire."""
        return read_request(self.raw)


def decode_request(body: bytes) -> ResponsesBody:
    """Read a request.

    Raises:
        BadRequestError: names the field and what is wrong with it.
    """
    asked = decode_known(_request, body)
    taken = take_wishes(body, asked.wayfare)
    conversation = asked.conversation
    conversation_id = conversation.id if isinstance(conversation, _Kept) else conversation
    has_prompt = not is_null(asked.prompt)
    if not (asked.input or asked.previous_response_id or conversation_id or has_prompt):
        raise BadRequestError(
            "`input` is missing or empty.",
            cure='Send a text, or a list such as [{"role": "user", "content": "..."}].',
            param="input",
        )
    items = asked.input if isinstance(asked.input, list) else []
    request = ChatRequest(
        model=asked.model or missing_model(),
        messages=tuple(_messages(asked)),
        needs=frozenset(_needs(asked, items)),
        stream=bool(asked.stream),
        stream_usage=bool(asked.stream),  # this wire always tells
        output_tokens_max=asked.max_output_tokens,
        media_parts=sum(part.type in _NEED_OF_PART for item in items for part in _parts(item)),
        reasoning_effort=asked.reasoning.effort if asked.reasoning else None,
        wishes=taken.wishes,
        demands=taken.demands,
        topic=given_topic(asked.metadata),
    )
    return ResponsesBody(
        request,
        taken.body,
        previous_response_id=asked.previous_response_id or None,
        store=asked.store is not False,
        background=bool(asked.background),
        conversation_id=conversation_id or None,
        has_prompt=has_prompt,
    )


def input_items(body: bytes) -> list[msgspec.Raw]:
    """The items that a request brings, as written; a text becomes a message of the user."""
    return _items(decode_fields(body).get("input", NULL))


def output_items(answer: bytes) -> list[msgspec.Raw]:
    """The items in a whole answer, as written."""
    return _output.decode(answer).output or []


def expand(body: bytes, history_items: Sequence[msgspec.Raw]) -> bytes:
    """Put items before those of a request that continues them; nothing else changes.

    >>> expand(b'{"previous_response_id":"resp_1","input":[{"b":2}]}', [msgspec.Raw(b'{"a":1}')])
    b'{"input":[{"a":1},{"b":2}]}'
    """
    fields = decode_fields(body)
    fields.pop("previous_response_id", None)
    items = [*history_items, *_items(fields.get("input", NULL))]
    fields["input"] = msgspec.Raw(b"[" + b",".join(map(bytes, items)) + b"]")
    return _encode(fields)


def _items(given: msgspec.Raw) -> list[msgspec.Raw]:
    if is_null(given):
        return []
    if not bytes(given).startswith(b'"'):
        return _raws.decode(given)
    content = [{"type": "input_text", "text": _word.decode(given)}]
    return [msgspec.Raw(_encode({"type": "message", "role": "user", "content": content}))]


def _messages(asked: ResponsesFields) -> Iterator[Message]:
    if asked.instructions:
        yield Message("system", asked.instructions)
    if isinstance(asked.input, str):
        yield Message("user", asked.input)
        return
    for item in asked.input or ():
        if item.role is not None:
            yield Message(item.role, _text(item.content))
        elif item.output is not None:
            yield Message("tool", _text(item.output))


def _text(content: _Content) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    return "\n".join(part.text for part in content if part.text)


def _parts(item: _Item) -> Iterable[_Part]:
    for content in (item.content, item.output):
        if isinstance(content, list):
            yield from content


def _needs(asked: ResponsesFields, items: Sequence[_Item]) -> Iterable[Feature]:
    yield Feature.CHAT
    if asked.tools or any(item.type in _CALLS for item in items):
        yield Feature.TOOLS
    if asked.text and asked.text.format and asked.text.format.type in _SHAPED:
        yield Feature.JSON_SCHEMA
    if asked.top_logprobs or LOGPROBS in (asked.include or ()):
        yield Feature.LOGPROBS
    for item in items:
        for part in _parts(item):
            if part.type in _NEED_OF_PART:
                yield _NEED_OF_PART[part.type]


def _apply(setup: Setup, fields: Fields, request: ChatRequest) -> None:
    if setup.reasoning_effort and request.reasoning_effort is None:
        given = bytes(fields.get("reasoning", NULL))
        effort = _encode(setup.reasoning_effort)
        if given.startswith(b"{"):
            kept = {k: v for k, v in decode_fields(given).items() if k != "effort"}
            given = _encode(kept)
        fields["reasoning"] = msgspec.Raw(
            with_field(given if given.startswith(b"{") else b"{}", b"effort", effort)
        )
    if setup.output_tokens_max:
        limit = setup.limit(request.output_tokens_max)
        fields["max_output_tokens"] = msgspec.Raw(_encode(limit))
    if setup.system_prompt:
        given = bytes(fields.get("instructions", NULL))
        own = _word.decode(given) if given.startswith(b'"') else ""
        told = f"{setup.system_prompt}\n\n{own}" if own else setup.system_prompt
        fields["instructions"] = msgspec.Raw(_encode(told))
