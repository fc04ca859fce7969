"""A client's JSON object, taken apart no further than needed, so that its bytes can go on.

Knows JSON, and how to say what is wrong with it. Knows no wire.
"""

import json
import re
from collections.abc import Sequence
from typing import NoReturn, TypeVar

import msgspec

from wayfare.domain.chat import topic_of
from wayfare.domain.errors import BadRequestError

Fields = dict[str, msgspec.Raw]
Known = TypeVar("Known")

#: A field that says nothing, as it is written.
NULL = msgspec.Raw(b"null")

_encode = msgspec.json.Encoder().encode
_fields = msgspec.json.Decoder(Fields)
_NAME_LETTERS_MAX = 64
_MODEL = re.compile(rb'"model"\s*:\s*"(?:[^"\\]|\\.)*"')


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


def decode_known(decoder: msgspec.json.Decoder[Known], body: bytes) -> Known:
    """Read what is known of a body, and be exact about what is wrong with it.

    Raises:
        BadRequestError: names the field.
    """
    try:
        body.decode("utf-8")
        known = decoder.decode(body)
        refuse_twice(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        decode_fields(body)  # where it is no JSON object at all, this says so
        if isinstance(error, msgspec.ValidationError):
            what, param = fault_of(error)
            raise BadRequestError(f"`{param}` is wrong: {what}.", param=param) from error
        raise BadRequestError(f"The body cannot be read: {error}.") from error
    return known


def given_topic(metadata: msgspec.Raw) -> str | None:
    """The topic that a client writes into its metadata. All else in there is not ours to read."""
    if b"topic" not in bytes(metadata):
        return None
    try:
        return topic_of(msgspec.json.decode(_fields.decode(metadata).get("topic", NULL)))
    except (msgspec.DecodeError, RecursionError):
        return None


def refuse_twice(body: bytes) -> None:
    """Refuse a body in which a field stands twice: readers differ in which of them they take.

    So one could show Wayfare one model, limit or text, and the provider another. The body
    was read before: it is a JSON object.

    Raises:
        BadRequestError: names the field.
    """
    fields = _fields.decode(body)
    written = _encode(fields)
    # most bodies are written without spaces, or with those that Python puts
    if len(written) == len(body) or _spaced(fields) == body:
        return
    seen: set[str] = set()
    for name, _ in _pairs(body):
        if name in seen:
            shown = name[:_NAME_LETTERS_MAX]
            raise BadRequestError(
                f"`{shown}` stands twice in the body.", cure="Send it once.", param=shown
            )
        seen.add(name)


def _spaced(fields: Fields) -> bytes:
    """Fields as Python's json writes them, were each there once."""
    return b"{" + b", ".join([b'"%b": %b' % (k.encode(), v) for k, v in fields.items()]) + b"}"


def _pairs(body: bytes) -> Sequence[tuple[str, object]]:
    """Every field of an object, those among them that stand there twice."""
    # an object deeper inside ends as what it holds; the outermost ends last
    try:
        pairs: Sequence[tuple[str, object]] = json.loads(
            body, object_pairs_hook=list, parse_int=len, parse_float=len
        )
    except RecursionError as error:
        raise BadRequestError("The body is nested too deeply.") from error
    return pairs


def is_null(raw: msgspec.Raw) -> bool:
    """Whether a field is absent or null."""
    return raw is NULL or bytes(raw) == b"null"


def missing_model() -> NoReturn:
    """Refuse a request that does not say whom to ask."""
    raise BadRequestError(
        "`model` is missing.",
        cure="Send `auto`, or a name that `GET /v1/models` lists.",
        param="model",
    )


def fault_of(error: msgspec.ValidationError) -> tuple[str, str]:
    """What is wrong, and the field: msgspec says `Expected ... - at `$.messages[0].role``."""
    what, _, where = str(error).replace(" | null", "").partition(" - at `$")
    return what, where.rstrip("`").lstrip(".")


def with_model(raw: bytes, model: str) -> bytes | None:
    """Put another name into the client's own bytes; None where "model" may stand there twice.

    Inside a JSON string every quote is escaped, so only a key or a whole value can match.

    >>> with_model(b'{"model": "auto", "top_p": 1.0}', "m")
    b'{"model":"m", "top_p": 1.0}'
    """
    found = _MODEL.search(raw)
    # letters of the key may be escaped: then it is another "model" that was found
    if found is None or raw.count(b'"model"') > 1 or (b"\\" in raw and b"\\u006" in raw):
        return None
    return raw[: found.start()] + b'"model":' + _encode(model) + raw[found.end() :]
