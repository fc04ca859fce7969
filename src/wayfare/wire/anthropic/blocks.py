"""Content blocks of a request in Anthropic's wire, decoded into parts and written from them.

Strict: a block or a field that has no noun is refused by its name, for what is translated
must not lose anything. Knows nothing of whole requests, answers or streams.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence

import msgspec

from wayfare.wire.anthropic.marks import (
    call_signature_of,
    fit_id,
    is_marked,
    mark,
    mark_call,
    thought_of,
    true_id,
)
from wayfare.wire.conversation import (
    CannotCarryError,
    Media,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
)
from wayfare.wire.fields import NULL

MAKER = "anthropic"

Block = dict[str, object]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """A block with every field that there is a noun for."""


class Base64Source(_Strict, tag="base64", frozen=True):
    """Bytes in the request."""

    media_type: str
    data: str


class UrlSource(_Strict, tag="url", frozen=True):
    """Bytes elsewhere."""

    url: str


class FileSource(_Strict, tag="file", frozen=True):
    """Bytes that were uploaded before."""

    file_id: str


class TextSource(_Strict, tag="text", frozen=True):
    """A document that is plain text."""

    media_type: str
    data: str


class TextBlock(_Strict, tag="text", frozen=True):
    """Words."""

    text: str
    citations: msgspec.Raw = NULL
    cache_control: msgspec.Raw = NULL


class ImageBlock(_Strict, tag="image", frozen=True):
    """An image."""

    source: Base64Source | UrlSource | FileSource
    cache_control: msgspec.Raw = NULL


class Citations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a document is to be cited."""

    enabled: bool = False


class DocumentBlock(_Strict, tag="document", frozen=True):
    """A PDF or a text."""

    source: Base64Source | UrlSource | FileSource | TextSource
    title: str | None = None
    context: str | None = None
    citations: Citations | None = None
    cache_control: msgspec.Raw = NULL


class Caller(msgspec.Struct, frozen=True):
    """Who called a tool: the model itself is "direct"."""

    type: str


class ToolUseBlock(_Strict, tag="tool_use", frozen=True):
    """A call of a tool."""

    id: str
    name: str
    input: msgspec.Raw
    caller: Caller | None = None
    cache_control: msgspec.Raw = NULL


class ToolResultBlock(_Strict, tag="tool_result", frozen=True):
    """What a tool gave back."""

    tool_use_id: str
    content: str | list[TextBlock | ImageBlock | DocumentBlock] | None = None
    is_error: bool | None = None
    cache_control: msgspec.Raw = NULL


class ThinkingBlock(_Strict, tag="thinking", frozen=True):
    """A thought."""

    thinking: str
    signature: str | None = None


class RedactedThinkingBlock(_Strict, tag="redacted_thinking", frozen=True):
    """A thought that only its maker can read."""

    data: str


Content = (
    TextBlock
    | ImageBlock
    | DocumentBlock
    | ToolUseBlock
    | ToolResultBlock
    | ThinkingBlock
    | RedactedThinkingBlock
)


class BlockReader:
    """Reads the blocks of one request. `cache_control` is the last mark seen, or null."""

    __slots__ = ("_names", "cache_control")

    def __init__(self) -> None:
        self.cache_control = NULL
        self._names: dict[str, str] = {}  # of tools, by the ids of their calls

    def read(self, content: str | Sequence[Content], where: str) -> list[Part]:
        """The parts of one message. `where` is its name in the request.

        Raises:
            CannotCarryError: something in it has no noun.
        """
        if isinstance(content, str):
            return [Text(content)]
        signatures: dict[str, str] = {}
        parts: list[Part] = []
        for number, block in enumerate(content):
            part = self._part(block, f"{where}[{number}]", signatures)
            if part is not None:
                parts.append(part)
        if not signatures:
            return parts
        return [_signed(part, signatures) for part in parts]

    def _part(self, block: Content, where: str, signatures: dict[str, str]) -> Part | None:
        if isinstance(block, ThinkingBlock | RedactedThinkingBlock):
            return _thought(block, where, signatures)
        if bytes(block.cache_control) != b"null":
            self.cache_control = block.cache_control
        if isinstance(block, TextBlock):
            is_cited = bytes(block.citations) not in (b"null", b"[]")
            return Text(block.text, block.citations if is_cited else None)
        if isinstance(block, ImageBlock):
            return _media(block.source)
        if isinstance(block, DocumentBlock):
            return _document(block, where)
        if isinstance(block, ToolUseBlock):
            return self._call(block, where)
        return self._result(block, where)

    def _call(self, block: ToolUseBlock, where: str) -> ToolCall:
        if block.caller is not None and block.caller.type != "direct":
            raise _foreign(f"{where}.caller", "a tool that was called by another tool")
        self._names[block.id] = block.name
        return ToolCall(true_id(block.id), block.name, bytes(block.input).decode("utf-8"))

    def _result(self, block: ToolResultBlock, where: str) -> ToolResult:
        content = [] if block.content is None else block.content
        parts = self.read(content, f"{where}.content")
        return ToolResult(
            true_id(block.tool_use_id),
            tuple([part for part in parts if isinstance(part, Text | Media)]),
            is_error=bool(block.is_error),
            name=self._names.get(block.tool_use_id),
        )


