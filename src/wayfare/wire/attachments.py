"""Put the content of kept files where a request names them, in each wire's own words.

Only the parts that name one of our files are written anew; every other byte of the body
stays. Knows shapes. Knows nothing of where files lie.
"""

import base64
from collections.abc import Callable, Mapping

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.domain.stored import StoredFile

#: Ids of files that lie here begin so; others are a provider's and go on untouched.
FILE_PREFIX = "file-wf-"

FindFile = Callable[[str], tuple[StoredFile, bytes] | None]
_Fields = dict[str, msgspec.Raw]

_fields = msgspec.json.Decoder(_Fields)
_items = msgspec.json.Decoder(list[msgspec.Raw])
_encode = msgspec.json.Encoder().encode
_NEEDLE = b'"' + FILE_PREFIX.encode()


def names_files(raw: bytes) -> bool:
    """Whether a body may name a file of ours."""
    return _NEEDLE in raw


def with_files(raw: bytes, find: FindFile) -> bytes:
    """The body with the content of our files in it.

    Raises:
        BadRequestError: it names a file that is not there, or `find` refuses it.
    """
    if not names_files(raw):
        return raw
    try:
        return _within(raw, find)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON in UTF-8: {error}.") from error


def _within(raw: bytes, find: FindFile) -> bytes:
    start = raw.lstrip()[:1]
    if start == b"[":
        items = _items.decode(raw)
        return _encode([_inner(item, find) for item in items])
    if start != b"{":
        return raw
    fields = _fields.decode(raw)
    kind = _text(fields.get("type"))
    file_id = _text(fields.get("file_id"))
    if file_id is not None and file_id.startswith(FILE_PREFIX):
        return _encode(_SHAPES.get(kind or "", _chat_file)(fields, *_found(file_id, find)))
    return _encode({name: _inner(value, find) for name, value in fields.items()})


def _inner(value: msgspec.Raw, find: FindFile) -> msgspec.Raw:
    inside = bytes(value)
    return msgspec.Raw(_within(inside, find)) if _NEEDLE in inside else value


def _found(file_id: str, find: FindFile) -> tuple[StoredFile, bytes]:
    found = find(file_id)
    if found is None:
        raise BadRequestError(
            f"There is no file {file_id!r} of yours.",
            cure="`POST /v1/files` keeps one; `GET /v1/files` lists them.",
            param="file_id",
        )
    return found


def _text(value: msgspec.Raw | None) -> str | None:
    if value is None or bytes(value)[:1] != b'"':
        return None
    return msgspec.json.decode(value, type=str)


def _url(stored: StoredFile, content: bytes) -> str:
    return f"data:{stored.mime};base64,{base64.b64encode(content).decode()}"


def _chat_file(fields: _Fields, stored: StoredFile, content: bytes) -> Mapping[str, object]:
    """Inside `file` of a part in chat completions."""
    return {"filename": stored.name, "file_data": _url(stored, content)}


def _input_file(fields: _Fields, stored: StoredFile, content: bytes) -> Mapping[str, object]:
    url = _url(stored, content)
    return {"type": "input_file", "filename": stored.name, "file_data": url}


def _input_image(fields: _Fields, stored: StoredFile, content: bytes) -> Mapping[str, object]:
    kept = {name: value for name, value in fields.items() if name != "file_id"}
    return {**kept, "image_url": _url(stored, content)}


def _source(fields: _Fields, stored: StoredFile, content: bytes) -> Mapping[str, object]:
    """`source` of an image or a document in Anthropic's wire."""
    if stored.mime.startswith("text/"):
        text = content.decode("utf-8", "replace")
        return {"type": "text", "media_type": "text/plain", "data": text}
    data = base64.b64encode(content).decode()
    return {"type": "base64", "media_type": stored.mime, "data": data}


_SHAPES = {"input_file": _input_file, "input_image": _input_image, "file": _source}
