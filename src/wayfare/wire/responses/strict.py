"""Decode JSON so that nothing in it is overlooked: what is not known is named and refused.

Knows errors of decoding. Knows no field.
"""

import re
from typing import TypeVar

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import CannotCarryError
from wayfare.wire.fields import Fields, is_null

_Known = TypeVar("_Known")

_CURE = "Leave it out, or name a model that speaks Responses."
_UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`(?: - at `\$\.?(.*)`)?")
_fields = msgspec.json.Decoder(Fields)
_encode = msgspec.json.Encoder().encode


def decode_strictly(
    decoder: msgspec.json.Decoder[_Known], raw: bytes | msgspec.Raw, where: str = ""
) -> _Known:
    """Decode an object that stands at `where`; fields that are null may be unknown.

    Raises:
        BadRequestError: a field has the wrong type.
        CannotCarryError: a field is not known here.
    """
    try:
        return decoder.decode(raw)
    except msgspec.DecodeError as error:
        lean = _without_nulls(raw)
        if lean is None:
            raise _refusal(error, where) from error
    try:
        return decoder.decode(lean)
    except msgspec.DecodeError as error:
        raise _refusal(error, where) from error


def cannot_carry(where: str, cure: str = _CURE) -> CannotCarryError:
    """An error that names a field for which other wires have no words."""
    return CannotCarryError(
        f"`{where}` cannot be carried to a model that does not speak Responses.",
        cure=cure,
        param=where,
    )


def _without_nulls(raw: bytes | msgspec.Raw) -> bytes | None:
    """The object without its null fields; None where there are none, or it is no object."""
    try:
        fields = _fields.decode(raw)
    except msgspec.DecodeError:
        return None
    kept = {name: value for name, value in fields.items() if not is_null(value)}
    return None if len(kept) == len(fields) else _encode(kept)


def _refusal(error: msgspec.DecodeError, where: str) -> BadRequestError:
    found = _UNKNOWN.match(str(error))
    if found is not None:
        return cannot_carry(_join(_join(where, found[2] or ""), found[1]))
    what, _, inner = str(error).replace(" | null", "").partition(" - at `$")
    param = _join(where, inner.strip(".`"))
    return BadRequestError(f"`{param or 'body'}` is wrong: {what}.", param=param or None)


def _join(where: str, inner: str) -> str:
    if not where or not inner:
        return where or inner
    return where + inner if inner.startswith("[") else f"{where}.{inner}"
