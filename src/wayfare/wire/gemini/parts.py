"""Gemini's parts: words, thoughts, media, calls of functions and their results, both ways.

Requests and answers are made of the same parts. JSON within them is kept as it was written.
Knows nothing of conversations.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import UNSET, Raw, UnsetType

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

#: The maker of thoughts and signatures that this wire understands.
MAKER = "gemini"

#: Google's documented stand-in for a call that its model did not make, and so never signed.
UNSIGNED = "skip_thought_signature_validator"
_UNSIGNED_TOO = b64encode(UNSIGNED.encode()).decode()  # as Google's own client writes it

#: What a request may hold that this wire has no words for, and why it is refused.
UNCARRIED = {
    "logit_bias": "Gemini does not weigh single tokens.",
    "parallel_tool_calls": "Gemini cannot be held to one call of a tool at a time.",
    "custom tools": "Gemini's tools take JSON objects, not free text.",
    "tool arguments": "Gemini's calls take a JSON object, and this call's arguments are none.",
    "tool_call_id": "Gemini wants a result's tool by name, and no earlier call has this id.",
    "file_id": "A file that was uploaded elsewhere is not known to Gemini.",
    "message name": "Gemini does not tell speakers of one role apart.",
    "later system messages": "Gemini takes instructions before the conversation, not within it.",
    "system media": "Gemini takes instructions in words alone.",
    "detail": "Gemini looks at all images of a request equally closely.",
    "reasoning_effort": "Gemini does not know this effort.",
    "sampling": "Gemini has no such setting.",
    "no messages": "Gemini wants at least one message beside its instructions.",
}

_encode = msgspec.json.Encoder().encode
_NOTHING = Raw(b"{}")


class Blob(msgspec.Struct, rename="camel", omit_defaults=True):
    """Data of some media type, in base64."""

    mime_type: str | None = None
    data: str = ""


class File(msgspec.Struct, rename="camel", omit_defaults=True):
    """Data that lies at an address."""

    file_uri: str
    mime_type: str | None = None


class FunctionCall(msgspec.Struct, rename="camel", omit_defaults=True):
    """A model asks for a function."""

    id: str | None = None
    name: str = ""
    args: Raw | UnsetType = UNSET


class ResultPart(msgspec.Struct, rename="camel", omit_defaults=True):
    """Media that a function gave back."""

    inline_data: Blob | None = None
    file_data: File | None = None


class FunctionResponse(msgspec.Struct, rename="camel", omit_defaults=True):
    """What a function gave back."""

    id: str | None = None
    name: str = ""
    response: Raw | UnsetType = UNSET
    parts: Sequence[ResultPart] = ()


class GeminiPart(msgspec.Struct, rename="camel", omit_defaults=True):
    """One part. The last four are of tools that Google runs, which nobody asks for here."""

    text: str | None = None
    thought: bool = False
    inline_data: Blob | None = None
    file_data: File | None = None
    function_call: FunctionCall | None = None
    function_response: FunctionResponse | None = None
    thought_signature: str | None = None
    executable_code: Raw | UnsetType = UNSET
    code_execution_result: Raw | UnsetType = UNSET
    tool_call: Raw | UnsetType = UNSET
    tool_response: Raw | UnsetType = UNSET

    def is_of_a_server_tool(self) -> bool:
        """Whether Google's own tools were at work."""
        return not (
            self.executable_code is UNSET
            and self.code_execution_result is UNSET
            and self.tool_call is UNSET
            and self.tool_response is UNSET
        )


def uncarried(name: str, *, param: str | None = None, what: str = "") -> CannotCarryError:
    """The error for something that `UNCARRIED` names."""
    return CannotCarryError(
        f"{what or f'`{param or name}`'} cannot be carried to this model: {UNCARRIED[name]}",
        cure="Leave it out, or ask a model of another provider.",
        param=param or name,
    )


def write_part(part: Part, name_of_call: Callable[[str], str | None]) -> GeminiPart | None:
    """Write a part; None for a thought that only another maker understands.

    Raises:
        CannotCarryError: this wire has no words for it.
    """
    if isinstance(part, Text | Refusal):
        return GeminiPart(text=part.text)
    if isinstance(part, Thinking):
        return _write_thinking(part)
    if isinstance(part, ToolCall):
        return _write_call(part)
    if isinstance(part, ToolResult):
        return GeminiPart(function_response=_write_result(part, name_of_call))
    blob, file = _write_media(part)
    return GeminiPart(inline_data=blob, file_data=file)


def read_parts(parts: Iterable[GeminiPart], new_id: Callable[[], str]) -> Iterator[Part]:
    """Read parts. A call without an id gets a new one.

    Raises:
        ValueError: Google's own tools were at work, which have no words elsewhere.
    """
    for part in parts:
        if part.is_of_a_server_tool():
            raise ValueError("A tool was run that nobody asked for.")
        if part.function_call is not None:
            yield _read_call(part.function_call, part.thought_signature, new_id)
            continue
        if part.function_response is not None:
            yield _read_result(part.function_response)
        elif part.inline_data is not None or part.file_data is not None:
            yield _read_media(part.inline_data, part.file_data)
        elif part.text is not None and part.thought:
            yield Thinking(part.text, part.thought_signature, maker=MAKER)
            continue
        elif part.text or (part.text is not None and part.thought_signature is None):
            yield Text(part.text)
        if part.thought_signature is not None:  # of words or media: it goes back after them
            yield Thinking(signature=part.thought_signature, maker=MAKER)


