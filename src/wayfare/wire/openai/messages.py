"""Messages in OpenAI's wire: turns from them, and turns into them.

Knows roles, parts, calls of tools and their results. Knows nothing of the request around them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import (
    CannotCarryError,
    Media,
    Part,
    Refusal,
    Role,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
    Turn,
)
from wayfare.wire.openai.thinking import (
    Detail,
    is_of_use,
    is_plain,
    opening,
    placed,
    read_details,
)

_NULL = b"null"
_ABSENT = msgspec.Raw(_NULL)
_encode = msgspec.json.Encoder().encode
_text = msgspec.json.Decoder(str)


class _ImageUrl(msgspec.Struct, forbid_unknown_fields=True):
    url: str
    detail: str | None = None


class _Audio(msgspec.Struct, forbid_unknown_fields=True):
    data: str
    format: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    file_data: str | None = None
    file_id: str | None = None
    filename: str | None = None


class _Words(msgspec.Struct):
    text: str = ""


class Piece(msgspec.Struct, forbid_unknown_fields=True):
    """A part of a message's content."""

    type: str
    text: str | None = None
    refusal: str | None = None
    image_url: _ImageUrl | str | None = None
    input_audio: _Audio | None = None
    file: _File | None = None
    thinking: list[_Words] | str | None = None  # Mistral's
    closed: bool | None = None
    cache_control: msgspec.Raw = _ABSENT
    prompt_cache_breakpoint: msgspec.Raw = _ABSENT

    def thought(self) -> str:
        """What it says where it is Mistral's kind of thought."""
        if isinstance(self.thinking, list):
            return "".join(each.text for each in self.thinking)
        return self.thinking or ""


