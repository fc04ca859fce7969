"""What clients send in OpenAI's wire, and the errors it has: decoded and encoded.

The client's own bytes are kept field by field: what Wayfare does not have to change goes
on exactly as it was written, numbers and unknown fields included.
Knows nothing of providers, arms or HTTP.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from wayfare.domain.arm import Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError

Fields = dict[str, msgspec.Raw]

_fields = msgspec.json.Decoder(Fields)
_encode = msgspec.json.Encoder().encode


class _Part(msgspec.Struct):
    type: str = ""
    text: str | None = None


class _Message(msgspec.Struct):
    role: str
    content: str | list[_Part] | None = None
    tool_calls: msgspec.Raw = msgspec.Raw(b"null")


class _StreamOptions(msgspec.Struct):
    include_usage: bool | None = None


class _ResponseFormat(msgspec.Struct):
    type: str


_NEED_OF_PART = {
    "image_url": Feature.IMAGE,
    "input_audio": Feature.AUDIO,
    "file": Feature.FILE,
}
_NEED_OF_FORMAT = {"json_schema": Feature.JSON_SCHEMA, "json_object": Feature.JSON_SCHEMA}
_NULL = b"null"
_CHOICES_MAX = 128  # OpenAI's limit; a count without one would overflow what is recorded
_LENGTH_FIELDS = ("max_completion_tokens", "max_tokens")


@dataclass(frozen=True, slots=True)
class ChatBody:
    """A chat request in OpenAI's wire: the meaning, and the fields as they were written."""

    request: ChatRequest
    fields: Fields

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write the body for one arm: its model's name, its setup, and usage asked for."""
        fields = dict(self.fields)
        fields["model"] = msgspec.Raw(_encode(model))
        if self.request.stream and not self.request.stream_usage:
            fields["stream_options"] = _asking_for_usage(fields.get("stream_options"))
        if not setup.is_plain:
            _apply(setup, fields, self.request, length_field)
        return _encode(fields)


def decode_chat(body: bytes) -> ChatBody:
    """Read a chat request.

    Raises:
        BadRequestError: names the field and what is wrong with it.
    """
    fields = decode_fields(body)
    messages = _get(fields, "messages", list[_Message])
    if not messages:
        raise BadRequestError(
            "`messages` is missing or empty.",
            cure='Send at least one, such as {"role": "user", "content": "..."}.',
            param="messages",
        )
    options = _get(fields, "stream_options", _StreamOptions)
    limit = _get(fields, "max_completion_tokens", int)
    if limit is None:
        limit = _get(fields, "max_tokens", int)
    choices = _get(fields, "n", int)
    if choices is not None and not 1 <= choices <= _CHOICES_MAX:
        raise BadRequestError(f"`n` must lie between 1 and {_CHOICES_MAX}.", param="n")
    request = ChatRequest(
        model=_get(fields, "model", str) or _missing_model(),
        messages=tuple(Message(m.role, _text(m)) for m in messages),
        needs=frozenset(_needs(fields, messages)),
        stream=bool(_get(fields, "stream", bool)),
        stream_usage=bool(options and options.include_usage),
        output_tokens_max=limit,
        choices=choices or 1,
        media_parts=sum(_media(m) for m in messages),
        reasoning_effort=_get(fields, "reasoning_effort", str),
    )
    return ChatBody(request, fields)


def decode_fields(body: bytes) -> Fields:
    """Split a JSON object into its fields, each as its own bytes.

    Raises:
        BadRequestError: the body is not a JSON object in UTF-8.
    """
    try:
        body.decode("utf-8")
        return _fields.decode(body)
    except msgspec.ValidationError as error:
        raise BadRequestError("The body must be a JSON object.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequestError(f"The body is not JSON in UTF-8: {error}.") from error
    except RecursionError as error:
        raise BadRequestError("The body is nested too deeply.") from error


def decode_embeddings(body: bytes) -> tuple[str, int, Fields]:
    """Read an embeddings request: the model, the number of characters in it, the fields."""
    fields = decode_fields(body)
    model = _get(fields, "model", str) or _missing_model()
    given = fields.get("input")
    if given is None or bytes(given) == _NULL:
        raise BadRequestError(
            "`input` is missing.", cure="Send a text or a list of texts.", param="input"
        )
    return model, len(bytes(given)), fields


def encode_with_model(fields: Fields, model: str) -> bytes:
    """Write fields back with another model name and nothing else changed."""
    return _encode({**fields, "model": msgspec.Raw(_encode(model))})


def _get(fields: Fields, name: str, kind: Any) -> Any:
    raw = fields.get(name)
    if raw is None or bytes(raw) == _NULL:
        return None
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        param = name + where.rstrip("`")
        raise BadRequestError(f"`{param}` is wrong: {what}.", param=param) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRequestError(f"`{name}` cannot be read: {error}.", param=name) from error


def _missing_model() -> str:
    raise BadRequestError(
        "`model` is missing.",
        cure="Send `auto`, or a name that `GET /v1/models` lists.",
        param="model",
    )


def _text(message: _Message) -> str:
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    return "\n".join(part.text for part in message.content if part.text)


def _media(message: _Message) -> int:
    if not isinstance(message.content, list):
        return 0
    return sum(part.type in _NEED_OF_PART for part in message.content)


def _needs(fields: Fields, messages: Sequence[_Message]) -> Iterable[Feature]:
    yield Feature.CHAT
    if _get(fields, "tools", list[msgspec.Raw]):
        yield Feature.TOOLS
    response_format = _get(fields, "response_format", _ResponseFormat)
    if response_format and response_format.type in _NEED_OF_FORMAT:
        yield _NEED_OF_FORMAT[response_format.type]
    if _get(fields, "logprobs", bool):
        yield Feature.LOGPROBS
    if b'"audio"' in bytes(fields.get("modalities", b"")):
        yield Feature.AUDIO
    for message in messages:
        if message.role == "tool" or bytes(message.tool_calls) != _NULL:
            yield Feature.TOOLS
        if isinstance(message.content, list):
            for part in message.content:
                if part.type in _NEED_OF_PART:
                    yield _NEED_OF_PART[part.type]


def _asking_for_usage(options: msgspec.Raw | None) -> msgspec.Raw:
    if options is None or bytes(options) == _NULL:
        return msgspec.Raw(b'{"include_usage":true}')
    fields = _fields.decode(options)
    fields["include_usage"] = msgspec.Raw(b"true")
    return msgspec.Raw(_encode(fields))


def _apply(setup: Setup, fields: Fields, request: ChatRequest, length_field: str) -> None:
    if setup.reasoning_effort and request.reasoning_effort is None:
        fields["reasoning_effort"] = msgspec.Raw(_encode(setup.reasoning_effort))
    if setup.output_tokens_max:
        asked = request.output_tokens_max or setup.output_tokens_max
        budget = min(asked, setup.output_tokens_max)
        given = [name for name in _LENGTH_FIELDS if name in fields]
        for name in given or [length_field]:
            fields[name] = msgspec.Raw(_encode(budget))
    if setup.system_prompt:
        first = _encode({"role": "system", "content": setup.system_prompt})
        rest = bytes(fields["messages"]).strip()[1:]
        fields["messages"] = msgspec.Raw(b"[" + first + b"," + rest)


def encode_error(message: str, kind: str, code: str | None, param: str | None) -> bytes:
    """Write an error in OpenAI's shape."""
    return _encode({"error": {"message": message, "type": kind, "param": param, "code": code}})