def _thought(
    block: ThinkingBlock | RedactedThinkingBlock, where: str, signatures: dict[str, str]
) -> Thinking | None:
    if isinstance(block, ThinkingBlock):
        sealed, text = block.signature, block.thinking
        own = Thinking(text, signature=sealed, maker=MAKER)
    else:
        sealed, text = block.data, ""
        own = Thinking(redacted=sealed, maker=MAKER)
    if sealed is None or not is_marked(sealed):
        return own
    if found := call_signature_of(sealed):
        signatures[found[0]] = found[1]
        return None
    thought = thought_of(sealed, text)
    if thought is None:
        raise CannotCarryError(
            f"`{where}` does not hold what Wayfare put into it.",
            cure="Send thinking blocks back as they came, or none.",
            param=where,
        )
    return thought


def _signed(part: Part, signatures: dict[str, str]) -> Part:
    if isinstance(part, ToolCall) and part.id in signatures:
        return msgspec.structs.replace(part, signature=signatures[part.id])
    return part


def _media(source: Base64Source | UrlSource | FileSource) -> Media:
    if isinstance(source, Base64Source):
        return Media("image", mime=source.media_type, data=source.data)
    if isinstance(source, UrlSource):
        return Media("image", url=source.url)
    return Media("image", file_id=source.file_id)


def _document(block: DocumentBlock, where: str) -> Media:
    if block.citations is not None and block.citations.enabled:
        raise _foreign(f"{where}.citations", "citations of a document")
    if block.context is not None:
        raise _foreign(f"{where}.context", "context beside a document")
    source = block.source
    if isinstance(source, Base64Source):
        return Media("file", mime=source.media_type, data=source.data, name=block.title)
    if isinstance(source, UrlSource):
        return Media("file", url=source.url, name=block.title)
    if isinstance(source, FileSource):
        return Media("file", file_id=source.file_id, name=block.title)
    data = b64encode(source.data.encode("utf-8")).decode("ascii")
    return Media("file", mime=source.media_type, data=data, name=block.title)


def _foreign(param: str, what: str) -> CannotCarryError:
    return CannotCarryError(
        f"Only Anthropic's Messages have {what} (`{param}`).",
        cure="Leave it out, or name a model that speaks Anthropic's Messages.",
        param=param,
    )


def write_blocks(parts: Iterable[Part], left_out: list[str]) -> list[Block]:
    """The blocks of one message to Anthropic. Words that are empty say nothing and go.

    Raises:
        CannotCarryError: a part has no block.
    """
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, Thinking):
            if (block := _own_thought(part)) is None:
                left_out.append("thinking")  # its maker alone can use it
            else:
                blocks.append(block)
            continue
        if isinstance(part, Text | Refusal) and not part.text:
            continue
        if isinstance(part, ToolCall) and part.signature is not None:
            left_out.append("thought_signature")
        blocks.append(_block(part, left_out))
    return blocks


def write_text(part: Text | Refusal) -> Block:
    """A text block."""
    if isinstance(part, Text) and part.citations is not None:
        return {"type": "text", "text": part.text, "citations": part.citations}
    return {"type": "text", "text": part.text}


