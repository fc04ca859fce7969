"""The operations by which somebody says how good an answer was, and sees what was asked about."""

from wayfare.api.openai.outcomes import MANY, OutcomeBody
from wayfare.api.openai.topics import DAYS, DAYS_MAX
from wayfare.api.openapi.operation import Operation, as_json, in_path, in_query, ok
from wayfare.api.openapi.schemas import (
    FLAG,
    NUMBER,
    TEXT,
    Schema,
    accepted,
    list_of,
    or_null,
    shown,
    shown_object,
)
from wayfare.domain.outcome import OutcomeKind
from wayfare.gateway.certify.see import Certificate
from wayfare.gateway.certify.see_whole import Whole
from wayfare.gateway.learning.see_topics import SeenTopic
from wayfare.gateway.vigils.see import SeenVigil

_SAYING = accepted(OutcomeBody) | {"additionalProperties": False}
_SAID: dict[str, Schema] = {
    "object": {"const": "outcome"},
    "id": TEXT,
    "decision_id": TEXT,
    "kind": shown(OutcomeKind),
    "source": TEXT,
    "arm": TEXT,
    "score": or_null(NUMBER),
    "winner": or_null(TEXT),
    "against": or_null(TEXT),
    "said_by": TEXT,
    "at": NUMBER,
    "orders": or_null(TEXT),
    "difference": or_null(NUMBER),
}


def _list(**more: Schema) -> Schema:
    return shown_object(object={"const": "list"}, data=list_of(shown_object(**_SAID, **more)))


OPERATIONS = (
    Operation(
        "POST", "/v1/outcomes", "add_outcomes", "outcomes",
        "Say how good an answer of yours was. Of two with the same id, the later counts.",
        ok("What was kept, in the same order.", _list(is_new=FLAG, why=or_null(TEXT))),
        body=as_json(
            {"anyOf": [_SAYING, list_of(_SAYING, minItems=1, maxItems=MANY)]},
            voted={"decision_id": "d1", "kind": "vote", "score": 1},
            compared={"decision_id": "d1", "kind": "verdict", "source": "my-judge",
                      "winner": "tie", "against": "openai/gpt-mini"},
            judged={"decision_id": "d1", "kind": "verdict", "source": "my-judge",
                    "against": "openai/gpt-mini", "orders": "AB",
                    "difference": 0.25},
            checked={"decision_id": "d1", "kind": "check",
                     "check": {"type": "number", "expected": 42}},
        ),
        refusals=(400, 401, 404, 413, 503),
    ),
    Operation(
        "GET", "/v1/decisions/{decision_id}/outcomes", "list_outcomes", "outcomes",
        "All that was ever said of a decision of yours, the oldest first.",
        ok("What was said.", _list()),
        (in_path("decision_id", "The ticket's `decision_id`.", "d1"),),
        refusals=(401, 404, 503),
    ),
    Operation(
        "GET", "/v1/topics", "list_topics", "topics",
        "List what is asked about, the most frequent first, unknown last.",
        ok("The topics, found and given.", shown_object(
            object={"const": "list"}, data=list_of(shown(SeenTopic)),
        )),
        (in_query("days", f"How many days back, {DAYS} where it is left out.",
                  {"type": "integer", "minimum": 1, "maximum": DAYS_MAX}),),
        refusals=(400, 401, 403, 503),
    ),
    Operation(
        "GET", "/v1/certificates", "list_certificates", "certificates",
        "List what is shown of answers by other models than the baseline, the widest claim first, "
        "and whether models changed. All of it is folded behind the requests: claims are about "
        "what was known `as_of` a moment, null where nothing was folded yet; of the whole policy "
        "all conversations count that began a day before `whole_policy_as_of`.",
        ok("How each claim stands, and what old questions, asked again, show.", shown_object(
            object={"const": "list"}, as_of=or_null(NUMBER), data=list_of(shown(Certificate)),
            whole_policy_as_of=or_null(NUMBER),
            whole_policy=list_of(shown(Whole)),
            vigils=list_of(shown(SeenVigil)),
        )),
        refusals=(401, 403, 503),
    ),
)  # fmt: skip
