"""The operations by which what is here can be read: models, kept answers, files, decisions."""

from wayfare.api.openapi.asking import ANTHROPIC
from wayfare.api.openapi.operation import (
    Content,
    Operation,
    Parameter,
    Reply,
    in_path,
    in_query,
    ok,
)
from wayfare.api.openapi.schemas import (
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Schema,
    list_of,
    named,
    open_object,
    or_null,
    shown,
    shown_object,
)
from wayfare.domain.claim import Cover
from wayfare.domain.cost import CostState
from wayfare.domain.decision import Exclusion, Reason
from wayfare.domain.deployment import Feature, Terms
from wayfare.domain.record import Ending, Leg
from wayfare.domain.ticket import Company, Evidence, Fare, Pivoted
from wayfare.domain.usage import Usage
from wayfare.gateway.attach import PURPOSES
from wayfare.store.rows import StoredOffer

_REFUSALS = (401, 404, 503)

TICKET = shown_object(
    decision_id=TEXT,
    model=TEXT,
    arm=TEXT,
    reason=shown(Reason),
    runner_up=or_null(TEXT),
    fares=list_of(shown(Fare)),
    first_token_ms=or_null(NUMBER),
    total_ms=NUMBER,
    cost_micros=or_null(WHOLE),
    cost_state=shown(CostState),
    companies=list_of(shown(Company)),
    left_out=list_of(TEXT),
    warnings=list_of(shown(Reason)),
    hedge_micros=or_null(WHOLE),
    embedding_micros=or_null(WHOLE),
    evidence=or_null(shown(Evidence)),
    baseline=or_null(TEXT),
    saved_micros=or_null(WHOLE),
    certificate=or_null(
        shown_object(
            state=shown(Cover),
            compared=WHOLE,
            compared_by=shown(dict[str, int]),
            says=shown(Reason),
        )
    ),
    path=TEXT,
    pivot=or_null(shown(Pivoted)),
)
_ATTEMPT = shown_object(
    number=WHOLE,
    arm=TEXT,
    provider=TEXT,
    ending=shown(Ending),
    status=or_null(WHOLE),
    error=or_null(TEXT),
    first_token_ms=or_null(NUMBER),
    total_ms=NUMBER,
    usage=shown(Usage),
    counted_by_provider=FLAG,
    cost_micros=or_null(WHOLE),
    cost_state=shown(CostState),
    terms=shown(Terms),
    finish_reason=or_null(TEXT),
    served_model=or_null(TEXT),
    left_out=list_of(TEXT),
    deployment=TEXT,
    leg=or_null(shown(Leg)),
    translation=or_null(TEXT),
    original=or_null(TEXT),
)
DECISION = shown_object(
    decision_id=TEXT,
    started_at=NUMBER,
    conversation=or_null(TEXT),
    asked_for=TEXT,
    language=TEXT,
    wishes=or_null(TEXT),
    topic=or_null(TEXT),
    arm=TEXT,
    baseline=or_null(TEXT),
    propensity=NUMBER,
    held=or_null(FLAG),
    router=TEXT,
    reason=shown(Reason),
    offers=list_of(shown(StoredOffer)),
    excluded=list_of(shown(Exclusion)),
    companies=list_of(shown(Company)),
    attempts=list_of(_ATTEMPT),
)

PRICE = shown_object(
    input_micros_per_mtok=WHOLE,
    output_micros_per_mtok=WHOLE,
    cached_micros_per_mtok=or_null(WHOLE),
    source=TEXT,
    as_of=or_null(TEXT),
)
PRIOR = shown_object(
    quality={"type": "object", "additionalProperties": NUMBER},
    tokens_per_s=or_null(NUMBER),
    basis=TEXT,
    as_of=or_null(TEXT),
)
_KNOWN_OF_MODEL = shown_object(
    provider=TEXT,
    model=TEXT,
    features=list_of(shown(Feature)),
    context_tokens=or_null(WHOLE),
    languages=or_null(list_of(TEXT)),
    is_local=FLAG,
    in_auto=FLAG,
    path=TEXT,
    ahead=list_of(TEXT),
    price=or_null(PRICE),
    prior=PRIOR,
)
MODEL = open_object(
    ["id", "object", "created", "owned_by"],
    id=TEXT,
    object={"const": "model"},
    created=WHOLE,
    owned_by=TEXT,
    wayfare=_KNOWN_OF_MODEL,
)
ANTHROPIC_MODEL = open_object(
    ["type", "id", "display_name", "created_at"],
    type={"const": "model"},
    id=TEXT,
    display_name=TEXT,
    created_at={"type": "string", "format": "date-time"},
    wayfare=_KNOWN_OF_MODEL,
)
_MODEL: Schema = named("Model")
_ANTHROPIC_MODEL: Schema = named("AnthropicModel")
_MODELS = shown_object(object={"const": "list"}, data=list_of(_MODEL))
_ANTHROPIC_MODELS = shown_object(
    data=list_of(_ANTHROPIC_MODEL), has_more=FLAG, first_id=or_null(TEXT), last_id=or_null(TEXT)
)

