"""The operations that a model is asked by: chat completions, messages, responses, embeddings.

What a body must hold is read from the decoders of its wire. The rest of it goes to the
provider, who says what is allowed.
"""

from typing import Any

from wayfare.api.openapi.operation import (
    JSON,
    STREAM,
    Content,
    Operation,
    Parameter,
    Reply,
    as_json,
    in_header,
)
from wayfare.api.openapi.schemas import (
    TEXT,
    WHOLE,
    Schema,
    accepted,
    list_of,
    named,
    open_object,
    refined,
)
from wayfare.wire.anthropic.body import MessagesFields
from wayfare.wire.openai.body import CHOICES_MAX, ChatFields, EmbeddingsFields
from wayfare.wire.responses.body import ResponsesFields

_MODEL: Schema = {"minLength": 1, "description": "`auto`, or a name that `GET /v1/models` lists."}
_TICKET: Schema = named("Ticket")
_REFUSALS = (400, 401, 404, 413, 429, 503)

_NAMES = r"[a-z0-9][a-z0-9._\-]*"
_DEMAND = (
    r" *(no_training|countries=[A-Za-z]{2}(\|[A-Za-z]{2})*"
    rf"|providers={_NAMES}(\|{_NAMES})*) *"
)
DEMANDS = in_header(
    "x-wayfare-demands",
    "Who may read the text, such as `no_training, countries=KR|US`.",
    {"type": "string", "pattern": rf"^{_DEMAND}(,{_DEMAND})*$"},
)
_DOLLARS = r"[0-9]{1,7}(\.[0-9]{1,12})?"
_WISH = rf" *(critical|(point_worth_usd|ceiling_usd)={_DOLLARS}) *"
WISHES = in_header(
    "x-wayfare-wishes",
    "What is wished of the choice, such as `ceiling_usd=0.01, point_worth_usd=0.0002, critical`.",
    {"type": "string", "pattern": rf"^{_WISH}(,{_WISH})*$"},
)
CONVERSATION = in_header(
    "x-wayfare-conversation", "A name for the conversation, which the record keeps."
)
TOPIC = in_header(
    "x-wayfare-topic", "What the question is about, in at most 64 letters; `auto` goes by it."
)
ANTHROPIC = (
    in_header("anthropic-version", "The version of the wire; goes on to the provider."),
    in_header("anthropic-beta", "Trials to take part in; goes on to the provider."),
)
_ANSWERED_BY = {
    "x-wayfare-decision-id": "For `GET /v1/decisions/{decision_id}`.",
    "x-wayfare-model": "Who answers.",
    "x-wayfare-fare-micros": "The fare quoted, in micro-dollars; `unknown` where it is.",
}

_HI = [{"role": "user", "content": "Say hi."}]
CHAT_BODY = refined(
    accepted(ChatFields),
    ["model", "messages"],
    model=_MODEL,
    messages={"minItems": 1},
    n={"minimum": 1, "maximum": CHOICES_MAX},
)
COUNT_BODY = refined(
    accepted(MessagesFields), ["model", "messages"], model=_MODEL, messages={"minItems": 1}
)
MESSAGES_BODY = refined(COUNT_BODY, ["max_tokens"], max_tokens={"minimum": 0})
_NAME: Schema = {"type": "string", "minLength": 1}
_SAYS_SOMETHING: dict[str, Schema] = {
    "input": {"type": ["string", "array"], "minLength": 1, "minItems": 1},
    "previous_response_id": _NAME,
    "conversation": {"anyOf": [_NAME, open_object(["id"], id=_NAME)]},
    "prompt": {"not": {"type": "null"}},
}
RESPONSES_BODY: Schema = {
    **refined(
        accepted(ResponsesFields),
        ["model"],
        model=_MODEL,
        background={"enum": [False, None], "description": "Nothing is answered later."},
    ),
    "anyOf": [
        {"required": [name], "properties": {name: said}} for name, said in _SAYS_SOMETHING.items()
    ],
}
EMBEDDINGS_BODY = refined(
    accepted(EmbeddingsFields),
    ["model", "input"],
    model=_MODEL,
    input={"type": ["string", "array", "object", "number", "boolean"]},
)

