"""Make the body of a request from what was said in a conversation, with its files.

Writes OpenAI's wire, as any client would. Waits for the disk where there are files.
"""

import base64
from collections.abc import Callable, Sequence

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.conversation import AttachedFile, KeptMessage, Speaker
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.allowance import Allowance
from wayfare.wire.openai.body import ChatBody, decode_chat

#: The content of a file; None where it was deleted.
ReadFile = Callable[[str], bytes | None]
_AUDIO_FORMATS = {"audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/x-wav": "wav", "audio/wav": "wav"}


def prompt_of(
    model: str,
    instructions: Sequence[str],
    path: Sequence[KeptMessage],
    read_file: ReadFile,
    bytes_max: int,
) -> ChatBody:
    """The request that a path of messages makes; the last of them is the question.

    Raises:
        BadRequestError: a file was deleted.
        TooLargeError: the files are larger than a body may be.
    """
    allowance = Allowance("The files of this conversation are", bytes_max, param="files")
    turns: list[dict[str, object]] = []
    if said := "\n\n".join(each for each in instructions if each.strip()):
        turns.append({"role": "system", "content": said})
    for message in path:
        if not (message.text or message.files):
            continue  # an answer of which nothing came: some providers refuse empty turns
        turns.append(
            {"role": str(message.role), "content": _content(message, read_file, allowance)}
        )
    return decode_chat(msgspec.json.encode({"model": model, "messages": turns, "stream": True}))


def _content(message: KeptMessage, read_file: ReadFile, allowance: Allowance) -> object:
    if not message.files or message.role is not Speaker.USER:
        return message.text
    parts = [_part(each, _read(each, read_file, allowance)) for each in message.files]
    if message.text:
        parts.append({"type": "text", "text": message.text})
    return parts


def _read(attached: AttachedFile, read_file: ReadFile, allowance: Allowance) -> bytes:
    allowance.take(attached.bytes)
    content = read_file(attached.id)
    if content is None:
        raise BadRequestError(
            f"The file {attached.name!r} of this conversation was deleted.",
            cure="Attach it again, or ask without it.",
            param="files",
            case=Case.FILE_DELETED,
            values={"name": attached.name},
        )
    return content


def _part(attached: AttachedFile, content: bytes) -> dict[str, object]:
    kind, media_type = attached.media_type.partition("/")[0], attached.media_type
    data = base64.b64encode(content).decode()
    if kind == "image":
        return {"type": "image_url", "image_url": {"url": f"data:{media_type};base64,{data}"}}
    if kind == "audio":
        form = _AUDIO_FORMATS.get(media_type, media_type.removeprefix("audio/"))
        return {"type": "input_audio", "input_audio": {"data": data, "format": form}}
    if kind == "text":  # every model reads it so
        text = content.decode("utf-8", "replace")
        return {"type": "text", "text": f"{attached.name}:\n\n{text}"}
    url = f"data:{media_type};base64,{data}"
    return {"type": "file", "file": {"filename": attached.name, "file_data": url}}
