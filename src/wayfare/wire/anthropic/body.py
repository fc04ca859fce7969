"""What clients send in Anthropic's wire, and the errors it has: decoded and encoded.

The client's own bytes are kept: what Wayfare does not have to change goes on exactly as it
was written, cache marks and unknown fields included. Only thoughts that another maker
signed are taken out on the way to Anthropic's own wire, which would refuse them.
Knows nothing of providers, arms or HTTP.
"""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from wayfare.domain.arm import Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.wire.anthropic.conversation import read_messages
from wayfare.wire.anthropic.marks import MARKED, is_marked
from wayfare.wire.anthropic.thinking import ask_for_thought, word_for
from wayfare.wire.conversation import CannotCarryError, Conversation, Reasoning
from wayfare.wire.fields import NULL, Fields, decode_fields, decode_known, missing_model, with_model
from wayfare.wire.wire import Fault
from wayfare.wire.wishes import Said, take_wishes


class _Block(msgspec.Struct):
    type: str = ""
    text: str | None = None
    content: msgspec.Raw = NULL
    source: msgspec.Raw = NULL


class _Message(msgspec.Struct):
    role: str
    content: str | list[_Block]


class _Typed(msgspec.Struct):
    type: str | None = None


class _Thinking(msgspec.Struct):
    type: str | None = None
    budget_tokens: int | None = None


class _OutputConfig(msgspec.Struct):
    effort: str | None = None
    format: _Typed | None = None


class MessagesFields(msgspec.Struct):
    """The fields of a request that mean something to Wayfare."""

    model: str | None = None
    messages: list[_Message] | None = None
    max_tokens: int | None = None
    system: str | list[_Block] | None = None
    tools: list[msgspec.Raw] | None = None
    stream: bool | None = None
    thinking: _Thinking | None = None
    output_config: _OutputConfig | None = None
    output_format: _Typed | None = None
    wayfare: Said = UNSET


class _Thought(msgspec.Struct):
    signature: str | None = None
    data: str | None = None


class _Role(msgspec.Struct):
    content: str | list[msgspec.Raw]


class _TextSource(msgspec.Struct):
    type: str = ""
    data: msgspec.Raw = NULL


_encode = msgspec.json.Encoder().encode
_request = msgspec.json.Decoder(MessagesFields)
_results = msgspec.json.Decoder(str | list[_Block] | None)
_source = msgspec.json.Decoder(_TextSource)
_raws = msgspec.json.Decoder(list[msgspec.Raw])
_fields = msgspec.json.Decoder(Fields)
_text = msgspec.json.Decoder(str)

_NEED_OF_BLOCK = {
    "image": Feature.IMAGE,
    "document": Feature.FILE,
    "tool_use": Feature.TOOLS,
    "tool_result": Feature.TOOLS,
}
_MEDIA = ("image", "document")
_BUDGET_MIN = 1_024


class MessagesBody(msgspec.Struct, frozen=True):
    """A Messages request: the meaning, and the bytes as they were written."""

    request: ChatRequest
    raw: bytes
    wire: str = "anthropic"

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write the body for one arm: its model's name and its setup."""
        is_marked = MARKED.search(self.raw) is not None
        if setup.is_plain and not is_marked:
            written = with_model(self.raw, model)
            if written:
                return written
        fields = decode_fields(self.raw)
        fields["model"] = msgspec.Raw(_encode(model))
        if is_marked:
            fields["messages"] = _without_marked(fields["messages"])
        if not setup.is_plain:
            _apply(setup, fields, self.request, model)
        return _encode(fields)

    def conversation(self) -> Conversation:
        """Decode it wholly, for a model that speaks another wire."""
        return read_messages(self.raw)


def decode_messages(body: bytes) -> MessagesBody:
    """Read a Messages request.

    Raises:
        BadRequestError: names the field and what is wrong with it.
    """
    decoded = decode_count(body)
    limit = decoded.request.output_tokens_max
    if limit is None:
        raise BadRequestError(
            "`max_tokens` is missing.",
            cure="Send how many tokens the answer may have at most, such as 1024.",
            param="max_tokens",
        )
    if limit < 0:
        raise BadRequestError("`max_tokens` must not be negative.", param="max_tokens")
    return decoded