def write_call(call: ToolCall, call_id: str, input_json: str) -> Block:
    """A tool_use block; its input goes as it was written."""
    return {
        "type": "tool_use",
        "id": call_id,
        "name": call.name,
        "input": msgspec.Raw(input_json.encode("utf-8")),
    }


def write_thought(thought: Thinking) -> Block:
    """A thinking block for a client: what it cannot read itself, it hands back."""
    if thought.redacted is not None and not thought.text:
        data = thought.redacted if thought.maker == MAKER else mark(thought)
        return {"type": "redacted_thinking", "data": data}
    return {"type": "thinking", "thinking": thought.text, "signature": signature_of(thought)}


def signature_of(thought: Thinking) -> str:
    """Anthropic's own signature, or the mark of another maker's thought."""
    return (thought.signature or "") if thought.maker == MAKER else mark(thought)


def write_call_signature(call_id: str, signature: str) -> Block:
    """The signature that a call must come back with, in a block beside it."""
    return {"type": "redacted_thinking", "data": mark_call(call_id, signature)}


def is_json_object(text: str) -> bool:
    """Whether a text is one JSON object, and so can be a tool's input."""
    try:
        _object.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


_object = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _own_thought(thought: Thinking) -> Block | None:
    if thought.maker != MAKER or (thought.signature is None and thought.redacted is None):
        return None
    return write_thought(thought)


def _block(part: Part, left_out: list[str]) -> Block:
    if isinstance(part, Text | Refusal):
        return write_text(part)
    if isinstance(part, Media):
        return _media_block(part, left_out)
    if isinstance(part, ToolCall):
        return _call_block(part)
    if isinstance(part, ToolResult):
        return _result_block(part, left_out)
    raise AssertionError("thoughts are written before")


def _call_block(call: ToolCall) -> Block:
    if call.is_custom:
        raise CannotCarryError(
            "Anthropic's tools take JSON, not free text.",
            cure="Send function tools, or name a model of OpenAI's.",
            param="messages",
        )
    arguments = call.arguments if call.arguments.strip() else "{}"
    if not is_json_object(arguments):
        raise CannotCarryError(
            f"The arguments of the tool call `{call.id}` are not a JSON object.",
            cure="Leave calls that were cut short out of the conversation.",
            param="messages",
        )
    return write_call(call, fit_id(call.id), arguments)


def _result_block(result: ToolResult, left_out: list[str]) -> Block:
    block: Block = {"type": "tool_result", "tool_use_id": fit_id(result.call_id)}
    if len(result.parts) == 1 and isinstance(result.parts[0], Text):
        only = write_text(result.parts[0])
        block["content"] = [only] if "citations" in only else only["text"]
    elif result.parts:
        block["content"] = write_blocks(result.parts, left_out)
    if result.is_error:
        block["is_error"] = True
    return block


def _media_block(media: Media, left_out: list[str]) -> Block:
    if media.kind == "audio":
        raise CannotCarryError(
            "Anthropic's models do not listen to audio.",
            cure="Send words, or name a model that takes audio.",
            param="messages",
        )
    if media.detail not in (None, "auto"):
        left_out.append("detail")
    if media.kind == "image":
        return {"type": "image", "source": _source(media)}
    block: Block = {"type": "document", "source": _file_source(media)}
    if media.name is not None:
        block["title"] = media.name
    return block


def _source(media: Media) -> Block:
    if media.data is not None:
        return {"type": "base64", "media_type": media.mime, "data": media.data}
    if media.url is not None:
        return {"type": "url", "url": media.url}
    if media.file_id is None or not media.file_id.startswith("file_"):
        raise CannotCarryError(
            f"Anthropic does not have the file `{media.file_id}`.",
            cure="Send its bytes.",
            param="messages",
        )
    return {"type": "file", "file_id": media.file_id}


def _file_source(media: Media) -> Block:
    if media.data is None or media.mime == "application/pdf":
        return _source(media)
    if media.mime == "text/plain":
        try:
            text = b64decode(media.data, validate=True).decode("utf-8")
        except ValueError as error:
            raise CannotCarryError(
                f"The text file `{media.name}` is not base64 of UTF-8.", param="messages"
            ) from error
        return {"type": "text", "media_type": "text/plain", "data": text}
    raise CannotCarryError(
        f"Anthropic's Messages take PDF and plain text, not {media.mime}.",
        cure="Send it as one of these.",
        param="messages",
    )
