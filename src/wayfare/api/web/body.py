"""Read what is sent to our own endpoints, strictly, and answer in JSON.

A field that is not known, has the wrong type, is too long or stands there twice is an error
that names it: whoever misspells `expires_at` must not get a key that never expires.
"""

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.asgi import Header, read_body
from wayfare.domain.errors import BadRequestError

#: Nothing that is managed is long.
BYTES_MAX = 64 * 1024

Name = Annotated[str, Meta(min_length=1, max_length=64)]
Label = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Instructions = Annotated[str, Meta(max_length=20_000)]
Password = Annotated[str, Meta(max_length=1024)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an endpoint is sent. A field that is not known is an error."""


_B = TypeVar("_B", bound=Body)
_E = TypeVar("_E", bound=StrEnum)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING = re.compile(r"Object missing required field `(.*?)`")


async def read(request: Request, kind: type[_B], *, bytes_max: int = BYTES_MAX) -> _B:
    """The body of a request.

    Raises:
        BadRequestError: it is not what the endpoint takes; names the field.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        # a form of another site's page can send other types, but not this one
        raise BadRequestError(
            "The body is not JSON.", cure="Send `content-type: application/json`."
        )
    raw = await read_body(request.receive, bytes_max)
    try:
        body = msgspec.json.decode(raw, type=kind)
        json.loads(raw, object_pairs_hook=_once)
    except msgspec.DecodeError as error:
        raise _refusal(error) from error
    except UnicodeDecodeError as error:
        raise BadRequestError("The body is not UTF-8.", cure="Send JSON in UTF-8.") from error
    except RecursionError as error:
        raise BadRequestError("The body is nested too deep.") from error
    return body


def choice(kind: type[_E], text: str, param: str) -> _E:
    """One of a few words, as it stands in a path or a query.

    Raises:
        BadRequestError: it is none of them; names them.
    """
    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(kind)
        raise BadRequestError(f"`{param}` is none of {known}.", param=param) from error


def answer(value: object, status: int = 200, headers: Iterable[Header] = ()) -> Response:
    """Answer in JSON, which no cache keeps."""
    response = Response(
        msgspec.json.encode(value), status_code=status, media_type="application/json"
    )
    response.raw_headers += [(b"cache-control", b"no-store"), *headers]
    return response


def nothing(headers: Iterable[Header] = ()) -> Response:
    """Answer that it is done."""
    response = Response(status_code=204)
    response.raw_headers += [(b"cache-control", b"no-store"), *headers]
    return response


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadRequestError(f"`{twice}` stands there twice.", param=twice)
    return found


def _refusal(error: msgspec.DecodeError) -> BadRequestError:
    said = str(error)
    for found in (_UNKNOWN.match(said), _MISSING.match(said)):
        if found is not None:
            what = "is not known here" if found.re is _UNKNOWN else "is missing"
            return BadRequestError(f"`{found[1]}` {what}.", param=found[1])
    what, _, where = said.partition(" - at `$")
    param = where.strip(".`")
    return BadRequestError(f"`{param or 'body'}` is wrong: {what}.", param=param or None)