def decode_count(body: bytes) -> MessagesBody:
    """Read a request to count tokens: a Messages request without a limit.

    Raises:
        BadRequestError: names the field and what is wrong with it.
    """
    asked = decode_known(_request, body)
    taken = take_wishes(body, asked.wayfare)
    model = asked.model or missing_model()
    if not asked.messages:
        raise BadRequestError(
            "`messages` is missing or empty.",
            cure='Send at least one, such as {"role": "user", "content": "..."}.',
            param="messages",
        )
    seen = _Seen(asked)
    request = ChatRequest(
        model=model,
        messages=tuple(seen.messages),
        needs=frozenset(seen.needs),
        stream=bool(asked.stream),
        stream_usage=True,  # this wire always counts
        output_tokens_max=asked.max_tokens,
        media_parts=seen.media_parts,
        reasoning_effort=_effort(asked),
        wishes=taken.wishes,
        demands=taken.demands,
    )
    return MessagesBody(request, taken.body)


def encode_count(input_tokens: int) -> bytes:
    """Write the answer to a request to count tokens.

    >>> encode_count(14)
    b'{"input_tokens":14}'
    """
    return _encode({"input_tokens": input_tokens})


class _Seen:
    """What the router goes by, gathered message by message."""

    __slots__ = ("media_parts", "messages", "needs")

    def __init__(self, asked: MessagesFields) -> None:
        self.messages: list[Message] = []
        self.needs: set[Feature] = {Feature.CHAT}
        self.media_parts = 0
        if asked.tools:
            self.needs.add(Feature.TOOLS)
        shape = asked.output_format or (asked.output_config and asked.output_config.format)
        if shape:
            self.needs.add(Feature.JSON_SCHEMA)
        if asked.system is not None:
            self._take("system", asked.system, "system")
        for number, message in enumerate(asked.messages or ()):
            self._take(message.role, message.content, f"messages[{number}].content")

    def _take(self, role: str, content: str | Sequence[_Block], where: str) -> None:
        if isinstance(content, str):
            self.messages.append(Message(role, content))
            return
        words: list[str] = []
        results: list[str] = []
        for number, block in enumerate(content):
            if block.type == "tool_result":
                self.needs.add(Feature.TOOLS)
                results += self._result(block, f"{where}[{number}].content")
            else:
                words += self._words(block)
        if results:  # no question of the user's
            self.messages.append(Message("tool", "\n".join(results)))
        if words or not results:
            self.messages.append(Message(role, "\n".join(words)))

    def _words(self, block: _Block) -> list[str]:
        need = _NEED_OF_BLOCK.get(block.type)
        if need is not None:
            self.needs.add(need)
        if block.type in _MEDIA:
            self.media_parts += 1
            return _words_of(block.source)
        return [block.text] if block.text else []

    def _result(self, block: _Block, where: str) -> list[str]:
        try:
            content = _results.decode(block.content)
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadRequestError(f"`{where}` is wrong: {error}.", param=where) from error
        if content is None or isinstance(content, str):
            return [content or ""]
        return [word for inner in content for word in self._words(inner)] or [""]


def _words_of(source: msgspec.Raw) -> list[str]:
    """A document that is plain text is read as words."""
    if b'"text"' not in bytes(source)[:4_096]:
        return []
    try:
        found = _source.decode(source)
        return [_text.decode(found.data)] if found.type == "text" else []
    except (msgspec.DecodeError, RecursionError):
        return []


def _effort(asked: MessagesFields) -> str | None:
    """How much the client wants thought, in the words that the router knows."""
    effort = None if asked.output_config is None else asked.output_config.effort
    thinking = asked.thinking
    if thinking is None or thinking.type is None:
        return effort
    if thinking.type == "disabled":
        return "none"
    if effort is None and thinking.budget_tokens is not None:
        return word_for(thinking.budget_tokens)
    return effort or "high"  # what Anthropic takes it for


