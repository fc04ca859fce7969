"""The parts of a message or of a tool's result in Responses, read.

Knows texts, images, files and sounds. Knows nothing of who says them.
"""

import mimetypes
import re
from collections.abc import Callable, Mapping

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import Media, Refusal, Text
from wayfare.wire.fields import NULL, Fields, is_null
from wayfare.wire.responses.strict import cannot_carry, decode_strictly

MIME_OF_AUDIO = {"wav": "audio/wav", "mp3": "audio/mpeg"}

_DATA_URL = re.compile(r"data:([^,]*);base64,(.*)", re.DOTALL)


class _Part(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    type: str
    prompt_cache_breakpoint: msgspec.Raw = NULL


class _InputText(_Part, kw_only=True):
    text: str


class _OutputText(_Part, kw_only=True):
    text: str
    annotations: list[msgspec.Raw] | None = None
    logprobs: list[msgspec.Raw] | None = None


class _Refusal(_Part, kw_only=True):
    refusal: str


class _Image(_Part, kw_only=True):
    image_url: str | None = None
    file_id: str | None = None
    detail: str | None = None


class _File(_Part, kw_only=True):
    file_data: str | None = None
    file_url: str | None = None
    file_id: str | None = None
    filename: str | None = None
    detail: str | None = None


class _Sound(msgspec.Struct, forbid_unknown_fields=True):
    data: str
    format: str


class _Audio(_Part, kw_only=True):
    input_audio: _Sound


class _Peek(msgspec.Struct):
    type: str = ""


_peek = msgspec.json.Decoder(_Peek)
_input_text = msgspec.json.Decoder(_InputText)
_output_text = msgspec.json.Decoder(_OutputText)
_refusal = msgspec.json.Decoder(_Refusal)
_image = msgspec.json.Decoder(_Image)
_file = msgspec.json.Decoder(_File)
_audio = msgspec.json.Decoder(_Audio)


def read_content(
    content: str | list[msgspec.Raw], where: str, hints: Fields
) -> tuple[Text | Media | Refusal, ...]:
    """Read words or a list of parts; marks that change no answer go to `hints`.

    Raises:
        BadRequestError: a part is malformed.
        CannotCarryError: a part is of a kind that is not known.
    """
    if isinstance(content, str):
        return (Text(content),)
    return tuple([_read(raw, f"{where}[{i}]", hints) for i, raw in enumerate(content)])


def _read(raw: msgspec.Raw, where: str, hints: Fields) -> Text | Media | Refusal:
    read = _READ.get(decode_strictly(_peek, raw, where).type)
    if read is None:
        raise cannot_carry(f"{where}.type", f"Send one of {', '.join(_READ)}.")
    return read(raw, where, hints)


def _read_input_text(raw: msgspec.Raw, where: str, hints: Fields) -> Text:
    part = decode_strictly(_input_text, raw, where)
    _note_cache(part, hints)
    return Text(part.text)


def _read_output_text(raw: msgspec.Raw, where: str, hints: Fields) -> Text:
    part = decode_strictly(_output_text, raw, where)
    if part.annotations:
        hints["annotations"] = msgspec.Raw(b"true")
    return Text(part.text)


def _read_refusal(raw: msgspec.Raw, where: str, hints: Fields) -> Refusal:
    return Refusal(decode_strictly(_refusal, raw, where).refusal)


def _read_image(raw: msgspec.Raw, where: str, hints: Fields) -> Media:
    part = decode_strictly(_image, raw, where)
    _note_cache(part, hints)
    if part.file_id:
        return Media("image", file_id=part.file_id, detail=part.detail)
    if not part.image_url:
        raise BadRequestError(
            f"`{where}` has neither `image_url` nor `file_id`.", param=f"{where}.image_url"
        )
    if not part.image_url.startswith("data:"):
        return Media("image", url=part.image_url, detail=part.detail)
    mime, data = _data_url(part.image_url, f"{where}.image_url")
    return Media("image", mime=mime, data=data, detail=part.detail)


def _read_file(raw: msgspec.Raw, where: str, hints: Fields) -> Media:
    part = decode_strictly(_file, raw, where)
    _note_cache(part, hints)
    name, detail = part.filename, part.detail
    if part.file_id:
        return Media("file", file_id=part.file_id, name=name, detail=detail)
    if part.file_url:
        return Media("file", url=part.file_url, name=name, detail=detail)
    if not part.file_data:
        raise BadRequestError(
            f"`{where}` has none of `file_data`, `file_url` and `file_id`.",
            param=f"{where}.file_data",
        )
    mime, data = _file_data(part.file_data, name, f"{where}.file_data")
    return Media("file", mime=mime, data=data, name=name, detail=detail)


def _read_audio(raw: msgspec.Raw, where: str, hints: Fields) -> Media:
    sound = decode_strictly(_audio, raw, where).input_audio
    mime = MIME_OF_AUDIO.get(sound.format, f"audio/{sound.format}")
    return Media("audio", mime=mime, data=sound.data)


def _note_cache(part: _Part, hints: Fields) -> None:
    if not is_null(part.prompt_cache_breakpoint):
        hints["prompt_cache_breakpoint"] = part.prompt_cache_breakpoint


def _file_data(data: str, name: str | None, where: str) -> tuple[str, str]:
    if data.startswith("data:"):
        return _data_url(data, where)
    mime = mimetypes.guess_type(name or "")[0]
    if mime is None:
        raise BadRequestError(
            f"`{where}` does not say what kind of file it is.",
            cure="Begin it with `data:application/pdf;base64,`, or whatever it is.",
            param=where,
        )
    return mime, data


def _data_url(url: str, where: str) -> tuple[str, str]:
    found = _DATA_URL.fullmatch(url)
    if found is None:
        raise BadRequestError(
            f"`{where}` is a data URL that is not in base64.",
            cure="Write it as `data:<kind>;base64,<data>`.",
            param=where,
        )
    return found[1], found[2]


_READ: Mapping[str, Callable[[msgspec.Raw, str, Fields], Text | Media | Refusal]] = {
    "input_text": _read_input_text,
    "output_text": _read_output_text,
    "refusal": _read_refusal,
    "input_image": _read_image,
    "input_file": _read_file,
    "input_audio": _read_audio,
}
