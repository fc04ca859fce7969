"""One operation of the HTTP face, as a row of the table that the document is made from.

Knows what a row holds. Knows nothing of how OpenAPI spells it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from wayfare.api.openapi.schemas import TEXT, Schema

JSON = "application/json"
STREAM = "text/event-stream"


class Parameter(msgspec.Struct, frozen=True):
    """What is read of a request's path, query or headers. `where` is OpenAPI's `in`."""

    name: str
    where: str
    about: str
    schema: Schema
    is_required: bool = False
    example: str | None = None


class Content(msgspec.Struct, frozen=True):
    """A body: its schema and examples by media type."""

    schemas: Mapping[str, Schema]
    examples: Mapping[str, object] = {}
    about: str = ""


class Reply(msgspec.Struct, frozen=True):
    """One way to answer. `headers` are those that always come with it."""

    about: str
    content: Content | None = None
    headers: Mapping[str, str] = {}


class Operation(msgspec.Struct, frozen=True):
    """One row. `replies` go by status; `family` is whose shape its errors have.

    `refusals` are the statuses beside those in `replies` that Wayfare itself may answer
    with. `is_relayed`: a provider's own refusal may come through too, whatever its status.
    """

    method: str
    path: str
    name: str
    group: str
    about: str
    replies: Mapping[str, Reply]
    parameters: Sequence[Parameter] = ()
    body: Content | None = None
    refusals: Sequence[int] = ()
    family: str = "openai"
    is_public: bool = False
    is_relayed: bool = False


def in_path(name: str, about: str, example: str | None = None) -> Parameter:
    """A part of the path."""
    schema: Schema = {"type": "string", "minLength": 1}
    return Parameter(name, "path", about, schema, is_required=True, example=example)


def in_query(name: str, about: str, schema: Schema = TEXT) -> Parameter:
    """A part of the query that may be left out."""
    return Parameter(name, "query", about, schema)


def in_header(name: str, about: str, schema: Schema = TEXT) -> Parameter:
    """A header that may be left out."""
    return Parameter(name, "header", about, schema)


def as_json(schema: Schema, **examples: object) -> Content:
    """A body of JSON."""
    return Content({JSON: schema}, examples)


def ok(about: str, schema: Schema, *, headers: Mapping[str, str] = {}) -> Mapping[str, Reply]:
    """Answered with 200 and JSON."""
    return {"200": Reply(about, as_json(schema), headers)}