def is_object(text: str | bytes) -> bool:
    """Whether a text is one JSON object."""
    try:
        msgspec.json.decode(text, type=dict[str, Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def kind_of(mime: str | None) -> Literal["image", "audio", "file"]:
    """What kind of media a type is of."""
    match (mime or "").partition("/")[0]:
        case "image":
            return "image"
        case "audio":
            return "audio"
    return "file"


def _write_thinking(part: Thinking) -> GeminiPart | None:
    if part.maker != MAKER or part.redacted is not None:
        return None
    if part.text:
        return GeminiPart(text=part.text, thought=True, thought_signature=part.signature)
    return GeminiPart(text="", thought_signature=part.signature) if part.signature else None


def _write_call(part: ToolCall) -> GeminiPart:
    if part.is_custom:
        raise uncarried("custom tools", param="messages", what=f"A call of `{part.name}`")
    arguments = part.arguments.strip() or "{}"
    if not is_object(arguments):
        raise uncarried("tool arguments", param="messages", what=f"A call of `{part.name}`")
    call = FunctionCall(part.id, part.name, Raw(arguments.encode()))
    return GeminiPart(function_call=call, thought_signature=part.signature)


def _read_call(call: FunctionCall, signature: str | None, new_id: Callable[[], str]) -> ToolCall:
    args = b"{}" if call.args is UNSET or bytes(call.args) == b"null" else bytes(call.args)
    signed = None if signature in (UNSIGNED, _UNSIGNED_TOO) else signature
    return ToolCall(call.id or new_id(), call.name, args.decode(), signature=signed)


def _write_result(part: ToolResult, name_of_call: Callable[[str], str | None]) -> FunctionResponse:
    if part.is_custom:
        raise uncarried("custom tools", param="messages", what="A result of a custom tool")
    name = part.name or name_of_call(part.call_id)
    if name is None:
        raise uncarried("tool_call_id", what=f"The result of `{part.call_id}`")
    texts = [each.text for each in part.parts if isinstance(each, Text)]
    media = [_write_media(each) for each in part.parts if isinstance(each, Media)]
    response = _write_response(texts, part.is_error)
    parts = [ResultPart(inline_data=blob, file_data=file) for blob, file in media]
    return FunctionResponse(part.call_id, name, response, tuple(parts))


def _write_response(texts: Sequence[str], is_error: bool) -> Raw:
    """An object goes as it is; other words get a name that says whether it went well."""
    if len(texts) == 1 and is_object(texts[0]):
        value = texts[0].strip().encode()
        return Raw(b'{"error":' + value + b"}") if is_error else Raw(value)
    value = _encode(texts[0] if len(texts) == 1 else texts)
    return Raw((b'{"error":' if is_error else b'{"result":') + value + b"}")


def _read_result(response: FunctionResponse) -> ToolResult:
    raw = _NOTHING if response.response is UNSET else response.response
    fields = msgspec.json.decode(raw, type=dict[str, Raw])
    is_error = list(fields) == ["error"]
    texts = _named_texts(fields) if len(fields) == 1 else None
    if texts is None:
        texts = [bytes(fields["error"] if is_error else raw).decode()]
    media = [_read_media(part.inline_data, part.file_data) for part in response.parts]
    return ToolResult(
        response.id or response.name,
        (*[Text(text) for text in texts], *media),
        is_error=is_error,
        name=response.name or None,
    )


def _named_texts(fields: dict[str, Raw]) -> list[str] | None:
    """The words under `result` or `error`, where there are words."""
    (name, value), *_ = fields.items()
    if name not in ("result", "error"):
        return None
    try:
        words = msgspec.json.decode(value, type=str | list[str])
    except msgspec.ValidationError:
        return None
    return [words] if isinstance(words, str) else words


_MIME_OF_ENDING = {
    "avif": "image/avif",
    "csv": "text/csv",
    "flac": "audio/flac",
    "gif": "image/gif",
    "heic": "image/heic",
    "heif": "image/heif",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "mp3": "audio/mp3",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "wav": "audio/wav",
    "webp": "image/webp",
}
_ENDING = re.compile(r"\.(\w+)(?:[?#].*)?$")


def _write_media(part: Media) -> tuple[Blob | None, File | None]:
    if part.file_id is not None:
        raise uncarried("file_id")
    if part.url is None:
        return Blob(part.mime, part.data or ""), None
    ending = _ENDING.search(part.url)
    mime = part.mime or (_MIME_OF_ENDING.get(ending[1].lower()) if ending else None)
    return None, File(part.url, mime)


def _read_media(blob: Blob | None, file: File | None) -> Media:
    if blob is not None:
        return Media(kind_of(blob.mime_type), mime=blob.mime_type, data=blob.data)
    if file is not None:
        return Media(kind_of(file.mime_type), mime=file.mime_type, url=file.file_uri)
    raise ValueError("A part of a function's result holds nothing.")
