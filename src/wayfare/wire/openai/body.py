"""What clients send in OpenAI's wire, and the errors it has: decoded and encoded.

The client's own bytes are kept: what Wayfare does not have to change goes on exactly as it
was written, numbers and unknown fields included.
Knows nothing of providers, arms or HTTP.
"""

from collections.abc import Sequence

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
from wayfare.wire.openai.conversation import read_chat
from wayfare.wire.wire import Fault
from wayfare.wire.wishes import Said, take_wishes

_encode = msgspec.json.Encoder().encode


class _Part(msgspec.Struct):
    type: str = ""
    text: str | None = None


class _Message(msgspec.Struct):
    role: str
    content: str | list[_Part] | None = None
    tool_calls: msgspec.Raw = NULL


class _StreamOptions(msgspec.Struct):
    include_usage: bool | None = None


class _ResponseFormat(msgspec.Struct):
    type: str


class ChatFields(msgspec.Struct):
    """The fields of a chat request that mean something to Wayfare."""

    model: str | None = None
    messages: list[_Message] | None = None
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    max_completion_tokens: int | None = None
    max_tokens: int | None = None
    n: int | None = None
    reasoning_effort: str | None = None
    response_format: _ResponseFormat | None = None
    logprobs: bool | None = None
    tools: list[msgspec.Raw] | None = None
    modalities: msgspec.Raw = NULL
    wayfare: Said = UNSET
    metadata: msgspec.Raw = NULL


class EmbeddingsFields(msgspec.Struct):
    """The fields of a request for embeddings that mean something to Wayfare."""

    model: str | None = None
    input: msgspec.Raw = NULL


_fields = msgspec.json.Decoder(Fields)
_chat = msgspec.json.Decoder(ChatFields)
_embeddings = msgspec.json.Decoder(EmbeddingsFields)

_CHAT_ONLY = frozenset({Feature.CHAT})
_NEED_OF_PART = {
    "image_url": Feature.IMAGE,
    "input_audio": Feature.AUDIO,
    "file": Feature.FILE,
}
_NEED_OF_FORMAT = {"json_schema": Feature.JSON_SCHEMA, "json_object": Feature.JSON_SCHEMA}
CHOICES_MAX = 128  # OpenAI's limit; a count without one would overflow what is recorded
_LENGTH_FIELDS = ("max_completion_tokens", "max_tokens")


class ChatBody(msgspec.Struct, frozen=True):
    """A chat request in OpenAI's wire: the meaning, and the bytes as they were written."""

    request: ChatRequest
    raw: bytes
    wire: str = "openai"

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write the body for one arm: its model's name, its setup, and usage asked for."""
        asks_for_usage = self.request.stream and not self.request.stream_usage
        if setup.is_plain:
            written = with_model(self.raw, model)
            if written and asks_for_usage:
                written = _with_usage_asked_for(written)
            if written:
                return written
        fields = decode_fields(self.raw)
        fields["model"] = msgspec.Raw(_encode(model))
        if asks_for_usage:
            fields["stream_options"] = _asking_for_usage(fields.get("stream_options"))
        if not setup.is_plain:
            _apply(setup, fields, self.request, length_field)
        return _encode(fields)

    def conversation(self) -> Conversation:
        """Decode it wholly, for a model that speaks another wire."""
        return read_chat(self.raw)


def decode_chat(body: bytes) -> ChatBody:
    """Read a chat request.

    Raises:
        BadRequestError: names the field and what is wrong with it.
    """
    chat = decode_known(_chat, body)
    taken = take_wishes(body, chat.wayfare)
    if not chat.messages:
        raise BadRequestError(
            "`messages` is missing or empty.",
            cure='Send at least one, such as {"role": "user", "content": "..."}.',
            param="messages",
        )
    if chat.n is not None and not 1 <= chat.n <= CHOICES_MAX:
        raise BadRequestError(f"`n` must lie between 1 and {CHOICES_MAX}.", param="n")
    limit = chat.max_completion_tokens
    request = ChatRequest(
        model=chat.model or missing_model(),
        messages=tuple([Message(m.role, _text(m)) for m in chat.messages]),
        needs=_needs(chat, chat.messages),
        stream=bool(chat.stream),
        stream_usage=bool(chat.stream_options and chat.stream_options.include_usage),
        output_tokens_max=chat.max_tokens if limit is None else limit,
        choices=chat.n or 1,
        media_parts=sum([_media(m) for m in chat.messages]),
        reasoning_effort=chat.reasoning_effort,
        wishes=taken.wishes,
        demands=taken.demands,
        topic=given_topic(chat.metadata),
    )
    return ChatBody(request, taken.body)