def _without_marked(messages: msgspec.Raw) -> msgspec.Raw:
    """The messages without the thoughts that other makers signed; else byte for byte."""
    kept = [written for each in _raws.decode(messages) if (written := _cleaned(each)) is not None]
    return msgspec.Raw(_encode(kept))


def _cleaned(message: msgspec.Raw) -> msgspec.Raw | None:
    if MARKED.search(bytes(message)) is None:
        return message
    content = msgspec.json.decode(message, type=_Role).content
    if isinstance(content, str):
        return message
    kept = [block for block in content if not _is_marked(block)]
    if not kept:
        return None
    fields = _fields.decode(message)
    fields["content"] = msgspec.Raw(_encode(kept))
    return msgspec.Raw(_encode(fields))


def _is_marked(block: msgspec.Raw) -> bool:
    if MARKED.search(bytes(block)) is None:
        return False
    try:
        thought = msgspec.json.decode(block, type=_Thought)
    except msgspec.DecodeError:
        return False
    return is_marked(thought.signature) or is_marked(thought.data)


def _apply(setup: Setup, fields: Fields, request: ChatRequest, model: str) -> None:
    limit = request.output_tokens_max
    if setup.output_tokens_max and limit is not None and limit > setup.output_tokens_max:
        limit = setup.output_tokens_max
        fields["max_tokens"] = msgspec.Raw(_encode(limit))
        _keep_room(limit, fields)
    if setup.reasoning_effort and request.reasoning_effort is None:
        _ask_for_thought(setup.reasoning_effort, fields, model, limit)
    if setup.system_prompt:
        fields["system"] = msgspec.Raw(
            _with_prompt(setup.system_prompt, fields.get("system", NULL))
        )


def _keep_room(limit: int, fields: Fields) -> None:
    """A budget of thought must stay below the limit, or Anthropic refuses both."""
    if "thinking" not in fields or bytes(fields["thinking"]) == b"null":
        return
    thinking = _fields.decode(fields["thinking"])
    budget = msgspec.json.decode(thinking.get("budget_tokens", NULL), type=int | None)
    if budget is None or budget < limit:
        return
    if limit <= _BUDGET_MIN:
        fields["thinking"] = msgspec.Raw(b'{"type":"disabled"}')
        return
    thinking["budget_tokens"] = msgspec.Raw(_encode(max(_BUDGET_MIN, limit // 2)))
    fields["thinking"] = msgspec.Raw(_encode(thinking))


def _ask_for_thought(effort: str, fields: Fields, model: str, limit: int | None) -> None:
    try:
        thought = ask_for_thought(Reasoning(effort=effort), model, limit)
    except CannotCarryError:
        return  # the client's limit leaves no room, and it comes first
    fields["thinking"] = msgspec.Raw(_encode(thought.thinking))
    if thought.effort is not None:
        output = fields.get("output_config", NULL)
        given = {} if bytes(output) == b"null" else _fields.decode(output)
        given["effort"] = msgspec.Raw(_encode(thought.effort))
        fields["output_config"] = msgspec.Raw(_encode(given))


def _with_prompt(prompt: str, system: msgspec.Raw) -> bytes:
    """The arm's prompt before the client's own."""
    written = bytes(system).strip()
    if written in (b"null", b'""', b"[]"):
        return _encode(prompt)
    first = _encode({"type": "text", "text": prompt})
    if written.startswith(b"["):
        return b"[" + first + b"," + written[1:]
    return b"[" + first + b',{"type":"text","text":' + written + b"}]"


_KIND_OF_STATUS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}


def encode_fault(fault: Fault) -> bytes:
    """Write an error in Anthropic's shape."""
    kind = _KIND_OF_STATUS.get(402 if fault.kind == "insufficient_quota" else fault.status)
    if kind is None:
        kind = "api_error" if fault.status >= 500 else "invalid_request_error"
    return encode_error(fault.message, kind, fault.code)


def encode_error(message: str, kind: str, code: str | None) -> bytes:
    """Write an error. Anthropic has its finer word for the cause in `details`."""
    error: dict[str, object] = {"type": kind, "message": message}
    if code is not None:
        error["details"] = {"error_code": code}
    return _encode({"type": "error", "error": error})