class _Function(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    arguments: msgspec.Raw = msgspec.Raw(b'""')


class _Custom(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    input: str = ""


class _Google(msgspec.Struct):
    thought_signature: str | None = None


class Extra(msgspec.Struct):
    """What Google puts beside a tool call."""

    google: _Google | None = None

    @property
    def signature(self) -> str | None:
        """The call's signature."""
        return self.google.thought_signature if self.google else None


class _Call(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    type: str | None = None
    function: _Function | None = None
    custom: _Custom | None = None
    index: int | None = None  # left in by clients that gather a stream
    extra_content: Extra | None = None


class Message(msgspec.Struct, forbid_unknown_fields=True):
    """One message of a request."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Piece] | None = None
    name: str | None = None
    refusal: str | None = None
    tool_calls: list[_Call] | None = None
    tool_call_id: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    reasoning_details: list[Detail] | None = None
    annotations: msgspec.Raw = _ABSENT
    audio: msgspec.Raw = _ABSENT
    function_call: msgspec.Raw = _ABSENT
    cache_control: msgspec.Raw = _ABSENT


#: An audio format's MIME type, where it is not named as the format is.
AUDIO_MIMES = {"mp3": "audio/mpeg"}
_AUDIO_FORMATS = {"audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/x-wav": "wav"}

_ELSEWHERE = "Leave it out, or name a model that speaks OpenAI's chat completions."


def no_words_for(path: str, what: str, cure: str = _ELSEWHERE) -> CannotCarryError:
    """The error for a field that means nothing outside this wire."""
    return CannotCarryError(f"`{path}` {what}.", cure=cure, param=path)


def arguments_of(raw: msgspec.Raw) -> str:
    """A call's arguments as the model wrote them; some write the object itself."""
    inside = bytes(raw)
    if inside == _NULL:
        return ""
    return _text.decode(inside) if inside[:1] == b'"' else inside.decode()


def read_url(url: str, kind: Literal["image", "file"], path: str) -> Media:
    """Media from an address, which may hold the data itself."""
    if url[:5].lower() != "data:":
        return Media(kind, url=url)
    head, comma, data = url[5:].partition(",")
    if not comma or not head.endswith(";base64"):
        raise BadRequestError(
            f"`{path}` is not a data URL in base64.",
            cure="Write data:TYPE;base64,DATA.",
            param=path,
        )
    return Media(kind, mime=head.removesuffix(";base64") or "text/plain", data=data)


# --- reading -----------------------------------------------------------------------------


@dataclass(slots=True)
class Seen:
    """What was met on the way through the messages.

    `marks` are hints that stand inside parts; `calls` are the tool calls by their ids.
    """

    marks: dict[str, msgspec.Raw] = field(default_factory=dict)
    calls: dict[str, ToolCall] = field(default_factory=dict)

    def mark(self, name: str, raw: msgspec.Raw) -> None:
        """Keep a hint, if there is one."""
        if bytes(raw) != _NULL:
            self.marks[name] = raw.copy()


def read_messages(messages: Sequence[Message], seen: Seen) -> tuple[Turn, ...]:
    """The turns."""
    return tuple([_turn(m, f"messages[{at}]", seen) for at, m in enumerate(messages)])


def _turn(message: Message, path: str, seen: Seen) -> Turn:
    seen.mark("cache_control", message.cache_control)
    if message.role == "function" or bytes(message.function_call) != _NULL:
        field_name = "role" if message.role == "function" else "function_call"
        raise no_words_for(
            f"{path}.{field_name}",
            "is the old way to call functions, which no other API has",
            "Use `tool_calls` and messages whose role is `tool`.",
        )
    if message.role == "tool":
        return _result(message, path, seen)
    if message.role == "assistant":
        return Turn("assistant", tuple(_said(message, path, seen)), message.name)
    parts = _content(message, path, seen)
    if message.role != "user" and any(isinstance(part, Media) for part in parts):
        raise BadRequestError(
            f"`{path}.content` may hold text alone, as its role is `{message.role}`.",
            cure="Move the rest into a message of the user's.",
            param=f"{path}.content",
        )
    return Turn(cast("Role", message.role), tuple(parts), message.name)


def _result(message: Message, path: str, seen: Seen) -> Turn:
    if message.tool_call_id is None:
        raise BadRequestError(
            f"`{path}.tool_call_id` is missing.",
            cure="Name the call that this is the result of.",
            param=f"{path}.tool_call_id",
        )
    call = seen.calls.get(message.tool_call_id)
    parts = tuple([p for p in _content(message, path, seen) if isinstance(p, Text | Media)])
    name = message.name or (call.name if call else None)
    is_custom = call is not None and call.is_custom
    result = ToolResult(message.tool_call_id, parts, is_custom=is_custom, name=name)
    return Turn("tool", (result,))


def _said(message: Message, path: str, seen: Seen) -> Iterator[Part]:
    if bytes(message.audio) != _NULL:
        raise no_words_for(f"{path}.audio", "names audio that only OpenAI keeps")
    if bytes(message.annotations) not in (_NULL, b"[]"):
        seen.mark("annotations", message.annotations)
    parts = _content(message, path, seen)
    if message.tool_calls:  # beside calls, "" means what null means
        parts = [part for part in parts if not (isinstance(part, Text) and not part.text)]
    if message.refusal:
        parts.append(Refusal(message.refusal))
    for at, each in enumerate(message.tool_calls or ()):
        call = _call(each, f"{path}.tool_calls[{at}]")
        seen.calls[call.id] = call
        parts.append(call)
    if message.reasoning_details:
        return iter(placed(parts, read_details(message.reasoning_details)))
    thought = message.reasoning_content or message.reasoning
    return iter([Thinking(thought), *parts] if thought else parts)


def _call(call: _Call, path: str) -> ToolCall:
    signature = call.extra_content.signature if call.extra_content else None
    if call.custom is not None:
        return ToolCall(call.id, call.custom.name, call.custom.input, True, signature)
    if call.function is None:
        raise no_words_for(f"{path}.type", f"is {call.type!r}, which no other API has")
    arguments = arguments_of(call.function.arguments)
    return ToolCall(call.id, call.function.name, arguments, signature=signature)


def _content(message: Message, path: str, seen: Seen) -> list[Part]:
    if message.content is None:
        return []
    if isinstance(message.content, str):
        return [Text(message.content)]
    found: list[Part] = []
    for at, piece in enumerate(message.content):
        seen.mark("cache_control", piece.cache_control)
        seen.mark("prompt_cache_breakpoint", piece.prompt_cache_breakpoint)
        found.append(_part(piece, f"{path}.content[{at}]"))
    return found


def _part(piece: Piece, path: str) -> Part:
    if piece.type == "text" and piece.text is not None:
        return Text(piece.text)
    if piece.type == "refusal" and piece.refusal is not None:
        return Refusal(piece.refusal)
    if piece.type == "thinking" and piece.thinking is not None:
        return Thinking(piece.thought())
    if piece.type == "image_url" and piece.image_url is not None:
        image = piece.image_url
        given = _ImageUrl(image) if isinstance(image, str) else image
        media = read_url(given.url, "image", f"{path}.image_url.url")
        return msgspec.structs.replace(media, detail=given.detail)
    if piece.type == "input_audio" and piece.input_audio is not None:
        form = piece.input_audio.format
        mime = AUDIO_MIMES.get(form, f"audio/{form}")
        return Media("audio", mime=mime, data=piece.input_audio.data)
    if piece.type == "file" and piece.file is not None:
        return _file(piece.file, f"{path}.file")
    if piece.type in ("text", "refusal", "thinking", "image_url", "input_audio", "file"):
        missing = f"{path}.{piece.type}"
        raise BadRequestError(f"`{missing}` is missing.", param=missing)
    raise no_words_for(f"{path}.type", f"is {piece.type!r}, which no other API has")


def _file(file: _File, path: str) -> Media:
    if file.file_id is not None:
        return Media("file", file_id=file.file_id, name=file.filename)
    if file.file_data is None:
        raise BadRequestError(
            f"`{path}` has neither `file_data` nor `file_id`.", param=f"{path}.file_data"
        )
    given = file.file_data
    if not given.startswith("data:"):  # bare base64, as some clients send it
        is_pdf = (file.filename or "").lower().endswith(".pdf")
        given = f"data:application/{'pdf' if is_pdf else 'octet-stream'};base64,{given}"
    media = read_url(given, "file", f"{path}.file_data")
    return msgspec.structs.replace(media, name=file.filename)


# --- writing -----------------------------------------------------------------------------


def write_messages(turn: Turn, model: str, left_out: set[str]) -> Iterator[Mapping[str, object]]:
    """The messages for one turn: one, or one for each result of a tool.

    Media that a tool gave back are not in them: see `encode_messages`.
    """
    rest: list[Part] = []
    for part in turn.parts:
        if isinstance(part, ToolResult):
            yield _written_result(part, left_out)
        elif isinstance(part, Thinking) and not is_of_use(part, model):
            left_out.add("thinking")
        else:
            rest.append(part)
    if rest or not turn.parts or turn.role == "assistant":
        yield _written(turn, rest, model, left_out)


def _written(
    turn: Turn, parts: Sequence[Part], model: str, left_out: set[str]
) -> Mapping[str, object]:
    named = {} if turn.name is None else {"name": turn.name}
    if turn.role == "assistant":
        return {"role": "assistant", **write_said(parts, model, left_out), **named}
    content = [_written_part(part, left_out) for part in parts]
    return {"role": _role(turn.role, model), "content": _plainly(content), **named}


def _role(role: Role, model: str) -> str:
    """Only OpenAI's own models know developers; to all others they are the system."""
    if role != "developer":
        return role
    name = model.rpartition("/")[2].lower()
    is_openais = name.startswith(("gpt-", "chatgpt-", "codex-", "o1", "o3", "o4"))
    return role if is_openais else "system"


def write_said(parts: Sequence[Part], model: str, left_out: set[str]) -> dict[str, object]:
    """What an assistant said, apart from the role."""
    calls = [part for part in parts if isinstance(part, ToolCall)]
    words = [part for part in parts if isinstance(part, Text | Refusal | Media)]
    said: dict[str, object] = {"content": None}
    match words:
        case []:
            said["content"] = None if calls else ""
        case [Refusal() as refusal]:
            said["refusal"] = refusal.text
        case [Text() as text, Refusal() as refusal]:
            said |= {"content": _written_part(text, left_out)["text"], "refusal": refusal.text}
        case _:
            said["content"] = _plainly([_written_part(word, left_out, "said") for word in words])
    said |= thoughts_in(parts, for_reader=False)
    if calls:
        said["tool_calls"] = [_written_call(call, model, left_out) for call in calls]
    return said


def thoughts_in(parts: Sequence[Part], *, for_reader: bool) -> dict[str, object]:
    """The thoughts among parts: plain ones as text, else all as a list."""
    thoughts = [(at, part) for at, part in enumerate(parts) if isinstance(part, Thinking)]
    text = "".join(thought.text for _, thought in thoughts)
    if all(is_plain(thought) for _, thought in thoughts):
        return {"reasoning_content": text} if thoughts else {}
    details = [detail for at, thought in thoughts for detail in opening(thought, at)]
    shown: dict[str, object] = {"reasoning_content": text} if for_reader and text else {}
    return {**shown, "reasoning_details": details}


def written_call(call: ToolCall) -> dict[str, object]:
    """A tool call, without its signature."""
    if call.is_custom:
        custom = {"name": call.name, "input": call.arguments}
        return {"id": call.id, "type": "custom", "custom": custom}
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": "function", "function": function}


def signed(call: dict[str, object], signature: str | None) -> dict[str, object]:
    """A tool call with its signature, where Google has it."""
    if signature is None:
        return call
    return {**call, "extra_content": {"google": {"thought_signature": signature}}}


def _written_call(call: ToolCall, model: str, left_out: set[str]) -> dict[str, object]:
    written = written_call(call)
    if call.signature is None or "gemini" in model.lower():
        return signed(written, call.signature)
    left_out.add("thought_signature")  # only the models that sign can read it, and others refuse it
    return written


def _written_result(result: ToolResult, left_out: set[str]) -> Mapping[str, object]:
    if result.is_error:
        left_out.add("is_error")
    words = [part for part in result.parts if isinstance(part, Text)]
    if result.parts and not words:
        words = [Text(_SHOWN_NEXT)]
    content = [_written_part(part, left_out) for part in words]
    return {"role": "tool", "tool_call_id": result.call_id, "content": _plainly(content)}


def _plainly(content: list[dict[str, object]]) -> object:
    if not content:
        return ""
    if len(content) == 1 and content[0]["type"] == "text":
        return content[0]["text"]
    return content


def _written_part(
    part: Part, left_out: set[str], place: Literal["asked", "said"] = "asked"
) -> dict[str, object]:
    if isinstance(part, Text):
        if part.citations is not None:
            left_out.add("citations")
        return {"type": "text", "text": part.text}
    if isinstance(part, Refusal):
        return {"type": "refusal", "refusal": part.text}
    if isinstance(part, Media) and place == "asked":
        return _MEDIA[part.kind](part)
    raise CannotCarryError(
        "OpenAI's chat completions has no place for a part of this kind in such a message.",
        cure="Take it out of the message.",
        param="messages",
    )


def _written_image(media: Media) -> dict[str, object]:
    if media.file_id is not None:
        raise _no_place("an image by the id of a file", "Send its data or its URL.")
    url = media.url or f"data:{media.mime};base64,{media.data}"
    detail = {} if media.detail is None else {"detail": media.detail}
    return {"type": "image_url", "image_url": {"url": url, **detail}}


def _written_audio(media: Media) -> dict[str, object]:
    if media.data is None or media.mime is None or not media.mime.startswith("audio/"):
        raise _no_place("audio but by its data", "Send its data, with its MIME type.")
    form = _AUDIO_FORMATS.get(media.mime, media.mime.removeprefix("audio/"))
    return {"type": "input_audio", "input_audio": {"data": media.data, "format": form}}


def _written_file(media: Media) -> dict[str, object]:
    named = {} if media.name is None else {"filename": media.name}
    if media.file_id is not None:
        return {"type": "file", "file": {"file_id": media.file_id, **named}}
    if media.data is None:
        raise _no_place("a file by its URL", "Send its data.")
    if not named:  # OpenAI demands a name
        named = {"filename": "file.pdf" if media.mime == "application/pdf" else "file"}
    url = f"data:{media.mime};base64,{media.data}"
    return {"type": "file", "file": {"file_data": url, **named}}


def _no_place(what: str, cure: str) -> CannotCarryError:
    message = f"OpenAI's chat completions has no place for {what}."
    return CannotCarryError(message, cure=cure, param="messages")


_SHOWN_NEXT = "What it gave back is shown in the next message."


def _shown(turn: Turn) -> Iterator[Part]:
    """Media that tools gave back in a turn, and which call they belong to."""
    for part in turn.parts:
        if isinstance(part, ToolResult) and any(isinstance(p, Media) for p in part.parts):
            yield Text(f"What the tool call {part.call_id} gave back:")
            yield from [each for each in part.parts if isinstance(each, Media)]


def _with_media_shown(turns: Sequence[Turn]) -> Iterator[Turn]:
    """The turns; what tools gave back beside words is shown by the user after the results.

    Here a tool's result may hold text alone, and results must follow their calls at once.
    """
    shown: list[Part] = []
    for turn in turns:
        if shown and turn.role != "tool":
            if turn.role == "user" and turn.name is None:
                yield Turn("user", (*shown, *turn.parts))
            else:
                yield from (Turn("user", tuple(shown)), turn)
            shown = []
        else:
            yield turn
        shown += _shown(turn)
    if shown:
        yield Turn("user", tuple(shown))


_MEDIA = {"image": _written_image, "audio": _written_audio, "file": _written_file}


def encode_messages(turns: Sequence[Turn], model: str, left_out: set[str]) -> msgspec.Raw:
    """All messages of a request."""
    turns = list(_with_media_shown(turns))
    written = [each for turn in turns for each in write_messages(turn, model, left_out)]
    return msgspec.Raw(_encode(written))