_CHAT = open_object(
    ["choices", "wayfare"],
    id=TEXT,
    model=TEXT,
    choices=list_of(open_object(index=WHOLE, message=open_object())),
    usage=open_object(),
    wayfare=_TICKET,
)
_MESSAGE = open_object(
    ["type", "role", "content", "wayfare"],
    id=TEXT,
    type={"const": "message"},
    role={"const": "assistant"},
    content=list_of(open_object(["type"], type=TEXT)),
    wayfare=_TICKET,
)
_RESPONSE = open_object(
    ["id", "output", "wayfare"],
    id=TEXT,
    output=list_of(open_object(["type"], type=TEXT)),
    wayfare=_TICKET,
)
_EMBEDDINGS = open_object(
    ["data", "wayfare"],
    data=list_of(open_object(["embedding"])),
    wayfare=_TICKET,
)
_COUNT = open_object(["input_tokens"], input_tokens={"type": "integer", "minimum": 0})


def _answered(schema: Schema) -> dict[str, Reply]:
    """Whole, or as a stream of events of which one carries the ticket."""
    events: Schema = {"description": "Server-sent events of this wire."}
    content = Content({JSON: schema, STREAM: events})
    return {"200": Reply("The answer, whole or streamed.", content, _ANSWERED_BY)}


def _asking(path: str, name: str, about: str, *, is_relayed: bool = True, **more: Any) -> Operation:
    parameters: tuple[Parameter, ...] = (*more.pop("parameters", ()), DEMANDS)
    return Operation(
        "POST",
        path,
        name,
        "asking",
        about,
        parameters=parameters,
        is_relayed=is_relayed,
        refusals=_REFUSALS,
        **more,
    )


OPERATIONS = (
    _asking(
        "/v1/chat/completions",
        "chat",
        "Answer a chat request in OpenAI's wire.",
        parameters=(CONVERSATION, TOPIC, WISHES),
        body=as_json(
            CHAT_BODY,
            whole={"model": "auto", "messages": _HI},
            streamed={"model": "auto:cheap", "messages": _HI, "stream": True},
        ),
        replies=_answered(_CHAT),
    ),
    _asking(
        "/v1/messages",
        "messages",
        "Answer a Messages request in Anthropic's wire.",
        parameters=(CONVERSATION, TOPIC, WISHES, *ANTHROPIC),
        body=as_json(
            MESSAGES_BODY,
            whole={"model": "auto", "max_tokens": 64, "messages": _HI},
            streamed={"model": "auto", "max_tokens": 64, "messages": _HI, "stream": True},
        ),
        replies=_answered(_MESSAGE),
        family="anthropic",
    ),
    _asking(
        "/v1/messages/count_tokens",
        "count_tokens",
        "Count how many tokens a Messages request would send.",
        is_relayed=False,  # a provider that does not count is guessed for
        parameters=ANTHROPIC,
        body=as_json(COUNT_BODY, one={"model": "auto", "messages": _HI}),
        replies={
            "200": Reply(
                "How many.",
                as_json(_COUNT),
                {"x-wayfare-count": "`counted` by the provider, or `estimated` by Wayfare."},
            )
        },
        family="anthropic",
    ),
    _asking(
        "/v1/responses",
        "responses",
        "Answer in the Responses wire, on its own or going on from an earlier answer.",
        parameters=(CONVERSATION, TOPIC, WISHES),
        body=as_json(
            RESPONSES_BODY,
            whole={"model": "auto", "input": "Say hi."},
            streamed={"model": "auto", "input": "Say hi.", "stream": True, "store": False},
        ),
        replies=_answered(_RESPONSE),
    ),
    _asking(
        "/v1/embeddings",
        "embeddings",
        "Embed texts by the model that is named.",
        body=as_json(EMBEDDINGS_BODY, one={"model": "scripted-embed", "input": ["a", "b"]}),
        replies={"200": Reply("The vectors.", as_json(_EMBEDDINGS), _ANSWERED_BY)},
    ),
)