FILE = shown_object(
    id=TEXT,
    object={"const": "file"},
    bytes=WHOLE,
    created_at=WHOLE,
    filename=TEXT,
    purpose={"type": "string", "enum": sorted(PURPOSES)},
    status={"const": "processed"},
)
_FILE: Schema = named("File")
FORM = open_object(
    ["file", "purpose"],
    file={"type": "string", "contentMediaType": "application/octet-stream", "minLength": 1},
    purpose={"type": "string", "enum": sorted(PURPOSES)},
)

#: The objects that several operations show, by their names in the document.
COMPONENTS = {
    "Ticket": TICKET,
    "Decision": DECISION,
    "Model": MODEL,
    "AnthropicModel": ANTHROPIC_MODEL,
    "File": FILE,
}


def _pages(items: Schema) -> Schema:
    return shown_object(object={"const": "list"}, data=list_of(items), has_more={"const": False})


def _deleted(kind: str) -> Schema:
    return shown_object(id=TEXT, object={"const": kind}, deleted={"const": True})


def _reading(
    method: str,
    path: str,
    name: str,
    about: str,
    schema: Schema,
    *parameters: Parameter,
    refusals: tuple[int, ...] = _REFUSALS,
) -> Operation:
    group = path.split("/")[2]
    return Operation(
        method, path, name, group, about, ok(about, schema), parameters, refusals=refusals
    )


_RESPONSE_ID = in_path("response_id", "The answer's id.", "resp_1")
_FILE_ID = in_path("file_id", "The file's id.", "file-wf-1")

OPERATIONS = (
    _reading(
        "GET", "/v1/models", "list_models", "List every name that a request may use.",
        {"anyOf": [_MODELS, _ANTHROPIC_MODELS]}, *ANTHROPIC[:1], refusals=(401, 503),
    ),
    _reading(
        "GET", "/v1/models/{name}", "read_model", "Describe one name that a request may use.",
        {"anyOf": [_MODEL, _ANTHROPIC_MODEL]},
        in_path("name", "The model's name; it may hold slashes.", "auto"), *ANTHROPIC[:1],
        refusals=_REFUSALS,
    ),
    _reading(
        "GET", "/v1/responses/{response_id}", "read_response",
        "Read an answer of yours again, as it was given.",
        open_object(["id", "output"], id=TEXT), _RESPONSE_ID,
        in_query("stream", "Kept answers are not streamed again.", {"enum": ["false"]}),
        refusals=(400, *_REFUSALS),
    ),
    _reading(
        "GET", "/v1/responses/{response_id}/input_items", "read_response_input",
        "Read what an answer of yours was asked.", _pages(open_object()), _RESPONSE_ID,
        in_query("order", "`desc`: the newest item first.", {"enum": ["asc", "desc"]}),
    ),
    _reading(
        "DELETE", "/v1/responses/{response_id}", "delete_response",
        "Delete an answer of yours, with its texts.", _deleted("response"), _RESPONSE_ID,
    ),
    Operation(
        "POST", "/v1/files", "add_file", "files", "Keep a file, to ask about.",
        ok("What is known of it.", _FILE),
        body=Content({"multipart/form-data": FORM}), refusals=(400, 401, 413, 503),
    ),
    _reading(
        "GET", "/v1/files", "list_files", "List your files, the newest first.", _pages(_FILE),
        in_query("purpose", "Only those for this."), refusals=(401, 503),
    ),
    _reading("GET", "/v1/files/{file_id}", "read_file", "What is known of a file.", _FILE,
             _FILE_ID),
    Operation(
        "GET", "/v1/files/{file_id}/content", "read_file_content", "files",
        "Read the bytes of a file.",
        {"200": Reply("The bytes.", Content({"application/octet-stream": {}}))},
        (_FILE_ID,), refusals=_REFUSALS,
    ),
    _reading("DELETE", "/v1/files/{file_id}", "delete_file", "Delete a file, with its content.",
             _deleted("file"), _FILE_ID),
    _reading(
        "GET", "/v1/decisions/{decision_id}", "read_decision",
        "What was decided for a request of yours, and what came of it.",
        named("Decision"),
        in_path("decision_id", "The ticket's `decision_id`.", "d1"),
    ),
)  # fmt: skip
