"""The OpenAPI document, made from the table of operations. A further operation is a row.

Knows how OpenAPI 3.1 spells things. Knows nothing of what an operation does.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec

from wayfare import __version__
from wayfare.api.access import COOKIE
from wayfare.api.openapi import (
    asking,
    boarding,
    challenging,
    chatting,
    comparing,
    judging,
    limiting,
    managing,
    moving,
    preferring,
    reading,
    serving,
    upkeep,
    watching,
)
from wayfare.api.openapi.operation import Content, Operation, Parameter, Reply, as_json
from wayfare.api.openapi.schemas import TEXT, open_object, or_null, shown, shown_object
from wayfare.domain.case import Case

OPERATIONS: Sequence[Operation] = (
    *asking.OPERATIONS,
    *reading.OPERATIONS,
    *judging.OPERATIONS,
    *managing.OPERATIONS,
    *watching.OPERATIONS,
    *boarding.OPERATIONS,
    *limiting.OPERATIONS,
    *upkeep.OPERATIONS,
    *serving.OPERATIONS,
    *chatting.OPERATIONS,
    *moving.OPERATIONS,
    *preferring.OPERATIONS,
    *challenging.OPERATIONS,
    *comparing.OPERATIONS,
)

GROUPS = {
    "asking": "Ask a model.",
    "models": "What can be asked for.",
    "responses": "Answers that are kept.",
    "files": "Files that are kept.",
    "decisions": "What was decided, and why.",
    "outcomes": "How good answers were.",
    "topics": "What is asked about.",
    "certificates": "What is shown of answers by other models than the baseline.",
    "session": "Log in and out.",
    "setup": "The first password.",
    "password": "Your password.",
    "users": "Who there is.",
    "projects": "What keys and budgets belong to.",
    "keys": "What programs ask with.",
    "budgets": "What may be spent, and what is left.",
    "rates": "How many requests and tokens in any minute.",
    "switches": "Which models are off for whom.",
    "health": "How this Wayfare does.",
    "store": "How the tables stand.",
    "backups": "Files that the store can be restored from.",
    "usage": "What was used, and what it cost.",
    "credentials": "Providers' keys that are kept.",
    "audit": "Who did what.",
    "pairs": "Answers that wait for a person's vote.",
    "arena": "Two answers without names, and who is better by votes.",
    "fares": "How good, how dear and how fast models are.",
    "oidc": "Sign in by OpenID.",
    "conversations": "What is talked about on the page.",
    "runs": "Answers that are being given there.",
    "comparisons": "Models compared on the questions that one brought in.",
    "preferences": "Which model shall always answer which topic.",
    "search": "What was said there.",
    "fare": "What asking would cost.",
    "shares": "Links to what was said.",
    "shared": "What such links show.",
    "export": "All of it as a file.",
    "imports": "Conversations that were had elsewhere.",
    "serving": "The server itself.",
    "page": "What people see in a browser.",
}

_REFUSED = {
    400: "The request is wrong; the error names the field and the cure.",
    401: "There is no key, or nobody knows it.",
    403: "The key is known, but may not do this.",
    404: "There is no such thing, or it is not yours.",
    409: "It is there already, or is in use.",
    413: "The body is larger than `server.body_bytes_max`.",
    429: "Too much was asked, or a budget is spent.",
    503: "There is no model yet, or the database cannot be read; try again.",
}
_RELAYED = "A provider's own refusal, with its status and its words."

_ERRORS = {
    # Wayfare writes all four; a provider's own refusal may leave some out
    "OpenAIError": open_object(
        ["error"],
        error=open_object(
            ["message"], message=TEXT, type=or_null(TEXT), param=or_null(TEXT), code={}
        ),
    ),
    "AnthropicError": open_object(
        ["type", "error"],
        type={"const": "error"},
        error=open_object(["type", "message"], type=TEXT, message=TEXT, details=open_object()),
    ),
    "PlainError": shown_object(
        error=shown_object(
            message=TEXT,
            code=or_null(TEXT),
            param=or_null(TEXT),
            case=or_null(shown(Case)),
            values={"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        )
    ),
    "Error": shown_object(
        error=shown_object(message=TEXT, type=TEXT, param=or_null(TEXT), code=or_null(TEXT))
    ),
}
_SHAPES = {
    ("openai", True): "OpenAIError",
    ("openai", False): "Error",
    ("anthropic", True): "AnthropicError",
    ("anthropic", False): "AnthropicError",
    ("plain", False): "PlainError",
}


_KEYS: list[dict[str, list[str]]] = [{"bearer": []}, {"x-api-key": []}]


@cache
def document() -> bytes:
    """The whole document, as JSON that a person can read."""
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "Wayfare",
            "version": __version__,
            "description": "One address for all your models.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": about} for name, about in GROUPS.items()],
        "security": _KEYS,
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "`wf-...`"},
                "x-api-key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
                "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
            },
            "schemas": {
                **reading.COMPONENTS,
                **managing.COMPONENTS,
                **watching.COMPONENTS,
                **limiting.COMPONENTS,
                **upkeep.COMPONENTS,
                **chatting.COMPONENTS,
                **moving.COMPONENTS,
                **preferring.COMPONENTS,
                **challenging.COMPONENTS,
                **comparing.COMPONENTS,
                **_ERRORS,
            },
        },
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _operation(row: Operation) -> dict[str, Any]:
    replies = {status: _reply(reply) for status, reply in row.replies.items()}
    replies |= {status: _reply(reply) for status, reply in _refusals(row)}
    found: dict[str, Any] = {
        "operationId": row.name,
        "tags": [row.group],
        "summary": row.about,
        "responses": replies,
    }
    if row.is_public:
        found["security"] = []
    elif row.family == "plain":
        found["security"] = [*_KEYS, {"session": []}]
    if row.parameters:
        found["parameters"] = [_parameter(each) for each in row.parameters]
    if row.body is not None:
        found["requestBody"] = {"required": True, "content": _content(row.body)}
    return found


def _refusals(row: Operation) -> Iterable[tuple[str, Reply]]:
    name = _SHAPES[row.family, row.is_relayed]
    shape = as_json({"$ref": f"#/components/schemas/{name}"})
    for status in row.refusals:
        headers = {"www-authenticate": "`Bearer`."} if status == 401 else {}
        yield str(status), Reply(_REFUSED[status], shape, headers)
    if row.is_relayed:
        yield "4XX", Reply(_RELAYED, shape)
        yield "5XX", Reply(_RELAYED, shape)


def _parameter(each: Parameter) -> dict[str, Any]:
    found = {
        "name": each.name,
        "in": each.where,
        "required": each.is_required,
        "description": each.about,
        "schema": each.schema,
    }
    return found if each.example is None else {**found, "example": each.example}


def _reply(reply: Reply) -> dict[str, Any]:
    found: dict[str, Any] = {"description": reply.about}
    if reply.headers:
        found["headers"] = {
            name: {"description": about, "required": True, "schema": TEXT}
            for name, about in reply.headers.items()
        }
    if reply.content is not None:
        found["content"] = _content(reply.content)
    return found


def _content(content: Content) -> dict[str, Any]:
    examples = {name: {"value": value} for name, value in content.examples.items()}
    return {
        media: {"schema": schema, **({"examples": examples} if examples else {})}
        for media, schema in content.schemas.items()
    }