def decode_embeddings(body: bytes) -> tuple[str, int, Fields]:
    """Read an embeddings request: the model, the number of characters in it, the fields."""
    asked = decode_known(_embeddings, body)
    model = asked.model or missing_model()
    if is_null(asked.input):
        raise BadRequestError(
            "`input` is missing.", cure="Send a text or a list of texts.", param="input"
        )
    return model, len(bytes(asked.input)), decode_fields(body)


def encode_with_model(fields: Fields, model: str) -> bytes:
    """Write fields back with another model name and nothing else changed."""
    return _encode({**fields, "model": msgspec.Raw(_encode(model))})


def _text(message: _Message) -> str:
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    return "\n".join(part.text for part in message.content if part.text)


def _media(message: _Message) -> int:
    if not isinstance(message.content, list):
        return 0
    return sum(part.type in _NEED_OF_PART for part in message.content)


def _needs(chat: ChatFields, messages: Sequence[_Message]) -> frozenset[Feature]:
    more: list[Feature] = []
    if chat.tools:
        more.append(Feature.TOOLS)
    if chat.response_format and chat.response_format.type in _NEED_OF_FORMAT:
        more.append(_NEED_OF_FORMAT[chat.response_format.type])
    if chat.logprobs:
        more.append(Feature.LOGPROBS)
    if chat.modalities is not NULL and b'"audio"' in bytes(chat.modalities):
        more.append(Feature.AUDIO)
    for message in messages:
        if message.role == "tool" or not is_null(message.tool_calls):
            more.append(Feature.TOOLS)
        if isinstance(message.content, list):
            more += [_NEED_OF_PART[p.type] for p in message.content if p.type in _NEED_OF_PART]
    return _CHAT_ONLY.union(more) if more else _CHAT_ONLY


def _with_usage_asked_for(raw: bytes) -> bytes | None:
    """Ask for usage after all other fields; None where the client has options of its own."""
    if b'"stream_options"' in raw:
        return None
    return raw[: raw.rindex(b"}")] + b',"stream_options":{"include_usage":true}}'


def _asking_for_usage(options: msgspec.Raw | None) -> msgspec.Raw:
    if options is None or is_null(options):
        return msgspec.Raw(b'{"include_usage":true}')
    fields = _fields.decode(options)
    fields["include_usage"] = msgspec.Raw(b"true")
    return msgspec.Raw(_encode(fields))


def _apply(setup: Setup, fields: Fields, request: ChatRequest, length_field: str) -> None:
    if setup.reasoning_effort and request.reasoning_effort is None:
        fields["reasoning_effort"] = msgspec.Raw(_encode(setup.reasoning_effort))
    if setup.output_tokens_max:
        budget = setup.limit(request.output_tokens_max)
        given = [name for name in _LENGTH_FIELDS if name in fields]
        if length_field not in (_LENGTH_FIELDS[0], *given):
            # who has its own word for the limit may not know the newer one, and go on without
            for name in given:
                del fields[name]
            given = []
        for name in given or [length_field]:
            fields[name] = msgspec.Raw(_encode(budget))
    if setup.system_prompt:
        first = _encode({"role": "system", "content": setup.system_prompt})
        rest = bytes(fields["messages"]).strip()[1:]
        fields["messages"] = msgspec.Raw(b"[" + first + b"," + rest)


def encode_error(message: str, kind: str, code: str | None, param: str | None) -> bytes:
    """Write an error in OpenAI's shape."""
    return _encode({"error": {"message": message, "type": kind, "param": param, "code": code}})


def encode_fault(fault: Fault) -> bytes:
    """Write an error in OpenAI's shape."""
    return encode_error(fault.message, fault.kind, fault.code, fault.param)
